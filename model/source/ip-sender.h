/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_IP_SENDER_H
#define SYNTHNET_IP_SENDER_H

#include "ns3/ns3-version.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-replay
 * @brief Sends IP packets of which each byte is given, header and options included.
 *
 * The node's routing says through which device, whose queue discipline they pass. Where the
 * neighbour's address is not known yet, the node's IP asks for it and sends the packet then,
 * without IPv4's options.
 */
class IpSender
{
  public:
    /// What became of a packet.
    enum class Result
    {
        SENT,
        NO_ROUTE,
        TOO_LONG //!< for the device, and may not be or is not cut into fragments
    };

    /// @param node with IPv4 or IPv6 and a TrafficControlLayer
    explicit IpSender(Ptr<Node> node);

    /// @param packet whole, of a version that the node has
    Result Send(Ptr<Packet> packet) const;

  private:
    Result SendIpv4(Ptr<Packet> packet) const;
    Result SendIpv6(Ptr<Packet> packet) const;
    void Transmit(Ptr<NetDevice> device,
                  Ptr<Packet> packet,
                  const Address& destination,
                  uint16_t etherType) const;

    Ptr<Node> m_node;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_IP_SENDER_H
