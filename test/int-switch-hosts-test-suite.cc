/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "one-switch.h"
#include "sentence.h"
#include "switch-row.h"

#include "ns3/int-collector.h"
#include "ns3/int-switch-helper.h"
#include "ns3/probe-sender.h"

#include "ns3/arp-cache.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/csma-helper.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

void
ProbeAcrossTwoSwitches(Sentence& test)
{
    SwitchRow row(
        {{{"QueueRate", "1000"}, {"UpTime", "20s"}}, {{"QueueRate", "500"}, {"UpTime", "30s"}}});
    auto sender = CreateObject<ProbeSender>();
    sender->SetAttribute("Remote", Ipv4AddressValue(row.addresses.GetAddress(1)));
    sender->SetStartTime(Seconds(1));
    sender->SetStopTime(Seconds(1.5));
    auto collector = CreateObject<IntCollector>();
    ProbeHops hops;
    collector->TraceConnectWithoutContext(
        "Probe",
        Callback<void, const ProbeHops&, Time>([&](const ProbeHops& got, Time) { hops = got; }));
    Simulator::Schedule(Seconds(1), [&] {
        // Three packets right before the probe: 166 bytes each on a cable of 1 Gbit/s, 1.328 µs.
        auto socket = Socket::CreateSocket(row.Client(), UdpSocketFactory::GetTypeId());
        for (int i = 0; i < 3; ++i)
        {
            socket->SendTo(Create<Packet>(100),
                           0,
                           InetSocketAddress(row.addresses.GetAddress(1), 9));
        }
    });
    row.Client()->AddApplication(sender);
    row.Server()->AddApplication(collector);
    Simulator::Stop(Seconds(3));
    Simulator::Run();
    test.Equal(hops.size(), 2, "two switches");
    // Switch 1: the packets come at 101.328, 102.656 and 103.984 µs, the probe at 104.656; they
    // leave 1 ms apart. Switch 2: they come at 202.656, 1202.656, 2202.656 and the probe at
    // 3101.328 + 0.736 + 100 = 3202.064 µs; they leave 2 ms apart.
    IntMetadata first;
    first.switchId = 1;
    first.ingressPort = 0;
    first.egressPort = 1;
    first.ingressGlobalTimestamp = 21'000'104;
    first.enqTimestamp = 21'000'104;
    first.enqQdepth = 2;
    first.egressGlobalTimestamp = 21'003'101;
    first.deqTimedelta = 2997;
    first.deqQdepth = 0;
    IntMetadata second = first;
    second.switchId = 2;
    second.ingressGlobalTimestamp = 31'003'202;
    second.enqTimestamp = 31'003'202;
    second.enqQdepth = 1;
    second.egressGlobalTimestamp = 31'006'202;
    second.deqTimedelta = 3000;
    test.True(hops.at(1) == first, "all ten fields of the first switch");
    test.True(hops.at(0) == second, "all ten fields of the second switch, which is the newest");
}

uint64_t
BulkTransfer(Ptr<Node> client, Ptr<Node> server, Ipv4Address address, uint64_t bytes)
{
    BulkSendHelper source("ns3::TcpSocketFactory", InetSocketAddress(address, 9));
    source.SetAttribute("MaxBytes", UintegerValue(bytes));
    source.Install(client).Start(Seconds(0.1));
    PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9));
    const auto sinks = sink.Install(server);
    Simulator::Stop(Seconds(30));
    Simulator::Run();
    return DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx();
}

