/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "scratch-directory.h"

#include "ns3/testbed-config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace
{

using namespace ns3::synthnet;

class TestbedConfigFile : public ::testing::Test
{
  protected:
    /// The scenario of 2022, changed by a file with this text.
    TestbedConfig Merged(const std::string& text)
    {
        TestbedConfig config = TestbedConfig::Scenario("2022");
        config.MergeFile(m_scratch.Write("change.json", text));
        return config;
    }

    void ExpectRefused(const std::string& text, const std::string& message)
    {
        ExpectInputError([&] { Merged(text); }, message);
    }

    ScratchDirectory m_scratch;
    const TestbedConfig m_scenario = TestbedConfig::Scenario("2022");
};

TEST_F(TestbedConfigFile, ChangesWhatItStatesAndKeepsTheRest)
{
    const auto config = Merged(R"({"durationSeconds": 9, "player": {"count": 2,
                                   "attributes": {"Persistent": "false"}}})");
    EXPECT_EQ(config.durationSeconds, 9);
    EXPECT_EQ(config.player.count, 2u);
    EXPECT_EQ(config.player.startSeconds, m_scenario.player.startSeconds);
    auto attributes = m_scenario.player.attributes;
    attributes["Persistent"] = "false";
    EXPECT_EQ(config.player.attributes, attributes);
    EXPECT_EQ(config.unixStart, m_scenario.unixStart);
}

TEST_F(TestbedConfigFile, ChangesEachSwitchByAnObject)
{
    const auto config = Merged(R"({"switches": {"depth": 7}})");
    ASSERT_EQ(config.switches.size(), m_scenario.switches.size());
    for (std::size_t i = 0; i < config.switches.size(); ++i)
    {
        EXPECT_EQ(config.switches[i].depth, 7u);
        EXPECT_EQ(config.switches[i].attributes, m_scenario.switches[i].attributes);
    }
}

TEST_F(TestbedConfigFile, StartsAnotherLoadPatternWithItsDefaults)
{
    ASSERT_FALSE(m_scenario.load.patternAttributes.empty());
    const auto other = Merged(R"({"load": {"pattern": "flashcrowd",
                                           "patternAttributes": {"ShockLevel": "4"}}})");
    EXPECT_EQ(other.load.patternAttributes, (AttributeMap{{"ShockLevel", "4"}}));
    EXPECT_TRUE(other.load.clientAttributes.empty());
    const auto same = Merged(R"({"load": {"pattern": "sinusoid"}})");
    EXPECT_EQ(same.load.patternAttributes, m_scenario.load.patternAttributes);
    EXPECT_EQ(same.load.clientAttributes, m_scenario.load.clientAttributes);
}

TEST_F(TestbedConfigFile, IsReadBackAsItWasWritten)
{
    TestbedConfig config = TestbedConfig::Scenario("2023");
    config.switches.resize(2);
    config.switches[1].rate = 2500.5;
    config.load.pattern = "constant";
    EXPECT_EQ(Merged(config.ToJson()).ToJson(), config.ToJson());
}

TEST_F(TestbedConfigFile, IsRefusedWithTheNameOfWhatIsWrong)
{
    ExpectRefused("{\n\"player\": 3,,}", "change.json:2: is not JSON");
    ExpectRefused("[]", "expected a JSON object");
    ExpectRefused(R"({"player": {"cuont": 1}})", "unknown member player.cuont");
    ExpectRefused(R"({"player": {"count": "2"}})", "player.count is a JSON string");
    ExpectRefused(R"({"player": {"count": -2}})",
                  "player.count is negative, expected a whole number");
    ExpectRefused(R"({"player": {"attributes": {"Persistent": true}}})",
                  "player.attributes.Persistent is a JSON boolean, expected a string");
    ExpectRefused(R"({"switches": []})", "expected at least one switch");
    ExpectRefused(R"({"switches": {"depth": 0}})", "expected at least 1 packet");
    ExpectInputError([] { TestbedConfig().MergeFile("/nowhere/x.json"); }, "cannot be read");
    ExpectInputError([] { TestbedConfig::Scenario("2021"); }, "expected 2022 or 2023");
}

TEST_F(TestbedConfigFile, HasEveryMemberInTheManual)
{
    TestbedConfig config = m_scenario;
    for (AttributeMap* map : {&config.attributes,
                              &config.player.attributes,
                              &config.load.patternAttributes,
                              &config.load.clientAttributes,
                              &config.probe.attributes})
    {
        map->clear(); // their names are not members
    }
    for (auto& each : config.switches)
    {
        each.attributes.clear();
    }
    std::ifstream stream(SYNTHNET_SOURCE "/doc/testbed.rst");
    const std::string page{std::istreambuf_iterator<char>(stream), {}};
    const std::string json = config.ToJson();
    const std::regex member("\"([A-Za-z]+)\":");
    for (std::sregex_iterator match(json.begin(), json.end(), member), end; match != end; ++match)
    {
        const std::string name = (*match)[1];
        EXPECT_TRUE(std::regex_search(page, std::regex("[`.]" + name + "(``|\\.|\\[)"))) << name;
    }
}

} // namespace
