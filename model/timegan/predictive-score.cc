/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "predictive-score.h"

#include "score-network.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

constexpr std::size_t PREDICTIVE_BATCH = 128;

/// What is seen at each step but the last, and the last feature a step later.
struct Task
{
    explicit Task(const torch::Tensor& windows) // [steps, features, windows]
        : seen(windows.slice(0, 0, -1).slice(1, 0, std::max<int64_t>(1, windows.size(1) - 1))),
          ahead(windows.slice(0, 1).select(1, windows.size(1) - 1))
    {
    }

    torch::Tensor Error(const ScoreNetwork& network) const
    {
        return at::l1_loss(network.Forward(seen), ahead);
    }

    torch::Tensor seen;  // [steps − 1, inputs, windows]
    torch::Tensor ahead; // [steps − 1, windows]
};

} // namespace

PredictiveScore::PredictiveScore(Eigen::Index steps)
    : m_steps(steps)
{
}

double
PredictiveScore::Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const
{
    RandomNumbers random(seed, 0);
    const std::size_t features = real.Names().size();
    ScoreNetwork network(features, std::max<std::size_t>(1, features - 1), true, random);
    const torch::Tensor learned = WindowTensor(other);
    for (Eigen::Index step = 0; step < m_steps; ++step)
    {
        network.Descend(Task(DrawBatch(learned, PREDICTIVE_BATCH, random)).Error(network));
    }
    const torch::NoGradGuard noGradients;
    return Task(WindowTensor(real)).Error(network).item<double>();
}

} // namespace ns3::synthnet
