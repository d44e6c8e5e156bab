/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/telemetry-observation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace ns3::synthnet
{
namespace
{

const char COLUMNS[] = "enq_qdepth1,deq_timedelta1,deq_qdepth1,Buffer,ReportedBitrate,FPS\n";

ControlPeriod
Period(const std::string& rows, double setting = 32)
{
    return {Parsed(COLUMNS + rows), {setting}};
}

TEST(TelemetryObservation, IsMeanAndMaximumOfTheColumnsThenTheSettingThenThePlayer)
{
    const TelemetryObservation observation({1}, true);
    EXPECT_EQ(observation.Names(),
              (std::vector<std::string>{"enq_qdepth1.mean",
                                        "enq_qdepth1.max",
                                        "deq_timedelta1.mean",
                                        "deq_timedelta1.max",
                                        "deq_qdepth1.mean",
                                        "deq_qdepth1.max",
                                        "setting1.log2",
                                        "Buffer.last",
                                        "Buffer.change",
                                        "FPS.last",
                                        "ReportedBitrate.last"}));
    EXPECT_EQ(observation.Observe(Period("1,100,2,10,639,18\n3,500,2,8,1867,24\n")),
              (std::vector<double>{2, 3, 300, 500, 2, 2, 5, 8, -2, 24, 1867}));
}

TEST(TelemetryObservation, WithoutThePlayerNeedsNoPlayer)
{
    const TelemetryObservation observation({2, 3});
    const Table rows = Parsed("enq_qdepth2,deq_timedelta2,deq_qdepth2,"
                              "enq_qdepth3,deq_timedelta3,deq_qdepth3\n1,2,3,4,5,6\n");
    EXPECT_EQ(observation.Observe({rows, {64, 0.5}}),
              (std::vector<double>{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, -1}));
    EXPECT_EQ(observation.Names()[12], "setting2.log2");
    EXPECT_EQ(observation.Names().size(), 14u);
}

TEST(TelemetryObservation, IsInItsSpace)
{
    for (const bool player : {false, true})
    {
        const TelemetryObservation observation({1}, player);
        const auto seen = observation.Observe(Period("0,0,0,9,639,18\n0,0,0,0,639,18\n", 0.25));
        EXPECT_EQ(WhyNotIn(observation.Space(), {seen}), "");
        EXPECT_EQ(seen.size(), observation.Names().size());
    }
}

TEST(TelemetryObservation, DoesNotDependOnWhereAPeriodIsFromNorOnOtherColumns)
{
    const TelemetryObservation observation({1}, true);
    const std::string rows = "1,100,2,10,639,18\n3,500,2,8,1867,24\n";
    ControlPeriod other = Period("9,9,9,9,9,9\n" + rows); // in the middle of a longer table
    other.rows = other.rows.SelectRows({1, 2}).SelectColumns(
        {"FPS", "deq_qdepth1", "Buffer", "enq_qdepth1", "ReportedBitrate", "deq_timedelta1"});
    other.rows.AppendCategorical("Resolution", {"240p", "480p"});
    EXPECT_EQ(observation.Observe(other), observation.Observe(Period(rows)));
}

TEST(TelemetryObservation, AMissingValueIsSeen)
{
    const TelemetryObservation observation({1});
    const auto seen = observation.Observe(Period("1,100,2,10,639,18\n,500,2,8,639,18\n"));
    EXPECT_TRUE(std::isnan(seen[0]));
    EXPECT_TRUE(std::isnan(seen[1]));
    EXPECT_NE(WhyNotIn(observation.Space(), {seen}), "");
}

TEST(TelemetryObservation, AColumnOrASettingThatIsMissingIsRefused)
{
    const TelemetryObservation two({1, 2});
    ExpectInputError([&] { two.Observe({Period("1,1,1,1,1,1\n").rows, {32, 32}}); }, "enq_qdepth2");
    EXPECT_THROW(two.Observe(Period("1,1,1,1,1,1\n")), std::invalid_argument);
}

} // namespace
} // namespace ns3::synthnet
