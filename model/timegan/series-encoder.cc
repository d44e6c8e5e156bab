/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "series-encoder.h"

#include <torch/csrc/autograd/autograd.h>

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

namespace
{

/// Uniform in ±1/√fanIn, PyTorch's default for linear layers and convolutions.
torch::Tensor
DrawWeights(const std::vector<int64_t>& shape, int64_t fanIn, RandomNumbers& random)
{
    torch::Tensor weights = torch::empty(shape);
    random.FillUniform(weights.data_ptr<float>(), static_cast<std::size_t>(weights.numel()));
    const double bound = 1 / std::sqrt(static_cast<double>(fanIn));
    weights.mul_(2 * bound).sub_(bound);
    return weights.set_requires_grad(true);
}

/// Zeros and ones; each is one as likely as @p share.
torch::Tensor
DrawMask(const std::vector<int64_t>& shape, double share, RandomNumbers& random)
{
    torch::Tensor numbers = torch::empty(shape);
    random.FillUniform(numbers.data_ptr<float>(), static_cast<std::size_t>(numbers.numel()));
    return (numbers < share).to(torch::kFloat);
}

int64_t
DrawBetween(int64_t low, int64_t high, RandomNumbers& random)
{
    return low + static_cast<int64_t>(random.Below(static_cast<std::size_t>(high - low + 1)));
}

/**
 * @brief How unlikely each is to choose its twin among all others, by the product of embeddings.
 * @param stacked [sets, 2 · count, embedding]: in each set, some and then their twins
 */
torch::Tensor
TwinLoss(const torch::Tensor& stacked)
{
    const int64_t count = stacked.size(1) / 2;
    const torch::Tensor similarity = at::matmul(stacked, stacked.transpose(1, 2));
    const torch::Tensor self = at::eye(2 * count, torch::kBool);
    const torch::Tensor others = similarity.masked_fill(self, -INFINITY);
    const torch::Tensor chosen = at::log_softmax(others, -1);
    // Twins are `count` to the right of the first half's diagonal, and to the left of the second's.
    return -(at::diagonal(chosen, count, 1, 2).mean() + at::diagonal(chosen, -count, 1, 2).mean()) /
           2;
}

} // namespace

SeriesEncoder::SeriesEncoder(int64_t features, const Config& config, RandomNumbers& random)
    : m_config(config),
      m_random(random)
{
    m_parameters.push_back(DrawWeights({config.hidden, features}, features, random));
    m_parameters.push_back(DrawWeights({config.hidden}, features, random));
    for (int64_t block = 0; block <= config.depth; ++block)
    {
        constexpr int64_t TAPS = 3;
        const bool isLast = block == config.depth;
        const int64_t out = isLast ? config.embedding : config.hidden;
        const int64_t dilation = int64_t{1} << block;
        m_blocks.push_back({AddConvolution(config.hidden, out, TAPS, dilation),
                            AddConvolution(out, out, TAPS, dilation),
                            isLast,
                            isLast ? AddConvolution(config.hidden, out, 1, 1) : Convolution{}});
    }
    for (const auto& parameter : m_parameters)
    {
        m_means.push_back(parameter.detach().clone());
    }
}

void
SeriesEncoder::Learn(const torch::Tensor& windows, int64_t steps)
{
    const auto count = static_cast<std::size_t>(windows.size(0));
    const auto batch = std::min(count, static_cast<std::size_t>(m_config.batch));
    AdamOptimizer optimizer(m_parameters, m_config.rate);
    std::vector<std::size_t> order;
    for (int64_t step = 1; step <= steps; ++step)
    {
        if (order.size() < batch)
        {
            order = m_random.Choose(count, count); // an epoch
        }
        const std::vector<int64_t> chosen(order.end() - static_cast<std::ptrdiff_t>(batch),
                                          order.end());
        order.resize(order.size() - batch);
        const torch::Tensor loss =
            Loss(windows.index_select(0, torch::tensor(chosen, torch::kLong)));
        const auto gradients = torch::autograd::grad({loss}, m_parameters);
        {
            const torch::NoGradGuard noGradients;
            for (auto& parameter : m_parameters)
            {
                parameter.mul_(1 - m_config.rate * m_config.decay);
            }
        }
        optimizer.Step(gradients);
        Average(step);
    }
}

torch::Tensor
SeriesEncoder::Encode(const torch::Tensor& windows) const
{
    constexpr int64_t AT_ONCE = 256;
    const torch::NoGradGuard noGradients;
    SeriesEncoder averaged = *this;
    averaged.m_parameters = m_means;
    std::vector<torch::Tensor> codes;
    for (const auto& some : windows.split(AT_ONCE))
    {
        codes.push_back(std::get<0>(averaged.Embed(averaged.Linear(some)).max(2)));
    }
    return at::cat(codes);
}

