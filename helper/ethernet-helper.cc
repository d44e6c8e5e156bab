/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ethernet-helper.h"

#include "ns3/ethernet-port.h"

namespace ns3::synthnet
{

EthernetHelper::EthernetHelper()
{
    m_port.SetTypeId(EthernetPort::GetTypeId());
    m_cable.SetTypeId(EthernetCable::GetTypeId());
}

void
EthernetHelper::SetPortAttribute(const std::string& name, const AttributeValue& value)
{
    m_port.Set(name, value);
}

void
EthernetHelper::SetCableAttribute(const std::string& name, const AttributeValue& value)
{
    m_cable.Set(name, value);
}

NetDeviceContainer
EthernetHelper::Install(Ptr<Node> a, Ptr<Node> b) const
{
    const auto cable = m_cable.Create<EthernetCable>();
    NetDeviceContainer devices;
    for (const auto& node : {a, b})
    {
        const auto port = m_port.Create<EthernetPort>();
        node->AddDevice(port);
        port->Attach(cable);
        devices.Add(port);
    }
    return devices;
}

} // namespace ns3::synthnet
