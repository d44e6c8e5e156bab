/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "one-switch.h"
#include "sentence.h"
#include "switch-row.h"

#include "ns3/int-helper.h"
#include "ns3/int-path.h"

#include "ns3/boolean.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/config.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/tcp-header.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

constexpr uint32_t SWITCHES = 3;
constexpr uint16_t UDP_PORT = 9;

SwitchRow::Attributes
Busy()
{
    return {{"QueueRate", "1000"}, {"QueueDepth", "100"}, {"UpTime", "20s"}};
}

/// A row of switches, in which hosts send packets, and what a collector learns of them.
struct Domain
{
    explicit Domain(const std::string& mode,
                    const SwitchRow::Attributes& attributes = Busy(),
                    bool overNetwork = false,
                    IntHelper::Room room = IntHelper::Room::STACK,
                    const std::string& watched = "protocol=udp,dport=9;protocol=tcp")
        : row(std::vector<SwitchRow::Attributes>(SWITCHES, attributes))
    {
        helper.SetAttribute("Mode", StringValue(mode));
        helper.SetAttribute("Instructions", UintegerValue(INT_ALL_METADATA));
        helper.SetRoom(room);
        helper.SetWatchList(WatchList::Parse(watched));
        helper.Install(row.switchNodes);
        collector = helper.InstallCollector(row.Server(), overNetwork, SWITCHES);
        collector->TraceConnectWithoutContext(
            "Path",
            Callback<void, const IntPath&, Time>(
                [this](const IntPath& path, Time) { paths.push_back(path); }));
        const auto note = [this](std::size_t number) {
            return Callback<void, Ptr<const Packet>, const IntMetadata&>(
                [this, number](Ptr<const Packet>, const IntMetadata& metadata) {
                    if (metadata.ingressPort == 0) // or it goes the other way
                    {
                        stays[number].push_back(metadata);
                    }
                });
        };
        for (std::size_t i = 0; i < SWITCHES; ++i)
        {
            row.switches[i]->TraceConnectWithoutContext("Dequeue", note(i));
        }
    }

    /// Sends packets from the client to the server, some at the same time.
    /// @param tos DSCP and ECN
    void SendDatagrams(uint32_t packets, uint32_t bytes, uint8_t tos = 0)
    {
        const auto socket = Socket::CreateSocket(row.Client(), UdpSocketFactory::GetTypeId());
        socket->Connect(InetSocketAddress(row.addresses.GetAddress(1), UDP_PORT));
        socket->SetIpTos(tos);
        for (uint32_t i = 0; i < packets; ++i)
        {
            Simulator::ScheduleWithContext(row.Client()->GetId(), MilliSeconds(100 + i / 5), [=] {
                socket->Send(Create<Packet>(bytes));
            });
        }
        PacketSinkHelper sink("ns3::UdpSocketFactory",
                              InetSocketAddress(Ipv4Address::GetAny(), UDP_PORT));
        sinks = sink.Install(row.Server());
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        collector->Finish();
    }

    uint64_t Received() const
    {
        return DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx();
    }

    SwitchRow row;
    IntHelper helper;
    Ptr<ReportCollector> collector;
    ApplicationContainer sinks;
    std::vector<IntPath> paths;
    std::vector<IntMetadata> stays[SWITCHES];
};

/// Sends 20 packets from the client to the server's UDP_PORT, and runs.
void
SendFew(SwitchRow& row, uint32_t bytes)
{
    const auto socket = Socket::CreateSocket(row.Client(), UdpSocketFactory::GetTypeId());
    socket->Connect(InetSocketAddress(row.addresses.GetAddress(1), UDP_PORT));
    for (uint32_t i = 0; i < 20; ++i)
    {
        Simulator::ScheduleWithContext(row.Client()->GetId(), MilliSeconds(100 + 10 * i), [=] {
            socket->Send(Create<Packet>(bytes));
        });
    }
    Simulator::Stop(Seconds(3));
    Simulator::Run();
}

