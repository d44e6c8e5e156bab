/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_SWITCH_H
#define SYNTHNET_INT_SWITCH_H

#include "ns3/ns3-version.h"

#include "ingress-pipeline.h"
#include "int-node.h"
#include "match-action-table.h"
#include "packet-fields.h"
#include "port-queue.h"
#include "service-thread.h"
#include "service-time.h"
#include "transit.h"
#include "tx-utilization.h"

#include "ns3/int-hop.h"
#include "ns3/int-metadata.h"

#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/object-factory.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class EthernetPort;

/**
 * @ingroup synthnet-switch
 * @brief A BMv2-like switch with in-band telemetry, between the network devices of a node.
 *
 * A packet passes five places, the first four as in a simple_switch process:
 *  1. the input buffer and the ingress thread, which takes IngressService for each packet;
 *  2. the match-action tables, in the order in which they were added;
 *  3. the egress queue of the chosen port and priority: see EgressQueue for its rule; the thread
 *     that empties it takes EgressService for each packet;
 *  4. the output buffer and the transmit thread, which all ports share and which takes
 *     TransmitService for each packet; a full output buffer blocks the thread of the egress queue;
 *  5. the device's own buffer and line.
 *
 * By default the threads take no time and the queue's rate is unlimited: packets pass at once.
 *
 * A packet whose IP protocol is ProbeProtocol gets the metadata of its stay pushed onto it when it
 * leaves the queue; see ProbeHeader. With SetIntNode(), the switch is a node of an INT v2.1 domain.
 *
 * Ports are devices of the switch's node, numbered from 0 as they are added. With EthernetPort
 * devices a packet costs one event for each place that takes time; any other device that can send
 * from a foreign address, or is point to point, works too. Packets for the node itself do not
 * reach it: a switch has no IP stack.
 */
class IntSwitch : public Object, private PortQueueOwner
{
  public:
    /// Why a packet was dropped.
    enum class DropReason : uint8_t
    {
        InputBuffer,  //!< the input buffer was full
        NoRoute,      //!< no table chose a port, or it does not exist
        TableDrop,    //!< a table said so, or chose v1model's drop port, 511
        TtlExpired,   //!< the TTL reached 0
        EgressQueue,  //!< the egress queue was full, or its queue discipline dropped the packet
        OutputBuffer, //!< the device did not take the packet
    };

    /// How many reasons there are.
    static constexpr std::size_t DROP_REASONS = 6;

    /// Counters of one port.
    struct PortCounters
    {
        uint64_t received{0}; //!< packets that came in by this port
        uint64_t sent{0};     //!< packets that the device took
        uint64_t
            dropped[DROP_REASONS]{}; //!< by reason; before a port is chosen, of the ingress port
        uint64_t ecnMarked{0};       //!< packets marked Congestion Experienced
    };

    /**
     * Signature of the Enqueue and Dequeue trace sources.
     * @param packet with its IP header
     * @param metadata complete at Dequeue; the dequeue members are 0 at Enqueue
     */
    using QueueTracedCallback = void (*)(Ptr<const Packet> packet, const IntMetadata& metadata);
    /**
     * Signature of the Drop trace source.
     * @param packet with its IP header
     * @param metadata what is known by then
     * @param reason why
     */
    using DropTracedCallback = void (*)(Ptr<const Packet> packet,
                                        const IntMetadata& metadata,
                                        DropReason reason);

    /// @return the type
    static TypeId GetTypeId();
    IntSwitch();
    ~IntSwitch() override;

    /**
     * @brief Makes a device of this switch's node a port.
     * @param device not used by anything else
     * @return its number
     * @throws InputError when there are 511 ports (v1model's have 9 bits, and 511 drops), or a
     * service attribute names no ServiceTime
     */
    uint32_t AddPort(Ptr<NetDevice> device);
    uint32_t GetNPorts() const;                  //!< ports
    Ptr<NetDevice> GetPort(uint32_t port) const; //!< by number

    /**
     * @brief Adds a table behind the existing ones. At first there is one, `ipv4_lpm`, which
     * matches the longest prefix of the IPv4 destination.
     * @throws InputError when the schema is not valid or the name is taken
     */
    MatchActionTable& AddTable(const TableSchema& schema);
    /// @throws InputError when there is no such table
    MatchActionTable& GetTable(const std::string& name);

    /**
     * @brief Carries out the commands of a BMv2 command file: table_add, set_queue_depth, …
     * @throws InputError naming file and line. What the parser refuses leaves all as it was; a
     *         command that fails, as for a port that does not exist, leaves those before it carried
     *         out.
     */
    void LoadCommands(const std::string& fileName);

    /**
     * @brief `set_queue_depth N [port [priority]]`: from the next packet on; evicts nothing.
     *
     * Without a port and a priority it is also the default of ports added later.
     * @throws InputError when the depth is 0 or there is no such port or priority
     */
    void SetQueueDepth(uint32_t depth,
                       std::optional<uint32_t> port = std::nullopt,
                       std::optional<uint32_t> priority = std::nullopt);
    /**
     * @brief `set_queue_rate PPS [port [priority]]`: from the next packet on; retimes nothing.
     * @param packetsPerSecond 0: unlimited; else 0.001 or more
     * @throws InputError when the rate is another or there is no such port or priority
     */
    void SetQueueRate(double packetsPerSecond,
                      std::optional<uint32_t> port = std::nullopt,
                      std::optional<uint32_t> priority = std::nullopt);

    uint32_t GetQueueDepth(uint32_t port, uint32_t priority = 0) const; //!< packets
    uint32_t GetQueued(uint32_t port, uint32_t priority = 0);           //!< packets, now

