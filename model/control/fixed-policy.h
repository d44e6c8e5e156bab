/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FIXED_POLICY_H
#define SYNTHNET_FIXED_POLICY_H

#include "policy.h"

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief Always takes the same action.
class FixedPolicy : public Policy
{
  public:
    /// @param action of the environment's action space
    explicit FixedPolicy(GymValue action);

    GymValue Act(const GymValue& observation) override;

  private:
    GymValue m_action;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FIXED_POLICY_H
