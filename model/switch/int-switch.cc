/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-switch.h"

#include "command-file.h"
#include "ethernet-port.h"
#include "packet-fields.h"
#include "packet-rewrite.h"

#include "ns3/input-error.h"
#include "ns3/probe-codec.h"

#include "ns3/double.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/node.h"
#include "ns3/queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(IntSwitch);

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint64_t MASK_48 = (uint64_t{1} << 48) - 1;
constexpr uint32_t MASK_19 = (uint32_t{1} << 19) - 1;
constexpr uint32_t ETHERNET_HEADER = 14;
constexpr uint16_t DROP_PORT = 511; // v1model's mark_to_drop() sends packets there

uint64_t
ToNumber(Mac48Address address)
{
    uint8_t bytes[6];
    address.CopyTo(bytes);
    uint64_t number = 0;
    for (const uint8_t byte : bytes)
    {
        number = number << 8 | byte;
    }
    return number;
}

Mac48Address
ToMac(uint64_t number)
{
    uint8_t bytes[6];
    for (int i = 5; i >= 0; --i)
    {
        bytes[i] = number & 0xff;
        number >>= 8;
    }
    Mac48Address address;
    address.CopyFrom(bytes);
    return address;
}

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

/// A packet on its way through the switch.
struct IntSwitch::Transit
{
    Ptr<Packet> packet;
    Mac48Address source;
    Mac48Address destination;
    uint16_t etherType{0};
    uint32_t flowHash{0}; //!< of addresses, protocol and L4 ports
    uint8_t priority{0};
    bool isProbe{false};
    bool isIpv4{false};
    bool isReserved{false}; //!< its place on the line was taken at admission
    IntMetadata metadata;
};

/// An entry of a queue discipline that stands in for a port's queue.
class IntSwitch::DiscItem : public QueueDiscItem
{
  public:
    explicit DiscItem(const Transit& transit)
        : QueueDiscItem(transit.packet, transit.destination, transit.etherType),
          m_transit(transit)
    {
    }

    void AddHeader() override
    {
    }

    bool Mark() override
    {
        return m_transit.isIpv4 && MarkCongestion(m_transit.packet);
    }

    uint32_t Hash(uint32_t perturbation) const override
    {
        // Disciplines take the remainder by their number of queues: each bit of the result must
        // depend on each of the flow's (the finalizer of MurmurHash3).
        uint32_t hash = m_transit.flowHash ^ perturbation;
        hash = (hash ^ hash >> 16) * 0x85ebca6bU;
        hash = (hash ^ hash >> 13) * 0xc2b2ae35U;
        return hash ^ hash >> 16;
    }

    const Transit& GetTransit() const
    {
        return m_transit;
    }

  private:
    Transit m_transit;
};

/// One port: its device and its queue, of one of three kinds.
struct IntSwitch::Port
{
    explicit Port(uint32_t depth)
        : fixed(depth)
    {
    }

    Ptr<NetDevice> device;
    Ptr<EthernetPort> ethernet; //!< the device, when it is one that can send at a later time
    PortCounters counters;
    Mac48Address address;

    EgressQueue fixed; //!< one priority: departures are known at admission

    std::unique_ptr<PriorityEgressQueue> priority; //!< several priorities
    std::map<uint64_t, Transit> waiting;           //!< packets in it, by number
    uint64_t nextPacket{0};

    Ptr<QueueDisc> disc; //!< a queue discipline of ns-3
    ServiceThread discThread;
    Time discLastSent;
    bool discSentAny{false};

