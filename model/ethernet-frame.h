/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ETHERNET_FRAME_H
#define SYNTHNET_ETHERNET_FRAME_H

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

constexpr std::size_t ETHERNET_TYPE_AT = 12; //!< bytes of a frame before its EtherType
constexpr std::size_t ETHERNET_BYTES = 14;   //!< of a frame's header, without a tag

/// @ingroup synthnet
/// EtherTypes of IP and ARP, and of the tags that may be in front of it.
enum EtherType : uint16_t
{
    ETHER_IPV4 = 0x0800,
    ETHER_ARP = 0x0806,
    ETHER_VLAN = 0x8100, //!< 802.1Q
    ETHER_IPV6 = 0x86dd,
    ETHER_PROVIDER_VLAN = 0x88a8, //!< 802.1ad
    ETHER_OLD_VLAN = 0x9100,      //!< an outer tag from before there was 802.1ad
};

/**
 * @ingroup synthnet
 * @brief Finds the IP packet behind an EtherType, past the tags of 802.1Q and 802.1ad.
 * @param bytes of a frame
 * @param size how many there are
 * @param typeAt bytes before the EtherType: ETHERNET_TYPE_AT in an Ethernet frame
 * @return bytes before the IPv4 or IPv6 header; nothing when there is none, or it is cut off
 */
std::optional<std::size_t> FindIpBehindType(const uint8_t* bytes,
                                            std::size_t size,
                                            std::size_t typeAt);

/// @ingroup synthnet
/// @brief The same of a message of ARP.
std::optional<std::size_t> FindArpBehindType(const uint8_t* bytes,
                                             std::size_t size,
                                             std::size_t typeAt);

} // namespace ns3::synthnet

#endif // SYNTHNET_ETHERNET_FRAME_H