void
SameColumns(Sentence& test, const std::string& mode)
{
    const WithChecksums enabled;
    Domain domain(mode);
    domain.SendDatagrams(50, 200);
    test.Equal(domain.Received(), 50 * 200, "the packets arrive");
    test.Equal(domain.paths.size(), 50, "a path for each");
    bool isSame = domain.paths.size() == domain.stays[2].size();
    uint32_t deepest = 0;
    for (std::size_t i = 0; isSame && i < domain.paths.size(); ++i)
    {
        const ProbeHops hops = ProbeHopsOf(domain.paths[i]);
        isSame = hops.size() == SWITCHES && hops[0] == domain.stays[2][i] &&
                 hops[1] == domain.stays[1][i] && hops[2] == domain.stays[0][i];
        deepest = std::max(deepest, hops[2].enqQdepth);
    }
    test.True(isSame, "each path has what the switches traced, in the probe's fields");
    test.True(deepest > 10, "packets have waited");
    test.Equal(domain.collector->GetCounters().lost, 0, "no gap");
    test.Equal(domain.helper.GetCounters().malformed, 0, "nothing malformed");
}

void
InstructionsBeyondTheColumns(Sentence& test)
{
    Domain domain("MD");
    domain.SendDatagrams(50, 200);
    const IntHop& hop = domain.paths.at(49).hops.at(1);
    test.Equal(hop.nodeId, 2, "bit 0: the switch's id");
    test.Equal(hop.ingressInterface, 0, "bit 1: the ports");
    test.Equal(hop.egressInterface, 1, "bit 1: the ports");
    test.Equal(hop.queueId, 0, "bit 3: the priority");
    test.True(hop.egressTimestamp - hop.ingressTimestamp >= hop.hopLatency, "bits 2, 4 and 5");
    test.Equal(hop.ingressInterface2, domain.row.switches[1]->GetPort(0)->GetIfIndex(), "bit 6");
    test.Equal(hop.egressInterface2, domain.row.switches[1]->GetPort(1)->GetIfIndex(), "bit 6");
    // 1000 packets a second, of 228 + 16 + 2 * 48 bytes and 38 around them, on 1 Gbit/s; 1 ms is a
    // tenth of the time constant.
    const double share = (228 + 16 + 2 * 48 + 38) * 8 * 1000 / 1e9;
    test.Near(hop.txUtilization / 1e6, share, 0.06 * share, "bit 7: of the line's rate");
    test.Equal(hop.bufferId, 1, "bit 8: the egress port");
}

/// What TCP did.
struct Transfer
{
    uint64_t received{0};
    uint64_t segments{0};
    uint64_t again{0}; //!< segments that were sent once more
    double seconds{0}; //!< until the last byte
};

Transfer
TransferThrough(SwitchRow& row, uint64_t bytes)
{
    Transfer transfer;
    std::set<uint32_t> sent;
    const auto note = [&](Ptr<const Packet> packet) {
        const Ptr<Packet> copy = packet->Copy();
        Ipv4Header ipv4;
        TcpHeader tcp;
        copy->RemoveHeader(ipv4);
        copy->RemoveHeader(tcp);
        if (copy->GetSize() > 0)
        {
            ++transfer.segments;
            transfer.again += sent.insert(tcp.GetSequenceNumber().GetValue()).second ? 0 : 1;
        }
    };
    row.Client()->GetDevice(0)->TraceConnectWithoutContext("MacTx",
                                                           Callback<void, Ptr<const Packet>>(note));
    BulkSendHelper source("ns3::TcpSocketFactory",
                          InetSocketAddress(row.addresses.GetAddress(1), 9));
    source.SetAttribute("MaxBytes", UintegerValue(bytes));
    source.Install(row.Client()).Start(Seconds(0.1));
    PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9));
    const auto sinks = sink.Install(row.Server());
    sinks.Get(0)->TraceConnectWithoutContext(
        "Rx",
        Callback<void, Ptr<const Packet>, const Address&>([&](Ptr<const Packet>, const Address&) {
            transfer.seconds = Simulator::Now().GetSeconds();
        }));
    Simulator::Stop(Seconds(30));
    Simulator::Run();
    transfer.received = DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx();
    return transfer;
}

