/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_FIELD_H
#define SYNTHNET_NPRINT_FIELD_H

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// Headers that nPrint has columns for, in the order of their columns.
enum class NprintHeader
{
    ETH,
    IPV4,
    IPV6,
    TCP,
    UDP,
    ICMP, //!< also ICMPv6
    PAYLOAD
};

/**
 * @ingroup synthnet-packet
 * @brief A header field: where its bits are among all that nPrint has columns for.
 *
 * Places are the same whatever columns a file has: those of NprintRow. They count bits from the
 * first bit of eth on, in the order eth, ipv4, ipv6, tcp, udp, icmp, payload, so that a header's
 * bits are there as on the wire.
 */
struct NprintField
{
    std::string_view name; //!< "ipv4_tl"; its columns are ipv4_tl_0 …, the most significant first
    std::size_t at{0};     //!< of its first bit
    std::size_t bits{0};

    std::size_t End() const
    {
        return at + bits;
    }
};

/// @ingroup synthnet-packet
/// The bits of a header; of TCP and IPv4 with 320 bits for options.
struct NprintSpan
{
    std::size_t byte{0};  //!< bytes before it
    std::size_t bytes{0}; //!< that it has
    std::size_t fixed{0}; //!< without options
};

constexpr std::size_t NPRINT_HEADER_BYTES = 190;         //!< of all headers, without payload
constexpr std::size_t NPRINT_MOST_PAYLOAD_BYTES = 65535; //!< that columns are made for

/// @ingroup synthnet-packet
/// @return where the header is; of PAYLOAD its start and no bytes, as rows differ in them
NprintSpan SpanOf(NprintHeader header);

/// @ingroup synthnet-packet
/// @return all fields but the payload, ascending by their place
const std::vector<NprintField>& NprintFields();

/// @ingroup synthnet-packet
/// @param name such as "tcp_seq"
/// @return nothing when nPrint has no such field
std::optional<NprintField> FindNprintField(std::string_view name);

/// @ingroup synthnet-packet
/// @param name as above, of the program's own text
/// @throws std::invalid_argument when there is none
NprintField NprintFieldOf(std::string_view name);

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_FIELD_H
