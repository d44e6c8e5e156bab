/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-replay.h"

#include "replayed-connection.h"

#include "ns3/big-endian.h"
#include "ns3/flow-script-reader.h"

#include "ns3/boolean.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/tcp-socket.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(FlowReplay);

namespace
{

constexpr std::size_t HEAD_BYTES = 128; // of a packet, which has the ports
constexpr uint32_t MOST_DATAGRAM = 65507;

/// After which a client that says nothing has lost its part of the handshake: ns-3's TCP does not
/// answer the SYN of its peer again.
const Time LONGEST_HANDSHAKE = Seconds(3);

uint16_t
PortOf(const Address& address)
{
    return InetSocketAddress::IsMatchingType(address)
               ? InetSocketAddress::ConvertFrom(address).GetPort()
               : Inet6SocketAddress::ConvertFrom(address).GetPort();
}

uint16_t
LocalPort(Ptr<Socket> socket)
{
    Address address;
    socket->GetSockName(address);
    return PortOf(address);
}

Address
AnyAddress(uint8_t version, uint16_t port)
{
    return version == 4 ? Address(InetSocketAddress(Ipv4Address::GetAny(), port))
                        : Address(Inet6SocketAddress(Ipv6Address::GetAny(), port));
}

} // namespace

TypeId
FlowReplay::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::FlowReplay")
            .SetParent<ReplaySource>()
            .SetGroupName("Synthnet")
            .AddConstructor<FlowReplay>()
            .AddAttribute("SendBuffer",
                          "Bytes that wait in a connection for TCP's acknowledgement, its "
                          "SndBufSize, which bounds its window; 0 for the default, and never more "
                          "than RcvBufSize",
                          UintegerValue(0),
                          MakeUintegerAccessor(&FlowReplay::m_sendBuffer),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("KeepPorts",
                          "Whether the end that did not open a flow has the port of the capture, "
                          "where it is free; else ports are ephemeral",
                          BooleanValue(true),
                          MakeBooleanAccessor(&FlowReplay::m_keepsPorts),
                          MakeBooleanChecker())
            .AddTraceSource("Received",
                            "A packet of a flow has come to the other node",
                            MakeTraceSourceAccessor(&FlowReplay::m_receivedTrace),
                            "ns3::synthnet::FlowReplay::PacketTracedCallback")
            .AddTraceSource("FlowEnded",
                            "A flow is complete, or broke",
                            MakeTraceSourceAccessor(&FlowReplay::m_endedTrace),
                            "ns3::synthnet::FlowReplay::FlowTracedCallback");
    return tid;
}

FlowReplay::FlowReplay() = default;

FlowReplay::~FlowReplay() = default;

const FlowReplay::Counters&
FlowReplay::GetCounters() const
{
    return m_counters;
}

std::vector<ReplayedFlow>
FlowReplay::GetFlows() const
{
    return m_flows;
}

const std::vector<FlowScript>&
FlowReplay::GetScripts() const
{
    return m_scripts;
}

void
FlowReplay::DoDispose()
{
    LetGo(false); // the devices may be gone already
    ReplaySource::DoDispose();
}

void
FlowReplay::StopApplication()
{
    LetGo(true);
}

void
FlowReplay::LetGo(bool closes)
{
    m_event.Cancel();
    m_connecting.clear();
    for (const auto& connection : m_connections)
    {
        if (closes)
        {
            connection->Stop();
        }
    }
    m_connections.clear();
    std::vector<Ptr<Socket>> sockets;
    for (const auto& datagrams : m_datagrams)
    {
        datagrams->event.Cancel();
        sockets.push_back(datagrams->sockets[0]);
    }
    m_datagrams.clear();
    for (const auto& [key, listener] : m_listeners)
    {
        sockets.push_back(listener.socket);
    }
    m_listeners.clear();
    for (const auto& socket : sockets)
    {
        if (!socket)
        {
            continue;
        }
        socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeNullCallback<void, Ptr<Socket>, const Address&>());
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        if (closes)
        {
            socket->Close();
        }
    }
}

