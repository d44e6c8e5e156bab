/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-collector.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <optional>
#include <vector>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetIntCollector");

NS_OBJECT_ENSURE_REGISTERED(IntCollector);

TypeId
IntCollector::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::IntCollector")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddConstructor<IntCollector>()
            .AddAttribute("Protocol",
                          "The IP protocol number of the probes.",
                          UintegerValue(PROBE_PROTOCOL),
                          MakeUintegerAccessor(&IntCollector::m_protocol),
                          MakeUintegerChecker<uint8_t>(PROBE_MIN_PROTOCOL))
            .AddTraceSource("Probe",
                            "A probe came: the switches' records, the newest first, and the time.",
                            MakeTraceSourceAccessor(&IntCollector::m_probeTrace),
                            "ns3::synthnet::IntCollector::ProbeTracedCallback")
            .AddTraceSource("Malformed",
                            "A packet came that is not a probe: its bytes after the IP header.",
                            MakeTraceSourceAccessor(&IntCollector::m_malformedTrace),
                            "ns3::Packet::TracedCallback");
    return tid;
}

IntCollector::IntCollector() = default;

IntCollector::~IntCollector() = default;

uint64_t
IntCollector::GetReceived() const
{
    return m_received;
}

uint64_t
IntCollector::GetMalformed() const
{
    return m_malformed;
}

void
IntCollector::DoDispose()
{
    m_socket = nullptr;
    Application::DoDispose();
}

void
IntCollector::StartApplication()
{
    if (!m_socket)
    {
        m_socket = Socket::CreateSocket(GetNode(), Ipv4RawSocketFactory::GetTypeId());
        m_socket->SetAttribute("Protocol", UintegerValue(m_protocol));
        m_socket->SetRecvCallback(MakeCallback(&IntCollector::Receive, this));
    }
}

void
IntCollector::StopApplication()
{
    if (m_socket)
    {
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        m_socket->Close();
        m_socket = nullptr;
    }
}

void
IntCollector::Receive(Ptr<Socket> socket)
{
    while (Ptr<Packet> packet = socket->Recv())
    {
        Ipv4Header ip;
        packet->RemoveHeader(ip); // a raw socket hands over the IP header too
        Decode(packet);
    }
}

void
IntCollector::Decode(Ptr<Packet> packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    const std::optional<ProbeHops> hops = DecodeProbe(bytes.data(), bytes.size());
    if (!hops)
    {
        ++m_malformed;
        NS_LOG_INFO("a packet of " << bytes.size() << " bytes is not a probe");
        m_malformedTrace(packet);
        return;
    }
    ++m_received;
    m_probeTrace(*hops, Simulator::Now());
}

} // namespace ns3::synthnet
