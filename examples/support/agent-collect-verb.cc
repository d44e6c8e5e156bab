/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-collect-verb.h"

#include "option-values.h"
#include "program.h"
#include "run-logs.h"
#include "simulation-run.h"
#include "stop-signals.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/simulator-episode.h"
#include "ns3/telemetry-join.h"
#include "ns3/testbed-logs.h"
#include "ns3/testbed.h"

#include "ns3/simulator.h"

#include <iostream>
#include <limits>
#include <memory>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

constexpr double LEAST_SECONDS = 20; // until probes and player have begun, and two decisions

} // namespace

void
CollectTable(const TestbedConfig& config,
             uint64_t seed,
             const OutputDirectory& out,
             const std::function<void(double)>& simulate)
{
    {
        const SimulatorEpisode episode(seed);
        config.ApplyAttributes();
        Testbed testbed(config);
        testbed.AssignStreams(1);
        RunLogs logs(out, testbed, static_cast<double>(config.unixStart), 1);
        simulate(config.durationSeconds);
        logs.Commit();
        Simulator::Destroy(); // while what its events would call is there
    }
    const CsvDocument probes = ReadIntLog(out.File("int.csv"));
    const CsvDocument samples = ReadPlayerLog(out.File("dash.csv"));
    OutputFile table(out, "table.csv");
    WriteCsv(table.Stream(), JoinBySecond(probes, samples));
    table.Commit();
}

void
AgentCollectVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    auto add = options.add_options();
    add("depth", po::value(&m_depth)->required(), "packets that each egress queue holds");
    add("seed", po::value(&m_seed)->default_value(m_seed), "of the run");
    m_live.AddTo(options);
    add("out", po::value(&m_out)->required(), "directory to make");
    add("overwrite",
        po::bool_switch(&m_overwrite),
        "replace files in a directory that is not empty");
    program.AddVerb(
        {"collect",
         "Simulates the testbed at the agent's load with one depth: int.csv, dash.csv, "
         "qoe.json, and their join table.csv, from which a generator or an agent "
         "learns.",
         options,
         [this, &program] { Run(program); },
         [this](const std::string& name, const std::string& value) { return Take(name, value); }});
}

bool
AgentCollectVerb::Take(const std::string& name, const std::string& value)
{
    return m_live.Take(name, value);
}

void
AgentCollectVerb::Run(const Program& program) const
{
    TestbedConfig config = m_live.Config();
    if (config.durationSeconds < LEAST_SECONDS)
    {
        throw InputError("--duration=" + FormatNumber(config.durationSeconds) + ", expected " +
                         FormatNumber(LEAST_SECONDS) + " s at least");
    }
    NeedWithin("depth", m_depth, 1, std::numeric_limits<uint32_t>::max());
    for (auto& each : config.switches)
    {
        each.depth = static_cast<uint32_t>(m_depth);
    }
    config.player.attributes.emplace("KeepHistory", "true"); // for qoe.json, unless it was set
    const StopSignals signals;
    OutputDirectory out(m_out, m_overwrite);
    SimulationRun simulation(program, out);
    CollectTable(config, m_seed, out, [&](double seconds) { simulation.Run(seconds); });
    OutputFile record(out, "run.json");
    program.WriteRunRecord(
        record.Stream(),
        {{"config", config.ToJson()}, {"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    record.Commit();
    out.Commit();
    std::cout << "wrote " << m_out << ": int.csv, dash.csv, qoe.json, table.csv, run.json\n";
}

} // namespace ns3::synthnet
