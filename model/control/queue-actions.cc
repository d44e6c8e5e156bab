/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "queue-actions.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

namespace
{

/// Empty when the choices are as QueueActions wants them.
std::string
WhyNotChoices(QueueKnob knob, const std::vector<double>& choices)
{
    if (choices.empty())
    {
        return "no choice to set, expected 1 at least";
    }
    for (std::size_t i = 0; i < choices.size(); ++i)
    {
        const double choice = choices[i];
        if (!std::isfinite(choice) || choice <= 0)
        {
            return "the choice " + FormatNumber(choice) + ", expected a number above 0";
        }
        if (knob != QueueKnob::TARGET_DELAY && choice != std::trunc(choice))
        {
            return "the choice " + FormatNumber(choice) + ", expected a whole number of packets";
        }
        if (knob != QueueKnob::TARGET_DELAY && choice > std::numeric_limits<uint32_t>::max())
        {
            return "the choice " + FormatNumber(choice) + ", expected 4294967295 packets at most";
        }
        if (i > 0 && choice <= choices[i - 1])
        {
            return "the choice " + FormatNumber(choice) + " after " + FormatNumber(choices[i - 1]) +
                   ", expected different choices in ascending order";
        }
    }
    return {};
}

} // namespace

QueueActions::QueueActions(QueueKnob knob, std::vector<double> choices, std::size_t switches)
    : m_knob(knob),
      m_choices(std::move(choices)),
      m_switches(switches)
{
    if (const std::string why = WhyNotChoices(m_knob, m_choices); !why.empty())
    {
        throw InputError(why);
    }
    if (m_switches == 0)
    {
        throw InputError("no switch to set, expected 1 at least");
    }
}

QueueKnob
QueueActions::Knob() const
{
    return m_knob;
}

const std::vector<double>&
QueueActions::Choices() const
{
    return m_choices;
}

GymSpace
QueueActions::Space() const
{
    const auto count = static_cast<int64_t>(m_choices.size());
    if (m_knob == QueueKnob::DEPTH_OF_EACH)
    {
        return {MultiDiscreteSpace{std::vector<int64_t>(m_switches, count)}};
    }
    return {DiscreteSpace{count}};
}

std::vector<double>
QueueActions::SettingOf(const GymValue& action) const
{
    if (const std::string why = WhyNotIn(Space(), action); !why.empty())
    {
        throw std::invalid_argument("action: " + why);
    }
    if (const auto* choice = std::get_if<int64_t>(&action.value))
    {
        return std::vector<double>(m_switches, m_choices[static_cast<std::size_t>(*choice)]);
    }
    std::vector<double> setting;
    setting.reserve(m_switches);
    for (const int64_t choice : std::get<std::vector<int64_t>>(action.value))
    {
        setting.push_back(m_choices[static_cast<std::size_t>(choice)]);
    }
    return setting;
}

} // namespace ns3::synthnet
