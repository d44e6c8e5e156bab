/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-hop.h"

#include "ns3/big-endian.h"

#include <bitset>

namespace ns3::synthnet
{
namespace
{

constexpr uint32_t MASK_24 = 0xffffff;

class Writer
{
  public:
    explicit Writer(uint8_t* bytes)
        : m_next(bytes)
    {
    }

    void Word(uint32_t value)
    {
        StoreBig32(m_next, value);
        m_next += 4;
    }

    void Words(uint64_t value)
    {
        StoreBig64(m_next, value);
        m_next += 8;
    }

    void Halves(uint16_t high, uint16_t low)
    {
        Word(uint32_t{high} << 16 | low);
    }

    void ByteAndRest(uint8_t high, uint32_t low)
    {
        Word(uint32_t{high} << 24 | (low & MASK_24));
    }

  private:
    uint8_t* m_next;
};

class Reader
{
  public:
    explicit Reader(const uint8_t* bytes)
        : m_next(bytes)
    {
    }

    void Word(uint32_t& value)
    {
        value = LoadBig32(m_next);
        m_next += 4;
    }

    void Words(uint64_t& value)
    {
        value = LoadBig64(m_next);
        m_next += 8;
    }

    void Halves(uint16_t& high, uint16_t& low)
    {
        high = LoadBig16(m_next);
        low = LoadBig16(m_next + 2);
        m_next += 4;
    }

    void ByteAndRest(uint8_t& high, uint32_t& low)
    {
        high = m_next[0];
        low = LoadBig32(m_next) & MASK_24;
        m_next += 4;
    }

  private:
    const uint8_t* m_next;
};

/// The layout, once for both directions.
template <typename Hop, typename Bytes>
void
Walk(Hop& hop, uint16_t bitmap, Bytes& bytes)
{
    if (bitmap & INT_NODE_ID)
    {
        bytes.Word(hop.nodeId);
    }
    if (bitmap & INT_LEVEL1_INTERFACES)
    {
        bytes.Halves(hop.ingressInterface, hop.egressInterface);
    }
    if (bitmap & INT_HOP_LATENCY)
    {
        bytes.Word(hop.hopLatency);
    }
    if (bitmap & INT_QUEUE_OCCUPANCY)
    {
        bytes.ByteAndRest(hop.queueId, hop.queueOccupancy);
    }
    if (bitmap & INT_INGRESS_TIMESTAMP)
    {
        bytes.Words(hop.ingressTimestamp);
    }
    if (bitmap & INT_EGRESS_TIMESTAMP)
    {
        bytes.Words(hop.egressTimestamp);
    }
    if (bitmap & INT_LEVEL2_INTERFACES)
    {
        bytes.Word(hop.ingressInterface2);
        bytes.Word(hop.egressInterface2);
    }
    if (bitmap & INT_TX_UTILIZATION)
    {
        bytes.Word(hop.txUtilization);
    }
    if (bitmap & INT_BUFFER_OCCUPANCY)
    {
        bytes.ByteAndRest(hop.bufferId, hop.bufferOccupancy);
    }
    for (std::size_t i = 0; i < hop.reserved.size(); ++i)
    {
        if (bitmap & (0x0040 >> i))
        {
            bytes.Word(hop.reserved[i]);
        }
    }
    if (bitmap & INT_CHECKSUM_COMPLEMENT)
    {
        bytes.Word(hop.last);
    }
}

} // namespace

unsigned
IntHopWords(uint16_t bitmap)
{
    constexpr uint16_t TWO_WORDS =
        INT_INGRESS_TIMESTAMP | INT_EGRESS_TIMESTAMP | INT_LEVEL2_INTERFACES;
    return static_cast<unsigned>(std::bitset<16>(bitmap).count() +
                                 std::bitset<16>(bitmap & TWO_WORDS).count());
}

uint16_t
AvailableMetadata(const IntHop& hop)
{
    const auto has = [](auto value) { return value != INT_UNAVAILABLE<decltype(value)>; };
    unsigned bits = 0;
    bits |= has(hop.nodeId) ? INT_NODE_ID : 0;
    bits |= has(hop.ingressInterface) || has(hop.egressInterface) ? INT_LEVEL1_INTERFACES : 0;
    bits |= has(hop.hopLatency) ? INT_HOP_LATENCY : 0;
    bits |= hop.queueOccupancy != INT_UNAVAILABLE_24 ? INT_QUEUE_OCCUPANCY : 0;
    bits |= has(hop.ingressTimestamp) ? INT_INGRESS_TIMESTAMP : 0;
    bits |= has(hop.egressTimestamp) ? INT_EGRESS_TIMESTAMP : 0;
    bits |= has(hop.ingressInterface2) || has(hop.egressInterface2) ? INT_LEVEL2_INTERFACES : 0;
    bits |= has(hop.txUtilization) ? INT_TX_UTILIZATION : 0;
    bits |= hop.bufferOccupancy != INT_UNAVAILABLE_24 ? INT_BUFFER_OCCUPANCY : 0;
    for (std::size_t i = 0; i < hop.reserved.size(); ++i)
    {
        bits |= has(hop.reserved[i]) ? 0x0040U >> i : 0;
    }
    bits |= has(hop.last) ? INT_CHECKSUM_COMPLEMENT : 0;
    return static_cast<uint16_t>(bits);
}

bool
operator==(const IntHop& a, const IntHop& b)
{
    return a.nodeId == b.nodeId && a.ingressInterface == b.ingressInterface &&
           a.egressInterface == b.egressInterface && a.hopLatency == b.hopLatency &&
           a.queueId == b.queueId && a.queueOccupancy == b.queueOccupancy &&
           a.ingressTimestamp == b.ingressTimestamp && a.egressTimestamp == b.egressTimestamp &&
           a.ingressInterface2 == b.ingressInterface2 && a.egressInterface2 == b.egressInterface2 &&
           a.txUtilization == b.txUtilization && a.bufferId == b.bufferId &&
           a.bufferOccupancy == b.bufferOccupancy && a.reserved == b.reserved && a.last == b.last;
}

void
EncodeIntHop(const IntHop& hop, uint16_t bitmap, uint8_t* bytes)
{
    Writer writer(bytes);
    Walk(hop, bitmap, writer);
}

IntHop
DecodeIntHop(const uint8_t* bytes, uint16_t bitmap)
{
    IntHop hop;
    Reader reader(bytes);
    Walk(hop, bitmap, reader);
    return hop;
}

} // namespace ns3::synthnet
