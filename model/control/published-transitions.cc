/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "published-transitions.h"

#include <cmath>

namespace ns3::synthnet
{

PublishedTransitions::PublishedTransitions(const PeriodPool& pool, const QueueReward& reward)
    : m_pool(pool),
      m_reward(reward)
{
    RewardOf(pool, reward, 0, 1); // a column that is missing is told before the first episode
}

std::size_t
PublishedTransitions::Begin(std::size_t /*decisions*/, RandomNumbers& /*random*/)
{
    m_at.assign(m_pool.Tables(), 0);
    m_turn = m_pool.Tables() - 1;
    m_earned = 0;
    return m_pool.First(m_pool.Tables() - 1);
}

PeriodTransitions::Next
PublishedTransitions::After(std::size_t period, std::size_t action, RandomNumbers& /*random*/)
{
    ++m_at[m_turn];
    m_turn = m_turn == 0 ? m_pool.Tables() - 1 : m_turn - 1;
    const std::size_t next = m_pool.First(action) + m_at[action];
    const double reward = RewardOf(m_pool, m_reward, period, next);
    if (!std::isnan(reward))
    {
        m_earned = reward;
    }
    return {next, m_earned, m_at[m_turn] + 1 == m_pool.Count(m_turn)};
}

} // namespace ns3::synthnet
