/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ddqn-trainer.h"

#include "action-index.h"
#include "agent-header.h"
#include "ddqn-learner.h"
#include "episode-runner.h"
#include "episode-seed.h"
#include "greedy-policy.h"
#include "prioritized-replay.h"
#include "uniform-replay.h"

#include "ns3/fingerprint.h"
#include "ns3/input-error.h"
#include "ns3/json-difference.h"
#include "ns3/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

const std::string CHECKPOINT_KIND = "ddqn-training";

// Streams of random numbers (RandomNumbers).
constexpr uint64_t FIRST_WEIGHTS = 200;
constexpr uint64_t DECISIONS_AND_BATCHES = 201;

/// What sums up since the last row of the learning log.
struct LearningSums
{
    double loss{0};
    double value{0};
    double steps{0};
};

/// An episode under way.
struct Episode
{
    std::vector<double> observation;
    uint64_t decisions{0};
    double rewardSum{0};
    Transition last; // of the decision before, once there is one
};

std::vector<float>
Floats(const std::vector<double>& values)
{
    std::vector<float> floats;
    for (const double value : values)
    {
        floats.push_back(static_cast<float>(value));
    }
    return floats;
}

std::size_t
FeaturesOf(const GymSpace& space)
{
    const auto* box = std::get_if<BoxSpace>(&space.kind);
    if (!box || box->low.empty())
    {
        throw InputError("the agent observes numbers, expected a Box space of observations");
    }
    return box->low.size();
}

std::unique_ptr<ReplayBuffer>
MakeReplay(const DdqnConfig& config, std::size_t features)
{
    if (config.prioritized)
    {
        return std::make_unique<PrioritizedReplay>(features,
                                                   config.replay,
                                                   config.priorityExponent);
    }
    return std::make_unique<UniformReplay>(features, config.replay);
}

std::string
FingerprintOf(const std::vector<float>& values)
{
    return Fingerprint(
        {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)});
}

} // namespace

class DdqnTrainer::Impl
{
  public:
    Impl(Environment& environment,
         const AgentTask& task,
         const DdqnConfig& config,
         const DdqnAgent* start)
        : m_environment(environment),
          m_actions(environment.ActionSpace()),
          m_header{CHECKPOINT_KIND, config, task, m_actions.Size()},
          m_state(Begin(start))
    {
        m_start = FingerprintOf(m_state.learner.Network().Parameters());
    }

    /// All that changes between episodes, and nothing else.
    struct State
    {
        DdqnLearner learner;
        FeatureScaler scaler;
        std::unique_ptr<ReplayBuffer> replay;
        RandomNumbers random;
        uint64_t transitions;
        uint64_t episodes;
        uint64_t lookedAt; // transitions at the last look
        double bestReward; // of the best weights
        std::optional<MultilayerPerceptron> best;
        double epsilon; // of the last decision
        LearningSums sums;
        TrainingLog learningLog;
        TrainingLog episodeLog;
        TrainingLog selectionLog;
    };

    const DdqnConfig& Config() const
    {
        return m_header.config;
    }

    const State& Now() const
    {
        return m_state;
    }

    bool BetweenEpisodes() const
    {
        return !m_episode;
    }

    bool Done() const
    {
        return Config().transitions > 0 ? m_state.transitions >= Config().transitions
                                        : m_state.episodes >= Config().episodes;
    }

    void Step()
    {
        if (Done())
        {
            return;
        }
        if (!m_episode)
        {
            const uint64_t seed =
                EpisodeSeed(Config().seed, EpisodeUse::TRAINING, m_state.episodes);
            m_episode.emplace();
            m_episode->observation = Numbers(m_environment.Reset(seed).observation);
        }
        const std::size_t action = Decide(m_episode->observation);
        const GymStep step = m_environment.Step(m_actions.Action(action));
        const std::vector<double> next = Numbers(step.observation);
        Remember(action, step, next);
        ++m_state.transitions;
        ++m_episode->decisions;
        m_episode->rewardSum += step.reward;
        m_episode->observation = next;
        Learn();
        const bool ended = step.terminated || step.truncated;
        const bool cut = Config().transitions > 0 && m_state.transitions >= Config().transitions;
        if (ended || cut)
        {
            EndEpisode(step);
        }
    }