void
TcpThroughTheDomain(Sentence& test)
{
    const WithChecksums enabled; // a host drops what has a wrong one
    constexpr uint64_t BYTES = 2'000'000;
    // Loss first: TCP fills the queues, with and without INT.
    for (const char* depth : {"1000", "20"})
    {
        const SwitchRow::Attributes attributes{{"QueueRate", "4000"}, {"QueueDepth", depth}};
        Transfer plain;
        {
            SwitchRow row(std::vector<SwitchRow::Attributes>(SWITCHES, attributes));
            plain = TransferThrough(row, BYTES);
        }
        Domain domain("MD", attributes);
        const Transfer with = TransferThrough(domain.row, BYTES);
        const std::string what = std::string(" with a queue of ") + depth;
        test.Equal(with.received, BYTES, "all bytes" + what);
        test.Equal(with.segments, plain.segments, "no segment more" + what);
        test.Equal(with.again, plain.again, "no retransmission more" + what);
        test.Near(with.seconds, plain.seconds, 0.01 * plain.seconds, "as long" + what);
        test.True(domain.helper.GetCounters().started >= with.segments, "each with INT" + what);
        test.True(domain.paths.size() >= with.segments - with.again, "and a path" + what);
    }
}

void
ReportsTravelInTheNetwork(Sentence& test)
{
    const WithChecksums enabled; // of reports, too
    Domain domain("MX", Busy(), true);
    domain.SendDatagrams(50, 200);
    test.Equal(domain.Received(), 50 * 200, "the packets arrive");
    test.Equal(domain.helper.GetCounters().reports, 150, "a report of each hop");
    test.Equal(domain.collector->GetCounters().reports, 150, "which all arrive");
    test.Equal(domain.paths.size(), 50, "and are put together");
    test.True(domain.stays[2].size() > 50 + 90, "they went through the last switch");
}

void
ALaterSwitchIdIsReported(Sentence& test)
{
    for (const char* mode : {"MD", "MX"})
    {
        Domain domain(mode);
        domain.row.switches[1]->SetAttribute("SwitchId", UintegerValue(20));
        domain.row.switches[2]->SetAttribute("SwitchId", UintegerValue(30));
        domain.SendDatagrams(10, 200);
        test.Equal(domain.paths.size(), 10, "a path for each packet");
        for (const IntPath& path : domain.paths)
        {
            test.Equal(path.hops.at(0).nodeId, 30, "of the sink's group header");
            test.Equal(path.hops.at(1).nodeId, 20, "of the stack or its own report");
            test.Equal(path.hops.at(2).nodeId, 1, "as it was");
        }
    }
}

void
LostReportsAreNoticed(Sentence& test)
{
    auto attributes = Busy();
    attributes["QueueDepth"] = "12";
    Domain domain("MX", attributes, true);
    Simulator::Schedule(Seconds(4), [&] { // when all queues are empty, and all numbers get through
        const auto socket =
            Socket::CreateSocket(domain.row.Client(), UdpSocketFactory::GetTypeId());
        const InetSocketAddress server(domain.row.addresses.GetAddress(1), UDP_PORT);
        socket->SendTo(Create<Packet>(200), 0, server);
    });
    domain.SendDatagrams(400, 200);
    const auto& counters = domain.collector->GetCounters();
    const uint64_t made = domain.helper.GetCounters().reports;
    test.True(counters.reports < made, "some were lost");
    test.True(counters.lost > 0, "which shows in the sequence numbers");
    test.Equal(counters.reports + counters.lost, made, "all of them");
    test.True(counters.incomplete > 0, "so that paths have holes");
}