SeriesEncoder::Convolution
SeriesEncoder::AddConvolution(int64_t in, int64_t out, int64_t taps, int64_t dilation)
{
    m_parameters.push_back(DrawWeights({out, in, taps}, in * taps, m_random));
    m_parameters.push_back(DrawWeights({out}, in * taps, m_random));
    return {m_parameters.size() - 2, m_parameters.size() - 1, dilation};
}

torch::Tensor
SeriesEncoder::Convolve(const Convolution& convolution, const torch::Tensor& x) const
{
    torch::Tensor weight = m_parameters[convolution.weight];
    const int64_t reach = weight.size(2) / 2 * convolution.dilation;
    if (reach >= x.size(2)) // the outer taps see nothing but the padding
    {
        weight = weight.slice(2, weight.size(2) / 2, weight.size(2) / 2 + 1);
    }
    return at::conv1d(x,
                      weight,
                      m_parameters[convolution.bias],
                      1,
                      reach >= x.size(2) ? 0 : reach,
                      convolution.dilation);
}

torch::Tensor
SeriesEncoder::Linear(const torch::Tensor& windows) const
{
    return at::linear(windows, m_parameters[0], m_parameters[1]).transpose(1, 2);
}

torch::Tensor
SeriesEncoder::Embed(torch::Tensor x) const // [windows, hidden, steps]
{
    for (const auto& block : m_blocks)
    {
        const torch::Tensor residual = block.projects ? Convolve(block.projection, x) : x;
        const torch::Tensor inner = Convolve(block.first, at::gelu(x));
        x = Convolve(block.second, at::gelu(inner)) + residual;
    }
    return x; // [windows, embedding, steps]
}

torch::Tensor
SeriesEncoder::EmbedNoisily(const torch::Tensor& windows)
{
    constexpr double SEEN = 0.5;
    constexpr double KEPT = 0.9;
    const torch::Tensor mask = DrawMask({windows.size(0), 1, windows.size(1)}, SEEN, m_random);
    const torch::Tensor embedding = Embed(Linear(windows) * mask);
    const torch::Tensor kept = DrawMask(embedding.sizes().vec(), KEPT, m_random);
    return (embedding * kept / KEPT).transpose(1, 2); // [windows, steps, embedding]
}

torch::Tensor
SeriesEncoder::Loss(const torch::Tensor& batch) // [windows, steps, features]
{
    // Two crops, the same in all windows but for a shift, that overlap in [left, right).
    const int64_t steps = batch.size(1);
    const int64_t overlap = DrawBetween(2, steps, m_random);
    const int64_t left = DrawBetween(0, steps - overlap, m_random);
    const int64_t right = left + overlap;
    const int64_t firstBegin = DrawBetween(0, left, m_random);
    const int64_t secondEnd = DrawBetween(right, steps, m_random);
    std::vector<torch::Tensor> first;
    std::vector<torch::Tensor> second;
    for (int64_t window = 0; window < batch.size(0); ++window)
    {
        const int64_t shift = DrawBetween(-firstBegin, steps - secondEnd, m_random);
        first.push_back(batch[window].slice(0, firstBegin + shift, right + shift));
        second.push_back(batch[window].slice(0, left + shift, secondEnd + shift));
    }
    const torch::Tensor a = EmbedNoisily(at::stack(first));
    const torch::Tensor b = EmbedNoisily(at::stack(second));
    return HierarchicalContrastiveLoss(a.slice(1, a.size(1) - overlap), b.slice(1, 0, overlap));
}

void
SeriesEncoder::Average(int64_t step)
{
    const torch::NoGradGuard noGradients;
    for (std::size_t i = 0; i < m_means.size(); ++i)
    {
        m_means[i].add_(m_parameters[i] - m_means[i], 1 / static_cast<double>(step + 1));
    }
}

torch::Tensor
HierarchicalContrastiveLoss(torch::Tensor a, torch::Tensor b)
{
    torch::Tensor loss = torch::zeros({});
    int64_t scales = 0;
    for (;;)
    {
        if (a.size(0) > 1)
        {
            // In each step, the windows of both crops: [steps, 2 · windows, embedding].
            loss = loss + TwinLoss(at::cat({a, b}).transpose(0, 1)) / 2;
        }
        if (a.size(1) > 1)
        {
            // In each window, the steps of both crops: [windows, 2 · steps, embedding].
            loss = loss + TwinLoss(at::cat({a, b}, 1)) / 2;
        }
        ++scales;
        if (a.size(1) == 1)
        {
            return loss / scales;
        }
        a = at::max_pool1d(a.transpose(1, 2), 2).transpose(1, 2);
        b = at::max_pool1d(b.transpose(1, 2), 2).transpose(1, 2);
    }
}

} // namespace ns3::synthnet
