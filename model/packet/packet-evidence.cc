/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-evidence.h"

#include "packet-checksums.h"
#include "tcp-options.h"
#include "tcp-side.h"

#include "ns3/big-endian.h"
#include "ns3/internet-checksum.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_IPV4_BYTES = 60;     // of a header
constexpr uint8_t LEAST_FIRST_BYTE = 0x45;      // IPv4 without options
constexpr std::size_t FIRST_UNASSIGNED = 146;   // IANA, "Protocol Numbers"
constexpr std::size_t FIRST_EXPERIMENTAL = 253; // RFC 3692, and 254

bool
IsRight(ChecksumState state)
{
    return state == ChecksumState::RIGHT || state == ChecksumState::OFFLOADED;
}

/// @return whether no packet of IP's version has the protocol: it is not assigned, or the other's
bool
IsUnassigned(uint8_t protocol, uint8_t version)
{
    constexpr uint8_t OF_IPV6[] = {PROTOCOL_HOP_BY_HOP,
                                   PROTOCOL_ROUTING,
                                   PROTOCOL_FRAGMENT,
                                   PROTOCOL_ICMPV6,
                                   PROTOCOL_NONE,
                                   PROTOCOL_DESTINATION};
    const bool isOfIpv6 =
        std::find(std::begin(OF_IPV6), std::end(OF_IPV6), protocol) != std::end(OF_IPV6);
    return (version == 4 && isOfIpv6) || (version == 6 && protocol == PROTOCOL_ICMP) ||
           (protocol >= FIRST_UNASSIGNED && protocol < FIRST_EXPERIMENTAL) || protocol == 255;
}

bool
IsSegmentLegal(const uint8_t* header, std::size_t headerBytes)
{
    const uint8_t flags = header[13];
    const bool isSyn = (flags & TCP_SYN) != 0;
    const bool isFin = (flags & TCP_FIN) != 0;
    const bool isReset = (flags & TCP_RST) != 0;
    const bool isAlone = (isSyn && (isReset || isFin)) || (isReset && isFin);
    const bool hasAck = isSyn || isReset || (flags & TCP_ACK) != 0;
    return !isAlone && hasAck &&
           ReadTcpOptions(header + TCP_BYTES, headerBytes - TCP_BYTES).isWellFormed;
}

/// @return whether the capture cut the transport header off, and no wrong length
bool
IsCutByCapture(const PacketLayers& layers, std::size_t captured, std::size_t wire)
{
    return layers.fault == LayerFault::TRANSPORT_CUT && layers.end == captured && captured < wire &&
           layers.declared > captured && layers.declared <= wire;
}

/// @return whether a packet that no checksum speaks for shows damage
bool
HasFault(const uint8_t* bytes, const PacketLayers& layers, std::size_t wire)
{
    if (layers.declared > wire || bytes[layers.version == 4 ? 8 : 7] == 0)
    {
        return true;
    }
    if (layers.isLaterFragment)
    {
        return false;
    }
    return IsUnassigned(layers.protocol, layers.version) ||
           (layers.Has(PROTOCOL_TCP) &&
            !IsSegmentLegal(bytes + layers.transportAt, layers.transportBytes));
}

/// What speaks for a version of IP.
struct Reading
{
    uint8_t firstByte{0};
    bool isRight{false}; //!< a checksum is
    bool isExact{false}; //!< the length is the wire's
    bool fits{false};    //!< the length is at most that
};

/// @return whether IPv4 options can be read to their end: RFC 791, 3.1
bool
AreReadable(const uint8_t* options, std::size_t count)
{
    for (std::size_t at = 0; at < count && options[at] != 0;)
    {
        const std::size_t size = options[at] == 1 ? 1 : at + 1 < count ? options[at + 1] : 0;
        if (size == 0 || (size == 1 && options[at] != 1) || at + size > count)
        {
            return false;
        }
        at += size;
    }
    return true;
}

/// @return IPv4's first byte and whether the checksum is right with it
Reading
ReadAsIpv4(const uint8_t* bytes, std::size_t captured, std::size_t wire)
{
    Reading reading;
    reading.firstByte = LEAST_FIRST_BYTE;
    if (captured < IPV4_BYTES)
    {
        return reading;
    }
    const std::size_t total = LoadBig16(bytes + 2);
    reading.fits = total <= wire && (total >= IPV4_BYTES || total == 0);
    reading.isExact = total == wire;
    const uint64_t second = bytes[1];
    const auto isRightWith = [&](std::size_t size) {
        const uint64_t first = (0x40 | size / 4) << 8 | second;
        return size <= captured &&
               FoldInternetSum(first + InternetSum(bytes + 2, size - 2)) == 0xffff;
    };
    const std::size_t told = (bytes[0] & 0x0f) * std::size_t{4};
    const bool isPossible = told >= IPV4_BYTES && told <= captured;
    std::vector<std::size_t> sizes;
    if (isPossible)
    {
        sizes.push_back(told);
    }
    const bool isOffloaded = LoadBig16(bytes + IPV4_CHECKSUM_AT) == 0;
    for (std::size_t size = IPV4_BYTES; size <= MOST_IPV4_BYTES && !isOffloaded; size += 4)
    {
        sizes.push_back(size);
    }
    const auto right = std::find_if(sizes.begin(), sizes.end(), isRightWith);
    if (right != sizes.end())
    {
        reading.isRight = true;
        reading.firstByte = static_cast<uint8_t>(0x40 | *right / 4);
    }
    else if (isPossible && AreReadable(bytes + IPV4_BYTES, told - IPV4_BYTES))
    {
        reading.firstByte = static_cast<uint8_t>(0x40 | told / 4);
    }
    return reading;
}

