/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"
#include "shared-data.h"

#include "ns3/category-groups.h"
#include "ns3/cleaning.h"
#include "ns3/telemetry-join.h"
#include "ns3/testbed-logs.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3::synthnet;

const std::string INT_HEADER = "timestamp,enq_qdepth2, deq_timedelta2, deq_qdepth2,"
                               "enq_qdepth1, deq_timedelta1, deq_qdepth1\n";
const std::string PLAYER_2022 =
    "timestamp;droppedFrames;bufferLevel;frameRate;bitrate;calculatedBitrate;resolution\n";
const std::string PLAYER_2023 = "timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n";

TEST(TestbedLogs, TheSwitchesAreThoseThatTheColumnsName)
{
    EXPECT_EQ(SwitchesOf({"deq_qdepth10",
                          "enq_qdepth2",
                          "enq_qdepth",
                          "enq_qdepthx",
                          "deq_qdepth0",
                          "deq_timedelta2b",
                          "a"}),
              (std::vector<unsigned>{2, 10}));
    EXPECT_EQ(IntFeatures({2, 10}),
              (std::vector<std::string>{"enq_qdepth2",
                                        "deq_timedelta2",
                                        "deq_qdepth2",
                                        "enq_qdepth10",
                                        "deq_timedelta10",
                                        "deq_qdepth10"}));
}

TEST(TestbedLogs, AnIntLogNeedsEveryQueueFieldOfEachSwitch)
{
    const ScratchDirectory scratch;
    const auto read = [&](const std::string& text) {
        return ReadIntLog(scratch.Write("int.csv", text));
    };
    EXPECT_EQ(read(INT_HEADER + "5,0,20,0,1,30,2\n").table.Column("deq_timedelta1")(0), 30);
    ExpectInputError([&] { read("timestamp,enq_qdepth3,deq_qdepth3\n1,0,0\n"); },
                     "int.csv:1: column 'deq_timedelta3' is missing");
    ExpectInputError([&] { read("timestamp,a\n1,0\n"); },
                     "int.csv:1: column 'enq_qdepth1' is missing");
    ExpectInputError([&] { read("enq_qdepth1,deq_timedelta1,deq_qdepth1\n1,0,0\n"); },
                     "int.csv:1: column 'timestamp' is missing");
    ExpectInputError([&] { read(INT_HEADER); }, "int.csv:2: no row, expected lines of 7 cells");
    ExpectInputError([&] { read(INT_HEADER + "x,0,20,0,1,30,2\n"); },
                     "int.csv:2: column 'timestamp' holds texts such as 'x', expected numbers");
}

TEST(TestbedLogs, ThePlayerLogOf2022LosesItsEchoes)
{
    const ScratchDirectory scratch;
    const CsvDocument log =
        ReadPlayerLog(scratch.Write("dash.csv",
                                    PLAYER_2022 + "1000;0;4.5;30;3312;2902;1280x720\n"
                                                  "2000;0;5.5;30;3312;3000;1280x720\n"
                                                  "6000;0;4.5;30;3312;9999;1280x720\n" // echoes
                                                  "6001;0;5.5;30;3312;9999;1280x720\n"
                                                  "noise\n"
                                                  "7000;1;5.5;30;3312;3100;1280x720\n"
                                                  "8000;1;5.5;18;639;3200;426x240\n"));
    EXPECT_EQ(log.table.Names(), PlayerColumns());
    ASSERT_EQ(log.table.Rows(), 4);
    EXPECT_EQ(log.table.Column("timestamp")(2), 7000);
    EXPECT_EQ(log.table.Column("CalcBitrate")(0), 2902);
    EXPECT_EQ(log.table.Column("Buffer")(1), 5.5);
    EXPECT_EQ(log.table.Column("ReportedBitrate")(3), 639);
    EXPECT_EQ(log.table.Column("FPS")(3), 18);
    EXPECT_EQ(log.table.Label("Resolution", 3), "426x240");
    EXPECT_EQ(log.skipped, 1u);
}

