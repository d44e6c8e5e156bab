/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "grid-verb.h"

#include "grid-results.h"
#include "grid-training.h"
#include "naming-file.h"
#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "stop-signals.h"
#include "training-run.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/output-files.h"
#include "ns3/table-codec.h"
#include "ns3/windows.h"

#include <algorithm>
#include <iostream>
#include <thread>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

/// Refuses at once what the training of a model would refuse after hours.
void
NeedLearnable(const Table& table, const std::vector<GridModel>& models)
{
    const TableCodec codec(table);
    const auto longest =
        std::max_element(models.begin(), models.end(), [](const auto& a, const auto& b) {
            return a.config.seqLen < b.config.seqLen;
        });
    WindowStarts(table.Rows(), static_cast<Eigen::Index>(longest->config.seqLen));
}

unsigned
NeedThreads(const std::string& option, int64_t threads)
{
    constexpr int64_t MOST = 256;
    if (threads < 1 || threads > MOST)
    {
        throw InputError("bad value " + std::to_string(threads) + " of --" + option +
                         ", expected 1 to " + std::to_string(MOST));
    }
    return static_cast<unsigned>(threads);
}

} // namespace

void
GridVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("data32",
                          po::value(&m_data32),
                          "the table of queue depth 32 to learn, CSV");
    options.add_options()("data64",
                          po::value(&m_data64),
                          "that of queue depth 64; one of the two may be missing");
    options.add_options()("models",
                          po::value(&m_models)->default_value(9),
                          "models for each table, factored into lengths, widths and batches: 9 "
                          "gives windows of 50 rows, 20, 40 and 60 units, batches of 100, 128 "
                          "and 156");
    options.add_options()("steps",
                          po::value(&m_steps)->default_value(2000),
                          "of each of the three phases");
    options.add_options()("rows",
                          po::value(&m_rows)->default_value(3600),
                          "of each synthetic table");
    options.add_options()("learningRate",
                          po::value(&m_learningRate)->default_value(5e-4, "0.0005"),
                          "of Adam");
    m_choices.AddTo(options);
    options.add_options()("seed",
                          po::value(&m_seed)->default_value(1),
                          "of every model and every synthetic table");
    options.add_options()("jobs",
                          po::value(&m_jobs)->default_value(
                              std::clamp<int64_t>(std::thread::hardware_concurrency(), 1, 256)),
                          "models that train side by side; their number changes no result");
    options.add_options()("threads",
                          po::value(&m_threads)->default_value(1),
                          "threads of each; their number changes no result");
    options.add_options()("out",
                          po::value(&m_out)->required(),
                          "directory of the grid; interrupted, it stays, and the same command "
                          "goes on");
    options.add_options()("overwrite",
                          po::bool_switch(&m_overwrite),
                          "start anew, and remove the grid that is there");
    program.AddVerb({"grid",
                     "Trains a grid of TimeGANs on each table, draws a synthetic table from each, "
                     "and goes on where it was when it is called again.",
                     options,
                     [this, &program] { Run(program); }});
}

std::vector<GridVerb::Source>
GridVerb::Sources() const
{
    std::vector<Source> sources;
    for (const auto& source : {Source{"32", m_data32}, Source{"64", m_data64}})
    {
        if (!source.file.empty())
        {
            sources.push_back(source);
        }
    }
    if (sources.empty())
    {
        throw InputError("a table is missing, expected --data32=FILE, --data64=FILE or both");
    }
    return sources;
}

GridDescription
GridVerb::Describe() const
{
    constexpr int64_t MOST_ROWS = 100000000;
    GridDescription description;
    for (const auto& source : Sources())
    {
        description.tables.push_back(source.name);
    }
    description.models = static_cast<std::size_t>(NeedAtLeast("models", m_models, 1));
    description.rows = static_cast<std::size_t>(NeedAtLeast("rows", m_rows, 1));
    if (m_rows > MOST_ROWS)
    {
        throw InputError("--rows=" + std::to_string(m_rows) + ", expected 1 to " +
                         std::to_string(MOST_ROWS));
    }
    description.common.steps = static_cast<std::size_t>(NeedAtLeast("steps", m_steps, 1));
    description.common.learningRate = m_learningRate;
    description.common.seed = m_seed;
    m_choices.Fill(description.common);
    return description;
}

void
GridVerb::Run(const Program& program) const
{
    const GridDescription description = Describe();
    const std::vector<GridModel> models = description.Models();
    const unsigned jobs = NeedThreads("jobs", m_jobs);
    ComputeOptions compute;
    compute.threads = NeedThreads("threads", m_threads);
    std::vector<std::filesystem::path> inputs;
    std::vector<std::string> bytes;
    std::vector<Table> tables;
    for (const auto& source : Sources())
    {
        inputs.emplace_back(source.file);
        bytes.push_back(ReadInputFile(source.file, "a table to learn"));
        tables.push_back(ReadTrainingTable(source.file));
        NamingFile(source.file, [&] { NeedLearnable(tables.back(), models); });
    }

    NeedOtherDirectory(m_out, inputs);
    const StopSignals signals;
    OutputDirectory results(m_out, true); // locks it
    const GridDirectory directory(results.Path());
    for (const auto& name : description.tables)
    {
        NeedOtherDirectory(directory.Real(name).parent_path(), inputs);
    }
    directory.Prepare(description, bytes, m_overwrite);
    GridTraining training(directory, description, tables, compute);
    if (training.Left() < training.All())
    {
        std::cout << m_out << ": " << training.All() - training.Left() << " of " << training.All()
                  << " models are there" << std::endl;
    }
    training.Run(jobs);

    const std::vector<GridResult> ranked = RankGrid(directory, description);
    OutputFile table(results, "grid.csv");
    WriteGridResults(table.Stream(), ranked);
    table.Commit();
    OutputFile record(results, "run.json");
    program.WriteRunRecord(record.Stream());
    record.Commit();
    StopSignals::Check();
    results.Commit();
    PrintGridResults(std::cout, ranked);
}

} // namespace ns3::synthnet
