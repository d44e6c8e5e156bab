/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ddqn-agent.h"

#include "agent-header.h"

#include "ns3/input-error.h"
#include "ns3/table.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

const std::string KIND = "ddqn";

} // namespace

DdqnAgent::DdqnAgent(const DdqnConfig& config,
                     AgentTask task,
                     FeatureScaler scaler,
                     MultilayerPerceptron network)
    : m_config(config),
      m_task(std::move(task)),
      m_scaler(std::move(scaler)),
      m_network(std::move(network))
{
}

DdqnAgent::DdqnAgent(const SafetensorsFile& file)
    : m_scaler(FeatureScaling::NONE, 1),
      m_network({1, 1}),
      m_name(file.Name())
{
    AgentHeader header = AgentHeader::Read(file, KIND);
    m_config = header.config;
    m_scaler = FeatureScaler(m_config.scaling, header.task.observations.size());
    m_scaler.Load(file, "scaler");
    m_network = MultilayerPerceptron(header.Sizes());
    m_network.Parameters() = m_network.Load(file, "network");
    m_task = std::move(header.task);
}

void
DdqnAgent::Save(std::ostream& stream) const
{
    TensorStore store;
    m_network.Save(store, "network", m_network.Parameters());
    m_scaler.Save(store, "scaler");
    store.Write(stream, AgentHeader{KIND, m_config, m_task, Actions()}.Metadata());
}

void
DdqnAgent::Need(const std::vector<std::string>& observations, std::size_t actions) const
{
    if (m_task.observations != observations)
    {
        throw InputError(m_name,
                         0,
                         "observes " + JoinNames(m_task.observations) + "; expected " +
                             JoinNames(observations));
    }
    if (Actions() != actions)
    {
        throw InputError(m_name,
                         0,
                         "has " + std::to_string(Actions()) + " actions, expected " +
                             std::to_string(actions));
    }
}

const float*
DdqnAgent::Values(const std::vector<double>& observation, Scratch& scratch) const
{
    if (observation.size() != m_network.Sizes().front())
    {
        throw std::invalid_argument("an observation of " + std::to_string(observation.size()) +
                                    " numbers, expected " +
                                    std::to_string(m_network.Sizes().front()));
    }
    scratch.observation.resize(observation.size());
    std::transform(observation.begin(),
                   observation.end(),
                   scratch.observation.begin(),
                   [](double value) { return static_cast<float>(value); });
    m_scaler.Apply(scratch.observation.data(), 1);
    return m_network.Forward(scratch.observation.data(), 1, scratch.workspace);
}

std::size_t
DdqnAgent::Best(const std::vector<double>& observation, Scratch& scratch) const
{
    const float* values = Values(observation, scratch);
    return static_cast<std::size_t>(std::max_element(values, values + Actions()) - values);
}

const DdqnConfig&
DdqnAgent::Config() const
{
    return m_config;
}

const AgentTask&
DdqnAgent::Task() const
{
    return m_task;
}

std::size_t
DdqnAgent::Actions() const
{
    return m_network.Sizes().back();
}

const FeatureScaler&
DdqnAgent::Scaler() const
{
    return m_scaler;
}

const MultilayerPerceptron&
DdqnAgent::Network() const
{
    return m_network;
}

} // namespace ns3::synthnet
