/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/ddqn-config.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace ns3::synthnet
{
namespace
{

void
ExpectRefused(const std::function<void(DdqnConfig&)>& change, const std::string& message)
{
    DdqnConfig config;
    change(config);
    ExpectInputError([&] { config.Check(); }, message);
}

TEST(DdqnConfig, SurvivesTheTripThroughJson)
{
    DdqnConfig changed = DdqnConfig::Published();
    changed.hidden = {7, 8, 9};
    changed.doubleDqn = false;
    changed.prioritized = true;
    changed.exploration.floor = 0.001;
    changed.transitions = 0;
    changed.episodes = 12;
    changed.seed = UINT64_MAX;
    changed.keepBest = true;
    changed.freezeAllButLast = true;
    for (const DdqnConfig& config :
         {DdqnConfig(), DdqnConfig::Published(), DdqnConfig::ForCartPole(), changed})
    {
        const DdqnConfig read = DdqnConfig::FromJson(config.ToJson(), "c.json");
        EXPECT_EQ(read.ToJson(), config.ToJson());
    }
    EXPECT_NE(changed.ToJson(), DdqnConfig::Published().ToJson());
}

TEST(DdqnConfig, SaysWhichValueIsOutOfRange)
{
    ExpectRefused([](DdqnConfig& c) { c.hidden.clear(); }, "number of hidden layers is 0");
    ExpectRefused([](DdqnConfig& c) { c.hidden = {64, 0}; }, "hidden is 0, expected 1 to 4096");
    ExpectRefused([](DdqnConfig& c) { c.gamma = 1.5; }, "gamma is 1.5, expected 0 to 1");
    ExpectRefused([](DdqnConfig& c) { c.gamma = std::nan(""); }, "gamma is nan");
    ExpectRefused([](DdqnConfig& c) { c.learningRate = 0; },
                  "learningRate is 0, expected above 0 and at most 1");
    ExpectRefused([](DdqnConfig& c) { c.momentum = 1; }, "momentum is 1");
    ExpectRefused([](DdqnConfig& c) { c.replay = 31; }, "replay is 31, expected 32 to");
    ExpectRefused([](DdqnConfig& c) { c.exploration.floor = 0.5; },
                  "explorationFloor is 0.5, expected 0 to explorationEnd");
    ExpectRefused([](DdqnConfig& c) { c.episodes = 3; }, "expected one of them above 0");
    ExpectRefused([](DdqnConfig& c) { c.transitions = 0; }, "transitions is 0 and episodes is 0");
    ExpectRefused([](DdqnConfig& c) { c.updatesPerStep = 0; }, "updatesPerStep is 0");
}

TEST(DdqnConfig, NamesTheFileAndThePlaceOfDamage)
{
    std::string json = DdqnConfig().ToJson();
    ExpectInputError([] { DdqnConfig::FromJson("{", "a.st"); }, "a.st: ");
    const auto replaced = [&](const std::string& from, const std::string& to) {
        std::string text = json;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    ExpectInputError([&] { DdqnConfig::FromJson(replaced("\"huber\"", "\"l1\""), "a.st"); },
                     "damaged at loss, expected huber or mse");
    ExpectInputError(
        [&] { DdqnConfig::FromJson(replaced("\"gamma\":0.99", "\"gamma\":2"), "a.st"); },
        "a.st: config: gamma is 2");
    ExpectInputError(
        [&] { DdqnConfig::FromJson(replaced("\"doubleDqn\":true", "\"doubleDqn\":1"), "a.st"); },
        "damaged at doubleDqn, expected true or false");
}

TEST(DdqnConfig, ThePublishedAgentNeverRefreshesItsTargetInAnHour)
{
    const DdqnConfig config = DdqnConfig::Published();
    config.Check();
    EXPECT_EQ(config.hidden, (std::vector<std::size_t>{24, 24}));
    EXPECT_GT(config.targetEvery, 900 * config.updatesPerStep); // decisions of an hour
    EXPECT_EQ(config.scaling, FeatureScaling::ROW_L2);
    EXPECT_TRUE(config.storesReversed);
}

} // namespace
} // namespace ns3::synthnet
