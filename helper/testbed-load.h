/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_LOAD_H
#define SYNTHNET_TESTBED_LOAD_H

#include "testbed-config.h"

#include "ns3/ns3-version.h"

#include "ns3/dash-player.h"
#include "ns3/wave-controller.h"

#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <functional>
#include <map>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-helper
 * @brief The load of a testbed: the clients of one load, or of several that take turns.
 *
 * Clients are made when they start. A player that stops ends its download, requests nothing more,
 * and is freed a minute later.
 */
class TestbedLoad
{
  public:
    /// Where clients run, and how players are made.
    struct Place
    {
        Ptr<Node> server;          //!< sources of packets and of downloads run beside it
        Ptr<Node> playerHost;      //!< of the first player
        Ptr<Node> loadHost;        //!< of the load
        Ipv4Address playerAddress; //!< of playerHost
        Ipv4Address loadAddress;   //!< of loadHost
        std::function<Ptr<DashPlayer>(const AttributeMap& attributes)> makePlayer;
    };

    /// @param config checked; its load, and those of its turns
    TestbedLoad(const TestbedConfig& config, Place place);
    ~TestbedLoad();
    TestbedLoad(const TestbedLoad&) = delete;
    TestbedLoad& operator=(const TestbedLoad&) = delete;

    int64_t AssignStreams(int64_t stream); //!< @return how many streams were used

    /// @return of the load whose turn it is; null when it is none, and with turns before time 0
    Ptr<WaveController> GetController() const;
    std::size_t GetTurn() const; //!< whose turn it is: 0 is the load, then those of the turns

  private:
    void Begin(std::size_t turn);
    void BeginTurn(std::size_t turn);
    void EndTurn();
    uint32_t StartClient();
    Ptr<Application> MakeClient(bool withPlayer);
    void StopClient(uint32_t client);
    void FreeClient(uint32_t client);

    std::vector<LoadConfig> m_loads;
    Place m_place;
    Ptr<UniformRandomVariable> m_placement;  //!< of a client: which host
    Ptr<UniformRandomVariable> m_firstTurn;  //!< which load begins
    Ptr<RandomVariableStream> m_turnSeconds; //!< null for one load
    int64_t m_nextStream{-1}; //!< of what is made in the simulation; -1: as ns-3 likes

    std::size_t m_turn{0};
    LoadClient m_kind{LoadClient::PLAYER}; //!< of the turn's clients
    Ptr<WaveController> m_controller;
    EventId m_start;
    EventId m_stop;
    std::map<uint32_t, Ptr<Application>> m_clients;
    uint32_t m_nextClient{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_LOAD_H
