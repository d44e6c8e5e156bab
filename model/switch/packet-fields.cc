/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-fields.h"

#include "ns3/big-endian.h"

#include <array>

namespace ns3::synthnet
{

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_IPV6 = 0x86DD;
constexpr uint8_t PROTOCOL_TCP = 6;
constexpr uint8_t PROTOCOL_UDP = 17;
constexpr std::size_t IPV4_MIN_BYTES = 20;
constexpr std::size_t IPV6_BYTES = 40;

struct FieldInfo
{
    Field field;
    std::string_view name;
    unsigned width;
};

constexpr std::array<FieldInfo, FIELD_COUNT> FIELDS{{
    {Field::IngressPort, "standard_metadata.ingress_port", 9},
    {Field::PacketLength, "standard_metadata.packet_length", 32},
    {Field::EthernetDst, "hdr.ethernet.dstAddr", 48},
    {Field::EthernetSrc, "hdr.ethernet.srcAddr", 48},
    {Field::EtherType, "hdr.ethernet.etherType", 16},
    {Field::Ipv4Valid, "hdr.ipv4.$valid$", 1},
    {Field::Ipv4Src, "hdr.ipv4.srcAddr", 32},
    {Field::Ipv4Dst, "hdr.ipv4.dstAddr", 32},
    {Field::Ipv4Protocol, "hdr.ipv4.protocol", 8},
    {Field::Ipv4Diffserv, "hdr.ipv4.diffserv", 8},
    {Field::Ipv4Dscp, "hdr.ipv4.dscp", 6},
    {Field::Ipv4Ecn, "hdr.ipv4.ecn", 2},
    {Field::Ipv4Ttl, "hdr.ipv4.ttl", 8},
    {Field::Ipv4TotalLen, "hdr.ipv4.totalLen", 16},
    {Field::Ipv4Flags, "hdr.ipv4.flags", 3},
    {Field::Ipv4FragOffset, "hdr.ipv4.fragOffset", 13},
    {Field::Ipv6Valid, "hdr.ipv6.$valid$", 1},
    {Field::Ipv6Src, "hdr.ipv6.srcAddr", 128},
    {Field::Ipv6Dst, "hdr.ipv6.dstAddr", 128},
    {Field::Ipv6NextHeader, "hdr.ipv6.nextHdr", 8},
    {Field::Ipv6Class, "hdr.ipv6.trafficClass", 8},
    {Field::Ipv6HopLimit, "hdr.ipv6.hopLimit", 8},
    {Field::TcpValid, "hdr.tcp.$valid$", 1},
    {Field::UdpValid, "hdr.udp.$valid$", 1},
    {Field::L4SrcPort, "hdr.l4.srcPort", 16},
    {Field::L4DstPort, "hdr.l4.dstPort", 16},
}};

constexpr bool
InOrderOfTheEnumerators()
{
    for (std::size_t i = 0; i < FIELDS.size(); ++i)
    {
        if (static_cast<std::size_t>(FIELDS[i].field) != i)
        {
            return false;
        }
    }
    return true;
}

static_assert(InOrderOfTheEnumerators(), "FIELDS is indexed by Field");

void
ParseL4(const uint8_t* bytes, std::size_t size, uint8_t protocol, PacketFields& fields)
{
    // The caller may hand over no more than PARSE_BYTES, so the ports are all that must be there.
    if ((protocol != PROTOCOL_TCP && protocol != PROTOCOL_UDP) || size < 4)
    {
        return;
    }
    fields.tcpValid = protocol == PROTOCOL_TCP;
    fields.udpValid = protocol == PROTOCOL_UDP;
    fields.l4SrcPort = LoadBig16(bytes);
    fields.l4DstPort = LoadBig16(bytes + 2);
}

void
ParseIpv4(const uint8_t* bytes, std::size_t size, PacketFields& fields)
{
    if (size < IPV4_MIN_BYTES || bytes[0] >> 4 != 4)
    {
        return;
    }
    const std::size_t headerBytes = std::size_t{4} * (bytes[0] & 0x0f);
    if (headerBytes < IPV4_MIN_BYTES || headerBytes > size)
    {
        return;
    }
    fields.ipv4Valid = true;
    fields.ipv4Dscp = bytes[1] >> 2;
    fields.ipv4Ecn = bytes[1] & 0x03;
    fields.ipv4TotalLen = LoadBig16(bytes + 2);
    fields.ipv4Flags = bytes[6] >> 5;
    fields.ipv4FragOffset = LoadBig16(bytes + 6) & 0x1fff;
    fields.ipv4Ttl = bytes[8];
    fields.ipv4Protocol = bytes[9];
    fields.ipv4Src = LoadBig32(bytes + 12);
    fields.ipv4Dst = LoadBig32(bytes + 16);
    if (fields.ipv4FragOffset == 0)
    {
        ParseL4(bytes + headerBytes, size - headerBytes, fields.ipv4Protocol, fields);
    }
}

void
ParseIpv6(const uint8_t* bytes, std::size_t size, PacketFields& fields)
{
    if (size < IPV6_BYTES || bytes[0] >> 4 != 6)
    {
        return;
    }
    fields.ipv6Valid = true;
    fields.ipv6Class = static_cast<uint8_t>((bytes[0] & 0x0f) << 4 | bytes[1] >> 4);
    fields.ipv6NextHeader = bytes[6];
    fields.ipv6HopLimit = bytes[7];
    fields.ipv6Src = {LoadBig64(bytes + 8), LoadBig64(bytes + 16)};
    fields.ipv6Dst = {LoadBig64(bytes + 24), LoadBig64(bytes + 32)};
    ParseL4(bytes + IPV6_BYTES, size - IPV6_BYTES, fields.ipv6NextHeader, fields);
}

} // namespace

