/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPORT_COLLECTOR_H
#define SYNTHNET_REPORT_COLLECTOR_H

#include "path-collector.h"

#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/nstime.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Receives the telemetry reports of an INT domain, and tells each packet's path.
 *
 * Reports come as UDP packets over the network, or directly where Receive() is connected to the
 * nodes' trace sources.
 */
class ReportCollector : public Application
{
  public:
    /// @return the type
    static TypeId GetTypeId();
    ReportCollector();
    ~ReportCollector() override;

    /// @brief Takes a report in. @param payload what UDP would carry
    void Receive(const std::vector<uint8_t>& payload);

    /// @brief Nothing more will come: the paths that are not whole are ended.
    void Finish();

    PathCollector::Counters GetCounters() const; //!< so far

    /**
     * Signature of the Path trace source.
     * @param path of a packet
     * @param arrival of its last report
     */
    using PathTracedCallback = void (*)(const IntPath& path, Time arrival);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    void HandleReadable(Ptr<Socket> socket);
    PathCollector& Collector();

    uint16_t m_port{0};
    uint32_t m_hops{0};
    Time m_patience;
    bool m_carriesInt{true};
    bool m_byPort{false};
    uint8_t m_dscp{0};
    uint16_t m_intPort{0};
    Ptr<Socket> m_socket;
    std::unique_ptr<PathCollector> m_collector; //!< made with the first report
    TracedCallback<const IntPath&, Time> m_pathTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPORT_COLLECTOR_H
