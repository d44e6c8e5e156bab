/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "control-tables.h"
#include "table-text.h"

#include "ns3/published-reward.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace ns3::synthnet
{
namespace
{

std::shared_ptr<const QueueObservation>
LastRow()
{
    return std::make_shared<LastRowObservation>(std::vector<unsigned>{1});
}

/// Rows that are numbered in all columns of a switch: one a decision.
Table
Numbered(Eigen::Index rows, double first)
{
    const Eigen::VectorXd numbers =
        Eigen::VectorXd::LinSpaced(rows, first, first + static_cast<double>(rows - 1));
    return {{"enq_qdepth1", "deq_timedelta1", "deq_qdepth1"}, numbers.replicate(1, 3)};
}

SyntheticConfig
RowByRow(TransitionRule rule, std::size_t decisions)
{
    SyntheticConfig config;
    config.rows = 1;
    config.rule = rule;
    config.decisions = decisions;
    return config;
}

TEST(TransitionRules, ParallelReadsTheTablesSideBySideToTheEndOfTheShorterOne)
{
    SyntheticEnvironment environment({{32, Numbered(5, 0), 0, ""}, {64, Numbered(6, 100), 0, ""}},
                                     LastRow(),
                                     std::make_shared<ColumnReward>("deq_qdepth1"),
                                     RowByRow(TransitionRule::PARALLEL, 100));
    const double first = Seen(environment.Reset(1).observation)[0];
    EXPECT_TRUE(first == 0 || first == 100);
    std::vector<double> rows;
    for (const int64_t action : {1, 0, 0, 1})
    {
        const GymStep step = environment.Step({action});
        rows.push_back(Seen(step.observation)[0]);
        EXPECT_EQ(step.reward, rows.back());
        EXPECT_EQ(step.truncated, rows.size() == 4);
    }
    EXPECT_EQ(rows, (std::vector<double>{101, 2, 3, 104}));
}

TEST(TransitionRules, ParallelBeginsAnywhereThatLeavesEnoughRows)
{
    SyntheticEnvironment environment({{32, Numbered(10, 0), 0, ""}, {64, Numbered(10, 100), 0, ""}},
                                     LastRow(),
                                     std::make_shared<ColumnReward>("deq_qdepth1"),
                                     RowByRow(TransitionRule::PARALLEL, 7));
    std::set<double> firsts;
    for (uint64_t seed = 0; seed < 100; ++seed)
    {
        firsts.insert(Seen(environment.Reset(seed).observation)[0]);
        for (std::size_t i = 1; i <= 7; ++i)
        {
            EXPECT_EQ(environment.Step({int64_t{0}}).truncated, i == 7);
        }
    }
    EXPECT_EQ(firsts, (std::set<double>{0, 1, 2, 100, 101, 102}));
}

TEST(TransitionRules, PublishedDecidesAtEachNewPeriodOfEitherTableTheLargestSettingFirst)
{
    SyntheticEnvironment environment({{32, Numbered(3, 0), 0, ""}, {64, Numbered(3, 100), 0, ""}},
                                     LastRow(),
                                     std::make_shared<ColumnReward>("deq_qdepth1"),
                                     RowByRow(TransitionRule::PUBLISHED, 100));
    EXPECT_EQ(Seen(environment.Reset(1).observation)[0], 100);
    std::vector<double> rows;
    for (const int64_t action : {0, 1, 1, 0}) // 64, 32, 64 and 32 go on
    {
        const GymStep step = environment.Step({action});
        rows.push_back(Seen(step.observation)[0]);
        EXPECT_EQ(step.truncated, rows.size() == 4);
    }
    EXPECT_EQ(rows, (std::vector<double>{0, 101, 102, 2}));
}

TEST(TransitionRules, PublishedKeepsAnUndefinedRewardAsItWas)
{
    const Table table = Parsed("enq_qdepth1,deq_timedelta1,deq_qdepth1,Buffer,FPS\n"
                               "0,0,0,10,18\n0,0,0,11,18\n0,0,0,11,18\n0,0,0,40,18\n");
    SyntheticEnvironment environment({{32, table, 0, ""}, {64, table, 0, ""}},
                                     LastRow(),
                                     std::make_shared<PublishedReward>(true),
                                     RowByRow(TransitionRule::PUBLISHED, 100));
    for (int episode = 0; episode < 2; ++episode) // the second one begins as the first
    {
        environment.Reset(1);
        std::vector<double> rewards;
        for (const int64_t action : {0, 1, 1, 1, 1, 1})
        {
            rewards.push_back(environment.Step({action}).reward);
        }
        EXPECT_EQ(rewards, (std::vector<double>{0, 0.1, 0.1, 0.1, 2, 2}));
    }
}

TEST(TransitionRules, NearestGoesOnFromAPeriodThatResemblesThePresentOne)
{
    SyntheticConfig config = RowByRow(TransitionRule::NEAREST, 100);
    config.neighbours = 1;
    SyntheticEnvironment environment({{32, Numbered(50, 0), 0, ""}, {64, Numbered(50, 100), 0, ""}},
                                     LastRow(),
                                     std::make_shared<ColumnReward>("deq_qdepth1"),
                                     config);
    double row = Seen(environment.Reset(2).observation)[0];
    RandomNumbers random(1, 1);
    for (int i = 0; i < 20; ++i)
    {
        const auto action = static_cast<int64_t>(random.Below(2));
        const GymStep step = environment.Step({action});
        const double place = std::min(row >= 100 ? row - 100 : row, 48.0); // 49 is the last one
        row = Seen(step.observation)[0];
        EXPECT_EQ(row, place + 1 + 100 * static_cast<double>(action));
        EXPECT_EQ(step.reward, row);
    }
}

TEST(TransitionRules, NearestNeverEntersTheFirstPeriodOfAWindow)
{
    SyntheticEnvironment environment(
        {{32, QueueAndPlayer(240, 1), 12, ""}, {64, QueueAndPlayer(240, 2), 12, ""}},
        LastRow(),
        std::make_shared<ColumnReward>("Buffer"),
        {});
    RandomNumbers random(1, 1);
    std::set<std::size_t> entered;
    for (uint64_t seed = 0; seed < 20; ++seed)
    {
        environment.Reset(seed);
        bool truncated = false;
        while (!truncated)
        {
            truncated = environment.Step({static_cast<int64_t>(random.Below(2))}).truncated;
            entered.insert(environment.Period());
            EXPECT_NE(environment.Periods().RowOf(environment.Period()) % 12, 0);
        }
    }
    EXPECT_GT(entered.size(), 60u); // of 80 that follow another
}

TEST(TransitionRules, NearestDrawsOneOfTheNearest)
{
    SyntheticConfig config = RowByRow(TransitionRule::NEAREST, 1);
    config.neighbours = 3;
    SyntheticEnvironment environment({{32, Numbered(2, 0), 0, ""}, {64, Numbered(9, 100), 0, ""}},
                                     LastRow(),
                                     std::make_shared<ColumnReward>("deq_qdepth1"),
                                     config);
    std::set<double> followers;
    for (uint64_t seed = 0; seed < 300; ++seed)
    {
        if (Seen(environment.Reset(seed).observation)[0] == 100) // the lowest queue
        {
            followers.insert(Seen(environment.Step({int64_t{1}}).observation)[0]);
        }
    }
    EXPECT_EQ(followers, (std::set<double>{101, 102, 103}));
}

// --- What becomes of the network's regime --------------------------------------------------------

/// A network of two regimes that last: in each of them the setting of its number is right, which
/// the column `right` says, and the queue is full in regime 1.
Table
TwoRegimes(uint64_t seed, double depth, int setting)
{
    constexpr Eigen::Index periods = 3000;
    RandomNumbers random(seed, 5);
    Eigen::MatrixXd values(4 * periods, 4);
    int regime = 0;
    for (Eigen::Index row = 0; row < values.rows(); ++row)
    {
        if (row % 4 == 0 && random.Uniform() < 0.1F)
        {
            regime = 1 - regime;
        }
        const double full = (regime == 0 ? 0.1 : 0.6) + 0.1 * static_cast<double>(random.Uniform());
        values.row(row) << full * depth, full * depth, full * depth, (regime == setting ? 1 : 0);
    }
    return {{"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "right"}, values};
}

/// The mean reward of the actions that change the setting: [regime that was seen][action]. This is
/// the action-value that a tabular learner with discount 0 comes to.
std::array<std::array<double, 2>, 2>
ValuesOfChanges(TransitionRule rule)
{
    SyntheticConfig config;
    config.rule = rule;
    SyntheticEnvironment environment(
        {{32, TwoRegimes(1, 32, 0), 0, ""}, {64, TwoRegimes(2, 64, 1), 0, ""}},
        LastRow(),
        std::make_shared<ColumnReward>("right"),
        config);
    std::array<std::array<double, 2>, 2> sums{};
    std::array<std::array<double, 2>, 2> counts{};
    RandomNumbers random(3, 3);
    for (uint64_t seed = 0; seed < 200; ++seed)
    {
        double packets = Seen(environment.Reset(seed).observation)[0];
        bool truncated = false;
        while (!truncated)
        {
            const std::size_t set = environment.Periods().TableOf(environment.Period());
            const std::size_t regime = packets / (set == 0 ? 32 : 64) > 0.4 ? 1 : 0;
            const std::size_t action = random.Below(2);
            const GymStep step = environment.Step({static_cast<int64_t>(action)});
            packets = Seen(step.observation)[0];
            truncated = step.truncated;
            if (action != set)
            {
                sums[regime][action] += step.reward;
                counts[regime][action] += 1;
            }
        }
    }
    for (const std::size_t regime : {0, 1})
    {
        for (const std::size_t action : {0, 1})
        {
            EXPECT_GT(counts[regime][action], 1000);
            sums[regime][action] /= counts[regime][action];
        }
    }
    return sums;
}

TEST(TransitionRules, NearestKeepsTheRegimeSoThatActionValuesAreRight)
{
    const auto values = ValuesOfChanges(TransitionRule::NEAREST);
    for (const std::size_t regime : {0, 1}) // which lasts with the probability 0.9
    {
        EXPECT_NEAR(values[regime][regime], 0.9, 0.1);
        EXPECT_NEAR(values[regime][1 - regime], 0.1, 0.1);
    }
}

TEST(TransitionRules, ParallelLosesTheRegimeSoThatActionValuesSayNothing)
{
    const auto values = ValuesOfChanges(TransitionRule::PARALLEL);
    for (const std::size_t regime : {0, 1})
    {
        EXPECT_NEAR(values[regime][regime], 0.5, 0.15);
        EXPECT_NEAR(values[regime][1 - regime], 0.5, 0.15);
    }
}

} // namespace
} // namespace ns3::synthnet
