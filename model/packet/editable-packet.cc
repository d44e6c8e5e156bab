/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "editable-packet.h"

#include "packet-checksums.h"
#include "packet-evidence.h"
#include "tcp-options.h"

#include "ns3/big-endian.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_TCP_OPTIONS = 40;
constexpr std::size_t LEAST_ETHERNET_PAYLOAD = 46; // a shorter packet is followed by padding

bool
IsPadded(std::size_t declared, std::size_t captured)
{
    return declared < captured && captured <= LEAST_ETHERNET_PAYLOAD;
}

/// @return bytes of TCP options, which the data offset may tell wrongly
std::size_t
FindTcpOptionBytes(const uint8_t* header, std::size_t there)
{
    const std::size_t told = (header[12] >> 4) * std::size_t{4};
    if (told >= TCP_BYTES && told <= there &&
        ReadTcpOptions(header + TCP_BYTES, told - TCP_BYTES).isWellFormed)
    {
        return told - TCP_BYTES;
    }
    const std::size_t most = std::min(MOST_TCP_OPTIONS, (there - TCP_BYTES) / 4 * 4);
    for (std::size_t size = most; size > 0; size -= 4)
    {
        const TcpOptions options = ReadTcpOptions(header + TCP_BYTES, size);
        const bool areKnown =
            !options.options.empty() && std::all_of(options.options.begin(),
                                                    options.options.end(),
                                                    [](const TcpOption& option) {
                                                        return option.kind == OPTION_SACK ||
                                                               TcpOptionSize(option.kind) != 0;
                                                    });
        if (options.isWellFormed && areKnown)
        {
            return size;
        }
    }
    return told >= TCP_BYTES && told <= there ? told - TCP_BYTES : 0;
}

void
TakeTcp(const uint8_t* header, std::size_t there, EditablePacket& packet)
{
    packet.source.port = LoadBig16(header);
    packet.destination.port = LoadBig16(header + 2);
    packet.tcp.sequence = LoadBig32(header + 4);
    packet.tcp.acknowledgement = LoadBig32(header + 8);
    packet.tcp.reserved = header[12] & 0x0f;
    packet.tcp.flags = header[13];
    packet.tcp.window = LoadBig16(header + 14);
    packet.tcp.urgent = LoadBig16(header + 18);
    packet.checksum = LoadBig16(header + 16);
    const std::size_t options = packet.isTransportIntact
                                    ? (header[12] >> 4) * std::size_t{4} - TCP_BYTES
                                    : FindTcpOptionBytes(header, there);
    packet.tcp.options.assign(header + TCP_BYTES, header + TCP_BYTES + options);
    packet.payload.assign(header + TCP_BYTES + options, header + there);
}

/// @return false when the header is cut off
bool
TakeTransport(const uint8_t* header, std::size_t there, EditablePacket& packet)
{
    switch (packet.protocol)
    {
    case PROTOCOL_TCP:
        if (there < TCP_BYTES)
        {
            return false;
        }
        TakeTcp(header, there, packet);
        return true;
    case PROTOCOL_UDP:
        if (there < UDP_BYTES)
        {
            return false;
        }
        packet.source.port = LoadBig16(header);
        packet.destination.port = LoadBig16(header + 2);
        packet.checksum = LoadBig16(header + 6);
        packet.hasUdpChecksum = packet.version == 6 || packet.checksum != 0;
        packet.payload.assign(header + UDP_BYTES, header + there);
        return true;
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        if (there < ICMP_BYTES)
        {
            return false;
        }
        packet.icmp = {header[0], header[1], LoadBig32(header + 4)};
        packet.checksum = LoadBig16(header + 2);
        packet.payload.assign(header + ICMP_BYTES, header + there);
        return true;
    default:
        packet.payload.assign(header, header + there);
        return true;
    }
}

void
TakeIpv4Fields(const uint8_t* bytes, std::size_t headerBytes, EditablePacket& packet)
{
    packet.version = 4;
    packet.trafficClass = bytes[1];
    packet.identification = LoadBig16(bytes + 4);
    const uint16_t place = LoadBig16(bytes + 6);
    packet.reservedBit = (place & 0x8000) != 0;
    packet.dontFragment = (place & 0x4000) != 0;
    packet.moreFragments = (place & 0x2000) != 0;
    packet.fragmentOffset = place & 0x1fff;
    packet.hopLimit = bytes[8];
    packet.protocol = bytes[9];
    packet.networkOptions.assign(bytes + IPV4_BYTES, bytes + headerBytes);
    std::copy_n(bytes + 12, 4, packet.source.address.begin());
    std::copy_n(bytes + 16, 4, packet.destination.address.begin());
}

void
TakeIpv6Fields(const uint8_t* bytes, std::size_t transportAt, EditablePacket& packet)
{
    packet.version = 6;
    const uint32_t first = LoadBig32(bytes);
    packet.trafficClass = static_cast<uint8_t>(first >> 20);
    packet.flowLabel = first & 0xfffff;
    packet.nextHeader = bytes[6];
    packet.hopLimit = bytes[7];
    packet.networkOptions.assign(bytes + IPV6_BYTES, bytes + transportAt);
    std::copy_n(bytes + 8, 16, packet.source.address.begin());
    std::copy_n(bytes + 24, 16, packet.destination.address.begin());
}

