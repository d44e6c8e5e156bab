/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-encoder.h"

#include "time-units.h"

#include "ns3/big-endian.h"
#include "ns3/ethernet-frame.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <string>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MAC_BYTES = 6;
constexpr std::string_view NONE = "NULL"; // what nPrint writes for what is absent

/// The transport header that the columns hold.
struct Transport
{
    std::optional<NprintHeader> header;
    std::size_t at{0};    //!< bytes before it
    std::size_t bytes{0}; //!< of it that there are
};

std::optional<NprintHeader>
HeaderOf(const PacketLayers& layers)
{
    switch (layers.protocol)
    {
    case PROTOCOL_TCP:
        return NprintHeader::TCP;
    case PROTOCOL_UDP:
        return NprintHeader::UDP;
    case PROTOCOL_ICMP:
        return layers.version == 4 ? std::optional(NprintHeader::ICMP) : std::nullopt;
    case PROTOCOL_ICMPV6:
        return layers.version == 6 ? std::optional(NprintHeader::ICMP) : std::nullopt;
    default:
        return std::nullopt;
    }
}

bool
HasTransport(const PacketLayers& layers)
{
    switch (layers.fault)
    {
    case LayerFault::NONE:
    case LayerFault::TRANSPORT_CUT:
    case LayerFault::TCP_DATA_OFFSET:
    case LayerFault::UDP_LENGTH:
        return !layers.isLaterFragment && layers.transportAt == layers.networkBytes;
    default:
        return false;
    }
}

/// @param network bytes of IP's header that there are
Transport
FindTransport(const uint8_t* bytes, const PacketLayers& layers, std::size_t network)
{
    Transport transport;
    transport.at = network;
    if (!HasTransport(layers))
    {
        return transport;
    }
    transport.header = HeaderOf(layers);
    if (!transport.header)
    {
        return transport;
    }
    const std::size_t there = layers.end - transport.at;
    std::size_t size = SpanOf(*transport.header).fixed;
    if (*transport.header == NprintHeader::TCP && there >= TCP_BYTES)
    {
        size = std::max<std::size_t>(TCP_BYTES, (bytes[transport.at + 12] >> 4) * 4U);
    }
    transport.bytes = std::min(size, there);
    return transport;
}

/// @return bytes of IP's header that there are, with IPv4's options
std::size_t
NetworkBytes(const uint8_t* bytes, std::size_t captured, const PacketLayers& layers)
{
    const std::size_t size = layers.version == 6
                                 ? IPV6_BYTES
                                 : std::max<std::size_t>(IPV4_BYTES, (bytes[0] & 0x0f) * 4U);
    return std::min(size, captured);
}

void
AppendNumber(std::string& text, unsigned number)
{
    char digits[10];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    text.append(digits, end);
}

void
AppendAddress(std::string& text, const NprintRow& row, bool isSource)
{
    if (row.BytesOf(NprintHeader::IPV4) > 0)
    {
        const uint8_t* address = row.Header(NprintHeader::IPV4) + (isSource ? 12 : 16);
        for (int i = 0; i < 4; ++i)
        {
            if (i > 0)
            {
                text += '.';
            }
            AppendNumber(text, address[i]);
        }
        return;
    }
    char address[INET6_ADDRSTRLEN] = "";
    inet_ntop(AF_INET6,
              row.Header(NprintHeader::IPV6) + (isSource ? 8 : 24),
              address,
              sizeof address);
    text += address;
}

void
AppendPort(std::string& text, const NprintRow& row, bool isSource)
{
    for (const NprintHeader header : {NprintHeader::TCP, NprintHeader::UDP})
    {
        if (row.BytesOf(header) >= 4)
        {
            AppendNumber(text, LoadBig16(row.Header(header) + (isSource ? 0 : 2)));
            return;
        }
    }
    text += NONE;
}

void
AppendMac(std::string& text, const NprintRow& row)
{
    if (row.BytesOf(NprintHeader::ETH) == 0)
    {
        text += NONE;
        return;
    }
    constexpr char DIGITS[] = "0123456789abcdef";
    const uint8_t* address = row.Header(NprintHeader::ETH) + MAC_BYTES;
    for (std::size_t i = 0; i < MAC_BYTES; ++i)
    {
        if (i > 0)
        {
            text += ':';
        }
        text += DIGITS[address[i] >> 4];
        text += DIGITS[address[i] & 0x0f];
    }
}

