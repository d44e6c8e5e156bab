/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-node.h"

#include "head-bytes.h"
#include "packet-head.h"
#include "packet-rewrite.h"

#include "ns3/big-endian.h"
#include "ns3/input-error.h"

#include "ns3/boolean.h"
#include "ns3/ipv4-header.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{

NS_LOG_COMPONENT_DEFINE("SynthnetIntNode");
NS_OBJECT_ENSURE_REGISTERED(IntNode);

namespace
{

constexpr std::size_t MOST_TLV_BYTES = 4 * 255;
constexpr uint8_t UDP = 17;
constexpr uint8_t REPORT_TTL = 64;

/// What ordinary packets to the domain's port carry: no hop has anything to do.
const IntHeader NOTHING_ASKED;

/// A UDP checksum that is computed as 0 is sent as 0xffff (RFC 768), which ns-3 leaves out: 0 says
/// that there is none.
void
SayThereIsAChecksum(Packet& packet)
{
    constexpr uint32_t UDP_BYTES = 8;
    constexpr uint32_t CHECKSUM = 6;
    uint8_t bytes[UDP_BYTES];
    HeadBytes udp(UdpHeader::GetTypeId(), bytes, UDP_BYTES);
    packet.RemoveHeader(udp);
    if (LoadBig16(bytes + CHECKSUM) == 0)
    {
        StoreBig16(bytes + CHECKSUM, 0xffff);
    }
    packet.AddHeader(udp);
}

/// @return 6 bits, of an IP packet
uint8_t
DscpOf(const Packet& packet)
{
    uint8_t bytes[2]{};
    packet.CopyData(bytes, sizeof bytes);
    return IpDscp(bytes);
}

struct NamedMode
{
    IntMode mode;
    const char* name;
};

constexpr NamedMode MODES[] = {{IntMode::MD, "MD"}, {IntMode::MX, "MX"}, {IntMode::XD, "XD"}};

} // namespace

IntMode
ParseIntMode(const std::string& text)
{
    for (const NamedMode& each : MODES)
    {
        if (text == each.name)
        {
            return each.mode;
        }
    }
    throw InputError("unknown INT mode '" + text + "', expected MD, MX or XD");
}

std::string
IntModeName(IntMode mode)
{
    return MODES[static_cast<std::size_t>(mode)].name;
}

