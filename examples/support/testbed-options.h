/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TESTBED_OPTIONS_H
#define SYNTHNET_TESTBED_OPTIONS_H

#include "attribute-options.h"
#include "run-seed.h"

#include "ns3/testbed-config.h"

#include <boost/program_options.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief The options of a program that runs a testbed and writes a directory.
 */
class TestbedOptions
{
  public:
    /// @param load in place of the scenario's when no option says it; empty: the scenario's
    explicit TestbedOptions(std::string load = "");

    /// Those that say what is simulated.
    void AddTo(boost::program_options::options_description& options);

    /// Those that say which of the repetitions, and where it is written.
    void AddRunTo(boost::program_options::options_description& options);

    /// @return whether an option that is not described is an attribute's default, and was taken
    /// @throws InputError when the attribute does not exist or refuses the value
    bool Take(const std::string& name, const std::string& value);

    /// @return the scenario, then the file, then the defaults of attributes, then what an option
    ///         says of one thing
    /// @throws InputError when they have no sense
    TestbedConfig Config() const;

    /// @throws InputError when seed or run has no sense, or the directory is missing
    void CheckRun() const;

    /// Makes the configuration's attributes the defaults, and seeds ns-3's generator.
    void Apply(const TestbedConfig& config) const;

    const RunSeed& Seeding() const;
    const std::string& Out() const;
    bool Overwrites() const;

  private:
    std::string m_scenario{"2022"};
    std::string m_configFile;
    AttributeOptions m_attributes;
    std::optional<int64_t> m_depth;
    std::optional<double> m_duration;
    std::string m_defaultLoad;
    std::optional<std::string> m_load;
    std::optional<std::string> m_mpd;
    std::optional<std::string> m_rule;
    std::optional<int64_t> m_players;
    RunSeed m_seeding;
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TESTBED_OPTIONS_H
