/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-options.h"

#include "option-values.h"
#include "program.h"

#include "ns3/input-error.h"

#include "ns3/rng-seed-manager.h"

#include <cmath>
#include <utility>

namespace ns3::synthnet
{

namespace po = boost::program_options;

TestbedOptions::TestbedOptions(std::string load)
    : m_defaultLoad(std::move(load))
{
}

void
TestbedOptions::AddTo(po::options_description& options)
{
    const TestbedConfig first = TestbedConfig::Scenario("2022");
    const TestbedConfig second = TestbedConfig::Scenario("2023");
    auto add = options.add_options();
    add("scenario",
        po::value(&m_scenario)->default_value(m_scenario),
        "the measured testbed of 2022 or 2023, or control: loads that take turns");
    add("config", po::value(&m_configFile), "JSON file with what differs from the scenario");
    add("depth",
        Optional(m_depth),
        ("packets that each egress queue holds (" + std::to_string(first.switches[0].depth) + ")")
            .c_str());
    add("duration",
        Optional(m_duration),
        ("simulated seconds (2022: " + std::to_string(std::lround(first.durationSeconds)) +
         ", 2023: " + std::to_string(std::lround(second.durationSeconds)) + ")")
            .c_str());
    add("load",
        Optional(m_load),
        ("sinusoid, flashcrowd, stairstep, microburst, download, constant, file:NAME or none (" +
         (m_defaultLoad.empty() ? first.load.pattern : m_defaultLoad) + ")")
            .c_str());
    add("mpd", Optional(m_mpd), "file with the MPD to serve in place of the scenario's ladder");
    add("rule",
        Optional(m_rule),
        ("TypeId of the measured players' adaptation rule (" +
         first.player.attributes.at("Adaptation") + ")")
            .c_str());
    add("players",
        Optional(m_players),
        ("measured players, each on a host of its own (" + std::to_string(first.player.count) + ")")
            .c_str());
}

void
TestbedOptions::AddRunTo(po::options_description& options)
{
    m_seeding.AddTo(options);
    auto add = options.add_options();
    add("out", po::value(&m_out), "directory to make");
    add("overwrite",
        po::bool_switch(&m_overwrite),
        "replace files in a directory that is not empty");
}

bool
TestbedOptions::Take(const std::string& name, const std::string& value)
{
    return m_attributes.Take(name, value);
}

TestbedConfig
TestbedOptions::Config() const
{
    TestbedConfig config = TestbedConfig::Scenario(m_scenario);
    if (!m_defaultLoad.empty())
    {
        config.SetLoad(m_defaultLoad);
    }
    if (!m_configFile.empty())
    {
        config.MergeFile(m_configFile);
    }
    config.player.attributes.emplace("KeepHistory", "true"); // for qoe.json, unless it was set
    m_attributes.ApplyTo(config);
    if (m_load)
    {
        config.SetLoad(*m_load);
    }
    if (m_depth)
    {
        NeedWithin("depth", *m_depth, 1, UINT32_MAX);
        for (auto& each : config.switches)
        {
            each.depth = *m_depth;
        }
    }
    if (m_duration)
    {
        NeedDuration(*m_duration);
        config.durationSeconds = *m_duration;
    }
    if (m_mpd)
    {
        config.video.mpd = *m_mpd;
    }
    if (m_rule)
    {
        config.player.attributes["Adaptation"] = *m_rule;
    }
    if (m_players)
    {
        NeedWithin("players", *m_players, 1, PlayerConfig::MOST);
        config.player.count = *m_players;
    }
    return config;
}

void
TestbedOptions::CheckRun() const
{
    if (m_out.empty())
    {
        throw InputError("--out is missing, expected a directory to make");
    }
    m_seeding.Check();
}

void
TestbedOptions::Apply(const TestbedConfig& config) const
{
    config.ApplyAttributes();
    RngSeedManager::SetSeed(m_seeding.seed);
    RngSeedManager::SetRun(m_seeding.run);
}

const RunSeed&
TestbedOptions::Seeding() const
{
    return m_seeding;
}

const std::string&
TestbedOptions::Out() const
{
    return m_out;
}

bool
TestbedOptions::Overwrites() const
{
    return m_overwrite;
}

} // namespace ns3::synthnet
