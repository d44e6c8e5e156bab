/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes are refused as a capture, or packets that lie within them.
#include "ns3/capture-reader.h"
#include "ns3/input-error.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    if (size == 0) // fmemopen() refuses it
    {
        return 0;
    }
    std::vector<uint8_t> bytes(data, data + size);
    try
    {
        CaptureReader reader(fmemopen(bytes.data(), size, "rb"), "memory");
        uint64_t packets = 0;
        uint64_t sum = 0;
        while (const auto packet = reader.Next())
        {
            if (packet->number != ++packets || packet->captured > packet->wire ||
                packet->time < 0 || (packet->ip && *packet->ip >= packet->captured))
            {
                std::abort();
            }
            for (std::size_t i = 0; i < packet->captured; ++i)
            {
                sum += packet->bytes[i];
            }
        }
        if (reader.Packets() != packets || sum > 255 * uint64_t{size} * packets)
        {
            std::abort();
        }
    }
    catch (const InputError&) // it is none
    {
    }
    return 0;
}
