/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TIMEGAN_TELEMETRY_SOURCE_H
#define SYNTHNET_TIMEGAN_TELEMETRY_SOURCE_H

#include "hop-columns.h"
#include "timegan-source.h"

#include "ns3/ipv4-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/socket.h"

#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @brief Tells telemetry that a model draws: through the trace source Row, and, when Remote is
 * set, in INT probes to an IntCollector, as if they had crossed the switches of the testbed.
 *
 * HopColumns says what of a row goes into a probe. An IntSwitch on the way would add its own record
 * to them; set another Protocol here and at the collector where one is.
 */
class TimeGanTelemetrySource : public TimeGanSource
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    TimeGanTelemetrySource();
    ~TimeGanTelemetrySource() override;

    uint64_t GetSent() const; //!< probes sent

  protected:
    void DoDispose() override;
    void Open(const std::vector<std::string>& columns) override;
    void Take(const Table& row) override;
    void Close() override;

  private:
    Ipv4Address m_remote;
    uint8_t m_protocol;
    Time m_upTime;
    std::optional<HopColumns> m_hops; //!< when probes are sent
    Ptr<Socket> m_socket;
    uint64_t m_sent{0};
    TracedCallback<Ptr<const Packet>> m_txTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TIMEGAN_TELEMETRY_SOURCE_H
