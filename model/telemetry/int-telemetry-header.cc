/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-telemetry-header.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(IntTelemetryHeader);

TypeId
IntTelemetryHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::IntTelemetryHeader")
                            .SetParent<Header>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<IntTelemetryHeader>();
    return tid;
}

TypeId
IntTelemetryHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

const IntContent&
IntTelemetryHeader::GetContent() const
{
    return m_content;
}

void
IntTelemetryHeader::SetContent(const IntContent& content)
{
    EncodeInt(content); // refuses what cannot be written
    m_content = content;
}

uint32_t
IntTelemetryHeader::GetSerializedSize() const
{
    return static_cast<uint32_t>(EncodeInt(m_content).size());
}

void
IntTelemetryHeader::Serialize(Buffer::Iterator start) const
{
    const std::vector<uint8_t> bytes = EncodeInt(m_content);
    start.Write(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

uint32_t
IntTelemetryHeader::Deserialize(Buffer::Iterator start)
{
    constexpr std::size_t MOST_BYTES = INT_SHIM_BYTES + std::size_t{4} * INT_MOST_SHIM_WORDS;
    std::vector<uint8_t> bytes(std::min<std::size_t>(start.GetRemainingSize(), MOST_BYTES));
    start.Read(bytes.data(), static_cast<uint32_t>(bytes.size()));
    const auto content = ReadInt(bytes.data(), bytes.size());
    m_content = content.value_or(IntContent());
    return content ? static_cast<uint32_t>(IntBytes(bytes.data())) : 0;
}

void
IntTelemetryHeader::Print(std::ostream& os) const
{
    const IntHeader& header = m_content.header;
    os << (m_content.shim.type == INT_MX ? "INT-MX" : "INT-MD") << " domain=" << header.domainId
       << " bitmap=" << header.bitmap << " remaining=" << +header.remainingHops
       << (header.discard ? " D" : "") << (header.exceeded ? " E" : "")
       << (header.mtuExceeded ? " M" : "") << " hops=" << m_content.hops.size();
    for (const IntHop& hop : m_content.hops)
    {
        os << " (node " << hop.nodeId << " queue " << hop.queueOccupancy << " latency "
           << hop.hopLatency << ")";
    }
}

} // namespace ns3::synthnet
