/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-place.h"

#include "ns3/big-endian.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

constexpr uint8_t TCP_PROTOCOL = 6;
constexpr uint8_t UDP_PROTOCOL = 17;
constexpr std::size_t UDP_BYTES = 8;
constexpr std::size_t TCP_BYTES = 20;
constexpr uint16_t FRAGMENT_MASK = 0x3fff; // more fragments, and the offset

/// IPv6 extensions that may be in front of TCP and UDP; a fragment header makes a fragment.
enum Extension : uint8_t
{
    HOP_BY_HOP = 0,
    ROUTING = 43,
    DESTINATION_OPTIONS = 60,
};

bool
IsExtension(uint8_t next)
{
    return next == HOP_BY_HOP || next == ROUTING || next == DESTINATION_OPTIONS;
}

std::optional<IntPlace>
FindBehindIp(uint8_t protocol, IntPlace place)
{
    place.isTcp = protocol == TCP_PROTOCOL;
    return place.isTcp || protocol == UDP_PROTOCOL ? std::optional(place) : std::nullopt;
}

std::optional<IntPlace>
FindInIpv4(const uint8_t* bytes, std::size_t size)
{
    IntPlace place;
    place.l4 = std::size_t{4} * (bytes[0] & 0x0f);
    if (size < INT_IPV4_BYTES || place.l4 < INT_IPV4_BYTES ||
        (LoadBig16(bytes + 6) & FRAGMENT_MASK) != 0)
    {
        return std::nullopt;
    }
    place.dscp = IpDscp(bytes);
    return FindBehindIp(bytes[9], place);
}

std::optional<IntPlace>
FindInIpv6(const uint8_t* bytes, std::size_t size)
{
    if (size < INT_IPV6_BYTES)
    {
        return std::nullopt;
    }
    IntPlace place;
    place.isIpv6 = true;
    place.dscp = IpDscp(bytes);
    place.l4 = INT_IPV6_BYTES;
    uint8_t next = bytes[6];
    while (IsExtension(next))
    {
        if (size < place.l4 + 2)
        {
            return std::nullopt;
        }
        next = bytes[place.l4];
        place.l4 += std::size_t{8} * (bytes[place.l4 + 1] + 1);
    }
    return FindBehindIp(next, place);
}

/// Finds the TCP or UDP header, which need not be there.
std::optional<IntPlace>
FindL4(const uint8_t* bytes, std::size_t size)
{
    if (size == 0)
    {
        return std::nullopt;
    }
    switch (bytes[0] >> 4)
    {
    case 4:
        return FindInIpv4(bytes, size);
    case 6:
        return FindInIpv6(bytes, size);
    default:
        return std::nullopt;
    }
}

/// Whether the bytes end in the headers of IP, behind the DSCP, and may go on as TCP or UDP.
bool
IsIpCut(const uint8_t* bytes, std::size_t size)
{
    const auto mayFollow = [](uint8_t protocol) {
        return protocol == TCP_PROTOCOL || protocol == UDP_PROTOCOL;
    };
    if (size < 2)
    {
        return false;
    }
    if (bytes[0] >> 4 == 4)
    {
        return size < INT_IPV4_BYTES && (bytes[0] & 0x0f) * std::size_t{4} >= INT_IPV4_BYTES &&
               (size < 8 || (LoadBig16(bytes + 6) & FRAGMENT_MASK) == 0) &&
               (size < 10 || mayFollow(bytes[9]));
    }
    if (bytes[0] >> 4 != 6)
    {
        return false;
    }
    if (size < INT_IPV6_BYTES)
    {
        return size < 7 || mayFollow(bytes[6]) || IsExtension(bytes[6]);
    }
    uint8_t next = bytes[6];
    std::size_t at = INT_IPV6_BYTES;
    while (IsExtension(next) && size >= at + 2)
    {
        next = bytes[at];
        at += std::size_t{8} * (bytes[at + 1] + 1);
    }
    return IsExtension(next) && size < INT_PLACE_BYTES;
}

} // namespace

uint8_t
IpDscp(const uint8_t* bytes)
{
    return (LoadBig16(bytes) >> (bytes[0] >> 4 == 6 ? 6 : 2)) & 0x3f;
}

std::optional<IntPlace>
FindIntPlace(const uint8_t* bytes, std::size_t size)
{
    size = std::min(size, INT_PLACE_BYTES);
    auto place = FindL4(bytes, size);
    if (!place || size < place->l4 + (place->isTcp ? TCP_BYTES : UDP_BYTES))
    {
        return std::nullopt;
    }
    const uint8_t* l4 = bytes + place->l4;
    const std::size_t l4Bytes = place->isTcp ? std::size_t{4} * (l4[12] >> 4) : UDP_BYTES;
    if ((place->isTcp && l4Bytes < TCP_BYTES) || size < place->l4 + l4Bytes)
    {
        return std::nullopt;
    }
    place->payload = place->l4 + l4Bytes;
    place->destinationPort = LoadBig16(l4 + 2);
    return place;
}

std::optional<IntPlace>
FindCutPlace(const uint8_t* bytes, std::size_t size)
{
    constexpr std::size_t PORTS_BYTES = 4;
    constexpr std::size_t TCP_OFFSET = 12; // of the byte that says how long its header is
    size = std::min(size, INT_PLACE_BYTES);
    if (IsIpCut(bytes, size))
    {
        IntPlace place;
        place.isIpv6 = bytes[0] >> 4 == 6;
        place.dscp = IpDscp(bytes);
        return place;
    }
    auto place = FindL4(bytes, size);
    if (!place || FindIntPlace(bytes, size))
    {
        return std::nullopt;
    }
    const uint8_t* l4 = bytes + place->l4; // of which bytes may be missing
    if (place->isTcp && size > place->l4 + TCP_OFFSET &&
        std::size_t{4} * (l4[TCP_OFFSET] >> 4) < TCP_BYTES)
    {
        return std::nullopt; // an impossible length
    }
    if (size >= place->l4 + PORTS_BYTES)
    {
        place->destinationPort = LoadBig16(l4 + 2);
    }
    return place;
}

} // namespace ns3::synthnet
