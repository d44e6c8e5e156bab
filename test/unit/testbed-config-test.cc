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
                  ":1: attributes.ns3::TcpSocket::InitialCwnd is a number, expected a string");
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
    for (const char* name : {"2022", "2023", "control"})
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

TEST_F(TestbedConfigTest, LoadsThatTakeTurnsAreMembersOnlyWhereTheyAre)
{
    EXPECT_EQ(TestbedConfig::Scenario("2022").ToJson().find("turns"), std::string::npos);
    EXPECT_NE(TestbedConfig::Scenario("control").ToJson().find("turns"), std::string::npos);
    const auto config = Merged(R"({"turns": {"seconds": "ns3::ConstantRandomVariable[Constant=9]",
                                             "loads": [{"pattern": "download"}, {}]}})");
    ASSERT_EQ(config.turns.loads.size(), 2u);
    EXPECT_EQ(config.turns.loads[0].pattern, "download");
    EXPECT_EQ(config.turns.loads[1].pattern, "sinusoid") << "the default";
    ExpectRefused(R"({"turns": {"seconds": "9"}})", ":1: turns.seconds is '9'");
    ExpectRefused("{\"turns\": {\"loads\": [\n{}, {\"pattern\": \"foo\"}]}}",
                  ":2: turns.loads[1].pattern 'foo' is no load");
    ExpectRefused(R"({"turns": {"loads": [{"pattern": "download",
                                           "clientAttributes": {"Nope": "1"}}]}})",
                  ":2: turns.loads[0].clientAttributes.Nope does not exist");
}

TEST_F(TestbedConfigTest, UnknownMembersAreNamedWithTheirPlace)
{
    ExpectRefused(R"({"durationSecond": 3})",
                  ":1: durationSecond is unknown, expected one of attributes, durationSeconds, ");
    ExpectRefused(R"({"video": {"ladders": []}})",
                  ":1: video.ladders is unknown, expected one of contentSeconds, ");
    ExpectRefused(R"({"switches": {"deep": 3}})",
                  ":1: switches.deep is unknown, expected one of attributes, depth, ");
    ExpectRefused(R"({"switches": [{}, {"deep": 3}]})", ":1: switches[1].deep is unknown");
}

TEST_F(TestbedConfigTest, ValuesOfAnotherTypeAreNamed)
{
    ExpectRefused(R"({"durationSeconds": "long"})",
                  ":1: durationSeconds is a string, expected a number");
    ExpectRefused(R"({"serverLink": {"rate": 5}})",
                  ":1: serverLink.rate is a number, expected a string");
    ExpectRefused(R"({"switches": [5]})", ":1: switches[0] is a number, expected an object");
    ExpectRefused(R"({"switches": 5})", ":1: switches is a number, expected an array");
    ExpectRefused(R"({"player": {"count": 1.5}})",
                  ":1: player.count is 1.5, expected a whole number");
    ExpectRefused(R"({"player": {"count": -1}})",
                  ":1: player.count is -1, expected a whole number from 0 on");
    ExpectRefused(R"({"unixStart": 1.5})", ":1: unixStart is 1.5, expected a whole number");
    ExpectRefused(R"({"switches": {"depth": 4294967297}})",
                  ":1: switches[0].depth is 4294967297, expected a smaller number");
    ExpectRefused("[]", ":1: is an array, expected an object");
}

TEST_F(TestbedConfigTest, BadJsonIsNamedWithItsLine)
{
    ExpectRefused("{\n\"depth\" 3}", ":2: is not JSON here, expected ':'");
    ExpectRefused("{\n\"a\": 1\n\"b\": 2}", ":3: is not JSON here, expected '}'");
    ExpectRefused("", ":1: is not JSON here, expected "); // what, depends on the library
    ExpectRefused("{\"a\": nul}", ":1: is not JSON here, expected a value");
    ExpectRefused("{\"durationSeconds\": 1e999}", ":1: a number beyond 1.8e308");
    ExpectRefused("{\"durationSeconds\": 1,\n\"durationSeconds\": 2}",
                  ":2: a second member 'durationSeconds', expected each once");
    TestbedConfig config = TestbedConfig::Scenario("2022");
    ExpectInputError([&] { config.MergeFile("missing.json"); }, "missing.json: cannot be read");
    ExpectInputError([&] { config.MergeFile(m_scratch.Path().string()); }, "cannot be read");
}

