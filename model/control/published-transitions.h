/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PUBLISHED_TRANSITIONS_H
#define SYNTHNET_PUBLISHED_TRANSITIONS_H

#include "period-transitions.h"

#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief TransitionRule::PUBLISHED: the defects of the published environment, repeated for
 * comparison.
 *
 * A thread for each table puts every period that it has read where the agent looks, and nothing is
 * ever taken away. So each new period of either table makes a decision, and the period of the
 * action's table may be the one that was seen before. There the order depends on threads; here the
 * tables take turns, from the largest setting to the smallest: 64, 32, 64, …
 *
 * Every episode begins with the first periods, that of the largest setting in force, and ends with
 * the shortest table. A reward that is NaN (PublishedReward with `compat`) is the one before it, at
 * first 0.
 *
 * Source: the DESiRED project's tutorial of 2023, Use_cases.
 */
class PublishedTransitions : public PeriodTransitions
{
  public:
    /**
     * @param pool, reward kept by reference
     * @throws InputError when a reward lacks a column
     */
    PublishedTransitions(const PeriodPool& pool, const QueueReward& reward);

    std::size_t Begin(std::size_t decisions, RandomNumbers& random) override;
    Next After(std::size_t period, std::size_t action, RandomNumbers& random) override;

  private:
    const PeriodPool& m_pool;
    const QueueReward& m_reward;
    std::vector<std::size_t> m_at; // how far each table was read
    std::size_t m_turn{0};         // of the table that is read next
    double m_earned{0};            // before
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PUBLISHED_TRANSITIONS_H
