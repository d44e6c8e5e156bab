/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ip-sender.h"

#include "ns3/ethernet-frame.h"

#include "ns3/arp-cache.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-route.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-route.h"
#include "ns3/ipv6-routing-protocol.h"
#include "ns3/ndisc-cache.h"
#include "ns3/queue-item.h"
#include "ns3/socket.h"
#include "ns3/traffic-control-layer.h"

#include <optional>

namespace ns3::synthnet
{
namespace
{

/// A packet whose header is in front of it already.
class WholeItem : public QueueDiscItem
{
  public:
    using QueueDiscItem::QueueDiscItem;

    void AddHeader() override
    {
    }

    bool Mark() override
    {
        return false; // a queue discipline drops it: its bytes are what was recorded
    }
};

/// @return IPv4's header without options, which ns-3's cannot write
Ipv4Header
WithoutOptions(const Ipv4Header& header)
{
    Ipv4Header result;
    result.SetSource(header.GetSource());
    result.SetDestination(header.GetDestination());
    result.SetProtocol(header.GetProtocol());
    result.SetTtl(header.GetTtl());
    result.SetTos(header.GetTos());
    result.SetIdentification(header.GetIdentification());
    result.SetFragmentOffset(header.GetFragmentOffset());
    header.IsDontFragment() ? result.SetDontFragment() : result.SetMayFragment();
    header.IsLastFragment() ? result.SetLastFragment() : result.SetMoreFragments();
    result.SetPayloadSize(header.GetPayloadSize());
    return result;
}

/// @return the neighbour's address; nothing when it is not known
std::optional<Address>
FindNeighbour(Ptr<Ipv4Interface> interface, Ipv4Address address)
{
    const auto device = interface->GetDevice();
    if (!device->NeedsArp())
    {
        return device->GetBroadcast();
    }
    ArpCache::Entry* entry = interface->GetArpCache()->Lookup(address);
    if (entry && (entry->IsPermanent() || (entry->IsAlive() && !entry->IsExpired())))
    {
        return entry->GetMacAddress();
    }
    return std::nullopt;
}

std::optional<Address>
FindNeighbour(Ptr<Ipv6Interface> interface, Ipv6Address address)
{
    const auto device = interface->GetDevice();
    if (!device->NeedsArp())
    {
        return device->GetBroadcast();
    }
    NdiscCache::Entry* entry = interface->GetNdiscCache()->Lookup(address);
    if (entry && (entry->IsPermanent() || entry->IsReachable()))
    {
        return entry->GetMacAddress();
    }
    return std::nullopt;
}

} // namespace

IpSender::IpSender(Ptr<Node> node)
    : m_node(node)
{
}

IpSender::Result
IpSender::Send(Ptr<Packet> packet) const
{
    uint8_t first = 0;
    packet->CopyData(&first, 1);
    return first >> 4 == 4 ? SendIpv4(packet) : SendIpv6(packet);
}

void
IpSender::Transmit(Ptr<NetDevice> device,
                   Ptr<Packet> packet,
                   const Address& destination,
                   uint16_t etherType) const
{
    m_node->GetObject<TrafficControlLayer>()->Send(
        device,
        Create<WholeItem>(packet, destination, etherType));
}

IpSender::Result
IpSender::SendIpv4(Ptr<Packet> packet) const
{
    Ipv4Header header;
    packet->PeekHeader(header);
    const auto ipv4 = m_node->GetObject<Ipv4L3Protocol>();
    Socket::SocketErrno error;
    const auto route = ipv4->GetRoutingProtocol()->RouteOutput(packet, header, nullptr, error);
    if (!route)
    {
        return Result::NO_ROUTE;
    }
    const auto device = route->GetOutputDevice();
    const auto interface = ipv4->GetInterface(ipv4->GetInterfaceForDevice(device));
    if (!interface->IsUp())
    {
        return Result::NO_ROUTE;
    }
    const bool isTooLong = packet->GetSize() > device->GetMtu();
    if (isTooLong && header.IsDontFragment())
    {
        return Result::TOO_LONG;
    }
    const bool hasGateway = route->GetGateway() != Ipv4Address(uint32_t{0});
    const auto target = hasGateway ? route->GetGateway() : header.GetDestination();
    const auto neighbour = FindNeighbour(interface, target);
    if (neighbour && !isTooLong)
    {
        Transmit(device, packet, *neighbour, ETHER_IPV4);
        return Result::SENT;
    }
    packet->RemoveHeader(header);
    ipv4->SendWithHeader(packet, WithoutOptions(header), route);
    return Result::SENT;
}

IpSender::Result
IpSender::SendIpv6(Ptr<Packet> packet) const
{
    Ipv6Header header;
    packet->PeekHeader(header);
    const auto ipv6 = m_node->GetObject<Ipv6L3Protocol>();
    Socket::SocketErrno error;
    const auto route = ipv6->GetRoutingProtocol()->RouteOutput(packet, header, nullptr, error);
    if (!route)
    {
        return Result::NO_ROUTE;
    }
    const auto device = route->GetOutputDevice();
    const auto interface = ipv6->GetInterface(ipv6->GetInterfaceForDevice(device));
    if (!interface->IsUp())
    {
        return Result::NO_ROUTE;
    }
    if (packet->GetSize() > device->GetMtu())
    {
        return Result::TOO_LONG;
    }
    const auto target = route->GetGateway().IsAny() ? header.GetDestination() : route->GetGateway();
    if (const auto neighbour = FindNeighbour(interface, target))
    {
        Transmit(device, packet, *neighbour, ETHER_IPV6);
        return Result::SENT;
    }
    packet->RemoveHeader(header);
    interface->Send(packet, header, target);
    return Result::SENT;
}

} // namespace ns3::synthnet