EditablePacket
Untouched(const uint8_t* bytes, std::size_t captured, std::size_t wire)
{
    EditablePacket packet;
    packet.isWhole = false;
    packet.missing = wire > captured ? wire - captured : 0;
    packet.bytes.assign(bytes, bytes + captured);
    const auto layers = ReadLayers(bytes, captured);
    if (layers)
    {
        const FlowEnds ends = ReadEnds(bytes, *layers);
        packet.version = ends.version;
        packet.protocol = ends.protocol;
        packet.source = ends.source;
        packet.destination = ends.destination;
    }
    return packet;
}

/// @param told the packet's length by IP's header
/// @return bytes of the packet that there are; its missing ones are set
std::size_t
FindEnd(std::size_t told,
        bool isZero,
        std::size_t captured,
        std::size_t wire,
        const PacketEvidence& evidence,
        EditablePacket& packet)
{
    const bool isRight = !evidence.isDamaged || evidence.IsLengthRight();
    packet.hasZeroLength = isZero && isRight;
    if (isRight || IsPadded(told, captured))
    {
        packet.missing = !isZero && told > captured ? told - captured : 0;
        return isZero ? captured : std::min(told, captured);
    }
    packet.missing = wire > captured ? wire - captured : 0;
    return captured;
}

EditablePacket
TakeIp(const uint8_t* bytes,
       std::size_t captured,
       std::size_t wire,
       const PacketLayers& layers,
       const PacketEvidence& evidence)
{
    EditablePacket packet;
    std::size_t headerBytes = layers.transportAt;
    std::size_t told = 0;
    bool isZero = false;
    if (layers.version == 4)
    {
        headerBytes = layers.networkBytes;
        TakeIpv4Fields(bytes, headerBytes, packet);
        told = LoadBig16(bytes + 2);
        isZero = told == 0;
    }
    else
    {
        TakeIpv6Fields(bytes, headerBytes, packet);
        packet.protocol = layers.protocol;
        told = LoadBig16(bytes + 4) + IPV6_BYTES;
        isZero = told == IPV6_BYTES;
    }
    packet.isIntact = !evidence.isDamaged;
    packet.isProven = evidence.isProven;
    packet.isNetworkIntact = evidence.isNetworkRight;
    packet.isTransportIntact = evidence.isTransportRight;
    packet.beyondWire = told > wire ? told - wire : 0;
    if (packet.IsNetworkFree() && packet.isTransportIntact && packet.protocol == PROTOCOL_UDP)
    {
        told = headerBytes + LoadBig16(bytes + headerBytes + 4); // UDP's own length is proven
    }
    std::size_t end =
        std::max(FindEnd(told, isZero, captured, wire, evidence, packet), headerBytes);
    if (!TakeTransport(bytes + headerBytes, end - headerBytes, packet))
    {
        // What looked like padding may be the transport header.
        end = std::max(captured, headerBytes);
        if (packet.isIntact || !TakeTransport(bytes + headerBytes, end - headerBytes, packet))
        {
            return Untouched(bytes, captured, wire);
        }
    }
    packet.bytes.assign(bytes, bytes + (packet.isIntact ? end : captured));
    return packet;
}

std::size_t
TransportBytes(const EditablePacket& packet)
{
    switch (packet.protocol)
    {
    case PROTOCOL_TCP:
        return TCP_BYTES + packet.tcp.options.size();
    case PROTOCOL_UDP:
        return UDP_BYTES;
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        return ICMP_BYTES;
    default:
        return 0;
    }
}

void
PutIpv4(const EditablePacket& packet, std::size_t total, uint8_t* bytes)
{
    const std::size_t headerBytes = IPV4_BYTES + packet.networkOptions.size();
    bytes[0] = static_cast<uint8_t>(0x40 | headerBytes / 4);
    bytes[1] = packet.trafficClass;
    StoreBig16(bytes + 2, static_cast<uint16_t>(packet.hasZeroLength ? 0 : total));
    StoreBig16(bytes + 4, packet.identification);
    StoreBig16(bytes + 6,
               static_cast<uint16_t>((packet.reservedBit ? 0x8000 : 0) |
                                     (packet.dontFragment ? 0x4000 : 0) |
                                     (packet.moreFragments ? 0x2000 : 0) | packet.fragmentOffset));
    bytes[8] = packet.hopLimit;
    bytes[9] = packet.protocol;
    WriteAddresses(packet.Ends(), bytes);
    std::copy(packet.networkOptions.begin(), packet.networkOptions.end(), bytes + IPV4_BYTES);
}

