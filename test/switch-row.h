/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SWITCH_ROW_H
#define SYNTHNET_SWITCH_ROW_H

#include "ns3/ns3-version.h"

#include "ns3/ethernet-helper.h"
#include "ns3/int-switch-helper.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-interface-container.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// Hosts at the two ends of a row of switches, over EthernetPort.
class SwitchRow
{
  public:
    using Attributes = std::map<std::string, std::string>;

    explicit SwitchRow(const std::vector<Attributes>& attributes)
    {
        nodes.Create(attributes.size() + 2);
        EthernetHelper cables;
        cables.SetCableAttribute("Delay", StringValue("100us"));
        NetDeviceContainer ends;
        for (uint32_t i = 0; i + 1 < nodes.GetN(); ++i)
        {
            const auto devices = cables.Install(nodes.Get(i), nodes.Get(i + 1));
            if (i == 0)
            {
                ends.Add(devices.Get(0));
            }
            if (i + 2 == nodes.GetN())
            {
                ends.Add(devices.Get(1));
            }
        }
        InternetStackHelper().Install(NodeContainer(Client(), Server()));
        addresses = Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(ends);
        for (std::size_t i = 0; i < attributes.size(); ++i)
        {
            IntSwitchHelper helper;
            helper.SetAttribute("SwitchId", UintegerValue(i + 1));
            for (const auto& [name, value] : attributes[i])
            {
                helper.SetAttribute(name, StringValue(value));
            }
            switches.push_back(helper.Install(nodes.Get(i + 1)));
            switchNodes.Add(nodes.Get(i + 1));
        }
        IntSwitchHelper::PopulateRoutes(switchNodes);
    }

    ~SwitchRow()
    {
        Simulator::Destroy();
    }

    Ptr<Node> Client() const
    {
        return nodes.Get(0);
    }

    Ptr<Node> Server() const
    {
        return nodes.Get(nodes.GetN() - 1);
    }

    NodeContainer nodes;
    NodeContainer switchNodes;
    std::vector<Ptr<IntSwitch>> switches;
    Ipv4InterfaceContainer addresses;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SWITCH_ROW_H
