/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/testbed-config.h"

#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace
{

using namespace ns3::synthnet;

class TestbedConfigTest : public ::testing::Test
{
  protected:
    /// @return the scenario with a change
    TestbedConfig Merged(const std::string& json) const
    {
        TestbedConfig config = TestbedConfig::Scenario("2022");
        config.MergeFile(m_scratch.Write("change.json", json).string());
        return config;
    }

    void ExpectRefused(const std::string& json, const std::string& part) const
    {
        const auto path = m_scratch.Write("change.json", json).string();
        TestbedConfig config = TestbedConfig::Scenario("2022");
        const std::string before = config.ToJson();
        ExpectInputError([&] { config.MergeFile(path); }, path + part);
        EXPECT_EQ(config.ToJson(), before) << "what is refused changes nothing";
    }

    ScratchDirectory m_scratch;
};

TEST_F(TestbedConfigTest, WhatAFileDoesNotStateStays)
{
    const TestbedConfig config =
        Merged(R"({"durationSeconds": 30, "playerLink": {"delay": "7ms"}})");
    const TestbedConfig scenario = TestbedConfig::Scenario("2022");
    EXPECT_EQ(config.durationSeconds, 30);
    EXPECT_EQ(config.playerLink.delay, "7ms");
    EXPECT_EQ(config.playerLink.rate, scenario.playerLink.rate);
    EXPECT_EQ(config.serverLink.delay, scenario.serverLink.delay);
    EXPECT_EQ(config.video.ladder.size(), scenario.video.ladder.size());
    EXPECT_EQ(Merged("{}").ToJson(), scenario.ToJson());
}

TEST_F(TestbedConfigTest, AttributesAreAddedByName)
{
    const TestbedConfig config = Merged(R"({"attributes": {"ns3::TcpSocket::InitialCwnd": "3"},
                                            "player": {"attributes": {"Loop": "true"}}})");
    EXPECT_EQ(config.attributes.at("ns3::TcpSocket::InitialCwnd"), "3");
    EXPECT_EQ(config.attributes.size(), TestbedConfig::Scenario("2022").attributes.size());
    EXPECT_EQ(config.player.attributes.at("Loop"), "true");
    EXPECT_EQ(config.player.attributes.count("Adaptation"), 1u);
    ExpectRefused(R"({"attributes": {"ns3::TcpSocket::InitialCwnd": 3}})",
                  ": attributes.ns3::TcpSocket::InitialCwnd is a number, expected a string");
}

TEST_F(TestbedConfigTest, AnObjectForSwitchesAppliesToEach)
{
    const TestbedConfig config = Merged(R"({"switches": {"depth": 9}})");
    ASSERT_EQ(config.switches.size(), 3u);
    for (const auto& each : config.switches)
    {
        EXPECT_EQ(each.depth, 9u);
    }
}

