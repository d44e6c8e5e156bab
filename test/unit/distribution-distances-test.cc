/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/distribution-distances.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

namespace
{

using namespace ns3::synthnet;
using Eigen::VectorXd;

/// Small integers, so that many values tie.
VectorXd
Ties(unsigned seed, Eigen::Index count)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> die(0, static_cast<int>(3 + seed % 4));
    return VectorXd::NullaryExpr(count, [&] { return die(random); });
}

double
DistributionFunction(const VectorXd& values, double x)
{
    return (values.array() <= x).cast<double>().mean();
}

TEST(KolmogorovSmirnov, CountsTiesOnce)
{
    // F − G after 0: 3/4 − 1/4; after 1: 3/4 − 2/4; after 2: 1 − 1
    EXPECT_DOUBLE_EQ(KolmogorovSmirnov(Values({0, 0, 0, 2}), Values({0, 1, 2, 2})), 0.5);
    EXPECT_DOUBLE_EQ(KolmogorovSmirnov(Values({0, 0, 0}), Values({0})), 0);
    EXPECT_DOUBLE_EQ(KolmogorovSmirnov(Values({1, 1}), Values({2, 2, 2})), 1);
    EXPECT_DOUBLE_EQ(KolmogorovSmirnov(Values({1, 2, 3}), Values({2, 3, 4, 5})), 0.5);
}

TEST(KolmogorovSmirnov, EqualsTheDefinitionOnSamplesFullOfTies)
{
    for (unsigned seed = 1; seed <= 20; ++seed)
    {
        const VectorXd a = Ties(seed, 17);
        const VectorXd b = Ties(seed + 1, 40);
        double largest = 0;
        for (double x = -1; x <= 8; x += 0.5)
        {
            largest = std::max(largest,
                               std::abs(DistributionFunction(a, x) - DistributionFunction(b, x)));
        }
        EXPECT_NEAR(KolmogorovSmirnov(a, b), largest, 1e-15) << seed;
        EXPECT_DOUBLE_EQ(KolmogorovSmirnov(a, b), KolmogorovSmirnov(b, a));
    }
}

TEST(Wasserstein1, HandValues)
{
    EXPECT_DOUBLE_EQ(Wasserstein1(Values({0, 1, 3}), Values({5, 6, 8})), 5); // scipy's example
    EXPECT_DOUBLE_EQ(Wasserstein1(Values({0}), Values({0, 0, 4})), 4.0 / 3);
    EXPECT_DOUBLE_EQ(Wasserstein1(Values({1, 1}), Values({1})), 0);
}

TEST(Wasserstein1, OfEquallyLongSamplesIsTheMeanDistanceOfTheSorted)
{
    for (unsigned seed = 1; seed <= 20; ++seed)
    {
        VectorXd a = Ties(seed, 30);
        VectorXd b = Ties(seed + 2, 30);
        const double distance = Wasserstein1(a, b);
        std::sort(a.data(), a.data() + a.size());
        std::sort(b.data(), b.data() + b.size());
        EXPECT_NEAR(distance, (a - b).array().abs().mean(), 1e-12) << seed;
        EXPECT_NEAR(Wasserstein1(2 * a, 2 * b), 2 * distance, 1e-12);
    }
}

TEST(FeatureM, IsTheDifferenceOfQuartilesAndMedianOverTheRealRange)
{
    // real: range 10, quartiles 2.5, 5, 7.5; synthetic: 4, 4, 4
    EXPECT_DOUBLE_EQ(FeatureM(Values({0, 2.5, 5, 7.5, 10}), Values({4, 4})), (5 + 1) / 10.0);
    EXPECT_DOUBLE_EQ(FeatureM(Values({0, 2.5, 5, 7.5, 10}), Values({10, 0, 5, 7.5, 2.5})), 0);
}

TEST(FeatureM, OfAConstantRealFeatureIsZero)
{
    EXPECT_EQ(FeatureM(Values({3, 3}), Values({1, 9})), 0);
}

TEST(FeatureM, DoesNotChangeWithTheUnit)
{
    const VectorXd a = Ties(3, 50);
    const VectorXd b = Ties(4, 60);
    EXPECT_NEAR(FeatureM(1000 * a.array() - 5, 1000 * b.array() - 5), FeatureM(a, b), 1e-12);
}

TEST(Distances, LeaveMissingValuesOutAndNeedOthers)
{
    const VectorXd a = Values({std::nan(""), 0, 1});
    const VectorXd b = Values({0, 2, std::nan("")});
    EXPECT_DOUBLE_EQ(KolmogorovSmirnov(a, b), 0.5);
    EXPECT_DOUBLE_EQ(Wasserstein1(a, b), 0.5);
    EXPECT_DOUBLE_EQ(FeatureM(a, b), 0.5 + 0.5);
    const VectorXd none = Values({std::nan("")});
    EXPECT_THROW(KolmogorovSmirnov(a, none), std::invalid_argument);
    EXPECT_THROW(Wasserstein1(none, a), std::invalid_argument);
    EXPECT_THROW(FeatureM(a, none), std::invalid_argument);
}

} // namespace
