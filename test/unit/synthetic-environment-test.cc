/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "control-tables.h"
#include "expect-input-error.h"
#include "shared-data.h"

#include "ns3/csv.h"
#include "ns3/published-reward.h"
#include "ns3/qoe-reward.h"
#include "ns3/telemetry-observation.h"
#include "ns3/testbed-logs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace ns3::synthnet
{
namespace
{

constexpr TransitionRule RULES[] = {TransitionRule::NEAREST,
                                    TransitionRule::PARALLEL,
                                    TransitionRule::PUBLISHED};

SyntheticConfig
With(TransitionRule rule, std::size_t decisions = 20)
{
    SyntheticConfig config;
    config.rule = rule;
    config.decisions = decisions;
    return config;
}

TableSource::Tables
TwoTables()
{
    return {{32, QueueAndPlayer(400, 1), 0, "a.csv"}, {64, QueueAndPlayer(400, 2), 24, "b.csv"}};
}

SyntheticEnvironment
Environment(const SyntheticConfig& config)
{
    return {TwoTables(),
            std::make_shared<TelemetryObservation>(std::vector<unsigned>{1}, true),
            std::make_shared<QoeReward>(),
            config};
}

/// What comes of actions drawn at random: observations, rewards, and ends.
std::vector<double>
Play(SyntheticEnvironment& environment, uint64_t seed, std::size_t steps)
{
    RandomNumbers random(9, 9);
    std::vector<double> all = Seen(environment.Reset(seed).observation);
    for (std::size_t i = 0; i < steps; ++i)
    {
        const GymStep step = environment.Step(SampleSpace(environment.ActionSpace(), random));
        EXPECT_EQ(WhyNotIn(environment.ObservationSpace(), step.observation), "");
        EXPECT_FALSE(step.terminated);
        all.insert(all.end(), Seen(step.observation).begin(), Seen(step.observation).end());
        all.push_back(step.reward);
        if (step.truncated)
        {
            break;
        }
    }
    return all;
}

TEST(SyntheticEnvironment, SeedAndActionsDecideAllThatFollows)
{
    for (const TransitionRule rule : RULES)
    {
        SyntheticEnvironment one = Environment(With(rule));
        SyntheticEnvironment other = Environment(With(rule));
        Play(other, 4, 5); // in the middle of another episode
        EXPECT_EQ(Play(one, 3, 20), Play(other, 3, 20));
        if (rule != TransitionRule::PUBLISHED) // whose episodes are all alike
        {
            EXPECT_NE(Play(one, 3, 20), Play(one, 4, 20));
        }
    }
}

TEST(SyntheticEnvironment, TheActionIsInForceInTheNextPeriod)
{
    for (const TransitionRule rule : RULES)
    {
        SyntheticEnvironment environment = Environment(With(rule));
        environment.Reset(1);
        for (int64_t i = 0; i < 20; ++i)
        {
            const int64_t action = i / 3 % 2;
            const auto seen = Seen(environment.Step({action}).observation);
            EXPECT_EQ(seen[6], action == 0 ? 5 : 6); // setting1.log2
            const auto period = environment.Period();
            EXPECT_EQ(environment.Periods().TableOf(period), static_cast<std::size_t>(action));
        }
    }
}

TEST(SyntheticEnvironment, ShowsOfAPeriodWhatTheObservationSeesOfItsRowsInTheTable)
{
    const TelemetryObservation observation({1}, true);
    const TableSource::Tables tables = TwoTables();
    for (const TransitionRule rule : RULES)
    {
        SyntheticEnvironment environment = Environment(With(rule));
        GymValue seen = environment.Reset(1).observation;
        for (int64_t i = 0; i < 20; ++i)
        {
            const SettingTable& of = tables[environment.Periods().TableOf(environment.Period())];
            const Table::Index row = environment.Periods().RowOf(environment.Period());
            const Table rows = of.table.SelectRows({row, row + 1, row + 2, row + 3});
            EXPECT_EQ(Seen(seen), observation.Observe({rows, {of.setting}}));
            seen = environment.Step({i % 2}).observation;
        }
    }
}

TEST(SyntheticEnvironment, AnEpisodeIsTruncatedAfterItsDecisions)
{
    for (const TransitionRule rule : RULES)
    {
        SyntheticEnvironment environment = Environment(With(rule, 3));
        EXPECT_THROW(environment.Step({int64_t{0}}), std::logic_error);
        environment.Reset(1);
        EXPECT_FALSE(environment.Step({int64_t{0}}).truncated);
        EXPECT_FALSE(environment.Step({int64_t{1}}).truncated);
        const GymStep last = environment.Step({int64_t{0}});
        EXPECT_TRUE(last.truncated);
        EXPECT_FALSE(last.terminated);
        EXPECT_THROW(environment.Step({int64_t{0}}), std::logic_error);
        environment.Reset(2);
        EXPECT_FALSE(environment.Step({int64_t{0}}).truncated);
    }
}

TEST(SyntheticEnvironment, WhatIsNoActionIsRefused)
{
    SyntheticEnvironment environment = Environment(With(TransitionRule::NEAREST));
    environment.Reset(1);
    EXPECT_THROW(environment.Step({int64_t{2}}), std::invalid_argument);
    EXPECT_THROW(environment.Step({int64_t{-1}}), std::invalid_argument);
    EXPECT_THROW(environment.Step({std::vector<int64_t>{0}}), std::invalid_argument);
    EXPECT_NO_THROW(environment.Step({int64_t{1}})); // the episode goes on
}

TEST(SyntheticEnvironment, AColumnThatIsNeededIsNamedWithItsFile)
{
    for (const TransitionRule rule : RULES)
    {
        TableSource::Tables tables = TwoTables();
        for (auto& table : tables)
        {
            table.table = table.table.SelectColumns(
                {"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "FPS", "Buffer"});
        }
        const auto make = [&](auto observation, auto reward) {
            return [=] { SyntheticEnvironment(tables, observation, reward, With(rule)); };
        };
        const std::vector<unsigned> one{1};
        ExpectInputError(make(std::make_shared<TelemetryObservation>(one, true),
                              std::make_shared<PublishedReward>()),
                         "a.csv: no column is called 'ReportedBitrate'");
        ExpectInputError(make(std::make_shared<LastRowObservation>(std::vector<unsigned>{1, 2}),
                              std::make_shared<PublishedReward>()),
                         "a.csv: no column is called 'enq_qdepth2'");
        ExpectInputError(
            make(std::make_shared<LastRowObservation>(one), std::make_shared<QoeReward>()),
            ".csv: no column is called 'ReportedBitrate'");
    }
}

TEST(SyntheticEnvironment, AMissingOrImpossibleValueIsNamedWithItsFileAndRow)
{
    const auto make = [](const TableSource::Tables& tables, TransitionRule rule) {
        return [=] {
            SyntheticEnvironment(tables,
                                 std::make_shared<LastRowObservation>(std::vector<unsigned>{1}),
                                 std::make_shared<ColumnReward>("Buffer"),
                                 With(rule));
        };
    };
    for (const TransitionRule rule : RULES)
    {
        TableSource::Tables tables = TwoTables();
        tables[1].table.Column("deq_qdepth1")(7) = std::nan("");
        ExpectInputError(make(tables, rule),
                         "b.csv: deq_qdepth1 from row 5 on is no number, expected no missing");
        tables[1].table.Column("deq_qdepth1")(7) = -1;
        ExpectInputError(make(tables, rule),
                         "b.csv: what is seen from row 5 on: element 2 is -1, expected 0 to inf");
    }
    TableSource::Tables tables = TwoTables();
    tables[0].table.Column("Buffer")(7) = std::nan("");
    ExpectInputError(make(tables, TransitionRule::PARALLEL),
                     "a.csv: the reward of the rows from row 5 on is no number");
}

TEST(SyntheticEnvironment, OptionsOutOfRangeAreRefused)
{
    const auto make = [](const SyntheticConfig& config) { return [=] { Environment(config); }; };
    ExpectInputError(make(With(TransitionRule::NEAREST, 0)), "episodes of 0 decisions");
    SyntheticConfig config;
    config.neighbours = 0;
    ExpectInputError(make(config), "0 nearest periods, expected 1 at least");
    config = {};
    config.rows = 13;
    ExpectInputError(make(config), "b.csv: windows of 24 rows, expected 26 at least");
    config = {};
    config.knob = QueueKnob::DEPTH_OF_EACH;
    ExpectInputError(make(config), "a depth for each switch, expected one for all");
}

/// Tables that another source may draw.
class Alternating : public TableSource
{
  public:
    std::shared_ptr<const Tables> Draw(uint64_t seed) override
    {
        Tables tables = TwoTables();
        if (seed == 1)
        {
            tables[1].setting = 128;
        }
        else if (seed == 2)
        {
            tables[1].table.Column("enq_qdepth1").setConstant(std::nan(""));
        }
        return std::make_shared<const Tables>(std::move(tables));
    }
};

TEST(SyntheticEnvironment, TablesOfAResetThatAreOthersThanAtFirstAreRefusedAndTheNextResetGoesOn)
{
    SyntheticEnvironment environment(
        std::make_shared<Alternating>(),
        std::make_shared<TelemetryObservation>(std::vector<unsigned>{1}),
        std::make_shared<QoeReward>());
    ExpectInputError([&] { environment.Reset(1); }, "tables of other settings than at first");
    ExpectInputError([&] { environment.Reset(2); }, "b.csv: enq_qdepth1.mean from row 1 on");
    EXPECT_THROW(environment.Step({int64_t{0}}), std::logic_error);
    environment.Reset(3);
    EXPECT_NO_THROW(environment.Step({int64_t{0}}));
}

class SyntheticEnvironmentOfRealTables : public SharedDataTest
{
};

TEST_F(SyntheticEnvironmentOfRealTables, PlaysWithEachRule)
{
    TableSource::Tables tables;
    for (const int depth : {32, 64})
    {
        const auto file = SharedFile("data/testbed-2023/real_" + std::to_string(depth) + ".csv");
        tables.push_back({static_cast<double>(depth), ReadWholeTable(file), 0, file.string()});
    }
    const auto switches = SwitchesOf(tables[0].table.Names());
    ASSERT_EQ(switches.size(), 3u);
    for (const TransitionRule rule : RULES)
    {
        SyntheticEnvironment environment(
            tables,
            std::make_shared<TelemetryObservation>(switches, true),
            std::make_shared<PublishedReward>(rule == TransitionRule::PUBLISHED),
            With(rule, 2000));
        EXPECT_EQ(environment.Periods().Size(), 595u + 589u);
        const std::size_t width = environment.Actions().SettingOf({int64_t{0}}).size() + 18 + 4;
        const std::size_t steps = Play(environment, 1, 2000).size() / (width + 1);
        switch (rule) // how long the tables are
        {
        case TransitionRule::NEAREST:
            EXPECT_EQ(steps, 2000u);
            break;
        case TransitionRule::PARALLEL:
            EXPECT_EQ(steps, 588u);
            break;
        case TransitionRule::PUBLISHED:
            EXPECT_EQ(steps, 2 * 588u);
            break;
        }
    }
}

} // namespace
} // namespace ns3::synthnet
