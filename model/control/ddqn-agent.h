/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DDQN_AGENT_H
#define SYNTHNET_DDQN_AGENT_H

#include "ddqn-config.h"
#include "feature-scaler.h"
#include "multilayer-perceptron.h"

#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What an agent learns in, beside the environment itself.
struct AgentTask
{
    std::vector<std::string> observations;    //!< what each number of an observation is
    std::map<std::string, std::string> about; //!< texts of the caller, kept with the agent: what
                                              //!< the environment is, for one
};

/**
 * @ingroup synthnet-control
 * @brief A trained agent: it takes the action that it values most.
 *
 * Its file is a safetensors file; the header has `format` "synthnet-agent", `version`, `kind`
 * "ddqn", `config` (DdqnConfig), `observations` (a JSON array of names), `actions` (their number),
 * and `about.NAME` for each text of the task. The tensors are `network.N.weight` [outputs, inputs]
 * and `network.N.bias` as PyTorch's Linear has them, and the scaler's.
 */
class DdqnAgent
{
  public:
    /// @brief Memory that a decision needs; once used, decisions allocate nothing.
    struct Scratch
    {
        std::vector<float> observation;
        MultilayerPerceptron::Workspace workspace;
    };

    /// @param network its inputs are the task's observations, its outputs the actions
    DdqnAgent(const DdqnConfig& config,
              AgentTask task,
              FeatureScaler scaler,
              MultilayerPerceptron network);

    /// @throws InputError naming the file when it is no agent, or damaged
    explicit DdqnAgent(const SafetensorsFile& file);

    void Save(std::ostream& stream) const; //!< writes the file

    /**
     * @brief Checks that the agent is one for an environment.
     * @param observations what each number of an observation is
     * @param actions their number
     * @throws InputError naming the agent's file when it learned with others
     */
    void Need(const std::vector<std::string>& observations, std::size_t actions) const;

    /**
     * @brief The values of all actions.
     * @param observation as it comes from the environment
     * @return [Actions()], in the scratch until its next use
     * @throws std::invalid_argument when the observation has another size
     */
    const float* Values(const std::vector<double>& observation, Scratch& scratch) const;

    /// @return the index of the action of the largest value, the first of several
    std::size_t Best(const std::vector<double>& observation, Scratch& scratch) const;

    const DdqnConfig& Config() const;
    const AgentTask& Task() const;
    std::size_t Actions() const;
    const FeatureScaler& Scaler() const;
    const MultilayerPerceptron& Network() const;

  private:
    DdqnConfig m_config;
    AgentTask m_task;
    FeatureScaler m_scaler;
    MultilayerPerceptron m_network;
    std::string m_name{"the agent"}; // for messages
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DDQN_AGENT_H
