/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AGENT_OPTIONS_H
#define SYNTHNET_AGENT_OPTIONS_H

#include "ns3/control-task.h"
#include "ns3/ddqn-agent.h"
#include "ns3/ddqn-config.h"
#include "ns3/environment.h"

#include <boost/program_options.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @brief An environment that was made from options, and what an agent needs to know of it.
struct ChosenEnvironment
{
    std::unique_ptr<Environment> environment;
    std::vector<std::string> observations;      //!< what each number of an observation is
    std::optional<ControlTask> task;            //!< nothing where no queue is controlled
    std::map<std::string, std::string> world{}; //!< tells it from others, for AgentTask::about
};

/**
 * @ingroup synthnet-programs
 * @brief The options that say what an agent decides, sees, and earns.
 */
class TaskOptions
{
  public:
    void AddTo(boost::program_options::options_description& options);

    /// @throws InputError when an option has no sense
    ControlTask Get() const;

    /// @throws InputError when a depth is chosen otherwise than tables are there for
    void NeedDepths(const std::vector<double>& depths) const;

    /// @throws InputError when an option was given, for an environment without queues
    void NeedNone() const;

    bool Compat() const; //!< whether the published agent and environment are repeated

  private:
    std::optional<std::string> m_depths;
    std::optional<std::string> m_knob;
    std::optional<std::string> m_observe;
    std::optional<std::string> m_reward;
    bool m_compat{false};
};

/**
 * @ingroup synthnet-programs
 * @brief The tables, or the models that draw them, of a synthetic environment: `--dataN=FILE` or
 * `--modelN=FILE` for each depth N.
 */
class SyntheticOptions
{
  public:
    void AddTo(boost::program_options::options_description& options);

    /// @return whether the option is one of these, and was taken
    bool Take(const std::string& name, const std::string& value);

    std::vector<std::string> Files() const; //!< all that were given

    /// @throws InputError when an option was given, for another environment
    void NeedNone() const;

    /// @throws InputError as SyntheticEnvironment, and when an option has no sense
    ChosenEnvironment Make(ControlTask task, bool compat) const;

  private:
    std::vector<std::pair<double, std::string>> Sorted(const std::string& kind) const;

    std::vector<std::pair<std::string, std::string>> m_files; // name of the option, file
    std::optional<int64_t> m_seqLen;
    std::optional<std::string> m_transition;
    std::optional<int64_t> m_windows;
};

/// @ingroup synthnet-programs
/// @throws InputError when the file cannot be read, or is no agent
std::shared_ptr<const DdqnAgent> LoadAgent(const std::string& file);

/**
 * @ingroup synthnet-programs
 * @brief The options that say how an agent learns.
 */
class LearningOptions
{
  public:
    void AddTo(boost::program_options::options_description& options);

    /// @param config what is not said stays as it is there
    /// @throws InputError when an option is out of its range
    void Change(DdqnConfig& config) const;

  private:
    std::optional<std::string> m_hidden;
    std::optional<double> m_learningRate;
    std::optional<double> m_gamma;
    std::optional<std::size_t> m_batch;
    std::optional<std::size_t> m_updates;
    std::optional<std::size_t> m_targetEvery;
    std::optional<double> m_explorationStart;
    std::optional<uint64_t> m_explorationSteps;
    std::optional<double> m_explorationEnd;
    bool m_prioritized{false};
    bool m_keepBest{false};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AGENT_OPTIONS_H