void
WithoutRoom(Sentence& test)
{
    for (const auto& [bytes, started] : {std::pair<uint32_t, uint64_t>{1472, 0}, {1456, 20}})
    {
        Domain domain("MD", Busy(), false, IntHelper::Room::NONE);
        domain.SendDatagrams(20, bytes);
        const auto counters = domain.helper.GetCounters();
        test.Equal(domain.Received(), 20 * bytes, "all arrive");
        test.Equal(counters.started, started, "with " + std::to_string(bytes) + " bytes");
        test.Equal(counters.notStarted, 20 - started, "or not");
        test.Equal(counters.noRoom, 2 * started, "M, at the source and at the transit hop");
        test.Equal(domain.collector->GetCounters().incomplete, started, "no whole path");
    }
    {
        Domain domain("MD", Busy(), false, IntHelper::Room::HEADER);
        domain.SendDatagrams(20, 1472);
        const auto counters = domain.helper.GetCounters();
        test.Equal(domain.Received(), 20 * 1472, "all arrive");
        test.Equal(counters.started, 20, "with room for the header, each starts");
        test.Equal(counters.noRoom, 40, "and gets M");
        test.Equal(domain.row.switches[0]->GetPort(1)->GetMtu(), 1500 + 16, "inside");
    }
    Domain domain("MD");
    domain.SendDatagrams(20, 1472);
    test.Equal(domain.helper.GetCounters().pushed, 40, "with room, the longest packets as well");
    test.Equal(domain.row.switches[0]->GetPort(1)->GetMtu(), 1500 + 16 + 3 * 48, "inside");
    test.Equal(domain.row.switches[0]->GetPort(0)->GetMtu(), 1500, "at the edge");
}

void
LongReportsAreShortened(Sentence& test)
{
    for (const char* mode : {"MD", "XD"})
    {
        SwitchRow row(std::vector<SwitchRow::Attributes>(SWITCHES, Busy()));
        IntHelper helper;
        helper.SetAttribute("Mode", StringValue(mode));
        helper.SetAttribute("InnerPayload", UintegerValue(1500));
        helper.SetWatchList(WatchList::Parse("protocol=udp,dport=9"));
        helper.Install(row.switchNodes);
        const auto collector = helper.InstallCollector(row.Server(), true, SWITCHES);
        BooleanValue carriesInt;
        collector->GetAttribute("CarriesInt", carriesInt);
        test.Equal(carriesInt.Get(), std::string(mode) == "MD", "the collector looks for INT");
        SendFew(row, 1400);
        const uint64_t made = helper.GetCounters().reports;
        test.True(made >= 20, "reports are made");
        test.Equal(collector->GetCounters().reports, made, "and all arrive");
        test.Equal(helper.GetCounters().reportsDropped, 0, "none is dropped");
    }
}

void
ReportsWithoutARouteAreCounted(Sentence& test)
{
    SwitchRow row(std::vector<SwitchRow::Attributes>(SWITCHES, Busy()));
    IntHelper helper;
    helper.SetAttribute("Mode", StringValue("XD"));
    helper.Install(row.switchNodes);
    const auto collector = helper.InstallCollector(row.Server(), true, SWITCHES);
    for (const Ptr<IntSwitch>& each : row.switches)
    {
        each->GetIntNode()->SetAttribute("Collector", Ipv4AddressValue("10.9.0.1"));
    }
    SendFew(row, 200);
    test.Equal(helper.GetCounters().reports, 60, "reports are made");
    test.Equal(helper.GetCounters().reportsDropped, 60, "and dropped");
    test.Equal(collector->GetCounters().reports, 0, "none arrives");
}

void
SwitchIdsDiffer(Sentence& test)
{
    SwitchRow row(std::vector<SwitchRow::Attributes>(SWITCHES, Busy()));
    row.switches[2]->SetAttribute("SwitchId", UintegerValue(2));
    IntHelper helper;
    test.Refuses([&] { helper.Install(row.switchNodes); },
                 "has the SwitchId 2 of another switch of the INT domain");
    test.True(!row.switches[0]->GetIntNode(), "no switch is of the domain");
}

void
EdgesAreFound(Sentence& test)
{
    Domain domain("MD");
    for (uint32_t i = 0; i < SWITCHES; ++i)
    {
        const Ptr<IntNode> node = domain.row.switches[i]->GetIntNode();
        test.Equal(node->IsEdge(0), i == 0, "towards the client");
        test.Equal(node->IsEdge(1), i + 1 == SWITCHES, "towards the server");
    }
    test.Refuses([&] { domain.helper.Install(domain.row.switchNodes); }, "all of them in one");
    IntHelper other;
    test.Refuses([&] { other.InstallCollector(domain.row.Server()); }, "no switch yet");
    test.Refuses([&] { other.Install(domain.row.switchNodes); }, "already");
    test.Refuses([&] { other.Install(domain.row.nodes); }, "no IntSwitch");
    test.Refuses([&] { domain.helper.InstallCollector(domain.row.Server()); }, "a collector");
    {
        IntHelper wrong;
        wrong.SetAttribute("RemarkDscp", UintegerValue(0x17));
        test.Refuses([&] { wrong.Install(domain.row.switchNodes); }, "RemarkDscp");
    }
    {
        IntHelper wrong;
        wrong.SetAttribute("ByPort", BooleanValue(true));
        wrong.SetAttribute("Port", UintegerValue(REPORT_PORT));
        test.Refuses([&] { wrong.Install(domain.row.switchNodes); }, "CollectorPort");
    }
}

