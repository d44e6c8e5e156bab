/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_ENVIRONMENT_H
#define SYNTHNET_TESTBED_ENVIRONMENT_H

#include "testbed-config.h"
#include "testbed.h"

#include "ns3/queue-actions.h"
#include "ns3/queue-observation.h"
#include "ns3/queue-reward.h"
#include "ns3/simulation-environment.h"

#include <functional>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief What is decided in a testbed, and for what.
 */
struct ControlConfig
{
    QueueKnob knob{QueueKnob::DEPTH};    //!< TARGET_DELAY puts CoDel in place of tail drop
    std::vector<double> choices{32, 64}; //!< packets, or ms: see QueueActions
    double periodSeconds{4};             //!< from one decision to the next, whole seconds
    std::shared_ptr<const QueueObservation> observation; //!< null: TelemetryObservation of switches
    std::shared_ptr<const QueueReward> reward;           //!< null: PublishedReward
    /// Told of each episode's testbed before it runs, such as to connect to trace sources.
    std::function<void(Testbed& testbed)> built;
};

/**
 * @ingroup synthnet-helper
 * @brief A testbed as an environment: see QueueControl for what is seen and earned, and for the
 * info.
 *
 * An episode is the run of synthnet-testbed of the same configuration whose number is the episode's
 * seed; its end is the last that is a whole number of periods. All of a switch's queues have one
 * depth. With QueueKnob::TARGET_DELAY a switch without a discipline of its own gets CoDel with
 * room for as many packets as its depth says.
 *
 * @throws InputError when something does not fit, such as a duration with no room for a decision
 */
std::unique_ptr<SimulationEnvironment> MakeTestbedEnvironment(TestbedConfig config,
                                                              ControlConfig control = {});

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_ENVIRONMENT_H
