/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/sample-statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace
{

using namespace ns3::synthnet;
using Eigen::VectorXd;

TEST(Quantile, InterpolatesLinearlyAsNumPyDoes)
{
    // numpy.quantile([1, 2, 4, 8], …)
    const VectorXd values = Values({4, 1, 8, 2});
    EXPECT_DOUBLE_EQ(Quantile(values, 0), 1);
    EXPECT_DOUBLE_EQ(Quantile(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(Quantile(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(Quantile(values, 0.75), 5);
    EXPECT_NEAR(Quantile(values, 0.95), 7.4, 1e-12);
    EXPECT_DOUBLE_EQ(Quantile(values, 1), 8);
    EXPECT_DOUBLE_EQ(Quantile(Values({7}), 0.3), 7);
}

TEST(Quantile, LeavesMissingValuesOut)
{
    EXPECT_DOUBLE_EQ(Quantile(Values({std::nan(""), 1, 3}), 0.5), 2);
    EXPECT_TRUE(std::isnan(Quantile(Values({std::nan("")}), 0.5)));
    EXPECT_EQ(Sorted(Values({3, std::nan(""), 1})), (std::vector<double>{1, 3}));
}

TEST(Quantile, RefusesWhatHasNone)
{
    EXPECT_THROW(QuantileOfSorted({}, 0.5), std::invalid_argument);
    EXPECT_THROW(QuantileOfSorted({1}, 1.1), std::invalid_argument);
    EXPECT_THROW(QuantileOfSorted({1}, std::nan("")), std::invalid_argument);
}

TEST(Quantile, RisesWithPAndFollowsTheScale)
{
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    const VectorXd values = VectorXd::NullaryExpr(101, [&] { return normal(random); });
    double last = values.minCoeff();
    for (double p = 0; p <= 1; p += 0.01)
    {
        const double quantile = Quantile(values, p);
        EXPECT_GE(quantile, last);
        EXPECT_NEAR(Quantile(3 * values.array() + 2, p), 3 * quantile + 2, 1e-12);
        last = quantile;
    }
}

TEST(Mean, LeavesMissingValuesOut)
{
    EXPECT_DOUBLE_EQ(Mean(Values({1, std::nan(""), 3})), 2);
    EXPECT_TRUE(std::isnan(Mean(Values({}))));
}

TEST(MovingAverage, TakesAsManyNeighboursOnBothSidesAsThereAre)
{
    const VectorXd average = MovingAverage(Values({1, 2, 6, 4}), 3);
    EXPECT_TRUE(average.isApprox(Values({1.5, 3, 4, 5}))) << average.transpose();
    EXPECT_TRUE(MovingAverage(Values({1, std::nan(""), 5}), 3).isApprox(Values({1, 3, 5})));
    EXPECT_TRUE(MovingAverage(Values({1, 2, 6, 4}), 1).isApprox(Values({1, 2, 6, 4})));
}

} // namespace
