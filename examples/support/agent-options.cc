/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-options.h"

#include "option-values.h"
#include "program.h"

#include "ns3/csv.h"
#include "ns3/fingerprint.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/input-text.h"
#include "ns3/synthetic-environment.h"
#include "ns3/testbed-logs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <memory>
#include <utility>

#ifdef SYNTHNET_HAS_TORCH
#include "ns3/generated-tables.h"
#endif

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

/// @return the rows of a window that the record beside a table tells, 0 when none does
Table::Index
RecordedWindow(const std::string& table)
{
    std::ifstream record(table + ".run.json");
    const auto json = nlohmann::json::parse(record, nullptr, false);
    const bool tells = json.is_object() && json.contains("seqLen");
    return tells && json["seqLen"].is_number_unsigned() ? json["seqLen"].get<Table::Index>() : 0;
}

} // namespace

void
TaskOptions::AddTo(po::options_description& options)
{
    auto add = options.add_options();
    add("depths",
        Optional(m_depths),
        "what can be chosen: packets that a queue holds, 32,64 when not given; with --knob=delay "
        "ms; synthetic: the depths of the tables");
    add("knob",
        Optional(m_knob),
        "what is set: depth, of every switch, when not given; depths, of each switch; delay, "
        "CoDel's target of every switch");
    add("observe",
        Optional(m_observe),
        "what is seen: telemetry of the switches, when not given; player, that and the player's "
        "state; last-row, what the published agent sees");
    add("reward",
        Optional(m_reward),
        "what is earned: published, of the playback buffer and the frame rate, when not given; "
        "qoe, of bitrate, stalls and switches");
    add("compat",
        po::bool_switch(&m_compat),
        "the published agent and environment, defects included, for comparison");
}

ControlTask
TaskOptions::Get() const
{
    ControlTask task;
    task.knob = ParseQueueKnob(m_knob.value_or("depth"), "--knob");
    task.choices = ParseChoices(m_depths.value_or("32,64"), "--depths");
    task.observation = ParseObservationKind(m_observe.value_or("telemetry"), "--observe");
    task.reward = ParseRewardKind(m_reward.value_or("published"), "--reward");
    if (m_compat)
    {
        task.observation = ObservationKind::LAST_ROW;
        task.reward = RewardKind::PUBLISHED_COMPAT;
    }
    QueueActions(task.knob, task.choices, 1); // refuses what cannot be set
    return task;
}

void
TaskOptions::NeedDepths(const std::vector<double>& depths) const
{
    if (m_depths && ParseChoices(*m_depths, "--depths") != depths)
    {
        throw InputError("--depths=" + *m_depths + ", expected the depths of the tables or none");
    }
}

void
TaskOptions::NeedNone() const
{
    if (m_depths || m_knob || m_observe || m_reward || m_compat)
    {
        throw InputError("--depths, --knob, --observe, --reward and --compat are for queues, "
                         "expected none of them");
    }
}

bool
TaskOptions::Compat() const
{
    return m_compat;
}

void
SyntheticOptions::AddTo(po::options_description& options)
{
    auto add = options.add_options();
    add("dataN",
        po::value<std::string>(),
        "synthetic: the table of depth N, CSV, such as --data32=FILE; one for each depth");
    add("modelN",
        po::value<std::string>(),
        "synthetic: in place of --dataN, the model that draws new windows of depth N for every "
        "episode");
    add("seqLen",
        Optional(m_seqLen),
        "synthetic: rows of the independent windows that a table consists of; not given: what "
        "TABLE.run.json says, else the table is one series");
    add("windows",
        Optional(m_windows),
        "synthetic: windows that a model draws for an episode, 500 when not given");
    add("transition",
        Optional(m_transition),
        "synthetic: what follows an action: nearest, when not given, what followed in a like "
        "situation in the table of that depth; parallel, the next rows of that table");
}

bool
SyntheticOptions::Take(const std::string& name, const std::string& value)
{
    for (const std::string kind : {"data", "model"})
    {
        const bool isOne = name.rfind(kind, 0) == 0 && name.size() > kind.size();
        if (isOne && ParseWhole<double>(name.substr(kind.size())))
        {
            m_files.emplace_back(name, value);
            return true;
        }
    }
    return false;
}

std::vector<std::string>
SyntheticOptions::Files() const
{
    std::vector<std::string> files;
    for (const auto& [name, file] : m_files)
    {
        files.push_back(file);
    }
    return files;
}

void
SyntheticOptions::NeedNone() const
{
    if (!m_files.empty())
    {
        throw InputError("tables and models are for --env=synthetic, not for another environment");
    }
    if (m_seqLen || m_windows || m_transition)
    {
        throw InputError("--seqLen, --windows and --transition are for --env=synthetic, expected "
                         "none of them");
    }
}

