/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any packets come out of repair as many as they were, with right checksums; those that were proven
// intact as they were, but for acknowledgements where there is damage.
#include "need.h"

#include "ns3/big-endian.h"
#include "ns3/packet-checksums.h"
#include "ns3/tcp-side.h"
#include "ns3/trace-repair.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace
{

/// @return whether lengths and checksums of a packet are right, and there is one
bool
IsRight(const std::vector<uint8_t>& bytes)
{
    using namespace ns3::synthnet;
    const auto layers = ReadLayers(bytes.data(), bytes.size());
    if (!layers || layers->fault != LayerFault::NONE)
    {
        return false;
    }
    const PacketChecksums checksums = CheckChecksums(bytes.data(), *layers);
    return !checksums.HasWrong() &&
           (checksums.network == ChecksumState::RIGHT ||
            checksums.transport == ChecksumState::RIGHT) &&
           checksums.transport != ChecksumState::OFFLOADED;
}

/// @return a packet without the acknowledgement of a TCP segment and the checksum that follows it
std::vector<uint8_t>
WithoutAcknowledgement(std::vector<uint8_t> bytes)
{
    using namespace ns3::synthnet;
    constexpr std::size_t FLAGS_AT = 13;
    constexpr std::size_t ACKNOWLEDGEMENT_AT = 8;
    const auto layers = ReadLayers(bytes.data(), bytes.size());
    if (layers && layers->Has(PROTOCOL_TCP) &&
        (bytes[layers->transportAt + FLAGS_AT] & TCP_ACK) != 0)
    {
        StoreBig32(&bytes[layers->transportAt + ACKNOWLEDGEMENT_AT], 0);
        StoreBig16(&bytes[*TransportChecksumAt(*layers)], 0);
    }
    return bytes;
}

} // namespace

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
    const std::vector<EditablePacket> before = block;
    TraceRepair::Options options;
    options.replacesAddresses = size % 2 == 1;
    TraceRepair(PacketModel::Default(), options).Repair(block);
    Need(block.size() == before.size());
    const bool hasDamage = std::any_of(before.begin(), before.end(), [](const auto& packet) {
        return !packet.isIntact;
    });
    for (std::size_t i = 0; i < block.size(); ++i)
    {
        const EditablePacket& packet = block[i];
        if (!options.replacesAddresses && IsRight(before[i].bytes) && before[i].beyondWire == 0)
        {
            Need(packet.bytes == before[i].bytes ||
                 (hasDamage &&
                  WithoutAcknowledgement(packet.bytes) == WithoutAcknowledgement(before[i].bytes)));
        }
        const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
        Need(!packet.isWhole ||
             (layers && !CheckChecksums(packet.bytes.data(), *layers).HasWrong()));
    }
    return 0;
}
