/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The measured video testbed as a simulation: writes the logs that the real one writes.

#include "ns3/input-error.h"
#include "ns3/ns3-version.h"
#include "ns3/output-files.h"
#include "ns3/testbed-config-check.h"
#include "ns3/testbed.h"

#include "option-values.h"
#include "program.h"
#include "run-logs.h"
#include "run-seed.h"
#include "simulation-run.h"
#include "stop-signals.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;
namespace po = boost::program_options;

struct Options
{
    std::string scenario{"2022"};
    std::string configFile;
    std::vector<std::pair<std::string, std::string>> attributes; //!< ns3::Class::Attribute, value
    std::optional<int64_t> depth;
    std::optional<double> duration;
    std::optional<std::string> load;
    std::optional<std::string> mpd;
    std::optional<std::string> rule;
    std::optional<int64_t> players;
    std::string commands;
    RunSeed seeding;
    std::string out;
    bool overwrite{false};
    bool allPlayers{false};
};

/// The scenario, then the file, then the defaults of attributes, then what an option says of one
/// thing.
TestbedConfig
MakeConfig(const Options& options)
{
    TestbedConfig config = TestbedConfig::Scenario(options.scenario);
    if (!options.configFile.empty())
    {
        config.MergeFile(options.configFile);
    }
    config.player.attributes.emplace("KeepHistory", "true"); // for qoe.json, unless it was set
    for (const auto& [name, value] : options.attributes)
    {
        config.SetDefault(name, value);
    }
    if (options.load)
    {
        config.SetLoad(*options.load);
    }
    if (options.depth)
    {
        NeedWithin("depth", *options.depth, 1, UINT32_MAX);
        for (auto& each : config.switches)
        {
            each.depth = *options.depth;
        }
    }
    if (options.duration)
    {
        if (!(*options.duration >= 1 && *options.duration <= 1e8))
        {
            std::ostringstream text;
            text << "--duration=" << *options.duration << ", expected 1 to 1e8 seconds";
            throw InputError(text.str());
        }
        config.durationSeconds = *options.duration;
    }
    if (options.mpd)
    {
        config.video.mpd = *options.mpd;
    }
    if (options.rule)
    {
        config.player.attributes["Adaptation"] = *options.rule;
    }
    if (options.players)
    {
        NeedWithin("players", *options.players, 1, PlayerConfig::MOST);
        config.player.count = *options.players;
    }
    return config;
}

void
Check(const Options& options)
{
    if (options.out.empty())
    {
        throw InputError("--out is missing, expected a directory to make");
    }
    options.seeding.Check();
}

void
Simulate(const Options& options, Program& program)
{
    Check(options);
    const TestbedConfig config = MakeConfig(options);
    const StopSignals signals;
    OutputDirectory out(options.out, options.overwrite);
    SimulationRun simulation(program, out);
    config.ApplyAttributes();
    RngSeedManager::SetSeed(options.seeding.seed);
    RngSeedManager::SetRun(options.seeding.run);

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
                           {{"seed", std::to_string(options.seeding.seed)},
                            {"run", std::to_string(options.seeding.run)},
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
              << "wrote " << options.out << ": int.csv, dash.csv, qoe.json, run.json" << more
              << std::endl;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    const TestbedConfig first = TestbedConfig::Scenario("2022");
    const TestbedConfig second = TestbedConfig::Scenario("2023");
    Program program(
        "synthnet-testbed",
        "Simulates the video testbed: a DASH server, INT switches in a row, players and a "
        "load.\nWrites int.csv and dash.csv, as the real testbed logs them, qoe.json and "
        "run.json.");
    po::options_description described("Options");
    auto add = described.add_options();
    add("scenario",
        po::value(&options.scenario)->default_value(options.scenario),
        "the measured testbed of 2022 or 2023, or control: loads that take turns");
    add("config", po::value(&options.configFile), "JSON file with what differs from the scenario");
    add("depth",
        Optional(options.depth),
        ("packets that each egress queue holds (" + std::to_string(first.switches[0].depth) + ")")
            .c_str());
    add("duration",
        Optional(options.duration),
        ("simulated seconds (2022: " + std::to_string(std::lround(first.durationSeconds)) +
         ", 2023: " + std::to_string(std::lround(second.durationSeconds)) + ")")
            .c_str());
    add("load",
        Optional(options.load),
        ("sinusoid, flashcrowd, stairstep, microburst, download, constant, file:NAME or none (" +
         first.load.pattern + ")")
            .c_str());
    add("mpd",
        Optional(options.mpd),
        "file with the MPD to serve in place of the scenario's ladder");
    add("rule",
        Optional(options.rule),
        ("TypeId of the measured players' adaptation rule (" +
         first.player.attributes.at("Adaptation") + ")")
            .c_str());
    add("players",
        Optional(options.players),
        ("measured players, each on a host of its own (" + std::to_string(first.player.count) + ")")
            .c_str());
    add("allPlayers",
        po::bool_switch(&options.allPlayers),
        "dash-2.csv, qoe-2.json and so on, for each of them");
    add("commands", po::value(&options.commands), "BMv2 command file for every switch");
    options.seeding.AddTo(described);
    add("out", po::value(&options.out), "directory to make");
    add("overwrite",
        po::bool_switch(&options.overwrite),
        "replace files in a directory that is not empty");
    program.SetPassThrough([&](const std::string& name, const std::string& value) {
        if (name.find("::") == std::string::npos)
        {
            return false;
        }
        CheckDefault("--" + name, name, value);
        options.attributes.emplace_back(name, value);
        return true;
    });
    program.SetWork(std::move(described), [&] { Simulate(options, program); });
    return program.Run(argc, argv);
}
