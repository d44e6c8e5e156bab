/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-switch.h"

#include "command-file.h"
#include "ethernet-port.h"
#include "mac-number.h"
#include "packet-fields.h"
#include "packet-rewrite.h"
#include "queue-rate.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/probe-codec.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetIntSwitch");
NS_OBJECT_ENSURE_REGISTERED(IntSwitch);

namespace
{

constexpr uint64_t MASK_48 = (uint64_t{1} << 48) - 1;
constexpr uint32_t ETHERNET_HEADER = 14; // bytes
constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t OWN_PORT = DROP_PORT; // packets of the switch itself come by none

/// @return null for a thread that takes no time, which needs no events
Ptr<ServiceTime>
MakeServiceTime(const ObjectFactory& factory)
{
    if (factory.GetTypeId() == InstantServiceTime::GetTypeId())
    {
        return nullptr;
    }
    const auto service = DynamicCast<ServiceTime>(factory.Create<Object>());
    if (!service)
    {
        throw InputError(factory.GetTypeId().GetName() + ", expected a TypeId derived from " +
                         ServiceTime::GetTypeId().GetName());
    }
    return service;
}

} // namespace

TypeId
IntSwitch::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::IntSwitch")
            .SetParent<Object>()
            .SetGroupName("Synthnet")
            .AddConstructor<IntSwitch>()
            .AddAttribute("SwitchId",
                          "The node id in telemetry, 31 bits.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&IntSwitch::SetSwitchId, &IntSwitch::GetSwitchId),
                          MakeUintegerChecker<uint32_t>(0, 0x7fffffff))
            .AddAttribute("Priorities",
                          "Egress queues of each port added later; the higher number goes first.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&IntSwitch::m_priorities),
                          MakeUintegerChecker<uint32_t>(1, 8))
            .AddAttribute("QueueDepth",
                          "Packets that each egress queue of ports added later holds.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&IntSwitch::m_defaultDepth),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("QueueRate",
                          "Packets a second that each egress queue of ports added later releases; "
                          "0 is unlimited, and less than 0.001 no rate.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&IntSwitch::m_defaultRate),
                          MakeQueueRateChecker())
            .AddAttribute("InputBuffer",
                          "Packets that may wait for the ingress thread.",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&IntSwitch::m_inputBufferSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("EcnThreshold",
                          "Mark ECN-capable IPv4 packets that find this many packets queued; 0 is "
                          "off. Ports with a queue discipline mark as the discipline does.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IntSwitch::m_ecnThreshold),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ProbeProtocol",
                          "IP protocol of the probes that collect telemetry.",
                          UintegerValue(PROBE_PROTOCOL),
                          MakeUintegerAccessor(&IntSwitch::m_probeProtocol),
                          MakeUintegerChecker<uint8_t>(PROBE_MIN_PROTOCOL))
            .AddAttribute("UpTime",
                          "How long the switch had run when the simulation began; its timestamps "
                          "count from its own start.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&IntSwitch::m_upTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("IngressService",
                          "The ServiceTime of the ingress thread, TypeId[Attribute=Value|...]; set "
                          "before the first port is added.",
                          StringValue("ns3::synthnet::InstantServiceTime"),
                          MakeObjectFactoryAccessor(&IntSwitch::SetIngressService,
                                                    &IntSwitch::GetIngressService),
                          MakeObjectFactoryChecker())
            .AddAttribute("EgressService",
                          "The ServiceTime of the egress thread of each port added later, "
                          "TypeId[Attribute=Value|...].",
                          StringValue("ns3::synthnet::InstantServiceTime"),
                          MakeObjectFactoryAccessor(&IntSwitch::m_egressService),
                          MakeObjectFactoryChecker())
            .AddAttribute("TransmitService",
                          "The ServiceTime of the transmit thread of all ports, "
                          "TypeId[Attribute=Value|...]; set before the first port is added.",
                          StringValue("ns3::synthnet::InstantServiceTime"),
                          MakeObjectFactoryAccessor(&IntSwitch::SetTransmitService,
                                                    &IntSwitch::GetTransmitService),
                          MakeObjectFactoryChecker())
            .AddAttribute("OutputBuffer",
                          "Packets that may wait for the transmit thread; one more blocks the "
                          "thread of the egress queue that it comes from.",
                          UintegerValue(128),
                          MakeUintegerAccessor(&IntSwitch::m_outputBufferSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Enqueue",
                            "A packet was admitted to an egress queue.",
                            MakeTraceSourceAccessor(&IntSwitch::m_enqueueTrace),
                            "ns3::synthnet::IntSwitch::QueueTracedCallback")
            .AddTraceSource("Dequeue",
                            "A packet left an egress queue.",
                            MakeTraceSourceAccessor(&IntSwitch::m_dequeueTrace),
                            "ns3::synthnet::IntSwitch::QueueTracedCallback")
            .AddTraceSource("Drop",
                            "A packet was dropped.",
                            MakeTraceSourceAccessor(&IntSwitch::m_dropTrace),
                            "ns3::synthnet::IntSwitch::DropTracedCallback");
    return tid;
}

IntSwitch::IntSwitch()
{
    TableSchema schema;
    schema.name = "ipv4_lpm";
    schema.key = {KeyField{Field::Ipv4Dst, MatchKind::Lpm}};
    AddTable(schema);
}

IntSwitch::~IntSwitch() = default;

void
IntSwitch::DoDispose()
{
    if (m_intNode)
    {
        m_intNode->SetReportSender(nullptr); // which knows this switch
        m_intNode = nullptr;
    }
    m_ports.clear();
    Object::DoDispose();
}

void
IntSwitch::RequireNoPort(const std::string& attribute) const
{
    if (!m_ports.empty())
    {
        throw InputError(attribute + " is set on a switch with ports, expected before the first");
    }
}

void
IntSwitch::SetIngressService(const ObjectFactory& service)
{
    RequireNoPort("IngressService");
    m_ingress.SetServiceTime(MakeServiceTime(service));
    m_ingressService = service;
}

ObjectFactory
IntSwitch::GetIngressService() const
{
    return m_ingressService;
}

void
IntSwitch::SetTransmitService(const ObjectFactory& service)
{
    RequireNoPort("TransmitService");
    m_transmit.SetServiceTime(MakeServiceTime(service));
    m_transmitService = service;
}

ObjectFactory
IntSwitch::GetTransmitService() const
{
    return m_transmitService;
}

uint32_t
IntSwitch::AddPort(Ptr<NetDevice> device)
{
    if (m_ports.size() == DROP_PORT)
    {
        throw InputError("one port too many, expected at most " + std::to_string(DROP_PORT));
    }
    PortQueueOwner& owner = *this; // which others cannot convert to
    auto port = std::make_unique<Port>();
    port->device = device;
    port->ethernet = DynamicCast<EthernetPort>(device);
    port->service = MakeServiceTime(m_egressService);
    if (m_priorities > 1 || m_transmit.GetServiceTime()) // departures are not known beforehand
    {
        port->queue =
            std::make_unique<PriorityPortQueue>(owner, m_priorities, m_defaultDepth, port->service);
    }
    else
    {
        port->queue = std::make_unique<FixedPortQueue>(owner,
                                                       m_defaultDepth,
                                                       port->service,
                                                       port->ethernet != nullptr);
    }
    for (uint32_t i = 0; i < m_priorities; ++i)
    {
        port->queue->SetRate(i, m_defaultRate);
    }
    const uint32_t interface = device->GetIfIndex();
    m_portOfInterface.resize(std::max<std::size_t>(m_portOfInterface.size(), interface + 1), -1);
    m_portOfInterface[interface] = m_ports.size();
    m_ports.push_back(std::move(port));
    device->SetPromiscReceiveCallback(MakeCallback(&IntSwitch::ReceiveFromDevice, this));
    return m_ports.size() - 1;
}

uint32_t
IntSwitch::GetNPorts() const
{
    return m_ports.size();
}

Ptr<NetDevice>
IntSwitch::GetPort(uint32_t port) const
{
    return m_ports.at(port)->device;
}

MatchActionTable&
IntSwitch::AddTable(const TableSchema& schema)
{
    return m_pipeline.AddTable(schema);
}

MatchActionTable&
IntSwitch::GetTable(const std::string& name)
{
    return m_pipeline.GetTable(name);
}

void
IntSwitch::LoadCommands(const std::string& fileName)
{
    const std::string text = ReadInputFile(fileName, "a file of switch commands");
    for (const Command& command : ParseCommandFile(text, fileName, m_pipeline.GetSchemas()))
    {
        try
        {
            if (const auto* depth = std::get_if<synthnet::SetQueueDepth>(&command.what))
            {
                SetQueueDepth(depth->depth, depth->port, depth->priority);
            }
            else if (const auto* rate = std::get_if<synthnet::SetQueueRate>(&command.what))
            {
                SetQueueRate(rate->rate, rate->port, rate->priority);
            }
            else
            {
                m_pipeline.Execute(command);
            }
        }
        catch (const InputError& error)
        {
            throw InputError(fileName, command.line, error.what());
        }
    }
}

void
IntSwitch::ForEachQueue(std::optional<uint32_t> port,
                        std::optional<uint32_t> priority,
                        const std::function<void(PortQueue&, uint32_t)>& set)
{
    if (port && *port >= m_ports.size())
    {
        throw InputError("unknown port " + std::to_string(*port) + ", expected one below " +
                         std::to_string(m_ports.size()));
    }
    const auto first = m_ports.begin() + port.value_or(0);
    const auto last = port ? first + 1 : m_ports.end();
    for (auto each = first; each != last; ++each)
    {
        const uint32_t priorities = (*each)->queue->GetPriorities();
        if (priority && *priority >= priorities)
        {
            throw InputError("unknown priority " + std::to_string(*priority) +
                             ", expected one below " + std::to_string(priorities));
        }
    }
    for (auto each = first; each != last; ++each)
    {
        PortQueue& queue = *(*each)->queue;
        const uint32_t end = priority ? *priority + 1 : queue.GetPriorities();
        for (uint32_t i = priority.value_or(0); i < end; ++i)
        {
            set(queue, i);
        }
    }
}

void
IntSwitch::SetQueueDepth(uint32_t depth,
                         std::optional<uint32_t> port,
                         std::optional<uint32_t> priority)
{
    if (depth == 0)
    {
        throw InputError("queue depth 0, expected at least 1 packet");
    }
    NS_LOG_INFO("queue depth " << depth);
    ForEachQueue(port, priority, [depth](PortQueue& queue, uint32_t each) {
        queue.SetDepth(each, depth);
    });
    if (!port && !priority)
    {
        m_defaultDepth = depth;
    }
}

void
IntSwitch::SetQueueRate(double packetsPerSecond,
                        std::optional<uint32_t> port,
                        std::optional<uint32_t> priority)
{
    const std::string reason = ReasonToRefuseQueueRate(packetsPerSecond);
    if (!reason.empty())
    {
        throw InputError("queue rate " + reason);
    }
    NS_LOG_INFO("queue rate " << packetsPerSecond << " packets/s");
    ForEachQueue(port, priority, [packetsPerSecond](PortQueue& queue, uint32_t each) {
        queue.SetRate(each, packetsPerSecond);
    });
    if (!port && !priority)
    {
        m_defaultRate = packetsPerSecond;
    }
}

uint32_t
IntSwitch::GetQueueDepth(uint32_t port, uint32_t priority) const
{
    return m_ports.at(port)->queue->GetDepth(priority);
}

uint32_t
IntSwitch::GetQueued(uint32_t port, uint32_t priority)
{
    return m_ports.at(port)->queue->GetQueued(priority);
}

void
IntSwitch::SetQueueDisc(uint32_t port, Ptr<QueueDisc> disc)
{
    Port& at = *m_ports.at(port);
    if (at.isUsed)
    {
        throw InputError("port " + std::to_string(port) +
                         " has had packets, expected a queue discipline before the first");
    }
    const double rate = at.queue->GetRate(0);
    PortQueueOwner& owner = *this;
    at.queue =
        std::make_unique<DiscPortQueue>(owner, disc, at.device, at.queue->GetDepth(0), at.service);
    at.queue->SetRate(0, rate);
    at.disc = disc;
}

Ptr<QueueDisc>
IntSwitch::GetQueueDisc(uint32_t port) const
{
    return m_ports.at(port)->disc;
}

const IntSwitch::PortCounters&
IntSwitch::GetCounters(uint32_t port) const
{
    return m_ports.at(port)->counters;
}

void
IntSwitch::SetSwitchId(uint32_t switchId)
{
    m_switchId = switchId;
    if (m_intNode)
    {
        m_intNode->SetNodeId(switchId);
    }
}

uint32_t
IntSwitch::GetSwitchId() const
{
    return m_switchId;
}

void
IntSwitch::SetIntNode(Ptr<IntNode> node)
{
    NS_ABORT_MSG_UNLESS(node, "a switch's INT node is null, expected one");
    m_intNode = node;
    m_intNode->SetNodeId(m_switchId);
    m_intNode->SetReportSender([this](Ptr<Packet> packet) { SendReport(packet); });
}

Ptr<IntNode>
IntSwitch::GetIntNode() const
{
    return m_intNode;
}

int64_t
IntSwitch::AssignStreams(int64_t stream)
{
    int64_t used = 0;
    if (m_ingress.GetServiceTime())
    {
        used += m_ingress.GetServiceTime()->AssignStreams(stream + used);
    }
    if (m_transmit.GetServiceTime())
    {
        used += m_transmit.GetServiceTime()->AssignStreams(stream + used);
    }
    for (const auto& port : m_ports)
    {
        if (port->service)
        {
            used += port->service->AssignStreams(stream + used);
        }
    }
    for (const auto& port : m_ports)
    {
        used += port->queue->AssignStreams(stream + used);
    }
    return used;
}

uint64_t
IntSwitch::Clock(Time time) const
{
    return static_cast<uint64_t>((time + m_upTime).GetMicroSeconds()) & MASK_48;
}

uint64_t
IntSwitch::ClockNs(Time time) const
{
    return static_cast<uint64_t>((time + m_upTime).GetNanoSeconds());
}

bool
IntSwitch::ReceiveFromDevice(Ptr<NetDevice> device,
                             Ptr<const Packet> packet,
                             uint16_t etherType,
                             const Address& source,
                             const Address& destination,
                             NetDevice::PacketType type)
{
    const uint32_t number = m_portOfInterface[device->GetIfIndex()];
    auto& port = *m_ports[number];
    ++port.counters.received;

    Transit transit;
    transit.packet = packet->Copy(); // other receivers may hold the same packet
    transit.source = Mac48Address::ConvertFrom(source);
    transit.destination = Mac48Address::ConvertFrom(destination);
    transit.etherType = etherType;
    transit.metadata.switchId = m_switchId;
    transit.metadata.ingressPort = number;
    const Time now = Simulator::Now();
    transit.arrival = now;
    transit.metadata.ingressGlobalTimestamp = Clock(now);
    if (!m_ingress.GetServiceTime())
    {
        Ingress(transit);
        return true;
    }
    if (m_inputBuffer.Waiting(now) >= m_inputBufferSize)
    {
        Drop(transit, number, DropReason::InputBuffer);
        return true;
    }
    m_inputBuffer.Push(m_ingress.Take(now));
    Simulator::Schedule(m_ingress.FreeFrom() - now, &IntSwitch::Ingress, this, transit);
    return true;
}

PacketFields
IntSwitch::Parse(Transit& transit) const
{
    uint8_t head[PARSE_BYTES];
    const uint32_t size = transit.packet->CopyData(head, PARSE_BYTES);
    PacketFields fields;
    fields.ingressPort = transit.metadata.ingressPort;
    fields.packetLength = transit.packet->GetSize() + ETHERNET_HEADER;
    fields.ethernetDst = MacToNumber(transit.destination);
    fields.ethernetSrc = MacToNumber(transit.source);
    fields.etherType = transit.etherType;
    ParseFields(head, size, fields);
    transit.isIpv4 = fields.ipv4Valid;
    transit.isProbe = fields.ipv4Valid && fields.ipv4Protocol == m_probeProtocol;
    transit.flowHash = (fields.ipv4Src * 31 + fields.ipv4Dst) * 31 + fields.ipv4Protocol +
                       (uint32_t{fields.l4SrcPort} << 16 | fields.l4DstPort);
    return fields;
}

std::optional<IntSwitch::DropReason>
IntSwitch::ReasonToDrop(const PacketFields& fields, const IngressVerdict& verdict) const
{
    if (verdict.drop)
    {
        return DropReason::TableDrop;
    }
    if (!verdict.egress || *verdict.egress >= m_ports.size())
    {
        return DropReason::NoRoute;
    }
    if (verdict.forwardsIpv4 && fields.ipv4Valid && fields.ipv4Ttl <= 1)
    {
        return DropReason::TtlExpired;
    }
    return std::nullopt;
}

void
IntSwitch::Ingress(Transit transit)
{
    const PacketFields fields = Parse(transit);
    const IngressVerdict verdict = m_pipeline.Apply(fields);
    if (const auto reason = ReasonToDrop(fields, verdict))
    {
        Drop(transit, transit.metadata.ingressPort, *reason);
        return;
    }
    if (verdict.forwardsIpv4)
    {
        transit.source = NumberToMac(verdict.ethernetSrc);
        transit.destination = NumberToMac(verdict.ethernetDst);
    }
    const auto dscp = fields.ipv4Valid ? verdict.dscp : std::nullopt;
    const auto ownDscp = m_intNode ? std::nullopt : dscp; // or INT decides where it goes
    if (fields.ipv4Valid && (verdict.forwardsIpv4 || ownDscp))
    {
        RewriteIpv4(transit.packet, verdict.forwardsIpv4, ownDscp);
    }
    transit.priority = verdict.priority;
    transit.metadata.egressPort = *verdict.egress;
    transit.enqueued = Simulator::Now();
    transit.metadata.enqTimestamp = Clock(transit.enqueued);
    if (m_intNode && !AdmitToInt(transit, fields, dscp))
    {
        return;
    }
    Port& egress = *m_ports[*verdict.egress];
    egress.isUsed = true;
    egress.queue->Enqueue(transit);
}

void
IntSwitch::SendReport(Ptr<Packet> packet)
{
    Transit transit;
    transit.packet = packet;
    transit.etherType = ETHERTYPE_IPV4;
    transit.arrival = Simulator::Now();
    transit.metadata.switchId = m_switchId;
    transit.metadata.ingressPort = OWN_PORT;
    transit.metadata.ingressGlobalTimestamp = Clock(transit.arrival);
    // Not at once: a report is made while a packet leaves a queue that this one may go to.
    Simulator::ScheduleNow(&IntSwitch::Ingress, this, transit);
}

bool
IntSwitch::AdmitToInt(Transit& transit, const PacketFields& fields, std::optional<uint8_t> dscp)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    if (port.ethernet && !port.utilization)
    {
        port.utilization.emplace(port.ethernet->GetDataRate(), m_intNode->GetUtilizationTime());
    }
    if (transit.metadata.ingressPort == OWN_PORT)
    {
        if (dscp)
        {
            m_intNode->Mark(transit.packet, transit.metadata.egressPort, *dscp);
        }
        return true;
    }
    const auto admission = m_intNode->Admit(transit.packet,
                                            fields,
                                            transit.metadata.egressPort,
                                            port.device->GetMtu(),
                                            dscp);
    transit.intTask = admission.task;
    return !admission.isDropped;
}

