/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ETHERNET_HELPER_H
#define SYNTHNET_ETHERNET_HELPER_H

#include "ns3/ns3-version.h"

#include "ns3/net-device-container.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief Lays Ethernet cables between nodes.
 */
class EthernetHelper
{
  public:
    EthernetHelper();

    /// Sets an attribute of the EthernetPorts to come, for example "DataRate".
    void SetPortAttribute(const std::string& name, const AttributeValue& value);
    /// Sets an attribute of the EthernetCables to come, for example "Delay".
    void SetCableAttribute(const std::string& name, const AttributeValue& value);

    /// @return the new device of @p a and the new device of @p b
    NetDeviceContainer Install(Ptr<Node> a, Ptr<Node> b) const;

  private:
    ObjectFactory m_port;
    ObjectFactory m_cable;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ETHERNET_HELPER_H
