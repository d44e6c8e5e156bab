/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-choices.h"

#include "option-values.h"

namespace ns3::synthnet
{

void
TimeGanChoices::AddTo(boost::program_options::options_description& description)
{
    const auto add = [&](const char* name, std::optional<std::string>& choice, const char* help) {
        description.add_options()(name,
                                  boost::program_options::value<std::string>()->notifier(
                                      [&choice](const std::string& value) { choice = value; }),
                                  help);
    };
    add("scale",
        m_scale,
        "timegan: ranks, the share of values below a number, when not given; or range, its place "
        "between smallest and largest value, as in the paper");
    add("schedule",
        m_schedule,
        "timegan: falling, the learning rate falls to 0 in the second half of the joint phase, "
        "when not given; or constant, as in the paper");
    add("keep",
        m_keep,
        "timegan: best, of up to 250 weights of the second half those that draw what is nearest "
        "by M, when not given; or last, as in the paper");
}

std::vector<std::string>
TimeGanChoices::Given() const
{
    std::vector<std::string> given;
    const auto note = [&](const char* name, const std::optional<std::string>& choice) {
        if (choice)
        {
            given.emplace_back(name);
        }
    };
    note("scale", m_scale);
    note("schedule", m_schedule);
    note("keep", m_keep);
    return given;
}

void
TimeGanChoices::Fill(TimeGanConfig& config) const
{
    config.scale = ParseChoice("scale", m_scale.value_or("ranks"), "range", "ranks")
                       ? InputScale::RANKS
                       : InputScale::RANGE;
    config.schedule = ParseChoice("schedule", m_schedule.value_or("falling"), "constant", "falling")
                          ? RateSchedule::FALLING
                          : RateSchedule::CONSTANT;
    config.keep = ParseChoice("keep", m_keep.value_or("best"), "last", "best") ? KeptWeights::BEST
                                                                               : KeptWeights::LAST;
}

} // namespace ns3::synthnet
