/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ethernet-frame.h"

#include "big-endian.h"

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t TYPE_BYTES = 2;
constexpr std::size_t TAG_BYTES = 4; // with the type in front of it

/// @return bytes before what is behind an EtherType that is wanted
template <typename IsWanted>
std::optional<std::size_t>
FindBehindType(const uint8_t* bytes, std::size_t size, std::size_t typeAt, IsWanted isWanted)
{
    while (size >= typeAt + TYPE_BYTES)
    {
        const uint16_t type = LoadBig16(bytes + typeAt);
        if (isWanted(type))
        {
            return size > typeAt + TYPE_BYTES ? std::optional(typeAt + TYPE_BYTES) : std::nullopt;
        }
        switch (type)
        {
        case ETHER_VLAN:
        case ETHER_PROVIDER_VLAN:
        case ETHER_OLD_VLAN:
            typeAt += TAG_BYTES;
            break;
        default:
            return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::size_t>
FindIpBehindType(const uint8_t* bytes, std::size_t size, std::size_t typeAt)
{
    return FindBehindType(bytes, size, typeAt, [](uint16_t type) {
        return type == ETHER_IPV4 || type == ETHER_IPV6;
    });
}

std::optional<std::size_t>
FindArpBehindType(const uint8_t* bytes, std::size_t size, std::size_t typeAt)
{
    return FindBehindType(bytes, size, typeAt, [](uint16_t type) { return type == ETHER_ARP; });
}

} // namespace ns3::synthnet
