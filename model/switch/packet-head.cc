/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-head.h"

#include "head-bytes.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/node.h"
#include "ns3/tcp-header.h"
#include "ns3/udp-header.h"

#include <vector>

namespace ns3::synthnet
{

IntHead
ReadHead(const Packet& packet, const IntPlace& place, std::size_t behind)
{
    std::vector<uint8_t> bytes(place.payload + behind);
    bytes.resize(packet.CopyData(bytes.data(), bytes.size()));
    return IntHead(std::move(bytes), place, Node::ChecksumEnabled());
}

void
WriteHead(Packet& packet, std::size_t oldBytes, const IntHead& head)
{
    const IntPlace& place = head.Place();
    std::vector<uint8_t> bytes = head.Bytes();
    packet.RemoveAtStart(oldBytes);
    packet.AddHeader(HeadBytes(place.isTcp ? TcpHeader::GetTypeId() : UdpHeader::GetTypeId(),
                               bytes.data() + place.l4,
                               bytes.size() - place.l4));
    packet.AddHeader(HeadBytes(place.isIpv6 ? Ipv6Header::GetTypeId() : Ipv4Header::GetTypeId(),
                               bytes.data(),
                               place.l4));
}

} // namespace ns3::synthnet
