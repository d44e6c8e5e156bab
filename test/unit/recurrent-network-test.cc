/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "recurrent-network.h"

#include <gtest/gtest.h>

#include <torch/csrc/autograd/autograd.h>

#include <ATen/ATen.h>

#include <memory>

using namespace ns3::synthnet;

namespace
{

RecurrentNetwork
MakeNetwork(GruKind kind, unsigned threads = 1)
{
    RandomNumbers random(1, 0);
    RecurrentNetwork network({4, 9, 3, 5, true},
                             kind,
                             torch::kCPU,
                             std::make_shared<WorkerPool>(threads));
    network.Initialize(random);
    return network;
}

torch::Tensor
MakeInput(int64_t windows)
{
    RandomNumbers random(2, 0);
    torch::Tensor x = torch::zeros({7, 4, windows});
    random.FillNormal(x.data_ptr<float>(), static_cast<std::size_t>(x.numel()));
    return x;
}

double
LargestEntry(const torch::Tensor& difference)
{
    return difference.abs().max().item<double>();
}

} // namespace

TEST(RecurrentNetwork, TheFusedGruAgreesWithTorchs)
{
    for (const int64_t windows : {1, 17, 40, 128})
    {
        torch::Tensor outputs[2];
        torch::Tensor inputGradients[2];
        std::map<std::string, torch::Tensor> gradients[2];
        for (const GruKind kind : {GruKind::FUSED, GruKind::TORCH})
        {
            const auto i = static_cast<std::size_t>(kind);
            const RecurrentNetwork network = MakeNetwork(kind, 2);
            torch::Tensor x = MakeInput(windows).set_requires_grad(true);
            outputs[i] = network.Forward(x);
            std::vector<torch::Tensor> wanted = network.Parameters();
            wanted.push_back(x);
            // weights of the loss that differ between outputs
            const torch::Tensor weights =
                torch::arange(outputs[i].numel()).view(outputs[i].sizes()) % 13 / 13.0;
            std::vector<torch::Tensor> found =
                torch::autograd::grad({(outputs[i].pow(2) * weights).mean()}, wanted);
            inputGradients[i] = found.back();
            found.pop_back();
            gradients[i] = network.Named(found);
        }
        EXPECT_LT(LargestEntry(outputs[0] - outputs[1]), 1e-6);
        EXPECT_LT(LargestEntry(inputGradients[0] - inputGradients[1]), 1e-6);
        ASSERT_EQ(gradients[0].size(), gradients[1].size());
        for (const auto& [name, gradient] : gradients[0])
        {
            EXPECT_LT(LargestEntry(gradient - gradients[1].at(name)), 1e-6) << name;
            EXPECT_GT(LargestEntry(gradient), 0) << name;
        }
    }
}

TEST(RecurrentNetwork, TheNumberOfThreadsChangesNoBit)
{
    torch::Tensor gradients[2];
    for (const unsigned threads : {1u, 2u})
    {
        const RecurrentNetwork network = MakeNetwork(GruKind::FUSED, threads);
        gradients[threads - 1] =
            torch::autograd::grad({network.Forward(MakeInput(100)).mean()}, network.Parameters())
                .at(0);
    }
    EXPECT_TRUE(torch::equal(gradients[0], gradients[1]));
}

TEST(RecurrentNetwork, TwoPassesMayBeOpenAtOnce)
{
    const RecurrentNetwork network = MakeNetwork(GruKind::FUSED);
    const torch::Tensor x = MakeInput(20);
    const torch::Tensor alone =
        torch::autograd::grad({network.Forward(x).mean()}, network.Parameters()).at(0);
    const torch::Tensor first = network.Forward(x);
    const torch::Tensor second = network.Forward(x * 2);
    EXPECT_TRUE(
        torch::equal(torch::autograd::grad({first.mean()}, network.Parameters()).at(0), alone));
    EXPECT_FALSE(
        torch::equal(torch::autograd::grad({second.mean()}, network.Parameters()).at(0), alone));
}

TEST(RecurrentNetwork, SecondGradientsOfOnePassAreRefused)
{
    const RecurrentNetwork network = MakeNetwork(GruKind::FUSED);
    const torch::Tensor loss = network.Forward(MakeInput(20)).mean();
    torch::autograd::grad({loss}, network.Parameters(), {}, true);
    EXPECT_THROW(torch::autograd::grad({loss}, network.Parameters(), {}, true), std::logic_error);
}

TEST(RecurrentNetwork, ParametersSurviveTheTripThroughTheirNames)
{
    const RecurrentNetwork from = MakeNetwork(GruKind::FUSED);
    RecurrentNetwork to({4, 9, 3, 5, true}, GruKind::TORCH, torch::kCPU, nullptr);
    to.SetNamedParameters(from.NamedParameters());
    for (const auto& [name, tensor] : to.NamedParameters())
    {
        EXPECT_TRUE(torch::equal(tensor, from.NamedParameters().at(name))) << name;
    }
}
