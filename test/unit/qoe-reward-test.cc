/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/qoe-reward.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ns3::synthnet
{
namespace
{

double
RewardOf(const QoeConfig& config, const std::string& rows)
{
    const ControlPeriod before{Parsed("Buffer,ReportedBitrate\n0,9999\n"), {32}};
    const ControlPeriod after{Parsed("Buffer,ReportedBitrate\n" + rows), {32}};
    return QoeReward(config).Reward(before, after);
}

QoeConfig
Linear()
{
    QoeConfig config;
    config.utility = BitrateUtility::LINEAR;
    config.stallWeight = 4.3;
    return config;
}

TEST(QoeReward, IsTheMeanUtilityOfAQuietPeriod)
{
    EXPECT_DOUBLE_EQ(RewardOf(Linear(), "9,3312\n9,3312\n9,3312\n9,3312\n"), 3.312);
    EXPECT_DOUBLE_EQ(RewardOf({}, "9,3312\n9,3312\n"), std::log(3312.0 / 639));
    EXPECT_EQ(RewardOf({}, "9,639\n9,639\n"), 0);
}

TEST(QoeReward, LosesTheSecondsStalled)
{
    EXPECT_DOUBLE_EQ(RewardOf(Linear(), "9,1000\n0.49,1000\n0,1000\n0.5,1000\n"), 1 - 2 * 4.3);
    QoeConfig config = Linear();
    config.stallThreshold = 0.1;
    config.stallWeight = 1;
    EXPECT_DOUBLE_EQ(RewardOf(config, "9,1000\n0.49,1000\n0,1000\n0.5,1000\n"), 0);
}

TEST(QoeReward, LosesTheChangesOfUtilityWithinThePeriod)
{
    // (1 + 2 + 2 + 1) / 4, and two changes by 1
    EXPECT_DOUBLE_EQ(RewardOf(Linear(), "9,1000\n9,2000\n9,2000\n9,1000\n"), 1.5 - 2);
    QoeConfig config;
    config.switchWeight = 0.5;
    const double step = std::log(1867.0 / 639);
    EXPECT_DOUBLE_EQ(RewardOf(config, "9,639\n9,1867\n"), 0.5 * step - 0.5 * step);
}

TEST(QoeReward, ABitrateBelowTheLowestIsWorthNothing)
{
    EXPECT_EQ(RewardOf({}, "9,0\n9,-1\n"), 0);
}

TEST(QoeReward, IsNoNumberForAMissingValue)
{
    EXPECT_TRUE(std::isnan(RewardOf({}, "9,639\n,639\n")));
    EXPECT_TRUE(std::isnan(RewardOf({}, "9,639\n9,\n")));
}

TEST(QoeReward, RefusesNumbersOutOfRange)
{
    QoeConfig config;
    config.stallWeight = -1;
    ExpectInputError([&] { QoeReward{config}; }, "weight of stalls is -1, expected 0 or more");
    config = {};
    config.lowestBitrate = 0;
    ExpectInputError([&] { QoeReward{config}; }, "lowest bitrate is 0, expected above 0");
}

} // namespace
} // namespace ns3::synthnet
