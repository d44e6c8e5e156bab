/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_EVIDENCE_H
#define SYNTHNET_PACKET_EVIDENCE_H

#include "packet-layers.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// What a packet shows of whether it was damaged.
struct PacketEvidence
{
    bool isNetworkRight{false};   //!< the checksum of IPv4's header is
    bool isTransportRight{false}; //!< the transport's is, or its card was to complete it
    bool isProven{false};         //!< no checksum is wrong, and one speaks for the packet
    bool isDamaged{false};        //!< something contradicts; else the packet is as it was sent

    /// @return whether IP's length is proven: by its own checksum, or by one that sums as much
    bool IsLengthRight() const
    {
        return isNetworkRight || isTransportRight;
    }
};

/**
 * @ingroup synthnet-packet
 * @brief Weighs what speaks for a packet and against it.
 *
 * Against it are lengths that contradict each other, a wrong checksum, and where no checksum
 * speaks: a length beyond the wire's, a protocol number that nobody has, flags of TCP that exclude
 * each other, and options of TCP that cannot be read. An IPv4 checksum of 0 was left to a network
 * card and says nothing. What the capture cut off is no fault.
 * @param bytes from IP's header on, of which @p layers are
 * @param captured how many there are
 * @param wire how many there were on the wire
 */
PacketEvidence WeighEvidence(const uint8_t* bytes,
                             const PacketLayers& layers,
                             std::size_t captured,
                             std::size_t wire);

/// @ingroup synthnet-packet
/// @return whether IPv4's checksum is 0 and wrong, as a network card that is to compute it gets it
bool IsNetworkChecksumOffloaded(const uint8_t* bytes, const PacketLayers& layers);

/**
 * @ingroup synthnet-packet
 * @brief Tells a packet's first byte: IP's version, and IPv4's header length.
 *
 * Checksums that are right with it decide, then what the link's header says and the lengths, then
 * what is there.
 * @param bytes from IP's header on
 * @param captured how many there are
 * @param wire how many there were on the wire
 * @param linkVersion of IP, as the link's header says
 * @return the byte that should be there; nothing when nothing tells the version
 */
std::optional<uint8_t> TellFirstByte(const uint8_t* bytes,
                                     std::size_t captured,
                                     std::size_t wire,
                                     std::optional<uint8_t> linkVersion);

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_EVIDENCE_H
