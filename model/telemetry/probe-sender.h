/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PROBE_SENDER_H
#define SYNTHNET_PROBE_SENDER_H

#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/random-variable-stream.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Sends the testbed's probes: packets without a hop, which the switches on the way fill.
 *
 * The first probe leaves when the application starts, each further one Interval and a draw of
 * Jitter after the one before. The testbed's sender slept for a second between two probes and
 * needed some more for the work: 1.019 s pass from one probe to the next in the median.
 */
class ProbeSender : public Application
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    ProbeSender();
    ~ProbeSender() override;

    uint64_t GetSent() const; //!< probes sent

    /**
     * @brief Fixes the random variable streams.
     * @param stream the first stream number
     * @return how many were used: 1
     */
    int64_t AssignStreams(int64_t stream) SYNTHNET_OVERRIDE_SINCE_3_42;

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    void Send();

    Ipv4Address m_remote;
    uint8_t m_protocol;
    Time m_interval;
    Ptr<RandomVariableStream> m_jitter;
    Ptr<Socket> m_socket;
    EventId m_next;
    uint64_t m_sent{0};
    TracedCallback<Ptr<const Packet>> m_txTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PROBE_SENDER_H
