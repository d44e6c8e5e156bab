/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-checksums.h"

#include "ns3/big-endian.h"
#include "ns3/internet-checksum.h"

#include <optional>

namespace ns3::synthnet
{

bool
HasSegmentsLeft(const uint8_t* bytes, const PacketLayers& layers)
{
    if (layers.version != 6)
    {
        return false;
    }
    uint8_t next = bytes[6];
    for (std::size_t at = IPV6_BYTES; at + 4 <= layers.transportAt;)
    {
        if (next == PROTOCOL_ROUTING && bytes[at + 3] != 0)
        {
            return true;
        }
        const std::size_t size = next == PROTOCOL_FRAGMENT ? FRAGMENT_BYTES
                                 : next == PROTOCOL_AUTHENTICATION
                                     ? (bytes[at + 1] + std::size_t{2}) * 4
                                     : (bytes[at + 1] + std::size_t{1}) * 8;
        next = bytes[at];
        at += size;
    }
    return false;
}

namespace
{

/// @return how many bytes the transport's checksum sums; nothing when they are not all there
std::optional<std::size_t>
SummedBytes(const uint8_t* bytes, const PacketLayers& layers)
{
    if (!TransportChecksumAt(layers) || layers.isFragment || layers.end < layers.declared ||
        HasSegmentsLeft(bytes, layers))
    {
        return std::nullopt;
    }
    const std::size_t there = layers.end - layers.transportAt;
    if (layers.protocol != PROTOCOL_UDP)
    {
        return there;
    }
    const std::size_t length = LoadBig16(bytes + layers.transportAt + 4);
    if (length == 0)
    {
        return there;
    }
    return length >= UDP_BYTES && length <= there ? std::optional(length) : std::nullopt;
}

uint64_t
PseudoHeaderSum(const uint8_t* bytes, const PacketLayers& layers, std::size_t length)
{
    if (layers.protocol == PROTOCOL_ICMP)
    {
        return 0;
    }
    const uint64_t addresses =
        layers.version == 4 ? InternetSum(bytes + 12, 8) : InternetSum(bytes + 8, 32);
    return addresses + length + layers.protocol;
}

ChecksumState
CheckTransport(const uint8_t* bytes, const PacketLayers& layers)
{
    const auto length = SummedBytes(bytes, layers);
    if (!length)
    {
        return ChecksumState::NONE;
    }
    const uint8_t* header = bytes + layers.transportAt;
    const uint16_t checksum = LoadBig16(bytes + *TransportChecksumAt(layers));
    if (layers.protocol == PROTOCOL_UDP && checksum == 0)
    {
        return ChecksumState::NONE;
    }
    const uint64_t pseudo = PseudoHeaderSum(bytes, layers, *length);
    if (FoldInternetSum(pseudo + InternetSum(header, *length)) == 0xffff)
    {
        return ChecksumState::RIGHT;
    }
    const bool isPartial = layers.protocol == PROTOCOL_TCP || layers.protocol == PROTOCOL_UDP;
    return isPartial && checksum == FoldInternetSum(pseudo) ? ChecksumState::OFFLOADED
                                                            : ChecksumState::WRONG;
}

} // namespace

std::optional<std::size_t>
TransportChecksumAt(const PacketLayers& layers)
{
    if (layers.transportBytes == 0)
    {
        return std::nullopt;
    }
    switch (layers.protocol)
    {
    case PROTOCOL_TCP:
        return layers.transportAt + 16;
    case PROTOCOL_UDP:
        return layers.transportAt + 6;
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        return layers.transportAt + 2;
    default:
        return std::nullopt;
    }
}

PacketChecksums
CheckChecksums(const uint8_t* bytes, const PacketLayers& layers)
{
    PacketChecksums checksums;
    if (layers.version == 4 && layers.networkBytes >= IPV4_BYTES &&
        layers.networkBytes <= layers.end)
    {
        checksums.network = FoldInternetSum(InternetSum(bytes, layers.networkBytes)) == 0xffff
                                ? ChecksumState::RIGHT
                                : ChecksumState::WRONG;
    }
    checksums.transport = CheckTransport(bytes, layers);
    return checksums;
}

void
SetChecksums(uint8_t* bytes, const PacketLayers& layers)
{
    if (layers.version == 4 && layers.networkBytes >= IPV4_BYTES &&
        layers.networkBytes <= layers.end &&
        CheckChecksums(bytes, layers).network == ChecksumState::WRONG)
    {
        StoreBig16(bytes + IPV4_CHECKSUM_AT, 0);
        StoreBig16(bytes + IPV4_CHECKSUM_AT,
                   InternetChecksum(InternetSum(bytes, layers.networkBytes)));
    }
    const auto length = SummedBytes(bytes, layers);
    if (!length)
    {
        return;
    }
    uint8_t* header = bytes + layers.transportAt;
    uint8_t* place = bytes + *TransportChecksumAt(layers);
    const ChecksumState state = CheckTransport(bytes, layers);
    if (state == ChecksumState::RIGHT || state == ChecksumState::NONE)
    {
        return; // 0xffff is a right 0, too
    }
    const bool isUdp = layers.protocol == PROTOCOL_UDP;
    StoreBig16(place, 0);
    const uint16_t checksum =
        InternetChecksum(PseudoHeaderSum(bytes, layers, *length) + InternetSum(header, *length));
    StoreBig16(place, isUdp && checksum == 0 ? 0xffff : checksum); // 0 means none: RFC 768
}

} // namespace ns3::synthnet
