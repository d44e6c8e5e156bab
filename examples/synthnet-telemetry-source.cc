/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Telemetry that a model draws, brought to a collector by INT probes: the log of a testbed that
// need not be there.

#include "ns3/csv.h"
#include "ns3/hop-columns.h"
#include "ns3/int-collector.h"
#include "ns3/int-log.h"
#include "ns3/ns3-version.h"
#include "ns3/output-files.h"
#include "ns3/timegan-telemetry-source.h"
#include "ns3/window-generator.h"

#include "program.h"
#include "simulation-run.h"
#include "source-options.h"
#include "stop-signals.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <chrono>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <memory>
#include <string>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

/// Writes each row behind its time.
void
WriteRow(std::ostream* stream, const Table& row, Time time)
{
    if (stream->tellp() == 0)
    {
        *stream << "time,";
        WriteCsvNames(*stream, row.Names());
    }
    *stream << std::setprecision(15) << time.GetSeconds() << ',';
    WriteCsvRows(*stream, row);
}

void
WriteProbe(IntLog* log, const ProbeHops& hops, Time arrival)
{
    log->Write(hops, std::chrono::nanoseconds(arrival.GetNanoSeconds()));
}

void
Simulate(const SourceOptions& options, int64_t unixStart, const Program& program)
{
    options.Check();
    const StopSignals signals;
    OutputDirectory out(options.out, options.overwrite);
    SimulationRun simulation(program, out);
    RngSeedManager::SetSeed(static_cast<uint32_t>(options.seeding.seed));
    RngSeedManager::SetRun(static_cast<uint64_t>(options.seeding.run));
    const std::shared_ptr<const WindowGenerator> model = LoadWindowGenerator(options.model);

    NodeContainer nodes(2); // source - collector
    const auto devices = PointToPointHelper().Install(nodes);
    InternetStackHelper().Install(nodes);
    const auto addresses = Ipv4AddressHelper("10.0.0.0", "255.0.0.0").Assign(devices);

    const auto source = CreateObject<TimeGanTelemetrySource>();
    source->SetGenerator(model);
    source->SetAttribute("Remote", Ipv4AddressValue(addresses.GetAddress(1)));
    source->AssignStreams(1);
    nodes.Get(0)->AddApplication(source);
    OutputFile rowsFile(out, "rows.csv");
    source->TraceConnectWithoutContext("Row", MakeBoundCallback(&WriteRow, &rowsFile.Stream()));

    const auto collector = CreateObject<IntCollector>();
    nodes.Get(1)->AddApplication(collector);
    OutputFile logFile(out, "int.csv");
    IntLog log(logFile.Stream(), HopColumns(model->ColumnNames()).Hops(), unixStart);
    collector->TraceConnectWithoutContext("Probe", MakeBoundCallback(&WriteProbe, &log));

    simulation.Run(options.duration);
    const uint64_t received = collector->GetReceived();
    const uint64_t sent = source->GetSent();
    Simulator::Destroy();

    rowsFile.Commit();
    logFile.Commit();
    OutputFile record(out, "run.json");
    program.WriteRunRecord(record.Stream(),
                           {{"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    record.Commit();
    out.Commit();
    std::cout << received << " of " << sent << " probes arrived\n"
              << "wrote " << options.out << ": int.csv, rows.csv, run.json\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-telemetry-source",
                    "Simulates INT probes with telemetry that a model draws, one row a second.\n"
                    "Writes int.csv, as the real testbed's collector does, and rows.csv.");
    SourceOptions options;
    int64_t unixStart = 0;
    boost::program_options::options_description described("Options");
    options.AddTo(described);
    described.add_options()("unixStart",
                            boost::program_options::value(&unixStart)->default_value(unixStart),
                            "Unix seconds of the simulation's start, for int.csv");
    program.SetWork(std::move(described), [&] { Simulate(options, unixStart, program); });
    return program.Run(argc, argv);
}
