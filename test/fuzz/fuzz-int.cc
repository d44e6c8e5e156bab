/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// In any packet with a place for INT: what a hop refuses it leaves alone, what it pushes can be
// read and is what was pushed, and a sink that takes INT out leaves a packet whose bytes and
// lengths are fewer by as many.
#include "ns3/big-endian.h"
#include "ns3/int-content.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace
{

using namespace ns3::synthnet;

void
Require(bool condition)
{
    if (!condition)
    {
        std::abort();
    }
}

/// By the UDP header, which has its own; 0 for TCP.
std::size_t
UdpBytes(const IntHead& head)
{
    const IntPlace& place = head.Place();
    return place.isTcp ? 0 : LoadBig16(head.Bytes().data() + place.l4 + 4);
}

std::optional<IntContent>
ContentOf(const IntHead& head)
{
    const std::size_t at = head.Place().payload;
    return ReadInt(head.Bytes().data() + at, head.Bytes().size() - at);
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    ReadInt(data, size);
    const auto place = FindIntPlace(data, size);
    if (!place)
    {
        return 0;
    }
    IntHead head({data, data + size}, *place, true);
    const auto before = ContentOf(head);
    const std::size_t packetBytes = head.PacketBytes();
    const std::size_t udpBytes = UdpBytes(head);
    IntHop hop;
    hop.nodeId = 7;
    switch (PushIntHop(head, hop, UINT16_MAX))
    {
    case IntPush::PUSHED: {
        const std::size_t pushed = head.Bytes().size() - size;
        Require(head.PacketBytes() == packetBytes + pushed);
        Require(place->isTcp || UdpBytes(head) == udpBytes + pushed);
        // A shim may say more than there is of the packet: then it has no content.
        const auto after = ContentOf(head);
        Require(after.has_value() == before.has_value());
        if (after && after->header.hopMl > 0)
        {
            Require(after->hops.size() == before->hops.size() + 1);
            Require((after->header.bitmap & INT_NODE_ID) == 0 || after->hops[0].nodeId == 7);
        }
        break;
    }
    case IntPush::MALFORMED:
        Require(head.Bytes() == std::vector<uint8_t>(data, data + size));
        break;
    default:
        Require(head.Bytes().size() == size);
        break;
    }
    for (const bool byPort : {false, true})
    {
        IntHead sink = head;
        const std::size_t had = sink.Bytes().size();
        const std::size_t at = sink.Place().payload;
        if (StripInt(sink, {byPort, 0x17, 0x4568}))
        {
            const std::size_t taken = IntBytes(head.Bytes().data() + at);
            Require(sink.Bytes().size() + taken == had);
            Require(sink.PacketBytes() + taken == head.PacketBytes());
            Require(place->isTcp || UdpBytes(sink) + taken == UdpBytes(head));
        }
        else
        {
            Require(sink.Bytes() == head.Bytes());
        }
    }
    return 0;
}
