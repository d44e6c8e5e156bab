/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_SIMULATION_H
#define SYNTHNET_INT_SIMULATION_H

#include "attribute-options.h"
#include "int-meter.h"
#include "run-seed.h"

#include "ns3/int-node.h"
#include "ns3/testbed-config.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::synthnet
{

class OutputDirectory;
class Program;

/**
 * @ingroup synthnet-programs
 * @brief What synthnet-int does without a verb: the testbed with one way of telemetry, captured on
 * every link, beside the same run without.
 */
class IntSimulation
{
  public:
    void AddTo(Program& program);

  private:
    class Instruments;

    void Simulate(Program& program);
    void Check(const Program& program) const;
    void CheckAttributes(const TestbedConfig& config) const;
    TestbedConfig MakeConfig(const std::string& mode) const;
    IntOverhead Run(const std::string& mode, Program& program, OutputDirectory& out) const;
    IntPresence Presence() const;
    uint16_t Bitmap() const;

    std::string m_mode{"md"};
    std::string m_scenario{"2022"};
    std::string m_configFile;
    AttributeOptions m_attributes;
    std::optional<int64_t> m_depth;
    double m_duration{30};
    RunSeed m_seeding;
    std::optional<std::string> m_load;
    std::optional<std::string> m_watch;
    std::string m_instructions;
    int64_t m_hops{255};
    std::string m_dscp;
    bool m_byPort{false};
    std::string m_port;
    std::string m_reports{"network"};
    std::string m_captures{"all"};
    bool m_tightMtu{false};
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_SIMULATION_H
