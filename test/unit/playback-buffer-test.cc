/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/playback-buffer.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

PlaybackBuffer::Segment
FourSeconds(uint32_t quality = 0, uint64_t bytes = 1000)
{
    return {Seconds(4), quality, bytes};
}

TEST(PlaybackBuffer, PlaysFromTheStartupThresholdOn)
{
    PlaybackBuffer buffer(Seconds(6), Seconds(0));
    buffer.Append(Seconds(1), FourSeconds());
    buffer.AdvanceTo(Seconds(3));
    EXPECT_EQ(buffer.State(), PlaybackState::STARTUP);
    EXPECT_EQ(buffer.Level(), Seconds(4));
    buffer.Append(Seconds(3), FourSeconds());
    EXPECT_EQ(buffer.State(), PlaybackState::PLAYING);
    EXPECT_EQ(buffer.StartedAt(), Seconds(3));
    EXPECT_EQ(buffer.RunsEmptyAt(), Seconds(11));
    buffer.AdvanceTo(Seconds(5));
    EXPECT_EQ(buffer.Level(), Seconds(6));
    EXPECT_EQ(buffer.Position(), Seconds(2));
}

TEST(PlaybackBuffer, StallsFromEmptyToTheRebufferingThreshold)
{
    PlaybackBuffer buffer(Seconds(0), Seconds(5));
    buffer.Append(Seconds(0), FourSeconds());
    buffer.AdvanceTo(Seconds(4));
    EXPECT_EQ(buffer.State(), PlaybackState::STALLED);
    EXPECT_EQ(buffer.StalledSince(), Seconds(4));
    buffer.Append(Seconds(6), FourSeconds()); // 4 s are not enough
    EXPECT_EQ(buffer.State(), PlaybackState::STALLED);
    buffer.AdvanceTo(Seconds(9));
    EXPECT_EQ(buffer.Level(), Seconds(4));
    EXPECT_EQ(buffer.StallTime(), Seconds(5));
    buffer.Append(Seconds(10), FourSeconds());
    EXPECT_EQ(buffer.State(), PlaybackState::PLAYING);
    EXPECT_EQ(buffer.StallTime(), Seconds(6));
    EXPECT_EQ(buffer.StallCount(), 1u);
    EXPECT_EQ(buffer.RunsEmptyAt(), Seconds(18));
    EXPECT_EQ(buffer.Position(), Seconds(4));
}

TEST(PlaybackBuffer, AStallBeginsWhenTheBufferIsEmptyEvenIfItIsSeenLater)
{
    PlaybackBuffer buffer;
    buffer.Append(Seconds(0), FourSeconds());
    buffer.AdvanceTo(Seconds(7));
    EXPECT_EQ(buffer.StalledSince(), Seconds(4));
    EXPECT_EQ(buffer.StallTime(), Seconds(3));
    EXPECT_EQ(buffer.Position(), Seconds(4));
}

TEST(PlaybackBuffer, ASegmentThatComesInTimeMeansNoStall)
{
    PlaybackBuffer buffer;
    buffer.Append(Seconds(0), FourSeconds());
    buffer.Append(Seconds(3.999), FourSeconds());
    buffer.AdvanceTo(Seconds(7));
    EXPECT_EQ(buffer.State(), PlaybackState::PLAYING);
    EXPECT_EQ(buffer.Level(), Seconds(1));
    EXPECT_EQ(buffer.StallCount(), 0u);
}

TEST(PlaybackBuffer, QualityAndBytesAreThoseOnTheScreen)
{
    PlaybackBuffer buffer;
    buffer.Append(Seconds(0), FourSeconds(2, 8000));
    buffer.Append(Seconds(1), FourSeconds(0, 1000));
    buffer.AdvanceTo(Seconds(3));
    EXPECT_EQ(buffer.Quality(), 2u);
    EXPECT_DOUBLE_EQ(buffer.PlayedBytes(), 6000);
    buffer.AdvanceTo(Seconds(4));
    EXPECT_EQ(buffer.Quality(), 0u);
    EXPECT_DOUBLE_EQ(buffer.PlayedBytes(), 8000);
    buffer.AdvanceTo(Seconds(6));
    EXPECT_DOUBLE_EQ(buffer.PlayedBytes(), 8500);
    buffer.AdvanceTo(Seconds(100));
    EXPECT_DOUBLE_EQ(buffer.PlayedBytes(), 9000);
    EXPECT_EQ(buffer.Quality(), 0u);
}

TEST(PlaybackBuffer, TheEndIsNoStall)
{
    PlaybackBuffer buffer(Seconds(6), Seconds(6));
    buffer.Append(Seconds(0), FourSeconds());
    buffer.Finish(Seconds(1)); // below the threshold, but nothing else comes
    EXPECT_EQ(buffer.State(), PlaybackState::PLAYING);
    EXPECT_FALSE(buffer.HasEnded());
    buffer.AdvanceTo(Seconds(9));
    EXPECT_TRUE(buffer.HasEnded());
    EXPECT_EQ(buffer.Position(), Seconds(4));
    EXPECT_EQ(buffer.StallCount(), 0u);
    EXPECT_EQ(buffer.StallTime(), Seconds(0));
}

} // namespace
