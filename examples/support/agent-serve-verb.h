/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_SERVE_VERB_H
#define SYNTHNET_AGENT_SERVE_VERB_H

#include "agent-options.h"
#include "live-options.h"

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief The verb `serve` of synthnet-agent.
 */
class AgentServeVerb
{
  public:
    void AddTo(Program& program);

    /// @return whether an option that is not described belongs to the verb, and was taken
    bool Take(const std::string& name, const std::string& value);

  private:
    void Run() const;

    TaskOptions m_task;
    SyntheticOptions m_synthetic;
    LiveOptions m_live;
    std::string m_environment;
    int64_t m_port{5555};
    uint64_t m_seed{1};
    uint64_t m_episodes{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_SERVE_VERB_H
