/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/cart-pole.h"
#include "ns3/ddqn-trainer.h"
#include "ns3/episode-runner.h"
#include "ns3/episode-seed.h"
#include "ns3/greedy-policy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace ns3::synthnet
{
namespace
{

void
TakeAllSteps(DdqnTrainer& trainer)
{
    while (!trainer.Done())
    {
        trainer.Step();
    }
}

/// All that a training leaves.
std::string
LeavingsOf(const DdqnTrainer& trainer)
{
    return BytesOf(trainer.Agent()) + TextOf(trainer.LearningLog()) + TextOf(trainer.EpisodeLog()) +
           TextOf(trainer.SelectionLog());
}

/// One step, two choices for each of two queues: what earns 1 is in the observation.
class Guess : public Environment
{
  public:
    const GymSpace& ObservationSpace() const override
    {
        return m_observationSpace;
    }

    const GymSpace& ActionSpace() const override
    {
        return m_actionSpace;
    }

    GymReset Reset(uint64_t seed) override
    {
        RandomNumbers random(seed, 0);
        m_wanted = {static_cast<int64_t>(random.Below(2)), static_cast<int64_t>(random.Below(2))};
        seeds.push_back(seed);
        return {Observation(), {}};
    }

    GymStep Step(const GymValue& action) override
    {
        GymStep step;
        step.observation = Observation();
        step.reward = std::get<std::vector<int64_t>>(action.value) == m_wanted ? 1 : 0;
        step.terminated = true;
        return step;
    }

    std::vector<uint64_t> seeds; //!< of the episodes so far

  private:
    GymValue Observation() const
    {
        return {std::vector<double>{static_cast<double>(m_wanted[0]),
                                    1000 + 500 * static_cast<double>(m_wanted[1])}};
    }

    GymSpace m_observationSpace{BoxSpace::Vector(2, 0, 2000, GymNumber::FLOAT)};
    GymSpace m_actionSpace{MultiDiscreteSpace{{2, 2}}};
    std::vector<int64_t> m_wanted{0, 0};
};

const AgentTask GUESS{{"first", "second"}, {}};

TEST(DdqnTrainer, LearnsToGuessFromBothNumbersOfAnObservation)
{
    Guess guess;
    DdqnConfig config = ShortTraining();
    config.transitions = 0;
    config.episodes = 1000;
    config.exploration = {1, 0.1, 500, 1, 0};
    config.learningRate = 5e-3;
    DdqnTrainer trainer(guess, GUESS, config);
    TakeAllSteps(trainer);
    EXPECT_EQ(trainer.Progress().episodes, 1000u);
    EXPECT_EQ(trainer.Progress().done, 1);
    GreedyPolicy policy(std::make_shared<DdqnAgent>(trainer.Agent()), guess.ActionSpace());
    double sum = 0;
    for (uint64_t episode = 0; episode < 50; ++episode)
    {
        sum += EvaluateEpisode(guess, policy, EpisodeSeed(1, EpisodeUse::TEST, episode)).rewardSum;
    }
    EXPECT_EQ(sum, 50);
}

TEST(DdqnTrainer, EpisodesHaveTheirSeedsAndRows)
{
    Guess guess;
    DdqnConfig config = ShortTraining();
    config.transitions = 0;
    config.episodes = 5;
    config.seed = 9;
    DdqnTrainer trainer(guess, GUESS, config);
    TakeAllSteps(trainer);
    ASSERT_EQ(guess.seeds.size(), 5u);
    EXPECT_EQ(guess.seeds[3], EpisodeSeed(9, EpisodeUse::TRAINING, 3));
    const TrainingLog& log = trainer.EpisodeLog();
    ASSERT_EQ(log.Rows(), 5u);
    EXPECT_EQ(log.At(4, "episode"), 4);
    EXPECT_EQ(log.At(4, "transitions"), 1);
    EXPECT_EQ(log.At(4, "terminated"), 1);
    EXPECT_EQ(log.At(4, "truncated"), 0);
    EXPECT_EQ(log.At(4, "rewardMean"), log.At(4, "rewardSum"));
    trainer.Step(); // nothing
    EXPECT_EQ(trainer.Progress().transitions, 5u);
}

TEST(DdqnTrainer, EndsAfterItsTransitionsAndSaysThatTheEpisodeWasCut)
{
    CartPole pole;
    DdqnTrainer trainer(pole, CartPoleTask(), ShortTraining());
    TakeAllSteps(trainer);
    EXPECT_EQ(trainer.Progress().transitions, 600u);
    EXPECT_EQ(trainer.Progress().steps, 501u); // from the 100th on
    const TrainingLog& log = trainer.EpisodeLog();
    double sum = 0;
    for (std::size_t row = 0; row < log.Rows(); ++row)
    {
        sum += log.At(row, "transitions");
    }
    EXPECT_EQ(sum, 600);
    EXPECT_EQ(log.At(log.Rows() - 1, "terminated"), 0);
    EXPECT_EQ(log.At(log.Rows() - 1, "truncated"), 0);
    ASSERT_EQ(trainer.LearningLog().Rows(), 10u);
    EXPECT_EQ(trainer.LearningLog().At(9, "step"), 500);
    EXPECT_EQ(trainer.LearningLog().At(9, "transition"), 599);
    EXPECT_GT(trainer.LearningLog().At(9, "loss"), 0);
    EXPECT_LT(trainer.LearningLog().At(9, "epsilon"), 0.5);
}

TEST(DdqnTrainer, TheSeedDecidesEveryByte)
{
    std::vector<std::string> leavings;
    for (const uint64_t seed : {1u, 1u, 2u})
    {
        CartPole pole;
        DdqnConfig config = ShortTraining();
        config.seed = seed;
        DdqnTrainer trainer(pole, CartPoleTask(), config);
        TakeAllSteps(trainer);
        leavings.push_back(LeavingsOf(trainer));
    }
    EXPECT_EQ(leavings[0], leavings[1]);
    EXPECT_NE(leavings[0], leavings[2]);
}

TEST(DdqnTrainer, ARestoredTrainingEndsWithTheSameBytes)
{
    for (const bool prioritized : {false, true})
    {
        DdqnConfig config = ShortTraining();
        config.prioritized = prioritized;
        config.keepBest = true;
        config.bestEvery = 100;
        config.bestEpisodes = 2;
        config.replay = 300;
        config.storesReversed = prioritized;
        CartPole pole;
        DdqnTrainer whole(pole, CartPoleTask(), config);
        std::vector<std::string> checkpoints;
        while (!whole.Done())
        {
            whole.Step();
            // one before the first learning step, and some after it
            if (whole.BetweenEpisodes() && whole.Progress().transitions > 100 * checkpoints.size())
            {
                std::ostringstream stream;
                whole.WriteCheckpoint(stream);
                checkpoints.push_back(stream.str());
            }
        }
        ASSERT_GE(checkpoints.size(), 4u);
        for (const std::string& bytes : checkpoints)
        {
            const ScratchDirectory directory;
            const SafetensorsFile file(directory.Write("c.st", bytes));
            CartPole other;
            DdqnTrainer trainer(other, CartPoleTask(), config);
            for (int step = 0; step < 105; ++step) // what it had done does not matter
            {
                trainer.Step();
            }
            trainer.Restore(file);
            TakeAllSteps(trainer);
            EXPECT_EQ(LeavingsOf(trainer), LeavingsOf(whole));
        }
    }
}

TEST(DdqnTrainer, RefusesCheckpointsOfOtherTrainings)
{
    CartPole pole;
    DdqnConfig config = ShortTraining();
    DdqnTrainer trainer(pole, CartPoleTask(), config);
    TakeAllSteps(trainer);
    const ScratchDirectory directory;
    const SafetensorsFile file =
        FileOf(directory, [&](std::ostream& stream) { trainer.WriteCheckpoint(stream); });
    const auto refuses = [&](const AgentTask& task,
                             const DdqnConfig& other,
                             const DdqnAgent* start,
                             const std::string& message) {
        CartPole environment;
        DdqnTrainer second(environment, task, other, start);
        ExpectInputError([&] { second.Restore(file); }, message);
        EXPECT_EQ(second.Progress().transitions, 0u);
    };
    DdqnConfig seeded = config;
    seeded.seed = 2;
    refuses(CartPoleTask(), seeded, nullptr, "is of a training with seed 1; expected seed 2");
    AgentTask task = CartPoleTask();
    task.observations[0] = "x";
    refuses(task, config, nullptr, "observes place, speed, angle, angularSpeed; expected x, ");
    task = CartPoleTask();
    task.about["environment"] = "another";
    refuses(task, config, nullptr, "in another environment");
    const DdqnAgent agent = trainer.Agent();
    refuses(CartPoleTask(), config, &agent, "started from another agent");
    ExpectInputError([&] { DdqnAgent no(file); }, "holds 'ddqn-training', expected 'ddqn'");
}

TEST(DdqnTrainer, WritesNoCheckpointInTheMiddleOfAnEpisode)
{
    CartPole pole;
    DdqnTrainer trainer(pole, CartPoleTask(), ShortTraining());
    std::ostringstream stream;
    trainer.WriteCheckpoint(stream); // before the first one
    trainer.Step();
    EXPECT_FALSE(trainer.BetweenEpisodes());
    EXPECT_THROW(trainer.WriteCheckpoint(stream), std::logic_error);
}

TEST(DdqnTrainer, ATransferMovesTheLastLayerAlone)
{
    CartPole pole;
    DdqnConfig config = ShortTraining();
    DdqnTrainer first(pole, CartPoleTask(), config);
    TakeAllSteps(first);
    const DdqnAgent start = first.Agent();
    config.freezeAllButLast = true;
    config.seed = 2;
    DdqnTrainer second(pole, CartPoleTask(), config, &start);
    EXPECT_EQ(second.Agent().Network().Parameters(), start.Network().Parameters());
    TakeAllSteps(second);
    const std::vector<float>& before = start.Network().Parameters();
    const std::vector<float> after = second.Agent().Network().Parameters();
    const std::ptrdiff_t head = 5 * 16 + 17 * 16; // parameters of the hidden layers
    EXPECT_TRUE(std::equal(before.begin(), before.begin() + head, after.begin()));
    EXPECT_FALSE(std::equal(before.begin() + head, before.end(), after.begin() + head));
    config.hidden = {16};
    ExpectInputError([&] { DdqnTrainer third(pole, CartPoleTask(), config, &start); },
                     "other hidden layers");
    AgentTask task = CartPoleTask();
    task.observations[3] = "spin";
    ExpectInputError([&] { DdqnTrainer third(pole, task, config, &start); }, "expected place");
}

TEST(DdqnTrainer, KeepsTheWeightsThatEarnedMost)
{
    CartPole pole;
    DdqnConfig config = ShortTraining();
    config.transitions = 1500;
    config.keepBest = true;
    config.bestEvery = 50;
    config.bestEpisodes = 3;
    DdqnTrainer trainer(pole, CartPoleTask(), config);
    TakeAllSteps(trainer);
    const TrainingLog& log = trainer.SelectionLog();
    ASSERT_GT(log.Rows(), 5u);
    double best = 0;
    for (std::size_t row = 0; row < log.Rows(); ++row)
    {
        EXPECT_EQ(log.At(row, "kept"), log.At(row, "rewardMean") >= best ? 1 : 0);
        best = std::max(best, log.At(row, "rewardMean"));
    }
    GreedyPolicy policy(std::make_shared<DdqnAgent>(trainer.Agent()), pole.ActionSpace());
    double sum = 0;
    for (uint64_t episode = 0; episode < 3; ++episode)
    {
        const uint64_t seed = EpisodeSeed(config.seed, EpisodeUse::SELECTION, episode);
        sum += EvaluateEpisode(pole, policy, seed).rewardSum;
    }
    EXPECT_NEAR(sum / 3, best, 1e-9);
}

TEST(DdqnTrainer, RefusesSpacesThatItCannotLearn)
{
    CartPole pole;
    EXPECT_THROW(DdqnTrainer(pole, {{"one"}, {}}, ShortTraining()), std::invalid_argument);
    DdqnConfig config = ShortTraining();
    config.gamma = 2;
    ExpectInputError([&] { DdqnTrainer trainer(pole, CartPoleTask(), config); }, "gamma is 2");
}

// Most of what ForCartPole() trains; `synthnet-agent train --env=cartpole` is the whole of it.
TEST(DdqnTrainer, BalancesThePole)
{
    CartPole pole;
    DdqnConfig config = DdqnConfig::ForCartPole();
    config.transitions = 25000;
    DdqnTrainer trainer(pole, CartPoleTask(), config);
    TakeAllSteps(trainer);
    GreedyPolicy policy(std::make_shared<DdqnAgent>(trainer.Agent()), pole.ActionSpace());
    double sum = 0;
    for (uint64_t episode = 0; episode < 100; ++episode)
    {
        sum += EvaluateEpisode(pole, policy, EpisodeSeed(1, EpisodeUse::TEST, episode)).rewardSum;
    }
    EXPECT_GE(sum / 100, 400); // drawn actions: 22
}

} // namespace
} // namespace ns3::synthnet