std::vector<std::pair<double, std::string>>
SyntheticOptions::Sorted(const std::string& kind) const
{
    std::vector<std::pair<double, std::string>> sorted;
    for (const auto& [name, file] : m_files)
    {
        if (name.rfind(kind, 0) == 0)
        {
            sorted.emplace_back(*ParseWhole<double>(name.substr(kind.size())), file);
        }
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

ChosenEnvironment
SyntheticOptions::Make(ControlTask task, bool compat) const
{
    const auto tables = Sorted("data");
    const auto models = Sorted("model");
    if (tables.empty() == models.empty())
    {
        throw InputError("expected --dataN=TABLE or --modelN=MODEL for each depth N, and not both");
    }
    if (tables.size() + models.size() < 2)
    {
        throw InputError("one depth leaves nothing to decide, expected tables or models of two at "
                         "least");
    }
    ChosenEnvironment chosen;
    SyntheticConfig config;
    config.rows = task.period;
    config.knob = task.knob;
    const std::string transition = m_transition.value_or("nearest");
    chosen.world["transition"] = transition;
    config.rule = ParseChoice("transition", transition, "nearest", "parallel")
                      ? TransitionRule::PARALLEL
                      : TransitionRule::NEAREST;
    if (compat)
    {
        config.rule = TransitionRule::PUBLISHED;
    }

    std::shared_ptr<TableSource> source;
    std::vector<std::string> columns;
    task.choices.clear();
    if (!tables.empty())
    {
        TableSource::Tables read;
        for (const auto& [depth, file] : tables)
        {
            const auto window = m_seqLen ? NeedAtLeast("seqLen", *m_seqLen, 0)
                                         : static_cast<int64_t>(RecordedWindow(file));
            read.push_back({depth, ReadWholeTable(file), window, file});
            task.choices.push_back(depth);
            chosen.world["table" + FormatNumber(depth)] =
                Fingerprint(ReadInputFile(file, "a table")) + " in windows of " +
                std::to_string(window);
        }
        columns = read.front().table.Names();
        source = std::make_shared<FixedTables>(std::move(read));
    }
    else
    {
#ifdef SYNTHNET_HAS_TORCH
        std::vector<GeneratedTables::Model> loaded;
        for (const auto& [depth, file] : models)
        {
            loaded.push_back({depth, LoadWindowGenerator(file), file});
            task.choices.push_back(depth);
            chosen.world["model" + FormatNumber(depth)] =
                Fingerprint(ReadInputFile(file, "a model"));
        }
        columns = loaded.front().generator->ColumnNames();
        const auto windows =
            static_cast<std::size_t>(NeedWithin("windows", m_windows.value_or(500), 1, 1000000));
        chosen.world["windows"] = std::to_string(windows);
        source = std::make_shared<GeneratedTables>(std::move(loaded), windows);
#else
        throw InputError("--model" + FormatNumber(models.front().first) +
                         " needs LibTorch, without which this program was built");
#endif
    }
    const auto observation = task.MakeObservation(SwitchesOf(columns));
    chosen.observations = observation->Names();
    chosen.environment =
        std::make_unique<SyntheticEnvironment>(source, observation, task.MakeReward(), config);
    chosen.task = task;
    return chosen;
}

std::shared_ptr<const DdqnAgent>
LoadAgent(const std::string& file)
{
    return std::make_shared<DdqnAgent>(SafetensorsFile(file));
}

void
LearningOptions::AddTo(po::options_description& options)
{
    const DdqnConfig config;
    auto add = options.add_options();
    add("hidden", Optional(m_hidden), "units of the hidden layers, 64,64 when not given");
    add("learningRate", Optional(m_learningRate), "of Adam");
    add("gamma", Optional(m_gamma), "what a later reward counts");
    add("batch", Optional(m_batch), "transitions of a learning step");
    add("updates", Optional(m_updates), "learning steps after each decision");
    add("targetEvery", Optional(m_targetEvery), "learning steps until the target is refreshed");
    add("explorationStart",
        Optional(m_explorationStart),
        "share of the first decisions that are drawn, 1 when not given; less with --from");
    add("explorationSteps", Optional(m_explorationSteps), "decisions until it is the last share");
    add("explorationEnd", Optional(m_explorationEnd), "the last share");
    add("prioritized",
        po::bool_switch(&m_prioritized),
        "draw transitions of large errors more often");
    add("keepBest",
        po::bool_switch(&m_keepBest),
        "keep the weights that earn most in episodes of their own, not the last ones");
}

void
LearningOptions::Change(DdqnConfig& config) const
{
    if (m_hidden)
    {
        config.hidden.clear();
        for (const auto& text : ParseList(*m_hidden))
        {
            const auto units = ParseWhole<std::size_t>(text);
            if (!units)
            {
                throw InputError("bad value " + QuoteInput(*m_hidden) +
                                 " of --hidden, expected whole numbers with commas between them");
            }
            config.hidden.push_back(*units); // DdqnConfig::Check() knows the range
        }
    }
    config.learningRate = m_learningRate.value_or(config.learningRate);
    config.gamma = m_gamma.value_or(config.gamma);
    config.batch = m_batch.value_or(config.batch);
    config.updatesPerStep = m_updates.value_or(config.updatesPerStep);
    config.targetEvery = m_targetEvery.value_or(config.targetEvery);
    config.exploration.start = m_explorationStart.value_or(config.exploration.start);
    config.exploration.steps = m_explorationSteps.value_or(config.exploration.steps);
    config.exploration.end = m_explorationEnd.value_or(config.exploration.end);
    config.prioritized = config.prioritized || m_prioritized;
    config.keepBest = config.keepBest || m_keepBest;
}

} // namespace ns3::synthnet
