/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_POLICY_EVALUATION_H
#define SYNTHNET_POLICY_EVALUATION_H

#include "live-options.h"

#include "ns3/control-task.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

class OutputDirectory;

/**
 * @ingroup synthnet-programs
 * @brief Lets policies control the live testbed's queues, each in the same episodes, and writes how
 * it went.
 *
 * A policy is the file of an agent; `fixed:N`, always depth N; `random`; `threshold`, the rule
 * written by hand; or `codel`, CoDel in place of tail drop and nobody who decides.
 */
class PolicyEvaluation
{
  public:
    /**
     * @param live the testbed
     * @param task what is earned, and what random and threshold choose from; an agent has its own
     * @param policies as typed, each once
     * @param seed of the episodes, which share none with any training
     * @param runs episodes of each policy, at least 1
     * @throws InputError when a policy is none, or an agent's file cannot be used for the testbed
     */
    PolicyEvaluation(const LiveOptions& live,
                     ControlTask task,
                     std::vector<std::string> policies,
                     uint64_t seed,
                     uint64_t runs);

    /// @brief Says what the files call a policy; as typed when nothing is said.
    void SetName(const std::string& policy, const std::string& name);

    /**
     * @brief Has each episode's result kept as it comes, so that the same evaluation, when it is
     * run again, goes on where it was.
     * @param directory that is there, and is this evaluation's alone
     */
    void KeepIn(const std::filesystem::path& directory);

    /// @return the files that KeepIn() makes in @p directory
    static std::vector<std::filesystem::path> KeptFiles(const std::filesystem::path& directory,
                                                        std::size_t policies,
                                                        uint64_t runs);

    /**
     * @brief Runs all episodes, several side by side; a terminal is shown how far it is.
     * @param jobs child processes at a time
     */
    void Run(unsigned jobs);

    /**
     * @brief Writes `evaluation.csv`, a row for each policy and run (`policy`, `run` from 1;
     * `reward`, mean of a decision; `fps`, `bitrate` in kbit/s, `buffer` in s, means over the
     * seconds; `stallSeconds`, `switches` of quality; `meanDepth` in packets), and
     * `decisions.csv`, a row for each decision (`policy`, `run`; `decision` from 1; `reward`;
     * `setting`, mean of the switches, packets or for delays ms; `buffer` in s, `fps`, `bitrate` in
     * kbit/s, means over the period that followed).
     */
    void Write(const OutputDirectory& directory) const;

    /// @brief Prints each policy's mean reward, and how much it is above the best fixed depth.
    void Print(std::ostream& stream) const;

  private:
    std::string Episode(const std::string& policy, uint64_t run) const;

    LiveOptions m_live;
    ControlTask m_task;
    std::vector<std::string> m_policies;
    uint64_t m_seed;
    uint64_t m_runs;
    std::map<std::string, std::string> m_names; // by policy as typed
    std::filesystem::path m_kept;               // none: no result is kept
    std::vector<std::string> m_results;         // of policy and run: a line of each file
};

} // namespace ns3::synthnet

#endif // SYNTHNET_POLICY_EVALUATION_H
