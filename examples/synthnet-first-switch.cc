/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A first scenario: two switches between two hosts, a TCP flow that fills the queue of the first
// switch, and probes that tell of it. README.md shows the lines between the marks.

#include "ns3/synthnet-module.h"

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"

#include "program.h"

#include <cstdio>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

// [README]
void
PrintProbe(const ProbeHops& hops, Time arrival) // the newest hop first
{
    std::printf("%6.3f s", arrival.GetSeconds());
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop)
    {
        std::printf("   switch %u: %2u packets, %5u us",
                    hop->switchId,
                    hop->enqQdepth,
                    hop->deqTimedelta);
    }
    std::printf("\n");
}

void
Simulate()
{
    NodeContainer hosts(2);
    NodeContainer switches(2);
    EthernetHelper ethernet; // host 0 - switch 0 - switch 1 - host 1, 1 Gbit/s
    NetDeviceContainer ends;
    ends.Add(ethernet.Install(hosts.Get(0), switches.Get(0)).Get(0));
    ethernet.Install(switches.Get(0), switches.Get(1));
    ends.Add(ethernet.Install(hosts.Get(1), switches.Get(1)).Get(0));
    InternetStackHelper().Install(hosts);
    const auto addresses = Ipv4AddressHelper("10.0.0.0", "255.0.0.0").Assign(ends);

    IntSwitchHelper helper;
    helper.SetAttribute("QueueDepth", UintegerValue(32)); // packets
    const auto first = helper.Install(switches.Get(0));
    helper.Install(switches.Get(1));
    IntSwitchHelper::PopulateRoutes(switches);
    first->SetQueueRate(1000, 1); // packets a second, out of port 1 to the other switch

    const InetSocketAddress sink(addresses.GetAddress(1), 9); // a TCP flow without an end
    BulkSendHelper("ns3::TcpSocketFactory", sink).Install(hosts.Get(0));
    PacketSinkHelper("ns3::TcpSocketFactory", sink).Install(hosts.Get(1));

    const auto sender = CreateObject<ProbeSender>(); // one probe a second
    sender->SetAttribute("Remote", Ipv4AddressValue(addresses.GetAddress(1)));
    hosts.Get(0)->AddApplication(sender);
    const auto collector = CreateObject<IntCollector>();
    collector->TraceConnectWithoutContext("Probe", MakeCallback(&PrintProbe));
    hosts.Get(1)->AddApplication(collector);

    Simulator::Stop(Seconds(10));
    Simulator::Run();
    Simulator::Destroy();
}

// [README]

} // namespace

int
main(int argc, char* argv[])
{
    Program program(
        "synthnet-first-switch",
        "Simulates a TCP flow through two switches, and prints what probes find there.");
    program.SetWork(boost::program_options::options_description("Options"), Simulate);
    return program.Run(argc, argv);
}
