/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ewma-throughput-estimator.h"
#include "ns3/percentile-throughput-estimator.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

constexpr uint64_t MEGABIT = 125000; // bytes

TEST(EwmaThroughputEstimator, HasNoEstimateBeforeTheFirstSample)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    EXPECT_TRUE(std::isnan(estimator->GetThroughput()));
    EXPECT_EQ(estimator->GetLatency(), Time());
}

TEST(EwmaThroughputEstimator, TakesTheFirstSampleAsItIs)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    estimator->AddSample(MEGABIT, MilliSeconds(20), MilliSeconds(250));
    EXPECT_NEAR(estimator->GetThroughput(), 4e6, 1e-3);
    EXPECT_EQ(estimator->GetLatency(), MilliSeconds(20));
}

TEST(EwmaThroughputEstimator, IsTheFastAverageWhenTheRateFalls)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    estimator->AddSample(8 * MEGABIT, Time(), Seconds(2)); // 4 Mbit/s, weight 3 s
    estimator->AddSample(4 * MEGABIT, Time(), Seconds(4)); // 1 Mbit/s, weight 6 s
    // Half-life 3 s: sums 2, then 0.75 * 1 + 0.25 * 2 = 1.25; weight lost by the start 1/8.
    EXPECT_NEAR(estimator->GetThroughput(), 1.25e6 / 0.875, 1e-3);
}

TEST(EwmaThroughputEstimator, IsTheSlowAverageWhenTheRateRises)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    estimator->AddSample(4 * MEGABIT, Time(), Seconds(4)); // 1 Mbit/s, weight 6 s
    estimator->AddSample(8 * MEGABIT, Time(), Seconds(2)); // 4 Mbit/s, weight 3 s
    const double first = 1 - std::pow(0.5, 6.0 / 8);
    const double kept = std::pow(0.5, 3.0 / 8);
    const double slow = ((1 - kept) * 4e6 + kept * first * 1e6) / (1 - std::pow(0.5, 9.0 / 8));
    EXPECT_NEAR(slow, 2268118.791, 1e-3); // the fast one is 2714285.714
    EXPECT_NEAR(estimator->GetThroughput(), slow, 1e-3);
}

TEST(EwmaThroughputEstimator, IsTheLargerAverageOfTheLatencies)
{
    auto rising = CreateObject<EwmaThroughputEstimator>();
    rising->AddSample(1, MilliSeconds(100), Seconds(1));
    rising->AddSample(1, MilliSeconds(200), Seconds(1));
    EXPECT_NEAR(rising->GetLatency().GetSeconds(), 0.125 / 0.75, 1e-9); // half-life 1
    auto falling = CreateObject<EwmaThroughputEstimator>();
    falling->AddSample(1, MilliSeconds(200), Seconds(1));
    falling->AddSample(1, MilliSeconds(100), Seconds(1));
    EXPECT_NEAR(falling->GetLatency().GetSeconds(), 0.1414213562, 1e-9); // half-life 2
}

TEST(EwmaThroughputEstimator, CountsADownloadAsAtLeastOneMillisecond)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    estimator->AddSample(1000, Time(), Time());
    EXPECT_NEAR(estimator->GetThroughput(), 8e6, 1e-3);
}

TEST(EwmaThroughputEstimator, CountsTheLatencyAndSkipsSmallDownloadsOnRequest)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    estimator->SetAttribute("CountLatency", BooleanValue(true));
    estimator->SetAttribute("MinBytes", UintegerValue(1000));
    estimator->AddSample(999, Time(), Seconds(1));
    EXPECT_TRUE(std::isnan(estimator->GetThroughput()));
    estimator->AddSample(MEGABIT, MilliSeconds(500), MilliSeconds(500));
    EXPECT_NEAR(estimator->GetThroughput(), 1e6, 1e-3);
}

TEST(EwmaThroughputEstimator, ForgetsAllWhenReset)
{
    auto estimator = CreateObject<EwmaThroughputEstimator>();
    estimator->AddSample(MEGABIT, MilliSeconds(20), MilliSeconds(250));
    estimator->Reset();
    EXPECT_TRUE(std::isnan(estimator->GetThroughput()));
    estimator->AddSample(MEGABIT, MilliSeconds(20), Seconds(1));
    EXPECT_NEAR(estimator->GetThroughput(), 1e6, 1e-3);
}

TEST(PercentileThroughputEstimator, WaitsForTwoSecondsOrHalfAMebibyte)
{
    auto byTime = CreateObject<PercentileThroughputEstimator>();
    byTime->AddSample(100, Seconds(1), MilliSeconds(999));
    EXPECT_TRUE(std::isnan(byTime->GetThroughput()));
    byTime->AddSample(100, Time(), MilliSeconds(1));
    EXPECT_FALSE(std::isnan(byTime->GetThroughput()));

    auto byBytes = CreateObject<PercentileThroughputEstimator>();
    byBytes->AddSample(512 * 1024 - 1, Time(), Seconds(1));
    EXPECT_TRUE(std::isnan(byBytes->GetThroughput()));
    byBytes->AddSample(1, Time(), MilliSeconds(1));
    EXPECT_FALSE(std::isnan(byBytes->GetThroughput()));
}

TEST(PercentileThroughputEstimator, IsTheMedianWeightedByTheRootOfTheSize)
{
    auto estimator = CreateObject<PercentileThroughputEstimator>();
    estimator->AddSample(10000, Time(), Seconds(8));  // 10 kbit/s, weight 100
    estimator->AddSample(10000, Time(), Seconds(4));  // 20 kbit/s, weight 100
    estimator->AddSample(90000, Time(), Seconds(24)); // 30 kbit/s, weight 300
    EXPECT_NEAR(estimator->GetThroughput(), 30e3, 1e-6);
    estimator->AddSample(40000, Time(), Seconds(32)); // 10 kbit/s, weight 200: 10s weigh 300
    EXPECT_NEAR(estimator->GetThroughput(), 20e3, 1e-6);
}

TEST(PercentileThroughputEstimator, ForgetsWhatExceedsTheMaximumWeight)
{
    auto estimator = CreateObject<PercentileThroughputEstimator>();
    estimator->SetAttribute("MaxWeight", DoubleValue(250));
    estimator->AddSample(40000, Time(), Seconds(32)); // 10 kbit/s, weight 200
    estimator->AddSample(10000, Time(), Seconds(4));  // 20 kbit/s, weight 100: 150 + 100
    EXPECT_NEAR(estimator->GetThroughput(), 10e3, 1e-6);
    estimator->AddSample(10000, Time(), Seconds(4)); // 50 + 200
    EXPECT_NEAR(estimator->GetThroughput(), 20e3, 1e-6);
}

} // namespace
