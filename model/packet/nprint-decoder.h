/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_DECODER_H
#define SYNTHNET_NPRINT_DECODER_H

#include "nprint-layout.h"
#include "nprint-row.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief Makes packets of rows: IP's header, the transport header and the payload behind each
 * other.
 *
 * A header has the bytes of which a cell is there; bits within that are absent are 0, as are the
 * addresses of a layout without them. Nothing is corrected: lengths and checksums are what the row
 * says. When the packet is longer by IP's length than the row's bytes, zeros follow.
 *
 * When a row has cells of both IPv4 and IPv6, the header with the larger share of its columns there
 * counts; of the transports the one that IP names when it is there, else the one with the largest.
 */
class NprintDecoder
{
  public:
    explicit NprintDecoder(const NprintLayout& layout);

    /**
     * @param row of the layout
     * @param packet gets the bytes from IP's header on
     * @return false when the row has no IP header; the packet is then empty
     */
    bool Decode(const NprintRow& row, std::vector<uint8_t>& packet) const;

    /**
     * @brief When the row's packet was.
     * @param row called in their order, as rts counts from the one before, and from 0
     * @return ns; nothing when the layout has neither rts nor both tv_sec and tv_usec
     * @throws InputError when the sum of rts does not fit
     */
    std::optional<int64_t> Time(const NprintRow& row);

  private:
    std::optional<NprintHeader> NetworkOf(const NprintRow& row) const;
    double Share(const NprintRow& row, NprintHeader header) const;
    std::size_t BytesOf(const NprintRow& row, NprintHeader header) const;
    void AppendTransport(const NprintRow& row,
                         uint8_t protocol,
                         bool isLaterFragment,
                         std::vector<uint8_t>& packet) const;

    NprintLayout m_layout;
    int64_t m_now{0}; //!< µs
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_DECODER_H