uint32_t
IntSwitch::MoreBytes(const Transit& transit) const
{
    return transit.isProbe ? PROBE_HOP_BYTES : transit.intTask ? transit.intTask->moreBytes : 0;
}

IntHop
IntSwitch::HopOf(const Transit& transit)
{
    constexpr int64_t MOST_LATENCY = INT_UNAVAILABLE<uint32_t> - 1;
    const Time now = Simulator::Now();
    Port& egress = *m_ports[transit.metadata.egressPort];
    const Ptr<NetDevice> ingress = m_ports[transit.metadata.ingressPort]->device;
    IntHop hop;
    hop.nodeId = m_switchId;
    hop.ingressInterface = transit.metadata.ingressPort;
    hop.egressInterface = transit.metadata.egressPort;
    const int64_t latency = (now - transit.enqueued).GetNanoSeconds();
    hop.hopLatency = latency <= MOST_LATENCY ? static_cast<uint32_t>(latency) : hop.hopLatency;
    hop.queueId = transit.priority;
    hop.queueOccupancy = transit.metadata.enqQdepth;
    hop.ingressTimestamp = ClockNs(transit.arrival);
    hop.egressTimestamp = ClockNs(now);
    hop.ingressInterface2 = ingress->GetIfIndex();
    hop.egressInterface2 = egress.device->GetIfIndex();
    if (egress.utilization)
    {
        hop.txUtilization = egress.utilization->Read(now);
    }
    hop.bufferId = static_cast<uint8_t>(transit.metadata.egressPort);
    hop.bufferOccupancy = transit.metadata.deqQdepth;
    return hop;
}

