/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_REPLAY_H
#define SYNTHNET_FLOW_REPLAY_H

#include "replay-source.h"

#include "ns3/flow-script.h"

#include "ns3/address.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/packet.h"
#include "ns3/socket.h"

#include <map>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

class ReplayedConnection;

/**
 * @ingroup synthnet-replay
 * @brief Re-enacts the flows of a capture between the nodes that stand for its two sides.
 *
 * Of TCP flows the script is followed (FlowScriptReader): each end writes what it wrote, when it
 * has got what it had got and has waited as long; ns-3's TCP carries it and reacts to congestion.
 * UDP flows are open loop: datagrams of the capture's sizes at its times. Flows begin at their
 * times. Speed applies to all times. The end that opened a flow has an ephemeral port; the other
 * one has the capture's port, or an ephemeral one when that is taken. Memory grows with the
 * scripts.
 */
class FlowReplay : public ReplaySource
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    FlowReplay();
    ~FlowReplay() override;

    /// What became of the flows, of all loops.
    struct Counters
    {
        uint64_t started{0};
        uint64_t completed{0}; //!< TCP: all bytes have arrived; UDP: all datagrams were sent
        uint64_t failed{0};    //!< TCP: no connection, or it broke
        uint64_t noAddress{0}; //!< flows whose nodes have no common IP version
        uint64_t noPort{0};    //!< flows for which no port was free
        uint64_t others{0};    //!< packets of the capture of other protocols, or not IP
        uint64_t malformed{0}; //!< packets of the capture whose headers are cut short or wrong
    };

    const Counters& GetCounters() const;

    /// Bytes are payload, of TCP each once; packets are datagrams, of TCP 0.
    std::vector<ReplayedFlow> GetFlows() const override;

    const std::vector<FlowScript>& GetScripts() const; //!< by flow, once the application started

    /**
     * @brief The signature of the trace source Received.
     * @param packet from IP's header on
     * @param flow counted from 0
     */
    typedef void (*PacketTracedCallback)(Ptr<const Packet> packet, std::size_t flow);

    /**
     * @brief The signature of the trace source FlowEnded.
     * @param flow counted from 0
     * @param isComplete whether all was delivered
     */
    typedef void (*FlowTracedCallback)(std::size_t flow, bool isComplete);

  protected:
    void DoDispose() override;

  private:
    /// Where a node takes what is for a port of the capture.
    struct Listener
    {
        Ptr<Socket> socket; //!< null when no port was free
        uint16_t port{0};   //!< that it has
    };

    /// A UDP flow under way.
    struct Datagrams
    {
        std::size_t flow{0};
        std::size_t next{0};
        Address addresses[2]; //!< of the ends
        Ptr<Socket> sockets[2];
        EventId event;
    };

    using ListenerKey = std::tuple<Side, uint8_t, uint8_t, uint16_t>; //!< version, protocol, port
    using PortKey = std::tuple<Side, uint8_t, uint16_t>; //!< of who opened: protocol, its port

    void StartApplication() override;
    void StopApplication() override;
    void ReadScripts();
    void LetGo(bool closes); //!< of all sockets
    void BeginLoop();
    void ScheduleNext();
    void StartFlow();
    void StartConnection(std::size_t flow, uint8_t version);
    /// @return false when no port is free
    bool Connect(std::size_t flow,
                 uint8_t version,
                 const std::shared_ptr<ReplayedConnection>& connection);
    void ConnectAgain(std::size_t flow, uint8_t version, const Address& local);
    void StartDatagrams(std::size_t flow, uint8_t version);
    void SendDatagram(Datagrams* datagrams);
    void EndLoop();
    void EndFlow(std::size_t flow, bool isComplete);
    void FinishWhenDone();

    static Side Other(Side side);
    /// @return the IP version that both nodes have, that of the flow if they do; 0: none
    uint8_t VersionFor(const FlowScript& script) const;
    Address SocketAddress(Side side, uint8_t version, uint16_t port) const;
    /// @param address to bind to
    /// @return null when it is taken
    Ptr<Socket> MakeSocket(Side side, uint8_t protocol, const Address& address) const;
    const Listener& ListenAt(Side side, uint8_t version, uint8_t protocol, uint16_t port);
    void OnAccepted(Ptr<Socket> socket, const Address& from);
    void OnDatagramOfOpener(Ptr<Socket> socket);
    void OnAnswer(Ptr<Socket> socket);
    void CountDatagram(const PortKey& key, int end, Ptr<const Packet> packet);
    void OnIpv4(Ptr<const Packet> packet, Ptr<Ipv4> ipv4, uint32_t interface);
    void OnIpv6(Ptr<const Packet> packet, Ptr<Ipv6> ipv6, uint32_t interface);
    void OnPacket(Ptr<const Packet> packet, Ptr<Node> node);

    uint32_t m_sendBuffer;
    bool m_keepsPorts;

    std::vector<FlowScript> m_scripts;
    std::vector<Side> m_openers; //!< by flow
    std::vector<ReplayedFlow> m_flows;
    Time m_duration; //!< of a loop
    Time m_loopStart;
    uint32_t m_loop{0};
    std::size_t m_next{0}; //!< flow of this loop
    bool m_allStarted{false};
    uint64_t m_running{0};
    EventId m_event;
    std::map<ListenerKey, Listener> m_listeners;
    std::map<PortKey, std::size_t> m_ports; //!< flow, by the port of who opened it
    /// To be accepted, by the address of who opens it
    std::map<Address, std::shared_ptr<ReplayedConnection>> m_connecting;
    std::vector<std::shared_ptr<ReplayedConnection>> m_connections;
    std::vector<std::unique_ptr<Datagrams>> m_datagrams;
    Counters m_counters;
    TracedCallback<Ptr<const Packet>, std::size_t> m_receivedTrace;
    TracedCallback<std::size_t, bool> m_endedTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_REPLAY_H
