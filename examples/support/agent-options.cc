/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-options.h"

#include "option-values.h"
#include "program.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
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
        po::value(&m_depths)->default_value("32,64"),
        "what can be chosen: packets that a queue holds; with --knob=delay ms");
    add("knob",
        po::value(&m_knob)->default_value("depth"),
        "what is set: depth, of every switch; depths, of each switch; delay, CoDel's target of "
        "every switch");
    add("observe",
        po::value(&m_observe)->default_value("telemetry"),
        "what is seen: telemetry of the switches; player, that and the player's state; last-row, "
        "what the published agent sees");
    add("reward",
        po::value(&m_reward)->default_value("published"),
        "what is earned: published, of the playback buffer and the frame rate; qoe, of bitrate, "
        "stalls and switches");
    add("compat",
        po::bool_switch(&m_compat),
        "the published agent and environment, defects included, for comparison");
}

ControlTask
TaskOptions::Get() const
{
    ControlTask task;
    task.knob = ParseQueueKnob(m_knob, "--knob");
    task.choices = ParseChoices(m_depths, "--depths");
    task.observation = ParseObservationKind(m_observe, "--observe");
    task.reward = ParseRewardKind(m_reward, "--reward");
    if (m_compat)
    {
        task.observation = ObservationKind::LAST_ROW;
        task.reward = RewardKind::PUBLISHED_COMPAT;
    }
    QueueActions(task.knob, task.choices, 1); // refuses what cannot be set
    return task;
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
        po::value(&m_windows)->default_value(m_windows),
        "synthetic: windows that a model draws for an episode");
    add("transition",
        po::value(&m_transition)->default_value(m_transition),
        "synthetic: what follows an action: nearest, what followed in a like situation in the "
        "table of that depth; parallel, the next rows of that table");
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
    SyntheticConfig config;
    config.rows = task.period;
    config.knob = task.knob;
    config.rule = ParseChoice("transition", m_transition, "nearest", "parallel")
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
        }
        columns = loaded.front().generator->ColumnNames();
        source = std::make_shared<GeneratedTables>(
            std::move(loaded),
            static_cast<std::size_t>(NeedWithin("windows", m_windows, 1, 1000000)));
#else
        throw InputError("--model" + FormatNumber(models.front().first) +
                         " needs LibTorch, without which this program was built");
#endif
    }
    const auto observation = task.MakeObservation(SwitchesOf(columns));
    ChosenEnvironment chosen;
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
    config.prioritized = config.prioritized || m_prioritized;
    config.keepBest = config.keepBest || m_keepBest;
}

} // namespace ns3::synthnet
