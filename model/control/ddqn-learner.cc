/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ddqn-learner.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3::synthnet
{
namespace
{

/// What an error costs, and how that changes with the error.
struct Cost
{
    float cost;
    float slope;
};

Cost
CostOf(DdqnLoss loss, float error)
{
    if (loss == DdqnLoss::MSE)
    {
        return {error * error, 2 * error};
    }
    const float size = std::abs(error);
    return size <= 1 ? Cost{0.5F * error * error, error}
                     : Cost{size - 0.5F, std::copysign(1.0F, error)};
}

} // namespace

DdqnLearner::DdqnLearner(const DdqnConfig& config, MultilayerPerceptron network)
    : m_config(config),
      m_network(std::move(network)),
      m_target(m_network),
      m_optimizer(MakeNetworkOptimizer(config.optimizer,
                                       config.learningRate,
                                       config.momentum,
                                       m_network.Parameters().size()))
{
}

DdqnLearner::Result
DdqnLearner::Learn(const TransitionBatch& batch)
{
    const std::size_t rows = batch.rows;
    const std::size_t actions = m_network.Sizes().back();
    const std::size_t stride = m_network.OutputStride();
    const float* before = batch.observations.data(); // [rows, features]
    const float* after = before + rows * m_network.Sizes().front();
    // One pass for both: [2 · rows, stride].
    const float* values =
        m_network.Forward(before, m_config.doubleDqn ? 2 * rows : rows, m_workspace);
    const float* targets = m_target.Forward(after, rows, m_targetWorkspace); // [rows, stride]
    const float* choosers = m_config.doubleDqn ? values + rows * stride : targets;

    const auto gamma = static_cast<float>(m_config.gamma);
    m_dValues.assign(rows * stride, 0.0F);
    m_errors.resize(rows);
    double loss = 0;
    double value = 0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float* chooser = choosers + row * stride;
        const std::ptrdiff_t best = std::max_element(chooser, chooser + actions) - chooser;
        const float follows = targets[row * stride + static_cast<std::size_t>(best)];
        const float target = batch.rewards[row] + batch.continues[row] * gamma * follows;
        const std::size_t taken = row * stride + batch.actions[row];
        m_errors[row] = values[taken] - target;
        const Cost cost = CostOf(m_config.loss, m_errors[row]);
        m_dValues[taken] = batch.weights[row] * cost.slope / static_cast<float>(rows);
        loss += static_cast<double>(batch.weights[row] * cost.cost);
        value += static_cast<double>(values[taken]);
    }
    loss /= static_cast<double>(rows);
    value /= static_cast<double>(rows);
    if (!std::isfinite(loss))
    {
        throw InputError("the loss of learning step " + std::to_string(m_steps + 1) +
                         " is not finite, expected a lower learningRate or smaller rewards");
    }
    m_network.Backward(before, m_dValues.data(), rows, m_workspace, m_gradients);
    ShortenGradients();
    m_optimizer->Step(m_network.Parameters(), m_gradients);
    ++m_steps;
    RefreshTarget();
    return {static_cast<float>(loss), static_cast<float>(value)};
}

void
DdqnLearner::ShortenGradients()
{
    if (m_config.gradientNorm == 0)
    {
        return;
    }
    // Sums side by side, which a compiler may keep in a vector; their number is a multiple of 8.
    float parts[8] = {};
    for (std::size_t i = 0; i < m_gradients.size(); i += 8)
    {
        for (std::size_t j = 0; j < 8; ++j)
        {
            parts[j] += m_gradients[i + j] * m_gradients[i + j];
        }
    }
    double squares = 0;
    for (const float part : parts)
    {
        squares += static_cast<double>(part);
    }
    // As PyTorch's clip_grad_norm_.
    const double factor = m_config.gradientNorm / (std::sqrt(squares) + 1e-6);
    if (factor < 1)
    {
        for (float& gradient : m_gradients)
        {
            gradient *= static_cast<float>(factor);
        }
    }
}

void
DdqnLearner::RefreshTarget()
{
    const std::vector<float>& from = m_network.Parameters();
    std::vector<float>& to = m_target.Parameters();
    if (m_config.targetEvery > 0)
    {
        if (m_steps % m_config.targetEvery == 0)
        {
            to = from;
        }
        return;
    }
    const auto tau = static_cast<float>(m_config.targetTau);
    for (std::size_t i = 0; i < to.size(); ++i)
    {
        to[i] += tau * (from[i] - to[i]);
    }
}

const std::vector<float>&
DdqnLearner::Errors() const
{
    return m_errors;
}

const std::vector<float>&
DdqnLearner::Gradients() const
{
    return m_gradients;
}

uint64_t
DdqnLearner::Steps() const
{
    return m_steps;
}

const MultilayerPerceptron&
DdqnLearner::Network() const
{
    return m_network;
}

const MultilayerPerceptron&
DdqnLearner::Target() const
{
    return m_target;
}

void
DdqnLearner::Save(TensorStore& store, const std::string& prefix) const
{
    m_network.Save(store, prefix + ".network", m_network.Parameters());
    m_target.Save(store, prefix + ".target", m_target.Parameters());
    m_optimizer->Save(store, prefix + ".optimizer");
    store.Add(prefix + ".steps", std::vector<double>{static_cast<double>(m_steps)});
}

void
DdqnLearner::Load(const SafetensorsFile& file, const std::string& prefix)
{
    m_network.Parameters() = m_network.Load(file, prefix + ".network");
    m_target.Parameters() = m_target.Load(file, prefix + ".target");
    m_optimizer->Load(file, prefix + ".optimizer");
    const std::vector<double> steps = NeedDoubles(file, prefix + ".steps");
    if (steps.size() != 1 || !(steps[0] >= 0 && steps[0] < 0x1p53) ||
        steps[0] != std::floor(steps[0]))
    {
        throw InputError(file.Name(), 0, prefix + ".steps is damaged, expected a count");
    }
    m_steps = static_cast<uint64_t>(steps[0]);
}

} // namespace ns3::synthnet
