/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "live-options.h"

#include "ns3/attribute-text.h"
#include "ns3/fingerprint.h"
#include "ns3/input-error.h"
#include "ns3/testbed-environment.h"

#include <numeric>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

std::vector<unsigned>
SwitchesOf(const TestbedConfig& config)
{
    std::vector<unsigned> switches(config.switches.size());
    std::iota(switches.begin(), switches.end(), 1U);
    return switches;
}

} // namespace

LiveOptions::LiveOptions(double seconds)
    : m_duration(seconds)
{
}

void
LiveOptions::AddTo(po::options_description& options)
{
    auto add = options.add_options();
    add("config",
        po::value(&m_file),
        "live: JSON file with what differs from the scenario control");
    add("duration",
        po::value(&m_duration)->default_value(m_duration),
        "live: simulated seconds of an episode");
}

bool
LiveOptions::Take(const std::string& name, const std::string& value)
{
    return m_attributes.Take(name, value);
}

TestbedConfig
LiveOptions::Config() const
{
    TestbedConfig config = TestbedConfig::Scenario("control");
    if (!m_file.empty())
    {
        config.MergeFile(m_file);
    }
    m_attributes.ApplyTo(config);
    NeedDuration(m_duration);
    config.durationSeconds = m_duration;
    return config;
}

QueueActions
LiveOptions::Actions(const ControlTask& task) const
{
    return {task.knob, task.choices, Config().switches.size()};
}

ChosenEnvironment
LiveOptions::Make(const ControlTask& task) const
{
    const TestbedConfig config = Config();
    ControlConfig control;
    control.knob = task.knob;
    control.choices = task.choices;
    control.periodSeconds = static_cast<double>(task.period);
    control.observation = task.MakeObservation(SwitchesOf(config));
    control.reward = task.MakeReward();
    ChosenEnvironment chosen;
    chosen.observations = control.observation->Names();
    chosen.environment = MakeTestbedEnvironment(config, control);
    chosen.task = task;
    chosen.world["testbed"] = Fingerprint(config.ToJson());
    return chosen;
}

} // namespace ns3::synthnet
