/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nearest-transitions.h"

#include <algorithm>

namespace ns3::synthnet
{

NearestTransitions::NearestTransitions(const PeriodPool& pool,
                                       const QueueReward& reward,
                                       std::size_t count)
    : m_pool(pool),
      m_nearest(pool, count),
      m_count(std::min(count, pool.Size())),
      m_rewards(pool.Size()),
      m_followers(pool.Size() * pool.Tables() * m_count),
      m_known(pool.Size() * pool.Tables())
{
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        if (pool.HasNext(i))
        {
            m_rewards[i + 1] = DefinedRewardOf(pool, reward, i, i + 1);
        }
    }
}

std::size_t
NearestTransitions::Begin(std::size_t /*decisions*/, RandomNumbers& random)
{
    return random.Below(m_pool.Size());
}

PeriodTransitions::Next
NearestTransitions::After(std::size_t period, std::size_t action, RandomNumbers& random)
{
    const std::size_t place = period * m_pool.Tables() + action;
    uint32_t* followers = &m_followers[place * m_count];
    if (m_known[place] == 0)
    {
        for (const std::size_t nearest : m_nearest.Find(period, action))
        {
            followers[m_known[place]++] = static_cast<uint32_t>(nearest + 1);
        }
    }
    const std::size_t next = followers[random.Below(m_known[place])];
    return {next, m_rewards[next], false};
}

} // namespace ns3::synthnet
