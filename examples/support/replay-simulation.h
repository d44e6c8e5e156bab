/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAY_SIMULATION_H
#define SYNTHNET_REPLAY_SIMULATION_H

#include "testbed-options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class OutputDirectory;
class Program;

/**
 * @ingroup synthnet-programs
 * @brief What synthnet-replay does: the testbed, and captures as the load beside its players.
 */
class ReplaySimulation
{
  public:
    void AddTo(Program& program);

  private:
    class Replays;

    void Simulate(Program& program) const;
    std::vector<double> Starts(std::size_t captures) const;
    void Check() const;
    std::string Run(Program& program, OutputDirectory& out, const TestbedConfig& config) const;

    TestbedOptions m_testbed{"none"};
    std::string m_pcaps;
    std::string m_mode{"packets"};
    std::string m_starts{"0"};
    double m_speed{1};
    int64_t m_loops{1};
    double m_loopGap{0};
    double m_longestGap{0};
    std::string m_clients;
    std::string m_servers;
    std::string m_ports;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAY_SIMULATION_H