TEST_F(TestbedConfigTest, AnArrayTakesThePlaceOfTheOldOne)
{
    const TestbedConfig config = Merged(R"({"switches": [{"rate": 2000}, {}]})");
    ASSERT_EQ(config.switches.size(), 2u);
    EXPECT_EQ(config.switches[0].rate, 2000);
    EXPECT_EQ(config.switches[0].depth, SwitchConfig().depth);
    EXPECT_EQ(config.switches[1].rate, 0);
    const TestbedConfig ladder =
        Merged(R"({"video": {"ladder": [{"id": "a", "bandwidth": 5000000000}]}})");
    ASSERT_EQ(ladder.video.ladder.size(), 1u);
    EXPECT_EQ(ladder.video.ladder[0].bandwidth, 5'000'000'000u);
}

TEST_F(TestbedConfigTest, ItsJsonGivesItAgain)
{
    for (const char* name : {"2022", "2023"})
    {
        TestbedConfig config = TestbedConfig::Scenario(name);
        config.switches.resize(2);
        config.switches[1].rate = 1234.5;
        config.switches[1].attributes["Priorities"] = "2";
        config.video.ladder.resize(1);
        config.load.onPlayerHost = 0.25;
        config.unixStart = 5;
        TestbedConfig again = TestbedConfig::Scenario("2022");
        again.attributes.clear(); // maps are merged, not replaced
        again.player.attributes.clear();
        again.load.patternAttributes.clear();
        again.load.clientAttributes.clear();
        again.MergeFile(m_scratch.Write("whole.json", config.ToJson()).string());
        EXPECT_EQ(again.ToJson(), config.ToJson());
    }
}

TEST_F(TestbedConfigTest, UnknownMembersAreNamedWithTheirPlace)
{
    ExpectRefused(R"({"durationSecond": 3})", ": unknown member durationSecond");
    ExpectRefused(R"({"video": {"ladders": []}})", ": unknown member video.ladders");
    ExpectRefused(R"({"switches": {"deep": 3}})", ": unknown member switches[].deep");
    ExpectRefused(R"({"switches": [{}, {"deep": 3}]})", ": unknown member switches[1].deep");
}

TEST_F(TestbedConfigTest, ValuesOfAnotherTypeAreNamed)
{
    ExpectRefused(R"({"durationSeconds": "long"})",
                  ": durationSeconds is a JSON string, expected a number");
    ExpectRefused(R"({"serverLink": {"rate": 5}})",
                  ": serverLink.rate is a number, expected a JSON string");
    ExpectRefused(R"({"switches": [5]})", ": switches[0] is a number, expected a JSON object");
    ExpectRefused(R"({"switches": 5})", ": switches is a number, expected a JSON array");
    ExpectRefused(R"({"player": {"count": 1.5}})", ": player.count is not a whole number");
    ExpectRefused(R"({"player": {"count": -1}})", ": player.count is negative");
    ExpectRefused(R"({"unixStart": 1.5})", ": unixStart is not a whole number");
    ExpectRefused(R"({"switches": {"depth": 4294967297}})", ": /switches/0/depth is too large");
    ExpectRefused("[]", ": is a JSON array, expected a JSON object");
}

TEST_F(TestbedConfigTest, BadJsonIsNamedWithItsLine)
{
    ExpectRefused("{\n\"depth\" 3}", ":2: is not JSON here");
    ExpectRefused("{\n\"a\": 1\n\"b\": 2}", ":3: is not JSON here");
    ExpectRefused("", ":1: is not JSON here");
    ExpectRefused("{\"durationSeconds\": 1e999}", ": ");
    TestbedConfig config = TestbedConfig::Scenario("2022");
    ExpectInputError([&] { config.MergeFile("missing.json"); }, "missing.json: cannot be read");
    ExpectInputError([&] { config.MergeFile(m_scratch.Path().string()); }, "cannot be read");
}

TEST_F(TestbedConfigTest, ValuesWithoutSenseAreRefused)
{
    ExpectRefused(R"({"switches": []})", ": switches is empty");
    ExpectRefused(R"({"switches": {"depth": 0}})", ": switches.depth is 0");
    ExpectRefused(R"({"switches": {"rate": -1}})", ": switches.rate is negative");
    ExpectRefused(R"({"switches": {"upTimeSeconds": -1}})", ": switches.upTimeSeconds is negative");
    ExpectRefused(R"({"durationSeconds": 0})", ": durationSeconds is not above 0");
    ExpectRefused(R"({"video": {"ladder": []}})", ": video.ladder is empty");
    ExpectRefused(R"({"video": {"segmentSeconds": 0}})", ": video.segmentSeconds is not above 0");
    ExpectRefused(R"({"player": {"count": 0}})", ": player.count is 0, expected 1 to 509");
    ExpectRefused(R"({"player": {"count": 510}})", ": player.count is 510, expected 1 to 509");
    ExpectRefused(R"({"player": {"startSeconds": -1}})", ": player.startSeconds is negative");
    ExpectRefused(R"({"load": {"onPlayerHost": 1.5}})", ": load.onPlayerHost is not between");
    ExpectRefused(R"({"serverLink": {"rate": "fast"}})",
                  ": serverLink.rate is 'fast', expected for example 100Mbps");
    ExpectRefused(R"({"switchLink": {"rate": "0Mbps"}})", ": switchLink.rate is '0Mbps'");
    ExpectRefused(R"({"playerLink": {"delay": "soon"}})",
                  ": playerLink.delay is 'soon', expected for example 1ms");
    ExpectRefused(R"({"loadLink": {"delay": "-1ms"}})", ": loadLink.delay is '-1ms'");
    ExpectRefused(R"({"loadLink": {"outputBuffer": 0}})", ": loadLink.outputBuffer is 0");
    ExpectRefused(R"({"loadLink": {"loss": 1}})", ": loadLink.loss is not from 0 to below 1");
}

TEST_F(TestbedConfigTest, ThereAreTwoScenarios)
{
    ExpectInputError([] { TestbedConfig::Scenario("1999"); },
                     "unknown scenario '1999', expected 2022 or 2023");
    for (const char* name : {"2022", "2023"})
    {
        TestbedConfig::Scenario(name).Check();
        EXPECT_EQ(TestbedConfig::Scenario(name).scenario, name);
    }
}

TEST_F(TestbedConfigTest, TakesTheExamplesOfTheManual)
{
    std::ifstream manual(SYNTHNET_SOURCE "/doc/testbed.rst");
    std::string line;
    std::string example; // the lines of a block, which are indented
    std::size_t examples = 0;
    bool inside = false;
    while (std::getline(manual, line))
    {
        const bool indented = line.empty() || line[0] == ' ';
        if (inside && !indented)
        {
            Merged(example).Check();
            ++examples;
            inside = false;
        }
        if (inside)
        {
            example += line + "\n";
        }
        if (line == ".. code-block:: json")
        {
            inside = true;
            example.clear();
        }
    }
    EXPECT_GE(examples, 2u);
}

TEST_F(TestbedConfigTest, AttributesThatNs3LacksAreNamed)
{
    TestbedConfig config;
    config.attributes = {{"ns3::TcpSocket::Nope", "1"}};
    ExpectInputError([&] { config.ApplyAttributes(); }, "attribute ns3::TcpSocket::Nope does not");
    config.attributes = {{"ns3::TcpSocket::SegmentSize", "x"}};
    ExpectInputError([&] { config.ApplyAttributes(); }, "does not take 'x'");
}

} // namespace
