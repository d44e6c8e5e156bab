/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-layers.h"

#include "ns3/big-endian.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t EXTENSION_UNIT = 8;      // bytes that an extension's length counts
constexpr std::size_t AUTHENTICATION_UNIT = 4; // the same of RFC 4302

PacketLayers
WithFault(PacketLayers layers, LayerFault fault)
{
    layers.fault = fault;
    return layers;
}

/// Goes past IPv6's extension headers.
/// @return false when one is cut off
bool
SkipExtensions(const uint8_t* bytes, PacketLayers& layers)
{
    for (;;)
    {
        const std::size_t at = layers.transportAt;
        std::size_t size = 0;
        switch (layers.protocol)
        {
        case PROTOCOL_HOP_BY_HOP:
        case PROTOCOL_ROUTING:
        case PROTOCOL_DESTINATION:
            size = at + 2 <= layers.end ? (bytes[at + 1] + 1) * EXTENSION_UNIT : EXTENSION_UNIT;
            break;
        case PROTOCOL_AUTHENTICATION:
            size =
                at + 2 <= layers.end ? (bytes[at + 1] + 2) * AUTHENTICATION_UNIT : EXTENSION_UNIT;
            break;
        case PROTOCOL_FRAGMENT:
            size = FRAGMENT_BYTES;
            break;
        default:
            return true;
        }
        if (at + size > layers.end)
        {
            return false;
        }
        if (layers.protocol == PROTOCOL_FRAGMENT)
        {
            const uint16_t place = LoadBig16(bytes + at + 2);
            layers.fragmentAt = at;
            layers.isFragment = (place & 0xfff9) != 0; // offset, or more to come
            layers.isLaterFragment = (place & 0xfff8) != 0;
        }
        layers.protocol = bytes[at];
        layers.transportAt += size;
        if (layers.isLaterFragment)
        {
            return true;
        }
    }
}

PacketLayers
ReadTransport(const uint8_t* bytes, PacketLayers layers)
{
    if (layers.isLaterFragment)
    {
        return layers;
    }
    const std::size_t there = layers.end - layers.transportAt;
    const uint8_t* header = bytes + layers.transportAt;
    switch (layers.protocol)
    {
    case PROTOCOL_TCP: {
        if (there < TCP_BYTES)
        {
            return WithFault(layers, LayerFault::TRANSPORT_CUT);
        }
        const std::size_t size = (header[12] >> 4) * 4U;
        if (size < TCP_BYTES)
        {
            return WithFault(layers, LayerFault::TCP_DATA_OFFSET);
        }
        if (size > there)
        {
            return WithFault(layers, LayerFault::TRANSPORT_CUT);
        }
        layers.transportBytes = size;
        return layers;
    }
    case PROTOCOL_UDP: {
        if (there < UDP_BYTES)
        {
            return WithFault(layers, LayerFault::TRANSPORT_CUT);
        }
        layers.transportBytes = UDP_BYTES;
        const std::size_t length = LoadBig16(header + 4);
        const bool isJumbo = length == 0 && layers.version == 6; // RFC 2675
        if (!layers.isFragment && !isJumbo &&
            (length < UDP_BYTES || layers.transportAt + length > layers.declared))
        {
            layers.fault = LayerFault::UDP_LENGTH;
        }
        return layers;
    }
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        if ((layers.protocol == PROTOCOL_ICMP) != (layers.version == 4))
        {
            return layers; // the other version's ICMP is not read
        }
        if (there < ICMP_BYTES)
        {
            return WithFault(layers, LayerFault::TRANSPORT_CUT);
        }
        layers.transportBytes = ICMP_BYTES;
        return layers;
    default:
        return layers;
    }
}

PacketLayers
ReadIpv4(const uint8_t* bytes, std::size_t captured)
{
    PacketLayers layers;
    layers.version = 4;
    layers.end = captured;
    if (captured < IPV4_BYTES)
    {
        return WithFault(layers, LayerFault::IP_CUT);
    }
    layers.networkBytes = (bytes[0] & 0x0f) * 4U;
    if (layers.networkBytes < IPV4_BYTES)
    {
        return WithFault(layers, LayerFault::IP_HEADER_LENGTH);
    }
    if (layers.networkBytes > captured)
    {
        return WithFault(layers, LayerFault::IP_CUT);
    }
    const std::size_t total = LoadBig16(bytes + 2);
    layers.declared = total == 0 ? captured : total;
    if (layers.declared < layers.networkBytes)
    {
        return WithFault(layers, LayerFault::IP_LENGTH);
    }
    layers.end = std::min(captured, layers.declared);
    layers.transportAt = layers.networkBytes;
    layers.protocol = bytes[9];
    const uint16_t place = LoadBig16(bytes + 6);
    layers.isFragment = (place & 0x3fff) != 0; // offset, or more to come
    layers.isLaterFragment = (place & 0x1fff) != 0;
    return ReadTransport(bytes, layers);
}

PacketLayers
ReadIpv6(const uint8_t* bytes, std::size_t captured)
{
    PacketLayers layers;
    layers.version = 6;
    layers.end = captured;
    layers.networkBytes = IPV6_BYTES;
    if (captured < IPV6_BYTES)
    {
        return WithFault(layers, LayerFault::IP_CUT);
    }
    const std::size_t payload = LoadBig16(bytes + 4);
    layers.declared = payload == 0 ? captured : IPV6_BYTES + payload;
    layers.end = std::min(captured, layers.declared);
    layers.transportAt = IPV6_BYTES;
    layers.protocol = bytes[6];
    if (!SkipExtensions(bytes, layers))
    {
        return WithFault(layers, LayerFault::EXTENSION_CUT);
    }
    return ReadTransport(bytes, layers);
}

} // namespace

std::optional<PacketLayers>
ReadLayers(const uint8_t* bytes, std::size_t captured)
{
    if (captured == 0)
    {
        return std::nullopt;
    }
    switch (bytes[0] >> 4)
    {
    case 4:
        return ReadIpv4(bytes, captured);
    case 6:
        return ReadIpv6(bytes, captured);
    default:
        return std::nullopt;
    }
}

std::string
FaultText(LayerFault fault)
{
    switch (fault)
    {
    case LayerFault::NONE:
        return "none";
    case LayerFault::IP_CUT:
        return "IP header cut short";
    case LayerFault::IP_HEADER_LENGTH:
        return "IPv4 header length below 20 bytes";
    case LayerFault::IP_LENGTH:
        return "IP total length shorter than the header";
    case LayerFault::EXTENSION_CUT:
        return "IPv6 extension header cut short";
    case LayerFault::TRANSPORT_CUT:
        return "transport header cut short";
    case LayerFault::TCP_DATA_OFFSET:
        return "TCP data offset below 20 bytes";
    case LayerFault::UDP_LENGTH:
        return "UDP length disagrees with IP's";
    }
    return "";
}

} // namespace ns3::synthnet
