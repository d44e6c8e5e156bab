/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_QUEUE_OBSERVATION_H
#define SYNTHNET_QUEUE_OBSERVATION_H

#include "control-period.h"
#include "gym-space.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What an agent sees of a period: a class that a user replaces.
 *
 * It remembers nothing, so that recorded, simulated and synthetic periods are seen alike.
 */
class QueueObservation
{
  public:
    virtual ~QueueObservation() = default;

    /// @return one for each number that Observe() returns
    virtual std::vector<std::string> Names() const = 0;

    /// @return a BoxSpace of one dimension, as long as Names()
    virtual GymSpace Space() const = 0;

    /// @throws InputError when the period lacks a column
    virtual std::vector<double> Observe(const ControlPeriod& period) const = 0;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_QUEUE_OBSERVATION_H