uint64_t
Datagrams(Ptr<Node> client, Ptr<Node> server, Ipv4Address address, uint32_t packets)
{
    PacketSinkHelper sink("ns3::UdpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9));
    const auto sinks = sink.Install(server);
    const auto socket = Socket::CreateSocket(client, UdpSocketFactory::GetTypeId());
    for (uint32_t i = 0; i < packets; ++i)
    {
        Simulator::ScheduleWithContext(client->GetId(), MilliSeconds(100 + i), [=] {
            socket->SendTo(Create<Packet>(200), 0, InetSocketAddress(address, 9));
        });
    }
    Simulator::Stop(Seconds(30));
    Simulator::Run();
    return DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx();
}

void
TcpOverEthernet(Sentence& test)
{
    const WithChecksums enabled; // a host drops what has a wrong one
    SwitchRow row({{{"QueueRate", "4000"}, {"QueueDepth", "16"}}, {}});
    const uint64_t bytes = 400'000;
    test.Equal(BulkTransfer(row.Client(), row.Server(), row.addresses.GetAddress(1), bytes),
               bytes,
               "every byte");
    test.True(row.switches[0]->GetCounters(1).sent > bytes / 1500, "through the first switch");
    test.True(row.switches[1]->GetCounters(0).sent > 50, "acknowledgments come back");
}

void
UdpOverEthernet(Sentence& test)
{
    SwitchRow row(std::vector<OneSwitch::Attributes>(1));
    test.Equal(Datagrams(row.Client(), row.Server(), row.addresses.GetAddress(1), 10),
               2000,
               "every byte");
    test.Equal(row.switches[0]->GetCounters(1).sent, 10, "through the switch");
}

/// Two hosts at a switch whose ports are stock devices.
template <typename Helper>
struct StockRow
{
    explicit StockRow(Helper& helper)
    {
        nodes.Create(3);
        const auto left = helper.Install(NodeContainer(nodes.Get(0), nodes.Get(1)));
        const auto right = helper.Install(NodeContainer(nodes.Get(2), nodes.Get(1)));
        const NetDeviceContainer ends(left.Get(0), right.Get(0));
        InternetStackHelper().Install(NodeContainer(nodes.Get(0), nodes.Get(2)));
        addresses = Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(ends);
        theSwitch = IntSwitchHelper().Install(nodes.Get(1));
        IntSwitchHelper::PopulateRoutes(NodeContainer(nodes.Get(1)));
    }

    ~StockRow()
    {
        Simulator::Destroy();
    }

    /// The switch answers no ARP: each host knows the other's address beforehand.
    void FillArpCaches()
    {
        for (uint32_t i : {0, 1})
        {
            const auto node = nodes.Get(i == 0 ? 0 : 2);
            const auto ipv4 = node->template GetObject<Ipv4L3Protocol>();
            const auto interface =
                ipv4->GetInterface(ipv4->GetInterfaceForDevice(node->GetDevice(0)));
            auto* entry = interface->GetArpCache()->Add(addresses.GetAddress(1 - i));
            entry->SetMacAddress(Mac48Address("02:00:00:00:00:ff"));
            entry->MarkPermanent();
        }
    }

    NodeContainer nodes;
    Ipv4InterfaceContainer addresses;
    Ptr<IntSwitch> theSwitch;
};

void
StockPointToPoint(Sentence& test)
{
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    StockRow<PointToPointHelper> row(helper);
    row.theSwitch->SetQueueRate(3000);
    const uint64_t bytes = 200'000;
    test.Equal(BulkTransfer(row.nodes.Get(0), row.nodes.Get(2), row.addresses.GetAddress(1), bytes),
               bytes,
               "TCP, every byte");
    test.True(row.theSwitch->GetCounters(1).sent > bytes / 1500, "through the switch");
}

void
StockCsma(Sentence& test)
{
    CsmaHelper helper;
    helper.SetChannelAttribute("DataRate", StringValue("100Mbps"));
    {
        StockRow<CsmaHelper> row(helper);
        row.FillArpCaches();
        const uint64_t bytes = 200'000;
        test.Equal(
            BulkTransfer(row.nodes.Get(0), row.nodes.Get(2), row.addresses.GetAddress(1), bytes),
            bytes,
            "TCP, every byte");
        test.True(row.theSwitch->GetCounters(1).sent > bytes / 1500, "through the switch");
    }
    StockRow<CsmaHelper> row(helper);
    row.FillArpCaches();
    test.Equal(Datagrams(row.nodes.Get(2), row.nodes.Get(0), row.addresses.GetAddress(0), 10),
               2000,
               "UDP, every byte");
}

/// Whatever its ports are, a switch keeps the times of its queue.
void
StockPortsKeepTheQueuesTimes(Sentence& test)
{
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    StockRow<PointToPointHelper> row(helper);
    row.theSwitch->SetQueueRate(1000);
    std::vector<uint32_t> waits;
    row.theSwitch->TraceConnectWithoutContext(
        "Dequeue",
        Callback<void, Ptr<const Packet>, const IntMetadata&>(
            [&](Ptr<const Packet>, const IntMetadata& metadata) {
                if (metadata.egressPort == 1) // not what comes back
                {
                    waits.push_back(metadata.deqTimedelta);
                }
            }));
    Simulator::Schedule(Seconds(1), [&] {
        auto socket = Socket::CreateSocket(row.nodes.Get(0), UdpSocketFactory::GetTypeId());
        for (int i = 0; i < 4; ++i)
        {
            socket->SendTo(Create<Packet>(5), 0, InetSocketAddress(row.addresses.GetAddress(1), 9));
        }
    });
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    test.Equal(waits.size(), 4, "four packets");
    for (std::size_t i = 0; i < waits.size(); ++i)
    {
        // Arrivals are 280 ns apart, which may cost a microsecond.
        test.Near(waits[i], 1000.0 * i, 1, "packet " + std::to_string(i));
    }
}

void
HelperNumbersSwitches(Sentence& test)
{
    const auto idOfNext = [](IntSwitchHelper& helper) {
        UintegerValue id;
        helper.Install(CreateObject<Node>())->GetAttribute("SwitchId", id);
        return id.Get();
    };
    IntSwitchHelper helper;
    test.Equal(idOfNext(helper), 1, "the first");
    test.Equal(idOfNext(helper), 2, "the second");
    helper.SetAttribute("SwitchId", UintegerValue(7));
    helper.SetAttribute("QueueDepth", UintegerValue(5));
    test.Equal(idOfNext(helper), 7, "a number that was set");
    test.Equal(idOfNext(helper), 8, "and the next");
    helper.SetAttribute("SwitchId", StringValue("2147483647"));
    test.Equal(idOfNext(helper), 2147483647, "the largest");
    test.Equal(idOfNext(helper), 0, "which no number follows");
    IntSwitchHelper other;
    test.Equal(idOfNext(other), 1, "another helper begins anew");
    Simulator::Destroy();
}

const Sentences SENTENCES{
    {"A probe brings all ten fields of two switches", ProbeAcrossTwoSwitches},
    {"TCP passes two switches over Ethernet ports", TcpOverEthernet},
    {"UDP passes a switch over Ethernet ports", UdpOverEthernet},
    {"TCP passes a switch over stock point-to-point devices", StockPointToPoint},
    {"TCP and UDP pass a switch over stock CSMA devices", StockCsma},
    {"The queue's times hold over stock devices", StockPortsKeepTheQueuesTimes},
    {"The helper numbers its switches from the number that was set", HelperNumbersSwitches},
};

SentenceSuite g_switchHostsSuite("synthnet-switch-hosts", TestSuite::Type::UNIT, SENTENCES);

} // namespace
