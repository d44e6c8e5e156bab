/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "grid-training.h"

#include "grid-model.h"
#include "naming-file.h"
#include "program.h"
#include "stop-signals.h"
#include "text-table.h"
#include "training-run.h"

#include "ns3/csv.h"
#include "ns3/output-files.h"
#include "ns3/safetensors.h"
#include "ns3/timegan-trainer.h"
#include "ns3/window-generator.h"

#include <algorithm>
#include <cstdio>
#include <future>
#include <iostream>
#include <string>

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

using Clock = std::chrono::steady_clock;

/// What a training that is killed loses of its time at most.
constexpr std::chrono::seconds SECONDS_INTERVAL{1};

double
SecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

GridTraining::GridTraining(const GridDirectory& directory,
                           const GridDescription& description,
                           const std::vector<Table>& tables,
                           const ComputeOptions& compute)
    : m_directory(directory),
      m_description(description),
      m_tables(tables),
      m_compute(compute)
{
    for (std::size_t table = 0; table < m_description.tables.size(); ++table)
    {
        for (const GridModel& model : m_description.Models())
        {
            const auto files = m_directory.Files(m_description.tables[table], model);
            if (!fs::exists(files.model))
            {
                m_tasks.push_back({table, model, files, 0, false});
                continue;
            }
            LoadGridModel(files.model, model, m_tables[table]);
            if (!fs::exists(files.synthetic))
            {
                m_tasks.push_back({table, model, files, 1, false});
                m_restored += model.RelativeCost();
            }
        }
    }
    std::stable_sort(m_tasks.begin(), m_tasks.end(), [](const Task& a, const Task& b) {
        return a.model.RelativeCost() > b.model.RelativeCost();
    });
}

std::size_t
GridTraining::All() const
{
    return m_description.models * m_description.tables.size();
}

std::size_t
GridTraining::Left() const
{
    return m_tasks.size() - m_ready;
}

void
GridTraining::Run(unsigned jobs)
{
    std::vector<std::future<void>> threads;
    for (unsigned i = 0; i < jobs && i < m_tasks.size(); ++i)
    {
        {
            const std::lock_guard<std::mutex> lock(m_mutex);
            ++m_working;
        }
        threads.push_back(std::async(std::launch::async, [this] { Work(); }));
    }
    Watch();
    for (auto& thread : threads)
    {
        thread.wait();
    }
    StopSignals::Check();
    for (auto& thread : threads)
    {
        thread.get(); // throws what it threw
    }
}

void
GridTraining::Work()
{
    try
    {
        while (Task* task = NextTask())
        {
            const bool ready = Train(*task);
            const std::lock_guard<std::mutex> lock(m_mutex);
            task->running = false;
            m_ready += ready ? 1 : 0;
        }
    }
    catch (...)
    {
        m_stopping = true;
        const std::lock_guard<std::mutex> lock(m_mutex);
        --m_working;
        m_changed.notify_one();
        throw;
    }
    const std::lock_guard<std::mutex> lock(m_mutex);
    --m_working;
    m_changed.notify_one();
}

GridTraining::Task*
GridTraining::NextTask()
{
    const std::lock_guard<std::mutex> lock(m_mutex);
    if (m_stopping || m_next == m_tasks.size())
    {
        return nullptr;
    }
    Task* task = &m_tasks[m_next++];
    task->running = true;
    return task;
}

bool
GridTraining::Train(Task& task)
{
    if (fs::exists(task.files.model))
    {
        DrawTable(task, *LoadGridModel(task.files.model, task.model, Real(task)));
        Say(task.files.synthetic.string() + ": drawn again");
        return true;
    }
    TimeGanTrainer trainer(Real(task), task.model.config, m_compute);
    if (fs::exists(task.files.checkpoint))
    {
        trainer.Restore(SafetensorsFile(task.files.checkpoint));
        const std::lock_guard<std::mutex> lock(m_mutex);
        task.done = trainer.Progress().done;
        m_restored += task.done * task.model.RelativeCost();
    }
    const double seconds = TakeStepsOf(task, trainer);
    if (!trainer.Done())
    {
        return false;
    }
    const auto generator = trainer.Generator();
    WriteFile(task.files.losses, [&](std::ostream& file) { trainer.Losses().WriteCsv(file); });
    DrawTable(task, *generator);
    WriteFile(task.files.model, [&](std::ostream& file) { generator->Save(file); });
    fs::remove(task.files.checkpoint);
    Say(task.files.model.string() + ": trained in " + ShortNumber(seconds) + " s");
    return true;
}

double
GridTraining::TakeStepsOf(Task& task, TimeGanTrainer& trainer)
{
    const double secondsBefore = GridDirectory::ReadSeconds(task.files.seconds);
    const Clock::time_point start = Clock::now();
    Clock::time_point kept = start;
    const auto keepSeconds = [&] {
        const double seconds = secondsBefore + SecondsSince(start);
        WriteFile(task.files.seconds, [&](std::ostream& file) { file << seconds << '\n'; });
        kept = Clock::now();
        return seconds;
    };
    NamingFile(task.files.model, [&] {
        return TakeSteps(trainer, task.files.checkpoint, [&] {
            Note(task, trainer.Progress().done);
            if (Clock::now() - kept >= SECONDS_INTERVAL)
            {
                keepSeconds();
            }
            return !m_stopping;
        });
    });
    return keepSeconds();
}

void
GridTraining::DrawTable(const Task& task, const WindowGenerator& generator) const
{
    WriteFile(task.files.synthetic, [&](std::ostream& file) {
        WriteCsvNames(file, generator.ColumnNames());
        DrawRows(generator, m_description.rows, task.model.config.seed, [&](const Table& drawn) {
            StopSignals::Check();
            WriteCsvRows(file, drawn);
        });
    });
}

const Table&
GridTraining::Real(const Task& task) const
{
    return m_tables[task.table];
}

void
GridTraining::Say(const std::string& line)
{
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_line.Clear();
    std::cout << line << std::endl;
}

void
GridTraining::Note(Task& task, double done)
{
    const std::lock_guard<std::mutex> lock(m_mutex);
    task.done = done;
}

void
GridTraining::Watch()
{
    constexpr std::chrono::milliseconds INTERVAL{100};
    std::unique_lock<std::mutex> lock(m_mutex);
    while (m_working > 0)
    {
        m_changed.wait_for(lock, INTERVAL);
        if (StopSignals::Arrived() != 0)
        {
            m_stopping = true;
        }
        if (m_line.IsDue())
        {
            ShowProgress();
        }
    }
    m_line.Clear();
}

void
GridTraining::ShowProgress()
{
    double done = 0;
    double all = 0;
    std::string running;
    for (const Task& task : m_tasks)
    {
        const double cost = task.model.RelativeCost();
        done += task.done * cost;
        all += cost;
        if (task.running)
        {
            running += ", " + m_description.tables[task.table] + '/' + task.model.Name() + ' ' +
                       std::to_string(static_cast<int>(100 * task.done)) + " %";
        }
    }
    const double doneNow = done - m_restored;
    const double left = doneNow > 0 ? (all - done) / doneNow * m_line.Seconds() : 0;
    char line[200];
    std::snprintf(line,
                  sizeof(line),
                  "%zu of %zu models, %.0f s left%s",
                  All() - Left(),
                  All(),
                  left,
                  running.c_str());
    m_line.Show(line);
}

} // namespace ns3::synthnet
