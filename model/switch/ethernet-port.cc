/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ethernet-port.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/ethernet-header.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(EthernetCable);
NS_OBJECT_ENSURE_REGISTERED(EthernetPort);

namespace
{
constexpr uint32_t MIN_PAYLOAD = 46;
constexpr uint32_t FRAME_OVERHEAD = 14 + 4 + 8 + 12; // header, checksum, preamble, gap
} // namespace

TypeId
EthernetCable::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::EthernetCable")
                            .SetParent<Channel>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<EthernetCable>()
                            .AddAttribute("Delay",
                                          "Propagation delay, one way.",
                                          TimeValue(MicroSeconds(1)),
                                          MakeTimeAccessor(&EthernetCable::m_delay),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

void
EthernetCable::Attach(Ptr<EthernetPort> port)
{
    NS_ABORT_MSG_IF(m_ports[1], "an EthernetCable has two ends");
    m_ports[m_ports[0] ? 1 : 0] = port;
}

EthernetPort*
EthernetCable::GetPeer(const EthernetPort* port) const
{
    return PeekPointer(m_ports[PeekPointer(m_ports[0]) == port ? 1 : 0]);
}

Time
EthernetCable::GetDelay() const
{
    return m_delay;
}

std::size_t
EthernetCable::GetNDevices() const
{
    return (m_ports[0] ? 1 : 0) + (m_ports[1] ? 1 : 0);
}

Ptr<NetDevice>
EthernetCable::GetDevice(std::size_t i) const
{
    return m_ports[i];
}

void
EthernetCable::DoDispose()
{
    m_ports[0] = nullptr;
    m_ports[1] = nullptr;
    Channel::DoDispose();
}

TypeId
EthernetPort::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::EthernetPort")
            .SetParent<NetDevice>()
            .SetGroupName("Synthnet")
            .AddConstructor<EthernetPort>()
            .AddAttribute("DataRate",
                          "Rate of the cable in the direction away from this port.",
                          DataRateValue(DataRate("1Gbps")),
                          MakeDataRateAccessor(&EthernetPort::m_rate),
                          MakeDataRateChecker())
            .AddAttribute("Mtu",
                          "The largest payload of a frame, bytes.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&EthernetPort::SetMtu, &EthernetPort::GetMtu),
                          MakeUintegerChecker<uint16_t>(68))
            .AddAttribute("OutputBuffer",
                          "Frames that may wait for the cable; a BMv2 switch has 128.",
                          UintegerValue(128),
                          MakeUintegerAccessor(&EthernetPort::m_bufferSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("NeedsArp",
                          "Whether a host asks for addresses by ARP. Off, frames go to the "
                          "broadcast address, and the switch forwards them by its tables.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&EthernetPort::m_needsArp),
                          MakeBooleanChecker())
            .AddAttribute("TransmitService",
                          "The ServiceTime of the thread that hands frames to the cable; none "
                          "takes no time.",
                          PointerValue(),
                          MakePointerAccessor(&EthernetPort::SetTransmitService),
                          MakePointerChecker<ServiceTime>())
            .AddAttribute("ReceiveErrorModel",
                          "Decides which arriving frames are lost; none by default.",
                          PointerValue(),
                          MakePointerAccessor(&EthernetPort::m_errorModel),
                          MakePointerChecker<ErrorModel>())
            .AddTraceSource("MacTx",
                            "A packet was given to the port to be sent.",
                            MakeTraceSourceAccessor(&EthernetPort::m_macTx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource(
                "MacTxDrop",
                "A packet was dropped: the output buffer was full, or the packet longer "
                "than Mtu.",
                MakeTraceSourceAccessor(&EthernetPort::m_macTxDrop),
                "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRx",
                            "A packet arrived.",
                            MakeTraceSourceAccessor(&EthernetPort::m_macRx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRxDrop",
                            "An arriving packet was lost as the ReceiveErrorModel said.",
                            MakeTraceSourceAccessor(&EthernetPort::m_macRxDrop),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("Sniffer",
                            "A frame with its Ethernet header, sent or received.",
                            MakeTraceSourceAccessor(&EthernetPort::m_sniffer),
                            "ns3::Packet::TracedCallback");
    return tid;
}

EthernetPort::EthernetPort()
    : m_address(Mac48Address::Allocate())
{
}

void
EthernetPort::Attach(Ptr<EthernetCable> cable)
{
    m_cable = cable;
    cable->Attach(this);
    m_linkChange();
}

bool
EthernetPort::SendAt(Time departure,
                     Ptr<Packet> packet,
                     Mac48Address source,
                     Mac48Address destination,
                     uint16_t etherType,
                     uint32_t moreBytes)
{
    if (!m_macTx.IsEmpty())
    {
        m_macTx(packet);
    }
    if (!m_peer)
    {
        m_peer = m_cable ? m_cable->GetPeer(this) : nullptr;
        if (!m_peer)
        {
            m_macTxDrop(packet);
            return false;
        }
    }
    if (packet->GetSize() + moreBytes > m_mtu)
    {
        m_macTxDrop(packet);
        return false;
    }
    while (!m_starts.empty() && m_starts.front() <= departure)
    {
        m_starts.pop_front();
    }
    if (m_starts.size() >= m_bufferSize)
    {
        m_macTxDrop(packet);
        return false;
    }
    const Time start = std::max(m_transmit.Take(departure), m_lineFree);
    if (start > departure)
    {
        m_starts.push_back(start);
    }
    m_lineFree = start + m_rate.CalculateBytesTxTime(WireBytes(packet->GetSize() + moreBytes));
    if (!m_sniffer.IsEmpty())
    {
        Simulator::Schedule(start - Simulator::Now(),
                            &EthernetPort::Sniff,
                            this,
                            packet,
                            source,
                            destination,
                            etherType);
    }
    Simulator::ScheduleWithContext(m_peer->m_node->GetId(),
                                   m_lineFree + m_cable->GetDelay() - Simulator::Now(),
                                   &EthernetPort::Receive,
                                   m_peer,
                                   packet,
                                   source,
                                   destination,
                                   etherType);
    return true;
}

void
EthernetPort::Receive(Ptr<Packet> packet,
                      Mac48Address source,
                      Mac48Address destination,
                      uint16_t etherType)
{
    if (m_errorModel && m_errorModel->IsCorrupt(packet))
    {
        m_macRxDrop(packet);
        return;
    }
    if (!m_sniffer.IsEmpty())
    {
        Sniff(packet, source, destination, etherType);
    }
    if (!m_macRx.IsEmpty())
    {
        m_macRx(packet);
    }
    if (!m_promiscReceive.IsNull())
    {
        const PacketType type = destination == m_address    ? PACKET_HOST
                                : destination.IsBroadcast() ? PACKET_BROADCAST
                                : destination.IsGroup()     ? PACKET_MULTICAST
                                                            : PACKET_OTHERHOST;
        m_promiscReceive(this, packet, etherType, source, destination, type);
    }
    if (!m_receive.IsNull() && (destination == m_address || destination.IsGroup()))
    {
        m_receive(this, packet, etherType, source);
    }
}

void
EthernetPort::Sniff(Ptr<const Packet> packet,
                    Mac48Address source,
                    Mac48Address destination,
                    uint16_t etherType)
{
    EthernetHeader header(false);
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetLengthType(etherType);
    Ptr<Packet> frame = packet->Copy();
    frame->AddHeader(header);
    m_sniffer(frame);
}

bool
EthernetPort::Send(Ptr<Packet> packet, const Address& destination, uint16_t etherType)
{
    return SendAt(Simulator::Now(),
                  packet,
                  m_address,
                  Mac48Address::ConvertFrom(destination),
                  etherType);
}

bool
EthernetPort::SendFrom(Ptr<Packet> packet,
                       const Address& source,
                       const Address& destination,
                       uint16_t etherType)
{
    return SendAt(Simulator::Now(),
                  packet,
                  Mac48Address::ConvertFrom(source),
                  Mac48Address::ConvertFrom(destination),
                  etherType);
}

void
EthernetPort::SetTransmitService(Ptr<ServiceTime> service)
{
    m_transmit.SetServiceTime(service);
}

int64_t
EthernetPort::AssignStreams(int64_t stream)
{
    const Ptr<ServiceTime> service = m_transmit.GetServiceTime();
    return service ? service->AssignStreams(stream) : 0;
}

uint32_t
EthernetPort::WireBytes(uint32_t packetBytes)
{
    return std::max(packetBytes, MIN_PAYLOAD) + FRAME_OVERHEAD;
}

DataRate
EthernetPort::GetDataRate() const
{
    return m_rate;
}

void
EthernetPort::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
EthernetPort::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
EthernetPort::GetChannel() const
{
    return m_cable;
}

void
EthernetPort::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
}

Address
EthernetPort::GetAddress() const
{
    return m_address;
}

bool
EthernetPort::SetMtu(const uint16_t mtu)
{
    m_mtu = mtu;
    return true;
}

uint16_t
EthernetPort::GetMtu() const
{
    return m_mtu;
}

bool
EthernetPort::IsLinkUp() const
{
    return m_cable != nullptr;
}

void
EthernetPort::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChange.ConnectWithoutContext(callback);
}

bool
EthernetPort::IsBroadcast() const
{
    return true;
}

Address
EthernetPort::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
EthernetPort::IsMulticast() const
{
    return true;
}

Address
EthernetPort::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
EthernetPort::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
EthernetPort::IsBridge() const
{
    return false;
}

bool
EthernetPort::IsPointToPoint() const
{
    return true;
}

Ptr<Node>
EthernetPort::GetNode() const
{
    return m_node;
}

void
EthernetPort::SetNode(Ptr<Node> node)
{
    m_node = node;
}

bool
EthernetPort::NeedsArp() const
{
    return m_needsArp;
}

void
EthernetPort::SetReceiveCallback(ReceiveCallback callback)
{
    m_receive = callback;
}

void
EthernetPort::SetPromiscReceiveCallback(PromiscReceiveCallback callback)
{
    m_promiscReceive = callback;
}

bool
EthernetPort::SupportsSendFrom() const
{
    return true;
}

void
EthernetPort::DoDispose()
{
    m_peer = nullptr;
    m_cable = nullptr;
    m_node = nullptr;
    m_errorModel = nullptr;
    m_receive.Nullify();
    m_promiscReceive.Nullify();
    NetDevice::DoDispose();
}

} // namespace ns3::synthnet
