/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TELEMETRY_REPORT_HEADER_H
#define SYNTHNET_TELEMETRY_REPORT_HEADER_H

#include "telemetry-report.h"

#include "ns3/ns3-version.h"

#include "ns3/header.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief The whole UDP payload of a telemetry report v2.0: the group header and its reports, inner
 * packets included.
 */
class TelemetryReportHeader : public Header
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;

    const ReportPacket& GetReports() const;
    void SetReports(const ReportPacket& reports); //!< as AppendReport() takes them, or InputError

    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /// @return the bytes read, all that there are; 0, and no report, when DecodeReportPacket()
    ///         refuses them
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    ReportPacket m_reports;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TELEMETRY_REPORT_HEADER_H
