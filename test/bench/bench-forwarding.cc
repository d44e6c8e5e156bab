/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a TCP bulk flow over four hops costs, through stock ns-3 point-to-point routers and through
// IntSwitch. Prints the wall time of each and their ratios, from runs that alternate.

#include "median.h"

#include "ns3/ethernet-helper.h"
#include "ns3/int-collector.h"
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

void
BuildSwitches(NodeContainer& nodes)
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
}

Outcome
Run(bool switches, bool probes, double seconds)
{
    NodeContainer nodes(ROUTERS + 2);
    if (switches)
    {
        BuildSwitches(nodes);
    }
    else
    {
        BuildStock(nodes);
    }
    const Ptr<Node> sink = nodes.Get(nodes.GetN() - 1);
    const Ipv4Address address = sink->GetObject<Ipv4>()->GetAddress(1, 0).GetLocal();
    BulkSendHelper source("ns3::TcpSocketFactory", InetSocketAddress(address, 9));
    source.SetAttribute("MaxBytes", UintegerValue(0));
    source.Install(nodes.Get(0)).Start(Seconds(0.1));
    PacketSinkHelper sinkHelper("ns3::TcpSocketFactory",
                                InetSocketAddress(Ipv4Address::GetAny(), 9));
    const auto sinks = sinkHelper.Install(sink);
    if (probes)
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
        std::vector<double> stock;
        std::vector<double> plain;
        std::vector<double> probed;
        for (int i = 0; i < runs; ++i)
        {
            const auto a = Run(false, false, seconds);
            const auto b = Run(true, false, seconds);
            const auto c = Run(true, true, seconds);
            stock.push_back(a.wallSeconds / a.bytes);
            plain.push_back(b.wallSeconds / b.bytes);
            probed.push_back(c.wallSeconds / c.bytes);
        }
        const double perPacket = SEGMENT * 1e6; // us
        std::printf("stock routers              %6.2f us a data packet\n",
                    Median(stock) * perPacket);
        std::printf("IntSwitch                  %6.2f us a data packet, ratio %.3f\n",
                    Median(plain) * perPacket,
                    Median(plain) / Median(stock));
        std::printf("IntSwitch, probe a second  %6.2f us a data packet, ratio %.3f\n",
                    Median(probed) * perPacket,
                    Median(probed) / Median(stock));
    });
    return program.Run(argc, argv);
}
