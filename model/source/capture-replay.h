/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CAPTURE_REPLAY_H
#define SYNTHNET_CAPTURE_REPLAY_H

#include "ip-sender.h"
#include "replay-sink.h"
#include "replay-source.h"

#include "ns3/capture-clock.h"
#include "ns3/capture-reader.h"
#include "ns3/ip-rewrite.h"

#include "ns3/packet.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-replay
 * @brief Sends the IP packets of a capture at the times at which they were recorded, from the nodes
 * that stand for its two sides.
 *
 * A packet whose source is on the client side leaves the client's node, any other one the server's
 * node, to the other node: both addresses, also of groups, become those of the nodes. Ports change
 * by Ports, checksums by what the others changed; all else of the header stays, TTL, options and
 * fragments included. What a snap length cut off is sent as zeros. The node that it is for takes a
 * packet without its TCP, UDP or ICMP: see ReplaySink. The file is read as it is replayed, so that
 * memory does not grow with it.
 */
class CaptureReplay : public ReplaySource
{
  public:
    /// @brief Get the type ID.
    /// @return the object TypeId
    static TypeId GetTypeId();

    CaptureReplay();
    ~CaptureReplay() override;

    /// What became of the capture's packets, of all loops.
    struct Counters
    {
        uint64_t sent{0};
        uint64_t sentBytes{0};     //!< from IP's header on
        uint64_t received{0};      //!< packets, also of which fragments are missing
        uint64_t receivedBytes{0}; //!< from IP's header on, also those of fragments
        uint64_t fragments{0};     //!< received besides the first of their packets
        uint64_t padded{0};        //!< sent with zeros for what the capture lacks
        uint64_t late{0};          //!< sent with an earlier packet whose time was later
        uint64_t notIp{0};         //!< not sent, as the next ones
        uint64_t malformed{0};     //!< IP's header is cut short, or its lengths are wrong
        uint64_t noAddress{0};     //!< a node has no address of this IP version
        uint64_t noRoute{0};
        uint64_t tooLong{0}; //!< for the device, and not to be fragmented
    };

    void Check() const override;
    const Counters& GetCounters() const;
    std::vector<ReplayedFlow> GetFlows() const override; //!< none without CountFlows

    /**
     * @brief The signature of the trace sources Sent and Received.
     * @param packet from IP's header on
     * @param what which one it is
     */
    typedef void (*PacketTracedCallback)(Ptr<const Packet> packet, const ReplayedPacket& what);

  protected:
    void DoDispose() override;

  private:
    void StartApplication() override;
    void StopApplication() override;
    void BeginLoop();
    void EndLoop();
    void ScheduleNext();
    void SendNext();
    void Send(const CapturedPacket& captured);
    void OnReceived(Ptr<const Packet> packet, const ReplayedPacket& what);

    std::string m_portsText;
    bool m_countsFlows;

    uint32_t m_number{0}; //!< of the replay, in this process
    PortMap m_ports;
    std::optional<IpAddressBytes> m_addresses[2][2]; //!< by side, IPv4 and IPv6
    std::vector<IpSender> m_senders;                 //!< by side
    Ptr<ReplaySink> m_sinks[2];                      //!< by side
    std::unique_ptr<CaptureReader> m_reader;
    std::optional<CapturedPacket> m_next;
    CaptureClock m_clock;
    Time m_loopStart;
    uint32_t m_loop{0};
    Time m_due; //!< of the next packet, since the loop's start
    EventId m_event;
    FlowTable m_table; //!< of this loop
    std::vector<ReplayedFlow> m_flows;
    Counters m_counters;
    /// By side that sends: the number and loop of the packet that was received last.
    std::optional<std::pair<uint64_t, uint32_t>> m_lastReceived[2];
    TracedCallback<Ptr<const Packet>, const ReplayedPacket&> m_sentTrace;
    TracedCallback<Ptr<const Packet>, const ReplayedPacket&> m_receivedTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CAPTURE_REPLAY_H
