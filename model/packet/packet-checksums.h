/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_CHECKSUMS_H
#define SYNTHNET_PACKET_CHECKSUMS_H

#include "packet-layers.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

constexpr std::size_t IPV4_CHECKSUM_AT = 10; //!< bytes of IPv4's header before it

/// @ingroup synthnet-packet
/// What a checksum says.
enum class ChecksumState
{
    NONE,      //!< there is none, or not all of what it sums is there
    RIGHT,     //!< as it should be
    OFFLOADED, //!< the sum of the pseudo header, which a network card was to complete
    WRONG      //!< anything else
};

/// @ingroup synthnet-packet
/// Both checksums of a packet.
struct PacketChecksums
{
    ChecksumState network{ChecksumState::NONE};   //!< of IPv4's header
    ChecksumState transport{ChecksumState::NONE}; //!< of TCP, UDP, ICMP and ICMPv6

    bool HasWrong() const
    {
        return network == ChecksumState::WRONG || transport == ChecksumState::WRONG;
    }
};

/// @ingroup synthnet-packet
/// @return bytes from IP's header on before the checksum of TCP, UDP, ICMP or ICMPv6; nothing
///         without one
std::optional<std::size_t> TransportChecksumAt(const PacketLayers& layers);

/// @ingroup synthnet-packet
/// @return whether a routing header says that the destination address is not the last one, which
///         the transport's checksum sums (RFC 8200, 8.1)
bool HasSegmentsLeft(const uint8_t* bytes, const PacketLayers& layers);

/**
 * @ingroup synthnet-packet
 * @brief Checks the checksums of a packet: RFC 791, 9293, 768, 792 and 4443.
 *
 * The transport's is not looked at in fragments, in packets that were not captured whole, and
 * behind a routing header that has segments left, whose destination is another one. A UDP checksum
 * of 0 is none, also over IPv6, where tunnels may leave it out: RFC 6935.
 * @param bytes from IP's header on, of which @p layers are
 */
PacketChecksums CheckChecksums(const uint8_t* bytes, const PacketLayers& layers);

/// @ingroup synthnet-packet
/// @brief Makes right what CheckChecksums() finds wrong or left to a card.
void SetChecksums(uint8_t* bytes, const PacketLayers& layers);

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_CHECKSUMS_H
