/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_H
#define SYNTHNET_TESTBED_H

#include "testbed-config.h"
#include "testbed-load.h"

#include "ns3/ns3-version.h"

#include "ns3/dash-player.h"
#include "ns3/dash-server.h"
#include "ns3/ethernet-port.h"
#include "ns3/int-collector.h"
#include "ns3/int-switch.h"
#include "ns3/probe-sender.h"

#include "ns3/error-model.h"
#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief The measured testbed as a simulation, or any other of its shape.
 *
 * `DASH server – switch 1 – … – switch n – {players, host of the load}`; one probe a second from
 * the server to the first player's host. Build it, assign streams, connect to its trace sources,
 * run the simulator.
 */
class Testbed
{
  public:
    /**
     * @param config what to build; its `attributes` must have been applied
     * @throws InputError when a value of it does not fit
     */
    explicit Testbed(const TestbedConfig& config);
    ~Testbed();
    Testbed(const Testbed&) = delete;
    Testbed& operator=(const Testbed&) = delete;

    /**
     * @param stream the first random stream to use
     * @return how many streams were used
     */
    int64_t AssignStreams(int64_t stream);

    uint32_t GetNSwitches() const;                   //!< switches
    Ptr<IntSwitch> GetSwitch(uint32_t index) const;  //!< from the server's side, from 0
    uint32_t GetNPlayers() const;                    //!< measured players
    Ptr<DashPlayer> GetPlayer(uint32_t index) const; //!< measured players, from 0
    Ptr<DashServer> GetServer() const;               //!< the video's server
    Ptr<IntCollector> GetCollector() const;          //!< on the first player's host
    Ptr<ProbeSender> GetProbeSender() const;         //!< on the server's host
    Ptr<WaveController> GetLoad() const;             //!< see TestbedLoad::GetController()
    std::size_t GetTurn() const;                     //!< see TestbedLoad::GetTurn()
    NodeContainer GetHosts() const;                  //!< server, players, load

    /// Sets the depth of every egress queue of every switch, packets.
    void SetQueueDepth(uint32_t depth);
    uint64_t GetPacketsForwarded() const; //!< by all switches

  private:
    NetDeviceContainer Lay(const LinkConfig& link, Ptr<Node> a, Ptr<Node> b);
    Ipv4Address Join(Ptr<Node> host, Ptr<Node> intSwitch, const LinkConfig& link);
    void BuildNetwork();
    Ptr<DashPlayer> MakePlayer(const AttributeMap& attributes) const;
    void BuildVideo();
    void BuildProbe();

    TestbedConfig m_config;
    Ptr<Node> m_serverHost;
    NodeContainer m_switchNodes;
    NodeContainer m_playerHosts;
    Ptr<Node> m_loadHost;
    Ipv4Address m_serverAddress;
    Ipv4Address m_playerAddress; //!< of the first player's host
    Ipv4Address m_loadAddress;
    uint32_t m_hosts{0}; //!< that have an address

    std::vector<Ptr<IntSwitch>> m_switches;
    Ptr<DashServer> m_server;
    std::vector<Ptr<DashPlayer>> m_players;
    Ptr<ProbeSender> m_probeSender;
    Ptr<IntCollector> m_collector;
    std::unique_ptr<TestbedLoad> m_load;
    std::vector<Ptr<RateErrorModel>> m_losses; //!< of all links, in both directions
    std::vector<Ptr<EthernetPort>> m_served;   //!< interfaces with a service time
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_H
