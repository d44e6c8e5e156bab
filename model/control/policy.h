/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_POLICY_H
#define SYNTHNET_POLICY_H

#include "environment.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What decides in an environment.
 */
class Policy
{
  public:
    virtual ~Policy() = default;

    /// @brief An episode begins. @param seed decides all that the policy draws in it
    virtual void Begin(uint64_t seed);

    /// @param observation of the environment's observation space
    /// @return an action of its action space
    virtual GymValue Act(const GymValue& observation) = 0;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_POLICY_H
