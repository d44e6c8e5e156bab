/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluate-verb.h"
#include "naming-file.h"
#include "option-values.h"
#include "program.h"
#include "result-files.h"

#include "ns3/block-split.h"
#include "ns3/cleaning.h"
#include "ns3/count-text.h"
#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/min-max-scaler.h"
#include "ns3/telemetry-join.h"
#include "ns3/testbed-logs.h"

#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3::synthnet;
namespace fs = std::filesystem;
namespace po = boost::program_options;

namespace
{

/// Where a verb's table goes.
struct OutputOptions
{
    std::string out;
    bool overwrite{false};

    void AddTo(po::options_description& options)
    {
        options.add_options()("out", po::value(&out)->required(), "the table to write, CSV");
        options.add_options()("overwrite", po::bool_switch(&overwrite), "replace existing files");
    }
};

/// How to clean.
struct CleaningOptions
{
    std::string missing;
    std::string oneHot;
    bool dropConstant{false};
    std::string outliers;

    void AddTo(po::options_description& options)
    {
        options.add_options()("missing",
                              po::value(&missing)->default_value("mean"),
                              "missing values: mean (of the column), drop (the row), or keep");
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
    }

    Cleaning Steps() const
    {
        constexpr MissingValues MISSING[] = {MissingValues::KEEP,
                                             MissingValues::MEAN,
                                             MissingValues::DROP};
        return Cleaning{MISSING[ParseOneOf("missing", missing, {"keep", "mean", "drop"})],
                        ParseNames("oneHot", oneHot),
                        dropConstant,
                        ParseChoice("outliers", outliers, "keep", "remove")};
    }
};

void
WriteResult(std::ostream& stream, const Table& table)
{
    if (table.Columns() == 0)
    {
        throw InputError("no column is left, all are constant: expected more rows");
    }
    if (table.Rows() == 0)
    {
        throw InputError("no row is left, each lacks a value: expected --missing=mean");
    }
    WriteCsv(stream, table);
}

void
PrintResult(const std::string& path, const Table& table)
{
    std::cout << path << ": " << CountText(table.Rows(), "row") << ", "
              << CountText(table.Columns(), "column") << "\n";
}

/// Makes one table of some files.
template <typename MakeTable>
void
WriteTable(const Program& program,
           const OutputOptions& output,
           const std::vector<fs::path>& inputs,
           MakeTable makeTable)
{
    ResultFiles files(program, inputs, output.overwrite);
    std::ostream& stream = files.AddWithRecord(output.out);
    const Table table = makeTable();
    WriteResult(stream, table);
    files.Commit();
    PrintResult(output.out, table);
}

/// `join` and `clean`.
class CleaningVerbs
{
  public:
    void AddTo(Program& program)
    {
        po::options_description joinOptions("Options");
        joinOptions.add_options()("int",
                                  po::value(&m_intLog)->required(),
                                  "log of INT probes, as the 2022 testbed writes it");
        joinOptions.add_options()("dash",
                                  po::value(&m_playerLog)->required(),
                                  "log of a DASH player, 2022 or 2023 format");
        m_cleaning.AddTo(joinOptions);
        m_output.AddTo(joinOptions);
        program.AddVerb({"join",
                         "Joins an INT log and a player log on the second, then cleans the table.",
                         joinOptions,
                         [this, &program] { Join(program); }});

        po::options_description cleanOptions("Options");
        cleanOptions.add_options()("in", po::value(&m_in)->required(), "the table to clean, CSV");
        m_cleaning.AddTo(cleanOptions);
        m_output.AddTo(cleanOptions);
        program.AddVerb(
            {"clean", "Cleans a table.", cleanOptions, [this, &program] { Clean(program); }});
    }

  private:
    void Join(const Program& program)
    {
        const Cleaning steps = m_cleaning.Steps();
        CsvDocument probes;
        CsvDocument samples;
        WriteTable(program, m_output, {m_intLog, m_playerLog}, [&] {
            probes = ReadIntLog(m_intLog);
            samples = ReadPlayerLog(m_playerLog);
            return steps.Apply(JoinBySecond(probes, samples));
        });
        PrintNote(probes.SkippedNote());
        PrintNote(samples.SkippedNote());
    }

    void Clean(const Program& program)
    {
        const Cleaning steps = m_cleaning.Steps();
        CsvDocument document;
        WriteTable(program, m_output, {m_in}, [&] {
            document = ReadCsv(m_in);
            document.NeedRows();
            return NamingFile(m_in, [&] { return steps.Apply(document.table); });
        });
        PrintNote(document.SkippedNote());
    }