TEST_F(TestbedConfigTest, ValuesWithoutSenseAreRefused)
{
    ExpectRefused(R"({"switches": []})", ":1: switches is empty");
    ExpectRefused(R"({"switches": {"depth": 0}})", ":1: switches[0].depth is 0");
    ExpectRefused(R"({"switches": {"rate": -1}})",
                  ":1: switches[0].rate is -1, expected packets a second, 0 (unlimited) or at ");
    ExpectRefused("{\"switches\": [{},\n{\"rate\": 1e-10}]}",
                  ":2: switches[1].rate is 1e-10, expected packets a second, 0 (unlimited) or at "
                  "least 0.001");
    ExpectRefused(R"({"switches": {"rate": 2e9}})",
                  ":1: switches[0].rate is 2e+09, expected 0 to 1e+09");
    EXPECT_EQ(Merged(R"({"switches": {"rate": 0.001}})").switches[0].rate, 0.001);
    ExpectRefused(R"({"switches": {"upTimeSeconds": -1}})",
                  ":1: switches[0].upTimeSeconds is -1, expected 0 to 1e+08");
    ExpectRefused(R"({"durationSeconds": 0})", ":1: durationSeconds is 0, expected 1 to 1e+08");
    ExpectRefused(R"({"video": {"ladder": []}})", ":1: video.ladder is empty");
    ExpectRefused(R"({"video": {"segmentSeconds": 0}})",
                  ":1: video.segmentSeconds is 0, expected 0.001 to 1e+08");
    ExpectRefused(R"({"player": {"count": 0}})", ":1: player.count is 0, expected 1 to 509");
    ExpectRefused(R"({"player": {"count": 510}})", ":1: player.count is 510, expected 1 to 509");
    ExpectRefused(R"({"player": {"startSeconds": -1}})",
                  ":1: player.startSeconds is -1, expected 0 to 1e+08");
    ExpectRefused(R"({"load": {"onPlayerHost": 1.5}})",
                  ":1: load.onPlayerHost is 1.5, expected 0 to 1");
    ExpectRefused(R"({"serverLink": {"rate": "fast"}})",
                  ":1: serverLink.rate is 'fast', expected for example 100Mbps");
    ExpectRefused(R"({"switchLink": {"rate": "0Mbps"}})", ":1: switchLink.rate is '0Mbps'");
    ExpectRefused(R"({"playerLink": {"delay": "soon"}})",
                  ":1: playerLink.delay is 'soon', expected for example 1ms");
    ExpectRefused(R"({"loadLink": {"delay": "-1ms"}})", ":1: loadLink.delay is '-1ms'");
    ExpectRefused(R"({"loadLink": {"outputBuffer": 0}})", ":1: loadLink.outputBuffer is 0");
    ExpectRefused(R"({"loadLink": {"loss": 1}})", ":1: loadLink.loss is 1, expected 0 to below 1");
}

TEST_F(TestbedConfigTest, WhatIsWrongIsNamedWithItsLine)
{
    ExpectRefused("{\n\"switches\": {\n\"depth\": 3,\n\"rate\": \"x\"}}",
                  ":4: switches.rate is a string, expected a number");
    ExpectRefused("{\n\"switches\": {\n\"depth\": 0}}", ":3: switches[0].depth is 0");
    ExpectRefused("{\n\"switches\": [{},\n{\"upTimeSeconds\": 1e10}]}",
                  ":3: switches[1].upTimeSeconds is 1e+10");
    ExpectRefused("{\"video\": {\n\"ladder\": [\n{\"id\": \"a\", \"bandwidth\": 5},\n"
                  "{\"id\": \"a\", \"bandwidth\": 6}]}}",
                  ":4: video.ladder[1].id is 'a', expected a name of its own");
}

