/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUEUE_REWARD_H
#define SYNTHNET_QUEUE_REWARD_H

#include "control-period.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What a decision earns: a class that a user replaces.
 *
 * It remembers nothing, as QueueObservation.
 */
class QueueReward
{
  public:
    virtual ~QueueReward() = default;

    /**
     * @param before the period that the decision was made on
     * @param after the period that followed it
     * @throws InputError when a period lacks a column
     */
    virtual double Reward(const ControlPeriod& before, const ControlPeriod& after) const = 0;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_QUEUE_REWARD_H
