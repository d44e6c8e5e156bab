/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// In any packet with a place for INT: what a hop refuses it leaves alone, what it pushes can be
// read and is what was pushed, and a sink that takes INT out leaves a packet of the right length.
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
    IntHop hop;
    hop.nodeId = 7;
    switch (PushIntHop(head, hop, UINT16_MAX))
    {
    case IntPush::PUSHED: {
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
            Require(sink.Bytes().size() + IntBytes(head.Bytes().data() + at) == had);
        }
        else
        {
            Require(sink.Bytes() == head.Bytes());
        }
    }
    return 0;
}