TEST_F(TestbedConfigTest, ValuesThatNs3WouldDieOfAreRefused)
{
    ExpectRefused(R"({"unixStart": -5})", ":1: unixStart is -5, expected 0 to 1e+11");
    ExpectRefused(R"({"unixStart": 100000000001})", ":1: unixStart is 1e+11, expected");
    ExpectRefused(R"({"switches": {"queueDisc": "ns3::MqQueueDisc"}})",
                  ":1: switches[0].queueDisc is 'ns3::MqQueueDisc', expected a discipline");
    ExpectRefused(R"({"switches": {"queueDisc": "ns3::TbfQueueDisc[Burst=3000]"}})",
                  ":1: switches[0].queueDisc is 'ns3::TbfQueueDisc[Burst=3000]', expected a "
                  "discipline that gives a packet whenever it has one");
    ExpectRefused(R"({"player": {"attributes": {"SocketFactory": "ns3::Node"}}})",
                  ":1: player.attributes.SocketFactory is 'ns3::Node', expected a TypeId derived "
                  "from ns3::SocketFactory");
    ExpectRefused(R"({"load": {"clientAttributes": {"SocketFactory": "ns3::Node"}}})",
                  ":1: load.clientAttributes.SocketFactory is 'ns3::Node'");
    ExpectRefused(R"({"attributes": {"ns3::TcpL4Protocol::SocketType": "ns3::Node"}})",
                  ":1: attributes.ns3::TcpL4Protocol::SocketType is 'ns3::Node'");
    ExpectRefused(R"({"probe": {"attributes": {"Protocol": "6"}}})",
                  ":1: probe.attributes.Protocol is '6', expected a whole number from 18 to 255");
    ExpectRefused(R"({"playerLink": {"delay": "1e300s"}})", ":1: playerLink.delay is '1e300s'");
    ExpectRefused(R"({"probe": {"startSeconds": 1e300}})", ":1: probe.startSeconds is 1e+300");
    ExpectRefused(R"({"video": {"ladder": [{"id": "a", "bandwidth": 5, "frameRate": -1}]}})",
                  ":1: video.ladder[0].frameRate is -1, expected 0 to 1000");
    ExpectRefused(R"({"video": {"ladder": [{"id": "a"}]}})",
                  ":1: video.ladder[0].bandwidth is 0, expected 1 to 1e+12");
    ExpectRefused(R"({"video": {"segmentSizes": "ns3::synthnet::VbrSegmentSizes[CycleLength=0]"}})",
                  ":1: video.segmentSizes is 'ns3::synthnet::VbrSegmentSizes[CycleLength=0]', "
                  "where CycleLength is '0'");
    ExpectRefused(R"({"serverLink": {"service": "ns3::Node"}})",
                  ":1: serverLink.service is 'ns3::Node', expected a TypeId derived from "
                  "ns3::synthnet::ServiceTime");
    ExpectRefused(R"({"load": {"pattern": "foo"}})",
                  ":1: load.pattern 'foo' is no load, expected one of");
    ExpectRefused(R"({"serverLink": {"service": "ns3::synthnet::CpuServiceTime[SliceSigma=30]"}})",
                  ":1: serverLink.service is 'ns3::synthnet::CpuServiceTime[SliceSigma=30]', where "
                  "SliceSigma is '30', expected a number from 0 to 10");
    ExpectRefused(R"({"load": {"patternAttributes": {"Lambda": "1e300"}}})",
                  ":1: load.patternAttributes.Lambda is '1e300'");
}

TEST_F(TestbedConfigTest, AttributesOfALoadThatContradictEachOtherAreRefused)
{
    ExpectRefused("{\"load\":\n{\"patternAttributes\":\n{\"Amplitude\": \"30\"}}}",
                  ":3: load.patternAttributes.Amplitude is 30, expected less than Lambda, 30");
    ExpectRefused("{\"load\": {\"pattern\": \"stairstep\", \"patternAttributes\":\n"
                  "{\"Interval\": \"1ns\"}}}",
                  ":2: load.patternAttributes.Interval is +1e-09s, which makes 300000000000 steps "
                  "of 5 clients, expected at most 1000000 clients in all");
    ExpectRefused("{\"attributes\":\n{\"ns3::synthnet::SinusoidLoad::Amplitude\": \"31\"}}",
                  ":2: attributes.ns3::synthnet::SinusoidLoad::Amplitude is 31, expected less");
    ExpectRefused("{\"attributes\": {\"ns3::synthnet::SinusoidLoad::Amplitude\": \"31\"},\n"
                  "\"load\": {\"patternAttributes\": {\"Amplitude\": \"32\"}}}",
                  ":2: load.patternAttributes.Amplitude is 32, expected less than Lambda, 30");
    EXPECT_EQ(Merged(R"({"attributes": {"ns3::synthnet::SinusoidLoad::Amplitude": "31",
                                        "ns3::synthnet::SinusoidLoad::Lambda": "32"}})")
                  .load.patternAttributes.count("Amplitude"),
              0u);
}

