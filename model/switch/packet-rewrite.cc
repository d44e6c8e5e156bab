/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-rewrite.h"

#include "head-bytes.h"

#include "ns3/big-endian.h"
#include "ns3/probe-codec.h"
#include "ns3/probe-header.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/node.h"

#include <algorithm>
#include <vector>

namespace ns3::synthnet
{

namespace
{

constexpr uint32_t IPV4_HEADER = 20;
constexpr uint32_t IPV6_HEADER = 40;
constexpr uint32_t TOTAL_LENGTH = 2; // offsets in the IPv4 header
constexpr uint32_t TTL = 8;
constexpr uint32_t CHECKSUM = 10;
constexpr uint32_t MAX_IPV4_HEADER = 60;

/// Changes one 16-bit word of an IPv4 header, and the checksum as RFC 1624's equation 3 says.
void
WriteWord(uint8_t* header, uint32_t offset, uint16_t value)
{
    if (Node::ChecksumEnabled())
    {
        uint32_t sum = static_cast<uint16_t>(~LoadBig16(header + CHECKSUM));
        sum += static_cast<uint16_t>(~LoadBig16(header + offset));
        sum += value;
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        StoreBig16(header + CHECKSUM, ~sum);
    }
    StoreBig16(header + offset, value);
}

} // namespace

void
RewriteIpv4(Ptr<Packet> packet, bool decrementTtl, std::optional<uint8_t> dscp)
{
    uint8_t bytes[IPV4_HEADER];
    HeadBytes head(Ipv4Header::GetTypeId(), bytes, IPV4_HEADER);
    packet->RemoveHeader(head);
    if (decrementTtl)
    {
        WriteWord(bytes, TTL, LoadBig16(bytes + TTL) - 0x100);
    }
    if (dscp)
    {
        WriteWord(bytes, 0, (LoadBig16(bytes) & 0xff03) | *dscp << 2);
    }
    packet->AddHeader(head);
}

void
RewriteIpv6Dscp(Ptr<Packet> packet, uint8_t dscp)
{
    uint8_t bytes[IPV6_HEADER];
    HeadBytes head(Ipv6Header::GetTypeId(), bytes, IPV6_HEADER);
    packet->RemoveHeader(head);
    StoreBig16(bytes, (LoadBig16(bytes) & 0xf03f) | dscp << 6);
    packet->AddHeader(head);
}

bool
MarkCongestion(Ptr<Packet> packet)
{
    constexpr uint8_t ECN_MASK = 3;
    uint8_t bytes[IPV4_HEADER];
    if (packet->CopyData(bytes, 2) < 2 || (bytes[1] & ECN_MASK) == 0)
    {
        return false;
    }
    HeadBytes head(Ipv4Header::GetTypeId(), bytes, IPV4_HEADER);
    packet->RemoveHeader(head);
    WriteWord(bytes, 0, LoadBig16(bytes) | ECN_MASK);
    packet->AddHeader(head);
    return true;
}

bool
PushProbeHop(Ptr<Packet> packet, const IntMetadata& metadata)
{
    uint8_t start[MAX_IPV4_HEADER + PROBE_COUNT_BYTES];
    const uint32_t copied = packet->CopyData(start, sizeof start);
    const uint32_t ipv4Header = copied == 0 ? 0 : (start[0] & 0x0f) * 4;
    if (ipv4Header < IPV4_HEADER || copied < ipv4Header + PROBE_COUNT_BYTES)
    {
        return false;
    }
    const uint16_t count = LoadBig16(start + ipv4Header);
    const uint32_t length = LoadBig16(start + TOTAL_LENGTH) + PROBE_HOP_BYTES;
    if (count == UINT16_MAX || length > UINT16_MAX)
    {
        return false;
    }
    uint8_t ipv4[MAX_IPV4_HEADER];
    HeadBytes ipv4Head(Ipv4Header::GetTypeId(), ipv4, ipv4Header);
    packet->RemoveHeader(ipv4Head);
    // The new record goes between the count and the old ones: the old count is overwritten.
    const auto oldBytes = std::min<uint32_t>(ProbeBytes(count), packet->GetSize());
    std::vector<uint8_t> probe(PROBE_HOP_BYTES + oldBytes);
    HeadBytes oldProbe(ProbeHeader::GetTypeId(), probe.data() + PROBE_HOP_BYTES, oldBytes);
    packet->RemoveHeader(oldProbe);

    WriteWord(ipv4, TOTAL_LENGTH, length);
    StoreBig16(probe.data(), count + 1);
    EncodeProbeHop(metadata, probe.data() + PROBE_COUNT_BYTES);
    packet->AddHeader(HeadBytes(ProbeHeader::GetTypeId(), probe.data(), probe.size()));
    packet->AddHeader(ipv4Head);
    return true;
}

} // namespace ns3::synthnet