    void Write(std::ostream& stream) const
    {
        if (m_episode)
        {
            throw std::logic_error("a checkpoint in the middle of an episode, expected its end");
        }
        std::map<std::string, std::string> texts = m_header.Metadata();
        texts["start"] = m_start;
        texts["random"] = m_state.random.State();
        TensorStore store;
        m_state.learner.Save(store, "learner");
        m_state.scaler.Save(store, "scaler");
        m_state.replay->Save(store, "replay");
        if (m_state.best)
        {
            m_state.best->Save(store, "best", m_state.best->Parameters());
        }
        m_state.learningLog.Save(store, "learningLog");
        m_state.episodeLog.Save(store, "episodeLog");
        m_state.selectionLog.Save(store, "selectionLog");
        store.Add("counts",
                  std::vector<double>{static_cast<double>(m_state.transitions),
                                      static_cast<double>(m_state.episodes),
                                      static_cast<double>(m_state.lookedAt),
                                      m_state.best ? 1.0 : 0.0});
        store.Add("sums",
                  std::vector<double>{m_state.bestReward,
                                      m_state.epsilon,
                                      m_state.sums.loss,
                                      m_state.sums.value,
                                      m_state.sums.steps});
        store.Write(stream, texts);
    }

    void Restore(const SafetensorsFile& file)
    {
        const AgentHeader found = AgentHeader::Read(file, CHECKPOINT_KIND);
        NeedSame(file, found);
        State state = Begin(nullptr);
        state.learner.Load(file, "learner");
        state.scaler.Load(file, "scaler");
        state.replay->Load(file, "replay", m_actions.Size());
        state.learningLog.Load(file, "learningLog");
        state.episodeLog.Load(file, "episodeLog");
        state.selectionLog.Load(file, "selectionLog");
        const std::vector<double> counts = NeedDoubles(file, "counts");
        const std::vector<double> sums = NeedDoubles(file, "sums");
        const bool whole = std::all_of(counts.begin(), counts.end(), [](double count) {
            return count >= 0 && count < 0x1p53 && count == std::floor(count);
        });
        if (counts.size() != 4 || sums.size() != 5 || !whole)
        {
            throw InputError(file.Name(),
                             0,
                             "its counts are damaged, expected those of a training");
        }
        state.transitions = static_cast<uint64_t>(counts[0]);
        state.episodes = static_cast<uint64_t>(counts[1]);
        state.lookedAt = static_cast<uint64_t>(counts[2]);
        if (counts[3] > 0)
        {
            state.best.emplace(m_header.Sizes());
            state.best->Parameters() = state.best->Load(file, "best");
        }
        state.bestReward = sums[0];
        state.epsilon = sums[1];
        state.sums = {sums[2], sums[3], sums[4]};
        try
        {
            state.random.SetState(file.NeedText("random"));
        }
        catch (const std::invalid_argument& error)
        {
            throw InputError(file.Name(), 0, error.what());
        }
        m_state = std::move(state);
        m_episode.reset();
    }

    DdqnAgent Agent() const
    {
        return {Config(),
                m_header.task,
                m_state.scaler,
                m_state.best ? *m_state.best : m_state.learner.Network()};
    }

  private:
    /// A training before its first decision.
    State Begin(const DdqnAgent* start) const
    {
        Config().Check();
        const std::size_t features = FeaturesOf(m_environment.ObservationSpace());
        if (m_header.task.observations.size() != features)
        {
            throw std::invalid_argument("one name for each number of an observation expected");
        }
        MultilayerPerceptron network(m_header.Sizes());
        FeatureScaler scaler(Config().scaling, features);
        if (start)
        {
            start->Need(m_header.task.observations, m_actions.Size());
            if (start->Config().hidden != Config().hidden ||
                start->Config().scaling != Config().scaling)
            {
                throw InputError("the agent to start from has other hidden layers or scaling, "
                                 "expected those of the configuration");
            }
            network.Parameters() = start->Network().Parameters();
            scaler = start->Scaler();
        }
        else
        {
            RandomNumbers random(Config().seed, FIRST_WEIGHTS);
            network.Initialize(random);
        }
        if (Config().freezeAllButLast)
        {
            network.Freeze(network.Layers() - 1);
        }
        return {
            DdqnLearner(Config(), std::move(network)),
            std::move(scaler),
            MakeReplay(Config(), features),
            RandomNumbers(Config().seed, DECISIONS_AND_BATCHES),
            0,
            0,
            0,
            0,
            std::nullopt,
            1,
            {},
            TrainingLog({"step", "transition", "loss", "value", "epsilon"}),
            TrainingLog(
                {"episode", "transitions", "rewardSum", "rewardMean", "terminated", "truncated"}),
            TrainingLog({"transition", "rewardMean", "kept"})};
    }

