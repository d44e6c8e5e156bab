/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_IP_REWRITE_H
#define SYNTHNET_IP_REWRITE_H

#include "address-set.h"
#include "packet-layers.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// Ports in place of others: by the captured one.
using PortMap = std::map<uint16_t, uint16_t>;

/// @ingroup synthnet-packet
/// @param text such as "443=8443,80=8080"; empty: none
/// @throws InputError when it is none
PortMap ParsePortMap(const std::string& text);

/**
 * @ingroup synthnet-packet
 * @param wire bytes that the packet had on the wire from IP's header on
 * @return how long the IP packet is: what its header says, at most what was on the wire, which
 *         counts when segmentation offload left the length 0
 */
std::size_t IpBytes(const uint8_t* bytes, const PacketLayers& layers, std::size_t wire);

/**
 * @ingroup synthnet-packet
 * @brief The bytes of a captured IP packet for sending it again.
 *
 * What the capture lacks of it is 0. A length of 0 becomes what it is.
 * @param bytes from IP's header on, which is there as a whole
 * @param size of the packet, IpBytes(), at most 65,535 and of IPv6 65,575
 */
std::vector<uint8_t> WholePacket(const uint8_t* bytes,
                                 const PacketLayers& layers,
                                 std::size_t size);

/**
 * @ingroup synthnet-packet
 * @brief Gives an IP packet other addresses and ports.
 *
 * The checksums of IPv4, TCP, UDP and ICMPv6 change by what the addresses and ports change
 * (RFC 1624): one that was right is right afterwards, one that was wrong stays wrong, and UDP's 0,
 * which says that there is none, stays. All else stays, also addresses in the payload.
 * @param packet from IP's header on, of which @p layers are; at least the header is there
 */
void RewriteEnds(std::vector<uint8_t>& packet,
                 const PacketLayers& layers,
                 const IpAddressBytes& source,
                 const IpAddressBytes& destination,
                 const PortMap& ports);

} // namespace ns3::synthnet

#endif // SYNTHNET_IP_REWRITE_H
