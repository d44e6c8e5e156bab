/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/random-numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

using namespace ns3::synthnet;

TEST(RandomNumbers, TheSeedAndTheStreamDecideAll)
{
    RandomNumbers a(7, 1);
    RandomNumbers same(7, 1);
    RandomNumbers otherStream(7, 2);
    RandomNumbers otherSeed(8, 1);
    const float first = a.Uniform();
    EXPECT_EQ(first, same.Uniform());
    EXPECT_NE(first, otherStream.Uniform());
    EXPECT_NE(first, otherSeed.Uniform());
}

TEST(RandomNumbers, AStateGoesOnWhereItWasTaken)
{
    RandomNumbers random(3, 0);
    random.Normal();
    const std::string state = random.State();
    EXPECT_EQ(state.find('\n'), std::string::npos);
    const float next = random.Uniform();
    RandomNumbers other(99, 0);
    other.SetState(state);
    EXPECT_EQ(other.Uniform(), next);
    EXPECT_THROW(other.SetState("1 2 x"), std::invalid_argument);
}

TEST(RandomNumbers, UniformAndNormalHaveTheirMoments)
{
    RandomNumbers random(1, 0);
    const int count = 200000;
    double uniform = 0;
    double normal = 0;
    double square = 0;
    for (int i = 0; i < count; ++i)
    {
        const double u = random.Uniform();
        ASSERT_GE(u, 0);
        ASSERT_LT(u, 1);
        uniform += u / count;
        const double n = random.Normal();
        normal += n / count;
        square += n * n / count;
    }
    EXPECT_NEAR(uniform, 0.5, 0.003); // four standard errors
    EXPECT_NEAR(normal, 0, 0.009);
    EXPECT_NEAR(square, 1, 0.013);
}

TEST(RandomNumbers, ChosenNumbersDifferAndAreAsLikely)
{
    RandomNumbers random(1, 0);
    std::vector<int> hits(5);
    const int draws = 20000;
    for (int i = 0; i < draws; ++i)
    {
        const std::vector<std::size_t> chosen = random.Choose(3, 5);
        ASSERT_EQ(std::set<std::size_t>(chosen.begin(), chosen.end()).size(), 3u);
        for (const std::size_t number : chosen)
        {
            ++hits.at(number);
        }
    }
    for (const int hit : hits)
    {
        EXPECT_NEAR(hit, 0.6 * draws, 4 * std::sqrt(draws * 0.6 * 0.4));
    }
    EXPECT_EQ(random.Choose(4, 4).size(), 4u);
}
