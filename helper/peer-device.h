/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PEER_DEVICE_H
#define SYNTHNET_PEER_DEVICE_H

#include "ns3/ns3-version.h"

#include "ns3/channel.h"
#include "ns3/net-device.h"

namespace ns3::synthnet
{

/// @ingroup synthnet-helper
/// @return the first other device of a device's channel, or null
inline Ptr<NetDevice>
PeerDevice(Ptr<NetDevice> device)
{
    const auto channel = device->GetChannel();
    for (std::size_t i = 0; channel && i < channel->GetNDevices(); ++i)
    {
        if (channel->GetDevice(i) != device)
        {
            return channel->GetDevice(i);
        }
    }
    return nullptr;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_PEER_DEVICE_H
