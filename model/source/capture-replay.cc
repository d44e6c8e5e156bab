/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-replay.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(CaptureReplay);

namespace
{

/// @return a number that no other replay of this process has
uint32_t
NextNumber()
{
    static uint32_t number = 0;
    return ++number;
}

bool
IsMalformed(const PacketLayers& layers)
{
    switch (layers.fault)
    {
    case LayerFault::IP_CUT:
    case LayerFault::IP_HEADER_LENGTH:
    case LayerFault::IP_LENGTH:
    case LayerFault::EXTENSION_CUT:
        return true;
    default:
        return false;
    }
}

} // namespace

TypeId
CaptureReplay::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::CaptureReplay")
            .SetParent<ReplaySource>()
            .SetGroupName("Synthnet")
            .AddConstructor<CaptureReplay>()
            .AddAttribute("Ports",
                          "TCP and UDP ports in place of those of the capture, such as "
                          "443=8443,80=8080; others stay",
                          StringValue(""),
                          MakeStringAccessor(&CaptureReplay::m_portsText),
                          MakeStringChecker())
            .AddAttribute("CountFlows",
                          "Whether GetFlows() tells what became of each flow; memory then grows "
                          "with the flows",
                          BooleanValue(false),
                          MakeBooleanAccessor(&CaptureReplay::m_countsFlows),
                          MakeBooleanChecker())
            .AddTraceSource("Sent",
                            "A packet leaves its node",
                            MakeTraceSourceAccessor(&CaptureReplay::m_sentTrace),
                            "ns3::synthnet::CaptureReplay::PacketTracedCallback")
            .AddTraceSource("Received",
                            "A packet has come to the other node",
                            MakeTraceSourceAccessor(&CaptureReplay::m_receivedTrace),
                            "ns3::synthnet::CaptureReplay::PacketTracedCallback");
    return tid;
}

CaptureReplay::CaptureReplay() = default;

CaptureReplay::~CaptureReplay() = default;

void
CaptureReplay::Check() const
{
    ReplaySource::Check();
    ParsePortMap(m_portsText);
}

const CaptureReplay::Counters&
CaptureReplay::GetCounters() const
{
    return m_counters;
}

std::vector<ReplayedFlow>
CaptureReplay::GetFlows() const
{
    return m_flows;
}

void
CaptureReplay::DoDispose()
{
    m_event.Cancel();
    m_reader.reset();
    m_senders.clear();
    for (auto& sink : m_sinks)
    {
        if (sink)
        {
            sink->Remove(m_number);
        }
        sink = nullptr;
    }
    ReplaySource::DoDispose();
}

void
CaptureReplay::StartApplication()
{
    Check();
    m_ports = ParsePortMap(m_portsText);
    FindSides();
    m_number = NextNumber();
    for (const Side side : {CLIENT, SERVER})
    {
        m_addresses[side][0] = AddressOf(side, 4);
        m_addresses[side][1] = AddressOf(side, 6);
        m_senders.emplace_back(NodeOf(side));
        m_sinks[side] = ReplaySink::Of(NodeOf(side));
        m_sinks[side]->Add(m_number, [this](Ptr<const Packet> packet, const ReplayedPacket& what) {
            OnReceived(packet, what);
        });
    }
    BeginLoop();
}

void
CaptureReplay::StopApplication()
{
    m_event.Cancel();
    m_reader.reset();
}

void
CaptureReplay::BeginLoop()
{
    m_loopStart = Simulator::Now();
    m_reader = std::make_unique<CaptureReader>(File());
    m_clock = CaptureClock(LongestGap());
    m_table = FlowTable();
    m_due = Time();
    ScheduleNext();
}

void
CaptureReplay::EndLoop()
{
    NoteDamage(m_reader->DamageNote());
    const bool isEmpty = m_reader->Packets() == 0;
    m_counters.late += m_clock.Late();
    m_reader.reset();
    if (isEmpty || !HasLoopAfter(m_loop))
    {
        Finish();
        return;
    }
    ++m_loop;
    const Time next = m_loopStart + LoopPeriod(m_due);
    m_event = Simulator::Schedule(next - Simulator::Now(), &CaptureReplay::BeginLoop, this);
}

