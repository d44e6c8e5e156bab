/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "threshold-policy.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/table.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3::synthnet
{

namespace
{

constexpr char SETTING[] = "setting";
constexpr char LOG2[] = ".log2";

/// @return N of a name settingN.log2, empty when it is none
std::string
SwitchOfSetting(const std::string& name)
{
    const std::size_t before = sizeof(SETTING) - 1;
    const std::size_t behind = sizeof(LOG2) - 1;
    if (name.size() <= before + behind || name.compare(0, before, SETTING) != 0 ||
        name.compare(name.size() - behind, behind, LOG2) != 0)
    {
        return {};
    }
    return name.substr(before, name.size() - before - behind);
}

std::size_t
Find(const std::vector<std::string>& names, const std::string& name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
    {
        throw InputError("the threshold policy needs " + name + ", observed are " +
                         JoinNames(names));
    }
    return static_cast<std::size_t>(found - names.begin());
}

} // namespace

ThresholdPolicy::ThresholdPolicy(QueueActions actions,
                                 const std::vector<std::string>& names,
                                 const ThresholdConfig& config)
    : m_actions(std::move(actions)),
      m_config(config)
{
    if (m_actions.Knob() == QueueKnob::TARGET_DELAY)
    {
        throw InputError("the threshold policy sets depths, expected no delays to choose from");
    }
    if (!(config.low <= config.high))
    {
        throw InputError("the thresholds " + FormatNumber(config.low) + " and " +
                         FormatNumber(config.high) + ", expected the first not above the second");
    }
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        if (const std::string number = SwitchOfSetting(names[i]); !number.empty())
        {
            m_switches.push_back({Find(names, "enq_qdepth" + number + ".mean"), i});
        }
    }
    const GymSpace space = m_actions.Space();
    const auto* each = std::get_if<MultiDiscreteSpace>(&space.kind);
    if (m_switches.empty() || (each && each->n.size() != m_switches.size()))
    {
        throw InputError("the threshold policy needs settingN.log2 of each switch, observed are " +
                         JoinNames(names));
    }
}

GymValue
ThresholdPolicy::Act(const GymValue& observation)
{
    const auto& seen = std::get<std::vector<double>>(observation.value);
    if (m_actions.Knob() == QueueKnob::DEPTH_OF_EACH)
    {
        std::vector<int64_t> choices;
        for (const Places& places : m_switches)
        {
            choices.push_back(static_cast<int64_t>(
                Choose(seen[places.packets], std::exp2(seen[places.setting]))));
        }
        return {std::move(choices)};
    }
    double packets = 0; // of the fullest
    for (const Places& places : m_switches)
    {
        packets = std::max(packets, seen[places.packets]);
    }
    return {static_cast<int64_t>(Choose(packets, std::exp2(seen[m_switches[0].setting])))};
}

std::size_t
ThresholdPolicy::Choose(double packets, double depth) const
{
    const std::vector<double>& choices = m_actions.Choices();
    std::size_t now = 0; // the choice nearest to what is set, which the logarithm has rounded
    for (std::size_t i = 1; i < choices.size(); ++i)
    {
        now = std::abs(choices[i] - depth) < std::abs(choices[now] - depth) ? i : now;
    }
    const double share = packets / depth;
    const bool full = share > m_config.high;
    const bool empty = share < m_config.low;
    if (m_config.deepenWhenFull ? full : empty)
    {
        return std::min(now + 1, choices.size() - 1);
    }
    if (m_config.deepenWhenFull ? empty : full)
    {
        return now == 0 ? 0 : now - 1;
    }
    return now;
}

} // namespace ns3::synthnet
