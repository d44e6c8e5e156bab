/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-train-verb.h"

#include "agent-training.h"
#include "naming-file.h"
#include "option-values.h"
#include "program.h"
#include "result-files.h"

#include "ns3/action-index.h"
#include "ns3/cart-pole.h"
#include "ns3/ddqn-trainer.h"
#include "ns3/file-lock.h"
#include "ns3/input-error.h"

#include <filesystem>
#include <iostream>
#include <memory>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

const std::vector<std::string> ENVIRONMENTS{"live", "synthetic", "cartpole"};

enum EnvironmentChoice : std::size_t
{
    LIVE,
    SYNTHETIC,
    CARTPOLE
};

} // namespace

void
AgentTrainVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    auto add = options.add_options();
    add("env",
        po::value(&m_environment)->required(),
        "live, the simulated testbed; synthetic, tables that stand for it; cartpole, the task that "
        "agents are compared on");
    add("agent",
        po::value(&m_agent)->required(),
        "the agent to write, safetensors; AGENT.learning.csv, AGENT.episodes.csv and "
        "AGENT.run.json go beside it, with --keepBest AGENT.selection.csv; AGENT.checkpoint until "
        "it is done");
    add("episodes", Optional(m_episodes), "of the training; live: 20 when not given");
    add("transitions",
        Optional(m_transitions),
        "decisions of the training; synthetic: as many as 20 live episodes have when not given");
    add("seed",
        po::value(&m_seed)->default_value(m_seed),
        "of the first weights, the decisions and the episodes");
    add("from",
        po::value(&m_from),
        "an agent to go on from: its weights and its scaling are the first");
    add("freeze", po::bool_switch(&m_freeze), "with --from: only the last layer learns");
    m_task.AddTo(options);
    m_synthetic.AddTo(options);
    m_live.AddTo(options);
    m_learning.AddTo(options);
    add("overwrite",
        po::bool_switch(&m_overwrite),
        "replace existing files, and a checkpoint of another training");
    program.AddVerb(
        {"train",
         "Trains an agent; interrupted, it goes on from AGENT.checkpoint when it is "
         "called again.",
         options,
         [this, &program] { Run(program); },
         [this](const std::string& name, const std::string& value) { return Take(name, value); }});
}

bool
AgentTrainVerb::Take(const std::string& name, const std::string& value)
{
    return m_synthetic.Take(name, value) || m_live.Take(name, value);
}

ChosenEnvironment
AgentTrainVerb::MakeEnvironment() const
{
    const std::size_t choice = ParseOneOf("env", m_environment, ENVIRONMENTS);
    if (choice == SYNTHETIC)
    {
        ChosenEnvironment chosen = m_synthetic.Make(m_task.Get(), m_task.Compat());
        m_task.NeedDepths(chosen.task->choices);
        return chosen;
    }
    m_synthetic.NeedNone();
    if (choice == LIVE)
    {
        return m_live.Make(m_task.Get());
    }
    m_task.NeedNone();
    return {std::make_unique<CartPole>(), CartPole::ObservationNames(), std::nullopt};
}

DdqnConfig
AgentTrainVerb::MakeConfig() const
{
    const std::size_t choice = ParseOneOf("env", m_environment, ENVIRONMENTS);
    DdqnConfig config = choice == CARTPOLE ? DdqnConfig::ForCartPole()
                        : m_task.Compat()  ? DdqnConfig::Published()
                                           : DdqnConfig();
    m_learning.Change(config);
    if (m_episodes && m_transitions)
    {
        throw InputError("--episodes and --transitions exclude each other");
    }
    if (m_episodes || (choice == LIVE && !m_transitions))
    {
        constexpr uint64_t LIVE_EPISODES = 20;
        config.episodes = m_episodes.value_or(LIVE_EPISODES);
        config.transitions = 0;
    }
    else if (m_transitions || choice == SYNTHETIC)
    {
        constexpr uint64_t LIVE_DECISIONS = 20 * 149; // in 600 s the first is due after 8 s
        config.transitions = m_transitions.value_or(LIVE_DECISIONS);
        config.episodes = 0;
    }
    if (m_freeze && m_from.empty())
    {
        throw InputError("--freeze needs --from, expected an agent to go on from");
    }
    config.freezeAllButLast = m_freeze;
    config.seed = m_seed;
    config.Check();
    return config;
}

void
AgentTrainVerb::Run(const Program& program) const
{
    const DdqnConfig config = MakeConfig();
    std::vector<std::filesystem::path> inputs;
    for (const auto& file : m_synthetic.Files())
    {
        inputs.emplace_back(file);
    }
    if (!m_from.empty())
    {
        inputs.emplace_back(m_from);
    }
    ResultFiles files(program, inputs, m_overwrite);
    std::ostream& agent = files.AddWithRecord(m_agent);
    std::ostream& learning = files.Add(m_agent + ".learning.csv");
    std::ostream& episodes = files.Add(m_agent + ".episodes.csv");
    std::ostream* selection = config.keepBest ? &files.Add(m_agent + ".selection.csv") : nullptr;
    const FileLock lock(m_agent); // the checkpoint is one training's
    const ChosenEnvironment chosen = MakeEnvironment();
    AgentTask task{chosen.observations, {}};
    if (chosen.task)
    {
        task.about = chosen.task->About();
    }
    task.about.insert(chosen.world.begin(), chosen.world.end());
    task.about["env"] = m_environment;
    const auto start = m_from.empty() ? nullptr : LoadAgent(m_from);
    if (start)
    {
        start->Need(chosen.observations, ActionIndex(chosen.environment->ActionSpace()).Size());
    }
    const auto make = [&] {
        return std::make_unique<DdqnTrainer>(*chosen.environment, task, config, start.get());
    };
    const auto made = start ? NamingFile(m_from, make) : make();
    DdqnTrainer& trainer = *made;
    const std::string checkpoint = m_agent + ".checkpoint";
    const double seconds = RunAgentTraining(trainer, checkpoint, m_overwrite);

    trainer.Agent().Save(agent);
    trainer.LearningLog().WriteCsv(learning);
    trainer.EpisodeLog().WriteCsv(episodes);
    if (selection)
    {
        trainer.SelectionLog().WriteCsv(*selection);
    }
    files.Record("trainingSeconds", std::to_string(seconds));
    files.Commit(true); // all of it is there
    std::filesystem::remove(checkpoint);
    std::filesystem::remove(checkpoint + ".seconds");
    const AgentProgress progress = trainer.Progress();
    if (progress.steps == 0)
    {
        PrintNote(m_agent +
                  " has learned nothing: fewer decisions than the first learning step "
                  "needs, " +
                  std::to_string(config.learningStarts));
    }
    std::cout << m_agent << ": " << progress.transitions << " decisions in " << progress.episodes
              << " episodes, " << progress.steps << " learning steps, " << seconds << " s\n";
}

} // namespace ns3::synthnet
