/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "probe-header.h"

#include "ns3/input-error.h"

#include <string>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ProbeHeader);

TypeId
ProbeHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::ProbeHeader")
                            .SetParent<Header>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<ProbeHeader>();
    return tid;
}

TypeId
ProbeHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
ProbeHeader::PushHop(const IntMetadata& hop)
{
    if (m_hops.size() == PROBE_MAX_HOPS)
    {
        throw InputError("a probe crosses another switch after " + std::to_string(PROBE_MAX_HOPS) +
                         ", expected at most as many: is there a loop?");
    }
    m_hops.insert(m_hops.begin(), hop);
}

const ProbeHops&
ProbeHeader::GetHops() const
{
    return m_hops;
}

void
ProbeHeader::SetHops(const ProbeHops& hops)
{
    m_hops = hops;
}

uint32_t
ProbeHeader::GetSerializedSize() const
{
    return static_cast<uint32_t>(ProbeBytes(m_hops.size()));
}

void
ProbeHeader::Serialize(Buffer::Iterator start) const
{
    const std::vector<uint8_t> bytes = EncodeProbe(m_hops);
    start.Write(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

uint32_t
ProbeHeader::Deserialize(Buffer::Iterator start)
{
    m_hops.clear();
    if (start.GetRemainingSize() < PROBE_COUNT_BYTES)
    {
        return 0;
    }
    Buffer::Iterator peek = start;
    const auto size = static_cast<uint32_t>(ProbeBytes(peek.ReadNtohU16()));
    if (start.GetRemainingSize() < size)
    {
        return 0;
    }
    std::vector<uint8_t> bytes(size);
    start.Read(bytes.data(), size);
    m_hops = DecodeProbe(bytes.data(), size).value();
    return size;
}

void
ProbeHeader::Print(std::ostream& os) const
{
    os << "hops=" << m_hops.size();
    for (const IntMetadata& hop : m_hops)
    {
        os << " (switch " << hop.switchId << " enq_qdepth " << hop.enqQdepth << " deq_timedelta "
           << hop.deqTimedelta << " us)";
    }
}

} // namespace ns3::synthnet
