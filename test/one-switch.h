/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ONE_SWITCH_H
#define SYNTHNET_ONE_SWITCH_H

#include "ns3/ns3-version.h"

#include "ns3/ethernet-helper.h"
#include "ns3/ethernet-port.h"
#include "ns3/int-switch.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/ipv4-header.h"
#include "ns3/node-container.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/// A thread that is always awake and takes 1 ms for each packet.
inline const std::string FIXED_1MS = "ns3::synthnet::CpuServiceTime[WakeUpMin=0s|WakeUpMean=0s|"
                                     "SliceProbability=0|ServiceMin=1ms|ServiceMean=0s]";

/// Has ns-3 compute checksums, as long as it lives.
class WithChecksums
{
  public:
    WithChecksums()
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    }

    ~WithChecksums()
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }
};

/// Numbers with a blank behind each.
inline std::string
Text(const std::vector<uint16_t>& numbers)
{
    std::ostringstream text;
    for (const uint16_t number : numbers)
    {
        text << number << " ";
    }
    return text.str();
}

/// A packet of a test. Its number travels as the UDP source port.
struct TestPacket
{
    uint16_t number{0};
    uint32_t payload{100}; //!< bytes after the UDP header
    uint16_t port{9};      //!< UDP destination port
    uint8_t ttl{64};
    Ipv4Header::EcnType ecn{Ipv4Header::ECN_NotECT};
    uint8_t protocol{17};
};

/// A packet that came out of the switch.
struct Arrival
{
    uint32_t port;
    Time time;
    uint16_t number;
    Ipv4Header ip;
    bool checksumOk;
    Mac48Address source;
    Mac48Address destination;
    uint32_t bytes; //!< with the IP header
};

/// A packet in a trace.
struct Traced
{
    uint16_t number;
    Time time;
    IntMetadata metadata;
};

/**
 * A switch with a bare neighbour at each port, whose packets and line times are a test's own.
 *
 * Neighbour i has the address 10.0.0.(i+1) and a route. Without other settings the lines are so
 * fast that a packet of the usual size is on them for 10 ns, and the cables have no delay.
 */
class OneSwitch
{
  public:
    using Attributes = std::map<std::string, std::string>;

    /// @param ports how many
    /// @param attributes of the switch
    /// @param link of the ports: DataRate, OutputBuffer
    explicit OneSwitch(uint32_t ports,
                       const Attributes& attributes = {},
                       const Attributes& link = {})
    {
        Ptr<Node> node = CreateObject<Node>();
        neighbours.Create(ports);
        EthernetHelper cables;
        cables.SetPortAttribute("DataRate", StringValue("132800Mbps"));
        cables.SetCableAttribute("Delay", StringValue("0s"));
        for (const auto& [name, value] : link)
        {
            cables.SetPortAttribute(name, StringValue(value));
        }
        theSwitch = CreateObject<IntSwitch>();
        for (const auto& [name, value] : attributes)
        {
            theSwitch->SetAttribute(name, StringValue(value));
        }
        node->AggregateObject(theSwitch);
        for (uint32_t i = 0; i < ports; ++i)
        {
            const auto devices = cables.Install(neighbours.Get(i), node);
            devices.Get(0)->SetPromiscReceiveCallback(MakeCallback(&OneSwitch::Receive, this));
            m_ports.push_back(DynamicCast<EthernetPort>(devices.Get(0)));
            theSwitch->AddPort(devices.Get(1));
            theSwitch->GetTable("ipv4_lpm")
                .Add({KeyMatch::Lpm(AddressOf(i).Get(), 32)},
                     Action::MakeIpv4Forward(NEIGHBOUR_MAC, i));
        }
        theSwitch->TraceConnectWithoutContext("Drop", MakeCallback(&OneSwitch::OnDrop, this));
    }

    ~OneSwitch()
    {
        Simulator::Destroy();
    }

    OneSwitch(const OneSwitch&) = delete;
    OneSwitch& operator=(const OneSwitch&) = delete;

    static Ipv4Address AddressOf(uint32_t neighbour)
    {
        return Ipv4Address(0x0a000001 + neighbour);
    }

    /// Connects the Enqueue and Dequeue traces, too.
    void TraceQueues()
    {
        theSwitch->TraceConnectWithoutContext("Enqueue", MakeCallback(&OneSwitch::OnEnqueue, this));
        theSwitch->TraceConnectWithoutContext("Dequeue", MakeCallback(&OneSwitch::OnDequeue, this));
    }

