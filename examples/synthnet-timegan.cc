/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "grid-verb.h"
#include "naming-file.h"
#include "option-values.h"
#include "program.h"
#include "progress-line.h"
#include "result-files.h"
#include "select-verb.h"
#include "stop-signals.h"
#include "timegan-choices.h"
#include "trained-evaluate-verb.h"
#include "training-run.h"

#include "ns3/count-text.h"
#include "ns3/csv.h"
#include "ns3/diffusion-generator.h"
#include "ns3/diffusion-trainer.h"
#include "ns3/file-lock.h"
#include "ns3/input-error.h"
#include "ns3/timegan-generator.h"
#include "ns3/timegan-trainer.h"
#include "ns3/torch-error-text.h"
#include "ns3/window-generator.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
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
                                  "of timegan: fused (on the CPU, fast) or torch (LibTorch's)");
        description.add_options()("device",
                                  po::value(&options.device)->default_value("cpu"),
                                  "cpu, or cuda where LibTorch has it");
        description.add_options()(
            "threads",
            po::value(&options.threads)
                ->default_value(std::clamp(std::thread::hardware_concurrency(), 1U, 4U)),
            "of timegan's fused GRU, diffusion has one; their number changes no "
            "result");
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

std::string
ColumnsText(const WindowGenerator& generator)
{
    return CountText(static_cast<int64_t>(generator.ColumnNames().size()), "column");
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
        options.add_options()("generator",
                              po::value(&m_generator)->default_value("timegan"),
                              "timegan, or diffusion, which is better");
        AddOption(options, "seqLen", m_seqLen, "rows of a window, 24 when not given");
        AddOption(options,
                  "hiddenDim",
                  m_hiddenDim,
                  "units of a layer; not given: 24 of timegan, 32 of diffusion");
        AddOption(options,
                  "batch",
                  m_batch,
                  "windows of a step; not given: 128 of timegan, 32 of diffusion");
        AddOption(options,
                  "steps",
                  m_steps,
                  "timegan: of each of the three phases, 10000 when not given; diffusion: of all, "
                  "picked on rows held out when not given");
        AddOption(options,
                  "minutes",
                  m_minutes,
                  "diffusion: that picking and taking the steps may last, 10 when not given");
        AddOption(options, "learningRate", m_learningRate, "of Adam, 0.001 when not given");
        AddOption(options,
                  "gamma",
                  m_gamma,
                  "timegan: weight of the discriminator's view of what was not supervised, 1 when "
                  "not given");
        m_choices.AddTo(options);
        options.add_options()("seed",
                              po::value(&m_seed)->default_value(m_seed),
                              "of the first weights, the batches and the noise");
        m_compute.AddTo(options);
        options.add_options()("overwrite",
                              po::bool_switch(&m_overwrite),
                              "replace existing files, and a checkpoint of another training; to "
                              "start the same one anew, remove MODEL.checkpoint");
        program.AddVerb({"train",
                         "Trains a model of the windows of a table; interrupted, it goes on from "
                         "MODEL.checkpoint when it is called again.",
                         options,
                         [this] { Run(); }});
    }

  private:
    template <typename T>
    static void AddOption(po::options_description& options,
                          const char* name,
                          std::optional<T>& value,
                          const char* help)
    {
        options.add_options()(name,
                              po::value<T>()->notifier([&value](const T& v) { value = v; }),
                              help);
    }

    void RefuseWith(const std::string& generator, const char* option, bool given) const
    {
        if (given)
        {
            throw InputError(std::string("--") + option + " is not for --generator=" + generator);
        }
    }

    /// What both configurations have.
    template <typename Config>
    void Fill(Config& config) const
    {
        config.seqLen = m_seqLen.value_or(config.seqLen);
        config.hiddenDim = m_hiddenDim.value_or(config.hiddenDim);
        config.batch = m_batch.value_or(config.batch);
        config.learningRate = m_learningRate.value_or(config.learningRate);
        config.seed = m_seed;
    }

    std::unique_ptr<GeneratorTrainer> MakeTrainer(const Table& table,
                                                  const ComputeOptions& compute) const
    {
        if (ParseChoice("generator", m_generator, TimeGanGenerator::KIND, DiffusionGenerator::KIND))
        {
            RefuseWith(m_generator, "gamma", m_gamma.has_value());
            for (const auto& option : m_choices.Given())
            {
                RefuseWith(m_generator, option.c_str(), true);
            }
            RefuseWith(m_generator, "gru=torch", compute.gru == GruKind::TORCH);
            NeedDiffusionDevice(compute);
            DiffusionConfig config;
            Fill(config);
            if (m_steps && *m_steps == 0)
            {
                throw InputError("--steps=0, expected 1 or more, or --minutes");
            }
            config.steps = m_steps.value_or(0);
            if (m_steps && m_minutes)
            {
                throw InputError("--steps and --minutes exclude each other");
            }
            const double minutes = m_minutes.value_or(10);
            if (!(minutes > 0 && minutes <= 1e6))
            {
                throw InputError("--minutes is out of range, expected above 0 and at most 1000000");
            }
            config.Check();
            return NamingFile(m_data, [&] {
                return std::make_unique<DiffusionTrainer>(table, config, minutes, compute);
            });
        }
        RefuseWith(m_generator, "minutes", m_minutes.has_value());
        TimeGanConfig config;
        Fill(config);
        config.steps = m_steps.value_or(config.steps);
        config.gamma = m_gamma.value_or(config.gamma);
        m_choices.Fill(config);
        config.Check();
        NeedTimeGanDevice(compute);
        return NamingFile(m_data,
                          [&] { return std::make_unique<TimeGanTrainer>(table, config, compute); });
    }

    void Run()
    {
        const ComputeOptions compute = m_compute.Get();
        ResultFiles files(m_program, {m_data}, m_overwrite);
        std::ostream& model = files.AddWithRecord(m_model);
        std::ostream& losses = files.Add(m_model + ".losses.csv");
        const FileLock lock(m_model); // the checkpoint is one training's
        const std::string checkpoint = m_model + ".checkpoint";
        const Table table = ReadTrainingTable(m_data);
        const std::unique_ptr<GeneratorTrainer> trainer = MakeTrainer(table, compute);
        RunTraining(*trainer, checkpoint, m_overwrite);
        const auto generator = trainer->Generator();
        generator->Save(model);
        trainer->Losses().WriteCsv(losses);
        files.Commit();
        std::filesystem::remove(checkpoint);
        PrintNote(trainer->Caution());
        const bool hasPhases = m_generator == TimeGanGenerator::KIND;
        std::cout << m_model << ": trained " << trainer->Progress().steps << " steps"
                  << (hasPhases ? " of each phase" : "") << ", windows of " << generator->SeqLen()
                  << " rows, " << ColumnsText(*generator) << "\n";
    }

    Program& m_program;
    std::string m_data;
    std::string m_model;
    std::string m_generator;
    std::optional<std::size_t> m_seqLen;
    std::optional<std::size_t> m_hiddenDim;
    std::optional<std::size_t> m_batch;
    std::optional<std::size_t> m_steps;
    std::optional<double> m_minutes;
    std::optional<double> m_learningRate;
    std::optional<double> m_gamma;
    TimeGanChoices m_choices;
    uint64_t m_seed{1};
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
        const ComputeOptions compute = m_compute.Get();
        ResultFiles files(m_program, {m_model}, m_overwrite);
        std::ostream& out = files.AddWithRecord(m_out);
        const std::unique_ptr<WindowGenerator> generator = LoadWindowGenerator(m_model, compute);
        const std::vector<std::string> names = generator->ColumnNames();
        WriteCsvNames(out, names);
        files.Record("seqLen", std::to_string(generator->SeqLen())); // for who reads the table
        Draw(*generator, out);
        files.Commit();
        std::cout << m_out << ": " << CountText(m_rows, "row") << ", " << ColumnsText(*generator)
                  << "\n";
    }

    void Draw(const WindowGenerator& generator, std::ostream& out) const
    {
        ProgressLine line;
        int64_t done = 0;
        DrawRows(generator, static_cast<std::size_t>(m_rows), m_seed, [&](const Table& drawn) {
            StopSignals::Check();
            WriteCsvRows(out, drawn);
            done += static_cast<int64_t>(drawn.Rows());
            if (line.IsDue())
            {
                line.Show(std::to_string(done) + " of " + std::to_string(m_rows) + " rows");
            }
        });
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
    program.SetErrorText(&TorchErrorText);
    Training training(program);
    Sampling sampling(program);
    TrainedEvaluateVerb evaluate;
    evaluate.AddTo(program);
    GridVerb grid;
    grid.AddTo(program);
    SelectVerb select;
    select.AddTo(program);
    return program.Run(argc, argv);
}
