/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-switch-helper.h"

#include "peer-device.h"

#include "ns3/mac-number.h"

#include "ns3/ipv4.h"
#include "ns3/uinteger.h"

#include <deque>
#include <map>

namespace ns3::synthnet
{

namespace
{

/// Adds the routes to one address, whose host has this device, to all switches that reach it.
void
AddRoutesTo(Ipv4Address address, Ptr<NetDevice> hostDevice)
{
    // Breadth first from the host: each switch is reached first by its port of the shortest path.
    std::deque<Ptr<NetDevice>> reached{hostDevice}; // devices whose peer is to be visited
    std::map<uint32_t, bool> visited;               // by node
    while (!reached.empty())
    {
        const Ptr<NetDevice> nearer = reached.front();
        reached.pop_front();
        const Ptr<NetDevice> port = PeerDevice(nearer);
        const Ptr<Node> node = port ? port->GetNode() : nullptr;
        const Ptr<IntSwitch> intSwitch = node ? node->GetObject<IntSwitch>() : nullptr;
        if (!intSwitch || visited[node->GetId()])
        {
            continue;
        }
        visited[node->GetId()] = true;
        const auto mac = Mac48Address::ConvertFrom(nearer->GetAddress());
        for (uint32_t i = 0; i < intSwitch->GetNPorts(); ++i)
        {
            if (intSwitch->GetPort(i) == port)
            {
                intSwitch->GetTable("ipv4_lpm")
                    .Add({KeyMatch::Lpm(address.Get(), 32)},
                         Action::MakeIpv4Forward(MacToNumber(mac), i));
            }
            else
            {
                reached.push_back(intSwitch->GetPort(i));
            }
        }
    }
}

} // namespace

IntSwitchHelper::IntSwitchHelper()
{
    m_factory.SetTypeId(IntSwitch::GetTypeId());
}

void
IntSwitchHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

Ptr<IntSwitch>
IntSwitchHelper::Install(Ptr<Node> node)
{
    const auto intSwitch = m_factory.Create<IntSwitch>();
    UintegerValue id;
    intSwitch->GetAttribute("SwitchId", id);
    constexpr uint64_t IDS = uint64_t{1} << 31; // what SwitchId takes
    m_factory.Set("SwitchId", UintegerValue((id.Get() + 1) % IDS));
    node->AggregateObject(intSwitch);
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        intSwitch->AddPort(node->GetDevice(i));
    }
    return intSwitch;
}

void
IntSwitchHelper::PopulateRoutes(const NodeContainer& switches)
{
    for (auto node = switches.Begin(); node != switches.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const Ptr<NetDevice> peer = PeerDevice((*node)->GetDevice(i));
            const Ptr<Ipv4> ipv4 = peer ? peer->GetNode()->GetObject<Ipv4>() : nullptr;
            const int32_t interface = ipv4 ? ipv4->GetInterfaceForDevice(peer) : -1;
            for (uint32_t a = 0; interface >= 0 && a < ipv4->GetNAddresses(interface); ++a)
            {
                AddRoutesTo(ipv4->GetAddress(interface, a).GetLocal(), peer);
            }
        }
    }
}

} // namespace ns3::synthnet