void
PutIpv6(const EditablePacket& packet, std::size_t total, uint8_t* bytes)
{
    StoreBig32(bytes, 6U << 28 | uint32_t{packet.trafficClass} << 20 | packet.flowLabel);
    StoreBig16(bytes + 4, static_cast<uint16_t>(packet.hasZeroLength ? 0 : total - IPV6_BYTES));
    bytes[6] = packet.networkOptions.empty() ? packet.protocol : packet.nextHeader;
    bytes[7] = packet.hopLimit;
    WriteAddresses(packet.Ends(), bytes);
    std::copy(packet.networkOptions.begin(), packet.networkOptions.end(), bytes + IPV6_BYTES);
}

void
PutTransport(const EditablePacket& packet, uint8_t* header)
{
    switch (packet.protocol)
    {
    case PROTOCOL_TCP:
        StoreBig16(header, packet.source.port);
        StoreBig16(header + 2, packet.destination.port);
        StoreBig32(header + 4, packet.tcp.sequence);
        StoreBig32(header + 8, packet.tcp.acknowledgement);
        header[12] = static_cast<uint8_t>((TCP_BYTES + packet.tcp.options.size()) / 4 << 4 |
                                          packet.tcp.reserved);
        header[13] = packet.tcp.flags;
        StoreBig16(header + 14, packet.tcp.window);
        StoreBig16(header + 16, packet.checksum);
        StoreBig16(header + 18, packet.tcp.urgent);
        std::copy(packet.tcp.options.begin(), packet.tcp.options.end(), header + TCP_BYTES);
        break;
    case PROTOCOL_UDP:
        StoreBig16(header, packet.source.port);
        StoreBig16(header + 2, packet.destination.port);
        StoreBig16(header + 4, static_cast<uint16_t>(UDP_BYTES + packet.PayloadOnWire()));
        // Only whether it is 0 matters to what computes it.
        StoreBig16(header + 6, packet.hasUdpChecksum ? std::max<uint16_t>(packet.checksum, 1) : 0);
        break;
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        header[0] = packet.icmp.type;
        header[1] = packet.icmp.code;
        StoreBig16(header + 2, packet.checksum);
        StoreBig32(header + 4, packet.icmp.rest);
        break;
    default:
        break;
    }
}

} // namespace

std::size_t
EditablePacket::HeaderBytes() const
{
    return (version == 4 ? IPV4_BYTES : IPV6_BYTES) + networkOptions.size() + TransportBytes(*this);
}

bool
EditablePacket::HasTransport() const
{
    return protocol == PROTOCOL_TCP || protocol == PROTOCOL_UDP ||
           protocol == (version == 4 ? PROTOCOL_ICMP : PROTOCOL_ICMPV6);
}

EditablePacket
TakeApart(const uint8_t* bytes,
          std::size_t captured,
          std::size_t wire,
          std::optional<uint8_t> linkVersion)
{
    std::vector<uint8_t> mended;
    const auto firstByte = TellFirstByte(bytes, captured, wire, linkVersion);
    if (firstByte && *firstByte != bytes[0])
    {
        mended.assign(bytes, bytes + captured);
        mended[0] = *firstByte;
        bytes = mended.data();
    }
    const auto layers = ReadLayers(bytes, captured);
    if (!layers || captured < (layers->version == 4 ? IPV4_BYTES : IPV6_BYTES) ||
        layers->fault == LayerFault::EXTENSION_CUT)
    {
        return Untouched(bytes, captured, wire);
    }
    const PacketEvidence evidence = WeighEvidence(bytes, *layers, captured, wire);
    const bool isCut = !evidence.isDamaged && layers->fault != LayerFault::NONE;
    const bool isFragment = layers->isFragment && (layers->version == 6 || !evidence.isDamaged ||
                                                   evidence.isNetworkRight);
    return isCut || isFragment ? Untouched(bytes, captured, wire)
                               : TakeIp(bytes, captured, wire, *layers, evidence);
}

void
AssembleHeaders(EditablePacket& packet)
{
    if (!packet.isWhole)
    {
        return;
    }
    if (packet.isIntact)
    {
        WriteAddresses(packet.Ends(), packet.bytes.data());
        const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
        if (const auto at = layers ? TransportChecksumAt(*layers) : std::nullopt)
        {
            StoreBig16(packet.bytes.data() + *at, packet.checksum); // which follows the addresses
        }
        return;
    }
    const std::size_t headerBytes = packet.HeaderBytes();
    packet.bytes.assign(headerBytes + packet.payload.size(), 0);
    const std::size_t total = headerBytes + packet.PayloadOnWire();
    const std::size_t network =
        (packet.version == 4 ? IPV4_BYTES : IPV6_BYTES) + packet.networkOptions.size();
    if (packet.version == 4)
    {
        PutIpv4(packet, total, packet.bytes.data());
    }
    else
    {
        PutIpv6(packet, total, packet.bytes.data());
    }
    PutTransport(packet, packet.bytes.data() + network);
    std::copy(packet.payload.begin(),
              packet.payload.end(),
              packet.bytes.begin() + static_cast<std::ptrdiff_t>(headerBytes));
}

void
AssembleChecksums(EditablePacket& packet)
{
    const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
    if (layers)
    {
        SetChecksums(packet.bytes.data(), *layers);
    }
}

} // namespace ns3::synthnet
