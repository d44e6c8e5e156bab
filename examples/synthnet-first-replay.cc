/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A capture replayed over one link. Without an option it makes a small one.

#include "ns3/capture-replay-helper.h"
#include "ns3/capture-writer.h"

#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include "program.h"

#include <fstream>
#include <iostream>
#include <string>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// Three UDP datagrams from 192.168.1.2 to 192.0.2.1, 10 ms apart.
std::string
MakeCapture()
{
    const uint8_t packet[] = {0x45, 0,   0,   32, 0, 1,   0,   0,   64,  17, 0xf8,
                              0x24, 192, 168, 1,  2, 192, 0,   2,   1,   15, 160,
                              0,    9,   0,   12, 0, 0,   'p', 'i', 'n', 'g'};
    const std::string name = "first-replay.pcap";
    std::ofstream stream(name, std::ios::binary);
    CaptureWriter writer(stream, LINK_RAW_IP, TimeUnit::NANOSECONDS);
    for (const int64_t milliseconds : {0, 10, 20})
    {
        writer.Write(milliseconds * 1'000'000, packet, sizeof packet, sizeof packet);
    }
    return name;
}

void
PrintPacket(Ptr<const Packet> packet, const ReplayedPacket& what)
{
    std::cout << Simulator::Now().GetSeconds() << " s: packet " << what.number << ", "
              << packet->GetSize() << " bytes, at the " << (what.fromClient ? "server" : "client")
              << "\n";
}

void
Simulate(const std::string& capture)
{
    NodeContainer nodes(2); // client - server
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue("2ms"));
    const auto devices = link.Install(nodes);
    InternetStackHelper().Install(nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);

    CaptureReplayHelper helper(capture);
    helper.SetAttribute("Speed", DoubleValue(2));
    const auto replay = helper.Install(nodes.Get(0), nodes.Get(1));
    replay->TraceConnectWithoutContext("Received", MakeCallback(&PrintPacket));

    Simulator::Stop(Seconds(10));
    Simulator::Run();
    std::cout << replay->GetSides() << ": " << replay->GetCounters().received << " of "
              << replay->GetCounters().sent << " packets arrived\n";
    Simulator::Destroy();
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-first-replay",
                    "Replays a capture over one link at twice its speed, and prints what arrives.");
    std::string capture;
    boost::program_options::options_description options("Options");
    options.add_options()("pcap",
                          boost::program_options::value(&capture),
                          "the capture (none: a small one is made, first-replay.pcap)");
    program.SetWork(options, [&] { Simulate(capture.empty() ? MakeCapture() : capture); });
    return program.Run(argc, argv);
}
