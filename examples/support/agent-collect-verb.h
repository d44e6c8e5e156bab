/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_COLLECT_VERB_H
#define SYNTHNET_AGENT_COLLECT_VERB_H

#include "live-options.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3::synthnet
{

class OutputDirectory;
class Program;

/**
 * @ingroup synthnet-programs
 * @brief Simulates the testbed at the agent's load with one depth, and writes its logs and their
 * join, table.csv.
 * @param config with the depth that is set before; its duration counts
 * @param seed the number of the run
 * @param simulate runs the simulator until the time that it is given, in s
 */
void CollectTable(const TestbedConfig& config,
                  uint64_t seed,
                  const OutputDirectory& out,
                  const std::function<void(double)>& simulate);

/**
 * @ingroup synthnet-programs
 * @brief The verb `collect` of synthnet-agent.
 */
class AgentCollectVerb
{
  public:
    void AddTo(Program& program);

    /// @return whether an option that is not described belongs to the verb, and was taken
    bool Take(const std::string& name, const std::string& value);

  private:
    void Run(const Program& program) const;

    LiveOptions m_live{3600};
    int64_t m_depth{0};
    uint64_t m_seed{1};
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_COLLECT_VERB_H
