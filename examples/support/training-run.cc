/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "training-run.h"

#include "option-values.h"
#include "program.h"
#include "progress-line.h"
#include "restored-training.h"
#include "stop-signals.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/safetensors.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{
namespace
{

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds CHECKPOINT_INTERVAL{60};

/// How far training is, and how long it takes.
class TrainingProgressLine
{
  public:
    explicit TrainingProgressLine(const GeneratorTrainer& trainer)
        : m_doneAtStart(trainer.Progress().done)
    {
    }

    void Show(const TrainingProgress& progress)
    {
        ++m_steps;
        if (!m_line.IsDue())
        {
            return;
        }
        const double seconds = m_line.Seconds();
        const double share = progress.done - m_doneAtStart;
        const double left = share > 0 ? (1 - progress.done) / share * seconds : 0;
        char line[160];
        std::snprintf(line,
                      sizeof(line),
                      "%s: step %zu of %zu, %.0f steps/s, %.0f %%, %.0f s left",
                      progress.phase.c_str(),
                      progress.step,
                      progress.steps,
                      static_cast<double>(m_steps) / seconds,
                      100 * progress.done,
                      left);
        m_line.Show(line);
    }

  private:
    ProgressLine m_line;
    double m_doneAtStart;
    std::size_t m_steps{0};
};

void
KeepCheckpoint(const GeneratorTrainer& trainer, const std::filesystem::path& path)
{
    OutputFile file(path, true);
    trainer.WriteCheckpoint(file.Stream());
    file.Commit();
}

void
GoOnFrom(const std::filesystem::path& checkpoint, GeneratorTrainer& trainer, bool overwrite)
{
    if (!RestoreTraining(checkpoint, trainer, overwrite))
    {
        return;
    }
    const TrainingProgress progress = trainer.Progress();
    PrintNote(checkpoint.string() + ": going on at " + progress.phase + " step " +
              std::to_string(progress.step) + " (to start anew, remove the file)");
}

} // namespace

Table
ReadTrainingTable(const std::filesystem::path& path)
{
    const Table table = ReadWholeTable(path);
    std::vector<std::string> names = table.Names();
    names.erase(std::remove(names.begin(), names.end(), "timestamp"), names.end());
    return table.SelectColumns(names);
}

bool
TakeSteps(GeneratorTrainer& trainer,
          const std::filesystem::path& checkpoint,
          const std::function<bool()>& goOn)
{
    Clock::time_point kept = Clock::now();
    bool going = true;
    while (going && !trainer.Done())
    {
        trainer.Step();
        going = goOn();
        if (!going || Clock::now() - kept > CHECKPOINT_INTERVAL)
        {
            KeepCheckpoint(trainer, checkpoint);
            kept = Clock::now();
        }
    }
    return trainer.Done();
}

void
RunTraining(GeneratorTrainer& trainer, const std::filesystem::path& checkpoint, bool overwrite)
{
    if (std::filesystem::exists(checkpoint))
    {
        GoOnFrom(checkpoint, trainer, overwrite);
    }
    TrainingProgressLine line(trainer);
    bool stopped = false;
    TakeSteps(trainer, checkpoint, [&] {
        line.Show(trainer.Progress());
        stopped = StopSignals::Arrived() != 0;
        return !stopped;
    });
    if (stopped)
    {
        StopSignals::Check(checkpoint.string() + " is kept, the same command goes on from it");
    }
}

} // namespace ns3::synthnet
