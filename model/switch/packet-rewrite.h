/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_REWRITE_H
#define SYNTHNET_PACKET_REWRITE_H

#include "ns3/ns3-version.h"

#include "ns3/int-metadata.h"

#include "ns3/packet.h"

#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief Changes an IPv4 header at the start of a packet; its checksum is updated incrementally
 * (RFC 1624) where ns-3 computes checksums at all.
 * @param packet begins with an IPv4 header
 * @param decrementTtl by one
 * @param dscp the new value, 6 bits, or nothing to keep it
 */
void RewriteIpv4(Ptr<Packet> packet, bool decrementTtl, std::optional<uint8_t> dscp);

/// @ingroup synthnet-switch
/// @brief Sets the DSCP in the traffic class of an IPv6 header at the start of a packet.
/// @param dscp the new value, 6 bits
void RewriteIpv6Dscp(Ptr<Packet> packet, uint8_t dscp);

/**
 * @ingroup synthnet-switch
 * @brief Sets Congestion Experienced in an IPv4 header (RFC 3168).
 * @return false when the packet is not ECN-capable, and remains as it is
 */
bool MarkCongestion(Ptr<Packet> packet);

/**
 * @ingroup synthnet-switch
 * @brief Pushes a hop in front of those that a probe carries, counts it, and makes the IPv4 packet
 * PROBE_HOP_BYTES longer.
 * @param packet an IPv4 packet with a ProbeHeader; one too short for it, or full, is left alone
 * @param metadata of this hop
 * @return false when it was left alone
 */
bool PushProbeHop(Ptr<Packet> packet, const IntMetadata& metadata);

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_REWRITE_H