/// @param row with all its headers
void
AppendIndex(std::string& text, NprintIndex index, const NprintRow& row)
{
    switch (index)
    {
    case NprintIndex::SOURCE_ADDRESS:
    case NprintIndex::DESTINATION_ADDRESS:
        AppendAddress(text, row, index == NprintIndex::SOURCE_ADDRESS);
        return;
    case NprintIndex::SOURCE_PORT:
    case NprintIndex::DESTINATION_PORT:
        AppendPort(text, row, index == NprintIndex::SOURCE_PORT);
        return;
    case NprintIndex::FLOW:
        AppendAddress(text, row, true);
        text += '_';
        AppendAddress(text, row, false);
        text += '_';
        AppendPort(text, row, true);
        text += '_';
        AppendPort(text, row, false);
        text += '_';
        text += row.BytesOf(NprintHeader::TCP) > 0   ? "TCP"
                : row.BytesOf(NprintHeader::UDP) > 0 ? "UDP"
                                                     : NONE;
        return;
    case NprintIndex::SOURCE_MAC:
        AppendMac(text, row);
        return;
    }
}

/// @return whether the layout lacks a column of a header or of its payload
bool
LacksColumns(const NprintLayout& layout)
{
    const auto& present = layout.Columns().PresentPlane();
    return std::any_of(present.begin(), present.end(), [](uint8_t byte) { return byte != 0xff; });
}

} // namespace

NprintEncoder::NprintEncoder(NprintLayout layout, uint32_t link)
    : m_layout(std::move(layout)),
      m_link(link),
      m_isMasked(LacksColumns(m_layout))
{
}

const NprintLayout&
NprintEncoder::Layout() const
{
    return m_layout;
}

bool
NprintEncoder::Encode(const CapturedPacket& packet, NprintRow& row)
{
    if (!packet.ip)
    {
        return false;
    }
    const uint8_t* bytes = packet.bytes + *packet.ip;
    const std::size_t captured = packet.captured - *packet.ip;
    const auto layers = ReadLayers(bytes, captured);
    if (!layers)
    {
        return false;
    }
    row.Clear();
    EncodeIp(bytes, captured, *layers, row);
    if (m_link == LINK_ETHERNET)
    {
        row.SetHeader(NprintHeader::ETH, packet.bytes, std::min(ETHERNET_BYTES, packet.captured));
    }
    if (m_layout.Has(NprintLayout::Lead::INDEX))
    {
        if (const auto index = m_layout.Index())
        {
            AppendIndex(row.index, *index, row);
        }
        else
        {
            row.index = std::to_string(m_rows);
        }
    }
    SetTimes(packet.time, row);
    if (m_isMasked)
    {
        row.Keep(m_layout.Columns().PresentPlane());
    }
    ++m_rows;
    return true;
}

void
NprintEncoder::EncodeIp(const uint8_t* bytes,
                        std::size_t captured,
                        const PacketLayers& layers,
                        NprintRow& row)
{
    const std::size_t network = NetworkBytes(bytes, captured, layers);
    row.SetHeader(layers.version == 4 ? NprintHeader::IPV4 : NprintHeader::IPV6, bytes, network);
    const Transport transport = FindTransport(bytes, layers, network);
    if (transport.header)
    {
        row.SetHeader(*transport.header, bytes + transport.at, transport.bytes);
    }
    const std::size_t payloadAt = transport.at + transport.bytes;
    const std::size_t payload = layers.end > payloadAt ? layers.end - payloadAt : 0;
    row.SetHeader(NprintHeader::PAYLOAD, bytes + payloadAt, std::min(payload, row.PayloadBytes()));
}

void
NprintEncoder::SetTimes(int64_t time, NprintRow& row)
{
    const int64_t now = time / NANOSECONDS_IN_MICROSECOND;
    if (m_layout.Has(NprintLayout::Lead::RTS))
    {
        row.rts = m_before ? now - *m_before : 0;
    }
    if (m_layout.Has(NprintLayout::Lead::SECONDS))
    {
        row.seconds = now / MICROSECONDS_IN_SECOND;
    }
    if (m_layout.Has(NprintLayout::Lead::MICROSECONDS))
    {
        row.microseconds = now % MICROSECONDS_IN_SECOND;
    }
    m_before = now;
}

} // namespace ns3::synthnet
