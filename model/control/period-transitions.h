/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PERIOD_TRANSITIONS_H
#define SYNTHNET_PERIOD_TRANSITIONS_H

#include "period-pool.h"
#include "queue-reward.h"

#include "ns3/random-numbers.h"

#include <cstddef>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Which period of the tables follows a decision.
 */
class PeriodTransitions
{
  public:
    /// What follows.
    struct Next
    {
        std::size_t period;
        double reward;
        bool last; //!< nothing follows it
    };

    virtual ~PeriodTransitions() = default;

    /**
     * @brief An episode begins.
     * @param decisions that it is to have
     * @return its first period
     */
    virtual std::size_t Begin(std::size_t decisions, RandomNumbers& random) = 0;

    /**
     * @param period that Begin() or After() returned last
     * @param action which table is the next one's
     */
    virtual Next After(std::size_t period, std::size_t action, RandomNumbers& random) = 0;

  protected:
    /**
     * @return the reward of a transition
     * @throws InputError that names the table of @p after when QueueReward::Reward() throws one
     */
    static double RewardOf(const PeriodPool& pool,
                           const QueueReward& reward,
                           std::size_t before,
                           std::size_t after);

    /// @return RewardOf()
    /// @throws InputError also when it is NaN
    static double DefinedRewardOf(const PeriodPool& pool,
                                  const QueueReward& reward,
                                  std::size_t before,
                                  std::size_t after);
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PERIOD_TRANSITIONS_H
