/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "stop-signals.h"

#include "ns3/cleaning.h"
#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/telemetry-join.h"
#include "ns3/testbed-logs.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3::synthnet;
namespace po = boost::program_options;

namespace
{

/// What the verbs share: how to clean, and where the table goes.
struct TableOptions
{
    std::string missing;
    std::string oneHot;
    bool dropConstant{false};
    std::string outliers;
    std::string out;
    bool overwrite{false};

    void AddTo(po::options_description& options)
    {
        options.add_options()("missing",
                              po::value(&missing)->default_value("mean"),
                              "missing values: mean (of the column) or keep");
        options.add_options()("oneHot",
                              po::value(&oneHot)->default_value(""),
                              "categorical columns to encode as 0/1 columns, comma separated");
        options.add_options()("dropConstant",
                              po::bool_switch(&dropConstant),
                              "drop the columns that hold one value only");
        options.add_options()("outliers",
                              po::value(&outliers)->default_value("keep"),
                              "keep, or remove the rows beyond 1.5 interquartile ranges, column by "
                              "column");
        options.add_options()("out", po::value(&out)->required(), "the table to write, CSV");
        options.add_options()("overwrite", po::bool_switch(&overwrite), "replace existing files");
    }

    Cleaning Steps() const
    {
        return Cleaning{ParseChoice("missing", missing, "keep", "mean"),
                        ParseNames("oneHot", oneHot),
                        dropConstant,
                        ParseChoice("outliers", outliers, "keep", "remove")};
    }
};

/// Makes a table and the record of its run. Both files are opened before the work, so that a place
/// that cannot be written is known before it.
template <typename MakeTable>
void
WriteTable(const Program& program,
           const TableOptions& options,
           const std::vector<std::filesystem::path>& inputs,
           MakeTable makeTable)
{
    NeedOtherFile(options.out, inputs);
    const StopSignals signals;
    OutputFile file(options.out, options.overwrite);
    OutputFile record(options.out + ".run.json", options.overwrite);
    const Table table = makeTable();
    if (table.Columns() == 0)
    {
        throw InputError("no column is left, all are constant: expected more rows");
    }
    WriteCsv(file.Stream(), table);
    program.WriteRunRecord(record.Stream());
    StopSignals::Check();
    file.Commit();
    record.Commit();
    std::cout << options.out << ": " << table.Rows() << " rows, " << table.Columns()
              << " columns\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-dataset",
                    "Makes tables of telemetry and video quality from the logs of a testbed run.");
    TableOptions table;

    std::string intLog;
    std::string playerLog;
    po::options_description joinOptions("Options");
    joinOptions.add_options()("int",
                              po::value(&intLog)->required(),
                              "log of INT probes, as the 2022 testbed writes it");
    joinOptions.add_options()("dash",
                              po::value(&playerLog)->required(),
                              "log of a DASH player, 2022 or 2023 format");
    table.AddTo(joinOptions);
    program.AddVerb({"join",
                     "Joins an INT log and a player log on the second, then cleans the table.",
                     joinOptions,
                     [&] {
                         const Cleaning steps = table.Steps();
                         CsvDocument probes;
                         CsvDocument samples;
                         WriteTable(program, table, {intLog, playerLog}, [&] {
                             probes = ReadIntLog(intLog);
                             samples = ReadPlayerLog(playerLog);
                             return steps.Apply(JoinBySecond(probes, samples));
                         });
                         PrintNote(probes.SkippedNote());
                         PrintNote(samples.SkippedNote());
                     }});

    std::string in;
    po::options_description cleanOptions("Options");
    cleanOptions.add_options()("in", po::value(&in)->required(), "the table to clean, CSV");
    table.AddTo(cleanOptions);
    program.AddVerb({"clean", "Cleans a table.", cleanOptions, [&] {
                         const Cleaning steps = table.Steps();
                         CsvDocument document;
                         WriteTable(program, table, {in}, [&] {
                             document = ReadCsv(in);
                             document.NeedRows();
                             return steps.Apply(document.table);
                         });
                         PrintNote(document.SkippedNote());
                     }});
    return program.Run(argc, argv);
}
