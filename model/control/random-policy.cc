/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "random-policy.h"

namespace ns3::synthnet
{
namespace
{

constexpr uint64_t STREAM = 100; // apart from those of environments with the same seed

} // namespace

RandomPolicy::RandomPolicy(const GymSpace& actionSpace)
    : m_space(actionSpace),
      m_random(0, STREAM)
{
}

void
RandomPolicy::Begin(uint64_t seed)
{
    m_random = RandomNumbers(seed, STREAM);
}

GymValue
RandomPolicy::Act(const GymValue& /*observation*/)
{
    return SampleSpace(m_space, m_random);
}

} // namespace ns3::synthnet