Reading
ReadAsIpv6(const uint8_t* bytes, std::size_t captured, std::size_t wire)
{
    Reading reading;
    reading.firstByte = static_cast<uint8_t>(0x60 | (bytes[0] & 0x0f));
    if (captured < IPV6_BYTES)
    {
        return reading;
    }
    const std::size_t total = IPV6_BYTES + LoadBig16(bytes + 4);
    reading.fits = total <= wire;
    reading.isExact = total == wire;
    if (!reading.fits)
    {
        return reading;
    }
    std::vector<uint8_t> copy;
    if (bytes[0] != reading.firstByte)
    {
        copy.assign(bytes, bytes + captured);
        copy[0] = reading.firstByte;
        bytes = copy.data();
    }
    const auto layers = ReadLayers(bytes, captured);
    reading.isRight = layers->fault == LayerFault::NONE &&
                      CheckChecksums(bytes, *layers).transport == ChecksumState::RIGHT;
    return reading;
}

/// @return how much speaks for a version; more of it decides
int
Weight(const Reading& reading, bool isLinks, bool isThere)
{
    return (reading.isRight && reading.fits ? 32 : 0) + (isLinks ? 6 : 0) + (isThere ? 4 : 0) +
           (reading.isExact ? 3 : 0) + (reading.fits ? 1 : 0);
}

} // namespace

bool
IsNetworkChecksumOffloaded(const uint8_t* bytes, const PacketLayers& layers)
{
    return layers.version == 4 && layers.networkBytes >= IPV4_BYTES &&
           LoadBig16(bytes + IPV4_CHECKSUM_AT) == 0 &&
           CheckChecksums(bytes, layers).network == ChecksumState::WRONG;
}

PacketEvidence
WeighEvidence(const uint8_t* bytes,
              const PacketLayers& layers,
              std::size_t captured,
              std::size_t wire)
{
    PacketEvidence evidence;
    const PacketChecksums checksums = CheckChecksums(bytes, layers);
    evidence.isNetworkRight = checksums.network == ChecksumState::RIGHT;
    const bool isCut = IsCutByCapture(layers, captured, wire);
    const bool hasLayers = layers.fault == LayerFault::NONE || isCut;
    evidence.isTransportRight = hasLayers && IsRight(checksums.transport);
    const bool isNetworkWrong =
        checksums.network == ChecksumState::WRONG && !IsNetworkChecksumOffloaded(bytes, layers);
    evidence.isDamaged =
        !hasLayers || isNetworkWrong || checksums.transport == ChecksumState::WRONG;
    if (!evidence.isDamaged && !evidence.IsLengthRight())
    {
        evidence.isDamaged = HasFault(bytes, layers, wire);
    }
    // Where the transport's cannot be checked, IPv4's speaks for the packet.
    evidence.isProven = !evidence.isDamaged && evidence.IsLengthRight();
    return evidence;
}

std::optional<uint8_t>
TellFirstByte(const uint8_t* bytes,
              std::size_t captured,
              std::size_t wire,
              std::optional<uint8_t> linkVersion)
{
    if (captured < IPV4_BYTES)
    {
        return std::nullopt;
    }
    const int told = bytes[0] >> 4;
    const Reading asIpv4 = ReadAsIpv4(bytes, captured, wire);
    if (told == 4 && linkVersion != 6 && asIpv4.isRight && asIpv4.fits)
    {
        return asIpv4.firstByte; // as nearly always
    }
    const Reading asIpv6 = ReadAsIpv6(bytes, captured, wire);
    const int forIpv4 = Weight(asIpv4, linkVersion == 4, told == 4);
    const int forIpv6 = captured < IPV6_BYTES ? 0 : Weight(asIpv6, linkVersion == 6, told == 6);
    constexpr int ENOUGH = 2;
    if (std::max(forIpv4, forIpv6) < ENOUGH)
    {
        return std::nullopt;
    }
    return forIpv4 >= forIpv6 ? asIpv4.firstByte : asIpv6.firstByte;
}

} // namespace ns3::synthnet
