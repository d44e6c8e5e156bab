/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PARALLEL_TRANSITIONS_H
#define SYNTHNET_PARALLEL_TRANSITIONS_H

#include "period-transitions.h"

#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief TransitionRule::PARALLEL: the tables are read side by side, and the action says from which
 * the next period comes.
 *
 * An episode begins where as many periods follow as it has decisions, or with the first period
 * when the tables are shorter, and ends with the shortest table. Windows are read one after another
 * as if they were one series.
 */
class ParallelTransitions : public PeriodTransitions
{
  public:
    /**
     * @param pool kept by reference
     * @throws InputError when a reward lacks a column or is NaN
     */
    ParallelTransitions(const PeriodPool& pool, const QueueReward& reward);

    std::size_t Begin(std::size_t decisions, RandomNumbers& random) override;
    Next After(std::size_t period, std::size_t action, RandomNumbers& random) override;

  private:
    const PeriodPool& m_pool;
    std::size_t m_length;          // periods of the shortest table
    std::vector<double> m_rewards; // for each period and action
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PARALLEL_TRANSITIONS_H
