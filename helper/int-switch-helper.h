/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_SWITCH_HELPER_H
#define SYNTHNET_INT_SWITCH_HELPER_H

#include "ns3/ns3-version.h"

#include "ns3/int-switch.h"

#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief Turns nodes into switches, and fills their tables.
 */
class IntSwitchHelper
{
  public:
    IntSwitchHelper();

    /// Sets an attribute of the IntSwitches to come, for example "QueueDepth".
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Makes a node a switch: all the devices that it has now become its ports, in their
     * order.
     *
     * Its SwitchId is the one that was set by SetAttribute() since the last switch, otherwise the
     * last switch's plus 1. The first switch has 1, the default of IntSwitch.
     * @return the switch, which is aggregated to the node
     */
    Ptr<IntSwitch> Install(Ptr<Node> node);

    /**
     * @brief Adds a route to each host into the table `ipv4_lpm` of each switch.
     *
     * A host is any node that has an IPv4 address and a cable to a switch. Routes are the paths of
     * fewest hops; of equal ones, that over the lowest port. Call it when all addresses are
     * assigned.
     * @throws InputError when a table is full
     */
    static void PopulateRoutes(const NodeContainer& switches);

  private:
    ObjectFactory m_factory; //!< of the next switch
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_SWITCH_HELPER_H
