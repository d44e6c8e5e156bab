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

} // namespace

std::optional<std::size_t>
FindIpBehindType(const uint8_t* bytes, std::size_t size, std::size_t typeAt)
{
    while (size >= typeAt + TYPE_BYTES)
    {
        switch (LoadBig16(bytes + typeAt))
        {
        case ETHER_IPV4:
        case ETHER_IPV6:
            return size > typeAt + TYPE_BYTES ? std::optional(typeAt + TYPE_BYTES) : std::nullopt;
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

} // namespace ns3::synthnet
