/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-generators.h"

#include "naming-file.h"
#include "program.h"
#include "stop-signals.h"
#include "training-run.h"

#include "ns3/csv.h"
#include "ns3/diffusion-trainer.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/safetensors.h"
#include "ns3/timegan-trainer.h"
#include "ns3/torch-error-text.h"
#include "ns3/window-generator.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <memory>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

using Clock = std::chrono::steady_clock;

double
SecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::unique_ptr<GeneratorTrainer>
MakeTrainer(const StudyDescription& description, const Table& table)
{
    if (description.generator == "timegan")
    {
        TimeGanConfig config;
        config.steps = description.steps == 0 ? config.steps : description.steps;
        config.seed = description.seed;
        return std::make_unique<TimeGanTrainer>(table, config, ComputeOptions());
    }
    constexpr double MINUTES = 10; // as of synthnet-timegan
    DiffusionConfig config;
    config.steps = description.steps;
    config.seed = description.seed;
    return std::make_unique<DiffusionTrainer>(table, config, MINUTES, ComputeOptions());
}

/// @return s that it took, the time before an interruption included
double
Train(GeneratorTrainer& trainer, const fs::path& model)
{
    const fs::path checkpoint = StudyDirectory::CheckpointOf(model);
    const fs::path secondsFile = checkpoint.string() + ".seconds";
    double before = 0;
    if (fs::exists(checkpoint))
    {
        trainer.Restore(SafetensorsFile(checkpoint));
        std::ifstream(secondsFile) >> before;
    }
    constexpr double INTERVAL = 1; // s
    const Clock::time_point start = Clock::now();
    double kept = 0;
    const auto keep = [&] {
        kept = SecondsSince(start);
        WriteFile(secondsFile, [&](std::ostream& file) { file << before + kept << '\n'; });
    };
    NamingFile(model, [&] {
        return TakeSteps(trainer, checkpoint, [&] {
            if (SecondsSince(start) > kept + INTERVAL)
            {
                keep();
            }
            return StopSignals::Arrived() == 0;
        });
    });
    StopSignals::Check();
    return before + SecondsSince(start);
}

void
MakeModel(const Program& program,
          const StudyDescription& description,
          const Table& table,
          const fs::path& model)
{
    const auto trainer = NamingFile(model, [&] { return MakeTrainer(description, table); });
    const double seconds = Train(*trainer, model);
    const auto generator = trainer->Generator();
    WriteFile(StudyDirectory::LossesOf(model),
              [&](std::ostream& file) { trainer->Losses().WriteCsv(file); });
    WriteFile(StudyDirectory::RecordOf(model), [&](std::ostream& file) {
        program.WriteRunRecord(file, {{"seconds", std::to_string(seconds)}});
    });
    WriteFile(model, [&](std::ostream& file) { generator->Save(file); });
    fs::remove(StudyDirectory::CheckpointOf(model));
    fs::remove(StudyDirectory::CheckpointOf(model).string() + ".seconds");
}

void
DrawTable(const Program& program,
          const StudyDescription& description,
          const WindowGenerator& generator,
          const fs::path& table)
{
    // The record first: without the length of its windows the table would be taken for one series.
    WriteFile(StudyDirectory::RecordOf(table), [&](std::ostream& file) {
        program.WriteRunRecord(file, {{"seqLen", std::to_string(generator.SeqLen())}});
    });
    WriteFile(table, [&](std::ostream& file) {
        WriteCsvNames(file, generator.ColumnNames());
        DrawRows(generator, description.rows, description.seed, [&](const Table& drawn) {
            StopSignals::Check();
            WriteCsvRows(file, drawn);
        });
    });
}

} // namespace

void
MakeSyntheticTable(const Program& program,
                   const StudyDirectory& directory,
                   const StudyDescription& description,
                   const std::string& depth)
{
    const fs::path model = directory.Generator(depth);
    try
    {
        if (!fs::exists(model))
        {
            MakeModel(program, description, ReadTrainingTable(directory.Recorded(depth)), model);
        }
        DrawTable(program, description, *LoadWindowGenerator(model), directory.Synthetic(depth));
    }
    catch (const std::exception& error)
    {
        const std::string text = TorchErrorText(error); // its what() has many lines
        if (text.empty())
        {
            throw;
        }
        throw InputError(text);
    }
}

} // namespace ns3::synthnet
