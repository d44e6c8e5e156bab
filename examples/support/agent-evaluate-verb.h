/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_EVALUATE_VERB_H
#define SYNTHNET_AGENT_EVALUATE_VERB_H

#include "agent-options.h"
#include "live-options.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief The verb `evaluate` of synthnet-agent.
 */
class AgentEvaluateVerb
{
  public:
    void AddTo(Program& program);

    /// @return whether an option that is not described belongs to the verb, and was taken
    bool Take(const std::string& name, const std::string& value);

  private:
    void Run(const Program& program) const;
    void EvaluateCartPole(const std::vector<std::string>& policies, std::ostream& stream) const;

    TaskOptions m_task;
    LiveOptions m_live;
    std::string m_environment;
    std::string m_policies;
    uint64_t m_runs{10};
    uint64_t m_seed{99};
    int64_t m_jobs{0};
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_EVALUATE_VERB_H
