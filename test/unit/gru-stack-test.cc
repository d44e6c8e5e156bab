/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/gru-kernels.h"
#include "ns3/gru-stack.h"
#include "ns3/random-numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace ns3::synthnet;

namespace
{

/// A small network, its parameters, an input, and weights whose product with y is the loss.
struct SmallNetwork
{
    GruShape shape{3, 5, 2, 2, true};
    std::size_t steps{4};
    std::size_t lanes{16};
    std::vector<float> parameters;
    std::vector<float> x;
    std::vector<float> lossWeights;

    explicit SmallNetwork(bool sigmoid)
    {
        shape.sigmoid = sigmoid;
        RandomNumbers random(1, 0);
        parameters = Draw(random, shape.ParameterCount());
        x = Draw(random, steps * shape.inputs * lanes);
        lossWeights = Draw(random, steps * shape.outputs * lanes);
    }

    static std::vector<float> Draw(RandomNumbers& random, std::size_t count)
    {
        std::vector<float> values(count);
        for (float& value : values)
        {
            value = 2 * random.Uniform() - 1;
        }
        return values;
    }

    std::vector<float> Outputs(GruStack::Tape& tape) const
    {
        const GruStack stack(shape);
        std::copy(x.begin(), x.end(), stack.Input(tape, steps, lanes));
        std::vector<float> y(steps * shape.outputs * lanes);
        stack.Forward(parameters.data(), tape, y.data());
        return y;
    }

    double Loss() const
    {
        GruStack::Tape tape;
        const std::vector<float> y = Outputs(tape);
        double loss = 0;
        for (std::size_t i = 0; i < y.size(); ++i)
        {
            loss += static_cast<double>(y[i]) * static_cast<double>(lossWeights[i]);
        }
        return loss;
    }

    /// How fast the loss changes with a value of the network.
    double Slope(float& value) const
    {
        const float old = value;
        const float by = 1e-2F;
        value = old + by;
        const double above = Loss();
        value = old - by;
        const double below = Loss();
        value = old;
        return (above - below) / (2 * static_cast<double>(by));
    }
};

double
Sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

} // namespace

TEST(GruStack, OneUnitOverTwoStepsIsTheEquationsOfTheGru)
{
    const GruShape shape{1, 1, 1, 1, false};
    // W_ih, W_hh, b_ih, b_hh of r, z, n; the head doubles and adds one half
    const std::vector<float> parameters{0.5F,
                                        -1.0F,
                                        0.75F,
                                        0.3F,
                                        0.2F,
                                        -0.6F,
                                        0.1F,
                                        -0.2F,
                                        0.4F,
                                        0.05F,
                                        0.3F,
                                        0.7F,
                                        2.0F,
                                        0.5F};
    ASSERT_EQ(shape.ParameterCount(), parameters.size());
    const std::size_t lanes = GruKernels::LANE_UNIT;
    const GruStack stack(shape);
    GruStack::Tape tape;
    float* x = stack.Input(tape, 2, lanes);
    std::fill_n(x, lanes, 0.8F);
    std::fill_n(x + lanes, lanes, -0.4F);
    std::vector<float> y(2 * lanes);
    stack.Forward(parameters.data(), tape, y.data());

    double h = 0;
    for (const double in : {0.8, -0.4})
    {
        const double r = Sigmoid(0.5 * in + 0.1 + 0.3 * h + 0.05);
        const double z = Sigmoid(-1.0 * in - 0.2 + 0.2 * h + 0.3);
        const double n = std::tanh(0.75 * in + 0.4 + r * (-0.6 * h + 0.7));
        h = (1 - z) * n + z * h;
        EXPECT_NEAR(y[in < 0 ? lanes : 0], 2 * h + 0.5, 1e-6);
    }
}

TEST(GruStack, TheGradientsAreTheSlopesOfTheLoss)
{
    for (const bool sigmoid : {true, false})
    {
        SmallNetwork network(sigmoid);
        GruStack::Tape tape;
        network.Outputs(tape);
        std::vector<float> dy = network.lossWeights;
        std::vector<float> dx(network.x.size());
        std::vector<float> dParameters(network.parameters.size());
        GruStack(network.shape)
            .Backward(network.parameters.data(), tape, dy.data(), dx.data(), dParameters.data());
        for (std::size_t i = 0; i < network.parameters.size(); ++i)
        {
            const double slope = network.Slope(network.parameters[i]);
            EXPECT_NEAR(dParameters[i], slope, 2e-3 * (1 + std::abs(slope))) << "parameter " << i;
        }
        for (std::size_t i = 0; i < network.x.size(); i += 7)
        {
            const double slope = network.Slope(network.x[i]);
            EXPECT_NEAR(dx[i], slope, 2e-3 * (1 + std::abs(slope))) << "input " << i;
        }
    }
}

TEST(GruStack, GradientsOfParametersAreAddedToWhatIsThere)
{
    SmallNetwork network(true);
    const GruStack stack(network.shape);
    std::vector<float> once(network.parameters.size());
    std::vector<float> more(network.parameters.size(), 1.0F);
    for (std::vector<float>* gradients : {&once, &more})
    {
        GruStack::Tape tape;
        network.Outputs(tape);
        std::vector<float> dy = network.lossWeights;
        stack.Backward(network.parameters.data(), tape, dy.data(), nullptr, gradients->data());
    }
    for (std::size_t i = 0; i < once.size(); ++i)
    {
        EXPECT_NEAR(more[i], once[i] + 1, 1e-5);
    }
}

