/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAY_SOURCE_H
#define SYNTHNET_REPLAY_SOURCE_H

#include "ns3/capture-sides.h"
#include "ns3/flow-table.h"
#include "ns3/ns3-version.h"

#include "ns3/application.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-replay
 * @brief What a replay did of one flow of its capture, in all loops.
 */
struct ReplayedFlow
{
    /// One direction.
    struct Way
    {
        uint64_t sentPackets{0};
        uint64_t sentBytes{0};
        uint64_t receivedPackets{0};
        uint64_t receivedBytes{0};
    };

    FlowEnds ends;            //!< in the capture
    std::array<Way, 2> ways;  //!< from the source of `ends`, and back
    std::optional<Time> last; //!< when something of it was received last
};

/**
 * @ingroup synthnet-replay
 * @brief Brings a capture into a simulation, between two nodes: what CaptureReplay and FlowReplay
 * have in common.
 *
 * The application is installed at one node, which stands for the client side of the capture; its
 * peer stands for the server side. CaptureReplayHelper does it. The capture's time 0 is the start
 * of the application.
 */
class ReplaySource : public Application
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    ReplaySource();
    ~ReplaySource() override;

    /// Sets the node of the server side.
    void SetPeer(Ptr<Node> server);

    /**
     * @brief Looks whether all that is needed is there, as the start of the application does.
     * @throws InputError when the file cannot be read twice or is no capture, the peer is missing,
     * or an attribute has no sense
     */
    virtual void Check() const;

    /// @return one line for the user when the capture is damaged, which is then replayed until
    ///         there; empty when nothing of the kind was met yet
    const std::string& GetDamage() const;

    /// @return which addresses are on which side, "clients 192.168.1.7"; empty before the start
    std::string GetSides() const;

    /// @return each flow that there is, in the order of the capture
    virtual std::vector<ReplayedFlow> GetFlows() const = 0;

    bool IsFinished() const; //!< all that was due has been sent

    /// The signature of the trace source Finished.
    typedef void (*FinishedTracedCallback)();

  protected:
    /// The two nodes.
    enum Side
    {
        CLIENT,
        SERVER
    };

    void DoDispose() override;

    Ptr<Node> NodeOf(Side side) const;

    /// @return the address of the version that stands for the side; nothing when its node has none
    std::optional<IpAddressBytes> AddressOf(Side side, uint8_t version) const;

    /// @return which side an address of the capture is on
    Side SideOf(uint8_t version, const IpAddressBytes& address) const;

    void FindSides();                         //!< unless attributes say them, from the capture
    void NoteDamage(const std::string& note); //!< unless it is empty

    const std::string& File() const;
    double Speed() const;
    int64_t LongestGap() const; //!< ns

    /// @return whether there is a loop after this one, counted from 0
    bool HasLoopAfter(uint32_t loop) const;

    /// @param duration from its first to its last packet, of the simulation
    /// @return how long after its begin the next loop begins
    Time LoopPeriod(Time duration) const;

    void Finish(); //!< says that all has been sent

  private:
    void NeedTime() const; //!< that a loop takes, when they have no end

    std::string m_file;
    std::string m_clients;
    std::string m_servers;
    Ipv4Address m_clientAddress;
    Ipv4Address m_serverAddress;
    Ipv6Address m_clientAddress6;
    Ipv6Address m_serverAddress6;
    double m_speed;
    uint32_t m_loops;
    Time m_loopGap;
    Time m_longestGap;
    Ptr<Node> m_server;
    std::optional<CaptureSides> m_sides;
    std::string m_damage;
    bool m_isFinished{false};
    TracedCallback<> m_finishedTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAY_SOURCE_H
