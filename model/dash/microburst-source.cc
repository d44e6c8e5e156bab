/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "microburst-source.h"

#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(MicroburstSource);

TypeId
MicroburstSource::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::MicroburstSource")
                            .SetParent<Application>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<MicroburstSource>()
                            .AddAttribute("Remote",
                                          "Address and UDP port that the packets go to",
                                          AddressValue(),
                                          MakeAddressAccessor(&MicroburstSource::m_remote),
                                          MakeAddressChecker())
                            .AddAttribute("Process",
                                          "When to send and how much",
                                          StringValue("ns3::synthnet::MicroburstProcess"),
                                          MakePointerAccessor(&MicroburstSource::m_process),
                                          MakePointerChecker<MicroburstProcess>())
                            .AddTraceSource("Tx",
                                            "A packet is sent",
                                            MakeTraceSourceAccessor(&MicroburstSource::m_sent),
                                            "ns3::Packet::TracedCallback");
    return tid;
}

int64_t
MicroburstSource::AssignStreams(int64_t stream)
{
    return m_process->AssignStreams(stream);
}

void
MicroburstSource::DoDispose()
{
    m_next.Cancel();
    m_socket = nullptr;
    m_process = nullptr;
    Application::DoDispose();
}

void
MicroburstSource::StartApplication()
{
    m_socket = Socket::CreateSocket(GetNode(), UdpSocketFactory::GetTypeId());
    m_socket->Connect(m_remote);
    m_socket->ShutdownRecv();
    ScheduleNext();
}

void
MicroburstSource::StopApplication()
{
    m_next.Cancel();
    if (m_socket)
    {
        m_socket->Close();
        m_socket = nullptr;
    }
}

void
MicroburstSource::ScheduleNext()
{
    const MicroburstProcess::Emission emission = m_process->Next();
    m_next = Simulator::Schedule(emission.wait, &MicroburstSource::Send, this, emission.payload);
}

void
MicroburstSource::Send(uint32_t payload)
{
    auto packet = Create<Packet>(payload);
    m_sent(packet);
    m_socket->Send(packet);
    ScheduleNext();
}

} // namespace ns3::synthnet
