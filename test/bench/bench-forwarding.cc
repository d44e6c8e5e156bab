/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a TCP bulk flow over four hops costs, through stock ns-3 point-to-point routers and through
// IntSwitch. Prints the wall time of each and their ratios, from runs that alternate.

#include "median.h"

#include "ns3/ethernet-helper.h"
#include "ns3/int-collector.h"
#include "ns3/int-helper.h"
#include "ns3/int-switch-helper.h"
#include "ns3/ns3-version.h"
#include "ns3/probe-sender.h"

#include "program.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/config.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

constexpr uint32_t ROUTERS = 3;    // four hops
constexpr uint32_t SEGMENT = 1448; // bytes of a data packet
constexpr const char* RATE = "30Mbps";
constexpr const char* DELAY = "1ms";

struct Outcome
{
    double wallSeconds;
    uint64_t bytes; // that the sink got
};

void
BuildStock(NodeContainer& nodes)
{
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue(RATE));
    link.SetChannelAttribute("Delay", StringValue(DELAY));
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.255.0");
    for (uint32_t i = 0; i + 1 < nodes.GetN(); ++i)
    {
        addresses.Assign(link.Install(nodes.Get(i), nodes.Get(i + 1)));
        addresses.NewNetwork();
    }
    Ipv4GlobalRoutingHelper::PopulateRoutingTables();
}

/// What of a network a run has.
enum class Kind
{
    STOCK,
    SWITCHES,
    PROBES, //!< one a second through switches
    INT_MD, //!< in every packet of the flow and of its acknowledgments, through switches
};

void
BuildSwitches(NodeContainer& nodes, bool withInt)
{
    EthernetHelper cables;
    cables.SetPortAttribute("DataRate", StringValue(RATE));
    cables.SetCableAttribute("Delay", StringValue(DELAY));
    std::vector<NetDeviceContainer> laid;
    for (uint32_t i = 0; i + 1 < nodes.GetN(); ++i)
    {
        laid.push_back(cables.Install(nodes.Get(i), nodes.Get(i + 1)));
    }
    InternetStackHelper().Install(NodeContainer(nodes.Get(0), nodes.Get(nodes.GetN() - 1)));
    const NetDeviceContainer ends(laid.front().Get(0), laid.back().Get(1));
    Ipv4AddressHelper("10.1.0.0", "255.255.255.0").Assign(ends);
    IntSwitchHelper helper;
    NodeContainer switches;
    for (uint32_t i = 1; i + 1 < nodes.GetN(); ++i)
    {
        helper.Install(nodes.Get(i));
        switches.Add(nodes.Get(i));
    }
    IntSwitchHelper::PopulateRoutes(switches);
    if (withInt)
    {
        IntHelper telemetry; // of which every report is made, and goes nowhere
        telemetry.Install(switches);
    }
}

Outcome
Run(Kind kind, double seconds)
{
    NodeContainer nodes(ROUTERS + 2);
    if (kind == Kind::STOCK)
    {
        BuildStock(nodes);
    }
    else
    {
        BuildSwitches(nodes, kind == Kind::INT_MD);
    }
    const Ptr<Node> sink = nodes.Get(nodes.GetN() - 1);
    const Ipv4Address address = sink->GetObject<Ipv4>()->GetAddress(1, 0).GetLocal();
    BulkSendHelper source("ns3::TcpSocketFactory", InetSocketAddress(address, 9));
    source.SetAttribute("MaxBytes", UintegerValue(0));
    source.Install(nodes.Get(0)).Start(Seconds(0.1));
    PacketSinkHelper sinkHelper("ns3::TcpSocketFactory",
                                InetSocketAddress(Ipv4Address::GetAny(), 9));
    const auto sinks = sinkHelper.Install(sink);
    if (kind == Kind::PROBES)
    {
        auto sender = CreateObject<ProbeSender>();
        sender->SetAttribute("Remote", Ipv4AddressValue(address));
        nodes.Get(0)->AddApplication(sender);
        sink->AddApplication(CreateObject<IntCollector>());
    }
    Simulator::Stop(Seconds(seconds));
    const auto start = std::chrono::steady_clock::now();
    Simulator::Run();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const uint64_t bytes = DynamicCast<PacketSink>(sinks.Get(0))->GetTotalRx();
    Simulator::Destroy();
    return {wall.count(), bytes};
}

} // namespace

int
main(int argc, char* argv[])
{
    double seconds = 60;
    int runs = 5;
    Program program("bench-forwarding",
                    "What a TCP bulk flow over four hops costs through IntSwitch, compared with "
                    "stock ns-3 point-to-point routers.");
    boost::program_options::options_description options("Options");
    options.add_options()("seconds",
                          boost::program_options::value(&seconds)->default_value(seconds),
                          "simulated time of each run");
    options.add_options()("runs",
                          boost::program_options::value(&runs)->default_value(runs),
                          "runs of each kind");
    program.SetWork(std::move(options), [&] {
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(SEGMENT));
        const std::vector<std::pair<Kind, const char*>> kinds{
            {Kind::STOCK, "stock routers"},
            {Kind::SWITCHES, "IntSwitch"},
            {Kind::PROBES, "IntSwitch, probe a second"},
            {Kind::INT_MD, "IntSwitch, INT-MD in every packet"},
        };
        std::vector<std::vector<double>> times(kinds.size());
        for (int i = 0; i < runs; ++i)
        {
            for (std::size_t kind = 0; kind < kinds.size(); ++kind)
            {
                const Outcome outcome = Run(kinds[kind].first, seconds);
                times[kind].push_back(outcome.wallSeconds / outcome.bytes);
            }
        }
        for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        {
            std::printf("%-34s %6.2f us a data packet",
                        kinds[kind].second,
                        Median(times[kind]) * SEGMENT * 1e6);
            if (kinds[kind].first != Kind::STOCK)
            {
                std::printf(", ratio %.3f", Median(times[kind]) / Median(times[0]));
            }
            std::printf("\n");
        }
    });
    return program.Run(argc, argv);
}