void
IntSwitch::OnEnqueue(Transit& transit)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    if (m_ecnThreshold != 0 && transit.metadata.enqQdepth >= m_ecnThreshold && transit.isIpv4 &&
        !port.queue->MarksItself() && MarkCongestion(transit.packet))
    {
        ++port.counters.ecnMarked;
    }
    if (!m_enqueueTrace.IsEmpty())
    {
        m_enqueueTrace(transit.packet, transit.metadata);
    }
}

bool
IntSwitch::ObservesDeparture(const Transit& transit) const
{
    return transit.isProbe || transit.intTask || !m_dequeueTrace.IsEmpty();
}

void
IntSwitch::ReserveLine(const Transit& transit, Time departure)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    const uint32_t moreBytes = MoreBytes(transit);
    if (port.utilization)
    {
        const uint32_t bytes = EthernetPort::WireBytes(transit.packet->GetSize() + moreBytes);
        port.utilization->Add(departure, bytes, Simulator::Now());
    }
    Count(transit,
          port.ethernet->SendAt(departure,
                                transit.packet,
                                transit.source,
                                transit.destination,
                                transit.etherType,
                                moreBytes));
}

void
IntSwitch::OnDequeue(Transit& transit, uint32_t deqQdepth)
{
    const uint64_t clock = Clock(Simulator::Now());
    transit.metadata.egressGlobalTimestamp = clock;
    transit.metadata.deqTimedelta = static_cast<uint32_t>(clock) - transit.metadata.enqTimestamp;
    transit.metadata.deqQdepth = deqQdepth;
    if (!m_dequeueTrace.IsEmpty())
    {
        m_dequeueTrace(transit.packet, transit.metadata);
    }
    if (transit.isProbe)
    {
        PushProbeHop(transit.packet, transit.metadata);
    }
    Port& port = *m_ports[transit.metadata.egressPort];
    if (port.utilization && !transit.isReserved)
    {
        const Time now = Simulator::Now();
        const uint32_t bytes =
            EthernetPort::WireBytes(transit.packet->GetSize() + MoreBytes(transit));
        port.utilization->Add(now, bytes, now);
    }
    if (transit.intTask)
    {
        m_intNode->Complete(transit.packet, *transit.intTask, HopOf(transit));
    }
    if (transit.isReserved)
    {
        return; // ReserveLine() has sent it
    }
    if (m_transmit.GetServiceTime())
    {
        Transmit(transit);
    }
    else
    {
        Emit(transit);
    }
}