void
FlowReplay::ReadScripts()
{
    CaptureReader capture(File());
    FlowScriptReader reader(LongestGap());
    while (const auto packet = capture.Next())
    {
        reader.Add(*packet);
    }
    NoteDamage(capture.DamageNote());
    m_counters.others = reader.GetCounters().others;
    m_counters.malformed = reader.GetCounters().unreadable;
    m_duration = NanoSeconds(AtSpeed(reader.Duration(), Speed()));
    m_scripts = reader.Take();
    for (const FlowScript& script : m_scripts)
    {
        m_openers.push_back(SideOf(script.ends.version, script.ends.source.address));
        m_flows.emplace_back();
        m_flows.back().ends = script.ends;
    }
}

void
FlowReplay::StartApplication()
{
    Check();
    FindSides();
    ReadScripts();
    for (const Side side : {CLIENT, SERVER})
    {
        if (const auto ipv4 = NodeOf(side)->GetObject<Ipv4>())
        {
            ipv4->TraceConnectWithoutContext("Rx", MakeCallback(&FlowReplay::OnIpv4, this));
        }
        if (const auto ipv6 = NodeOf(side)->GetObject<Ipv6>())
        {
            ipv6->TraceConnectWithoutContext("Rx", MakeCallback(&FlowReplay::OnIpv6, this));
        }
    }
    BeginLoop();
}

void
FlowReplay::BeginLoop()
{
    m_loopStart = Simulator::Now();
    m_next = 0;
    ScheduleNext();
}

void
FlowReplay::ScheduleNext()
{
    if (m_next == m_scripts.size())
    {
        EndLoop();
        return;
    }
    const Time start = NanoSeconds(AtSpeed(m_scripts[m_next].start, Speed()));
    m_event =
        Simulator::Schedule(m_loopStart + start - Simulator::Now(), &FlowReplay::StartFlow, this);
}

void
FlowReplay::EndLoop()
{
    if (m_scripts.empty() || !HasLoopAfter(m_loop))
    {
        m_allStarted = true;
        FinishWhenDone();
        return;
    }
    ++m_loop;
    const Time next = m_loopStart + LoopPeriod(m_duration);
    m_event = Simulator::Schedule(next - Simulator::Now(), &FlowReplay::BeginLoop, this);
}

void
FlowReplay::StartFlow()
{
    const std::size_t flow = m_next++;
    const uint8_t version = VersionFor(m_scripts[flow]);
    if (version == 0)
    {
        ++m_counters.noAddress;
    }
    else if (m_scripts[flow].IsTcp())
    {
        StartConnection(flow, version);
    }
    else
    {
        StartDatagrams(flow, version);
    }
    ScheduleNext();
}

void
FlowReplay::StartConnection(std::size_t flow, uint8_t version)
{
    const auto connection = std::make_shared<ReplayedConnection>(
        m_scripts[flow],
        m_flows[flow],
        Speed(),
        [this, flow](bool isComplete) { EndFlow(flow, isComplete); });
    if (!Connect(flow, version, connection))
    {
        ++m_counters.noPort;
        return;
    }
    m_connections.push_back(connection);
    ++m_counters.started;
    ++m_running;
}

bool
FlowReplay::Connect(std::size_t flow,
                    uint8_t version,
                    const std::shared_ptr<ReplayedConnection>& connection)
{
    const Side opener = m_openers[flow];
    const Listener& listener =
        ListenAt(Other(opener), version, PROTOCOL_TCP, m_scripts[flow].ends.destination.port);
    const auto socket = MakeSocket(opener, PROTOCOL_TCP, SocketAddress(opener, version, 0));
    if (!listener.socket || !socket)
    {
        return false;
    }
    const Address local = SocketAddress(opener, version, LocalPort(socket));
    m_ports[{opener, PROTOCOL_TCP, PortOf(local)}] = flow;
    m_connecting[local] = connection;
    Simulator::Schedule(LONGEST_HANDSHAKE,
                        &FlowReplay::ConnectAgain,
                        Ptr<FlowReplay>(this),
                        flow,
                        version,
                        local);
    connection->Connect(socket, SocketAddress(Other(opener), version, listener.port));
    return true;
}

void
FlowReplay::ConnectAgain(std::size_t flow, uint8_t version, const Address& local)
{
    const auto found = m_connecting.find(local);
    if (found == m_connecting.end())
    {
        return;
    }
    const auto connection = found->second;
    if (connection->IsStuck())
    {
        m_connecting.erase(found);
        Connect(flow, version, connection);
        return;
    }
    Simulator::Schedule(LONGEST_HANDSHAKE,
                        &FlowReplay::ConnectAgain,
                        Ptr<FlowReplay>(this),
                        flow,
                        version,
                        local);
}

