/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SERVE_INTERFACE_H
#define SYNTHNET_SERVE_INTERFACE_H

#include "gym-bridge.h"
#include "gym-interface.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Makes a client of ns3-gym's protocol an interface's policy.
 *
 * The first Notify() waits for the client; when it asks to stop, the simulation is stopped. After
 * Simulator::Run(), GymInterface::NotifySimulationEnd() tells the client that there is no more.
 * Both may throw InputError, as GymBridge says.
 */
void ServeInterface(Ptr<GymInterface> interface, const GymBridgeConfig& config);

} // namespace ns3::synthnet

#endif // SYNTHNET_SERVE_INTERFACE_H