    EventId take; //!< of the priority queue or the discipline
};

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
                          MakeUintegerAccessor(&IntSwitch::m_switchId),
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
                          "0 is unlimited.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&IntSwitch::m_defaultRate),
                          MakeDoubleChecker<double>(0))
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
                          UintegerValue(253),
                          MakeUintegerAccessor(&IntSwitch::m_probeProtocol),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("UpTime",
                          "How long the switch had run when the simulation began; its timestamps "
                          "count from its own start.",
                          TimeValue(Time(0)),
                          MakeTimeAccessor(&IntSwitch::m_upTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("IngressService",
                          "The ServiceTime of the ingress thread, TypeId[Attribute=Value|...].",
                          StringValue("ns3::synthnet::InstantServiceTime"),
                          MakeObjectFactoryAccessor(&IntSwitch::m_ingressService),
                          MakeObjectFactoryChecker())
            .AddAttribute("EgressService",
                          "The ServiceTime of the egress thread of each port added later, "
                          "TypeId[Attribute=Value|...].",
                          StringValue("ns3::synthnet::InstantServiceTime"),
                          MakeObjectFactoryAccessor(&IntSwitch::m_egressService),
                          MakeObjectFactoryChecker())
            .AddAttribute("TransmitService",
                          "The ServiceTime of the transmit thread of all ports, "
                          "TypeId[Attribute=Value|...].",
                          StringValue("ns3::synthnet::InstantServiceTime"),
                          MakeObjectFactoryAccessor(&IntSwitch::m_transmitService),
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
    for (auto& port : m_ports)
    {
        port->take.Cancel();
    }
    m_ports.clear();
    m_tables.clear();
    Object::DoDispose();
}

uint32_t
IntSwitch::AddPort(Ptr<NetDevice> device)
{
    if (m_ports.size() == DROP_PORT)
    {
        throw InputError("one port too many, expected at most " + std::to_string(DROP_PORT));
    }
    if (m_ports.empty())
    {
        m_ingress.SetServiceTime(MakeServiceTime(m_ingressService));
        m_transmit.SetServiceTime(MakeServiceTime(m_transmitService));
    }
    auto port = std::make_unique<Port>(m_defaultDepth);
    port->device = device;
    port->ethernet = DynamicCast<EthernetPort>(device);
    port->address = Mac48Address::ConvertFrom(device->GetAddress());
    const Ptr<ServiceTime> service = MakeServiceTime(m_egressService);
    port->fixed.SetServiceTime(service);
    port->fixed.SetRate(m_defaultRate);
    port->discThread.SetServiceTime(service);
    if (m_priorities > 1 || m_transmit.GetServiceTime()) // departures are not known beforehand
    {
        port->priority = std::make_unique<PriorityEgressQueue>(m_priorities, m_defaultDepth);
        port->priority->SetServiceTime(service);
        for (uint32_t i = 0; i < m_priorities; ++i)
        {
            port->priority->SetRate(i, m_defaultRate);
        }
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
    for (const auto& table : m_tables)
    {
        if (table->Schema().name == schema.name)
        {
            throw InputError("table " + schema.name + " exists already");
        }
    }
    m_tables.push_back(std::make_unique<MatchActionTable>(schema));
    return *m_tables.back();
}

MatchActionTable&
IntSwitch::GetTable(const std::string& name)
{
    for (const auto& table : m_tables)
    {
        if (table->Schema().name == name)
        {
            return *table;
        }
    }
    throw InputError("unknown table " + name);
}

void
IntSwitch::LoadCommands(const std::string& fileName)
{
    std::ifstream stream(fileName, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream || std::filesystem::is_directory(fileName))
    {
        throw InputError(fileName, 0, "cannot be read, expected a file of switch commands");
    }
    std::vector<TableSchema> schemas;
    for (const auto& table : m_tables)
    {
        schemas.push_back(table->Schema());
    }
    for (const Command& command : ParseCommandFile(text.str(), fileName, schemas))
    {
        try
        {
            if (const auto* depth = std::get_if<synthnet::SetQueueDepth>(&command.what))
            {
                SetQueueDepth(depth->depth, depth->port, depth->priority);
                continue;
            }
            if (const auto* rate = std::get_if<synthnet::SetQueueRate>(&command.what))
            {
                SetQueueRate(rate->rate, rate->port, rate->priority);
                continue;
            }
            for (const auto& table : m_tables)
            {
                if (Execute(command, *table))
                {
                    break;
                }
            }
        }
        catch (const InputError& error)
        {
            throw InputError(fileName, command.line, error.what());
        }
    }
}

void
IntSwitch::CheckQueue(std::optional<uint32_t> port, std::optional<uint32_t> priority) const
{
    if (port && *port >= m_ports.size())
    {
        throw InputError("unknown port " + std::to_string(*port) + ", expected one below " +
                         std::to_string(m_ports.size()));
    }
    for (uint32_t i = port.value_or(0); i < (port ? *port + 1 : m_ports.size()); ++i)
    {
        const auto& queues = m_ports[i]->priority;
        const uint32_t priorities = queues ? queues->GetPriorities() : 1;
        if (priority && *priority >= priorities)
        {
            throw InputError("unknown priority " + std::to_string(*priority) +
                             ", expected one below " + std::to_string(priorities));
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
    CheckQueue(port, priority);
    if (!port)
    {
        m_defaultDepth = depth;
    }
    for (uint32_t i = port.value_or(0); i < (port ? *port + 1 : m_ports.size()); ++i)
    {
        auto& queues = m_ports[i]->priority;
        const uint32_t priorities = queues ? queues->GetPriorities() : 1;
        if (!queues)
        {
            m_ports[i]->fixed.SetDepth(depth);
            continue;
        }
        for (uint32_t p = priority.value_or(0); p < (priority ? *priority + 1 : priorities); ++p)
        {
            queues->SetDepth(p, depth);
        }
    }
}

void
IntSwitch::SetQueueRate(double packetsPerSecond,
                        std::optional<uint32_t> port,
                        std::optional<uint32_t> priority)
{
    if (!(packetsPerSecond >= 0))
    {
        throw InputError("queue rate below 0, expected packets a second, 0 for unlimited");
    }
    CheckQueue(port, priority);
    if (!port)
    {
        m_defaultRate = packetsPerSecond;
    }
    for (uint32_t i = port.value_or(0); i < (port ? *port + 1 : m_ports.size()); ++i)
    {
        auto& queues = m_ports[i]->priority;
        const uint32_t priorities = queues ? queues->GetPriorities() : 1;
        if (!queues)
        {
            m_ports[i]->fixed.SetRate(packetsPerSecond);
            continue;
        }
        for (uint32_t p = priority.value_or(0); p < (priority ? *priority + 1 : priorities); ++p)
        {
            queues->SetRate(p, packetsPerSecond);
        }
    }
}

uint32_t
IntSwitch::GetQueueDepth(uint32_t port, uint32_t priority) const
{
    const auto& at = *m_ports.at(port);
    return at.priority ? at.priority->GetDepth(priority) : at.fixed.GetDepth();
}

uint32_t
IntSwitch::GetQueued(uint32_t port, uint32_t priority)
{
    auto& at = *m_ports.at(port);
    return at.disc       ? at.disc->GetNPackets()
           : at.priority ? at.priority->Queued(priority)
                         : at.fixed.Queued(Simulator::Now());
}

void
IntSwitch::SetQueueDisc(uint32_t port, Ptr<QueueDisc> disc)
{
    auto& at = *m_ports.at(port);
    at.disc = disc;
    if (at.priority)
    {
        at.fixed.SetRate(at.priority->GetRate(0));
        at.priority.reset();
    }
    // FqCoDel and others take the MTU of the device as their quantum, and loop without one.
    auto queues = at.device->GetObject<NetDeviceQueueInterface>();
    if (!queues)
    {
        queues = CreateObject<NetDeviceQueueInterface>();
        at.device->AggregateObject(queues);
    }
    disc->SetNetDeviceQueueInterface(queues);
    disc->Initialize();
    // What Enqueue() returns does not tell: some disciplines drop another packet than the new one,
    // or take a packet that an inner discipline drops.
    const Callback<void, Ptr<const QueueDiscItem>, const char*> drop(
        [this](Ptr<const QueueDiscItem> item, const char*) {
            const auto& transit = static_cast<const DiscItem&>(*item).GetTransit();
            Drop(transit, transit.metadata.egressPort, DropReason::EgressQueue);
        });
    disc->TraceConnectWithoutContext("DropBeforeEnqueue", drop);
    disc->TraceConnectWithoutContext("DropAfterDequeue", drop);
    disc->TraceConnectWithoutContext(
        "Mark",
        Callback<void, Ptr<const QueueDiscItem>, const char*>(
            [&at](Ptr<const QueueDiscItem>, const char*) { ++at.counters.ecnMarked; }));
}

const IntSwitch::PortCounters&
IntSwitch::GetCounters(uint32_t port) const
{
    return m_ports.at(port)->counters;
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
        if (const auto service = port->discThread.GetServiceTime())
        {
            used += service->AssignStreams(stream + used);
        }
    }
    return used;
}

uint64_t
IntSwitch::Clock(Time time) const
{
    return static_cast<uint64_t>((time + m_upTime).GetMicroSeconds()) & MASK_48;
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
    transit.metadata.ingressGlobalTimestamp = Clock(now);
    if (!m_ingress.GetServiceTime())
    {
        Ingress(transit);
        return true;
    }
    while (!m_inputBuffer.empty() && m_inputBuffer.front() <= now)
    {
        m_inputBuffer.pop_front();
    }
    if (m_inputBuffer.size() >= m_inputBufferSize)
    {
        Drop(transit, number, DropReason::InputBuffer);
        return true;
    }
    m_inputBuffer.push_back(m_ingress.Take(now));
    Simulator::Schedule(m_ingress.FreeFrom() - now, &IntSwitch::Ingress, this, transit);
    return true;
}

void
IntSwitch::Ingress(Transit transit)
{
    uint8_t head[PARSE_BYTES];
    const uint32_t size = transit.packet->CopyData(head, PARSE_BYTES);
    PacketFields fields;
    fields.ingressPort = transit.metadata.ingressPort;
    fields.packetLength = transit.packet->GetSize() + ETHERNET_HEADER;
    fields.ethernetDst = ToNumber(transit.destination);
    fields.ethernetSrc = ToNumber(transit.source);
    fields.etherType = transit.etherType;
    ParseFields(head, size, fields);
    transit.isIpv4 = fields.ipv4Valid;
    transit.isProbe = fields.ipv4Valid && fields.ipv4Protocol == m_probeProtocol;
    transit.flowHash = (fields.ipv4Src * 31 + fields.ipv4Dst) * 31 + fields.ipv4Protocol +
                       (uint32_t{fields.l4SrcPort} << 16 | fields.l4DstPort);

    std::optional<uint16_t> egress;
    bool forwardsIpv4 = false;
    std::optional<uint8_t> dscp;
    for (auto& table : m_tables)
    {
        const Action& action = table->Apply(fields).action;
        switch (action.kind)
        {
        case ActionKind::NoAction:
            break;
        case ActionKind::Drop:
            Drop(transit, transit.metadata.ingressPort, DropReason::TableDrop);
            return;
        case ActionKind::Ipv4Forward:
            forwardsIpv4 = true;
            transit.source = transit.destination;
            transit.destination = ToMac(action.dstMac);
            egress = action.port;
            break;
        case ActionKind::Forward:
            egress = action.port;
            break;
        case ActionKind::SetPriority:
            transit.priority = action.priority;
            break;
        case ActionKind::MarkDscp:
            dscp = action.dscp;
            break;
        }
    }
    if (egress == DROP_PORT)
    {
        Drop(transit, transit.metadata.ingressPort, DropReason::TableDrop);
        return;
    }
    if (!egress || *egress >= m_ports.size())
    {
        Drop(transit, transit.metadata.ingressPort, DropReason::NoRoute);
        return;
    }
    if (forwardsIpv4 && fields.ipv4Valid && fields.ipv4Ttl <= 1)
    {
        Drop(transit, transit.metadata.ingressPort, DropReason::TtlExpired);
        return;
    }
    if (fields.ipv4Valid && (forwardsIpv4 || dscp))
    {
        RewriteIpv4(transit.packet, forwardsIpv4, dscp);
    }
    transit.metadata.egressPort = *egress;
    Enqueue(transit);
}

void
IntSwitch::Enqueue(Transit& transit)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    transit.metadata.enqTimestamp = Clock(Simulator::Now());
    if (port.disc)
    {
        EnqueueDisc(transit, port);
    }
    else if (port.priority)
    {
        EnqueuePriority(transit, port);
    }
    else
    {
        EnqueueFixed(transit, port);
    }
}

void
IntSwitch::EnqueueFixed(Transit& transit, Port& port)
{
    const Time now = Simulator::Now();
    const auto stay = port.fixed.Admit(now);
    if (!stay)
    {
        transit.metadata.enqQdepth = std::min(port.fixed.Queued(now), MASK_19);
        Drop(transit, transit.metadata.egressPort, DropReason::EgressQueue);
        return;
    }
    transit.metadata.enqQdepth = std::min(stay->enqQdepth, MASK_19);
    if (m_ecnThreshold != 0 && stay->enqQdepth >= m_ecnThreshold && transit.isIpv4 &&
        MarkCongestion(transit.packet))
    {
        ++port.counters.ecnMarked;
    }
    if (!m_enqueueTrace.IsEmpty())
    {
        m_enqueueTrace(transit.packet, transit.metadata);
    }
    if (stay->departure <= now)
    {
        Dequeue(transit, 0);
        return;
    }
    transit.isReserved = port.ethernet != nullptr;
    if (!transit.isReserved)
    {
        Simulator::Schedule(stay->departure - now, &IntSwitch::DequeueFixed, this, transit);
        return;
    }
    // The line is reserved now; an event at the departure is needed only where the metadata is.
    const bool observed = transit.isProbe || !m_dequeueTrace.IsEmpty();
    if (observed)
    {
        Simulator::Schedule(stay->departure - now, &IntSwitch::DequeueFixed, this, transit);
    }
    if (port.ethernet->SendAt(stay->departure,
                              transit.packet,
                              transit.source,
                              transit.destination,
                              transit.etherType,
                              transit.isProbe ? PROBE_HOP_BYTES : 0))
    {
        ++port.counters.sent;
    }
    else
    {
        Drop(transit, transit.metadata.egressPort, DropReason::OutputBuffer);
    }
}

void
IntSwitch::DequeueFixed(Transit transit)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    Dequeue(transit, port.fixed.Queued(Simulator::Now()));
}

void
IntSwitch::EnqueuePriority(Transit& transit, Port& port)
{
    const uint32_t priority =
        std::min<uint32_t>(transit.priority, port.priority->GetPriorities() - 1);
    const uint64_t number = port.nextPacket++;
    const auto queued = port.priority->Admit(Simulator::Now(), priority, number);
    transit.metadata.enqQdepth =
        std::min(queued.value_or(port.priority->Queued(priority)), MASK_19);
    if (!queued)
    {
        Drop(transit, transit.metadata.egressPort, DropReason::EgressQueue);
        return;
    }
    if (m_ecnThreshold != 0 && *queued >= m_ecnThreshold && transit.isIpv4 &&
        MarkCongestion(transit.packet))
    {
        ++port.counters.ecnMarked;
    }
    if (!m_enqueueTrace.IsEmpty())
    {
        m_enqueueTrace(transit.packet, transit.metadata);
    }
    port.waiting.emplace(number, transit);
    SchedulePriority(transit.metadata.egressPort);
}

void
IntSwitch::SchedulePriority(uint32_t port)
{
    Port& at = *m_ports[port];
    const auto next = at.priority->NextDeparture();
    at.take.Cancel();
    if (next)
    {
        const Time now = Simulator::Now();
        at.take = Simulator::Schedule(*next > now ? *next - now : Time(0),
                                      &IntSwitch::TakePriority,
                                      this,
                                      port);
    }
}

void
IntSwitch::TakePriority(uint32_t port)
{
    Port& at = *m_ports[port];
    const auto departed = at.priority->Take(Simulator::Now());
    auto node = at.waiting.extract(departed.packet);
    Dequeue(node.mapped(), departed.deqQdepth);
    SchedulePriority(port);
}

void
IntSwitch::EnqueueDisc(Transit& transit, Port& port)
{
    transit.metadata.enqQdepth = std::min(port.disc->GetNPackets(), MASK_19);
    if (!port.disc->Enqueue(Create<DiscItem>(transit)))
    {
        return; // its trace told
    }
    if (!m_enqueueTrace.IsEmpty())
    {
        m_enqueueTrace(transit.packet, transit.metadata);
    }
    ScheduleDisc(transit.metadata.egressPort);
}

void
IntSwitch::ScheduleDisc(uint32_t port)
{
    Port& at = *m_ports[port];
    if (!at.take.IsExpired() || at.disc->GetNPackets() == 0)
    {
        return;
    }
    const Time now = Simulator::Now();
    const double rate = at.fixed.GetRate();
    Time ready = now;
    if (at.discSentAny && rate > 0)
    {
        ready = std::max(now, at.discLastSent + Seconds(1 / rate));
    }
    at.discSentAny = true;
    at.discLastSent = ready;
    const Time taken = at.discThread.Take(ready);
    at.take = Simulator::Schedule(std::max(taken - now, Time(0)), &IntSwitch::TakeDisc, this, port);
}

void
IntSwitch::TakeDisc(uint32_t port)
{
    Port& at = *m_ports[port];
    const auto item = at.disc->Dequeue();
    if (item)
    {
        Transit transit = static_cast<const DiscItem&>(*item).GetTransit();
        Dequeue(transit, at.disc->GetNPackets());
    }
    ScheduleDisc(port); // after Dequeue(), which may block the thread
}

void
IntSwitch::Dequeue(Transit& transit, uint32_t deqQdepth)
{
    const uint64_t clock = Clock(Simulator::Now());
    transit.metadata.egressGlobalTimestamp = clock;
    transit.metadata.deqTimedelta = static_cast<uint32_t>(clock) - transit.metadata.enqTimestamp;
    transit.metadata.deqQdepth = std::min(deqQdepth, MASK_19);
    if (!m_dequeueTrace.IsEmpty())
    {
        m_dequeueTrace(transit.packet, transit.metadata);
    }
    if (transit.isProbe)
    {
        PushProbeHop(transit.packet, transit.metadata);
    }
    if (transit.isReserved)
    {
        return;
    }
    if (!m_transmit.GetServiceTime())
    {
        Emit(transit);
        return;
    }
    Port& port = *m_ports[transit.metadata.egressPort];
    const Time now = Simulator::Now();
    const Time accepted =
        Transmit(port.disc ? port.discThread.FreeFrom() : port.priority->FreeFrom());
    if (port.disc)
    {
        port.discThread.BlockUntil(accepted);
    }
    else
    {
        port.priority->BlockUntil(accepted);
    }
    if (port.ethernet)
    {
        Emit(transit);
    }
    else
    {
        Simulator::Schedule(m_transmit.FreeFrom() - now, &IntSwitch::Emit, this, transit);
    }
}

Time
IntSwitch::Transmit(Time ready)
{
    while (!m_outputBuffer.empty() && m_outputBuffer.front() <= ready)
    {
        m_outputBuffer.pop_front();
    }
    if (m_outputBuffer.size() >= m_outputBufferSize)
    {
        ready = m_outputBuffer[m_outputBuffer.size() - m_outputBufferSize];
    }
    m_outputBuffer.push_back(m_transmit.Take(ready));
    return ready;
}

void
IntSwitch::Emit(Transit transit)
{
    Port& port = *m_ports[transit.metadata.egressPort];
    bool sent = false;
    if (port.ethernet)
    {
        sent = port.ethernet->SendAt(std::max(m_transmit.FreeFrom(), Simulator::Now()),
                                     transit.packet,
                                     transit.source,
                                     transit.destination,
                                     transit.etherType);
    }
    else if (port.device->SupportsSendFrom())
    {
        sent = port.device->SendFrom(transit.packet,
                                     transit.source,
                                     transit.destination,
                                     transit.etherType);
    }
    else
    {
        sent = port.device->Send(transit.packet, transit.destination, transit.etherType);
    }
    if (sent)
    {
        ++port.counters.sent;
    }
    else
    {
        Drop(transit, transit.metadata.egressPort, DropReason::OutputBuffer);
    }
}

void
IntSwitch::Drop(const Transit& transit, uint32_t port, DropReason reason)
{
    ++m_ports[port]->counters.dropped[static_cast<std::size_t>(reason)];
    if (!m_dropTrace.IsEmpty())
    {
        m_dropTrace(transit.packet, transit.metadata, reason);
    }
}

} // namespace ns3::synthnet