    void NeedSame(const SafetensorsFile& file, const AgentHeader& found) const
    {
        const std::string difference = JsonDifference(found.config.ToJson(), Config().ToJson());
        std::string what;
        if (!difference.empty())
        {
            what = "is of a training with " + difference;
        }
        else if (found.task.observations != m_header.task.observations)
        {
            what = "observes " + JoinNames(found.task.observations) + "; expected " +
                   JoinNames(m_header.task.observations);
        }
        else if (found.actions != m_header.actions)
        {
            what = "has " + std::to_string(found.actions) + " actions, expected " +
                   std::to_string(m_header.actions);
        }
        else if (found.task.about != m_header.task.about)
        {
            what = "is of a training in another environment, expected the same";
        }
        else if (file.NeedText("start") != m_start)
        {
            what = "is of a training that started from another agent, expected the same";
        }
        if (!what.empty())
        {
            throw InputError(file.Name(), 0, what);
        }
    }

    std::vector<double> Numbers(const GymValue& observation) const
    {
        const auto* numbers = std::get_if<std::vector<double>>(&observation.value);
        if (!numbers || numbers->size() != m_header.task.observations.size())
        {
            throw std::logic_error("the environment's observation is not of its space");
        }
        return *numbers;
    }

    std::size_t Decide(const std::vector<double>& observation)
    {
        m_state.epsilon = Config().exploration.At(m_state.transitions);
        // Values of observations that are not scaled yet mean nothing.
        if (!m_state.scaler.Learned() ||
            static_cast<double>(m_state.random.Uniform()) < m_state.epsilon)
        {
            return m_state.random.Below(m_actions.Size());
        }
        m_scaled = Floats(observation);
        m_state.scaler.Apply(m_scaled.data(), 1);
        const float* values = m_state.learner.Network().Forward(m_scaled.data(), 1, m_workspace);
        return static_cast<std::size_t>(std::max_element(values, values + m_actions.Size()) -
                                        values);
    }

    void Remember(std::size_t action, const GymStep& step, const std::vector<double>& next)
    {
        Transition transition{Floats(m_episode->observation),
                              static_cast<uint32_t>(action),
                              static_cast<float>(step.reward),
                              Floats(next),
                              step.terminated};
        if (Config().storesReversed && m_episode->decisions % 2 == 1)
        {
            // What the published agent had not cleared: the reward and the state of before.
            const Transition& before = m_episode->last;
            m_state.replay->Add({transition.observation,
                                 transition.action,
                                 before.reward,
                                 before.observation,
                                 false});
        }
        else
        {
            m_state.replay->Add(transition);
        }
        m_episode->last = std::move(transition);
    }

    void Learn()
    {
        if (m_state.transitions < Config().learningStarts)
        {
            return;
        }
        if (!m_state.scaler.Learned())
        {
            m_state.scaler.Learn(m_state.replay->Ring().Observations());
        }
        for (std::size_t i = 0; i < Config().updatesPerStep; ++i)
        {
            const double progress = static_cast<double>(m_state.learner.Steps()) /
                                    static_cast<double>(Config().correctionSteps);
            const double correction =
                Config().correctionStart + (1 - Config().correctionStart) * std::min(1.0, progress);
            m_state.replay->Sample(Config().batch, correction, m_state.random, m_batch);
            m_state.scaler.Apply(m_batch.observations.data(), 2 * m_batch.rows);
            const DdqnLearner::Result result = m_state.learner.Learn(m_batch);
            m_state.replay->Rate(m_batch, m_state.learner.Errors());
            Log(result);
        }
    }