void
ConfigFindsTheNodes(Sentence& test)
{
    Domain domain("MD");
    uint32_t reports = 0;
    Config::ConnectWithoutContext(
        "/NodeList/*/$ns3::synthnet::IntNode/Report",
        Callback<void, const std::vector<uint8_t>&>([&](const auto&) { ++reports; }));
    domain.SendDatagrams(10, 100);
    test.Equal(reports, 10, "by its type, at each node that has one");
}

void
LongWaitsAreNotAvailable(Sentence& test)
{
    auto attributes = Busy();
    attributes["QueueRate"] = "5";
    Domain domain("MD", attributes);
    domain.SendDatagrams(40, 100); // of which the last would wait for 8 s
    test.True(domain.paths.size() > 20 && domain.paths.size() < 40, "until the end, at 5 s");
    const auto isTold = [](const IntPath& path) { return FillsLog(path); };
    const auto told = std::count_if(domain.paths.begin(), domain.paths.end(), isTold);
    test.True(told > 15, "waits that 32 bits of ns can say");
    test.True(told < static_cast<int64_t>(domain.paths.size()), "and others, which have no row");
}

void
LargerMtusStay(Sentence& test)
{
    SwitchRow row(std::vector<SwitchRow::Attributes>(SWITCHES, Busy()));
    row.switches[0]->GetPort(1)->SetMtu(9000);
    IntHelper helper;
    helper.Install(row.switchNodes);
    test.Equal(row.switches[0]->GetPort(1)->GetMtu(), 9000, "as it was");
    test.Equal(row.switches[1]->GetPort(0)->GetMtu(), 1500 + 16 + 3 * 36, "with room");
    test.Refuses([&] { helper.InstallCollector(row.nodes.Get(1)); }, "no IPv4");
}

void
PriorityQueues(Sentence& test)
{
    auto attributes = Busy();
    attributes["Priorities"] = "2"; // departures are not known beforehand
    Domain domain("MD", attributes);
    domain.SendDatagrams(50, 200);
    test.Equal(domain.Received(), 50 * 200, "the packets arrive");
    test.Equal(domain.paths.size(), 50, "a path for each");
}

/// The IPv6 packets with TCP or UDP that a device has, byte for byte and in their order.
class Ipv6Packets
{
  public:
    /// @param trace MacTx or MacRx
    Ipv6Packets(Ptr<NetDevice> device, const std::string& trace)
    {
        device->TraceConnectWithoutContext(trace, MakeCallback(&Ipv6Packets::Note, this));
    }

    std::vector<std::vector<uint8_t>> packets;

  private:
    void Note(Ptr<const Packet> packet)
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), bytes.size());
        const auto place = FindIntPlace(bytes.data(), bytes.size());
        if (place && place->isIpv6) // or it is of neighbour discovery
        {
            packets.push_back(std::move(bytes));
        }
    }
};

/// Has a row forward IPv6 from one end to the other. @return the server's address
Ipv6Address
ConnectIpv6(SwitchRow& row)
{
    for (const Ptr<IntSwitch>& each : row.switches)
    {
        MatchActionTable& table = each->AddTable(
            {"MyIngress.ipv6",
             {{Field::EtherType, MatchKind::Exact}, {Field::IngressPort, MatchKind::Exact}}});
        for (uint32_t port = 0; port < 2; ++port)
        {
            table.Add({KeyMatch::Exact(0x86DD), KeyMatch::Exact(port)},
                      Action::MakeForward(1 - port));
        }
    }
    Ipv6AddressHelper addresses(Ipv6Address("2001:db8::"), Ipv6Prefix(64));
    const NetDeviceContainer ends(row.Client()->GetDevice(0), row.Server()->GetDevice(0));
    return addresses.Assign(ends).GetAddress(1, 1);
}

