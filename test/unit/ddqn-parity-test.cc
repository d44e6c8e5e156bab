/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ddqn-learner.h"

#include <gtest/gtest.h>

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <ATen/ATen.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

// A learning step against LibTorch's automatic differentiation.

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t ROWS = 32;
constexpr std::size_t INPUTS = 12;
constexpr std::size_t ACTIONS = 6;
constexpr double GAMMA = 0.9;

MultilayerPerceptron
Network()
{
    MultilayerPerceptron network({INPUTS, 64, 48, ACTIONS});
    RandomNumbers random(3, 0);
    network.Initialize(random);
    return network;
}

TransitionBatch
Batch(RandomNumbers& random)
{
    TransitionBatch batch;
    batch.rows = ROWS;
    batch.observations.resize(2 * ROWS * INPUTS);
    random.FillNormal(batch.observations.data(), batch.observations.size());
    for (std::size_t row = 0; row < ROWS; ++row)
    {
        batch.actions.push_back(static_cast<uint32_t>(random.Below(ACTIONS)));
        batch.rewards.push_back(2 * random.Normal()); // errors on both sides of Huber's 1
        batch.continues.push_back(random.Below(4) == 0 ? 0.0F : 1.0F);
        batch.weights.push_back(random.Uniform());
        batch.places.push_back(row);
    }
    return batch;
}

torch::Tensor
TensorOf(std::vector<float> values, std::vector<int64_t> shape)
{
    return at::from_blob(values.data(), shape, torch::kFloat32).clone();
}

/// A network of Torch's with the same parameters; also takes gradients, which have the same places.
struct TorchNetwork
{
    std::vector<torch::Tensor> parameters; // weight, bias of each layer

    TorchNetwork(const std::vector<std::size_t>& sizes, const std::vector<float>& values)
    {
        std::size_t at = 0;
        for (std::size_t i = 0; i + 1 < sizes.size(); ++i)
        {
            const auto lanes = static_cast<int64_t>((sizes[i + 1] + 7) / 8 * 8);
            const auto inputs = static_cast<int64_t>(sizes[i]);
            const auto outputs = static_cast<int64_t>(sizes[i + 1]);
            const auto all =
                TensorOf({values.begin() + static_cast<std::ptrdiff_t>(at),
                          values.begin() + static_cast<std::ptrdiff_t>(at) + (inputs + 1) * lanes},
                         {inputs + 1, lanes});
            const auto used = all.narrow(1, 0, outputs); // [inputs + 1, outputs]
            parameters.push_back(used.narrow(0, 0, inputs).t().contiguous());
            parameters.push_back(used.select(0, inputs).contiguous());
            at += static_cast<std::size_t>((inputs + 1) * lanes);
        }
    }

    torch::Tensor Forward(torch::Tensor x) const // [rows, inputs]
    {
        for (std::size_t i = 0; i < parameters.size(); i += 2)
        {
            x = at::linear(x, parameters[i], parameters[i + 1]);
            x = i + 2 < parameters.size() ? x.relu() : x;
        }
        return x; // [rows, actions]
    }
};

double
Largest(const torch::Tensor& difference)
{
    return difference.abs().max().item<double>();
}

/// What autograd makes of a batch.
struct Expected
{
    double loss;
    torch::Tensor errors;
    std::vector<torch::Tensor> gradients;
};