TypeId
IntNode::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::IntNode")
            .SetParent<Object>()
            .SetGroupName("Synthnet")
            .AddConstructor<IntNode>()
            .AddAttribute("Mode",
                          "How metadata is delivered where this node is the source: MD, MX, or XD, "
                          "by this node's own watch list.",
                          StringValue("MD"),
                          MakeStringAccessor(&IntNode::SetMode, &IntNode::GetMode),
                          MakeStringChecker())
            .AddAttribute("ByPort",
                          "Whether the domain's packets say by the destination port of UDP that "
                          "they carry INT, or else by their DSCP.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&IntNode::m_byPort),
                          MakeBooleanChecker())
            .AddAttribute("Dscp",
                          "The DSCP of packets with INT, reserved within the domain.",
                          UintegerValue(IntPresence().dscp),
                          MakeUintegerAccessor(&IntNode::m_dscp),
                          MakeUintegerChecker<uint8_t>(1, 63))
            .AddAttribute("Port",
                          "The destination port of packets with INT, with ByPort.",
                          UintegerValue(IntPresence().port),
                          MakeUintegerAccessor(&IntNode::m_port),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("RemarkDscp",
                          "What an ordinary packet gets that comes into the domain with Dscp.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IntNode::m_remarkDscp),
                          MakeUintegerChecker<uint8_t>(0, 63))
            .AddAttribute("DomainId",
                          "In the headers that this node starts, and in reports with XD.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IntNode::m_domainId),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("Instructions",
                          "The instruction bitmap, bit 0 is 0x8000: what this node, as a source, "
                          "asks for; with XD what it reports. The default is what the testbed's "
                          "logs have.",
                          UintegerValue(INT_NODE_ID | INT_LEVEL1_INTERFACES | INT_HOP_LATENCY |
                                        INT_QUEUE_OCCUPANCY | INT_INGRESS_TIMESTAMP |
                                        INT_EGRESS_TIMESTAMP | INT_BUFFER_OCCUPANCY),
                          MakeUintegerAccessor(&IntNode::m_instructions),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("RemainingHops",
                          "Nodes that may add metadata, the source included.",
                          UintegerValue(255),
                          MakeUintegerAccessor(&IntNode::m_remainingHops),
                          MakeUintegerChecker<uint8_t>())
            .AddAttribute("Discard",
                          "Whether this node, as a source, sets D: the sink reports the packet and "
                          "discards it.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&IntNode::m_discard),
                          MakeBooleanChecker())
            .AddAttribute("InnerPayload",
                          "Bytes of a packet's payload in a report, behind its headers; whole "
                          "words of 4 bytes, as far as ReportMtu has room.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&IntNode::m_innerPayload),
                          MakeUintegerChecker<uint16_t>(0, 1500))
            .AddAttribute("ReportMtu",
                          "Bytes of the longest packet with a report over the network, IP header "
                          "included: what is reported of a packet ends where it would be longer.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&IntNode::m_reportMtu),
                          MakeUintegerChecker<uint16_t>(576))
            .AddAttribute("Address",
                          "The source address of reports.",
                          Ipv4AddressValue("0.0.0.0"),
                          MakeIpv4AddressAccessor(&IntNode::m_address),
                          MakeIpv4AddressChecker())
            .AddAttribute("Collector",
                          "Where reports go over the network; 0.0.0.0: to the trace source alone.",
                          Ipv4AddressValue("0.0.0.0"),
                          MakeIpv4AddressAccessor(&IntNode::m_collector),
                          MakeIpv4AddressChecker())
            .AddAttribute("CollectorPort",
                          "The UDP port of the collector.",
                          UintegerValue(REPORT_PORT),
                          MakeUintegerAccessor(&IntNode::m_collectorPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("UtilizationTime",
                          "Time constant of the moving average of each line's utilization.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&IntNode::m_utilizationTime),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddTraceSource("Report",
                            "A telemetry report was made: its UDP payload.",
                            MakeTraceSourceAccessor(&IntNode::m_reportTrace),
                            "ns3::synthnet::IntNode::ReportTracedCallback")
            .AddTraceSource(
                "Remarked",
                "An ordinary packet had the mark of INT, which it must not have inside.",
                MakeTraceSourceAccessor(&IntNode::m_remarkedTrace),
                "ns3::synthnet::IntNode::RemarkedTracedCallback");
    return tid;
}

IntNode::IntNode()
    : m_draws(CreateObject<UniformRandomVariable>())
{
    m_uniform = [this] { return m_draws->GetValue(0, 1); };
}

IntNode::~IntNode() = default;

void
IntNode::SetEdge(uint32_t port, const WatchList& starts)
{
    if (m_edges.size() <= port)
    {
        m_edges.resize(port + 1);
    }
    m_edges[port] = {true, starts};
}

bool
IntNode::IsEdge(uint32_t port) const
{
    return port < m_edges.size() && m_edges[port].isEdge;
}

void
IntNode::SetWatchList(const WatchList& watched)
{
    m_watched = watched;
}

void
IntNode::SetNodeId(uint32_t nodeId)
{
    m_nodeId = nodeId;
}

void
IntNode::SetReportSender(ReportSender sender)
{
    m_sender = std::move(sender);
}

void
IntNode::CountDroppedReport()
{
    ++m_counters.reportsDropped;
}

const IntNode::Counters&
IntNode::GetCounters() const
{
    return m_counters;
}

Time
IntNode::GetUtilizationTime() const
{
    return m_utilizationTime;
}

int64_t
IntNode::AssignStreams(int64_t stream)
{
    m_draws->SetStream(stream);
    return 1;
}

void
IntNode::SetMode(const std::string& mode)
{
    m_mode = ParseIntMode(mode);
}

std::string
IntNode::GetMode() const
{
    return IntModeName(m_mode);
}

IntPresence
IntNode::Presence() const
{
    return {m_byPort, m_dscp, m_port};
}

IntHeader
IntNode::HeaderToStart() const
{
    IntHeader header;
    header.discard = m_discard;
    header.hopMl = static_cast<uint8_t>(IntHopWords(m_instructions));
    header.remainingHops = m_remainingHops;
    header.bitmap = m_instructions;
    header.domainId = m_domainId;
    return header;
}

IntNode::Admission
IntNode::Admit(Ptr<Packet> packet,
               const PacketFields& fields,
               uint32_t egressPort,
               uint16_t mtu,
               std::optional<uint8_t> dscp)
{
    auto place = PlaceIn(*packet, fields);
    const bool comesIn = IsEdge(fields.ingressPort);
    const bool leaves = IsEdge(egressPort);
    const bool carriesInt =
        m_mode != IntMode::XD && !comesIn && place && SaysInt(*place, Presence());
    const bool isMarkOfInt = carriesInt && !m_byPort; // what the packet's own DSCP says
    if (dscp && !isMarkOfInt)
    {
        if (comesIn || leaves || m_mode == IntMode::XD)
        {
            RewriteIpv4(packet, false, dscp);
        }
        else
        {
            Mark(packet, egressPort, *dscp);
        }
        place = PlaceIn(*packet, fields);
    }
    if (carriesInt && leaves)
    {
        const Admission admission = TakeOut(*packet, *place);
        if (dscp && isMarkOfInt && !admission.isDropped)
        {
            RewriteIpv4(packet, false, dscp);
        }
        return admission;
    }
    if (carriesInt)
    {
        return {Follow(*packet, *place, mtu, isMarkOfInt ? dscp : std::nullopt)};
    }
    if (m_mode == IntMode::XD)
    {
        const bool isWatched = place && !IsReport(fields) && m_watched.Watches(fields, m_uniform);
        m_counters.watched += isWatched ? 1 : 0;
        return {isWatched ? ReportTask(*packet, *place, m_instructions, m_domainId, leaves, 0)
                          : nullptr};
    }
    if (!comesIn)
    {
        return {};
    }
    if (!leaves)
    {
        return ComeIn(packet, fields, place, mtu);
    }
    // The domain is this node: there is no line that INT would be on.
    const bool isWatched = place && m_edges[fields.ingressPort].starts.Watches(fields, m_uniform);
    m_counters.watched += isWatched ? 1 : 0;
    if (!isWatched)
    {
        return {};
    }
    const auto task = ReportTask(*packet, *place, m_instructions, m_domainId, true, 0);
    return m_discard ? Discard(*task) : Admission{task};
}

void
IntNode::Mark(Ptr<Packet> packet, uint32_t egressPort, uint8_t dscp)
{
    RewriteIpv4(packet, false, dscp);
    if (m_mode != IntMode::XD && !m_byPort && dscp == m_dscp && !IsEdge(egressPort))
    {
        ++m_counters.remarked;
        m_remarkedTrace(packet);
        RewriteIpv4(packet, false, m_remarkDscp);
    }
}

IntNode::Admission
IntNode::ComeIn(Ptr<Packet> packet,
                const PacketFields& fields,
                const std::optional<IntPlace>& place,
                uint16_t mtu)
{
    const bool isWatched = place && m_edges[fields.ingressPort].starts.Watches(fields, m_uniform);
    m_counters.watched += isWatched ? 1 : 0;
    if (isWatched && TryToStart(*packet, *place, mtu))
    {
        return {Follow(*packet, *place, mtu, std::nullopt)};
    }
    const bool canGo = !IsReserved(*packet, fields, place) || Protect(packet, fields, place, mtu);
    return {nullptr, !canGo};
}

bool
IntNode::IsReport(const PacketFields& fields) const
{
    return fields.udpValid && fields.l4DstPort == m_collectorPort &&
           fields.ipv4Dst == m_collector.Get();
}

std::optional<IntPlace>
IntNode::PlaceIn(const Packet& packet, const PacketFields& fields) const
{
    if (!fields.ipv4Valid && !fields.ipv6Valid)
    {
        return std::nullopt;
    }
    uint8_t bytes[INT_PLACE_BYTES];
    const uint32_t size = packet.CopyData(bytes, sizeof bytes);
    return FindIntPlace(bytes, size);
}

bool
IntNode::IsReserved(const Packet& packet,
                    const PacketFields& fields,
                    const std::optional<IntPlace>& place) const
{
    if (place || m_byPort)
    {
        return place && SaysInt(*place, Presence());
    }
    return (fields.ipv4Valid || fields.ipv6Valid) && DscpOf(packet) == m_dscp;
}

bool
IntNode::TryToStart(Packet& packet, const IntPlace& place, uint16_t mtu)
{
    const IntType type = m_mode == IntMode::MX ? INT_MX : INT_MD;
    if ((m_byPort && place.isTcp) || !Start(packet, place, type, HeaderToStart(), mtu))
    {
        ++m_counters.notStarted;
        return false;
    }
    ++m_counters.started;
    return true;
}

bool
IntNode::Start(Packet& packet,
               const IntPlace& place,
               IntType type,
               const IntHeader& header,
               uint16_t mtu)
{
    IntHead head = ReadHead(packet, place, 0);
    if (!CanCarryInt(head) || head.PacketBytes() + INT_START_BYTES > mtu)
    {
        return false;
    }
    const std::size_t before = head.Bytes().size();
    StartInt(head, type, header, Presence());
    WriteHead(packet, before, head);
    return true;
}

/// @return false when the packet cannot go into the domain without being taken for INT
bool
IntNode::Protect(Ptr<Packet> packet,
                 const PacketFields& fields,
                 const std::optional<IntPlace>& place,
                 uint16_t mtu)
{
    ++m_counters.remarked;
    m_remarkedTrace(packet);
    if (m_byPort) // which cannot be changed: a sink gives it back
    {
        return !place || Start(*packet, *place, INT_MD, NOTHING_ASKED, mtu);
    }
    if (fields.ipv4Valid)
    {
        RewriteIpv4(packet, false, m_remarkDscp);
    }
    else
    {
        RewriteIpv6Dscp(packet, m_remarkDscp);
    }
    return true;
}

/// @param dscp that the switch's tables give to the packet
Ptr<IntTask>
IntNode::Follow(Packet& packet, const IntPlace& place, uint16_t mtu, std::optional<uint8_t> dscp)
{
    IntHead head = ReadHead(packet, place, INT_START_BYTES);
    const std::size_t size = head.Bytes().size() - place.payload;
    const auto start = ReadIntStart(head.Bytes().data() + place.payload, size);
    if (!start || !head.Holds(IntBytes(head.Bytes().data() + place.payload)))
    {
        ++m_counters.malformed; // it goes on as it is
        return nullptr;
    }
    if (dscp)
    {
        SetOriginalDscp(head, *dscp);
        WriteHead(packet, head.Bytes().size(), head);
    }
    if (start->shim.type == INT_MX)
    {
        return ReportTask(packet,
                          place,
                          start->header.bitmap,
                          start->header.domainId,
                          false,
                          IntBytes(head.Bytes().data() + place.payload));
    }
    auto task = Create<IntTask>();
    task->pushes = true;
    task->place = place;
    task->mtu = mtu;
    const bool hasRoom = WouldPush(*start, head.PacketBytes(), mtu) == IntPush::PUSHED;
    task->moreBytes = hasRoom ? 4 * start->header.hopMl : 0;
    return task;
}

IntNode::Admission
IntNode::TakeOut(Packet& packet, const IntPlace& place)
{
    IntHead head = ReadHead(packet, place, INT_START_BYTES);
    const std::size_t size = head.Bytes().size() - place.payload;
    const std::size_t bytes =
        size < INT_SHIM_BYTES ? 0 : IntBytes(head.Bytes().data() + place.payload);
    head = ReadHead(packet, place, bytes);
    const std::size_t before = head.Bytes().size();
    const auto content = ReadInt(head.Bytes().data() + place.payload, before - place.payload);
    const uint16_t bitmap = content ? content->header.bitmap : 0;
    const uint16_t domainId = content ? content->header.domainId : 0;
    const auto task = ReportTask(packet, place, bitmap, domainId, true, bytes);
    const bool isRestored = StripInt(head, Presence());
    if (isRestored)
    {
        WriteHead(packet, before, head);
        ++m_counters.taken;
    }
    if (!content || !isRestored)
    {
        ++m_counters.malformed; // it goes on, without INT if that could be told from the rest
        return {};
    }
    if (content->header == NOTHING_ASKED)
    {
        return {};
    }
    return content->header.discard ? Discard(*task) : Admission{task};
}

IntNode::Admission
IntNode::Discard(const IntTask& task)
{
    ++m_counters.discarded;
    const IntHop hop; // of which nothing is known: the packet never comes to an egress queue
    SendReport(task, hop);
    return {nullptr, true};
}

Ptr<IntTask>
IntNode::ReportTask(const Packet& packet,
                    const IntPlace& place,
                    uint16_t bitmap,
                    uint16_t domainId,
                    bool isSink,
                    std::size_t intBytes) const
{
    auto task = Create<IntTask>();
    task->place = place;
    task->reports = true;
    task->isSink = isSink;
    task->bitmap = bitmap;
    task->domainId = domainId;
    task->head = ReadHead(packet, place, intBytes + m_innerPayload).Bytes();
    return task;
}

void
IntNode::Complete(Ptr<Packet> packet, const IntTask& task, const IntHop& hop)
{
    if (task.reports)
    {
        SendReport(task, hop);
    }
    if (!task.pushes)
    {
        return;
    }
    IntHead head = ReadHead(*packet, task.place, INT_START_BYTES);
    const std::size_t before = head.Bytes().size();
    const IntPush push = PushIntHop(head, hop, task.mtu);
    WriteHead(*packet, before, head);
    m_counters.pushed += push == IntPush::PUSHED && task.moreBytes > 0 ? 1 : 0;
    m_counters.noHopsLeft += push == IntPush::NO_HOPS_LEFT ? 1 : 0;
    m_counters.noRoom += push == IntPush::NO_ROOM ? 1 : 0;
}

/// @return bytes of a packet's start that a report has room for, whole words
std::size_t
IntNode::MostInner(const Report& report) const
{
    constexpr std::size_t UDP_IPV4_BYTES = 28;
    constexpr std::size_t TLV_BYTES = 4;
    if (!m_sender || m_collector.IsAny())
    {
        return SIZE_MAX; // it does not travel
    }
    const std::size_t before = UDP_IPV4_BYTES + REPORT_GROUP_BYTES + REPORT_HEADER_BYTES +
                               REPORT_INT_BYTES + std::size_t{4} * IntHopWords(report.bitmap) +
                               TLV_BYTES;
    return (m_reportMtu - before) / 4 * 4;
}

void
IntNode::SendReport(const IntTask& task, const IntHop& hop)
{
    constexpr uint16_t REPORTED = 0x7ffe; // the group has the node's id, bit 15 is a drop's reason
    Report report;
    report.bitmap = task.bitmap & AvailableMetadata(hop) & REPORTED;
    report.domainId = task.domainId;
    report.hop = hop;
    report.tracked = true;
    report.intermediate = !task.isSink;
    std::vector<uint8_t> head = task.head;
    head.resize(std::min(head.size(), MostInner(report)));
    const std::size_t words = (head.size() + 3) / 4;
    if (4 * words <= MOST_TLV_BYTES)
    {
        ReportTlv tlv;
        tlv.type = task.place.isIpv6 ? ReportTlv::TRUNCATED_IPV6 : ReportTlv::TRUNCATED_IPV4;
        tlv.data = std::move(head);
        tlv.data.resize(4 * words, 0);
        report.innerType = REPORT_TLV;
        AppendReportTlv(tlv, report.inner);
    }
    else // longer than a TLV can say
    {
        report.innerType = task.place.isIpv6 ? REPORT_IPV6 : REPORT_IPV4;
        report.inner = std::move(head);
    }
    ReportPacket all;
    all.group.nodeId = m_nodeId;
    all.group.sequence = m_sequence;
    all.reports.push_back(std::move(report));
    m_sequence = m_sequence == REPORT_MOST_SEQUENCE ? 0 : m_sequence + 1;
    ++m_counters.reports;
    const std::vector<uint8_t> payload = EncodeReportPacket(all);
    m_reportTrace(payload);
    if (m_sender && !m_collector.IsAny())
    {
        m_sender(MakePacket(payload));
    }
}

Ptr<Packet>
IntNode::MakePacket(const std::vector<uint8_t>& payload)
{
    auto packet = Create<Packet>(payload.data(), payload.size());
    UdpHeader udp;
    udp.SetSourcePort(m_collectorPort);
    udp.SetDestinationPort(m_collectorPort);
    if (Node::ChecksumEnabled())
    {
        udp.EnableChecksums();
        udp.InitializeChecksum(m_address, m_collector, UDP);
    }
    packet->AddHeader(udp);
    if (Node::ChecksumEnabled())
    {
        SayThereIsAChecksum(*packet);
    }
    Ipv4Header ipv4;
    ipv4.SetSource(m_address);
    ipv4.SetDestination(m_collector);
    ipv4.SetProtocol(UDP);
    ipv4.SetTtl(REPORT_TTL);
    ipv4.SetIdentification(m_identification++);
    ipv4.SetPayloadSize(packet->GetSize());
    if (Node::ChecksumEnabled())
    {
        ipv4.EnableChecksum();
    }
    packet->AddHeader(ipv4);
    return packet;
}

} // namespace ns3::synthnet