void
Ipv6ThroughTheDomain(Sentence& test)
{
    const WithChecksums enabled; // a host drops what has a wrong one
    constexpr uint64_t BYTES = 200'000;
    Domain domain("MD", {{"QueueRate", "4000"}, {"QueueDepth", "1000"}}, true);
    const Ipv6Address server = ConnectIpv6(domain.row);
    const Ipv6Packets sent(domain.row.Client()->GetDevice(0), "MacTx");
    const Ipv6Packets inside(domain.row.switches[2]->GetPort(0), "MacRx");
    const Ipv6Packets arrived(domain.row.Server()->GetDevice(0), "MacRx");
    ApplicationContainer sinks;
    for (const std::string protocol : {"ns3::TcpSocketFactory", "ns3::UdpSocketFactory"})
    {
        BulkSendHelper bulk(protocol, Inet6SocketAddress(server, UDP_PORT));
        bulk.SetAttribute("MaxBytes", UintegerValue(BYTES));
        OnOffHelper steady(protocol, Inet6SocketAddress(server, UDP_PORT));
        steady.SetConstantRate(DataRate("2Mbps"), 500);
        steady.SetAttribute("MaxBytes", UintegerValue(BYTES));
        const bool isTcp = protocol == "ns3::TcpSocketFactory";
        auto source =
            isTcp ? bulk.Install(domain.row.Client()) : steady.Install(domain.row.Client());
        source.Start(Seconds(3)); // addresses are sure to be nobody else's by then
        PacketSinkHelper sink(protocol, Inet6SocketAddress(Ipv6Address::GetAny(), UDP_PORT));
        sinks.Add(sink.Install(domain.row.Server()));
    }
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    domain.collector->Finish();
    for (uint32_t i = 0; i < 2; ++i)
    {
        const uint64_t received = DynamicCast<PacketSink>(sinks.Get(i))->GetTotalRx();
        test.Equal(received, BYTES, i == 0 ? "all of TCP" : "all of UDP");
    }
    test.True(sent.packets.size() > 500, "packets of both");
    test.True(arrived.packets == sent.packets, "the sink restores each byte for byte");
    const auto withInt = [](const std::vector<uint8_t>& packet) {
        return SaysInt(*FindIntPlace(packet.data(), packet.size()), {});
    };
    test.True(std::all_of(inside.packets.begin(), inside.packets.end(), withInt),
              "each has INT inside");
    test.Equal(inside.packets.size(), sent.packets.size(), "and none is missing");
    std::size_t tcp = 0;
    std::size_t udp = 0;
    for (const IntPath& path : domain.paths)
    {
        const auto place = FindIntPlace(path.headers.data(), path.headers.size());
        const bool isForward = path.hops.front().nodeId == SWITCHES; // or it is an acknowledgment
        tcp += isForward && place->isIpv6 && place->isTcp ? 1 : 0;
        udp += isForward && place->isIpv6 && !place->isTcp ? 1 : 0;
    }
    test.Equal(udp, BYTES / 500, "a path for each packet of UDP");
    test.Equal(tcp + udp, sent.packets.size(), "and of TCP");
    test.Equal(domain.helper.GetCounters().malformed, 0, "nothing malformed");
}

/// Counts the packets to UDP_PORT that a device got, by their ECN bits, and tells of DSCP.
class EcnCounts
{
  public:
    explicit EcnCounts(Ptr<NetDevice> device)
    {
        device->TraceConnectWithoutContext("MacRx", MakeCallback(&EcnCounts::Note, this));
    }

    uint32_t packets[4]{}; //!< by ECN bits
    std::set<uint8_t> dscps;
    bool areChecksumsRight{true};

  private:
    void Note(Ptr<const Packet> packet)
    {
        Ipv4Header ipv4;
        ipv4.EnableChecksum();
        packet->PeekHeader(ipv4);
        ++packets[ipv4.GetTos() & 3];
        dscps.insert(ipv4.GetTos() >> 2);
        areChecksumsRight = areChecksumsRight && ipv4.IsChecksumOk();
    }
};

