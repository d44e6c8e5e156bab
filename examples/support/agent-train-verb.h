/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_TRAIN_VERB_H
#define SYNTHNET_AGENT_TRAIN_VERB_H

#include "agent-options.h"
#include "live-options.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::synthnet
{

class Program;

/**
 * @ingroup synthnet-programs
 * @brief The verb `train` of synthnet-agent.
 */
class AgentTrainVerb
{
  public:
    void AddTo(Program& program);

    /// @return whether an option that is not described belongs to the verb, and was taken
    bool Take(const std::string& name, const std::string& value);

  private:
    ChosenEnvironment MakeEnvironment() const;
    DdqnConfig MakeConfig() const;
    void Run(const Program& program) const;

    TaskOptions m_task;
    SyntheticOptions m_synthetic;
    LiveOptions m_live;
    LearningOptions m_learning;
    std::string m_environment;
    std::optional<uint64_t> m_episodes;
    std::optional<uint64_t> m_transitions;
    std::string m_from;
    bool m_freeze{false};
    uint64_t m_seed{1};
    std::string m_agent;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_TRAIN_VERB_H
