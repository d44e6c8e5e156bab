/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A first scenario: a switch between two hosts, a TCP flow that fills its queue, and probes that
// tell of it. README.md shows the lines between the marks.

#include "ns3/synthnet-module.h"

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"

#include "program.h"

#include <iostream>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

// [README]
void
PrintProbe(const ProbeHops& hops, Time arrival) // a hop for each switch on the way
{
    std::cout << arrival.GetSeconds() << " s: " << hops[0].enqQdepth << " packets, "
              << hops[0].deqTimedelta << " us\n";
}

void
Simulate()
{
    NodeContainer nodes(3); // host - switch - host
    const auto left = EthernetHelper().Install(nodes.Get(0), nodes.Get(1));
    const auto right = EthernetHelper().Install(nodes.Get(2), nodes.Get(1));
    InternetStackHelper().Install({nodes.Get(0), nodes.Get(2)});
    Ipv4AddressHelper("10.0.0.0", "255.0.0.0").Assign({left.Get(0), right.Get(0)});

    IntSwitchHelper helper;
    helper.SetAttribute("QueueDepth", UintegerValue(32)); // packets
    helper.SetAttribute("QueueRate", DoubleValue(1000));  // packets a second
    helper.Install(nodes.Get(1));
    IntSwitchHelper::PopulateRoutes(nodes.Get(1));

    const InetSocketAddress sink("10.0.0.2", 9); // of a TCP flow without an end
    BulkSendHelper("ns3::TcpSocketFactory", sink).Install(nodes.Get(0));
    PacketSinkHelper("ns3::TcpSocketFactory", sink).Install(nodes.Get(2));
    const auto sender = CreateObject<ProbeSender>(); // one probe a second
    sender->SetAttribute("Remote", Ipv4AddressValue("10.0.0.2"));
    nodes.Get(0)->AddApplication(sender);
    const auto collector = CreateObject<IntCollector>();
    collector->TraceConnectWithoutContext("Probe", MakeCallback(&PrintProbe));
    nodes.Get(2)->AddApplication(collector);

    Simulator::Stop(Seconds(10));
    Simulator::Run();
    Simulator::Destroy();
}

// [README]

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-first-switch",
                    "Simulates a TCP flow through a switch, and prints what probes find there.");
    program.SetWork(boost::program_options::options_description("Options"), Simulate);
    return program.Run(argc, argv);
}
