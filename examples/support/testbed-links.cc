/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-links.h"

#include "ns3/peer-device.h"

namespace ns3::synthnet
{
namespace
{

/// @param index of a host, as Testbed::GetHosts() has them
std::string
HostName(const Testbed& testbed, uint32_t index)
{
    return index == 0                       ? "server"
           : index <= testbed.GetNPlayers() ? "player" + std::to_string(index)
                                            : "load";
}

} // namespace

std::vector<TestbedLink>
LinksOf(const Testbed& testbed)
{
    const auto switchName = [](uint32_t index) { return "switch" + std::to_string(index + 1); };
    const NodeContainer hosts = testbed.GetHosts();
    std::vector<TestbedLink> links;
    for (uint32_t i = 0; i < testbed.GetNSwitches(); ++i)
    {
        const Ptr<IntSwitch> intSwitch = testbed.GetSwitch(i);
        for (uint32_t port = 0; port < intSwitch->GetNPorts(); ++port)
        {
            const auto near = DynamicCast<EthernetPort>(intSwitch->GetPort(port));
            const auto far = DynamicCast<EthernetPort>(PeerDevice(near));
            if (i + 1 < testbed.GetNSwitches() &&
                far->GetNode() == testbed.GetSwitch(i + 1)->GetObject<Node>())
            {
                links.push_back({switchName(i) + "-" + switchName(i + 1), near, true});
            }
            for (uint32_t host = 0; host < hosts.GetN(); ++host)
            {
                if (hosts.Get(host) != far->GetNode())
                {
                    continue;
                }
                const std::string name = HostName(testbed, host);
                links.push_back(host == 0 ? TestbedLink{name + "-" + switchName(i), far}
                                          : TestbedLink{switchName(i) + "-" + name, near});
            }
        }
    }
    return links;
}

} // namespace ns3::synthnet
