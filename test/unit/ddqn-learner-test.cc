/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/ddqn-learner.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace ns3::synthnet
{
namespace
{

DdqnConfig
Config()
{
    DdqnConfig config;
    config.hidden = {8};
    config.gamma = 0.5;
    config.gradientNorm = 0;
    config.optimizer = OptimizerKind::NESTEROV;
    config.momentum = 0;
    config.learningRate = 0.1;
    config.targetEvery = 1000;
    return config;
}

/// One transition from 1 to 2 with action 0 and reward 3.
TransitionBatch
OneTransition()
{
    TransitionBatch batch;
    batch.rows = 1;
    batch.observations = {1, 2};
    batch.actions = {0};
    batch.rewards = {3};
    batch.continues = {1};
    batch.weights = {1};
    batch.places = {0};
    return batch;
}

MultilayerPerceptron
Network(uint64_t seed = 1)
{
    MultilayerPerceptron network({1, 8, 2});
    RandomNumbers random(seed, 0);
    network.Initialize(random);
    return network;
}

/// The two values of an observation.
std::vector<float>
ValuesAt(const MultilayerPerceptron& network, float observation)
{
    MultilayerPerceptron::Workspace workspace;
    const float* values = network.Forward(&observation, 1, workspace);
    return {values[0], values[1]};
}

TEST(DdqnLearner, TheErrorIsToTheRewardAndTheTargetOfTheNetworksBestAction)
{
    for (const bool doubleDqn : {true, false})
    {
        for (uint64_t seed = 1; seed <= 8; ++seed) // both actions are best for some
        {
            DdqnConfig config = Config();
            config.doubleDqn = doubleDqn;
            DdqnLearner learner(config, Network(seed));
            for (int step = 0; step < 5; ++step) // the target stays, the network goes
            {
                const std::vector<float> now = ValuesAt(learner.Network(), 1);
                const std::vector<float> after = ValuesAt(learner.Network(), 2);
                const std::vector<float> target = ValuesAt(learner.Target(), 2);
                const std::vector<float>& chooser = doubleDqn ? after : target;
                const float follows = chooser[1] > chooser[0] ? target[1] : target[0];
                const DdqnLearner::Result result = learner.Learn(OneTransition());
                EXPECT_NEAR(learner.Errors()[0], now[0] - (3 + 0.5F * follows), 1e-5);
                EXPECT_NEAR(result.value, now[0], 1e-6);
            }
        }
    }
}

TEST(DdqnLearner, NothingFollowsATerminatedTransition)
{
    DdqnLearner learner(Config(), Network());
    TransitionBatch batch = OneTransition();
    batch.continues = {0};
    const float now = ValuesAt(learner.Network(), 1)[0];
    learner.Learn(batch);
    EXPECT_NEAR(learner.Errors()[0], now - 3, 1e-6);
}

TEST(DdqnLearner, AStepBringsTheTakenActionNearerAndLosesLess)
{
    DdqnLearner learner(Config(), Network());
    float loss = learner.Learn(OneTransition()).loss;
    for (int step = 0; step < 10; ++step)
    {
        const float next = learner.Learn(OneTransition()).loss;
        EXPECT_LT(next, loss);
        loss = next;
    }
    EXPECT_EQ(learner.Steps(), 11u);
}

TEST(DdqnLearner, HuberHoldsTheGradientOfALargeError)
{
    TransitionBatch batch = OneTransition();
    batch.continues = {0};
    batch.rewards = {1000};
    DdqnConfig config = Config();
    DdqnLearner huber(config, Network());
    const float held = huber.Learn(batch).loss;
    EXPECT_NEAR(held, std::abs(huber.Errors()[0]) - 0.5F, 1e-3);
    config.loss = DdqnLoss::MSE;
    DdqnLearner mse(config, Network());
    const float loss = mse.Learn(batch).loss;
    EXPECT_NEAR(loss / (mse.Errors()[0] * mse.Errors()[0]), 1, 1e-6);
    const float slope = 2 * mse.Errors()[0];
    for (std::size_t i = 0; i < huber.Gradients().size(); ++i)
    {
        EXPECT_NEAR(mse.Gradients()[i], -slope * huber.Gradients()[i], 1e-3 * std::abs(slope));
    }
}

TEST(DdqnLearner, WeightsOfTheBatchScaleItsErrors)
{
    TransitionBatch batch = OneTransition();
    DdqnLearner full(Config(), Network());
    const float loss = full.Learn(batch).loss;
    batch.weights = {0.25F};
    DdqnLearner quarter(Config(), Network());
    EXPECT_NEAR(quarter.Learn(batch).loss, loss / 4, 1e-6);
    EXPECT_EQ(quarter.Errors(), full.Errors());
    for (std::size_t i = 0; i < full.Gradients().size(); ++i)
    {
        EXPECT_NEAR(quarter.Gradients()[i], full.Gradients()[i] / 4, 1e-6);
    }
}

TEST(DdqnLearner, ALongGradientIsShortened)
{
    DdqnConfig config = Config();
    config.gradientNorm = 0.01;
    DdqnLearner learner(config, Network());
    learner.Learn(OneTransition());
    double squares = 0;
    for (const float gradient : learner.Gradients())
    {
        squares += static_cast<double>(gradient) * static_cast<double>(gradient);
    }
    EXPECT_NEAR(std::sqrt(squares), 0.01, 1e-5);
}

TEST(DdqnLearner, TheTargetIsCopiedEveryFewSteps)
{
    DdqnConfig config = Config();
    config.targetEvery = 3;
    DdqnLearner learner(config, Network());
    std::vector<float> target = learner.Target().Parameters();
    for (int step = 1; step <= 9; ++step)
    {
        learner.Learn(OneTransition());
        if (step % 3 == 0)
        {
            EXPECT_NE(learner.Target().Parameters(), target);
            target = learner.Network().Parameters();
        }
        EXPECT_EQ(learner.Target().Parameters(), target) << step;
    }
}

TEST(DdqnLearner, ATargetMayFollowAPartOfTheWay)
{
    DdqnConfig config = Config();
    config.targetEvery = 0;
    config.targetTau = 0.25;
    DdqnLearner learner(config, Network());
    const std::vector<float> before = learner.Target().Parameters();
    learner.Learn(OneTransition());
    const std::vector<float>& now = learner.Network().Parameters();
    for (std::size_t i = 0; i < before.size(); ++i)
    {
        EXPECT_NEAR(learner.Target().Parameters()[i], 0.75F * before[i] + 0.25F * now[i], 1e-6);
    }
}

TEST(DdqnLearner, ALossThatIsNoNumberIsAnError)
{
    DdqnLearner learner(Config(), Network());
    TransitionBatch batch = OneTransition();
    batch.rewards = {std::numeric_limits<float>::infinity()};
    ExpectInputError([&] { learner.Learn(batch); }, "the loss of learning step 1 is not finite");
}

TEST(DdqnLearner, GoesOnFromAFileWithTheSameBits)
{
    const ScratchDirectory directory;
    DdqnConfig config = Config();
    config.optimizer = OptimizerKind::ADAM;
    config.targetEvery = 4;
    DdqnLearner first(config, Network());
    for (int step = 0; step < 6; ++step)
    {
        first.Learn(OneTransition());
    }
    const SafetensorsFile file = FileOf(directory, [&](std::ostream& stream) {
        TensorStore store;
        first.Save(store, "learner");
        store.Write(stream, {});
    });
    DdqnLearner second(config, Network(2));
    second.Load(file, "learner");
    for (int step = 0; step < 6; ++step)
    {
        first.Learn(OneTransition());
        second.Learn(OneTransition());
        ASSERT_EQ(first.Network().Parameters(), second.Network().Parameters());
        ASSERT_EQ(first.Target().Parameters(), second.Target().Parameters());
    }
}

} // namespace
} // namespace ns3::synthnet