    /**
     * @brief Replaces a port's tail-drop queue by one of ns-3's queue disciplines.
     *
     * Rate and EgressService hold as before, the depth is the discipline's own. The port then has
     * one priority, with the rate of its priority 0, and marks ECN as the discipline does.
     * @param port its number
     * @param disc initialized by this call; one that gives a packet whenever it has one
     * @throws InputError when a packet has been in the port's queue, or for a TbfQueueDisc or
     *         MqQueueDisc
     */
    void SetQueueDisc(uint32_t port, Ptr<QueueDisc> disc);
    Ptr<QueueDisc> GetQueueDisc(uint32_t port) const; //!< null where the queue drops the tail

    const PortCounters& GetCounters(uint32_t port) const; //!< of one port

    /**
     * @brief Makes the switch a node of an INT domain.
     *
     * Metadata are, of bits 0 to 8: SwitchId; the ports' numbers; ns in the egress queue, not
     * available from 4.29 s on; the
     * priority, and the packets found in its queue; ns since the switch started, of arrival and of
     * leaving the egress queue; the devices' interface indices; millionths of the egress line's
     * rate, where it is an EthernetPort's; the egress port's number, and the packets left in its
     * queue. Reports go through the tables to the collector, from no port.
     * @param node not null, and not used by anything else
     */
    void SetIntNode(Ptr<IntNode> node);
    Ptr<IntNode> GetIntNode() const; //!< null: none

    /**
     * @param stream the first random stream to use, by the threads and then the queue disciplines;
     *        not by the queues that FqPie and FqCobalt make while packets come, nor by the INT
     *        node, so that telemetry changes no draw; see IntHelper::AssignStreams()
     * @return how many streams were used
     */
    int64_t AssignStreams(int64_t stream);

  protected:
    void DoDispose() override;

  private:
    /// A port: its device and its queue.
    struct Port
    {
        Ptr<NetDevice> device;
        Ptr<EthernetPort> ethernet; //!< the device, when it is one that can send at a later time
        Ptr<ServiceTime> service;   //!< of the queue's thread; null: takes no time
        std::unique_ptr<PortQueue> queue;
        Ptr<QueueDisc> disc; //!< that the queue uses; null: none
        bool isUsed{false};  //!< whether a packet has come to the queue
        PortCounters counters;
        std::optional<TxUtilization> utilization; //!< where INT may ask for it
    };

    // PortQueueOwner
    void OnEnqueue(Transit& transit) override;
    void OnDequeue(Transit& transit, uint32_t deqQdepth) override;
    void OnDrop(const Transit& transit) override;
    void OnMark(const Transit& transit) override;
    bool ObservesDeparture(const Transit& transit) const override;
    void ReserveLine(const Transit& transit, Time departure) override;

    bool ReceiveFromDevice(Ptr<NetDevice> device,
                           Ptr<const Packet> packet,
                           uint16_t etherType,
                           const Address& source,
                           const Address& destination,
                           NetDevice::PacketType type);
    void ForEachQueue(std::optional<uint32_t> port,
                      std::optional<uint32_t> priority,
                      const std::function<void(PortQueue&, uint32_t)>& set);
    void RequireNoPort(const std::string& attribute) const;
    void SetSwitchId(uint32_t switchId);
    uint32_t GetSwitchId() const;
    void SetIngressService(const ObjectFactory& service);
    ObjectFactory GetIngressService() const;
    void SetTransmitService(const ObjectFactory& service);
    ObjectFactory GetTransmitService() const;
    PacketFields Parse(Transit& transit) const; //!< what the tables match; tells the transit, too
    std::optional<DropReason> ReasonToDrop(const PacketFields& fields,
                                           const IngressVerdict& verdict) const;
    void Ingress(Transit transit);
    void SendReport(Ptr<Packet> packet);
    bool AdmitToInt(Transit& transit, const PacketFields& fields, std::optional<uint8_t> dscp);
    IntHop HopOf(const Transit& transit);
    uint32_t MoreBytes(const Transit& transit) const; //!< that a packet will have at its departure
    void Transmit(const Transit& transit);
    void Emit(Transit transit);
    void Count(const Transit& transit, bool sent);
    void Drop(const Transit& transit, uint32_t port, DropReason reason);
    uint64_t Clock(Time time) const;
    uint64_t ClockNs(Time time) const;

    uint32_t m_switchId{1};
    uint32_t m_priorities{1};
    uint32_t m_defaultDepth{64};
    double m_defaultRate{0};
    uint32_t m_inputBufferSize{1024};
    uint32_t m_outputBufferSize{128};
    uint32_t m_ecnThreshold{0};
    uint8_t m_probeProtocol{253};
    Time m_upTime;
    ObjectFactory m_ingressService;
    ObjectFactory m_egressService;
    ObjectFactory m_transmitService;

    std::vector<std::unique_ptr<Port>> m_ports;
    std::vector<int32_t> m_portOfInterface; //!< by interface index of the node, -1: none
    Ptr<IntNode> m_intNode;                 //!< null: none
    IngressPipeline m_pipeline;
    ServiceThread m_ingress;
    ThreadBuffer m_inputBuffer;
    ServiceThread m_transmit;
    ThreadBuffer m_outputBuffer;

    TracedCallback<Ptr<const Packet>, const IntMetadata&> m_enqueueTrace;
    TracedCallback<Ptr<const Packet>, const IntMetadata&> m_dequeueTrace;
    TracedCallback<Ptr<const Packet>, const IntMetadata&, DropReason> m_dropTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_SWITCH_H
