/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "policy-evaluation.h"

#include "process-pool.h"
#include "progress-line.h"
#include "stop-signals.h"
#include "study-summary.h"
#include "text-table.h"

#include "ns3/action-index.h"
#include "ns3/csv.h"
#include "ns3/episode-seed.h"
#include "ns3/fixed-policy.h"
#include "ns3/greedy-policy.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/input-text.h"
#include "ns3/output-files.h"
#include "ns3/random-policy.h"
#include "ns3/threshold-policy.h"

#include <cmath>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

namespace ns3::synthnet
{

namespace
{

const std::string FIXED = "fixed:";
constexpr double CODEL_TARGET = 5; // ms, as RFC 8289 recommends
constexpr double FULL = 0.6;       // share of the depth: doc/control-live.rst

/// @return the depth of `fixed:N`, nothing when the text is no such policy
/// @throws InputError when N is no depth
std::optional<double>
FixedDepth(const std::string& policy)
{
    if (policy.rfind(FIXED, 0) != 0)
    {
        return std::nullopt;
    }
    const auto depth = ParseWhole<uint32_t>(policy.substr(FIXED.size()));
    if (!depth || *depth == 0)
    {
        throw InputError("bad policy " + QuoteInput(policy) +
                         ", expected fixed:N, N packets, 1 or more");
    }
    return *depth;
}

/// A policy in an environment of its own.
struct Player
{
    ChosenEnvironment chosen;
    std::unique_ptr<Policy> policy;
};

Player
MakePlayer(const std::string& name, const LiveOptions& live, ControlTask task)
{
    Player player;
    if (const auto depth = FixedDepth(name))
    {
        task.knob = QueueKnob::DEPTH;
        task.choices = {*depth};
        player.chosen = live.Make(task);
        player.policy = std::make_unique<FixedPolicy>(GymValue{int64_t{0}});
    }
    else if (name == "codel")
    {
        task.knob = QueueKnob::TARGET_DELAY;
        task.choices = {CODEL_TARGET};
        player.chosen = live.Make(task);
        player.policy = std::make_unique<FixedPolicy>(GymValue{int64_t{0}});
    }
    else if (name == "random")
    {
        player.chosen = live.Make(task);
        player.policy = std::make_unique<RandomPolicy>(player.chosen.environment->ActionSpace());
    }
    else if (name == "threshold")
    {
        task.observation = ObservationKind::TELEMETRY; // whatever agents see
        player.chosen = live.Make(task);
        player.policy = std::make_unique<ThresholdPolicy>(live.Actions(task),
                                                          player.chosen.observations,
                                                          ThresholdConfig{FULL, FULL, false});
    }
    else
    {
        const auto agent = LoadAgent(name);
        ControlTask learned = ControlTask::FromAbout(agent->Task().about, name);
        learned.reward = task.reward; // all are judged alike
        player.chosen = live.Make(learned);
        const GymSpace& actions = player.chosen.environment->ActionSpace();
        agent->Need(player.chosen.observations, ActionIndex(actions).Size());
        player.policy = std::make_unique<GreedyPolicy>(agent, actions);
    }
    return player;
}

std::string
Need(const GymInfo& info, const char* name)
{
    const auto found = info.find(name);
    return found == info.end() ? "nan" : found->second;
}

} // namespace

PolicyEvaluation::PolicyEvaluation(const LiveOptions& live,
                                   ControlTask task,
                                   std::vector<std::string> policies,
                                   uint64_t seed,
                                   uint64_t runs)
    : m_live(live),
      m_task(std::move(task)),
      m_policies(std::move(policies)),
      m_seed(seed),
      m_runs(runs)
{
    // What is wrong is known before hours of simulation. A child process makes the testbeds, which
    // leave nothing here.
    const ProcessTask make = [this] {
        for (const auto& policy : m_policies)
        {
            MakePlayer(policy, m_live, m_task);
        }
        return std::string();
    };
    RunInProcesses({make}, 1, [](std::size_t, const std::string&) {});
}

std::string
PolicyEvaluation::Episode(const std::string& policy, uint64_t run) const
{
    Player player = MakePlayer(policy, m_live, m_task);
    Environment& environment = *player.chosen.environment;
    const uint64_t seed = EpisodeSeed(m_seed, EpisodeUse::TEST, run);
    player.policy->Begin(seed);
    GymReset reset = environment.Reset(seed);
    GymValue observation = std::move(reset.observation);
    const auto name = m_names.find(policy);
    const std::string key = QuoteCell(name == m_names.end() ? policy : name->second) + ',' +
                            std::to_string(run + 1) + ',';
    std::ostringstream decisions;
    double sum = 0;
    uint64_t count = 0;
    GymInfo info;
    for (bool ended = false; !ended;)
    {
        StopSignals::Check();
        GymStep step = environment.Step(player.policy->Act(observation));
        observation = std::move(step.observation);
        info = std::move(step.info);
        ended = step.terminated || step.truncated;
        sum += step.reward;
        ++count;
        decisions << key << count << ',' << FormatNumber(step.reward);
        for (const char* name : {"periodSetting", "periodBuffer", "periodFps", "periodBitrate"})
        {
            decisions << ',' << Need(info, name);
        }
        decisions << '\n';
    }
    std::ostringstream row;
    row << key << FormatNumber(sum / static_cast<double>(count)) << ',' << Need(info, "fps") << ','
        << Need(info, "bitrate") << ',' << Need(info, "buffer") << ',' << Need(info, "stallSeconds")
        << ',' << Need(info, "switches") << ',' << Need(info, "meanDepth") << '\n';
    return row.str() + decisions.str();
}

void
PolicyEvaluation::SetName(const std::string& policy, const std::string& name)
{
    m_names[policy] = name;
}

void
PolicyEvaluation::KeepIn(const std::filesystem::path& directory)
{
    m_kept = directory;
}

std::vector<std::filesystem::path>
PolicyEvaluation::KeptFiles(const std::filesystem::path& directory,
                            std::size_t policies,
                            uint64_t runs)
{
    std::vector<std::filesystem::path> files;
    for (std::size_t policy = 0; policy < policies; ++policy)
    {
        for (uint64_t run = 0; run < runs; ++run)
        {
            files.push_back(directory /
                            (std::to_string(policy + 1) + "-" + std::to_string(run + 1) + ".csv"));
        }
    }
    return files;
}

void
PolicyEvaluation::Run(unsigned jobs)
{
    const auto files = KeptFiles(m_kept, m_policies.size(), m_runs);
    m_results.assign(files.size(), "");
    std::vector<ProcessTask> tasks;
    std::vector<std::size_t> places; // of the tasks' results
    for (std::size_t place = 0; place < files.size(); ++place)
    {
        if (!m_kept.empty() && std::filesystem::exists(files[place]))
        {
            m_results[place] = ReadInputFile(files[place], "an episode that is kept");
            continue;
        }
        const std::string& policy = m_policies[place / m_runs];
        const uint64_t run = place % m_runs;
        tasks.emplace_back([this, &policy, run] { return Episode(policy, run); });
        places.push_back(place);
    }
    ProgressLine line;
    std::size_t ready = 0;
    RunInProcesses(
        tasks,
        jobs,
        [&](std::size_t task, const std::string& result) {
            m_results[places[task]] = result;
            if (!m_kept.empty())
            {
                OutputFile file(files[places[task]], true);
                file.Stream() << result;
                file.Commit();
            }
            ++ready;
        },
        [&] {
            if (line.IsDue())
            {
                const double left = ready == 0 ? 0
                                               : line.Seconds() / static_cast<double>(ready) *
                                                     static_cast<double>(tasks.size() - ready);
                line.Show(std::to_string(ready) + " of " + std::to_string(tasks.size()) +
                          " episodes" +
                          (ready == 0 ? "" : ", " + std::to_string(std::lround(left)) + " s left"));
            }
        });
}

namespace
{

const char* const EVALUATION_HEAD =
    "policy,run,reward,fps,bitrate,buffer,stallSeconds,switches,meanDepth\n";
const char* const DECISIONS_HEAD = "policy,run,decision,reward,setting,buffer,fps,bitrate\n";

/// @return the first lines of all results
std::string
EvaluationText(const std::vector<std::string>& results)
{
    std::string text = EVALUATION_HEAD;
    for (const auto& result : results)
    {
        text += result.substr(0, result.find('\n') + 1);
    }
    return text;
}

} // namespace

void
PolicyEvaluation::Write(const OutputDirectory& directory) const
{
    OutputFile evaluation(directory, "evaluation.csv");
    evaluation.Stream() << EvaluationText(m_results);
    evaluation.Commit();
    OutputFile decisions(directory, "decisions.csv");
    decisions.Stream() << DECISIONS_HEAD;
    for (const auto& result : m_results)
    {
        decisions.Stream() << result.substr(result.find('\n') + 1);
    }
    decisions.Commit();
}

void
PolicyEvaluation::Print(std::ostream& stream) const
{
    Table evaluation = ParseCsv(EvaluationText(m_results), "evaluation.csv").table;
    if (!evaluation.IsCategorical("policy")) // all names look like numbers
    {
        std::vector<std::string> names;
        for (const auto& policy : m_policies)
        {
            names.insert(names.end(), m_runs, policy);
        }
        evaluation.Rename("policy", "number");
        evaluation.AppendCategorical("policy", names);
    }
    TextTable text;
    text.AddRow({"policy", "mean reward [95 %]", "above the best fixed depth [95 %]"});
    text.AddRule();
    for (const auto& each : SummarizePolicies(evaluation))
    {
        text.AddRow({each.policy, IntervalText(each.reward), IntervalText(each.aboveBestFixed)});
    }
    text.Print(stream);
}

} // namespace ns3::synthnet
