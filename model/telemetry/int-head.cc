/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-head.h"

#include "ns3/big-endian.h"
#include "ns3/internet-checksum.h"

#include <utility>

namespace ns3::synthnet
{
namespace
{

// Offsets in an IPv4 header, and in the others as named.
constexpr std::size_t TOTAL_LENGTH = 2;
constexpr std::size_t IPV4_CHECKSUM = 10;
constexpr std::size_t IPV6_PAYLOAD_LENGTH = 4;
constexpr std::size_t DESTINATION_PORT = 2; // of UDP and TCP
constexpr std::size_t UDP_LENGTH = 4;
constexpr std::size_t UDP_CHECKSUM = 6;
constexpr std::size_t TCP_CHECKSUM = 16;
constexpr uint16_t OTHER_ZERO = 0xffff; // the form of 0 that no TCP checksum has

std::size_t
ChecksumOffset(const IntPlace& place)
{
    return place.l4 + (place.isTcp ? TCP_CHECKSUM : UDP_CHECKSUM);
}

/// RFC 1624, equation 3: HC' = ~(~HC + ~m + m').
uint16_t
UpdatedChecksum(uint16_t checksum, uint64_t removed, uint64_t added)
{
    const uint64_t kept = static_cast<uint16_t>(~checksum);
    const uint64_t taken = static_cast<uint16_t>(~FoldInternetSum(removed));
    return static_cast<uint16_t>(~FoldInternetSum(kept + taken + FoldInternetSum(added)));
}

} // namespace

IntHead::IntHead(std::vector<uint8_t> bytes, const IntPlace& place, bool hasChecksums)
    : m_bytes(std::move(bytes)),
      m_place(place),
      m_hasChecksums(hasChecksums)
{
}

const std::vector<uint8_t>&
IntHead::Bytes() const
{
    return m_bytes;
}

const IntPlace&
IntHead::Place() const
{
    return m_place;
}

std::size_t
IntHead::PacketBytes() const
{
    return m_place.isIpv6 ? INT_IPV6_BYTES + LoadBig16(m_bytes.data() + IPV6_PAYLOAD_LENGTH)
                          : LoadBig16(m_bytes.data() + TOTAL_LENGTH);
}

bool
IntHead::Holds(std::size_t count) const
{
    const std::size_t end = m_place.payload + count;
    const std::size_t packetEnd = PacketBytes();
    if (m_place.isTcp)
    {
        return end <= packetEnd;
    }
    const std::size_t udpEnd = m_place.l4 + LoadBig16(m_bytes.data() + m_place.l4 + UDP_LENGTH);
    return end <= udpEnd && udpEnd <= packetEnd;
}

void
IntHead::SetDscp(uint8_t dscp)
{
    uint16_t first = LoadBig16(m_bytes.data());
    if (m_place.isIpv6)
    {
        first = static_cast<uint16_t>((first & 0xf03f) | (dscp & 0x3f) << 6);
        StoreBig16(m_bytes.data(), first);
    }
    else
    {
        SetIpv4Word(0, static_cast<uint16_t>((first & 0xff03) | (dscp & 0x3f) << 2));
    }
}

void
IntHead::SetDestinationPort(uint16_t port)
{
    SetWord(m_place.l4 + DESTINATION_PORT, port);
}

void
IntHead::SetWord(std::size_t offset, uint16_t value)
{
    const uint16_t before = LoadBig16(m_bytes.data() + offset);
    StoreBig16(m_bytes.data() + offset, value);
    UpdateL4(before, value);
}

void
IntHead::Insert(std::size_t offset, const uint8_t* bytes, std::size_t count)
{
    m_bytes.insert(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset), bytes, bytes + count);
    UpdateL4(0, InternetSum(bytes, count));
    Lengthen(static_cast<int>(count));
}

void
IntHead::Erase(std::size_t offset, std::size_t count)
{
    const auto first = m_bytes.begin() + static_cast<std::ptrdiff_t>(offset);
    UpdateL4(InternetSum(m_bytes.data() + offset, count), 0);
    m_bytes.erase(first, first + static_cast<std::ptrdiff_t>(count));
    Lengthen(-static_cast<int>(count));
}

void
IntHead::SetIpv4Word(std::size_t offset, uint16_t value)
{
    uint8_t* word = m_bytes.data() + offset;
    if (m_hasChecksums)
    {
        uint8_t* checksum = m_bytes.data() + IPV4_CHECKSUM;
        StoreBig16(checksum, UpdatedChecksum(LoadBig16(checksum), LoadBig16(word), value));
    }
    StoreBig16(word, value);
}

void
IntHead::Lengthen(int change)
{
    const auto changed = [change](uint16_t length) {
        return static_cast<uint16_t>(length + change);
    };
    if (m_place.isIpv6)
    {
        uint8_t* length = m_bytes.data() + IPV6_PAYLOAD_LENGTH;
        StoreBig16(length, changed(LoadBig16(length)));
    }
    else
    {
        SetIpv4Word(TOTAL_LENGTH, changed(LoadBig16(m_bytes.data() + TOTAL_LENGTH)));
    }
    // The pseudo header has the length of UDP or TCP; UDP's header has it too.
    const std::size_t l4Bytes = PacketBytes() - m_place.l4;
    const auto now = static_cast<uint16_t>(l4Bytes);
    const auto before = static_cast<uint16_t>(now - change);
    UpdateL4(before, now);
    if (!m_place.isTcp)
    {
        const std::size_t offset = m_place.l4 + UDP_LENGTH;
        SetWord(offset, changed(LoadBig16(m_bytes.data() + offset)));
    }
}

void
IntHead::UpdateL4(uint64_t removed, uint64_t added)
{
    uint8_t* place = m_bytes.data() + ChecksumOffset(m_place);
    const uint16_t checksum = LoadBig16(place);
    if (!m_hasChecksums || (!m_place.isTcp && checksum == 0))
    {
        return;
    }
    const uint16_t updated = UpdatedChecksum(checksum, removed, added);
    // UDP says a sum of 0 with all ones.
    StoreBig16(place, updated == 0 && !m_place.isTcp ? OTHER_ZERO : updated);
}

bool
CanCarryInt(const IntHead& head)
{
    const IntPlace& place = head.Place();
    const bool isOtherZero =
        place.isTcp && LoadBig16(head.Bytes().data() + ChecksumOffset(place)) == OTHER_ZERO;
    return head.Holds(0) && !isOtherZero;
}

} // namespace ns3::synthnet
