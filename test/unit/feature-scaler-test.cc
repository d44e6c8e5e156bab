/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "agent-training.h"
#include "expect-input-error.h"

#include "ns3/feature-scaler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ns3::synthnet
{
namespace
{

TEST(FeatureScaler, StandardMakesMeanZeroAndDeviationOne)
{
    FeatureScaler scaler(FeatureScaling::STANDARD, 2);
    EXPECT_FALSE(scaler.Learned());
    std::vector<float> values{1, 1000, 3, 3000, 5, 5000};
    const std::vector<float> before = values;
    scaler.Apply(values.data(), 3);
    EXPECT_EQ(values, before);
    scaler.Learn(values);
    EXPECT_TRUE(scaler.Learned());
    scaler.Apply(values.data(), 3);
    const float one = std::sqrt(1.5F); // the deviation of 1, 3, 5 is √(8/3)
    for (std::size_t i = 0; i < 2; ++i)
    {
        EXPECT_NEAR(values[i], -one, 1e-6);
        EXPECT_NEAR(values[2 + i], 0, 1e-6);
        EXPECT_NEAR(values[4 + i], one, 1e-6);
    }
}

TEST(FeatureScaler, WhatDoesNotVaryIsShiftedAndWhatIsFarOutIsHeld)
{
    FeatureScaler scaler(FeatureScaling::STANDARD, 2);
    scaler.Learn({0.1F, 1, 0.1F, 3, 0.1F, 5});
    std::vector<float> values{1.1F, 1e9F, 0.1F, -1e9F};
    scaler.Apply(values.data(), 2);
    EXPECT_NEAR(values[0], 1, 1e-6);
    EXPECT_EQ(values[1], 30);
    EXPECT_NEAR(values[2], 0, 1e-6);
    EXPECT_EQ(values[3], -30);
}

TEST(FeatureScaler, RowL2DividesByTheLengthOfTheRow)
{
    FeatureScaler scaler(FeatureScaling::ROW_L2, 2);
    EXPECT_TRUE(scaler.Learned());
    std::vector<float> values{3, 4, 0, 0, 60, 80000};
    scaler.Apply(values.data(), 3);
    EXPECT_NEAR(values[0], 0.6, 1e-6);
    EXPECT_NEAR(values[1], 0.8, 1e-6);
    EXPECT_EQ(values[2], 0);
    EXPECT_LT(values[4], 1e-3); // the defect: the large number hides the small one
}

TEST(FeatureScaler, NoneChangesNothing)
{
    FeatureScaler scaler(FeatureScaling::NONE, 1);
    std::vector<float> values{3, -1e9F};
    scaler.Learn(values);
    scaler.Apply(values.data(), 2);
    EXPECT_EQ(values, (std::vector<float>{3, -1e9F}));
}

TEST(FeatureScaler, ComesBackFromAFile)
{
    const ScratchDirectory directory;
    FeatureScaler scaler(FeatureScaling::STANDARD, 2);
    scaler.Learn({1, 10, 3, 11});
    const SafetensorsFile file = FileOf(directory, [&](std::ostream& stream) {
        TensorStore store;
        scaler.Save(store, "scaler");
        store.Write(stream, {});
    });
    FeatureScaler other(FeatureScaling::STANDARD, 2);
    other.Load(file, "scaler");
    std::vector<float> values{0.7F, 10.1F};
    std::vector<float> again = values;
    scaler.Apply(values.data(), 1);
    other.Apply(again.data(), 1);
    EXPECT_EQ(values, again);
    FeatureScaler none(FeatureScaling::NONE, 2);
    ExpectInputError([&] { none.Load(file, "scaler"); }, "scales 2 numbers, expected 0");
}

} // namespace
} // namespace ns3::synthnet