Expected
LearnWithTorch(const DdqnConfig& config, const DdqnLearner& learner, const TransitionBatch& batch)
{
    const auto rows = static_cast<int64_t>(ROWS);
    const std::vector<std::size_t>& sizes = learner.Network().Sizes();
    TorchNetwork network(sizes, learner.Network().Parameters());
    const TorchNetwork target(sizes, learner.Target().Parameters());
    for (torch::Tensor& parameter : network.parameters)
    {
        parameter.set_requires_grad(true);
    }
    const auto both = TensorOf(batch.observations, {2, rows, static_cast<int64_t>(INPUTS)});
    const auto values = network.Forward(both[0]);
    const auto follows = target.Forward(both[1]); // [rows, actions]
    const auto chooser = config.doubleDqn ? network.Forward(both[1]).detach() : follows;
    const auto best = chooser.argmax(1, true); // [rows, 1]
    const auto goal = TensorOf(batch.rewards, {rows}) + TensorOf(batch.continues, {rows}) * GAMMA *
                                                            follows.gather(1, best).squeeze(1);
    std::vector<int64_t> actions(batch.actions.begin(), batch.actions.end());
    const auto taken = at::from_blob(actions.data(), {rows, 1}, torch::kInt64).clone(); // [rows, 1]
    const auto errors = values.gather(1, taken).squeeze(1) - goal;
    const auto costs = config.loss == DdqnLoss::MSE
                           ? errors.pow(2)
                           : at::huber_loss(errors, at::zeros_like(errors), at::Reduction::None);
    const auto loss = (costs * TensorOf(batch.weights, {rows})).mean();
    std::vector<torch::Tensor> gradients = torch::autograd::grad({loss}, network.parameters);
    if (config.gradientNorm > 0)
    {
        double squares = 0;
        for (const torch::Tensor& gradient : gradients)
        {
            squares += gradient.pow(2).sum().item<double>();
        }
        const double factor = std::min(1.0, config.gradientNorm / (std::sqrt(squares) + 1e-6));
        for (torch::Tensor& gradient : gradients)
        {
            gradient = gradient * factor;
        }
    }
    return {loss.item<double>(), errors.detach(), gradients};
}

TEST(DdqnParity, OutputsAreLibTorchs)
{
    const MultilayerPerceptron network = Network();
    RandomNumbers random(4, 0);
    const TransitionBatch batch = Batch(random);
    MultilayerPerceptron::Workspace workspace;
    const float* y = network.Forward(batch.observations.data(), ROWS, workspace);
    const torch::Tensor expected =
        TorchNetwork(network.Sizes(), network.Parameters())
            .Forward(
                TensorOf({batch.observations.begin(), batch.observations.begin() + ROWS * INPUTS},
                         {static_cast<int64_t>(ROWS), static_cast<int64_t>(INPUTS)}));
    for (std::size_t row = 0; row < ROWS; ++row)
    {
        for (std::size_t i = 0; i < ACTIONS; ++i)
        {
            EXPECT_NEAR(y[row * network.OutputStride() + i],
                        expected[static_cast<int64_t>(row)][static_cast<int64_t>(i)].item<float>(),
                        1e-5);
        }
    }
}

TEST(DdqnParity, LossErrorsAndGradientsAreThoseOfAutograd)
{
    for (const DdqnLoss loss : {DdqnLoss::HUBER, DdqnLoss::MSE})
    {
        for (const bool doubleDqn : {true, false})
        {
            DdqnConfig config;
            config.gamma = GAMMA;
            config.loss = loss;
            config.doubleDqn = doubleDqn;
            config.gradientNorm = loss == DdqnLoss::MSE ? 0.5 : 0;
            config.targetEvery = 4; // then network and target differ
            config.learningRate = 1e-2;
            DdqnLearner learner(config, Network());
            RandomNumbers random(5, 0);
            for (int step = 0; step < 7; ++step)
            {
                const TransitionBatch batch = Batch(random);
                const Expected expected = LearnWithTorch(config, learner, batch);
                const DdqnLearner::Result result = learner.Learn(batch);
                EXPECT_NEAR(result.loss, expected.loss, 1e-5);
                EXPECT_LT(Largest(TensorOf(learner.Errors(), {static_cast<int64_t>(ROWS)}) -
                                  expected.errors),
                          1e-5);
                const TorchNetwork gradients(learner.Network().Sizes(), learner.Gradients());
                ASSERT_EQ(gradients.parameters.size(), expected.gradients.size());
                for (std::size_t i = 0; i < expected.gradients.size(); ++i)
                {
                    EXPECT_LT(Largest(gradients.parameters[i] - expected.gradients[i]), 1e-5) << i;
                    EXPECT_GT(Largest(gradients.parameters[i]), 0) << i;
                }
            }
        }
    }
}

} // namespace
} // namespace ns3::synthnet
