/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_PLACE_H
#define SYNTHNET_INT_PLACE_H

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief The headers of a packet in front of the place that INT has: behind the UDP header, or
 * behind the TCP header with its options.
 */
struct IntPlace
{
    bool isIpv6{false};
    bool isTcp{false};      //!< or it is UDP
    std::size_t l4{0};      //!< bytes before the TCP or UDP header: IP with options, extensions
    std::size_t payload{0}; //!< bytes before the payload, which is where the shim is
    uint8_t dscp{0};        //!< 6 bits
    uint16_t destinationPort{0};
};

constexpr std::size_t INT_IPV4_BYTES = 20; //!< an IPv4 header without options
constexpr std::size_t INT_IPV6_BYTES = 40; //!< an IPv6 header without extensions

/**
 * @ingroup synthnet-telemetry
 * @brief Bytes of a packet's start that FindIntPlace() looks at, at most. Packets with longer
 * chains of IPv6 extension headers have no place for INT.
 */
constexpr std::size_t INT_PLACE_BYTES = 256;

/// @ingroup synthnet-telemetry
/// @param bytes the first two, at least, of an IPv4 or IPv6 packet
/// @return its DSCP, 6 bits
uint8_t IpDscp(const uint8_t* bytes);

/**
 * @ingroup synthnet-telemetry
 * @brief Finds the place of INT in a packet.
 * @param bytes the start of an IPv4 or IPv6 packet
 * @param size how many there are; those past INT_PLACE_BYTES do not matter
 * @return nothing for what is neither UDP nor TCP, for a fragment, for a header that is cut short
 *         or has an impossible length, and for an encrypted or unknown IPv6 extension
 */
std::optional<IntPlace> FindIntPlace(const uint8_t* bytes, std::size_t size);

/**
 * @ingroup synthnet-telemetry
 * @brief Looks where FindIntPlace() finds nothing: what is known of a packet whose IP, TCP or UDP
 * header is cut short.
 * @return a place of which only the DSCP is sure to be known: l4 and payload may be 0, and the
 *         destination port is 0 when it is not there; nothing without the DSCP, and for what is
 *         known to be neither UDP nor TCP, or a fragment
 */
std::optional<IntPlace> FindCutPlace(const uint8_t* bytes, std::size_t size);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_PLACE_H
