/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/exploration-schedule.h"

#include <gtest/gtest.h>

namespace ns3::synthnet
{
namespace
{

TEST(ExplorationSchedule, FallsInALineThenByAFactor)
{
    const ExplorationSchedule schedule{1, 0.01, 250, 0.99, 0}; // the published one
    EXPECT_EQ(schedule.At(0), 1);
    EXPECT_NEAR(schedule.At(125), 0.505, 1e-12);
    EXPECT_NEAR(schedule.At(250), 0.01, 1e-12);
    EXPECT_NEAR(schedule.At(252), 0.01 * 0.99 * 0.99, 1e-12);
    EXPECT_LT(schedule.At(2000), 1e-9);
}

TEST(ExplorationSchedule, StopsAtItsFloor)
{
    const ExplorationSchedule schedule{0.5, 0.2, 10, 0.5, 0.05};
    EXPECT_NEAR(schedule.At(11), 0.1, 1e-12);
    EXPECT_NEAR(schedule.At(12), 0.05, 1e-12);
    EXPECT_EQ(schedule.At(1000000), 0.05);
}

TEST(ExplorationSchedule, MayBeginAtItsEnd)
{
    const ExplorationSchedule schedule{1, 0.3, 0, 1, 0};
    EXPECT_EQ(schedule.At(0), 0.3);
    EXPECT_EQ(schedule.At(1000), 0.3);
}

} // namespace
} // namespace ns3::synthnet
