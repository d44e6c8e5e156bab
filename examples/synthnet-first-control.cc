/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A first environment: the queue of a switch between a video's server, its player and a download
// that comes between them. A rule of one line decides. doc/control-live.rst shows the lines between
// the marks.

#include "ns3/synthnet-module.h"

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"

#include "program.h"

#include <cstdint>
#include <iostream>
#include <memory>
#include <variant>
#include <vector>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

// [MANUAL]
Ptr<GymInterface>
Build() // the simulation of an episode
{
    NodeContainer nodes(3); // server - switch - player, and a download beside it
    EthernetHelper cable;
    cable.SetCableAttribute("Delay", StringValue("2ms"));
    const auto left = cable.Install(nodes.Get(0), nodes.Get(1));
    const auto right = cable.Install(nodes.Get(2), nodes.Get(1));
    InternetStackHelper().Install({nodes.Get(0), nodes.Get(2)});
    Ipv4AddressHelper("10.0.0.0", "255.0.0.0").Assign({left.Get(0), right.Get(0)});

    IntSwitchHelper helper;
    helper.SetAttribute("QueueRate", DoubleValue(800)); // packets a second
    const auto theSwitch = helper.Install(nodes.Get(1));
    IntSwitchHelper::PopulateRoutes(nodes.Get(1));

    const auto video = CreateObject<DashServer>();
    video->SetMpd(
        Mpd({{"low", 639'000, 18, 426, 240}, {"high", 1'867'000, 30, 1280, 720}}, 4, 600));
    nodes.Get(0)->AddApplication(video);
    const auto player = CreateObject<DashPlayer>();
    player->SetAttribute("Remote", AddressValue(InetSocketAddress("10.0.0.1", 80)));
    nodes.Get(2)->AddApplication(player);
    const auto probes = CreateObject<ProbeSender>();
    probes->SetAttribute("Remote", Ipv4AddressValue("10.0.0.2"));
    nodes.Get(0)->AddApplication(probes);
    const auto collector = CreateObject<IntCollector>();
    nodes.Get(2)->AddApplication(collector);

    BulkSendHelper download("ns3::TcpSocketFactory", InetSocketAddress("10.0.0.2", 20));
    download.Install(nodes.Get(0)).Start(Seconds(60));
    PacketSinkHelper("ns3::TcpSocketFactory", InetSocketAddress("10.0.0.2", 20))
        .Install(nodes.Get(2));

    Simulator::Stop(Seconds(120));
    const std::vector<unsigned> switches{1}; // on the way of the probes
    return CreateObject<QueueControl>(
        std::vector{theSwitch},
        collector,
        player,
        QueueTask{QueueActions(QueueKnob::DEPTH, {16, 32, 64}, switches.size()),
                  std::make_shared<TelemetryObservation>(switches),
                  std::make_shared<PublishedReward>()});
}

void
Decide()
{
    SimulationEnvironment environment(Build);
    GymValue seen = environment.Reset(1).observation;
    for (bool ended = false; !ended;)
    {
        const double queued = std::get<std::vector<double>>(seen.value)[0]; // enq_qdepth1.mean
        const GymStep step = environment.Step({int64_t{queued > 8 ? 0 : 2}});
        std::cout << queued << " packets found, then earned " << step.reward << "\n";
        seen = step.observation;
        ended = step.terminated || step.truncated;
    }
}

// [MANUAL]

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-first-control",
                    "Decides about the depth of a switch's queue, and prints what is earned.");
    program.SetWork(boost::program_options::options_description("Options"), Decide);
    return program.Run(argc, argv);
}