    /// Sends a packet at a time from one neighbour to an address.
    void Send(Time at, uint32_t from, Ipv4Address to, const TestPacket& packet)
    {
        Simulator::Schedule(at - Simulator::Now(), &OneSwitch::SendNow, this, from, to, packet);
    }

    void Send(Time at, uint32_t from, uint32_t to, const TestPacket& packet)
    {
        Send(at, from, AddressOf(to), packet);
    }

    /// Sends packets number 0 to n - 1 back to back.
    void Burst(Time at, uint32_t from, uint32_t to, uint16_t n, TestPacket packet = {})
    {
        for (uint16_t i = 0; i < n; ++i)
        {
            packet.number = i;
            Send(at, from, to, packet);
        }
    }

    void Run(Time until = Seconds(100))
    {
        Simulator::Stop(until - Simulator::Now());
        Simulator::Run();
    }

    const IntSwitch::PortCounters& Counters(uint32_t port) const
    {
        return theSwitch->GetCounters(port);
    }

    uint64_t Dropped(uint32_t port, IntSwitch::DropReason reason) const
    {
        return Counters(port).dropped[static_cast<std::size_t>(reason)];
    }

    /// The numbers of the packets that came out, in their order.
    std::vector<uint16_t> Order() const
    {
        std::vector<uint16_t> order;
        for (const auto& arrival : arrived)
        {
            order.push_back(arrival.number);
        }
        return order;
    }

    static constexpr uint64_t NEIGHBOUR_MAC = 0x020000000001;

    NodeContainer neighbours;
    Ptr<IntSwitch> theSwitch;
    std::vector<Arrival> arrived;
    std::vector<Traced> enqueued;
    std::vector<Traced> dequeued;
    std::vector<std::pair<uint16_t, IntSwitch::DropReason>> dropped; //!< number, reason

  private:
    void SendNow(uint32_t from, Ipv4Address to, TestPacket test)
    {
        auto packet = Create<Packet>(test.payload);
        if (test.protocol == 17)
        {
            UdpHeader udp;
            udp.SetSourcePort(test.number);
            udp.SetDestinationPort(test.port);
            packet->AddHeader(udp);
        }
        Ipv4Header ip;
        ip.SetSource(AddressOf(from));
        ip.SetDestination(to);
        ip.SetProtocol(test.protocol);
        ip.SetPayloadSize(packet->GetSize());
        ip.SetTtl(test.ttl);
        ip.SetEcn(test.ecn);
        if (Node::ChecksumEnabled())
        {
            ip.EnableChecksum();
        }
        packet->AddHeader(ip);
        m_ports[from]->Send(packet, Mac48Address("02:00:00:00:00:ff"), 0x0800);
    }

    bool Receive(Ptr<NetDevice> device,
                 Ptr<const Packet> packet,
                 uint16_t etherType,
                 const Address& source,
                 const Address& destination,
                 NetDevice::PacketType type)
    {
        Ptr<Packet> copy = packet->Copy();
        Arrival arrival{};
        for (uint32_t i = 0; i < neighbours.GetN(); ++i)
        {
            arrival.port = neighbours.Get(i) == device->GetNode() ? i : arrival.port;
        }
        arrival.time = Simulator::Now();
        arrival.bytes = packet->GetSize();
        arrival.ip.EnableChecksum();
        copy->RemoveHeader(arrival.ip);
        arrival.checksumOk = arrival.ip.IsChecksumOk();
        arrival.number = Number(packet);
        arrival.source = Mac48Address::ConvertFrom(source);
        arrival.destination = Mac48Address::ConvertFrom(destination);
        arrived.push_back(arrival);
        return true;
    }

    static uint16_t Number(Ptr<const Packet> packet)
    {
        Ptr<Packet> copy = packet->Copy();
        Ipv4Header ip;
        copy->RemoveHeader(ip);
        UdpHeader udp;
        if (ip.GetProtocol() != 17 || copy->GetSize() < 8)
        {
            return 0xffff;
        }
        copy->PeekHeader(udp);
        return udp.GetSourcePort();
    }

    void OnEnqueue(Ptr<const Packet> packet, const IntMetadata& metadata)
    {
        enqueued.push_back({Number(packet), Simulator::Now(), metadata});
    }

    void OnDequeue(Ptr<const Packet> packet, const IntMetadata& metadata)
    {
        dequeued.push_back({Number(packet), Simulator::Now(), metadata});
    }

    void OnDrop(Ptr<const Packet> packet, const IntMetadata&, IntSwitch::DropReason reason)
    {
        dropped.emplace_back(Number(packet), reason);
    }

    std::vector<Ptr<EthernetPort>> m_ports; //!< of the neighbours
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ONE_SWITCH_H
