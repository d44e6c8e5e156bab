/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any packets come out of repair as many as they were, with right checksums.
#include "ns3/big-endian.h"
#include "ns3/packet-checksums.h"
#include "ns3/trace-repair.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    // Each packet is behind its length, in a byte.
    std::vector<EditablePacket> block;
    for (std::size_t at = 0; at < size;)
    {
        const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
        const std::size_t wire = length + (data[at] - length);
        block.push_back(TakeApart(data + at + 1, length, wire));
        at += 1 + length;
    }
    const std::size_t count = block.size();
    TraceRepair::Options options;
    options.replacesAddresses = size % 2 == 1;
    TraceRepair(PacketModel::Default(), options).Repair(block);
    if (block.size() != count)
    {
        std::abort();
    }
    for (const EditablePacket& packet : block)
    {
        const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
        if (packet.isWhole && (!layers || CheckChecksums(packet.bytes.data(), *layers).HasWrong()))
        {
            std::abort();
        }
    }
    return 0;
}
