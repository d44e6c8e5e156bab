/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_ENCODER_H
#define SYNTHNET_NPRINT_ENCODER_H

#include "capture-reader.h"
#include "nprint-layout.h"
#include "nprint-row.h"
#include "packet-layers.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Writes packets as rows of bits.
 *
 * Bits are as they are in the packet, whatever they say; what was not captured is absent. IPv4's
 * and TCP's options are as long as the header's length field says. ICMPv6 is in the columns of
 * ICMP. nPrint has no columns for IPv6's extension headers, nor for protocols but TCP, UDP and
 * ICMP, and a later fragment has no transport header: there everything behind IP's header is
 * payload. What IP's length does not count, such as Ethernet's padding, is in no column.
 *
 * What differs from nPrint 1.2.1: it skips packets of other protocols and ICMPv6, reads a later
 * fragment's payload as a header, and takes bytes that were not captured from whatever is in
 * memory.
 */
class NprintEncoder
{
  public:
    /// @param link the link type of the packets, a LINKTYPE number
    NprintEncoder(NprintLayout layout, uint32_t link);

    const NprintLayout& Layout() const;

    /**
     * @param packet of the capture, in its order: rts counts from the one before
     * @param row of Layout().MakeRow(), or used before; all of it is written
     * @return false when the packet is not IP; the row is then as it was
     */
    bool Encode(const CapturedPacket& packet, NprintRow& row);

    /**
     * @brief Writes the headers' bits alone, whatever the layout but its payload.
     * @param bytes from IP's header on, of which @p layers are
     * @param captured how many there are
     * @param row empty
     */
    static void EncodeIp(const uint8_t* bytes,
                         std::size_t captured,
                         const PacketLayers& layers,
                         NprintRow& row);

  private:
    void SetTimes(int64_t time, NprintRow& row);

    NprintLayout m_layout;
    uint32_t m_link;
    uint64_t m_rows{0};
    std::optional<int64_t> m_before; //!< µs, of the packet before
    bool m_isMasked;                 //!< the layout lacks columns of the headers
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_ENCODER_H
