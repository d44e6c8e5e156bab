/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "stop-signals.h"
#include "training-run.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/timegan-trainer.h"
#include "ns3/window-generator.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

using namespace ns3::synthnet;
namespace po = boost::program_options;

namespace
{

/// With what is computed, for every verb that computes.
struct ComputeChoice
{
    std::string gru;
    ComputeOptions options;

    void AddTo(po::options_description& description)
    {
        description.add_options()("gru",
                                  po::value(&gru)->default_value("fused"),
                                  "fused (on the CPU, fast) or torch (LibTorch's)");
        description.add_options()("device",
                                  po::value(&options.device)->default_value("cpu"),
                                  "cpu, or cuda where LibTorch has it");
        description.add_options()(
            "threads",
            po::value(&options.threads)
                ->default_value(std::clamp(std::thread::hardware_concurrency(), 1U, 4U)),
            "threads of the fused GRU; their number changes no result");
    }

    ComputeOptions Get() const
    {
        ComputeOptions chosen = options;
        chosen.gru = ParseChoice("gru", gru, "fused", "torch") ? GruKind::TORCH : GruKind::FUSED;
        if (chosen.threads < 1 || chosen.threads > 256)
        {
            throw InputError("--threads=" + std::to_string(chosen.threads) + ", expected 1 to 256");
        }
        return chosen;
    }
};

/// A table that a generator can learn: every line of the file is a row of it.
Table
ReadTrainingTable(const std::string& path)
{
    const CsvDocument document = ReadCsv(path);
    document.NeedRows();
    return document.table;
}

/// The verb `train`.
class Training
{
  public:
    explicit Training(Program& program)
        : m_program(program)
    {
        po::options_description options("Options");
        options.add_options()("data", po::value(&m_data)->required(), "the table to learn, CSV");
        options.add_options()("model",
                              po::value(&m_model)->required(),
                              "the model to write, safetensors; MODEL.losses.csv and "
                              "MODEL.run.json go beside it, MODEL.checkpoint until it is done");
        AddSize(options, "seqLen", m_config.seqLen, "rows of a window");
        AddSize(options, "hiddenDim", m_config.hiddenDim, "units of a layer");
        AddSize(options, "batch", m_config.batch, "windows of a step");
        AddSize(options, "steps", m_config.steps, "steps of each of the three phases");
        options.add_options()(
            "learningRate",
            po::value(&m_config.learningRate)->default_value(m_config.learningRate),
            "of Adam");
        options.add_options()("gamma",
                              po::value(&m_config.gamma)->default_value(m_config.gamma),
                              "weight of the discriminator's view of what was not supervised");
        options.add_options()("seed",
                              po::value(&m_config.seed)->default_value(m_config.seed),
                              "of the first weights, the batches and the noise");
        m_compute.AddTo(options);
        options.add_options()("overwrite",
                              po::bool_switch(&m_overwrite),
                              "replace existing files, and start anew where a checkpoint is");
        program.AddVerb({"train",
                         "Trains a model of the windows of a table; interrupted, it goes on where "
                         "it was when it is called again.",
                         options,
                         [this] { Run(); }});
    }

  private:
    static void AddSize(po::options_description& options,
                        const char* name,
                        std::size_t& value,
                        const char* help)
    {
        options.add_options()(name, po::value(&value)->default_value(value), help);
    }

    void Run()
    {
        NeedOtherFile(m_model, {m_data});
        m_config.Check();
        const ComputeOptions compute = m_compute.Get();
        const StopSignals signals;
        OutputFile model(m_model, m_overwrite);
        OutputFile losses(m_model + ".losses.csv", m_overwrite);
        OutputFile record(m_model + ".run.json", m_overwrite);
        const std::string checkpoint = m_model + ".checkpoint";
        TimeGanTrainer trainer(ReadTrainingTable(m_data), m_config, compute);
        RunTraining(trainer, checkpoint, m_overwrite);
        trainer.Generator()->Save(model.Stream());
        trainer.Losses().WriteCsv(losses.Stream());
        m_program.WriteRunRecord(record.Stream());
        StopSignals::Check();
        model.Commit();
        losses.Commit();
        record.Commit();
        std::filesystem::remove(checkpoint);
        std::cout << m_model << ": trained, windows of " << m_config.seqLen << " rows\n";
    }

    Program& m_program;
    std::string m_data;
    std::string m_model;
    TimeGanConfig m_config;
    ComputeChoice m_compute;
    bool m_overwrite{false};
};

/// The verb `sample`.
class Sampling
{
  public:
    explicit Sampling(Program& program)
        : m_program(program)
    {
        po::options_description options("Options");
        options.add_options()("model", po::value(&m_model)->required(), "what train wrote");
        options.add_options()("rows",
                              po::value(&m_rows)->default_value(m_rows),
                              "rows to draw: consecutive windows, the last one cut");
        options.add_options()("seed", po::value(&m_seed)->default_value(m_seed), "of the draw");
        options.add_options()("out", po::value(&m_out)->required(), "the table to write, CSV");
        m_compute.AddTo(options);
        options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
        program.AddVerb(
            {"sample", "Draws a synthetic table from a model.", options, [this] { Run(); }});
    }

  private:
    void Run()
    {
        if (m_rows < 1 || m_rows > 100000000)
        {
            throw InputError("--rows=" + std::to_string(m_rows) + ", expected 1 to 100000000");
        }
        NeedOtherFile(m_out, {m_model});
        const ComputeOptions compute = m_compute.Get();
        const StopSignals signals;
        OutputFile file(m_out, m_overwrite);
        OutputFile record(m_out + ".run.json", m_overwrite);
        const std::unique_ptr<WindowGenerator> generator = LoadWindowGenerator(m_model, compute);
        const auto seqLen = static_cast<int64_t>(generator->SeqLen());
        const Table windows =
            generator->Sample(static_cast<std::size_t>((m_rows + seqLen - 1) / seqLen), m_seed);
        std::vector<Table::Index> rows(static_cast<std::size_t>(m_rows));
        for (std::size_t row = 0; row < rows.size(); ++row)
        {
            rows[row] = static_cast<Table::Index>(row);
        }
        WriteCsv(file.Stream(), windows.SelectRows(rows));
        m_program.WriteRunRecord(record.Stream());
        StopSignals::Check();
        file.Commit();
        record.Commit();
        std::cout << m_out << ": " << m_rows << " rows, " << windows.Columns() << " columns\n";
    }

    Program& m_program;
    std::string m_model;
    int64_t m_rows{3600};
    uint64_t m_seed{1};
    std::string m_out;
    ComputeChoice m_compute;
    bool m_overwrite{false};
};

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-timegan",
                    "Learns windows of telemetry from a table, and draws new ones.");
    Training training(program);
    Sampling sampling(program);
    return program.Run(argc, argv);
}
