/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NEAREST_TRANSITIONS_H
#define SYNTHNET_NEAREST_TRANSITIONS_H

#include "nearest-periods.h"
#include "period-transitions.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief TransitionRule::NEAREST: what followed, in the action's table, a period that resembles the
 * present one (NearestPeriods), one of the `count` nearest being drawn.
 *
 * The reward is that of the pair of periods which followed one another there.
 *
 * The first time that an action is taken in a period its nearest ones are sought, which takes a
 * pass over the table; later it is a look-up.
 */
class NearestTransitions : public PeriodTransitions
{
  public:
    /**
     * @param pool kept by reference
     * @param count how many of the nearest periods one is drawn from
     * @throws InputError as NearestPeriods, or when a reward lacks a column or is NaN
     */
    NearestTransitions(const PeriodPool& pool, const QueueReward& reward, std::size_t count);

    std::size_t Begin(std::size_t decisions, RandomNumbers& random) override;
    Next After(std::size_t period, std::size_t action, RandomNumbers& random) override;

  private:
    const PeriodPool& m_pool;
    NearestPeriods m_nearest;
    std::size_t m_count;
    std::vector<double> m_rewards;     // of going to a period from the one before it
    std::vector<uint32_t> m_followers; // m_count for each period and action
    std::vector<uint32_t> m_known;     // how many of them there are, 0 before they are sought
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NEAREST_TRANSITIONS_H
