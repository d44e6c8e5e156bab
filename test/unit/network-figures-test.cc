/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "shared-data.h"

#include "ns3/csv.h"
#include "ns3/network-figures.h"
#include "ns3/sample-statistics.h"
#include "ns3/testbed-logs.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace
{

using namespace ns3::synthnet;

Observation
Parsed(const std::string& text)
{
    return {"t", ParseCsv(text, "t").table};
}

const std::string HEADER = "enq_qdepth1,deq_timedelta1,deq_qdepth1,ReportedBitrate,FPS\n";

/// The figures by "figure of".
std::map<std::string, FigureComparison>
ByName(const std::vector<FigureComparison>& figures)
{
    std::map<std::string, FigureComparison> named;
    for (const auto& figure : figures)
    {
        named.emplace(figure.real.figure + " " + figure.real.of, figure);
    }
    return named;
}

TEST(NetworkFigures, OfASwitchAndAPlayer)
{
    const auto real = Parsed(HEADER + "0,20,0,639,18\n"
                                      "4,30,0,639,18\n"
                                      "2,40,0,3312,30\n"
                                      "0,50,0,,30\n");
    const auto figures = NetworkFigures(real, {1}, QualitiesOf(real));
    std::map<std::string, double> values;
    for (const auto& figure : figures)
    {
        values[figure.figure + " " + figure.of + " " + figure.unit] = figure.value;
    }
    EXPECT_EQ(figures.size(), 9u);
    EXPECT_DOUBLE_EQ(values.at("queue_share SW1 1"), 0.5);
    EXPECT_NEAR(values.at("enq_qdepth_p95 SW1 packets"), 3.7, 1e-12);
    EXPECT_DOUBLE_EQ(values.at("enq_qdepth_max SW1 packets"), 4);
    EXPECT_DOUBLE_EQ(values.at("deq_timedelta_median SW1 us"), 35);
    EXPECT_NEAR(values.at("deq_timedelta_p95 SW1 us"), 48.5, 1e-12);
    EXPECT_DOUBLE_EQ(values.at("deq_timedelta_max SW1 us"), 50);
    EXPECT_DOUBLE_EQ(values.at("quality_share 639 kbit/s 18 fps 1"), 2.0 / 3);
    EXPECT_DOUBLE_EQ(values.at("quality_share 3312 kbit/s 30 fps 1"), 1.0 / 3);
    EXPECT_DOUBLE_EQ(values.at("quality_share other 1"), 0);
}

TEST(NetworkFigures, QualitiesAreTheStepsOfALadder)
{
    EXPECT_TRUE(QualitiesOf(Parsed("a\n1\n")).empty());
    std::string text = "ReportedBitrate,FPS\n";
    for (int i = 0; i < 16; ++i)
    {
        text += std::to_string(600 + i) + ",30\n";
    }
    EXPECT_EQ(QualitiesOf(Parsed(text)).size(), 16u);
    EXPECT_TRUE(QualitiesOf(Parsed(text + "700,30\n")).empty());
}

TEST(NetworkFigures, OtherRunsAreMeasuredAtTheRealOnesQualities)
{
    const auto real = Parsed(HEADER + "0,20,0,639,18\n5,20,0,639,18\n");
    const auto first = Parsed(HEADER + "0,20,0,639,18\n0,20,0,639,30\n");
    const auto second = Parsed(HEADER + "0,20,0,639,18\n6,20,0,639,18\n");
    const auto figures = ByName(CompareFigures(real, {first, second}));
    const auto& quality = figures.at("quality_share 639 kbit/s 18 fps");
    EXPECT_DOUBLE_EQ(quality.real.value, 1);
    EXPECT_DOUBLE_EQ(quality.simulated.mean, 0.75);
    EXPECT_DOUBLE_EQ(quality.simulated.min, 0.5);
    EXPECT_DOUBLE_EQ(quality.simulated.max, 1);
    EXPECT_DOUBLE_EQ(figures.at("quality_share other").simulated.max, 0.5);
    EXPECT_DOUBLE_EQ(figures.at("queue_share SW1").simulated.mean, 0.25);
}

TEST(NetworkFigures, OnlyWhatEveryRunCanTellIsCompared)
{
    const auto real = Parsed(HEADER + "0,20,0,639,18\n");
    EXPECT_TRUE(CompareFigures(real, {real, Parsed("enq_qdepth1,FPS\n0,18\n")}).empty());
    EXPECT_TRUE(CompareFigures(Parsed("a\n1\n"), {real}).empty());
}

TEST(NetworkFigures, TheFileHasOneRowAFigure)
{
    std::ostringstream stream;
    WriteFigures(stream, {{{"queue_share", "SW1", "1", 0.5}, {0.25, 0, 0.5}}});
    EXPECT_EQ(stream.str(),
              "figure,of,unit,real,simulated,min,max\nqueue_share,SW1,1,0.5,0.25,0,0.5\n");
}

/// One row of the measured testbed's figures, for SW1, SW2, SW3, as published: rounded.
struct Measured
{
    std::string depth;
    double maxDepth;
    double queuePercent[3];
    double depthP95[3];
    double waitP95[3];
    double maxWaitMs;
    double qualityPercent[3]; // 240p18, 480p24, 720p30
};

using RealLogs = SharedDataTest;

TEST_F(RealLogs, GiveTheMeasuredTestbedsFigures)
{
    const std::string data = "data/testbed-2022/";
    for (const Measured& expected :
         {Measured{"32", 31, {20, 27, 7}, {11, 19, 2}, {299, 434, 397}, 12.1, {68, 16, 16}},
          Measured{"64", 63, {20, 23, 5}, {19, 27, 0}, {990, 1110, 707}, 29.1, {75, 19, 7}}})
    {
        const Observation logs(
            "2022",
            ReadIntLog(SharedFile(data + "int_" + expected.depth + ".txt")).table,
            ReadPlayerLog(SharedFile(data + "dash_" + expected.depth + ".txt")).table);
        const auto figures = ByName(CompareFigures(logs, {logs}));
        double maxDepth = 0;
        double maxWait = 0;
        for (int number = 1; number <= 3; ++number)
        {
            const auto figure = [&](const std::string& name) {
                return figures.at(name + " SW" + std::to_string(number)).real.value;
            };
            EXPECT_NEAR(100 * figure("queue_share"), expected.queuePercent[number - 1], 0.5);
            EXPECT_NEAR(figure("enq_qdepth_p95"), expected.depthP95[number - 1], 0.5);
            EXPECT_NEAR(figure("deq_timedelta_p95"), expected.waitP95[number - 1], 0.5);
            maxDepth = std::max(maxDepth, figure("enq_qdepth_max"));
            maxWait = std::max(maxWait, figure("deq_timedelta_max"));
        }
        EXPECT_EQ(maxDepth, expected.maxDepth);
        EXPECT_NEAR(maxWait / 1000, expected.maxWaitMs, 0.05);
        const auto quality = [&](const std::string& label) {
            return 100 * figures.at("quality_share " + label).real.value;
        };
        EXPECT_NEAR(quality("639 kbit/s 18 fps"), expected.qualityPercent[0], 0.5);
        EXPECT_NEAR(quality("1867 kbit/s 24 fps"), expected.qualityPercent[1], 0.5);
        EXPECT_NEAR(quality("3312 kbit/s 30 fps"), expected.qualityPercent[2], 0.5);
    }
}

using RealTables = SharedDataTest;

// Quartiles and maximum of SW1's enq_qdepth, median deq_timedelta of the published 2023 tables.
TEST_F(RealTables, GiveTheMeasuredTestbedsFigures)
{
    struct Expected
    {
        std::string file;
        double thirdQuartile;
        double medianWait;
    };

    for (const Expected& expected :
         {Expected{"real_32.csv", 6, 1557}, Expected{"real_64.csv", 5, 1663}})
    {
        const Table table = ReadCsv(SharedFile("data/testbed-2023/" + expected.file)).table;
        const auto depth = table.Column("enq_qdepth1");
        EXPECT_EQ(Quantile(depth, 0.25), 0) << expected.file;
        EXPECT_EQ(Quantile(depth, 0.5), 2) << expected.file;
        EXPECT_EQ(Quantile(depth, 0.75), expected.thirdQuartile) << expected.file;
        const Observation observation(expected.file, table);
        const auto figures = ByName(CompareFigures(observation, {observation}));
        const auto real = [&](const std::string& name) { return figures.at(name).real.value; };
        EXPECT_EQ(real("enq_qdepth_max SW1"), 17) << expected.file;
        EXPECT_EQ(real("deq_timedelta_median SW1"), expected.medianWait) << expected.file;
        for (const std::string idle : {"SW2", "SW3"})
        {
            EXPECT_EQ(real("enq_qdepth_max " + idle), 0) << expected.file;
            EXPECT_NEAR(real("deq_timedelta_median " + idle), 56, 1) << expected.file;
        }
    }
}

} // namespace
