/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RANDOM_POLICY_H
#define SYNTHNET_RANDOM_POLICY_H

#include "policy.h"

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief Draws its actions, all of a space as likely (SampleSpace()).
class RandomPolicy : public Policy
{
  public:
    /// @param actionSpace of the environment
    explicit RandomPolicy(const GymSpace& actionSpace);

    void Begin(uint64_t seed) override;
    GymValue Act(const GymValue& observation) override;

  private:
    GymSpace m_space;
    RandomNumbers m_random;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RANDOM_POLICY_H
