/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The measured video testbed as a simulation: writes the logs that the real one writes.

#include "ns3/ns3-version.h"
#include "ns3/output-files.h"
#include "ns3/testbed.h"

#include "program.h"
#include "run-logs.h"
#include "simulation-run.h"
#include "stop-signals.h"
#include "testbed-options.h"

#include "ns3/simulator.h"

#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <utility>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;
namespace po = boost::program_options;

struct Options
{
    TestbedOptions testbed;
    std::string commands;
    bool allPlayers{false};
};

void
Simulate(const Options& options, Program& program)
{
    options.testbed.CheckRun();
    const TestbedConfig config = options.testbed.Config();
    const StopSignals signals;
    OutputDirectory out(options.testbed.Out(), options.testbed.Overwrites());
    SimulationRun simulation(program, out);
    options.testbed.Apply(config);

    Testbed testbed(config);
    testbed.AssignStreams(1);
    for (uint32_t i = 0; !options.commands.empty() && i < testbed.GetNSwitches(); ++i)
    {
        testbed.GetSwitch(i)->LoadCommands(options.commands);
    }
    const uint32_t logged = options.allPlayers ? testbed.GetNPlayers() : 1;
    RunLogs logs(out, testbed, config.unixStart, logged);

    const auto start = std::chrono::steady_clock::now();
    simulation.Run(config.durationSeconds);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const uint64_t packets = testbed.GetPacketsForwarded();
    const uint64_t probesSent = testbed.GetProbeSender()->GetSent();
    const uint64_t probes = testbed.GetCollector()->GetReceived();
    logs.Commit();
    Simulator::Destroy();

    OutputFile record(out, "run.json");
    program.WriteRunRecord(record.Stream(),
                           {{"seed", std::to_string(options.testbed.Seeding().seed)},
                            {"run", std::to_string(options.testbed.Seeding().run)},
                            {"config", config.ToJson()},
                            {"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    record.Commit();
    out.Commit();
    const std::string more =
        logged == 1 ? "" : ", dash-N.csv and qoe-N.json of players 2 to " + std::to_string(logged);
    std::cout << "simulated " << config.durationSeconds << " s in " << wall.count() << " s ("
              << config.durationSeconds / wall.count() << " x real time), " << packets
              << " packets forwarded (" << std::llround(packets / wall.count()) << " a second), "
              << probes << " of " << probesSent << " probes arrived\n"
              << "wrote " << options.testbed.Out() << ": int.csv, dash.csv, qoe.json, run.json"
              << more << std::endl;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Program program(
        "synthnet-testbed",
        "Simulates the video testbed: a DASH server, INT switches in a row, players and a "
        "load.\nWrites int.csv and dash.csv, as the real testbed logs them, qoe.json and "
        "run.json.");
    po::options_description described("Options");
    options.testbed.AddTo(described);
    auto add = described.add_options();
    add("allPlayers",
        po::bool_switch(&options.allPlayers),
        "dash-2.csv, qoe-2.json and so on, for each of them");
    add("commands", po::value(&options.commands), "BMv2 command file for every switch");
    options.testbed.AddRunTo(described);
    program.SetPassThrough([&](const std::string& name, const std::string& value) {
        return options.testbed.Take(name, value);
    });
    program.SetWork(std::move(described), [&] { Simulate(options, program); });
    return program.Run(argc, argv);
}
