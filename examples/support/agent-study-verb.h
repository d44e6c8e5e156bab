/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_STUDY_VERB_H
#define SYNTHNET_AGENT_STUDY_VERB_H

#include "agent-options.h"
#include "live-options.h"
#include "study-directory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class OutputDirectory;
class Program;
class StudyWork;

/**
 * @ingroup synthnet-programs
 * @brief The verb `study` of synthnet-agent.
 */
class AgentStudyVerb
{
  public:
    void AddTo(Program& program);

    /// @return whether an option that is not described belongs to the verb, and was taken
    bool Take(const std::string& name, const std::string& value);

  private:
    StudyDescription Describe() const;
    void Run(const Program& program) const;
    void Work(const Program& program,
              const StudyDescription& description,
              const std::vector<std::string>& formats,
              const OutputDirectory& results) const;

    TaskOptions m_task;
    LiveOptions m_live;
    LearningOptions m_learning;
    int64_t m_seeds{3};
    uint64_t m_seed{1};
    int64_t m_episodes{20};
    int64_t m_runs{10};
    std::string m_generator;
    std::optional<int64_t> m_steps;
    int64_t m_rows{14400};
    double m_tableSeconds{3600};
    int64_t m_jobs{2};
    std::string m_pictures;
    std::string m_out;
    bool m_overwrite{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_STUDY_VERB_H
