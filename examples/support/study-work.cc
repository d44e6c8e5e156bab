/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-work.h"

#include "agent-collect-verb.h"
#include "agent-training.h"
#include "end-on-signal.h"
#include "policy-evaluation.h"
#include "program.h"
#include "progress-line.h"
#include "stop-signals.h"
#include "text-table.h"

#include "ns3/csv.h"
#include "ns3/ddqn-trainer.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/output-files.h"

#include "ns3/simulator.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>

#ifdef SYNTHNET_HAS_TORCH
#include "study-generators.h"
#endif

namespace ns3::synthnet
{

namespace fs = std::filesystem;

namespace
{

using Clock = std::chrono::steady_clock;

} // namespace

StudyWork::StudyWork(const Program& program,
                     const StudyDirectory& directory,
                     const StudyDescription& description,
                     const LiveOptions& live,
                     unsigned jobs)
    : m_program(program),
      m_directory(directory),
      m_description(description),
      m_live(live),
      m_jobs(jobs)
{
}

void
StudyWork::Check() const
{
    const ProcessTask make = [this] {
        m_live.Make(m_description.task);
        return std::string();
    };
    RunInProcesses({make}, 1, [](std::size_t, const std::string&) {});
    const auto policies = m_description.Policies();
    const auto agents = static_cast<std::ptrdiff_t>(2 * m_description.seeds);
    PolicyEvaluation(m_live,
                     m_description.task,
                     {policies.begin() + agents, policies.end()},
                     m_description.seed,
                     m_description.runs);
}

void
StudyWork::CollectTables() const
{
    std::vector<Job> jobs;
    for (const auto& depth : m_description.Depths())
    {
        jobs.push_back({m_directory.Recorded(depth), [=] { return CollectTable(depth); }});
    }
    RunJobs("tables", jobs);
}

void
StudyWork::DrawTables() const
{
    if (m_description.generator == "none")
    {
        return;
    }
#ifdef SYNTHNET_HAS_TORCH
    std::vector<Job> jobs;
    for (const auto& depth : m_description.Depths())
    {
        jobs.push_back({m_directory.Synthetic(depth), [=] {
                            MakeSyntheticTable(m_program, m_directory, m_description, depth);
                            const fs::path model = m_directory.Generator(depth);
                            return "drawn from " + model.filename().string() + ", trained in " +
                                   ShortNumber(StudyDirectory::SecondsOf(model)) + " s";
                        }});
    }
    RunJobs("synthetic tables", jobs);
#endif
}

void
StudyWork::TrainAgents(StudyAgent kind) const
{
    std::vector<Job> jobs;
    for (const uint64_t seed : m_description.Seeds())
    {
        jobs.push_back({m_directory.Agent(kind, seed), [=] { return TrainAgent(kind, seed); }});
    }
    RunJobs(StudyAgentName(kind) + " agents", jobs);
}

void
StudyWork::Evaluate(const OutputDirectory& results) const
{
    std::vector<std::string> policies;
    std::vector<std::string> names = m_description.Policies();
    for (const StudyAgent kind : {StudyAgent::ONLINE, StudyAgent::OFFLINE})
    {
        for (const uint64_t seed : m_description.Seeds())
        {
            policies.push_back(m_directory.Agent(kind, seed).string());
        }
    }
    const std::size_t agents = policies.size();
    policies.insert(policies.end(),
                    names.begin() + static_cast<std::ptrdiff_t>(agents),
                    names.end());
    PolicyEvaluation evaluation(m_live,
                                m_description.task,
                                policies,
                                m_description.seed,
                                m_description.runs);
    for (std::size_t i = 0; i < agents; ++i)
    {
        evaluation.SetName(policies[i], names[i]);
    }
    evaluation.KeepIn(m_directory.Episodes());
    evaluation.Run(m_jobs);
    evaluation.Write(results);
}

void
StudyWork::RunJobs(const std::string& name, const std::vector<Job>& jobs) const
{
    std::vector<const Job*> left;
    std::vector<ProcessTask> tasks;
    for (const Job& job : jobs)
    {
        if (!fs::exists(job.file))
        {
            left.push_back(&job);
            tasks.push_back(job.work);
        }
    }
    ProgressLine line;
    std::size_t ready = 0;
    RunInProcesses(
        tasks,
        m_jobs,
        [&](std::size_t place, const std::string& said) {
            line.Clear();
            std::cout << left[place]->file.string() << ": " << said << std::endl;
            ++ready;
        },
        [&] {
            if (line.IsDue())
            {
                line.Show(name + ": " + std::to_string(ready) + " of " +
                          std::to_string(tasks.size()) + ", " +
                          std::to_string(std::lround(line.Seconds())) + " s so far");
            }
        });
}

std::string
StudyWork::CollectTable(const std::string& depth) const
{
    const Clock::time_point start = Clock::now();
    const fs::path file = m_directory.Recorded(depth);
    TestbedConfig config = m_live.Config();
    config.durationSeconds = m_description.tableSeconds;
    for (auto& each : config.switches)
    {
        each.depth = static_cast<uint32_t>(std::stoul(depth));
    }
    const fs::path logs = fs::path(file).replace_extension(); // for as long as the run lasts
    std::string table;
    {
        OutputDirectory out(logs, true);
        // The same run for all depths: NEAREST takes for granted that load was alike.
        synthnet::CollectTable(config, m_description.seed, out, [&](double seconds) {
            const EndOnSignal watch([&out] {
                out.Abandon();
                std::_Exit(EXIT_FAILURE); // the parent knows of the signal
            });
            Simulator::Stop(Seconds(seconds));
            Simulator::Run();
        });
        table = ReadInputFile(out.File("table.csv"), "the run's table");
    }
    std::error_code stays;
    fs::remove(logs, stays); // one that a killed run left
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    WriteFile(StudyDirectory::RecordOf(file), [&](std::ostream& stream) {
        m_program.WriteRunRecord(
            stream,
            {{"config", config.ToJson()}, {"seconds", std::to_string(seconds)}});
    });
    WriteFile(file, [&](std::ostream& stream) { stream << table; });
    return ShortNumber(m_description.tableSeconds) + " s simulated in " + ShortNumber(seconds) +
           " s";
}

ChosenEnvironment
StudyWork::MakeEnvironment(StudyAgent kind) const
{
    if (kind == StudyAgent::ONLINE)
    {
        return m_live.Make(m_description.task);
    }
    SyntheticOptions tables;
    for (const auto& depth : m_description.Depths())
    {
        const bool isRecorded = m_description.generator == "none";
        const fs::path table =
            isRecorded ? m_directory.Recorded(depth) : m_directory.Synthetic(depth);
        tables.Take("data" + depth, table.string());
    }
    return tables.Make(m_description.task, m_description.compat);
}

uint64_t
StudyWork::OnlineTransitions(uint64_t seed) const
{
    const Table episodes =
        ReadWholeTable(StudyDirectory::EpisodesOf(m_directory.Agent(StudyAgent::ONLINE, seed)));
    return static_cast<uint64_t>(episodes.Column("transitions").sum());
}

std::string
StudyWork::TrainAgent(StudyAgent kind, uint64_t seed) const
{
    const fs::path file = m_directory.Agent(kind, seed);
    DdqnConfig config = DdqnConfig::FromJson(m_description.learning, "study.json");
    const bool isOnline = kind == StudyAgent::ONLINE;
    config.episodes = isOnline ? m_description.episodes : 0;
    config.transitions = isOnline ? 0 : OnlineTransitions(seed);
    config.seed = seed;
    config.Check();
    const Clock::time_point start = Clock::now();
    const ChosenEnvironment chosen = MakeEnvironment(kind);
    const double making = std::chrono::duration<double>(Clock::now() - start).count();
    AgentTask task{chosen.observations, chosen.task->About()};
    task.about.insert(chosen.world.begin(), chosen.world.end());
    task.about["env"] = isOnline ? "live" : "synthetic";
    DdqnTrainer trainer(*chosen.environment, task, config);
    const fs::path checkpoint = StudyDirectory::CheckpointOf(file);
    const double seconds = making + RunAgentTraining(trainer, checkpoint, false, false);
    WriteFile(StudyDirectory::LearningOf(file),
              [&](std::ostream& stream) { trainer.LearningLog().WriteCsv(stream); });
    WriteFile(StudyDirectory::EpisodesOf(file),
              [&](std::ostream& stream) { trainer.EpisodeLog().WriteCsv(stream); });
    WriteFile(StudyDirectory::RecordOf(file), [&](std::ostream& stream) {
        m_program.WriteRunRecord(stream, {{"seconds", std::to_string(seconds)}});
    });
    WriteFile(file, [&](std::ostream& stream) { trainer.Agent().Save(stream); });
    fs::remove(checkpoint);
    fs::remove(checkpoint.string() + ".seconds");
    const AgentProgress progress = trainer.Progress();
    return std::to_string(progress.transitions) + " decisions in " +
           std::to_string(progress.episodes) + " episodes, " + ShortNumber(seconds) + " s";
}

} // namespace ns3::synthnet