TEST_F(TestbedConfigTest, AnAttributeThatAMemberSetsIsRefused)
{
    ExpectRefused(R"({"switches": {"attributes": {"QueueDepth": "7"}}})",
                  ":1: switches[0].attributes.QueueDepth is the testbed's own, expected depth of "
                  "the switches");
    ExpectRefused(R"({"player": {"attributes": {"StartTime": "7s"}}})",
                  ":1: player.attributes.StartTime is the testbed's own, expected startSeconds");
    ExpectRefused(R"({"attributes": {"ns3::synthnet::EthernetPort::DataRate": "1Mbps"}})",
                  ":1: attributes.ns3::synthnet::EthernetPort::DataRate is the testbed's own, "
                  "expected rate of the links");
    ExpectRefused(R"({"attributes": {"ns3::synthnet::IntSwitch::SwitchId": "5"}})",
                  ":1: attributes.ns3::synthnet::IntSwitch::SwitchId is of one switch, expected it "
                  "in switches[].attributes");
    EXPECT_EQ(Merged(R"({"switches": [{"attributes": {"SwitchId": "5"}}]})")
                  .switches.at(0)
                  .attributes.at("SwitchId"),
              "5");
}

TEST_F(TestbedConfigTest, ADefaultWinsOverWhatTheScenarioSays)
{
    TestbedConfig config = TestbedConfig::Scenario("2022");
    ASSERT_EQ(config.player.attributes.count("StableBufferTime"), 1u);
    config.SetDefault("ns3::synthnet::DashPlayer::StableBufferTime", "30s");
    EXPECT_EQ(config.attributes.at("ns3::synthnet::DashPlayer::StableBufferTime"), "30s");
    EXPECT_EQ(config.player.attributes.count("StableBufferTime"), 0u);
    EXPECT_EQ(config.load.clientAttributes.count("StableBufferTime"), 0u);
    EXPECT_EQ(config.player.attributes.count("Adaptation"), 1u) << "others stay";
    config.SetDefault("ns3::TcpSocket::InitialCwnd", "1");
    EXPECT_EQ(config.attributes.at("ns3::TcpSocket::InitialCwnd"), "1");
    config.SetDefault("ns3::synthnet::SinusoidLoad::Lambda", "20");
    EXPECT_EQ(config.load.patternAttributes.count("Lambda"), 0u);
    config.SetDefault("ns3::synthnet::CpuServiceTime::ServiceMin", "9us");
    for (const std::string& service : {config.serverLink.service,
                                       config.switchLink.service,
                                       config.switches[2].attributes.at("IngressService"),
                                       config.switches[0].attributes.at("EgressService")})
    {
        EXPECT_EQ(service.find("ServiceMin"), std::string::npos) << service;
        EXPECT_NE(service.find("ServiceMean"), std::string::npos) << service;
    }
    ExpectInputError([&] { config.SetDefault("ns3::Nope::A", "1"); }, "does not exist");
}

TEST_F(TestbedConfigTest, ADefaultInAFileWinsUnlessTheFileIsMoreSpecific)
{
    const std::string attributes =
        R"({"attributes": {"ns3::synthnet::DashPlayer::StableBufferTime": "30s"})";
    const TestbedConfig config = Merged(attributes + "}");
    EXPECT_EQ(config.player.attributes.count("StableBufferTime"), 0u);
    const TestbedConfig specific =
        Merged(attributes + R"(, "player": {"attributes": {"StableBufferTime": "20s"}}})");
    EXPECT_EQ(specific.player.attributes.at("StableBufferTime"), "20s");
    EXPECT_EQ(specific.load.clientAttributes.count("StableBufferTime"), 0u);
}

TEST_F(TestbedConfigTest, ThereAreTwoScenarios)
{
    ExpectInputError([] { TestbedConfig::Scenario("1999"); },
                     "unknown scenario '1999', expected 2022, 2023 or control");
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
    ExpectInputError(
        [&] { config.ApplyAttributes(); },
        "attribute ns3::TcpSocket::Nope does not exist, expected an attribute of ns3::TcpSocket");
    config.attributes = {{"ns3::TcpSocket::SegmentSize", "x"}};
    ExpectInputError([&] { config.ApplyAttributes(); },
                     "attribute ns3::TcpSocket::SegmentSize is 'x', expected a whole number");
}

} // namespace
