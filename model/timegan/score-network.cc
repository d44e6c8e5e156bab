/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "score-network.h"

#include <torch/csrc/autograd/autograd.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <memory>

namespace ns3::synthnet
{

namespace
{

constexpr double RATE = 1e-3;

GruShape
ShapeOf(std::size_t features, std::size_t inputs, bool sigmoid)
{
    return {inputs, std::max<std::size_t>(1, features / 2), 1, 1, sigmoid};
}

} // namespace

ScoreNetwork::ScoreNetwork(std::size_t features,
                           std::size_t inputs,
                           bool sigmoid,
                           RandomNumbers& random)
    : m_network(ShapeOf(features, inputs, sigmoid),
                GruKind::FUSED,
                torch::kCPU,
                std::make_shared<WorkerPool>(1)),
      m_optimizer(m_network.Parameters(), RATE)
{
    m_network.Initialize(random);
}

torch::Tensor
ScoreNetwork::Forward(const torch::Tensor& x) const
{
    return m_network.Forward(x).squeeze(1);
}

void
ScoreNetwork::Descend(const torch::Tensor& loss)
{
    m_optimizer.Step(torch::autograd::grad({loss}, m_network.Parameters()));
}

torch::Tensor
WindowTensor(const WindowSet& windows)
{
    const auto steps = static_cast<int64_t>(windows.SeqLen());
    const auto features = static_cast<int64_t>(windows.Names().size());
    const auto count = static_cast<int64_t>(windows.Count());
    torch::Tensor tensor = torch::empty({steps, features, count});
    auto values = tensor.accessor<float, 3>();
    for (int64_t window = 0; window < count; ++window)
    {
        const Eigen::MatrixXd rows = windows.Window(window);
        for (int64_t step = 0; step < steps; ++step)
        {
            for (int64_t feature = 0; feature < features; ++feature)
            {
                values[step][feature][window] = static_cast<float>(rows(step, feature));
            }
        }
    }
    return tensor;
}

torch::Tensor
ChooseWindows(const torch::Tensor& tensor, const std::vector<std::size_t>& windows)
{
    const std::vector<int64_t> indices(windows.begin(), windows.end());
    return tensor.index_select(2, torch::tensor(indices, torch::kLong));
}

torch::Tensor
DrawBatch(const torch::Tensor& tensor, std::size_t batch, RandomNumbers& random)
{
    const auto count = static_cast<std::size_t>(tensor.size(2));
    return ChooseWindows(tensor, random.Choose(std::min(batch, count), count));
}

} // namespace ns3::synthnet
