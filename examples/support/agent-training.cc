/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-training.h"

#include "option-values.h"
#include "progress-line.h"
#include "restored-training.h"
#include "stop-signals.h"

#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/safetensors.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>

namespace ns3::synthnet
{

namespace
{

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr std::chrono::seconds CHECKPOINT_INTERVAL{5};

/// After a signal, how long the end of the episode is waited for.
constexpr std::chrono::seconds GRACE{1};

/// Beside the checkpoint: how long the training took until then.
fs::path
SecondsFile(const fs::path& checkpoint)
{
    return checkpoint.string() + ".seconds";
}

void
KeepCheckpoint(const DdqnTrainer& trainer, const fs::path& path, double seconds)
{
    OutputFile file(path, true);
    trainer.WriteCheckpoint(file.Stream());
    OutputFile time(SecondsFile(path), true);
    time.Stream() << seconds << '\n';
    time.Commit();
    file.Commit();
}

/// @return s that the training took before, 0 when it starts anew
double
GoOnFrom(const fs::path& checkpoint, DdqnTrainer& trainer, bool overwrite)
{
    if (!RestoreTraining(checkpoint, trainer, overwrite))
    {
        return 0;
    }
    PrintNote(checkpoint.string() + ": going on after episode " +
              std::to_string(trainer.Progress().episodes) + " (to start anew, remove the file)");
    double seconds = 0;
    std::ifstream(SecondsFile(checkpoint)) >> seconds;
    return seconds;
}

std::string
ProgressText(const AgentProgress& progress, double doneBefore, double seconds)
{
    const double share = progress.done - doneBefore;
    char line[160];
    std::snprintf(line,
                  sizeof line,
                  "episode %llu, %llu decisions, %.0f %%, %.0f s left",
                  static_cast<unsigned long long>(progress.episodes + 1),
                  static_cast<unsigned long long>(progress.transitions),
                  100 * progress.done,
                  share > 0 ? (1 - progress.done) / share * seconds : 0);
    return line;
}

} // namespace

double
RunAgentTraining(DdqnTrainer& trainer, const fs::path& checkpoint, bool overwrite, bool shows)
{
    const Clock::time_point start = Clock::now();
    const double before = fs::exists(checkpoint) ? GoOnFrom(checkpoint, trainer, overwrite) : 0;
    const double doneBefore = trainer.Progress().done;
    const auto seconds = [&] {
        return before + std::chrono::duration<double>(Clock::now() - start).count();
    };
    ProgressLine line;
    Clock::time_point kept = start;
    std::optional<Clock::time_point> stopped;
    while (!trainer.Done())
    {
        trainer.Step();
        if (shows && line.IsDue())
        {
            line.Show(ProgressText(trainer.Progress(), doneBefore, line.Seconds()));
        }
        if (StopSignals::Arrived() != 0 && !stopped)
        {
            stopped = Clock::now();
        }
        const bool isDue = stopped || Clock::now() - kept > CHECKPOINT_INTERVAL;
        const bool canKeep = trainer.BetweenEpisodes() && !trainer.Done();
        if (isDue && canKeep)
        {
            KeepCheckpoint(trainer, checkpoint, seconds());
            kept = Clock::now();
        }
        if (stopped && (canKeep || Clock::now() - *stopped > GRACE) && !trainer.Done())
        {
            StopSignals::Check(fs::exists(checkpoint)
                                   ? checkpoint.string() +
                                         " is kept, the same command goes on from it"
                                   : "no episode had come to its end, nothing is kept");
        }
    }
    return seconds();
}

} // namespace ns3::synthnet
