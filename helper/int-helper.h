/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_HELPER_H
#define SYNTHNET_INT_HELPER_H

#include "ns3/ns3-version.h"

#include "ns3/int-node.h"
#include "ns3/report-collector.h"
#include "ns3/watch-list.h"

#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief Turns switches into an INT domain.
 *
 * Three lines do it:
 * @code
 * IntHelper telemetry;
 * telemetry.Install(switches);
 * const auto collector = telemetry.InstallCollector(host);
 * @endcode
 */
class IntHelper
{
  public:
    IntHelper();

    /// Sets an attribute of the IntNodes to come, for example "Mode" to "MX".
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /// Sets the packets of which telemetry is wanted, at all edges and, with XD, at all nodes. All,
    /// when it is not called.
    void SetWatchList(const WatchList& watched);

    /// What the lines inside the domain have room for above 1,500 bytes.
    enum class Room
    {
        STACK,  //!< the largest stack
        HEADER, //!< shim and header: packets as long as the MTU get M and no metadata
        NONE,   //!< nothing: in such packets INT does not start
    };

    /// @brief Sets what room Install() makes; STACK, when it is not called.
    void SetRoom(Room room);

    /**
     * @brief Makes each switch a node of the domain. A port is an edge of it unless what is at the
     * other end of its cable is one of the switches.
     *
     * The IntNode is aggregated to the node. Reports come from 198.18.0.0/15, the switch's id
     * added.
     * @param switches nodes with an IntSwitch, whose cables are all laid
     * @throws InputError when a node is no switch or is of a domain already, two have the same
     *         SwitchId, the domain has switches already, or marks of packets are those of others
     */
    void Install(const NodeContainer& switches);

    /**
     * @brief Installs a collector for the domain on a host.
     * @param host with an IPv4 address to which the switches have routes
     * @param overNetwork whether reports travel to it as UDP packets, or come directly
     * @param hops of the domain's paths; 0: they differ
     * @throws InputError when the host has no address, or the domain no switch or a
     *         collector
     */
    Ptr<ReportCollector> InstallCollector(Ptr<Node> host,
                                          bool overNetwork = true,
                                          uint32_t hops = 0);

    /**
     * @param stream the first random stream to use
     * @return how many were used: 1 for each switch
     */
    int64_t AssignStreams(int64_t stream) const;

    NodeContainer GetSwitches() const; //!< of the domain

    /// @return the sum of what the nodes counted
    IntNode::Counters GetCounters() const;

    static constexpr uint16_t ETHERNET_MTU = 1500; //!< bytes

  private:
    void MakeRoom() const;

    ObjectFactory m_factory;
    WatchList m_watched;
    Room m_room{Room::STACK};
    bool m_hasCollector{false};
    NodeContainer m_switches;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_HELPER_H
