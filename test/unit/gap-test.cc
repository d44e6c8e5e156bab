/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "shared-data.h"

#include "ns3/csv.h"
#include "ns3/gap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace
{

using namespace ns3::synthnet;
using Names = std::vector<std::string>;

Observation
Parsed(const std::string& name, const std::string& text)
{
    return {name, ParseCsv(text, name).table};
}

TEST(Observation, OfATableHasItsNumericColumnsButTheTimestamp)
{
    const auto table = Parsed("t", "timestamp,a,r,b\n10,1,x,2\n20,3,y,4\n");
    EXPECT_EQ(table.Features(), (Names{"a", "b"}));
    EXPECT_EQ(table.Values("b"), Eigen::Vector2d(2, 4));
    EXPECT_EQ(table.Times("b"), Eigen::Vector2d(0, 1));
    EXPECT_FALSE(table.HasTimes());
    ExpectInputError([&] { table.Values("r"); }, "t: column 'r' is missing, it has a, b");
}

TEST(Observation, OfLogsHasAllProbesAndAllSamplesOnOneClock)
{
    const Observation logs(
        "run",
        ParseCsv("timestamp,enq_qdepth1,deq_timedelta1,deq_qdepth1,egress_port1\n"
                 "12,3,40,0,1\n13,4,50,0,1\n14,5,60,0,1\n",
                 "int")
            .table,
        ParseCsv("timestamp;Buffer;Resolution\n11500;4;x\n12500;5;x\n", "dash").table);
    EXPECT_EQ(logs.Features(), (Names{"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "Buffer"}));
    EXPECT_EQ(logs.Values("deq_timedelta1"), Eigen::Vector3d(40, 50, 60));
    EXPECT_TRUE(logs.Times("deq_qdepth1").isApprox(Eigen::Vector3d(0.5, 1.5, 2.5)));
    EXPECT_TRUE(logs.Times("Buffer").isApprox(Eigen::Vector2d(0, 1)));
    EXPECT_TRUE(logs.HasTimes());
}

TEST(Gap, ComparesTheSharedFeaturesInTheOrderOfTheReal)
{
    const auto real = Parsed("real", "a,b,c\n0,1,1\n10,1,2\n");
    const auto other = Parsed("other", "d,c,a\n0,3,0\n0,4,5\n");
    const auto gaps = FeatureGaps(real, other);
    ASSERT_EQ(gaps.size(), 2u);
    EXPECT_EQ(gaps[0].feature, "a");
    EXPECT_DOUBLE_EQ(gaps[0].m, 0.25 + 0.25); // quartiles 5 and 2.5 apart, medians 5 and 2.5
    EXPECT_DOUBLE_EQ(gaps[0].ks, 0.5);
    EXPECT_DOUBLE_EQ(gaps[0].wasserstein1, 2.5);
    EXPECT_EQ(gaps[1].feature, "c");
    EXPECT_DOUBLE_EQ(gaps[1].ks, 1);
    EXPECT_DOUBLE_EQ(gaps[1].wasserstein1, 2);
    EXPECT_DOUBLE_EQ(SumOfM(gaps), 0.5 + 2);
    EXPECT_DOUBLE_EQ(SumOfM(gaps, {"c", "x"}), 0.5);
    EXPECT_DOUBLE_EQ(MeanKs(gaps, {"a", "c"}), 0.75);
    EXPECT_DOUBLE_EQ(MeanKs(gaps, {"c", "x"}), 1);
    EXPECT_TRUE(std::isnan(MeanKs(gaps, {"x"})));
}

TEST(Gap, ATableHasNoGapToItself)
{
    const auto real = Parsed("real", "a,b\n0,7\n10,7\n3,7\n");
    for (const auto& gap : FeatureGaps(real, real))
    {
        EXPECT_EQ(gap.m, 0);
        EXPECT_EQ(gap.ks, 0);
        EXPECT_EQ(gap.wasserstein1, 0);
    }
}

TEST(Gap, NothingInCommonAndEmptyColumnsAreErrors)
{
    const auto real = Parsed("real", "a,b\n1,2\n");
    ExpectInputError([&] { FeatureGaps(real, Parsed("other", "c\n1\n")); },
                     "other: no numeric column in common with real, expected some of a, b");
    ExpectInputError([&] { FeatureGaps(real, Parsed("other", "a,b\n,1\n")); },
                     "other: column 'a' has no value");
}

TEST(Gap, RunsAreAveragedFeatureByFeature)
{
    const auto means =
        MeanGaps({{{"a", 1, 0.5, 10}, {"b", 0, 0, 0}}, {{"a", 3, 0.25, 20}, {"b", 1, 1, 1}}});
    ASSERT_EQ(means.size(), 2u);
    EXPECT_EQ(means[0].feature, "a");
    EXPECT_DOUBLE_EQ(means[0].m, 2);
    EXPECT_DOUBLE_EQ(means[0].ks, 0.375);
    EXPECT_DOUBLE_EQ(means[0].wasserstein1, 15);
    const Spread spread = SpreadOf({3, 1, 2});
    EXPECT_DOUBLE_EQ(spread.mean, 2);
    EXPECT_DOUBLE_EQ(spread.min, 1);
    EXPECT_DOUBLE_EQ(spread.max, 3);
}

TEST(Gap, TheFileHasOneRowAFeature)
{
    std::ostringstream stream;
    WriteGaps(stream, {{"a,x", 0.5, 0.25, 3}, {"b", 0, 1, 2.5}});
    EXPECT_EQ(stream.str(), "feature,m,ks,wasserstein1\n\"a,x\",0.5,0.25,3\nb,0,1,2.5\n");
}

struct Published
{
    const char* file;
    double sumOfM;
    double withoutCalcBitrate;
};

using PublishedTimegan = SharedDataTest;

// The tutorial's best of nine models against its own real table.
TEST_F(PublishedTimegan, HasTheKnownM)
{
    const std::string models = "data/testbed-2023/published-timegan/9-models/";
    for (const Published& published :
         {Published{"32.csv", 0.541, 0.33}, Published{"64.csv", 1.261, 1.17}})
    {
        const auto table = [&](const std::string& kind) {
            const auto document = ReadCsv(SharedFile(models + kind + published.file));
            return Observation(document.file, document.table);
        };
        const auto gaps = FeatureGaps(table("real_"), table("best_modelsum_"));
        EXPECT_NEAR(SumOfM(gaps), published.sumOfM, 0.0005) << published.file;
        EXPECT_NEAR(SumOfM(gaps, {"CalcBitrate"}), published.withoutCalcBitrate, 0.005)
            << published.file;
    }
}

} // namespace
