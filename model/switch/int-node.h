/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_NODE_H
#define SYNTHNET_INT_NODE_H

#include "int-task.h"
#include "packet-fields.h"
#include "watch-list.h"

#include "ns3/ns3-version.h"

#include "ns3/int-content.h"
#include "ns3/telemetry-report.h"

#include "ns3/ipv4-address.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/packet.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-switch
/// How the nodes of a domain deliver their metadata; the specification's names.
enum class IntMode
{
    MD, //!< every hop writes into the packet, the sink reports
    MX, //!< the packet carries instructions, every hop reports
    XD, //!< the packet stays as it is, every hop reports by its own watch list
};

/// @ingroup synthnet-switch
/// @param text MD, MX or XD
/// @throws InputError when it is another
IntMode ParseIntMode(const std::string& text);

/// @ingroup synthnet-switch
/// @return what ParseIntMode() reads
std::string IntModeName(IntMode mode);

/**
 * @ingroup synthnet-switch
 * @brief The part of a switch that makes it a node of an INT domain: source, transit hop and sink.
 *
 * Ports are inside the domain but for those that SetEdge() names. What comes in by an edge is
 * ordinary traffic. INT is started for packets that the edge's watch list has; another packet with
 * the domain's DSCP is re-marked, and another to its port is carried through as INT that asks for
 * nothing. What leaves by an edge has INT taken out, byte for byte, and reported. Between two ports
 * inside, INT that is in a packet is followed. With INT-XD all packets stay as they are.
 *
 * A packet has INT when it came with the domain's mark. The DSCP that the switch's tables give to a
 * packet with INT is the one that the sink gives it back. Any other packet has it before it goes
 * into the domain, where it must not be that of INT.
 *
 * INT changes a packet where the switch admits it to an egress queue; this hop's metadata follows
 * when the packet leaves the queue. Packets that are neither TCP nor UDP, and fragments, are left
 * alone.
 *
 * Source: INT Dataplane Specification v2.1, Telemetry Report Format Specification v2.0.
 */
class IntNode : public Object
{
  public:
    /// What happened so far.
    struct Counters
    {
        uint64_t watched{0};    //!< packets that a watch list of this node chose
        uint64_t started{0};    //!< packets in which this node, as their source, began INT
        uint64_t notStarted{0}; //!< packets watched that cannot carry INT: the MTU had no room, a
                                //!< sink could not restore the checksum, or TCP with ByPort
        uint64_t pushed{0};     //!< packets that got this hop's metadata
        uint64_t noHopsLeft{0}; //!< packets whose remaining hop count was 0: E was set
        uint64_t noRoom{0};     //!< packets that would have exceeded the MTU: M was set
        uint64_t taken{0};      //!< packets that this node, as their sink, took INT out of
        uint64_t discarded{0};  //!< packets that it then discarded, as D said
        uint64_t malformed{0};  //!< packets that say they carry INT, which cannot be read, or
                                //!< whose next protocol is not the domain's
        uint64_t remarked{0};   //!< ordinary packets that would have gone into the domain with its
                                //!< DSCP, or to its port
        uint64_t reports{0};    //!< telemetry reports made
        uint64_t reportsDropped{0}; //!< of these, what this node's own switch dropped: there was no
                                    //!< route, no room in a queue, or they exceeded the MTU
    };

    /// What Admit() says of a packet.
    struct Admission
    {
        Ptr<IntTask> task;     //!< what is left to do; null: nothing
        bool isDropped{false}; //!< the packet ends here
    };

    /**
     * Signature of the Report trace source.
     * @param payload the UDP payload of a telemetry report
     */
    using ReportTracedCallback = void (*)(const std::vector<uint8_t>& payload);

    /**
     * Signature of the Remarked trace source.
     * @param packet an ordinary one with the mark of INT, before that is changed
     */
    using RemarkedTracedCallback = void (*)(Ptr<const Packet> packet);

    /// Takes an IPv4 packet to the collector.
    using ReportSender = std::function<void(Ptr<Packet>)>;

    /// @return the type
    static TypeId GetTypeId();
    IntNode();
    ~IntNode() override;

    /**
     * @brief A port leads out of the domain.
     * @param port its number
     * @param starts the packets that come in by it and for which INT is started; empty: none
     */
    void SetEdge(uint32_t port, const WatchList& starts);
    bool IsEdge(uint32_t port) const; //!< whether SetEdge() was called for a port

    /// @brief Sets what this node reports with XD, wherever the packets come from; reports to the
    /// collector are never watched.
    void SetWatchList(const WatchList& watched);

    /// @brief Sets the node id in metadata and reports.
    void SetNodeId(uint32_t nodeId);

