/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_COLLECTOR_H
#define SYNTHNET_INT_COLLECTOR_H

#include "probe-codec.h"

#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/socket.h"
#include "ns3/traced-callback.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Receives the testbed's probes and tells what the switches wrote into them.
 */
class IntCollector : public Application
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    IntCollector();
    ~IntCollector() override;

    uint64_t GetReceived() const;  //!< probes that were decoded
    uint64_t GetMalformed() const; //!< packets of the probes' protocol that are not probes

    /**
     * @brief The signature of the trace source Probe.
     * @param hops one record for each switch that the probe crossed, the newest first
     * @param arrival when the probe came
     */
    typedef void (*ProbeTracedCallback)(const ProbeHops& hops, Time arrival);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    void Receive(Ptr<Socket> socket);
    void Decode(Ptr<Packet> packet);

    uint8_t m_protocol;
    Ptr<Socket> m_socket;
    uint64_t m_received{0};
    uint64_t m_malformed{0};
    TracedCallback<const ProbeHops&, Time> m_probeTrace;
    TracedCallback<Ptr<const Packet>> m_malformedTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_COLLECTOR_H
