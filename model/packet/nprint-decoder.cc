/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-decoder.h"

#include "packet-layers.h"
#include "time-units.h"

#include "ns3/big-endian.h"
#include "ns3/input-error.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

std::optional<NprintHeader>
HeaderOf(uint8_t protocol)
{
    switch (protocol)
    {
    case PROTOCOL_TCP:
        return NprintHeader::TCP;
    case PROTOCOL_UDP:
        return NprintHeader::UDP;
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        return NprintHeader::ICMP;
    default:
        return std::nullopt;
    }
}

void
Append(std::vector<uint8_t>& packet, const uint8_t* bytes, std::size_t count)
{
    packet.insert(packet.end(), bytes, bytes + count);
}

} // namespace

NprintDecoder::NprintDecoder(const NprintLayout& layout)
    : m_layout(layout)
{
}

bool
NprintDecoder::Decode(const NprintRow& row, std::vector<uint8_t>& packet) const
{
    packet.clear();
    const auto network = NetworkOf(row);
    if (!network)
    {
        return false;
    }
    const uint8_t* ip = row.Header(*network);
    std::size_t declared = 0;
    if (*network == NprintHeader::IPV4)
    {
        Append(packet, ip, std::max(IPV4_BYTES, row.BytesOf(NprintHeader::IPV4)));
        const bool isLaterFragment = (LoadBig16(ip + 6) & 0x1fff) != 0;
        AppendTransport(row, ip[9], isLaterFragment, packet);
        declared = LoadBig16(ip + 2);
    }
    else
    {
        Append(packet, ip, IPV6_BYTES);
        AppendTransport(row, ip[6], false, packet);
        declared = IPV6_BYTES + LoadBig16(ip + 4);
    }
    Append(packet, row.Header(NprintHeader::PAYLOAD), row.BytesOf(NprintHeader::PAYLOAD));
    packet.resize(std::max(packet.size(), declared));
    return true;
}

std::optional<int64_t>
NprintDecoder::Time(const NprintRow& row)
{
    int64_t time = 0;
    bool isTooFar = false;
    if (row.seconds && row.microseconds)
    {
        isTooFar = __builtin_mul_overflow(*row.seconds, MICROSECONDS_IN_SECOND, &m_now) ||
                   __builtin_add_overflow(m_now, *row.microseconds, &m_now);
    }
    else if (row.rts)
    {
        isTooFar = __builtin_add_overflow(m_now, *row.rts, &m_now);
    }
    else
    {
        return std::nullopt;
    }
    if (isTooFar || __builtin_mul_overflow(m_now, NANOSECONDS_IN_MICROSECOND, &time))
    {
        throw InputError("a row's time does not fit 64 bits of nanoseconds");
    }
    return time;
}

std::optional<NprintHeader>
NprintDecoder::NetworkOf(const NprintRow& row) const
{
    const double four = Share(row, NprintHeader::IPV4);
    const double six = Share(row, NprintHeader::IPV6);
    if (four == 0 && six == 0)
    {
        return std::nullopt;
    }
    return four >= six ? NprintHeader::IPV4 : NprintHeader::IPV6;
}

/// @return how many of the columns of a header's part without options are there
double
NprintDecoder::Share(const NprintRow& row, NprintHeader header) const
{
    const NprintSpan span = SpanOf(header);
    const NprintField fixed{"", 8 * span.byte, 8 * span.fixed};
    const std::size_t columns = m_layout.Columns().Present(fixed);
    return columns == 0 ? 0
                        : static_cast<double>(row.Present(fixed)) / static_cast<double>(columns);
}

/// @return bytes of a transport header; all of the fixed part when all that the layout has is there
std::size_t
NprintDecoder::BytesOf(const NprintRow& row, NprintHeader header) const
{
    const std::size_t bytes = row.BytesOf(header);
    return Share(row, header) == 1 ? std::max(bytes, SpanOf(header).fixed) : bytes;
}

void
NprintDecoder::AppendTransport(const NprintRow& row,
                               uint8_t protocol,
                               bool isLaterFragment,
                               std::vector<uint8_t>& packet) const
{
    const auto named = HeaderOf(protocol);
    if (named && row.BytesOf(*named) > 0)
    {
        Append(packet, row.Header(*named), BytesOf(row, *named));
        return;
    }
    if (named && m_layout.Present(*named) == 0 && !isLaterFragment)
    {
        packet.resize(packet.size() + SpanOf(*named).fixed); // no column tells what it is
        return;
    }
    std::optional<NprintHeader> best;
    for (const NprintHeader header : {NprintHeader::TCP, NprintHeader::UDP, NprintHeader::ICMP})
    {
        if (row.BytesOf(header) > 0 && (!best || Share(row, header) > Share(row, *best)))
        {
            best = header;
        }
    }
    if (best)
    {
        Append(packet, row.Header(*best), BytesOf(row, *best));
    }
}

} // namespace ns3::synthnet