void
IntSwitch::OnDrop(const Transit& transit)
{
    Drop(transit, transit.metadata.egressPort, DropReason::EgressQueue);
}

void
IntSwitch::OnMark(const Transit& transit)
{
    ++m_ports[transit.metadata.egressPort]->counters.ecnMarked;
}

void
IntSwitch::Transmit(const Transit& transit)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    const Time accepted = m_outputBuffer.RoomFrom(port.queue->FreeFrom(), m_outputBufferSize);
    port.queue->BlockUntil(accepted);
    m_outputBuffer.Push(m_transmit.Take(accepted));
    if (port.ethernet)
    {
        Emit(transit); // which can send at a later time
        return;
    }
    Simulator::Schedule(m_transmit.FreeFrom() - Simulator::Now(), &IntSwitch::Emit, this, transit);
}

void
IntSwitch::Emit(Transit transit)
{
    const Port& port = *m_ports[transit.metadata.egressPort];
    if (port.ethernet)
    {
        Count(transit,
              port.ethernet->SendAt(std::max(m_transmit.FreeFrom(), Simulator::Now()),
                                    transit.packet,
                                    transit.source,
                                    transit.destination,
                                    transit.etherType));
    }
    else if (port.device->SupportsSendFrom())
    {
        Count(transit,
              port.device->SendFrom(transit.packet,
                                    transit.source,
                                    transit.destination,
                                    transit.etherType));
    }
    else
    {
        Count(transit, port.device->Send(transit.packet, transit.destination, transit.etherType));
    }
}

void
IntSwitch::Count(const Transit& transit, bool sent)
{
    if (sent)
    {
        ++m_ports[transit.metadata.egressPort]->counters.sent;
    }
    else
    {
        Drop(transit, transit.metadata.egressPort, DropReason::OutputBuffer);
    }
}

void
IntSwitch::Drop(const Transit& transit, uint32_t port, DropReason reason)
{
    NS_LOG_LOGIC("port " << port << " drops a packet, reason " << static_cast<int>(reason));
    if (transit.metadata.ingressPort == OWN_PORT && m_intNode)
    {
        m_intNode->CountDroppedReport();
    }
    if (port < m_ports.size()) // or it is one of the switch itself
    {
        ++m_ports[port]->counters.dropped[static_cast<std::size_t>(reason)];
    }
    if (!m_dropTrace.IsEmpty())
    {
        m_dropTrace(transit.packet, transit.metadata, reason);
    }
}

} // namespace ns3::synthnet