    void Log(const DdqnLearner::Result& result)
    {
        LearningSums& sums = m_state.sums;
        sums.loss += static_cast<double>(result.loss);
        sums.value += static_cast<double>(result.value);
        sums.steps += 1;
        if (m_state.learner.Steps() % Config().logEvery == 0)
        {
            m_state.learningLog.Add({static_cast<double>(m_state.learner.Steps()),
                                     static_cast<double>(m_state.transitions),
                                     sums.loss / sums.steps,
                                     sums.value / sums.steps,
                                     m_state.epsilon});
            sums = {};
        }
    }

    void EndEpisode(const GymStep& step)
    {
        m_state.episodeLog.Add({static_cast<double>(m_state.episodes),
                                static_cast<double>(m_episode->decisions),
                                m_episode->rewardSum,
                                m_episode->rewardSum / static_cast<double>(m_episode->decisions),
                                step.terminated ? 1.0 : 0.0,
                                step.truncated ? 1.0 : 0.0});
        m_episode.reset();
        ++m_state.episodes;
        if (Config().keepBest && m_state.learner.Steps() > 0 &&
            (Done() || m_state.transitions >= m_state.lookedAt + Config().bestEvery))
        {
            Look();
        }
    }

    /// Whether the weights are the best so far.
    void Look()
    {
        const MultilayerPerceptron& network = m_state.learner.Network();
        const auto agent =
            std::make_shared<DdqnAgent>(Config(), m_header.task, m_state.scaler, network);
        GreedyPolicy policy(agent, m_environment.ActionSpace());
        double sum = 0;
        for (std::size_t i = 0; i < Config().bestEpisodes; ++i)
        {
            const uint64_t seed = EpisodeSeed(Config().seed, EpisodeUse::SELECTION, i);
            sum += EvaluateEpisode(m_environment, policy, seed).rewardSum;
        }
        const double mean = sum / static_cast<double>(Config().bestEpisodes);
        const bool kept = !m_state.best || mean >= m_state.bestReward;
        if (kept)
        {
            m_state.best = network;
            m_state.bestReward = mean;
        }
        m_state.lookedAt = m_state.transitions;
        m_state.selectionLog.Add(
            {static_cast<double>(m_state.transitions), mean, kept ? 1.0 : 0.0});
    }

    Environment& m_environment;
    ActionIndex m_actions;
    AgentHeader m_header;
    State m_state;
    std::string m_start; // fingerprint of the first weights
    std::optional<Episode> m_episode;
    std::vector<float> m_scaled; // an observation
    MultilayerPerceptron::Workspace m_workspace;
    TransitionBatch m_batch;
};

DdqnTrainer::DdqnTrainer(Environment& environment,
                         const AgentTask& task,
                         const DdqnConfig& config,
                         const DdqnAgent* start)
    : m_impl(std::make_unique<Impl>(environment, task, config, start))
{
}

DdqnTrainer::~DdqnTrainer() = default;

bool
DdqnTrainer::Done() const
{
    return m_impl->Done();
}

void
DdqnTrainer::Step()
{
    m_impl->Step();
}

AgentProgress
DdqnTrainer::Progress() const
{
    const Impl::State& state = m_impl->Now();
    const DdqnConfig& config = m_impl->Config();
    const double done =
        config.transitions > 0
            ? static_cast<double>(state.transitions) / static_cast<double>(config.transitions)
            : static_cast<double>(state.episodes) / static_cast<double>(config.episodes);
    return {state.transitions, state.episodes, state.learner.Steps(), std::min(done, 1.0)};
}

const TrainingLog&
DdqnTrainer::LearningLog() const
{
    return m_impl->Now().learningLog;
}

const TrainingLog&
DdqnTrainer::EpisodeLog() const
{
    return m_impl->Now().episodeLog;
}

const TrainingLog&
DdqnTrainer::SelectionLog() const
{
    return m_impl->Now().selectionLog;
}

bool
DdqnTrainer::BetweenEpisodes() const
{
    return m_impl->BetweenEpisodes();
}

void
DdqnTrainer::WriteCheckpoint(std::ostream& stream) const
{
    m_impl->Write(stream);
}

void
DdqnTrainer::Restore(const SafetensorsFile& file)
{
    m_impl->Restore(file);
}

DdqnAgent
DdqnTrainer::Agent() const
{
    return m_impl->Agent();
}

} // namespace ns3::synthnet
