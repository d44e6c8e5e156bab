/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/episode-runner.h"
#include "ns3/episode-seed.h"
#include "ns3/fixed-policy.h"
#include "ns3/greedy-policy.h"
#include "ns3/random-policy.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <vector>

namespace ns3::synthnet
{
namespace
{

const GymValue ANY{std::vector<double>{0, 0, 0, 0}};

TEST(RandomPolicy, TheSeedDecidesItsActions)
{
    const GymSpace space{MultiDiscreteSpace{{3, 3}}};
    RandomPolicy policy(space);
    std::vector<GymValue> first;
    policy.Begin(5);
    for (int i = 0; i < 20; ++i)
    {
        first.push_back(policy.Act(ANY));
        EXPECT_EQ(WhyNotIn(space, first.back()), "");
    }
    policy.Begin(5);
    for (const GymValue& action : first)
    {
        EXPECT_TRUE(policy.Act(ANY) == action);
    }
    policy.Begin(6);
    int same = 0;
    for (const GymValue& action : first)
    {
        same += policy.Act(ANY) == action ? 1 : 0;
    }
    EXPECT_LT(same, 12);
}

TEST(FixedPolicy, AlwaysTakesItsAction)
{
    FixedPolicy policy({int64_t{3}});
    policy.Begin(1);
    EXPECT_TRUE(policy.Act(ANY) == GymValue{int64_t{3}});
    EXPECT_TRUE(policy.Act(ANY) == GymValue{int64_t{3}});
}

TEST(GreedyPolicy, TakesTheActionOfTheLargestValue)
{
    // The values are the first and the second number of the observation.
    DdqnConfig config;
    config.hidden = {2};
    MultilayerPerceptron network({4, 2, 2});
    network.Parameters()[0] = 1;          // hidden 0 from input 0
    network.Parameters()[9] = 1;          // hidden 1 from input 1
    network.Parameters()[4 * 8 + 8] = 1;  // value 0 from hidden 0
    network.Parameters()[4 * 8 + 17] = 1; // value 1 from hidden 1
    const auto agent = std::make_shared<DdqnAgent>(config,
                                                   CartPoleTask(),
                                                   FeatureScaler(FeatureScaling::NONE, 4),
                                                   network);
    GreedyPolicy policy(agent, {DiscreteSpace{2}});
    EXPECT_TRUE(policy.Act({std::vector<double>{3, 2, 9, 9}}) == GymValue{int64_t{0}});
    EXPECT_TRUE(policy.Act({std::vector<double>{3, 4, 0, 0}}) == GymValue{int64_t{1}});
    EXPECT_TRUE(policy.Act({std::vector<double>{3, 3, 0, 0}}) == GymValue{int64_t{0}});
    ExpectInputError([&] { GreedyPolicy(agent, {DiscreteSpace{3}}); },
                     "the agent: has 2 actions, expected 3");
    EXPECT_THROW(policy.Act({std::vector<double>{1}}), std::invalid_argument);
}

TEST(EpisodeSeed, UsesAndEpisodesShareNoSeed)
{
    std::set<uint64_t> seeds;
    for (uint64_t seed = 0; seed < 10; ++seed)
    {
        for (const EpisodeUse use : {EpisodeUse::TRAINING, EpisodeUse::SELECTION, EpisodeUse::TEST})
        {
            for (uint64_t episode = 0; episode < 100; ++episode)
            {
                seeds.insert(EpisodeSeed(seed, use, episode));
            }
        }
    }
    EXPECT_EQ(seeds.size(), 3000u);
}

} // namespace
} // namespace ns3::synthnet
