/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "probe-sender.h"

#include "probe-header.h"

#include "ns3/bounded.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetProbeSender");

NS_OBJECT_ENSURE_REGISTERED(ProbeSender);

namespace
{

constexpr double MOST_SECONDS = 1e8; // ns-3's time has room for 92 of them

} // namespace

TypeId
ProbeSender::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ProbeSender")
            .SetParent<Application>()
            .SetGroupName("Synthnet")
            .AddConstructor<ProbeSender>()
            .AddAttribute("Remote",
                          "The IPv4 address that the probes are sent to; must be set.",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&ProbeSender::m_remote),
                          MakeIpv4AddressChecker())
            .AddAttribute("Protocol",
                          "The IP protocol number of the probes.",
                          UintegerValue(PROBE_PROTOCOL),
                          MakeUintegerAccessor(&ProbeSender::m_protocol),
                          MakeUintegerChecker<uint8_t>(PROBE_MIN_PROTOCOL))
            .AddAttribute("Interval",
                          "The time from one probe to the next, without Jitter.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&ProbeSender::m_interval),
                          MakeTimeChecker(NanoSeconds(1), Seconds(MOST_SECONDS)))
            .AddAttribute("Jitter",
                          "Seconds added to each Interval, 0 to 1e8; draws out of that range "
                          "count as the nearest in it.",
                          StringValue("ns3::ConstantRandomVariable[Constant=0]"),
                          MakePointerAccessor(&ProbeSender::m_jitter),
                          MakePointerChecker<RandomVariableStream>())
            .AddTraceSource("Tx",
                            "A probe was sent, with its header.",
                            MakeTraceSourceAccessor(&ProbeSender::m_txTrace),
                            "ns3::Packet::TracedCallback");
    return tid;
}

ProbeSender::ProbeSender() = default;

ProbeSender::~ProbeSender() = default;

uint64_t
ProbeSender::GetSent() const
{
    return m_sent;
}

int64_t
ProbeSender::AssignStreams(int64_t stream)
{
    m_jitter->SetStream(stream);
    return 1;
}

void
ProbeSender::DoDispose()
{
    m_next.Cancel();
    m_socket = nullptr;
    m_jitter = nullptr;
    Application::DoDispose();
}

void
ProbeSender::StartApplication()
{
    NS_ABORT_MSG_IF(m_remote == Ipv4Address::GetAny(),
                    "ns3::synthnet::ProbeSender: the attribute Remote is not set");
    if (!m_socket)
    {
        m_socket = Socket::CreateSocket(GetNode(), Ipv4RawSocketFactory::GetTypeId());
        m_socket->SetAttribute("Protocol", UintegerValue(m_protocol));
        m_socket->ShutdownRecv(); // a probe that comes here is the collector's
    }
    Send();
}

void
ProbeSender::StopApplication()
{
    m_next.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket = nullptr;
    }
}

void
ProbeSender::Send()
{
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(ProbeHeader());
    m_txTrace(packet);
    if (m_socket->SendTo(packet, 0, InetSocketAddress(m_remote, 0)) >= 0)
    {
        ++m_sent;
    }
    else
    {
        NS_LOG_WARN("a probe could not be sent to " << m_remote);
    }
    const Time jitter = Seconds(Bounded(m_jitter->GetValue(), 0, MOST_SECONDS));
    m_next = Simulator::Schedule(m_interval + jitter, &ProbeSender::Send, this);
}

} // namespace ns3::synthnet