TEST(GruStack, ATapeMayBeUsedAgainForABatchOfAnotherSize)
{
    SmallNetwork small(true);
    GruStack::Tape tape;
    const std::vector<float> first = small.Outputs(tape);
    SmallNetwork large(true);
    large.steps = 9;
    large.lanes = 32;
    large.x.assign(large.steps * large.shape.inputs * large.lanes, 0.1F);
    large.Outputs(tape);
    EXPECT_EQ(small.Outputs(tape), first);
}

TEST(GruStack, UnusedLanesGetNoGradient)
{
    SmallNetwork network(true);
    GruStack::Tape tape;
    network.Outputs(tape);
    std::vector<float> dy = network.lossWeights;
    for (std::size_t i = 0; i < dy.size(); ++i)
    {
        dy[i] = i % network.lanes == 3 ? dy[i] : 0;
    }
    std::vector<float> dx(network.x.size());
    GruStack(network.shape)
        .Backward(network.parameters.data(), tape, dy.data(), dx.data(), nullptr);
    for (std::size_t i = 0; i < dx.size(); ++i)
    {
        EXPECT_EQ(dx[i] != 0, i % network.lanes == 3) << i;
    }
}

TEST(GruShape, PartsLieOneBehindAnother)
{
    const GruShape shape{3, 4, 2, 5, false};
    std::size_t offset = 0;
    for (const GruShape::Part& part : shape.Parts())
    {
        EXPECT_EQ(part.offset, offset) << part.name;
        offset += part.Size();
    }
    // 3·4·(3 + 4 + 2) and 3·4·(4 + 4 + 2) of the layers, 5·4 + 5 of the head
    EXPECT_EQ(shape.ParameterCount(), 108u + 120u + 25u);
    EXPECT_EQ(offset, shape.ParameterCount());
}

// The kernels of this processor against those that every processor runs, at sizes that fill no
// tile.
TEST(GruKernels, EveryInstructionSetComputesTheSame)
{
    const GruKernels& best = BestGruKernels();
    const GruKernels& plain = PlainGruKernels();
    RandomNumbers random(2, 0);
    for (const std::size_t lanes : {16u, 48u, 80u})
    {
        for (const std::size_t rows : {1u, 6u, 11u})
        {
            const std::size_t columns = 7;
            const std::vector<float> weights = SmallNetwork::Draw(random, rows * columns);
            const std::vector<float> x = SmallNetwork::Draw(random, columns * lanes);
            std::vector<float> a = SmallNetwork::Draw(random, rows * lanes);
            std::vector<float> b = a;
            best.multiply(nullptr,
                          weights.data(),
                          columns,
                          x.data(),
                          a.data(),
                          rows,
                          columns,
                          lanes);
            plain.multiply(nullptr,
                           weights.data(),
                           columns,
                           x.data(),
                           b.data(),
                           rows,
                           columns,
                           lanes);
            std::vector<float> c(rows * columns, 1);
            std::vector<float> d(rows * columns, 1);
            best.correlate(a.data(), 0, x.data(), 0, c.data(), rows, columns, lanes, 2);
            plain.correlate(b.data(), 0, x.data(), 0, d.data(), rows, columns, lanes, 2);
            for (std::size_t i = 0; i < a.size(); ++i)
            {
                ASSERT_NEAR(a[i], b[i], 1e-5);
            }
            for (std::size_t i = 0; i < c.size(); ++i)
            {
                ASSERT_NEAR(c[i], d[i], 1e-4);
            }
        }
    }
}

TEST(GruKernels, TheSigmoidIsExactToSevenDigitsAndFlatFarOut)
{
    std::vector<float> x;
    for (int i = -1600; i < 1600; ++i)
    {
        x.push_back(static_cast<float>(i) / 10);
    }
    for (const GruKernels* kernels : {&BestGruKernels(), &PlainGruKernels()})
    {
        std::vector<float> y = x;
        kernels->sigmoid(y.data(), y.size());
        for (std::size_t i = 0; i < x.size(); ++i)
        {
            EXPECT_NEAR(y[i], Sigmoid(x[i]), 2e-7) << kernels->name << ' ' << x[i];
        }
    }
}

TEST(GruKernels, AdamTakesTheStepsOfThePaper)
{
    float parameter = 1;
    float mean = 0;
    float square = 0;
    double m = 0;
    double v = 0;
    double expected = 1;
    for (int step = 1; step <= 5; ++step)
    {
        const double gradient = 0.3 * step - 1;
        m = 0.9 * m + 0.1 * gradient;
        v = 0.999 * v + 0.001 * gradient * gradient;
        expected -= 0.01 * (m / (1 - std::pow(0.9, step))) /
                    (std::sqrt(v / (1 - std::pow(0.999, step))) + 1e-8);
        const auto given = static_cast<float>(gradient);
        BestGruKernels().adam(&parameter,
                              &given,
                              &mean,
                              &square,
                              1,
                              static_cast<float>(0.01 / (1 - std::pow(0.9, step))),
                              static_cast<float>(1 / std::sqrt(1 - std::pow(0.999, step))),
                              0.9F,
                              0.999F,
                              1e-8F);
        EXPECT_NEAR(parameter, expected, 1e-5);
    }
}
