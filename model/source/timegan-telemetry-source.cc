/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-telemetry-source.h"

#include "ns3/probe-header.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetTimeGanTelemetrySource");

NS_OBJECT_ENSURE_REGISTERED(TimeGanTelemetrySource);

TypeId
TimeGanTelemetrySource::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::TimeGanTelemetrySource")
            .SetParent<TimeGanSource>()
            .SetGroupName("Synthnet")
            .AddConstructor<TimeGanTelemetrySource>()
            .AddAttribute("Remote",
                          "The IPv4 address that probes are sent to; 0.0.0.0 for none.",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&TimeGanTelemetrySource::m_remote),
                          MakeIpv4AddressChecker())
            .AddAttribute("Protocol",
                          "The IP protocol number of the probes.",
                          UintegerValue(PROBE_PROTOCOL),
                          MakeUintegerAccessor(&TimeGanTelemetrySource::m_protocol),
                          MakeUintegerChecker<uint8_t>(PROBE_MIN_PROTOCOL))
            .AddAttribute("UpTime",
                          "How long the switches that the probes tell of had run when the "
                          "simulation began; their timestamps count from their own start.",
                          TimeValue(Minutes(1)),
                          MakeTimeAccessor(&TimeGanTelemetrySource::m_upTime),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Tx",
                            "A probe is sent, with its header.",
                            MakeTraceSourceAccessor(&TimeGanTelemetrySource::m_txTrace),
                            "ns3::Packet::TracedCallback");
    return tid;
}

TimeGanTelemetrySource::TimeGanTelemetrySource() = default;

TimeGanTelemetrySource::~TimeGanTelemetrySource() = default;

uint64_t
TimeGanTelemetrySource::GetSent() const
{
    return m_sent;
}

void
TimeGanTelemetrySource::DoDispose()
{
    m_socket = nullptr;
    TimeGanSource::DoDispose();
}

void
TimeGanTelemetrySource::Open(const std::vector<std::string>& columns)
{
    if (m_remote == Ipv4Address::GetAny())
    {
        return;
    }
    m_hops.emplace(columns);
    m_socket = Socket::CreateSocket(GetNode(), Ipv4RawSocketFactory::GetTypeId());
    m_socket->SetAttribute("Protocol", UintegerValue(m_protocol));
    m_socket->ShutdownRecv(); // a probe that comes here is the collector's
}

void
TimeGanTelemetrySource::Take(const Table& row)
{
    if (!m_socket)
    {
        return;
    }
    ProbeHeader probe;
    const Time now = m_upTime + Simulator::Now();
    probe.SetHops(m_hops->Read(row, static_cast<uint64_t>(now.GetMicroSeconds())));
    const auto packet = Create<Packet>();
    packet->AddHeader(probe);
    m_txTrace(packet);
    if (m_socket->SendTo(packet, 0, InetSocketAddress(m_remote, 0)) >= 0)
    {
        ++m_sent;
    }
    else
    {
        NS_LOG_WARN("a probe could not be sent to " << m_remote);
    }
}

void
TimeGanTelemetrySource::Close()
{
    if (m_socket)
    {
        m_socket->Close();
        m_socket = nullptr;
    }
}

} // namespace ns3::synthnet
