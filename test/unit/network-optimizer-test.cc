/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/network-optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ns3::synthnet
{
namespace
{

/// Gradients of a few steps.
std::vector<float>
Gradient(int step)
{
    std::vector<float> gradient(8, 0.0F);
    gradient[0] = 0.3F * static_cast<float>(step) - 1;
    gradient[1] = static_cast<float>(step % 3) - 1;
    return gradient;
}

TEST(NetworkOptimizer, AdamTakesTheStepsOfThePaper)
{
    const auto optimizer = MakeNetworkOptimizer(OptimizerKind::ADAM, 0.01, 0, 8);
    std::vector<float> parameters(8, 1.0F);
    double m = 0;
    double v = 0;
    double expected = 1;
    for (int step = 1; step <= 20; ++step)
    {
        optimizer->Step(parameters, Gradient(step));
        const double gradient = static_cast<double>(Gradient(step)[0]);
        m = 0.9 * m + 0.1 * gradient;
        v = 0.999 * v + 0.001 * gradient * gradient;
        expected -= 0.01 * (m / (1 - std::pow(0.9, step))) /
                    (std::sqrt(v / (1 - std::pow(0.999, step))) + 1e-8);
        EXPECT_NEAR(parameters[0], expected, 1e-5) << step;
    }
    EXPECT_EQ(parameters[2], 1.0F); // never had a gradient
}

TEST(NetworkOptimizer, NesterovLooksAheadAlongItsVelocity)
{
    const auto optimizer = MakeNetworkOptimizer(OptimizerKind::NESTEROV, 0.1, 0.9, 8);
    std::vector<float> parameters(8, 1.0F);
    double velocity = 0;
    double expected = 1;
    for (int step = 1; step <= 20; ++step)
    {
        optimizer->Step(parameters, Gradient(step));
        // as Keras has it: v ← 0.9·v − 0.1·g; p ← p + 0.9·v − 0.1·g
        const double gradient = static_cast<double>(Gradient(step)[0]);
        velocity = 0.9 * velocity - 0.1 * gradient;
        expected += 0.9 * velocity - 0.1 * gradient;
        EXPECT_NEAR(parameters[0], expected, 1e-4) << step;
    }
    EXPECT_EQ(parameters[2], 1.0F);
}

TEST(NetworkOptimizer, GoesOnFromAFileWithTheSameBits)
{
    for (const OptimizerKind kind : {OptimizerKind::ADAM, OptimizerKind::NESTEROV})
    {
        const ScratchDirectory directory;
        const auto first = MakeNetworkOptimizer(kind, 0.01, 0.9, 8);
        std::vector<float> parameters(8, 1.0F);
        for (int step = 1; step <= 5; ++step)
        {
            first->Step(parameters, Gradient(step));
        }
        const SafetensorsFile file = FileOf(directory, [&](std::ostream& stream) {
            TensorStore store;
            first->Save(store, "optimizer");
            store.Write(stream, {});
        });
        const auto second = MakeNetworkOptimizer(kind, 0.01, 0.9, 8);
        second->Load(file, "optimizer");
        std::vector<float> others = parameters;
        first->Step(parameters, Gradient(6));
        second->Step(others, Gradient(6));
        EXPECT_EQ(parameters, others);
        const auto fresh = MakeNetworkOptimizer(kind, 0.01, 0.9, 16);
        ExpectInputError([&] { fresh->Load(file, "optimizer"); }, "optimizer.");
    }
}

} // namespace
} // namespace ns3::synthnet
