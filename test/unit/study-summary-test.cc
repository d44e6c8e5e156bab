/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "study-pictures.h"
#include "study-summary.h"

#include "ns3/csv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace
{

using namespace ns3::synthnet;

/// Two runs; of the agents the second seed is better.
const std::string EVALUATION = "policy,run,reward,fps,bitrate,buffer,stallSeconds,switches,"
                               "meanDepth\n"
                               "online-3,1,1.0,30,3000,20,0,1,40\n"
                               "online-3,2,1.2,30,3000,20,0,1,40\n"
                               "online-4,1,1.4,30,3000,30,2,3,60\n"
                               "online-4,2,2.0,30,3000,30,2,3,60\n"
                               "offline-3,1,0.9,24,2000,10,0,1,50\n"
                               "offline-3,2,1.5,24,2000,10,0,1,50\n"
                               "fixed:32,1,0.1,20,1000,10,9,9,32\n"
                               "fixed:32,2,0.3,20,1000,10,9,9,32\n"
                               "fixed:64,1,1.0,20,1000,10,9,9,64\n"
                               "fixed:64,2,1.1,20,1000,10,9,9,64\n"
                               "random,1,0.0,20,1000,10,9,9,48\n"
                               "random,2,0.8,20,1000,10,9,9,48\n"
                               "codel,1,0.5,20,1000,10,9,9,nan\n"
                               "codel,2,0.5,20,1000,10,9,9,nan\n";

std::vector<StudyResult>
Summarize(const std::string& evaluation = EVALUATION)
{
    return SummarizeStudy(ParseCsv(evaluation, "evaluation.csv").table,
                          {{"online", 90}, {"offline", 2}});
}

TEST(StudySummary, AgentsThatDifferByTheirSeedAreOneGroup)
{
    EXPECT_EQ(StudyGroup("online-12"), "online");
    EXPECT_EQ(StudyGroup("offline-1"), "offline");
    EXPECT_EQ(StudyGroup("fixed:32"), "fixed:32");
    const auto results = Summarize();
    ASSERT_EQ(results.size(), 6u);
    EXPECT_EQ(results[0].policy, "online");
    EXPECT_EQ(results[1].policy, "offline");
    EXPECT_EQ(results[5].policy, "codel");
    EXPECT_EQ(results[0].rewards, (std::vector<double>{1.0, 1.2, 1.4, 2.0}));
    EXPECT_DOUBLE_EQ(results[0].buffer, 25);
    EXPECT_DOUBLE_EQ(results[0].stallSeconds, 1);
    EXPECT_DOUBLE_EQ(results[0].switches, 2);
    EXPECT_DOUBLE_EQ(results[0].meanDepth, 50);
    EXPECT_DOUBLE_EQ(results[0].trainingSeconds, 90);
    EXPECT_TRUE(std::isnan(results[5].meanDepth));
    EXPECT_TRUE(std::isnan(results[5].trainingSeconds));
}

TEST(StudySummary, AnIntervalIsOverRunsInEachOfWhichTheMeanOfTheAgentsCounts)
{
    const auto results = Summarize();
    const MeanInterval expected = MeanWithInterval({1.2, 1.6});
    EXPECT_DOUBLE_EQ(results[0].reward.mean, expected.mean);
    EXPECT_DOUBLE_EQ(results[0].reward.low, expected.low);
    EXPECT_DOUBLE_EQ(results[0].reward.high, expected.high);
}

TEST(StudySummary, TheDifferenceToTheBestFixedDepthIsPairedByRun)
{
    const auto results = Summarize();
    EXPECT_EQ(BestFixed(results), "fixed:64");
    const MeanInterval expected = PairedDifference({1.2, 1.6}, {1.0, 1.1});
    EXPECT_DOUBLE_EQ(results[0].aboveBestFixed.mean, expected.mean);
    EXPECT_DOUBLE_EQ(results[0].aboveBestFixed.low, expected.low);
    EXPECT_DOUBLE_EQ(results[3].aboveBestFixed.mean, 0);
}

TEST(StudySummary, TheShareRecoveredIsOfTheWayFromRandomToOnline)
{
    const auto results = Summarize();
    EXPECT_DOUBLE_EQ(ShareRecovered(results), (1.2 - 0.4) / (1.4 - 0.4));
    EXPECT_DOUBLE_EQ(TimesSooner(results), 45);
    const auto sentences = StudySentences(results);
    ASSERT_EQ(sentences.size(), 2u);
    EXPECT_EQ(sentences[0], "offline recovers 80 % of the way from random to online");
    EXPECT_EQ(sentences[1], "offline is trained 45 times sooner than online (2 s, not 90 s)");
}

TEST(StudySummary, ThereIsNoShareWhenOnlineIsNotAboveRandom)
{
    auto results = Summarize();
    results[0].reward.mean = results[4].reward.mean;
    EXPECT_TRUE(std::isnan(ShareRecovered(results)));
    EXPECT_EQ(StudySentences(results)[0].rfind("online is not above random", 0), 0u);
    results.erase(results.begin());
    EXPECT_TRUE(std::isnan(ShareRecovered(results)));
    EXPECT_TRUE(std::isnan(TimesSooner(results)));
}

TEST(StudySummary, TheTableReadsBack)
{
    std::ostringstream text;
    WriteStudyResults(text, Summarize());
    const Table table = ParseCsv(text.str(), "study.csv").table;
    EXPECT_EQ(table.Rows(), 6);
    EXPECT_EQ(table.Label("policy", 2), "fixed:32");
    EXPECT_DOUBLE_EQ(table.Column("reward")(0), 1.4);
    EXPECT_TRUE(std::isnan(table.Column("trainingSeconds")(3)));
}

TEST(StudyPictures, TheSeriesShowsOneAgentOfEachKindAndTheBestFixedDepth)
{
    StudyTables tables;
    tables.results = Summarize();
    tables.seed = 3;
    std::string decisions = "policy,run,decision,reward,setting,buffer,fps,bitrate\n";
    for (const char* policy :
         {"online-3", "online-4", "offline-3", "fixed:32", "fixed:64", "random", "codel"})
    {
        decisions += std::string(policy) + ",1,1,1,32,5,30,3000\n" + policy +
                     ",1,2,1,64,9,24,3000\n" + policy + ",2,1,1,64,9,24,3000\n";
    }
    tables.decisions = ParseCsv(decisions, "decisions.csv").table;
    tables.curves =
        ParseCsv(
            "kind,seed,episode,rewardMean,decisions\nonline,3,0,1,9\nonline,4,0,2,9\noffline,3,0,1,"
            "9\n",
            "curves.csv")
            .table;
    const auto pictures = StudyPictures(tables);
    ASSERT_EQ(pictures.size(), 5u);
    EXPECT_EQ(pictures[0].name, "learning-curves");
    EXPECT_EQ(pictures[0].picture.panels[0].curves.size(), 5u); // three agents, two means
    EXPECT_EQ(pictures[1].picture.panels[0].boxes.size(), 6u);
    const Picture& series = pictures[2].picture;
    ASSERT_EQ(series.legend.size(), 3u);
    EXPECT_EQ(series.legend[2].label, "fixed:64");
    ASSERT_EQ(series.panels.size(), 6u);
    const Curve& setting = series.panels[0].curves[0];
    EXPECT_EQ(setting.x, Eigen::Vector4d(0, 4, 4, 8)); // two decisions of run 1, each held 4 s
    EXPECT_EQ(setting.y, Eigen::Vector4d(32, 32, 64, 64));
    EXPECT_EQ(pictures[3].name, "cdf-fps");
    EXPECT_EQ(pictures[4].picture.panels[0].curves.size(), 5u); // one fixed depth only
}

} // namespace