TEST(TestbedLogs, ThePlayerLogOf2023KeepsEqualRows)
{
    const ScratchDirectory scratch;
    const CsvDocument log =
        ReadPlayerLog(scratch.Write("dash.csv",
                                    PLAYER_2023 + "1000;4;30;3312;1280x720;66\n"
                                                  "2000;4;30;3312;1280x720;66\n"));
    EXPECT_EQ(log.table.Names(), PlayerColumns());
    EXPECT_EQ(log.table.Rows(), 2);
}

TEST(TestbedLogs, APlayerLogOfNeitherFormatIsRefused)
{
    const ScratchDirectory scratch;
    const auto read = [&](const std::string& text) {
        return ReadPlayerLog(scratch.Write("dash.csv", text));
    };
    ExpectInputError([&] { read("timestamp;Buffer;FPS\n1;2;3\n"); },
                     "dash.csv:1: column 'ReportedBitrate' is missing, expected timestamp, Buffer");
    ExpectInputError([&] { read("timestamp;bufferLevel\n1;2\n"); },
                     "dash.csv:1: column 'droppedFrames' is missing");
    ExpectInputError([&] { read(PLAYER_2023); }, "dash.csv:2: no row");
}

class TelemetryJoin : public ::testing::Test
{
  protected:
    Table Join(const std::string& probes, const std::string& samples)
    {
        return JoinBySecond(ReadIntLog(m_scratch.Write("int.csv", INT_HEADER + probes)),
                            ReadPlayerLog(m_scratch.Write("dash.csv", PLAYER_2023 + samples)));
    }

    ScratchDirectory m_scratch;
};

TEST_F(TelemetryJoin, KeepsTheBusiestProbeOfSwitch1OfEachSecond)
{
    const Table table = Join("10,0,90,0,1,30,0\n"
                             "10,0,10,0,2,40,0\n"
                             "10,0,95,0,3,40,0\n"
                             "11,0,10,0,4,20,0\n",
                             "10999;4;30;3312;1280x720;66\n");
    ASSERT_EQ(table.Rows(), 1);
    EXPECT_EQ(table.Column("enq_qdepth1")(0), 2); // of two equals the first
    EXPECT_EQ(table.Column("deq_timedelta2")(0), 10);
}

TEST_F(TelemetryJoin, TakesTheSecondsThatBothLogsHave)
{
    const Table table = Join("10,0,9,0,1,30,0\n12,0,9,0,3,30,0\n",
                             "10000;4;30;3312;1280x720;66\n"
                             "11000;5;30;3312;1280x720;67\n"
                             "12001;6;30;3312;1280x720;68\n"
                             "12999;7;18;639;426x240;69\n");
    EXPECT_EQ(table.Names(),
              (std::vector<std::string>{"enq_qdepth1",
                                        "deq_timedelta1",
                                        "deq_qdepth1",
                                        "enq_qdepth2",
                                        "deq_timedelta2",
                                        "deq_qdepth2",
                                        "Buffer",
                                        "ReportedBitrate",
                                        "FPS",
                                        "CalcBitrate",
                                        "Resolution"}));
    EXPECT_EQ(table.Column("Buffer"), Eigen::Vector3d(4, 6, 7));
    EXPECT_EQ(table.Column("enq_qdepth1"), Eigen::Vector3d(1, 3, 3));
    EXPECT_EQ(table.Label("Resolution", 2), "426x240");
}

TEST_F(TelemetryJoin, NoSecondInCommonIsAnErrorThatNamesBothFiles)
{
    ExpectInputError([&] { Join("10,0,9,0,1,30,0\n", "20500;4;30;3312;1280x720;66\n"); },
                     "int.csv covers the seconds 10 to 10, ");
    ExpectInputError([&] { Join("10,0,9,0,1,30,0\n", "20500;4;30;3312;1280x720;66\n"); },
                     "dash.csv: no rows in common with ");
}

