/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "telemetry-report-header.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(TelemetryReportHeader);

TypeId
TelemetryReportHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::TelemetryReportHeader")
                            .SetParent<Header>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<TelemetryReportHeader>();
    return tid;
}

TypeId
TelemetryReportHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

const ReportPacket&
TelemetryReportHeader::GetReports() const
{
    return m_reports;
}

void
TelemetryReportHeader::SetReports(const ReportPacket& reports)
{
    EncodeReportPacket(reports); // refuses what cannot be written
    m_reports = reports;
}

uint32_t
TelemetryReportHeader::GetSerializedSize() const
{
    return static_cast<uint32_t>(EncodeReportPacket(m_reports).size());
}

void
TelemetryReportHeader::Serialize(Buffer::Iterator start) const
{
    const std::vector<uint8_t> bytes = EncodeReportPacket(m_reports);
    start.Write(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

uint32_t
TelemetryReportHeader::Deserialize(Buffer::Iterator start)
{
    std::vector<uint8_t> bytes(start.GetRemainingSize());
    start.Read(bytes.data(), static_cast<uint32_t>(bytes.size()));
    const auto reports = DecodeReportPacket(bytes.data(), bytes.size());
    m_reports = reports.value_or(ReportPacket());
    return reports ? static_cast<uint32_t>(bytes.size()) : 0;
}

void
TelemetryReportHeader::Print(std::ostream& os) const
{
    os << "node=" << m_reports.group.nodeId << " sequence=" << m_reports.group.sequence
       << " reports=" << m_reports.reports.size();
}

} // namespace ns3::synthnet
