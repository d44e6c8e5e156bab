/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-head.h"

#include "head-bytes.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/node.h"
#include "ns3/tag.h"
#include "ns3/tcp-header.h"
#include "ns3/udp-header.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

/// A byte tag, and the bytes that it is on.
struct TaggedBytes
{
    std::unique_ptr<Tag> tag;
    uint32_t first;
    uint32_t end;
};

/// @return the tags that a packet loses with its first bytes, such as FlowMonitor's of a packet
///         without payload
std::vector<TaggedBytes>
TagsWithin(const Packet& packet, std::size_t bytes)
{
    std::vector<TaggedBytes> tags;
    for (auto at = packet.GetByteTagIterator(); at.HasNext();)
    {
        const auto item = at.Next();
        if (item.GetEnd() > bytes || !item.GetTypeId().HasConstructor())
        {
            continue; // a part of it stays
        }
        ObjectBase* made = item.GetTypeId().GetConstructor()();
        std::unique_ptr<Tag> tag(dynamic_cast<Tag*>(made));
        if (tag)
        {
            item.GetTag(*tag);
            tags.push_back({std::move(tag), item.GetStart(), item.GetEnd()});
        }
    }
    return tags;
}

} // namespace

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
    const std::vector<TaggedBytes> tags = TagsWithin(packet, oldBytes);
    packet.RemoveAtStart(oldBytes);
    packet.AddHeader(HeadBytes(place.isTcp ? TcpHeader::GetTypeId() : UdpHeader::GetTypeId(),
                               bytes.data() + place.l4,
                               bytes.size() - place.l4));
    packet.AddHeader(HeadBytes(place.isIpv6 ? Ipv6Header::GetTypeId() : Ipv4Header::GetTypeId(),
                               bytes.data(),
                               place.l4));
    const auto size = static_cast<uint32_t>(bytes.size());
    for (const TaggedBytes& each : tags)
    {
        packet.AddByteTag(*each.tag, each.first, std::min(each.end, size));
    }
}

} // namespace ns3::synthnet