void
FlowReplay::StartDatagrams(std::size_t flow, uint8_t version)
{
    const FlowScript& script = m_scripts[flow];
    const Side opener = m_openers[flow];
    const Listener& listener =
        ListenAt(Other(opener), version, PROTOCOL_UDP, script.ends.destination.port);
    const auto socket = MakeSocket(opener, PROTOCOL_UDP, SocketAddress(opener, version, 0));
    if (!listener.socket || !socket)
    {
        ++m_counters.noPort;
        return;
    }
    const uint16_t port = LocalPort(socket);
    m_ports[{opener, PROTOCOL_UDP, port}] = flow;
    socket->SetRecvCallback(MakeCallback(&FlowReplay::OnAnswer, this));
    Datagrams* datagrams = m_datagrams.emplace_back(std::make_unique<Datagrams>()).get();
    datagrams->flow = flow;
    datagrams->sockets[0] = socket;
    datagrams->sockets[1] = listener.socket;
    datagrams->addresses[0] = SocketAddress(opener, version, port);
    datagrams->addresses[1] = SocketAddress(Other(opener), version, listener.port);
    ++m_counters.started;
    ++m_running;
    SendDatagram(datagrams);
}

void
FlowReplay::SendDatagram(Datagrams* datagrams)
{
    const auto& script = m_scripts[datagrams->flow].datagrams;
    const FlowScript::Datagram& datagram = script[datagrams->next++];
    const uint32_t bytes = std::min(datagram.bytes, MOST_DATAGRAM);
    const int end = datagram.end;
    if (datagrams->sockets[end]->SendTo(Create<Packet>(bytes), 0, datagrams->addresses[1 - end]) >=
        0)
    {
        ReplayedFlow::Way& way = m_flows[datagrams->flow].ways[end];
        ++way.sentPackets;
        way.sentBytes += bytes;
    }
    if (datagrams->next == script.size())
    {
        EndFlow(datagrams->flow, true);
        return;
    }
    const Time wait = NanoSeconds(AtSpeed(script[datagrams->next].time, Speed()) -
                                  AtSpeed(datagram.time, Speed()));
    datagrams->event = Simulator::Schedule(wait, &FlowReplay::SendDatagram, this, datagrams);
}

void
FlowReplay::EndFlow(std::size_t flow, bool isComplete)
{
    ++(isComplete ? m_counters.completed : m_counters.failed);
    --m_running;
    m_endedTrace(flow, isComplete);
    FinishWhenDone();
}

void
FlowReplay::FinishWhenDone()
{
    if (m_allStarted && m_running == 0 && !IsFinished())
    {
        Finish();
    }
}

FlowReplay::Side
FlowReplay::Other(Side side)
{
    return side == CLIENT ? SERVER : CLIENT;
}

uint8_t
FlowReplay::VersionFor(const FlowScript& script) const
{
    const uint8_t other = script.ends.version == 4 ? 6 : 4;
    for (const uint8_t version : {script.ends.version, other})
    {
        if (AddressOf(CLIENT, version) && AddressOf(SERVER, version))
        {
            return version;
        }
    }
    return 0;
}

Address
FlowReplay::SocketAddress(Side side, uint8_t version, uint16_t port) const
{
    const IpAddressBytes bytes = *AddressOf(side, version);
    return version == 4 ? Address(InetSocketAddress(Ipv4Address::Deserialize(bytes.data()), port))
                        : Address(Inet6SocketAddress(Ipv6Address::Deserialize(bytes.data()), port));
}

Ptr<Socket>
FlowReplay::MakeSocket(Side side, uint8_t protocol, const Address& address) const
{
    const bool isTcp = protocol == PROTOCOL_TCP;
    const auto socket =
        Socket::CreateSocket(NodeOf(side),
                             isTcp ? TcpSocketFactory::GetTypeId() : UdpSocketFactory::GetTypeId());
    if (isTcp)
    {
        // What is under way then never fills the peer's buffer: ns-3.37's TCP stops the program
        // when that limits it after a loss.
        UintegerValue sending;
        UintegerValue receiving;
        socket->GetAttribute("SndBufSize", sending);
        socket->GetAttribute("RcvBufSize", receiving);
        const uint64_t wanted = m_sendBuffer > 0 ? m_sendBuffer : sending.Get();
        socket->SetAttribute("SndBufSize", UintegerValue(std::min(wanted, receiving.Get())));
    }
    return socket->Bind(address) == 0 ? socket : nullptr;
}

