/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What control costs on one core: the agent's learning steps and decisions.
#include "ns3/ddqn-agent.h"
#include "ns3/ddqn-learner.h"
#include "ns3/prioritized-replay.h"
#include "ns3/uniform-replay.h"

#include <benchmark/benchmark.h>

#include <vector>

namespace
{

using namespace ns3::synthnet;

MultilayerPerceptron
MakeNetwork(const std::vector<std::size_t>& sizes)
{
    MultilayerPerceptron network(sizes);
    RandomNumbers random(1, 0);
    network.Initialize(random);
    return network;
}

void
Fill(ReplayBuffer& replay, std::size_t features, std::size_t actions)
{
    RandomNumbers random(2, 0);
    for (int i = 0; i < 3000; ++i)
    {
        Transition transition;
        transition.observation.resize(features);
        transition.next.resize(features);
        random.FillNormal(transition.observation.data(), features);
        random.FillNormal(transition.next.data(), features);
        transition.action = static_cast<uint32_t>(random.Below(actions));
        transition.reward = random.Normal();
        replay.Add(transition);
    }
}

/// Drawing a batch, scaling it, and a learning step.
void
Learn(benchmark::State& state,
      const DdqnConfig& config,
      std::size_t features,
      std::size_t actions,
      ReplayBuffer& replay)
{
    std::vector<std::size_t> sizes{features};
    sizes.insert(sizes.end(), config.hidden.begin(), config.hidden.end());
    sizes.push_back(actions);
    DdqnLearner learner(config, MakeNetwork(sizes));
    Fill(replay, features, actions);
    FeatureScaler scaler(config.scaling, features);
    scaler.Learn(replay.Ring().Observations());
    RandomNumbers random(3, 0);
    TransitionBatch batch;
    for (auto _ : state)
    {
        replay.Sample(config.batch, 0.5, random, batch);
        scaler.Apply(batch.observations.data(), 2 * batch.rows);
        learner.Learn(batch);
        replay.Rate(batch, learner.Errors());
    }
    state.SetItemsProcessed(state.iterations());
}

/// Twelve inputs, two hidden layers of 64, six actions, batch 32.
void
LearningStep(benchmark::State& state)
{
    const DdqnConfig config;
    UniformReplay replay(12, config.replay);
    Learn(state, config, 12, 6, replay);
}

void
LearningStepPrioritized(benchmark::State& state)
{
    const DdqnConfig config;
    PrioritizedReplay replay(12, config.replay, config.priorityExponent);
    Learn(state, config, 12, 6, replay);
}

/// The published agent's: 9-24-24-2.
void
LearningStepPublished(benchmark::State& state)
{
    const DdqnConfig config = DdqnConfig::Published();
    UniformReplay replay(9, config.replay);
    Learn(state, config, 9, 2, replay);
}

void
GreedyDecision(benchmark::State& state)
{
    FeatureScaler scaler(FeatureScaling::STANDARD, 12);
    scaler.Learn(std::vector<float>(24, 1.0F));
    const DdqnAgent agent({}, {}, scaler, MakeNetwork({12, 64, 64, 6}));
    DdqnAgent::Scratch scratch;
    const std::vector<double> observation(12, 0.5);
    for (auto _ : state)
    {
        benchmark::DoNotOptimize(agent.Best(observation, scratch));
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK(LearningStep);
BENCHMARK(LearningStepPrioritized);
BENCHMARK(LearningStepPublished);
BENCHMARK(GreedyDecision);

} // namespace

BENCHMARK_MAIN();