using RealLogs = SharedDataTest;

// Counts that anybody can make with cut, sort and uniq from the real logs.
TEST_F(RealLogs, HaveTheKnownSamplesAndBrokenLines)
{
    const CsvDocument player32 = ReadPlayerLog(SharedFile("data/testbed-2022/dash_32.txt"));
    EXPECT_EQ(player32.table.Rows(), 588);
    EXPECT_EQ(player32.skipped, 1u);
    EXPECT_EQ(player32.firstSkipped, 310u);
    const CsvDocument player64 = ReadPlayerLog(SharedFile("data/testbed-2022/dash_64.txt"));
    EXPECT_EQ(player64.table.Rows(), 589);
    const CsvDocument probes = ReadIntLog(SharedFile("data/testbed-2022/int_32.txt"));
    EXPECT_EQ(probes.table.Rows(), 560);
    EXPECT_EQ(probes.table.Columns(), 31);
    EXPECT_EQ(ReadPlayerLog(SharedFile("data/testbed-2023/dash_TD-32_100.csv")).table.Rows(), 3600);

    const Table joined = JoinBySecond(probes, player32);
    auto published = ReadCsv(SharedFile("data/testbed-2023/real_32.csv")).table.Names();
    published.push_back("Resolution");
    EXPECT_EQ(joined.Names(), published);
    EXPECT_GT(joined.Rows(), 500);
    EXPECT_LE(joined.Rows(), 588);
}

/// An INT log that the testbed of 2023 could have written: the queues of its published table, at
/// the seconds at which the player's log has the same buffer and calculated bitrate.
std::string
IntLogOf(const Table& published, const Table& player)
{
    const auto features = IntFeatures({1, 2, 3});
    std::string text = "timestamp, " + JoinNames(features) + "\n";
    const auto isSample = [&](Table::Index sample, Table::Index row) {
        return player.Column("Buffer")(sample) == published.Column("Buffer")(row) &&
               player.Column("CalcBitrate")(sample) == published.Column("CalcBitrate")(row);
    };
    Table::Index row = 0; // of the published table; both are in the order of time
    for (Table::Index sample = 0; sample < player.Rows() && row < published.Rows(); ++sample)
    {
        if (!isSample(sample, row))
        {
            continue;
        }
        text += FormatNumber(std::floor(player.Column("timestamp")(sample) / 1000));
        for (const auto& name : features)
        {
            text += "," + FormatNumber(published.Column(name)(row));
        }
        text += "\n";
        ++row;
    }
    return text;
}

TEST_F(RealLogs, Of2023JoinToThePublishedTableAndCleanToOneOfOneQualityARow)
{
    for (const std::string depth : {"32", "64"})
    {
        const Table published =
            ReadCsv(SharedFile("data/testbed-2023/real_" + depth + ".csv")).table;
        const CsvDocument player =
            ReadPlayerLog(SharedFile("data/testbed-2023/dash_TD-" + depth + "_100.csv"));
        const ScratchDirectory scratch;
        const CsvDocument probes =
            ReadIntLog(scratch.Write("int.csv", IntLogOf(published, player.table)));
        const Table joined = JoinBySecond(probes, player);
        ASSERT_EQ(joined.Rows(), published.Rows());
        EXPECT_EQ(joined.SelectColumns(published.Names()).Values(), published.Values());

        const Table cleaned =
            Cleaning{MissingValues::MEAN, {"Resolution"}, false, true}.Apply(joined);
        EXPECT_GT(cleaned.Rows(), published.Rows() * 8 / 10); // outliers went before, and go again
        const std::vector<std::vector<std::string>> quality{{"ReportedBitrate",
                                                             "FPS",
                                                             "Resolution_1280x720",
                                                             "Resolution_426x240",
                                                             "Resolution_854x480"}};
        EXPECT_EQ(FindCategoryGroups(cleaned), quality);
    }
}

} // namespace
