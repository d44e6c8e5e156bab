/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "parallel-transitions.h"

#include <algorithm>

namespace ns3::synthnet
{

ParallelTransitions::ParallelTransitions(const PeriodPool& pool, const QueueReward& reward)
    : m_pool(pool),
      m_length(pool.Count(0)),
      m_rewards(pool.Size() * pool.Tables())
{
    for (std::size_t table = 1; table < pool.Tables(); ++table)
    {
        m_length = std::min(m_length, pool.Count(table));
    }
    for (std::size_t table = 0; table < pool.Tables(); ++table)
    {
        for (std::size_t i = 0; i + 1 < m_length; ++i)
        {
            const std::size_t period = pool.First(table) + i;
            for (std::size_t action = 0; action < pool.Tables(); ++action)
            {
                m_rewards[period * pool.Tables() + action] =
                    DefinedRewardOf(pool, reward, period, pool.First(action) + i + 1);
            }
        }
    }
}

std::size_t
ParallelTransitions::Begin(std::size_t decisions, RandomNumbers& random)
{
    const std::size_t starts = m_length > decisions ? m_length - decisions : 1;
    const std::size_t table = random.Below(m_pool.Tables());
    return m_pool.First(table) + random.Below(starts);
}

PeriodTransitions::Next
ParallelTransitions::After(std::size_t period, std::size_t action, RandomNumbers& /*random*/)
{
    const std::size_t next = period - m_pool.First(m_pool.TableOf(period)) + 1;
    return {m_pool.First(action) + next,
            m_rewards[period * m_pool.Tables() + action],
            next + 1 == m_length};
}

} // namespace ns3::synthnet
