/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Background load whose rate a model draws, through the queue of an INT switch.

#include "ns3/ethernet-helper.h"
#include "ns3/input-error.h"
#include "ns3/int-collector.h"
#include "ns3/int-log.h"
#include "ns3/int-switch-helper.h"
#include "ns3/int-switch.h"
#include "ns3/ns3-version.h"
#include "ns3/output-files.h"
#include "ns3/probe-sender.h"
#include "ns3/timegan-traffic-source.h"

#include "option-values.h"
#include "program.h"
#include "simulation-run.h"
#include "source-options.h"
#include "stop-signals.h"

#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <limits>
#include <string>

using namespace ns3;
using namespace ns3::synthnet;
namespace po = boost::program_options;

namespace
{

struct Options : SourceOptions
{
    std::string column{"ReportedBitrate"};
    std::string unit{"kbit/s"};
    double scale{1};
    std::string spacing{"poisson"};
    std::string transport{"udp"};
    int64_t queueDepth{32};
    double queueRate{500};
};

/// @throws InputError when the value of an option is negative or no number
void
NeedFinite(const std::string& option, double value)
{
    if (!(value >= 0 && value <= std::numeric_limits<double>::max()))
    {
        throw InputError("--" + option + "=" + std::to_string(value) + ", expected 0 or more");
    }
}

constexpr uint32_t TO_SINK = 1; // the switch's port

/// What packets find in the queue to the sink.
struct QueueStatistics
{
    uint64_t packets{0};
    uint64_t queued{0}; //!< sum over the packets
    uint32_t most{0};
    uint64_t waited{0}; //!< µs, sum over the packets
};

void
CountPacket(QueueStatistics* statistics, Ptr<const Packet>, const IntMetadata& metadata)
{
    if (metadata.egressPort != TO_SINK)
    {
        return;
    }
    ++statistics->packets;
    statistics->queued += metadata.enqQdepth;
    statistics->most = std::max(statistics->most, metadata.enqQdepth);
    statistics->waited += metadata.deqTimedelta;
}

void
WriteProbe(IntLog* log, const ProbeHops& hops, Time arrival)
{
    log->Write(hops, std::chrono::nanoseconds(arrival.GetNanoSeconds()));
}

void
Print(const QueueStatistics& statistics, uint64_t dropped)
{
    const double packets = std::max<double>(1, statistics.packets);
    std::cout << "queue: " << statistics.packets << " packets, " << dropped << " dropped, "
              << statistics.queued / packets << " queued in the mean and " << statistics.most
              << " at most, " << statistics.waited / packets / 1000 << " ms of waiting\n";
}

/// A load and probes from the node to the address.
void
InstallSources(const Options& options, Ptr<Node> node, Ipv4Address remote)
{
    const bool isTcp = ParseChoice("transport", options.transport, "udp", "tcp");
    const bool isPoisson = ParseChoice("spacing", options.spacing, "even", "poisson");
    const std::string factory = isTcp ? "ns3::TcpSocketFactory" : "ns3::UdpSocketFactory";
    const auto load = CreateObject<TimeGanTrafficSource>();
    load->SetAttribute("Model", StringValue(options.model));
    load->SetAttribute("Remote", AddressValue(InetSocketAddress(remote, 9)));
    load->SetAttribute("Protocol", TypeIdValue(TypeId::LookupByName(factory)));
    load->SetAttribute("Column", StringValue(options.column));
    load->SetAttribute("Unit", StringValue(options.unit));
    load->SetAttribute("Scale", DoubleValue(options.scale));
    load->SetAttribute("Spacing",
                       StringValue(isPoisson ? "ns3::ExponentialRandomVariable[Mean=1]"
                                             : "ns3::ConstantRandomVariable[Constant=1]"));
    load->AssignStreams(1);
    node->AddApplication(load);
    const auto probes = CreateObject<ProbeSender>();
    probes->SetAttribute("Remote", Ipv4AddressValue(remote));
    node->AddApplication(probes);
}

void
Simulate(const Options& options, const Program& program)
{
    options.Check();
    if (NeedAtLeast("queueDepth", options.queueDepth, 1) > UINT32_MAX)
    {
        throw InputError("--queueDepth=" + std::to_string(options.queueDepth) +
                         ", expected at most 4294967295");
    }
    NeedFinite("queueRate", options.queueRate);
    NeedFinite("scale", options.scale);
    const StopSignals signals;
    OutputDirectory out(options.out, options.overwrite);
    SimulationRun simulation(program, out);
    RngSeedManager::SetSeed(static_cast<uint32_t>(options.seeding.seed));
    RngSeedManager::SetRun(static_cast<uint64_t>(options.seeding.run));

    NodeContainer nodes(3); // host - switch - host
    const auto left = EthernetHelper().Install(nodes.Get(0), nodes.Get(1));
    const auto right = EthernetHelper().Install(nodes.Get(2), nodes.Get(1));
    InternetStackHelper().Install({nodes.Get(0), nodes.Get(2)});
    const auto addresses =
        Ipv4AddressHelper("10.0.0.0", "255.0.0.0").Assign({left.Get(0), right.Get(0)});
    IntSwitchHelper helper;
    helper.SetAttribute("QueueDepth", UintegerValue(static_cast<uint32_t>(options.queueDepth)));
    helper.SetAttribute("QueueRate", DoubleValue(options.queueRate));
    const Ptr<IntSwitch> theSwitch = helper.Install(nodes.Get(1));
    IntSwitchHelper::PopulateRoutes(nodes.Get(1));

    InstallSources(options, nodes.Get(0), addresses.GetAddress(1));
    for (const std::string factory : {"ns3::UdpSocketFactory", "ns3::TcpSocketFactory"})
    {
        PacketSinkHelper(factory, InetSocketAddress(Ipv4Address::GetAny(), 9))
            .Install(nodes.Get(2));
    }
    const auto collector = CreateObject<IntCollector>();
    nodes.Get(2)->AddApplication(collector);
    OutputFile logFile(out, "int.csv");
    IntLog log(logFile.Stream(), 1, 0);
    collector->TraceConnectWithoutContext("Probe", MakeBoundCallback(&WriteProbe, &log));
    QueueStatistics statistics;
    theSwitch->TraceConnectWithoutContext("Dequeue", MakeBoundCallback(&CountPacket, &statistics));

    simulation.Run(options.duration);
    constexpr auto FULL = static_cast<std::size_t>(IntSwitch::DropReason::EgressQueue);
    Print(statistics, theSwitch->GetCounters(TO_SINK).dropped[FULL]);
    Simulator::Destroy();

    logFile.Commit();
    OutputFile record(out, "run.json");
    program.WriteRunRecord(record.Stream(),
                           {{"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    record.Commit();
    out.Commit();
    std::cout << "wrote " << options.out << ": int.csv, run.json\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-traffic-source",
                    "Simulates background load, at a rate that a model draws each second, through "
                    "a switch.\nPrints what packets found in its queue, and writes int.csv.");
    Options options;
    po::options_description described("Options");
    options.AddTo(described);
    auto add = described.add_options();
    const auto withDefault = [](auto& value) { return po::value(&value)->default_value(value); };
    add("column", withDefault(options.column), "the model's column that is the rate");
    add("unit",
        withDefault(options.unit),
        "packets/s, or bit/s, kbit/s, Mbit/s, byte/s, kbyte/s, Mbyte/s");
    add("scale", withDefault(options.scale), "factor of the rate");
    add("spacing", withDefault(options.spacing), "even or poisson, over UDP");
    add("transport", withDefault(options.transport), "udp or tcp");
    add("queueDepth", withDefault(options.queueDepth), "packets that the switch's queue holds");
    add("queueRate",
        withDefault(options.queueRate),
        "packets a second that leave the queue, 0 for no limit");
    program.SetWork(std::move(described), [&] { Simulate(options, program); });
    return program.Run(argc, argv);
}
