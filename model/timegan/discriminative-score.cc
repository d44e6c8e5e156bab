/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "discriminative-score.h"

#include "score-network.h"

#include "ns3/input-error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

namespace
{

constexpr std::size_t DISCRIMINATIVE_BATCH = 128;
constexpr Eigen::Index FEWEST_WINDOWS = 5; // of which one is tested on

/// One side's windows, a fifth of which is tested on.
struct Split
{
    Split(const WindowSet& windows, RandomNumbers& random)
    {
        const auto count = static_cast<std::size_t>(windows.Count());
        const auto order = random.Choose(count, count);
        const auto border = order.begin() + static_cast<std::ptrdiff_t>(count * 4 / 5);
        const torch::Tensor all = WindowTensor(windows);
        learned = ChooseWindows(all, {order.begin(), border});
        tested = ChooseWindows(all, {border, order.end()});
    }

    torch::Tensor learned; // [steps, features, windows]
    torch::Tensor tested;  // [steps, features, windows]
};

/// The first windows are real, the last are others.
torch::Tensor
Logits(const ScoreNetwork& network, const torch::Tensor& real, const torch::Tensor& other)
{
    return network.Forward(at::cat({real, other}, 2))[-1]; // [windows]
}

} // namespace

DiscriminativeScore::DiscriminativeScore(Eigen::Index steps)
    : m_steps(steps)
{
}

Eigen::Index
DiscriminativeScore::FewestWindows() const
{
    return FEWEST_WINDOWS;
}

double
DiscriminativeScore::Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const
{
    const Eigen::Index count = std::min(real.Count(), other.Count());
    if (count < FEWEST_WINDOWS)
    {
        throw InputError("the discriminative score has " + std::to_string(count) +
                         " windows of a side, expected at least " + std::to_string(FEWEST_WINDOWS));
    }
    RandomNumbers random(seed, 0);
    const std::size_t features = real.Names().size();
    const Split reals(real.Spaced(count), random);
    const Split others(other.Spaced(count), random);
    ScoreNetwork network(features, features, false, random);
    const auto batch = std::min<int64_t>(DISCRIMINATIVE_BATCH, reals.learned.size(2));
    const torch::Tensor labels = at::cat({torch::ones(batch), torch::zeros(batch)});
    for (Eigen::Index step = 0; step < m_steps; ++step)
    {
        const torch::Tensor logits =
            Logits(network,
                   DrawBatch(reals.learned, DISCRIMINATIVE_BATCH, random),
                   DrawBatch(others.learned, DISCRIMINATIVE_BATCH, random));
        network.Descend(2 * at::binary_cross_entropy_with_logits(logits, labels));
    }
    const torch::NoGradGuard noGradients;
    const torch::Tensor isReal = Logits(network, reals.tested, others.tested) > 0;
    const int64_t tested = reals.tested.size(2);
    const auto right = isReal.slice(0, 0, tested).sum().item<int64_t>() +
                       isReal.slice(0, tested).logical_not().sum().item<int64_t>();
    return std::abs(static_cast<double>(right) / static_cast<double>(isReal.size(0)) - 0.5);
}

} // namespace ns3::synthnet