void
CaptureReplay::ScheduleNext()
{
    m_next = m_reader->Next();
    if (!m_next)
    {
        EndLoop();
        return;
    }
    m_due = NanoSeconds(AtSpeed(m_clock.Read(m_next->time), Speed()));
    m_event =
        Simulator::Schedule(m_loopStart + m_due - Simulator::Now(), &CaptureReplay::SendNext, this);
}

void
CaptureReplay::SendNext()
{
    Send(*m_next);
    ScheduleNext();
}

void
CaptureReplay::Send(const CapturedPacket& captured)
{
    const uint8_t* ip = captured.Ip();
    const auto layers = captured.Layers();
    if (!layers)
    {
        ++m_counters.notIp;
        return;
    }
    ReplayTag tag;
    tag.replay = m_number;
    tag.protocol = layers->protocol;
    tag.packet.number = captured.number;
    tag.packet.loop = m_loop;
    if (m_countsFlows)
    {
        const FlowTable::Place place = m_table.Add(ip, *layers);
        tag.packet.flow = static_cast<uint32_t>(place.flow);
        tag.packet.isForward = place.isForward;
        if (place.flow == m_flows.size())
        {
            m_flows.emplace_back();
            m_flows.back().ends = m_table.Ends(place.flow);
        }
    }
    if (IsMalformed(*layers))
    {
        ++m_counters.malformed;
        return;
    }
    const FlowEnds ends = ReadEnds(ip, *layers);
    const Side side = SideOf(layers->version, ends.source.address);
    const int version = layers->version == 4 ? 0 : 1;
    const auto& source = m_addresses[side][version];
    const auto& destination = m_addresses[side == CLIENT ? SERVER : CLIENT][version];
    if (!source || !destination)
    {
        ++m_counters.noAddress;
        return;
    }
    tag.packet.fromClient = side == CLIENT;
    const std::size_t size = IpBytes(ip, *layers, captured.wire - *captured.ip);
    std::vector<uint8_t> bytes = WholePacket(ip, *layers, size);
    RewriteEnds(bytes, *layers, *source, *destination, m_ports);
    const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(size));
    packet->AddPacketTag(tag);
    const Ptr<Packet> sent = m_sentTrace.IsEmpty() ? nullptr : packet->Copy();
    switch (m_senders[side].Send(packet))
    {
    case IpSender::Result::NO_ROUTE:
        ++m_counters.noRoute;
        return;
    case IpSender::Result::TOO_LONG:
        ++m_counters.tooLong;
        return;
    case IpSender::Result::SENT:
        break;
    }
    ++m_counters.sent;
    m_counters.sentBytes += size;
    m_counters.padded += size > layers->end;
    if (m_countsFlows)
    {
        ReplayedFlow::Way& way = m_flows[tag.packet.flow].ways[tag.packet.isForward ? 0 : 1];
        ++way.sentPackets;
        way.sentBytes += size;
    }
    if (sent)
    {
        m_sentTrace(sent, tag.packet);
    }
}

void
CaptureReplay::OnReceived(Ptr<const Packet> packet, const ReplayedPacket& what)
{
    // The network may have made fragments of it, which it keeps in order.
    auto& last = m_lastReceived[what.fromClient ? CLIENT : SERVER];
    const std::pair which(what.number, what.loop);
    const bool isFirst = last != which;
    last = which;
    ++(isFirst ? m_counters.received : m_counters.fragments);
    m_counters.receivedBytes += packet->GetSize();
    if (m_countsFlows)
    {
        ReplayedFlow& flow = m_flows[what.flow];
        ReplayedFlow::Way& way = flow.ways[what.isForward ? 0 : 1];
        way.receivedPackets += isFirst ? 1 : 0;
        way.receivedBytes += packet->GetSize();
        flow.last = Simulator::Now();
    }
    m_receivedTrace(packet, what);
}

} // namespace ns3::synthnet
