/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEST_REPAIRED_PACKETS_H
#define SYNTHNET_TEST_REPAIRED_PACKETS_H

#include "ns3/trace-repair.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

using Packets = std::vector<std::vector<uint8_t>>;

/// @param missing bytes of each packet that a capture cut off
/// @return the packets as they are after repair
inline Packets
Repaired(const Packets& packets, const TraceRepair::Options& options = {}, std::size_t missing = 0)
{
    std::vector<EditablePacket> block;
    for (const auto& bytes : packets)
    {
        block.push_back(TakeApart(bytes.data(), bytes.size(), bytes.size() + missing));
    }
    TraceRepair(PacketModel::Default(), options).Repair(block);
    Packets repaired;
    for (const EditablePacket& packet : block)
    {
        repaired.push_back(packet.bytes);
    }
    return repaired;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_TEST_REPAIRED_PACKETS_H