    /// @brief Sets what takes reports to the collector over the network; none: the trace source
    /// alone.
    void SetReportSender(ReportSender sender);

    /// @brief Counts a report that the sender could not send on.
    void CountDroppedReport();

    /**
     * @brief Takes INT's part in a packet that goes to an egress queue: changes the packet.
     * @param packet without a link header; what is neither IPv4 nor IPv6 is left alone
     * @param fields of it, as it came
     * @param egressPort its number
     * @param mtu of the egress line, bytes
     * @param dscp that the switch's tables give to an IPv4 packet; nothing: it keeps its own
     */
    Admission Admit(Ptr<Packet> packet,
                    const PacketFields& fields,
                    uint32_t egressPort,
                    uint16_t mtu,
                    std::optional<uint8_t> dscp = std::nullopt);

    /**
     * @brief Gives an ordinary IPv4 packet from inside a DSCP; where that is INT's and the packet
     * stays inside, RemarkDscp.
     * @param packet for example a report
     * @param egressPort its number
     */
    void Mark(Ptr<Packet> packet, uint32_t egressPort, uint8_t dscp);

    /**
     * @brief Does what is left when the packet leaves the egress queue.
     * @param packet that Admit() saw; its IP header may have been marked since
     * @param hop this node's metadata
     */
    void Complete(Ptr<Packet> packet, const IntTask& task, const IntHop& hop);

    const Counters& GetCounters() const; //!< so far
    Time GetUtilizationTime() const;     //!< time constant of the Tx utilization

    /**
     * @param stream the first random stream to use
     * @return how many were used: 1, for the probabilities of watch lists
     */
    int64_t AssignStreams(int64_t stream);

  private:
    struct Edge
    {
        bool isEdge{false};
        WatchList starts;
    };

    void SetMode(const std::string& mode);
    std::string GetMode() const;
    IntPresence Presence() const;
    IntHeader HeaderToStart() const;
    bool IsReport(const PacketFields& fields) const;
    std::optional<IntPlace> PlaceIn(const Packet& packet, const PacketFields& fields) const;
    bool IsReserved(const Packet& packet,
                    const PacketFields& fields,
                    const std::optional<IntPlace>& place) const;
    Admission ComeIn(Ptr<Packet> packet,
                     const PacketFields& fields,
                     const std::optional<IntPlace>& place,
                     uint16_t mtu);
    bool TryToStart(Packet& packet, const IntPlace& place, uint16_t mtu);
    bool Protect(Ptr<Packet> packet,
                 const PacketFields& fields,
                 const std::optional<IntPlace>& place,
                 uint16_t mtu);
    bool Start(Packet& packet,
               const IntPlace& place,
               IntType type,
               const IntHeader& header,
               uint16_t mtu);
    Ptr<IntTask> Follow(Packet& packet,
                        const IntPlace& place,
                        uint16_t mtu,
                        std::optional<uint8_t> dscp);
    Admission TakeOut(Packet& packet, const IntPlace& place);
    Admission Discard(const IntTask& task);
    Ptr<IntTask> ReportTask(const Packet& packet,
                            const IntPlace& place,
                            uint16_t bitmap,
                            uint16_t domainId,
                            bool isSink,
                            std::size_t intBytes) const;
    std::size_t MostInner(const Report& report) const;
    void SendReport(const IntTask& task, const IntHop& hop);
    Ptr<Packet> MakePacket(const std::vector<uint8_t>& payload);

    IntMode m_mode{IntMode::MD};
    bool m_byPort{false};
    uint8_t m_dscp{0};
    uint16_t m_port{0};
    uint8_t m_remarkDscp{0};
    uint16_t m_domainId{0};
    uint16_t m_instructions{0};
    uint8_t m_remainingHops{0};
    bool m_discard{false};
    uint16_t m_innerPayload{0};
    uint16_t m_reportMtu{0};
    Ipv4Address m_address;
    Ipv4Address m_collector;
    uint16_t m_collectorPort{0};
    Time m_utilizationTime;
    uint32_t m_nodeId{0};

    std::vector<Edge> m_edges; //!< by port, as far as there are any
    WatchList m_watched;
    ReportSender m_sender;
    std::function<double()> m_uniform;
    Ptr<UniformRandomVariable> m_draws;
    uint32_t m_sequence{0};       //!< of the next report
    uint16_t m_identification{0}; //!< of the next report's IPv4 header
    Counters m_counters;

    TracedCallback<const std::vector<uint8_t>&> m_reportTrace;
    TracedCallback<Ptr<const Packet>> m_remarkedTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_NODE_H
