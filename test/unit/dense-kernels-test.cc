/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/dense-kernels.h"
#include "ns3/random-numbers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

namespace ns3::synthnet
{
namespace
{

std::vector<float>
Draw(RandomNumbers& random, std::size_t count)
{
    std::vector<float> values(count);
    random.FillNormal(values.data(), count);
    return values;
}

TEST(DenseKernels, MultipliesInTheOrderOfTheTermsWithoutFusing)
{
    RandomNumbers random(1, 0);
    for (const std::size_t rows : {1u, 2u, 6u, 9u, 32u})
    {
        for (const std::size_t lanes : {8u, 16u, 24u})
        {
            const std::size_t columns = 13;
            const std::vector<float> left = Draw(random, rows * columns);
            const std::vector<float> right = Draw(random, columns * lanes);
            const std::vector<float> bias = Draw(random, lanes);
            for (const DenseKernels* kernels : {&BestDenseKernels(), &PlainDenseKernels()})
            {
                std::vector<float> y(rows * lanes);
                kernels->multiply(bias.data(),
                                  left.data(),
                                  columns,
                                  1,
                                  right.data(),
                                  y.data(),
                                  rows,
                                  columns,
                                  lanes);
                for (std::size_t i = 0; i < y.size(); ++i)
                {
                    float sum = bias[i % lanes];
                    for (std::size_t c = 0; c < columns; ++c)
                    {
                        const volatile float product =
                            left[i / lanes * columns + c] * right[c * lanes + i % lanes];
                        sum += product;
                    }
                    ASSERT_EQ(y[i], sum) << kernels->name;
                }
            }
        }
    }
}

TEST(DenseKernels, ATransposedMatrixIsMultipliedWhereItIs)
{
    // leftᵀ = [[1, 2], [3, 4]] in memory
    const float left[] = {1, 2, 3, 4};
    std::vector<float> right(16, 0);
    right[0] = 10;
    right[8] = 100;
    std::vector<float> y(16);
    BestDenseKernels().multiply(nullptr, left, 1, 2, right.data(), y.data(), 2, 2, 8);
    EXPECT_EQ(y[0], 310); // 1·10 + 3·100
    EXPECT_EQ(y[8], 420); // 2·10 + 4·100
}

TEST(DenseKernels, EveryInstructionSetTakesTheStepsOfAdam)
{
    RandomNumbers random(2, 0);
    const std::size_t count = 40;
    const std::vector<float> gradients = Draw(random, count);
    std::vector<float> parameters[2];
    for (const DenseKernels* kernels : {&BestDenseKernels(), &PlainDenseKernels()})
    {
        std::vector<float>& values = parameters[kernels == &PlainDenseKernels() ? 1 : 0];
        values.assign(count, 1.0F);
        std::vector<float> mean(count);
        std::vector<float> square(count);
        for (int step = 1; step <= 3; ++step)
        {
            kernels->adam(values.data(),
                          gradients.data(),
                          mean.data(),
                          square.data(),
                          count,
                          static_cast<float>(0.1 / (1 - std::pow(0.9, step))),
                          static_cast<float>(1 / std::sqrt(1 - std::pow(0.999, step))),
                          0.9F,
                          0.999F,
                          1e-8F);
        }
        for (std::size_t i = 0; i < count; ++i) // the gradient is always the same: steps of 0.1
        {
            EXPECT_NEAR(values[i], 1 - std::copysign(0.3F, gradients[i]), 1e-4);
        }
    }
    if (&BestDenseKernels() != &PlainDenseKernels())
    {
        EXPECT_EQ(std::memcmp(parameters[0].data(), parameters[1].data(), count * sizeof(float)),
                  0);
    }
}

} // namespace
} // namespace ns3::synthnet
