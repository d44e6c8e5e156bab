/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// GymBridge where ZeroMQ or protobuf was missing: it says so.
#include "gym-bridge.h"

#include <utility>

namespace ns3::synthnet
{

class GymSocket
{
};

GymBridge::GymBridge(GymBridgeConfig config)
    : m_config(std::move(config))
{
}

GymBridge::~GymBridge() = default;

void
GymBridge::Begin(const GymSpace& /*observationSpace*/, const GymSpace& /*actionSpace*/)
{
    throw InputError("this synthnet has no bridge to ns3-gym's clients: configure it with "
                     "-DSYNTHNET_GYM_BRIDGE=ON");
}

std::optional<GymValue>
GymBridge::Ask(const GymState& /*state*/)
{
    return std::nullopt;
}

} // namespace ns3::synthnet
