/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "report-collector.h"

#include "ns3/input-error.h"

#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <chrono>
#include <string>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetReportCollector");
NS_OBJECT_ENSURE_REGISTERED(ReportCollector);

TypeId
ReportCollector::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ReportCollector")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddConstructor<ReportCollector>()
            .AddAttribute("Port",
                          "The UDP port that reports come to.",
                          UintegerValue(REPORT_PORT),
                          MakeUintegerAccessor(&ReportCollector::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Hops",
                          "Nodes on each path of the domain; 0: paths differ.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&ReportCollector::m_hops),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Patience",
                          "How long the reports of one packet may be apart.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&ReportCollector::m_patience),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("CarriesInt",
                          "Whether the domain's packets carry INT, as with MD and MX; with XD they "
                          "do not.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&ReportCollector::m_carriesInt),
                          MakeBooleanChecker())
            .AddAttribute("ByPort",
                          "As that of the domain's nodes.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&ReportCollector::m_byPort),
                          MakeBooleanChecker())
            .AddAttribute("Dscp",
                          "As that of the domain's nodes.",
                          UintegerValue(IntPresence().dscp),
                          MakeUintegerAccessor(&ReportCollector::m_dscp),
                          MakeUintegerChecker<uint8_t>(1, 63))
            .AddAttribute("IntPort",
                          "As Port of the domain's nodes.",
                          UintegerValue(IntPresence().port),
                          MakeUintegerAccessor(&ReportCollector::m_intPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddTraceSource("Path",
                            "All reports of a packet have come: its hops, and the time.",
                            MakeTraceSourceAccessor(&ReportCollector::m_pathTrace),
                            "ns3::synthnet::ReportCollector::PathTracedCallback");
    return tid;
}

ReportCollector::ReportCollector() = default;

ReportCollector::~ReportCollector() = default;

PathCollector&
ReportCollector::Collector()
{
    if (!m_collector)
    {
        m_collector = std::make_unique<PathCollector>(
            m_hops,
            m_carriesInt ? std::optional(IntPresence{m_byPort, m_dscp, m_intPort}) : std::nullopt,
            std::chrono::nanoseconds(m_patience.GetNanoSeconds()),
            [this](const IntPath& path, std::chrono::nanoseconds arrival) {
                m_pathTrace(path, NanoSeconds(arrival.count()));
            });
    }
    return *m_collector;
}

void
ReportCollector::Receive(const std::vector<uint8_t>& payload)
{
    Collector().Receive(payload.data(),
                        payload.size(),
                        std::chrono::nanoseconds(Simulator::Now().GetNanoSeconds()));
}

void
ReportCollector::Finish()
{
    Collector().Finish();
}

PathCollector::Counters
ReportCollector::GetCounters() const
{
    return m_collector ? m_collector->GetCounters() : PathCollector::Counters();
}

void
ReportCollector::DoDispose()
{
    m_socket = nullptr;
    Application::DoDispose();
}

void
ReportCollector::StartApplication()
{
    if (m_socket)
    {
        return;
    }
    m_socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    if (m_socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), m_port)) != 0)
    {
        throw InputError("report collector: UDP port " + std::to_string(m_port) +
                         " is taken on this node, expected a free one");
    }
    m_socket->SetRecvCallback(MakeCallback(&ReportCollector::HandleReadable, this));
}

void
ReportCollector::StopApplication()
{
    if (m_socket)
    {
        m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        m_socket->Close();
        m_socket = nullptr;
    }
}

void
ReportCollector::HandleReadable(Ptr<Socket> socket)
{
    while (const Ptr<Packet> packet = socket->Recv())
    {
        std::vector<uint8_t> payload(packet->GetSize());
        packet->CopyData(payload.data(), payload.size());
        Receive(payload);
    }
}

} // namespace ns3::synthnet
