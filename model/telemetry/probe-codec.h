/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PROBE_CODEC_H
#define SYNTHNET_PROBE_CODEC_H

#include "int-metadata.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief What a probe carries: one record for each switch that it crossed, the newest first.
 */
using ProbeHops = std::vector<IntMetadata>;

constexpr uint8_t PROBE_PROTOCOL = 253;       //!< the probe's IP protocol (RFC 3692, experiments)
constexpr uint8_t PROBE_MIN_PROTOCOL = 18;    //!< below are those of hosts: ICMP, TCP, UDP
constexpr std::size_t PROBE_COUNT_BYTES = 2;  //!< the count of hops
constexpr std::size_t PROBE_HOP_BYTES = 32;   //!< one hop: 256 bits without padding
constexpr std::size_t PROBE_MAX_HOPS = 65535; //!< what the count can say

/// @ingroup synthnet-telemetry
/// @return the bytes of a probe with @p hops hops
constexpr std::size_t
ProbeBytes(std::size_t hops)
{
    return PROBE_COUNT_BYTES + hops * PROBE_HOP_BYTES;
}

/**
 * @ingroup synthnet-telemetry
 * @brief Writes one hop: big endian, bit after bit, in the order switch id 31, ingress port 9,
 * egress port 9, egress spec 9, ingress and egress global timestamp 48 each, enq_timestamp 32,
 * enq_qdepth 19, deq_timedelta 32, deq_qdepth 19.
 *
 * A value wider than its field loses its upper bits, as in an assignment in P4.
 *
 * @param hop the record
 * @param bytes where to write PROBE_HOP_BYTES bytes
 */
void EncodeProbeHop(const IntMetadata& hop, uint8_t* bytes);

/**
 * @ingroup synthnet-telemetry
 * @brief Reads one hop.
 * @param bytes PROBE_HOP_BYTES bytes; any value of them is a hop
 */
IntMetadata DecodeProbeHop(const uint8_t* bytes);

/**
 * @ingroup synthnet-telemetry
 * @brief Writes a whole probe: a 16-bit count of hops, then the hops.
 * @param hops the newest first, at most PROBE_MAX_HOPS
 * @throws InputError when there are more
 */
std::vector<uint8_t> EncodeProbe(const ProbeHops& hops);

/**
 * @ingroup synthnet-telemetry
 * @brief Reads a whole probe.
 * @param bytes what follows the IP header
 * @param size how many bytes there are
 * @return nothing when the size is not just what the count of hops needs
 */
std::optional<ProbeHops> DecodeProbe(const uint8_t* bytes, std::size_t size);

} // namespace ns3::synthnet

#endif // SYNTHNET_PROBE_CODEC_H
