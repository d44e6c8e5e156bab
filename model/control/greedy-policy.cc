/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "greedy-policy.h"

#include <utility>
#include <vector>

namespace ns3::synthnet
{

GreedyPolicy::GreedyPolicy(std::shared_ptr<const DdqnAgent> agent, const GymSpace& actionSpace)
    : m_agent(std::move(agent)),
      m_actions(actionSpace)
{
    m_agent->Need(m_agent->Task().observations, m_actions.Size());
}

GymValue
GreedyPolicy::Act(const GymValue& observation)
{
    const auto& values = std::get<std::vector<double>>(observation.value);
    return m_actions.Action(m_agent->Best(values, m_scratch));
}

} // namespace ns3::synthnet
