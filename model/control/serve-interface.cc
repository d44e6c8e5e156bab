/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "serve-interface.h"

#include <memory>

namespace ns3::synthnet
{

void
ServeInterface(Ptr<GymInterface> interface, const GymBridgeConfig& config)
{
    // The policy is the interface's own: it may not keep it alive.
    GymInterface* const served = PeekPointer(interface);
    const auto bridge = std::make_shared<GymBridge>(config);
    interface->SetPolicy([served, bridge, begun = false](const GymState& state) mutable {
        if (!begun)
        {
            bridge->Begin(served->GetObservationSpace(), served->GetActionSpace());
            begun = true;
        }
        return bridge->Ask(state);
    });
}

} // namespace ns3::synthnet