void
EcnSurvives(Sentence& test)
{
    const WithChecksums enabled;
    constexpr uint8_t DSCP = 10;
    constexpr uint32_t PACKETS = 60;
    constexpr uint8_t ECT_1 = 1;
    constexpr uint8_t ECT_0 = 2;
    constexpr uint8_t CE = 3;
    for (const uint8_t ecn : {uint8_t{0}, ECT_1, ECT_0, CE})
    {
        auto attributes = Busy();
        attributes["EcnThreshold"] = "5";
        Domain domain("MD", attributes);
        const EcnCounts inside(domain.row.switches[2]->GetPort(0));
        const EcnCounts arrived(domain.row.Server()->GetDevice(0));
        domain.SendDatagrams(PACKETS, 200, DSCP << 2 | ecn);
        uint64_t marked = 0;
        for (const Ptr<IntSwitch>& each : domain.row.switches)
        {
            marked += each->GetCounters(1).ecnMarked;
        }
        const std::string what = " with ECN " + std::to_string(ecn);
        test.Equal(domain.Received(), PACKETS * 200, "the packets arrive" + what);
        test.Equal(domain.helper.GetCounters().taken, PACKETS, "each had INT" + what);
        test.True(inside.dscps == std::set<uint8_t>{IntPresence().dscp}, "INT's DSCP" + what);
        test.True(arrived.dscps == std::set<uint8_t>{DSCP}, "the packets' DSCP" + what);
        test.True(arrived.areChecksumsRight, "right checksums" + what);
        test.Equal(marked > 0, ecn != 0, "the queues mark what is capable" + what);
        test.Equal(arrived.packets[CE], ecn == CE ? PACKETS : marked, "each mark arrives" + what);
        test.Equal(arrived.packets[ecn], ecn == CE ? PACKETS : PACKETS - marked, "or none" + what);
    }
}

/// What a table of a switch does to INT, and to ordinary packets.
void
TablesMark(Sentence& test)
{
    const WithChecksums enabled;

    struct Case
    {
        const char* watched;
        std::size_t at; //!< the switch whose table marks
        uint8_t dscp;
        uint8_t arrives;
        uint64_t remarked;
    };

    constexpr uint8_t MARK = 8;
    constexpr uint8_t RESERVED = 0x17;
    for (const Case& each : std::vector<Case>{{"all", 0, MARK, MARK, 0},
                                              {"all", 1, MARK, MARK, 0},
                                              {"all", 2, MARK, MARK, 0},
                                              {"all", 0, RESERVED, RESERVED, 0},
                                              {"", 0, MARK, MARK, 0},
                                              {"", 0, RESERVED, 0, 20},
                                              {"", 1, RESERVED, 0, 20},
                                              {"", 2, RESERVED, RESERVED, 0}})
    {
        for (const char* mode : {"MD", "MX"})
        {
            const std::string what = std::string(mode) + " of '" + each.watched + "', switch " +
                                     std::to_string(each.at + 1) + " marks " +
                                     std::to_string(each.dscp);
            Domain domain(mode, Busy(), false, IntHelper::Room::STACK, each.watched);
            domain.row.switches[each.at]
                ->AddTable({"MyIngress.mark", {{Field::UdpValid, MatchKind::Exact}}})
                .Add({KeyMatch::Exact(1)}, Action::MakeMarkDscp(each.dscp));
            const EcnCounts arrived(domain.row.Server()->GetDevice(0));
            domain.SendDatagrams(20, 200);
            const bool isWatched = *each.watched != '\0';
            const auto counters = domain.helper.GetCounters();
            test.Equal(domain.Received(), 20 * 200, "the packets arrive: " + what);
            test.True(arrived.dscps == std::set<uint8_t>{each.arrives}, "DSCP: " + what);
            test.True(arrived.areChecksumsRight, "right checksums: " + what);
            test.Equal(domain.paths.size(), isWatched ? 20 : 0, "paths: " + what);
            test.Equal(counters.malformed, 0, "nothing malformed: " + what);
            test.Equal(counters.remarked, each.remarked, "re-marked: " + what);
        }
    }
}

