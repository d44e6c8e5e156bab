/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STUDY_WORK_H
#define SYNTHNET_STUDY_WORK_H

#include "live-options.h"
#include "process-pool.h"
#include "study-directory.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class OutputDirectory;
class Program;

/**
 * @ingroup synthnet-programs
 * @brief The work of a study, step by step. What is there is kept; a line is printed for what comes
 * to be there. All of it is done in child processes: ns-3 has one simulator in a process, and a
 * process that used LibTorch should not fork.
 */
class StudyWork
{
  public:
    /**
     * @param program for the records; it, and what follows, must outlive this
     * @param directory that is prepared
     * @param jobs child processes at a time
     */
    StudyWork(const Program& program,
              const StudyDirectory& directory,
              const StudyDescription& description,
              const LiveOptions& live,
              unsigned jobs);

    void Check() const;         //!< refuses at once what would fail after hours
    void CollectTables() const; //!< one of each depth
    void DrawTables() const;    //!< trains generators and draws tables from them
    void TrainAgents(
        StudyAgent kind) const; //!< of the offline ones, once the online ones are there

    /// Evaluates all policies: evaluation.csv and decisions.csv in @p results.
    void Evaluate(const OutputDirectory& results) const;

  private:
    /// Something that a child process makes.
    struct Job
    {
        std::filesystem::path file;
        ProcessTask work; //!< returns what to say of the file
    };

    void RunJobs(const std::string& name, const std::vector<Job>& jobs) const;
    std::string CollectTable(const std::string& depth) const;
    std::string TrainAgent(StudyAgent kind, uint64_t seed) const;
    ChosenEnvironment MakeEnvironment(StudyAgent kind) const;
    uint64_t OnlineTransitions(uint64_t seed) const;

    const Program& m_program;
    const StudyDirectory& m_directory;
    const StudyDescription& m_description;
    const LiveOptions& m_live;
    unsigned m_jobs;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_STUDY_WORK_H
