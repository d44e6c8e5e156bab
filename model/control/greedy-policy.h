/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GREEDY_POLICY_H
#define SYNTHNET_GREEDY_POLICY_H

#include "action-index.h"
#include "ddqn-agent.h"
#include "policy.h"

#include <memory>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief Takes the action that an agent values most.
class GreedyPolicy : public Policy
{
  public:
    /**
     * @param agent shared with whoever else asks it
     * @param actionSpace of the environment
     * @throws InputError when the agent has another number of actions, or the space cannot be
     *         numbered
     */
    GreedyPolicy(std::shared_ptr<const DdqnAgent> agent, const GymSpace& actionSpace);

    GymValue Act(const GymValue& observation) override;

  private:
    std::shared_ptr<const DdqnAgent> m_agent;
    ActionIndex m_actions;
    DdqnAgent::Scratch m_scratch;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GREEDY_POLICY_H
