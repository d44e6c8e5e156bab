/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/cart-pole.h"
#include "ns3/episode-runner.h"
#include "ns3/fixed-policy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ns3::synthnet
{
namespace
{

const GymValue LEFT{int64_t{0}};
const GymValue RIGHT{int64_t{1}};

std::vector<double>
Numbers(const GymValue& observation)
{
    return std::get<std::vector<double>>(observation.value);
}

// By hand from upright and at rest: the push of 10 N gives the angle's acceleration
// −(10/1.1) / (0.5·(4/3 − 0.1/1.1)) and the cart's 10/1.1 + 0.05·14.634…/1.1, for 0.02 s.
TEST(CartPole, APushFromRestMovesTheSpeedsOnly)
{
    CartPole pole;
    pole.ResetTo({0, 0, 0, 0});
    const std::vector<double> state = Numbers(pole.Step(RIGHT).observation);
    EXPECT_EQ(state[0], 0);
    EXPECT_NEAR(state[1], 0.195122, 1e-6);
    EXPECT_EQ(state[2], 0);
    EXPECT_NEAR(state[3], -0.292683, 1e-6);
}

TEST(CartPole, PlacesMoveWithTheSpeedsOfBefore)
{
    CartPole pole;
    pole.ResetTo({0.1, -0.5, 0.05, 0.25});
    const std::vector<double> state = Numbers(pole.Step(LEFT).observation);
    EXPECT_NEAR(state[0], 0.1 - 0.02 * 0.5, 1e-7);
    EXPECT_NEAR(state[2], 0.05 + 0.02 * 0.25, 1e-7);
}

TEST(CartPole, IsOverWhenThePoleLeansOrTheCartIsFarOut)
{
    CartPole pole;
    pole.ResetTo({0, 0, 0.2094, 0}); // 12° are 0.20944
    EXPECT_FALSE(pole.Step(RIGHT).terminated);
    pole.ResetTo({0, 0, 0.2094, 0.1});
    EXPECT_TRUE(pole.Step(RIGHT).terminated);
    EXPECT_THROW(pole.Step(RIGHT), std::logic_error);
    pole.ResetTo({-2.39, -1, 0, 0});
    const GymStep step = pole.Step(RIGHT);
    EXPECT_TRUE(step.terminated);
    EXPECT_FALSE(step.truncated);
    EXPECT_EQ(step.reward, 1);
}

TEST(CartPole, IsTruncatedAfterFiveHundredSteps)
{
    CartPole pole;
    std::vector<double> state = Numbers(pole.Reset(1).observation);
    GymStep step;
    int steps = 0;
    while (!step.terminated && !step.truncated)
    {
        // a linear law that balances
        const double push = 0.1 * state[0] + 0.3 * state[1] + 6 * state[2] + state[3];
        step = pole.Step(push > 0 ? RIGHT : LEFT);
        state = Numbers(step.observation);
        EXPECT_EQ(WhyNotIn(pole.ObservationSpace(), step.observation), "");
        ++steps;
    }
    EXPECT_TRUE(step.truncated);
    EXPECT_EQ(steps, 500);
}

TEST(CartPole, TheSeedDecidesWhereItBegins)
{
    CartPole first;
    CartPole second;
    const GymValue start = first.Reset(7).observation;
    EXPECT_TRUE(start == second.Reset(7).observation);
    EXPECT_FALSE(start == second.Reset(8).observation);
    for (const double value : Numbers(start))
    {
        EXPECT_LE(std::abs(value), 0.05);
    }
}

TEST(CartPole, WhoeverPushesOneWayFallsInTenSteps)
{
    CartPole pole;
    FixedPolicy policy(RIGHT);
    const EpisodeResult result = EvaluateEpisode(pole, policy, 1);
    EXPECT_GE(result.decisions, 8u);
    EXPECT_LE(result.decisions, 11u);
    EXPECT_EQ(result.rewardSum, static_cast<double>(result.decisions));
    EXPECT_TRUE(result.terminated);
}

TEST(CartPole, OtherActionsAreRefused)
{
    CartPole pole;
    EXPECT_THROW(pole.Step(LEFT), std::logic_error);
    pole.Reset(1);
    EXPECT_THROW(pole.Step({int64_t{2}}), std::invalid_argument);
}

} // namespace
} // namespace ns3::synthnet