Bits128
PacketFields::Get(Field field) const
{
    switch (field)
    {
    case Field::IngressPort:
        return {0, ingressPort};
    case Field::PacketLength:
        return {0, packetLength};
    case Field::EthernetDst:
        return {0, ethernetDst};
    case Field::EthernetSrc:
        return {0, ethernetSrc};
    case Field::EtherType:
        return {0, etherType};
    case Field::Ipv4Valid:
        return {0, ipv4Valid};
    case Field::Ipv4Src:
        return {0, ipv4Src};
    case Field::Ipv4Dst:
        return {0, ipv4Dst};
    case Field::Ipv4Protocol:
        return {0, ipv4Protocol};
    case Field::Ipv4Diffserv:
        return {0, static_cast<uint64_t>(ipv4Dscp << 2 | ipv4Ecn)};
    case Field::Ipv4Dscp:
        return {0, ipv4Dscp};
    case Field::Ipv4Ecn:
        return {0, ipv4Ecn};
    case Field::Ipv4Ttl:
        return {0, ipv4Ttl};
    case Field::Ipv4TotalLen:
        return {0, ipv4TotalLen};
    case Field::Ipv4Flags:
        return {0, ipv4Flags};
    case Field::Ipv4FragOffset:
        return {0, ipv4FragOffset};
    case Field::Ipv6Valid:
        return {0, ipv6Valid};
    case Field::Ipv6Src:
        return ipv6Src;
    case Field::Ipv6Dst:
        return ipv6Dst;
    case Field::Ipv6NextHeader:
        return {0, ipv6NextHeader};
    case Field::Ipv6Class:
        return {0, ipv6Class};
    case Field::Ipv6HopLimit:
        return {0, ipv6HopLimit};
    case Field::TcpValid:
        return {0, tcpValid};
    case Field::UdpValid:
        return {0, udpValid};
    case Field::L4SrcPort:
        return {0, l4SrcPort};
    case Field::L4DstPort:
        return {0, l4DstPort};
    }
    return {};
}

void
ParseFields(const uint8_t* bytes, std::size_t size, PacketFields& fields)
{
    PacketFields parsed;
    parsed.ingressPort = fields.ingressPort;
    parsed.packetLength = fields.packetLength;
    parsed.ethernetDst = fields.ethernetDst;
    parsed.ethernetSrc = fields.ethernetSrc;
    parsed.etherType = fields.etherType;
    if (parsed.etherType == ETHERTYPE_IPV4)
    {
        ParseIpv4(bytes, size, parsed);
    }
    else if (parsed.etherType == ETHERTYPE_IPV6)
    {
        ParseIpv6(bytes, size, parsed);
    }
    fields = parsed;
}

std::string_view
FieldName(Field field)
{
    return FIELDS[static_cast<std::size_t>(field)].name;
}

unsigned
FieldWidth(Field field)
{
    return FIELDS[static_cast<std::size_t>(field)].width;
}

std::optional<Field>
FindField(std::string_view name)
{
    constexpr std::string_view prefix = "hdr.";
    const auto tail = [prefix](std::string_view full) {
        return full.substr(0, prefix.size()) == prefix ? full.substr(prefix.size()) : full;
    };
    const std::string_view wanted = tail(name);
    if (wanted == "tcp.srcPort" || wanted == "udp.srcPort")
    {
        return Field::L4SrcPort;
    }
    if (wanted == "tcp.dstPort" || wanted == "udp.dstPort")
    {
        return Field::L4DstPort;
    }
    for (const FieldInfo& info : FIELDS)
    {
        if (tail(info.name) == wanted)
        {
            return info.field;
        }
    }
    return std::nullopt;
}

} // namespace ns3::synthnet
