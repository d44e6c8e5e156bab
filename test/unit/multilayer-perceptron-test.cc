/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/multilayer-perceptron.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ns3::synthnet
{
namespace
{

MultilayerPerceptron
Network(std::vector<std::size_t> sizes)
{
    MultilayerPerceptron network(std::move(sizes));
    RandomNumbers random(1, 0);
    network.Initialize(random);
    return network;
}

std::vector<float>
Inputs(std::size_t count)
{
    std::vector<float> x(count);
    RandomNumbers random(3, 0); // no unit is so near to 0 that a small step bends it
    random.FillNormal(x.data(), count);
    return x;
}

/// Σ of the outputs times their place.
double
Loss(const MultilayerPerceptron& network, const std::vector<float>& x, std::size_t rows)
{
    MultilayerPerceptron::Workspace workspace;
    const float* y = network.Forward(x.data(), rows, workspace);
    double loss = 0;
    for (std::size_t row = 0; row < rows; ++row)
    {
        for (std::size_t i = 0; i < network.Sizes().back(); ++i)
        {
            loss += static_cast<double>(y[row * network.OutputStride() + i]) *
                    static_cast<double>(row + i + 1);
        }
    }
    return loss;
}

std::vector<float>
Gradients(const MultilayerPerceptron& network, const std::vector<float>& x, std::size_t rows)
{
    MultilayerPerceptron::Workspace workspace;
    network.Forward(x.data(), rows, workspace);
    std::vector<float> dy(rows * network.OutputStride());
    for (std::size_t row = 0; row < rows; ++row)
    {
        for (std::size_t i = 0; i < network.Sizes().back(); ++i)
        {
            dy[row * network.OutputStride() + i] = static_cast<float>(row + i + 1);
        }
    }
    std::vector<float> gradients;
    network.Backward(x.data(), dy.data(), rows, workspace, gradients);
    return gradients;
}

TEST(MultilayerPerceptron, OneUnitIsTheEquationOfAUnit)
{
    MultilayerPerceptron network({2, 1, 1});
    std::vector<float>& parameters = network.Parameters(); // lanes of 8
    parameters[0] = 2;                                     // weight of the first input
    parameters[8] = -1;
    parameters[16] = 0.5F; // bias
    parameters[24] = 3;
    parameters[32] = -4;
    MultilayerPerceptron::Workspace workspace;
    const float positive[] = {1, 1};
    EXPECT_EQ(network.Forward(positive, 1, workspace)[0], 3 * 1.5F - 4);
    const float negative[] = {0, 1};
    EXPECT_EQ(network.Forward(negative, 1, workspace)[0], -4);
}

TEST(MultilayerPerceptron, TheGradientsAreTheSlopesOfTheLoss)
{
    MultilayerPerceptron network = Network({3, 10, 7, 2});
    const std::size_t rows = 5;
    const std::vector<float> x = Inputs(rows * 3);
    const std::vector<float> gradients = Gradients(network, x, rows);
    ASSERT_EQ(gradients.size(), network.Parameters().size());
    std::size_t moving = 0;
    for (std::size_t i = 0; i < gradients.size(); ++i)
    {
        if (network.Parameters()[i] == 0) // what is there for the kernels
        {
            EXPECT_EQ(gradients[i], 0) << i;
            continue;
        }
        float& value = network.Parameters()[i];
        const float old = value;
        const float by = 1e-3F;
        value = old + by;
        const double above = Loss(network, x, rows);
        value = old - by;
        const double below = Loss(network, x, rows);
        value = old;
        const double slope = (above - below) / (2 * static_cast<double>(by));
        EXPECT_NEAR(gradients[i], slope, 1e-2 * (1 + std::abs(slope))) << i;
        moving += gradients[i] != 0 ? 1 : 0;
    }
    EXPECT_GT(moving, 50u);
}

TEST(MultilayerPerceptron, ARowHasTheSameBitsAloneAndInABatch)
{
    const MultilayerPerceptron network = Network({12, 64, 64, 6});
    const std::size_t rows = 32;
    const std::vector<float> x = Inputs(rows * 12);
    MultilayerPerceptron::Workspace batch;
    MultilayerPerceptron::Workspace alone;
    const float* values = network.Forward(x.data(), rows, batch);
    for (std::size_t row = 0; row < rows; ++row)
    {
        const float* value = network.Forward(&x[row * 12], 1, alone);
        for (std::size_t i = 0; i < 6; ++i)
        {
            ASSERT_EQ(value[i], values[row * network.OutputStride() + i]);
        }
    }
}

TEST(MultilayerPerceptron, OnlyTheFirstRowsCountForGradients)
{
    const MultilayerPerceptron network = Network({3, 8, 2});
    const std::vector<float> x = Inputs(6 * 3);
    MultilayerPerceptron::Workspace workspace;
    network.Forward(x.data(), 6, workspace);
    std::vector<float> dy(4 * network.OutputStride());
    for (std::size_t row = 0; row < 4; ++row)
    {
        dy[row * 8] = static_cast<float>(row + 1);
        dy[row * 8 + 1] = static_cast<float>(row + 2);
    }
    std::vector<float> gradients;
    network.Backward(x.data(), dy.data(), 4, workspace, gradients);
    EXPECT_EQ(gradients, Gradients(network, x, 4));
}

TEST(MultilayerPerceptron, FrozenLayersHaveNoGradient)
{
    MultilayerPerceptron network = Network({3, 8, 8, 2});
    const std::vector<float> x = Inputs(5 * 3);
    const std::vector<float> all = Gradients(network, x, 5);
    network.Freeze(2);
    const std::vector<float> last = Gradients(network, x, 5);
    const std::size_t head = 4 * 8 + 9 * 8; // parameters of the layers before
    EXPECT_TRUE(std::all_of(last.begin(), last.begin() + head, [](float g) { return g == 0; }));
    EXPECT_TRUE(std::equal(last.begin() + head, last.end(), all.begin() + head));
    EXPECT_FALSE(std::all_of(all.begin(), all.begin() + head, [](float g) { return g == 0; }));
}

TEST(MultilayerPerceptron, WeightsAreDrawnWithinTheRootOfTheInputs)
{
    const MultilayerPerceptron network = Network({25, 400, 1});
    const std::vector<float>& all = network.Parameters();
    const auto [least, most] = std::minmax_element(all.begin(), all.begin() + 26 * 400);
    EXPECT_GE(*least, -0.2F);
    EXPECT_LT(*least, -0.19F);
    EXPECT_LE(*most, 0.2F);
    EXPECT_GT(*most, 0.19F);
    const auto [leastLast, mostLast] = std::minmax_element(all.begin() + 26 * 400, all.end());
    EXPECT_GE(*leastLast, -0.05F);
    EXPECT_LE(*mostLast, 0.05F);
}

TEST(MultilayerPerceptron, ParametersSurviveTheTripThroughTheirNames)
{
    const ScratchDirectory directory;
    const MultilayerPerceptron network = Network({3, 10, 2});
    const SafetensorsFile file = FileOf(directory, [&](std::ostream& stream) {
        TensorStore store;
        network.Save(store, "network", network.Parameters());
        store.Write(stream, {});
    });
    EXPECT_EQ(MultilayerPerceptron({3, 10, 2}).Load(file, "network"), network.Parameters());
    const Tensor& weight = file.Need("network.0.weight", TensorType::F32, {10, 3});
    // its second number is of the second input, as PyTorch has it
    float second = 0;
    std::copy_n(weight.bytes.data() + sizeof(float),
                sizeof(float),
                reinterpret_cast<char*>(&second));
    EXPECT_EQ(second, network.Parameters()[16]);
    ExpectInputError(
        [&] {
            MultilayerPerceptron({3, 11, 2}).Load(file, "network");
        },
        "m.safetensors");
}

TEST(MultilayerPerceptron, NetworksWithoutUnitsAreRefused)
{
    EXPECT_THROW(MultilayerPerceptron({3}), std::invalid_argument);
    EXPECT_THROW(MultilayerPerceptron({3, 0, 2}), std::invalid_argument);
}

} // namespace
} // namespace ns3::synthnet