void
OrdinaryTrafficWithTheDscp(Sentence& test)
{
    const WithChecksums enabled;
    constexpr uint8_t TOS = 0x17 << 2;
    Domain domain("MD", Busy(), false, IntHelper::Room::STACK, "");
    uint32_t told = 0;
    Config::ConnectWithoutContext("/NodeList/*/$ns3::synthnet::IntNode/Remarked",
                                  Callback<void, Ptr<const Packet>>([&](Ptr<const Packet> packet) {
                                      Ipv4Header ipv4;
                                      packet->PeekHeader(ipv4);
                                      told += ipv4.GetTos() == TOS ? 1 : 0;
                                  }));
    const EcnCounts arrived(domain.row.Server()->GetDevice(0));
    domain.SendDatagrams(20, 200, TOS);
    test.Equal(domain.Received(), 20 * 200, "the packets arrive");
    test.True(arrived.dscps == std::set<uint8_t>{0}, "with another DSCP");
    test.Equal(domain.helper.GetCounters().remarked, 20, "each is counted");
    test.Equal(told, 20, "and told, as it was");
    test.Equal(domain.helper.GetCounters().malformed, 0, "none is taken for INT");
}

/// Reports are ordinary packets of the domain, which tables may mark, too.
void
TablesMarkReports(Sentence& test)
{
    const WithChecksums enabled;
    Domain domain("MX", Busy(), true);
    for (const Ptr<IntSwitch>& each : domain.row.switches)
    {
        each->AddTable({"MyIngress.mark", {{Field::L4DstPort, MatchKind::Exact}}})
            .Add({KeyMatch::Exact(REPORT_PORT)}, Action::MakeMarkDscp(0x17));
    }
    domain.SendDatagrams(20, 200);
    test.Equal(domain.Received(), 20 * 200, "the packets arrive");
    test.Equal(domain.collector->GetCounters().reports, 60, "and the reports");
    test.Equal(domain.helper.GetCounters().malformed, 0, "which are not taken for INT");
}

const Sentences SENTENCES{
    {"Tables mark packets with INT and others", TablesMark},
    {"Tables mark reports", TablesMarkReports},
    {"Ordinary traffic with INT's DSCP is re-marked", OrdinaryTrafficWithTheDscp},
    {"The paths of INT-MD have the probe's columns",
     [](Sentence& test) { SameColumns(test, "MD"); }},
    {"The paths of INT-MX have the probe's columns",
     [](Sentence& test) { SameColumns(test, "MX"); }},
    {"The paths of INT-XD have the probe's columns",
     [](Sentence& test) { SameColumns(test, "XD"); }},
    {"Bits 0 to 8 have the documented units", InstructionsBeyondTheColumns},
    {"TCP through an INT-MD domain does what it does without", TcpThroughTheDomain},
    {"Reports travel to the collector over the network", ReportsTravelInTheNetwork},
    {"A SwitchId that is set later is that of the reports", ALaterSwitchIdIsReported},
    {"Lost reports are noticed", LostReportsAreNoticed},
    {"IPv6 through an INT-MD domain is as it was", Ipv6ThroughTheDomain},
    {"ECN bits and marks made inside survive the sink", EcnSurvives},
    {"Without room above 1500 bytes, M is set or INT not started", WithoutRoom},
    {"Reports of long packets end at ReportMtu", LongReportsAreShortened},
    {"Reports without a route are counted", ReportsWithoutARouteAreCounted},
    {"Switches of a domain have SwitchIds of their own", SwitchIdsDiffer},
    {"The helper finds the edges of the domain", EdgesAreFound},
    {"Paths of ns3::Config find the nodes' trace sources", ConfigFindsTheNodes},
    {"A hop latency of more than 32 bits is not available", LongWaitsAreNotAvailable},
    {"An MTU that has room stays", LargerMtusStay},
    {"Switches with several queues a port do the same", PriorityQueues},
};

SentenceSuite g_intDomainSuite("synthnet-int-domain", TestSuite::Type::UNIT, SENTENCES);

} // namespace
