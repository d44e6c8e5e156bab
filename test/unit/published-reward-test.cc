/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "table-text.h"

#include "ns3/published-reward.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ns3::synthnet
{
namespace
{

/// The reward when the Buffer goes from one level to another at a frame rate.
double
RewardOf(const QueueReward& reward, double before, double after, double fps)
{
    const auto period = [](double buffer, double rate) {
        return ControlPeriod{
            Parsed("Buffer,FPS\n77,77\n" + FormatNumber(buffer) + "," + FormatNumber(rate) + "\n"),
            {32}};
    };
    return reward.Reward(period(before, 18), period(after, fps));
}

TEST(PublishedReward, IsThatOfTheTutorial)
{
    for (const bool compat : {false, true})
    {
        const PublishedReward reward(compat);
        EXPECT_EQ(RewardOf(reward, 40, 30.1, 18), 2);
        EXPECT_EQ(RewardOf(reward, 20, 10, 30), 1);
        EXPECT_EQ(RewardOf(reward, 20, 10, 24), 0.5);
        EXPECT_EQ(RewardOf(reward, 10, 10.1, 18), 0.1);
        EXPECT_EQ(RewardOf(reward, 10, 9.9, 18), -2);
    }
}

TEST(PublishedReward, IsDefinedForABufferThatIsUnchangedOrOfThirtySeconds)
{
    const PublishedReward reward;
    EXPECT_EQ(RewardOf(reward, 10, 10, 18), 0);
    EXPECT_EQ(RewardOf(reward, 10, 10, 30), 1);
    EXPECT_EQ(RewardOf(reward, 31, 30, 18), -2);
    EXPECT_EQ(RewardOf(reward, 31, 30, 24), 0.5);
    EXPECT_EQ(RewardOf(reward, 30, 30, 18), 0);
}

TEST(PublishedReward, TakesTheNearestFrameRate)
{
    const PublishedReward reward;
    EXPECT_EQ(RewardOf(reward, 20, 10, 29.99), 1);
    EXPECT_EQ(RewardOf(reward, 20, 10, 27), 0.5); // the lower one of two as near
    EXPECT_EQ(RewardOf(reward, 20, 10, 23.12), 0.5);
    EXPECT_EQ(RewardOf(reward, 20, 10, 21), -2);
    EXPECT_EQ(RewardOf(reward, 20, 10, 5), -2);
}

TEST(PublishedReward, IsUndefinedWhereThePublishedOneWas)
{
    const PublishedReward reward(true);
    EXPECT_TRUE(std::isnan(RewardOf(reward, 10, 10, 18)));
    EXPECT_TRUE(std::isnan(RewardOf(reward, 31, 30, 30)));
    EXPECT_EQ(RewardOf(reward, 10, 10, 24), 0.5);
    EXPECT_EQ(RewardOf(reward, 20, 10, 29.99), -2); // no frame rate that it knows
}

TEST(PublishedReward, IsNoNumberForAMissingValue)
{
    EXPECT_TRUE(std::isnan(RewardOf(PublishedReward(), std::nan(""), 40, 30)));
    EXPECT_TRUE(std::isnan(RewardOf(PublishedReward(), 1, std::nan(""), 30)));
    EXPECT_TRUE(std::isnan(RewardOf(PublishedReward(), 1, 40, std::nan(""))));
}

} // namespace
} // namespace ns3::synthnet
