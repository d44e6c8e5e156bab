/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "option-values.h"
#include "program.h"

#include "ns3/cleaning.h"
#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/telemetry-join.h"
#include "ns3/testbed-logs.h"

#include <iostream>

using namespace ns3::synthnet;
namespace po = boost::program_options;

namespace
{

/// What the verbs share: how to clean, and where the table goes.
struct CleaningOptions
{
    std::string missing;
    std::string oneHot;
    bool dropConstant{false};
    std::string outliers;
    std::string out;

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
    }

    Cleaning Parsed() const
    {
        return Cleaning{ParseChoice("missing", missing, "keep", "mean"),
                        ParseList(oneHot),
                        dropConstant,
                        ParseChoice("outliers", outliers, "keep", "remove")};
    }
};

void
Write(const Program& program, const Table& table, const std::string& out)
{
    if (table.Columns() == 0)
    {
        throw InputError("no column is left, all are constant: expected more rows");
    }
    OutputFile file(out, true);
    WriteCsv(file.Stream(), table);
    OutputFile record(out + ".run.json", true);
    program.WriteRunRecord(record.Stream());
    file.Commit();
    record.Commit();
    std::cout << out << ": " << table.Rows() << " rows, " << table.Columns() << " columns\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-dataset",
                    "Makes tables of telemetry and video quality from the logs of a testbed run.");
    CleaningOptions cleaning;

    std::string intLog;
    std::string playerLog;
    po::options_description joinOptions("Options");
    joinOptions.add_options()("int",
                              po::value(&intLog)->required(),
                              "log of INT probes, as the 2022 testbed writes it");
    joinOptions.add_options()("dash",
                              po::value(&playerLog)->required(),
                              "log of a DASH player, 2022 or 2023 format");
    cleaning.AddTo(joinOptions);
    program.AddVerb({"join",
                     "Joins an INT log and a player log on the second, then cleans the table.",
                     joinOptions,
                     [&] {
                         const Cleaning steps = cleaning.Parsed();
                         const CsvDocument probes = ReadIntLog(intLog);
                         const CsvDocument samples = ReadPlayerLog(playerLog);
                         Write(program, steps.Apply(JoinBySecond(probes, samples)), cleaning.out);
                         PrintNote(probes.SkippedNote());
                         PrintNote(samples.SkippedNote());
                     }});

    std::string in;
    po::options_description cleanOptions("Options");
    cleanOptions.add_options()("in", po::value(&in)->required(), "the table to clean, CSV");
    cleaning.AddTo(cleanOptions);
    program.AddVerb({"clean", "Cleans a table.", cleanOptions, [&] {
                         const Cleaning steps = cleaning.Parsed();
                         const CsvDocument table = ReadCsv(in);
                         table.NeedRows();
                         Write(program, steps.Apply(table.table), cleaning.out);
                         PrintNote(table.SkippedNote());
                     }});
    return program.Run(argc, argv);
}
