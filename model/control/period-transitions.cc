/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "period-transitions.h"

#include "ns3/input-error.h"

#include <cmath>

namespace ns3::synthnet
{

double
PeriodTransitions::RewardOf(const PeriodPool& pool,
                            const QueueReward& reward,
                            std::size_t before,
                            std::size_t after)
{
    try
    {
        return reward.Reward(pool.At(before), pool.At(after));
    }
    catch (const InputError& error)
    {
        throw InputError(pool.NameOf(pool.TableOf(after)), 0, error.what());
    }
}

double
PeriodTransitions::DefinedRewardOf(const PeriodPool& pool,
                                   const QueueReward& reward,
                                   std::size_t before,
                                   std::size_t after)
{
    const double value = RewardOf(pool, reward, before, after);
    if (std::isnan(value))
    {
        throw InputError(pool.NameOf(pool.TableOf(after)),
                         0,
                         "the reward of the rows from row " +
                             std::to_string(pool.RowOf(after) + 1) +
                             " on is no number, expected no missing values");
    }
    return value;
}

} // namespace ns3::synthnet
