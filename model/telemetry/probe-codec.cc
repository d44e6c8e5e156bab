/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "probe-codec.h"

#include "ns3/big-endian.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <string>

namespace ns3::synthnet
{

namespace
{

/// Appends fields of any width, the highest bit first.
class BitWriter
{
  public:
    /// @param bytes where to write
    explicit BitWriter(uint8_t* bytes)
        : m_next(bytes)
    {
    }

    void Put(uint64_t value, unsigned width)
    {
        while (width > 0)
        {
            const unsigned take = std::min(width, 8 - m_used);
            width -= take;
            const uint64_t bits = (value >> width) & ((1u << take) - 1);
            m_byte = static_cast<uint8_t>(m_byte | bits << (8 - m_used - take));
            m_used += take;
            if (m_used == 8)
            {
                *m_next++ = m_byte;
                m_byte = 0;
                m_used = 0;
            }
        }
    }

  private:
    uint8_t* m_next;
    uint8_t m_byte{0};
    unsigned m_used{0}; // bits of m_byte
};

/// Takes fields of any width, the highest bit first.
class BitReader
{
  public:
    /// @param bytes where to read
    explicit BitReader(const uint8_t* bytes)
        : m_next(bytes)
    {
    }

    uint64_t Get(unsigned width)
    {
        uint64_t value = 0;
        while (width > 0)
        {
            const unsigned take = std::min(width, 8 - m_used);
            width -= take;
            const unsigned bits = (*m_next >> (8 - m_used - take)) & ((1u << take) - 1);
            value = value << take | bits;
            m_used += take;
            if (m_used == 8)
            {
                ++m_next;
                m_used = 0;
            }
        }
        return value;
    }

  private:
    const uint8_t* m_next;
    unsigned m_used{0}; // bits of *m_next
};

constexpr unsigned SWITCH_ID_BITS = 31;
constexpr unsigned PORT_BITS = 9;
constexpr unsigned GLOBAL_TIMESTAMP_BITS = 48;
constexpr unsigned TIME_BITS = 32;
constexpr unsigned QDEPTH_BITS = 19;

static_assert(SWITCH_ID_BITS + 3 * PORT_BITS + 2 * GLOBAL_TIMESTAMP_BITS + 2 * TIME_BITS +
                      2 * QDEPTH_BITS ==
                  8 * PROBE_HOP_BYTES,
              "the fields fill a hop");

} // namespace

void
EncodeProbeHop(const IntMetadata& hop, uint8_t* bytes)
{
    BitWriter writer(bytes);
    writer.Put(hop.switchId, SWITCH_ID_BITS);
    writer.Put(hop.ingressPort, PORT_BITS);
    writer.Put(hop.egressPort, PORT_BITS);
    writer.Put(hop.egressSpec, PORT_BITS);
    writer.Put(hop.ingressGlobalTimestamp, GLOBAL_TIMESTAMP_BITS);
    writer.Put(hop.egressGlobalTimestamp, GLOBAL_TIMESTAMP_BITS);
    writer.Put(hop.enqTimestamp, TIME_BITS);
    writer.Put(hop.enqQdepth, QDEPTH_BITS);
    writer.Put(hop.deqTimedelta, TIME_BITS);
    writer.Put(hop.deqQdepth, QDEPTH_BITS);
}

IntMetadata
DecodeProbeHop(const uint8_t* bytes)
{
    BitReader reader(bytes);
    IntMetadata hop;
    hop.switchId = static_cast<uint32_t>(reader.Get(SWITCH_ID_BITS));
    hop.ingressPort = static_cast<uint16_t>(reader.Get(PORT_BITS));
    hop.egressPort = static_cast<uint16_t>(reader.Get(PORT_BITS));
    hop.egressSpec = static_cast<uint16_t>(reader.Get(PORT_BITS));
    hop.ingressGlobalTimestamp = reader.Get(GLOBAL_TIMESTAMP_BITS);
    hop.egressGlobalTimestamp = reader.Get(GLOBAL_TIMESTAMP_BITS);
    hop.enqTimestamp = static_cast<uint32_t>(reader.Get(TIME_BITS));
    hop.enqQdepth = static_cast<uint32_t>(reader.Get(QDEPTH_BITS));
    hop.deqTimedelta = static_cast<uint32_t>(reader.Get(TIME_BITS));
    hop.deqQdepth = static_cast<uint32_t>(reader.Get(QDEPTH_BITS));
    return hop;
}

std::vector<uint8_t>
EncodeProbe(const ProbeHops& hops)
{
    if (hops.size() > PROBE_MAX_HOPS)
    {
        throw InputError("a probe of " + std::to_string(hops.size()) + " hops, expected at most " +
                         std::to_string(PROBE_MAX_HOPS));
    }
    std::vector<uint8_t> bytes(ProbeBytes(hops.size()));
    StoreBig16(bytes.data(), static_cast<uint16_t>(hops.size()));
    for (std::size_t i = 0; i < hops.size(); ++i)
    {
        EncodeProbeHop(hops[i], bytes.data() + ProbeBytes(i));
    }
    return bytes;
}

std::optional<ProbeHops>
DecodeProbe(const uint8_t* bytes, std::size_t size)
{
    if (size < PROBE_COUNT_BYTES)
    {
        return std::nullopt;
    }
    const std::size_t count = LoadBig16(bytes);
    if (size != ProbeBytes(count))
    {
        return std::nullopt;
    }
    ProbeHops hops;
    hops.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
    {
        hops.push_back(DecodeProbeHop(bytes + ProbeBytes(i)));
    }
    return hops;
}

} // namespace ns3::synthnet