const FlowReplay::Listener&
FlowReplay::ListenAt(Side side, uint8_t version, uint8_t protocol, uint16_t port)
{
    Listener& listener = m_listeners[{side, version, protocol, port}];
    if (listener.socket)
    {
        return listener;
    }
    if (m_keepsPorts && port > 0)
    {
        // To any address: another's listener at this port would lose its clients to a nearer one.
        listener.socket = MakeSocket(side, protocol, AnyAddress(version, port));
    }
    if (!listener.socket)
    {
        listener.socket = MakeSocket(side, protocol, SocketAddress(side, version, 0));
    }
    if (!listener.socket)
    {
        return listener;
    }
    listener.port = LocalPort(listener.socket);
    if (protocol == PROTOCOL_UDP)
    {
        listener.socket->SetRecvCallback(MakeCallback(&FlowReplay::OnDatagramOfOpener, this));
        return listener;
    }
    listener.socket->Listen();
    listener.socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                       MakeCallback(&FlowReplay::OnAccepted, this));
    return listener;
}

void
FlowReplay::OnAccepted(Ptr<Socket> socket, const Address& from)
{
    const auto connection = m_connecting.find(from);
    if (connection == m_connecting.end()) // another's
    {
        socket->Close();
        return;
    }
    connection->second->Accept(socket);
    m_connecting.erase(from);
}

void
FlowReplay::OnDatagramOfOpener(Ptr<Socket> socket)
{
    const Side opener = socket->GetNode() == NodeOf(CLIENT) ? SERVER : CLIENT;
    Address from;
    while (const Ptr<Packet> packet = socket->RecvFrom(from))
    {
        CountDatagram({opener, PROTOCOL_UDP, PortOf(from)}, 0, packet);
    }
}

void
FlowReplay::OnAnswer(Ptr<Socket> socket)
{
    const Side opener = socket->GetNode() == NodeOf(CLIENT) ? CLIENT : SERVER;
    Address from;
    while (const Ptr<Packet> packet = socket->RecvFrom(from))
    {
        CountDatagram({opener, PROTOCOL_UDP, LocalPort(socket)}, 1, packet);
    }
}

void
FlowReplay::CountDatagram(const PortKey& key, int end, Ptr<const Packet> packet)
{
    if (const auto flow = m_ports.find(key); flow != m_ports.end())
    {
        ReplayedFlow& result = m_flows[flow->second];
        ++result.ways[end].receivedPackets;
        result.ways[end].receivedBytes += packet->GetSize();
        result.last = Simulator::Now();
    }
}

void
FlowReplay::OnIpv4(Ptr<const Packet> packet, Ptr<Ipv4> ipv4, uint32_t)
{
    if (!m_receivedTrace.IsEmpty())
    {
        OnPacket(packet, ipv4->GetObject<Node>());
    }
}

void
FlowReplay::OnIpv6(Ptr<const Packet> packet, Ptr<Ipv6> ipv6, uint32_t)
{
    if (!m_receivedTrace.IsEmpty())
    {
        OnPacket(packet, ipv6->GetObject<Node>());
    }
}

void
FlowReplay::OnPacket(Ptr<const Packet> packet, Ptr<Node> node)
{
    uint8_t head[HEAD_BYTES];
    const std::size_t size = packet->CopyData(head, sizeof head);
    const auto layers = ReadLayers(head, size);
    if (!layers || (!layers->Has(PROTOCOL_TCP) && !layers->Has(PROTOCOL_UDP)))
    {
        return;
    }
    const FlowEnds ends = ReadEnds(head, *layers);
    const Side at = node == NodeOf(CLIENT) ? CLIENT : SERVER;
    const auto from = AddressOf(Other(at), ends.version);
    if (!from || *from != ends.source.address)
    {
        return;
    }
    auto flow = m_ports.find({Other(at), ends.protocol, ends.source.port});
    if (flow == m_ports.end())
    {
        flow = m_ports.find({at, ends.protocol, ends.destination.port});
    }
    if (flow != m_ports.end())
    {
        m_receivedTrace(packet, flow->second);
    }
}

} // namespace ns3::synthnet