    std::string m_intLog;
    std::string m_playerLog;
    std::string m_in;
    CleaningOptions m_cleaning;
    OutputOptions m_output;
};

/// `scale` and `unscale`.
class ScalingVerbs
{
  public:
    void AddTo(Program& program)
    {
        po::options_description scaleOptions("Options");
        scaleOptions.add_options()("in", po::value(&m_in)->required(), "the table, CSV");
        scaleOptions.add_options()("fit",
                                   po::value(&m_fit),
                                   "write the scaler of this table to this file, JSON");
        scaleOptions.add_options()("scaler",
                                   po::value(&m_scaler),
                                   "take the scaler of another table, from this file");
        m_output.AddTo(scaleOptions);
        program.AddVerb({"scale",
                         "Scales the numeric columns of a table to [0, 1].",
                         scaleOptions,
                         [this, &program] { Scale(program); }});

        po::options_description unscaleOptions("Options");
        unscaleOptions.add_options()("in", po::value(&m_in)->required(), "the table, CSV");
        unscaleOptions.add_options()("scaler",
                                     po::value(&m_scaler)->required(),
                                     "the file that `scale --fit` wrote");
        m_output.AddTo(unscaleOptions);
        program.AddVerb({"unscale",
                         "Undoes `scale`: values come back with the decimals that they had.",
                         unscaleOptions,
                         [this, &program] { Unscale(program); }});
    }

  private:
    MinMaxScaler ReadScaler() const
    {
        return MinMaxScaler::FromJson(
            ReadInputFile(m_scaler, "a scaler that `synthnet-dataset scale --fit` wrote"),
            m_scaler);
    }

    void Scale(const Program& program)
    {
        if (m_fit.empty() == m_scaler.empty())
        {
            throw InputError("expected either --fit=FILE, to write, or --scaler=FILE, to read");
        }
        if (m_fit.empty())
        {
            WriteTable(program, m_output, {m_in, m_scaler}, [this] {
                const Table table = ReadWholeTable(m_in);
                const MinMaxScaler scaler = ReadScaler();
                return NamingFile(m_in, [&] { return scaler.Scale(table); });
            });
            return;
        }
        ResultFiles files(program, {m_in}, m_output.overwrite);
        std::ostream& tableStream = files.AddWithRecord(m_output.out);
        std::ostream& scalerStream = files.Add(m_fit);
        const Table table = ReadWholeTable(m_in);
        const MinMaxScaler scaler = NamingFile(m_in, [&] { return MinMaxScaler(table); });
        const Table scaled = scaler.Scale(table);
        WriteResult(tableStream, scaled);
        scalerStream << scaler.ToJson() << '\n';
        files.Commit();
        PrintResult(m_output.out, scaled);
    }

    void Unscale(const Program& program)
    {
        WriteTable(program, m_output, {m_in, m_scaler}, [this] {
            const Table table = ReadWholeTable(m_in);
            const MinMaxScaler scaler = ReadScaler();
            return NamingFile(m_in, [&] { return scaler.Unscale(table); });
        });
    }

    std::string m_in;
    std::string m_fit;
    std::string m_scaler;
    OutputOptions m_output;
};

/// `split`.
class SplitVerb
{
  public:
    void AddTo(Program& program)
    {
        po::options_description options("Options");
        options.add_options()("in", po::value(&m_in)->required(), "the table, CSV");
        options.add_options()("block",
                              po::value(&m_block)->default_value(120),
                              "consecutive rows that stay together");
        options.add_options()("train",
                              po::value(&m_train)->default_value(7),
                              "blocks to train with, of every --of");
        options.add_options()("of", po::value(&m_of)->default_value(10), "see --train");
        options.add_options()("trainOut",
                              po::value(&m_trainOut)->required(),
                              "the rows to train with, CSV");
        options.add_options()("heldOut",
                              po::value(&m_heldOut)->required(),
                              "the rows held out, CSV");
        options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
        program.AddVerb({"split",
                         "Splits a table into rows to train with and rows held out, by blocks "
                         "that lie between one another.",
                         options,
                         [this, &program] { Split(program); }});
    }

  private:
    void Split(const Program& program)
    {
        ResultFiles files(program, {m_in}, m_overwrite);
        std::ostream& trainStream = files.AddWithRecord(m_trainOut);
        std::ostream& heldStream = files.AddWithRecord(m_heldOut);
        const Table table = ReadWholeTable(m_in);
        const auto sides = NamingFile(m_in, [&] {
            return BlockSplit{m_block, m_train, m_of}.Apply(table);
        });
        WriteResult(trainStream, sides.train);
        WriteResult(heldStream, sides.heldOut);
        files.Commit();
        PrintResult(m_trainOut, sides.train);
        PrintResult(m_heldOut, sides.heldOut);
    }

    std::string m_in;
    int64_t m_block{};
    int64_t m_train{};
    int64_t m_of{};
    std::string m_trainOut;
    std::string m_heldOut;
    bool m_overwrite{false};
};

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-dataset",
                    "Makes tables of telemetry and video quality from the logs of a testbed run.");
    CleaningVerbs cleaning;
    ScalingVerbs scaling;
    SplitVerb split;
    EvaluateVerb evaluate;
    cleaning.AddTo(program);
    scaling.AddTo(program);
    split.AddTo(program);
    evaluate.AddTo(program);
    return program.Run(argc, argv);
}
