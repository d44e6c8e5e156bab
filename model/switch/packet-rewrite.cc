/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-rewrite.h"

#include "ns3/probe-codec.h"

#include "ns3/header.h"
#include "ns3/node.h"

#include <algorithm>
#include <array>

namespace ns3::synthnet
{

namespace
{

constexpr uint32_t IPV4_HEADER = 20;
constexpr uint32_t TOTAL_LENGTH = 2; // offsets in the IPv4 header
constexpr uint32_t TTL = 8;
constexpr uint32_t CHECKSUM = 10;
constexpr uint32_t MAX_IPV4_HEADER = 60;

/// The first bytes of a packet, taken off and put on again as they are.
class HeadBytes : public Header
{
  public:
    explicit HeadBytes(uint32_t size)
        : m_size(size)
    {
    }

    uint8_t* Data()
    {
        return m_bytes.data();
    }

    void Resize(uint32_t size)
    {
        m_size = size;
    }

    TypeId GetInstanceTypeId() const override
    {
        return Header::GetTypeId();
    }

    void Print(std::ostream& os) const override
    {
        os << m_size << " bytes";
    }

    uint32_t GetSerializedSize() const override
    {
        return m_size;
    }

    void Serialize(Buffer::Iterator start) const override
    {
        start.Write(m_bytes.data(), m_size);
    }

    uint32_t Deserialize(Buffer::Iterator start) override
    {
        start.Read(m_bytes.data(), m_size);
        return m_size;
    }

  private:
    uint32_t m_size;
    std::array<uint8_t, MAX_IPV4_HEADER + PROBE_COUNT_BYTES + PROBE_HOP_BYTES> m_bytes;
};

uint16_t
Read16(const uint8_t* bytes)
{
    return bytes[0] << 8 | bytes[1];
}

void
Write16(uint8_t* bytes, uint16_t value)
{
    bytes[0] = value >> 8;
    bytes[1] = value & 0xff;
}

/// Changes one 16-bit word of an IPv4 header, and the checksum as RFC 1624's equation 3 says.
void
WriteWord(uint8_t* header, uint32_t offset, uint16_t value)
{
    if (Node::ChecksumEnabled())
    {
        uint32_t sum = static_cast<uint16_t>(~Read16(header + CHECKSUM));
        sum += static_cast<uint16_t>(~Read16(header + offset));
        sum += value;
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        Write16(header + CHECKSUM, ~sum);
    }
    Write16(header + offset, value);
}

} // namespace

void
RewriteIpv4(Ptr<Packet> packet, bool decrementTtl, std::optional<uint8_t> dscp)
{
    HeadBytes head(IPV4_HEADER);
    packet->RemoveHeader(head);
    uint8_t* bytes = head.Data();
    if (decrementTtl)
    {
        WriteWord(bytes, TTL, Read16(bytes + TTL) - 0x100);
    }
    if (dscp)
    {
        WriteWord(bytes, 0, (Read16(bytes) & 0xff03) | *dscp << 2);
    }
    packet->AddHeader(head);
}

bool
MarkCongestion(Ptr<Packet> packet)
{
    constexpr uint8_t ECN_MASK = 3;
    uint8_t firstTwo[2];
    if (packet->CopyData(firstTwo, 2) < 2 || (firstTwo[1] & ECN_MASK) == 0)
    {
        return false;
    }
    HeadBytes head(IPV4_HEADER);
    packet->RemoveHeader(head);
    WriteWord(head.Data(), 0, Read16(head.Data()) | ECN_MASK);
    packet->AddHeader(head);
    return true;
}

bool
PushProbeHop(Ptr<Packet> packet, const IntMetadata& metadata)
{
    uint8_t first = 0;
    packet->CopyData(&first, 1);
    const uint32_t ipv4Header = (first & 0x0f) * 4;
    const uint32_t fixedPart = ipv4Header + PROBE_COUNT_BYTES;
    if (ipv4Header < IPV4_HEADER || packet->GetSize() < fixedPart)
    {
        return false;
    }
    HeadBytes head(fixedPart);
    packet->RemoveHeader(head);
    uint8_t* bytes = head.Data();
    const uint16_t count = Read16(bytes + ipv4Header);
    const uint32_t length = Read16(bytes + TOTAL_LENGTH) + PROBE_HOP_BYTES;
    const bool fits = count < UINT16_MAX && length <= UINT16_MAX;
    if (fits)
    {
        WriteWord(bytes, TOTAL_LENGTH, length);
        Write16(bytes + ipv4Header, count + 1);
        EncodeProbeHop(metadata, bytes + fixedPart);
        head.Resize(fixedPart + PROBE_HOP_BYTES);
    }
    packet->AddHeader(head);
    return fits;
}

} // namespace ns3::synthnet
