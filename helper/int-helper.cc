/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-helper.h"

#include "peer-device.h"

#include "ns3/input-error.h"
#include "ns3/int-switch.h"

#include "ns3/boolean.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv4.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <set>

namespace ns3::synthnet
{
namespace
{

constexpr uint32_t FIRST_ADDRESS = 0xc6120000; // 198.18.0.0, of RFC 2544
constexpr uint32_t ADDRESSES = 0x20000;

uint64_t
UintegerOf(const Object& object, const std::string& attribute)
{
    UintegerValue value;
    object.GetAttribute(attribute, value);
    return value.Get();
}

void
CheckMarks(const IntNode& node)
{
    if (UintegerOf(node, "RemarkDscp") == UintegerOf(node, "Dscp"))
    {
        throw InputError("RemarkDscp is the Dscp of packets with INT, " +
                         std::to_string(UintegerOf(node, "Dscp")) + ", expected another");
    }
    BooleanValue byPort;
    node.GetAttribute("ByPort", byPort);
    if (byPort.Get() && UintegerOf(node, "Port") == UintegerOf(node, "CollectorPort"))
    {
        throw InputError("Port is the CollectorPort that reports go to, " +
                         std::to_string(UintegerOf(node, "Port")) + ", expected another");
    }
}

/// @return the first address that is not that of the loopback device
Ipv4Address
AddressOf(const Node& host)
{
    const Ptr<Ipv4> ipv4 = host.GetObject<Ipv4>();
    for (uint32_t i = 0; ipv4 && i < ipv4->GetNInterfaces(); ++i)
    {
        for (uint32_t a = 0; a < ipv4->GetNAddresses(i); ++a)
        {
            const Ipv4Address address = ipv4->GetAddress(i, a).GetLocal();
            if (!address.IsLocalhost())
            {
                return address;
            }
        }
    }
    throw InputError("the collector's host has no IPv4 address, expected one");
}

} // namespace

IntHelper::IntHelper()
    : m_watched(WatchList::Parse("all"))
{
    m_factory.SetTypeId(IntNode::GetTypeId());
}

void
IntHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

void
IntHelper::SetWatchList(const WatchList& watched)
{
    m_watched = watched;
}

void
IntHelper::SetRoom(Room room)
{
    m_room = room;
}

void
IntHelper::Install(const NodeContainer& switches)
{
    if (m_switches.GetN() > 0)
    {
        throw InputError("the INT domain has switches already, expected all of them in one call");
    }
    CheckMarks(*m_factory.Create<IntNode>());
    std::set<uint64_t> ids;
    for (auto at = switches.Begin(); at != switches.End(); ++at)
    {
        const Ptr<IntSwitch> intSwitch = (*at)->GetObject<IntSwitch>();
        if (!intSwitch || intSwitch->GetIntNode())
        {
            throw InputError("node " + std::to_string((*at)->GetId()) +
                             (intSwitch ? " is of an INT domain already" : " has no IntSwitch") +
                             ", expected a switch of none");
        }
        const uint64_t id = UintegerOf(*intSwitch, "SwitchId");
        if (!ids.insert(id).second)
        {
            throw InputError("node " + std::to_string((*at)->GetId()) + " has the SwitchId " +
                             std::to_string(id) +
                             " of another switch of the INT domain, expected one of its own");
        }
    }
    for (auto at = switches.Begin(); at != switches.End(); ++at)
    {
        const Ptr<IntSwitch> intSwitch = (*at)->GetObject<IntSwitch>();
        const Ptr<IntNode> node = m_factory.Create<IntNode>();
        const auto id = static_cast<uint32_t>(UintegerOf(*intSwitch, "SwitchId"));
        node->SetAttribute("Address",
                           Ipv4AddressValue(Ipv4Address(FIRST_ADDRESS + id % ADDRESSES)));
        node->SetWatchList(m_watched);
        for (uint32_t port = 0; port < intSwitch->GetNPorts(); ++port)
        {
            const Ptr<NetDevice> peer = PeerDevice(intSwitch->GetPort(port));
            if (!peer || !switches.Contains(peer->GetNode()->GetId()))
            {
                node->SetEdge(port, m_watched);
            }
        }
        intSwitch->SetIntNode(node);
        (*at)->AggregateObject(node); // for paths of ns3::Config
        m_switches.Add(*at);
    }
    if (m_room != Room::NONE)
    {
        MakeRoom();
    }
}

void
IntHelper::MakeRoom() const
{
    for (auto at = m_switches.Begin(); at != m_switches.End(); ++at)
    {
        const Ptr<IntSwitch> intSwitch = (*at)->GetObject<IntSwitch>();
        const IntNode& node = *intSwitch->GetIntNode();
        StringValue mode;
        node.GetAttribute("Mode", mode);
        if (ParseIntMode(mode.Get()) == IntMode::XD)
        {
            continue; // nothing is in the packets
        }
        // The longest path has every switch of the domain once.
        const uint64_t hops =
            ParseIntMode(mode.Get()) == IntMode::MX || m_room == Room::HEADER
                ? 0
                : std::min<uint64_t>(m_switches.GetN(), UintegerOf(node, "RemainingHops"));
        const uint64_t words = hops * IntHopWords(UintegerOf(node, "Instructions"));
        const uint64_t header = INT_HEADER_BYTES / 4;
        const uint64_t bytes =
            INT_SHIM_BYTES + 4 * std::min<uint64_t>(header + words, INT_MOST_SHIM_WORDS);
        for (uint32_t port = 0; port < intSwitch->GetNPorts(); ++port)
        {
            if (!node.IsEdge(port))
            {
                const Ptr<NetDevice> device = intSwitch->GetPort(port);
                device->SetMtu(std::max<uint64_t>(device->GetMtu(), ETHERNET_MTU + bytes));
            }
        }
    }
}

Ptr<ReportCollector>
IntHelper::InstallCollector(Ptr<Node> host, bool overNetwork, uint32_t hops)
{
    if (m_switches.GetN() == 0)
    {
        throw InputError("the INT domain has no switch yet, expected Install() first");
    }
    if (m_hasCollector)
    {
        throw InputError("the INT domain has a collector already, expected one");
    }
    const Ipv4Address address = overNetwork ? AddressOf(*host) : Ipv4Address::GetAny();
    m_hasCollector = true;
    auto collector = CreateObject<ReportCollector>();
    collector->SetAttribute("Hops", UintegerValue(hops));
    for (auto at = m_switches.Begin(); at != m_switches.End(); ++at)
    {
        const Ptr<IntNode> node = (*at)->GetObject<IntSwitch>()->GetIntNode();
        BooleanValue byPort;
        node->GetAttribute("ByPort", byPort);
        StringValue mode;
        node->GetAttribute("Mode", mode);
        const bool carriesInt = ParseIntMode(mode.Get()) != IntMode::XD;
        collector->SetAttribute("CarriesInt", BooleanValue(carriesInt));
        collector->SetAttribute("ByPort", byPort);
        collector->SetAttribute("Dscp", UintegerValue(UintegerOf(*node, "Dscp")));
        collector->SetAttribute("IntPort", UintegerValue(UintegerOf(*node, "Port")));
        collector->SetAttribute("Port", UintegerValue(UintegerOf(*node, "CollectorPort")));
        node->SetAttribute("Collector", Ipv4AddressValue(address));
        if (!overNetwork)
        {
            node->TraceConnectWithoutContext("Report",
                                             MakeCallback(&ReportCollector::Receive, collector));
        }
    }
    host->AddApplication(collector);
    return collector;
}

int64_t
IntHelper::AssignStreams(int64_t stream) const
{
    int64_t used = 0;
    for (auto at = m_switches.Begin(); at != m_switches.End(); ++at)
    {
        used += (*at)->GetObject<IntSwitch>()->GetIntNode()->AssignStreams(stream + used);
    }
    return used;
}

NodeContainer
IntHelper::GetSwitches() const
{
    return m_switches;
}

IntNode::Counters
IntHelper::GetCounters() const
{
    IntNode::Counters sum;
    for (auto at = m_switches.Begin(); at != m_switches.End(); ++at)
    {
        const IntNode::Counters& each = (*at)->GetObject<IntSwitch>()->GetIntNode()->GetCounters();
        sum.watched += each.watched;
        sum.started += each.started;
        sum.notStarted += each.notStarted;
        sum.pushed += each.pushed;
        sum.noHopsLeft += each.noHopsLeft;
        sum.noRoom += each.noRoom;
        sum.taken += each.taken;
        sum.discarded += each.discarded;
        sum.malformed += each.malformed;
        sum.remarked += each.remarked;
        sum.reports += each.reports;
        sum.reportsDropped += each.reportsDropped;
    }
    return sum;
}

} // namespace ns3::synthnet
