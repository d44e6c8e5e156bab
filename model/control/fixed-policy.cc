/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "fixed-policy.h"

#include <utility>

namespace ns3::synthnet
{

FixedPolicy::FixedPolicy(GymValue action)
    : m_action(std::move(action))
{
}

GymValue
FixedPolicy::Act(const GymValue& /*observation*/)
{
    return m_action;
}

} // namespace ns3::synthnet
