/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/mean-interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

using namespace ns3::synthnet;

// t of 9 degrees of freedom at 97.5 %: 2.262157 in any table.
TEST(MeanInterval, TenSamplesReachStudentsQuantileTimesTheStandardError)
{
    const std::vector<double> samples{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const MeanInterval interval = MeanWithInterval(samples);
    EXPECT_DOUBLE_EQ(interval.mean, 5.5);
    const double error = std::sqrt(82.5 / 9 / 10);
    EXPECT_NEAR(interval.high - interval.mean, 2.262157 * error, 1e-6);
    EXPECT_NEAR(interval.mean - interval.low, 2.262157 * error, 1e-6);
}

TEST(MeanInterval, NineteenOfTwentyIntervalsHoldTheTruth)
{
    std::mt19937 engine(1);
    std::normal_distribution<double> normal(3, 2);
    constexpr int TRIALS = 4000;
    int held = 0;
    for (int trial = 0; trial < TRIALS; ++trial)
    {
        std::vector<double> samples(5);
        for (double& sample : samples)
        {
            sample = normal(engine);
        }
        const MeanInterval interval = MeanWithInterval(samples);
        held += interval.low <= 3 && 3 <= interval.high;
    }
    EXPECT_NEAR(held / static_cast<double>(TRIALS), 0.95, 0.012);
}

TEST(MeanInterval, OneSampleHasNoInterval)
{
    const MeanInterval interval = MeanWithInterval({7});
    EXPECT_DOUBLE_EQ(interval.mean, 7);
    EXPECT_TRUE(std::isnan(interval.low) && std::isnan(interval.high));
    EXPECT_THROW(MeanWithInterval({}), std::invalid_argument);
}

TEST(PairedDifference, WhatPairsShareCancels)
{
    const MeanInterval interval = PairedDifference({101, 202, 303}, {100, 200, 300});
    EXPECT_DOUBLE_EQ(interval.mean, 2);
    EXPECT_NEAR(interval.high, 2 + 4.302653 / std::sqrt(3.0), 1e-6); // deviation 1
    EXPECT_THROW(PairedDifference({1}, {1, 2}), std::invalid_argument);
}
