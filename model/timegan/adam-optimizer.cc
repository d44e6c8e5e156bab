/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "adam-optimizer.h"

#include "gru-kernels.h"

#include <ATen/ATen.h>

#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr double BETA1 = 0.9;
constexpr double BETA2 = 0.999;
constexpr double EPSILON = 1e-8;

} // namespace

AdamOptimizer::AdamOptimizer(std::vector<torch::Tensor> parameters, double rate)
    : m_parameters(std::move(parameters)),
      m_rate(rate)
{
    for (const torch::Tensor& parameter : m_parameters)
    {
        m_state.means.push_back(torch::zeros_like(parameter, torch::requires_grad(false)));
        m_state.squares.push_back(torch::zeros_like(parameter, torch::requires_grad(false)));
    }
}

void
AdamOptimizer::SetRate(double rate)
{
    m_rate = rate;
}

void
AdamOptimizer::Step(const std::vector<torch::Tensor>& gradients)
{
    if (gradients.size() != m_parameters.size())
    {
        throw std::invalid_argument("as many gradients as parameters expected");
    }
    const torch::NoGradGuard noGradients;
    ++m_state.steps;
    const auto steps = static_cast<double>(m_state.steps);
    const double rate = m_rate / (1 - std::pow(BETA1, steps));
    const double scale = 1 / std::sqrt(1 - std::pow(BETA2, steps));
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
    {
        torch::Tensor& parameter = m_parameters[i];
        torch::Tensor& mean = m_state.means[i];
        torch::Tensor& square = m_state.squares[i];
        const torch::Tensor gradient = gradients[i].contiguous();
        if (parameter.is_cpu() && parameter.is_contiguous())
        {
            BestGruKernels().adam(parameter.data_ptr<float>(),
                                  gradient.data_ptr<float>(),
                                  mean.data_ptr<float>(),
                                  square.data_ptr<float>(),
                                  static_cast<std::size_t>(parameter.numel()),
                                  static_cast<float>(rate),
                                  static_cast<float>(scale),
                                  BETA1,
                                  BETA2,
                                  EPSILON);
            parameter.unsafeGetTensorImpl()->bump_version();
            continue;
        }
        mean.mul_(BETA1).add_(gradient, 1 - BETA1);
        square.mul_(BETA2).addcmul_(gradient, gradient, 1 - BETA2);
        parameter.addcdiv_(mean, (square.sqrt() * scale).add_(EPSILON), -rate);
    }
}

const std::vector<torch::Tensor>&
AdamOptimizer::Parameters() const
{
    return m_parameters;
}

const AdamOptimizer::State&
AdamOptimizer::Current() const
{
    return m_state;
}

void
AdamOptimizer::Restore(const State& state)
{
    m_state.steps = state.steps;
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
    {
        m_state.means[i].copy_(state.means.at(i));
        m_state.squares[i].copy_(state.squares.at(i));
    }
}

} // namespace ns3::synthnet
