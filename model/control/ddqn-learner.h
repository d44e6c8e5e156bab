/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DDQN_LEARNER_H
#define SYNTHNET_DDQN_LEARNER_H

#include "ddqn-config.h"
#include "multilayer-perceptron.h"
#include "transition.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Learns the values of actions from batches of transitions.
 *
 * A step brings Q(s, a) nearer to r + γ·Q'(s', a'), where Q' is the target network and a' is the
 * best action at s' by the network itself; by Q' without `doubleDqn`. Nothing follows a transition
 * that is terminated; a truncated one is no different from any other. Then the target network is
 * refreshed as the configuration says.
 *
 * Source: van Hasselt, Guez, Silver, Deep Reinforcement Learning with Double Q-learning, AAAI 2016.
 */
class DdqnLearner
{
  public:
    /// What a step found.
    struct Result
    {
        float loss;  //!< mean over the batch, before the step
        float value; //!< mean of Q(s, a) over the batch
    };

    /// @param network its outputs are the actions
    DdqnLearner(const DdqnConfig& config, MultilayerPerceptron network);

    /**
     * @brief Takes a learning step.
     * @param batch with scaled observations
     * @throws InputError when the loss is no finite number
     */
    Result Learn(const TransitionBatch& batch);

    const std::vector<float>& Errors() const; //!< Q(s, a) − its target of the last step's batch
    const std::vector<float>& Gradients() const; //!< that the last step took
    uint64_t Steps() const;                      //!< learning steps so far

    const MultilayerPerceptron& Network() const;
    const MultilayerPerceptron& Target() const;

    /// @brief Adds all that decides the steps to come, as tensors whose names begin with @p prefix.
    void Save(TensorStore& store, const std::string& prefix) const;

    /// @throws InputError naming the file when what Save() wrote is not there or does not fit
    void Load(const SafetensorsFile& file, const std::string& prefix);

  private:
    void ShortenGradients();
    void RefreshTarget();

    DdqnConfig m_config;
    MultilayerPerceptron m_network;
    MultilayerPerceptron m_target;
    std::unique_ptr<NetworkOptimizer> m_optimizer;
    uint64_t m_steps{0};
    MultilayerPerceptron::Workspace m_workspace;       // of the network
    MultilayerPerceptron::Workspace m_targetWorkspace; // of the target
    std::vector<float> m_dValues;                      // [batch, outputs' stride]
    std::vector<float> m_errors;
    std::vector<float> m_gradients;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DDQN_LEARNER_H
