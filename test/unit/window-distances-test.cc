/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/autocorrelation-distance.h"
#include "ns3/correlation-distance.h"
#include "ns3/feature-scores.h"
#include "ns3/impossible-rows.h"
#include "ns3/nearest-neighbour.h"
#include "ns3/random-draws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;
using Eigen::MatrixXd;

WindowSet
Windows(const MatrixXd& rows, Index seqLen, Index block = 0)
{
    std::vector<std::string> names;
    for (Index column = 0; column < rows.cols(); ++column)
    {
        names.push_back(std::string(1, static_cast<char>('a' + column)));
    }
    return {Table(names, rows), seqLen, block};
}

/// Rows of x(t) = persistence · x(t − 1) + noise.
MatrixXd
Persistent(double persistence, uint64_t seed, Index rows = 6000)
{
    RandomDraws draws(seed);
    MatrixXd values(rows, 1);
    double value = 0;
    for (Index row = 0; row < rows; ++row)
    {
        value = persistence * value + draws.Normal();
        values(row, 0) = value;
    }
    return values;
}

TEST(WindowAutocorrelation, IsThatOfPairsInAWindow)
{
    // Two windows, 0 1 0 1 and 0 1 0 1: a pair across them would be 1 0 like all others, so the
    // second case has windows in which only the pairs across would be unequal.
    const auto alternating = Windows(Values({0, 1, 0, 1, 0, 1, 0, 1}), 4, 4);
    EXPECT_TRUE(WindowAutocorrelation(alternating, 0, 3).isApprox(Values({-1, 1, -1})));
    const auto steps = Windows(Values({0, 0, 0, 1, 1, 1}), 3, 3);
    EXPECT_TRUE(WindowAutocorrelation(steps, 0, 2).isApprox(Values({1, 1})));
}

TEST(WindowAutocorrelation, OfAConstantIsZero)
{
    EXPECT_EQ(WindowAutocorrelation(Windows(MatrixXd::Constant(9, 1, 0.1), 3), 0, 2),
              Values({0, 0}));
}

TEST(AutocorrelationDistance, IsTheMeanOverLagsAndVaryingFeatures)
{
    MatrixXd real(8, 2);
    real.col(0) = Values({0, 1, 0, 1, 0, 1, 0, 1}); // −1, 1, −1
    real.col(1).setConstant(3);                     // left out
    MatrixXd other(8, 2);
    other.col(0) = Values({0, 0, 0, 0, 1, 1, 1, 1}); // 1, 1, 1
    other.col(1) = Values({1, 2, 3, 4, 5, 6, 7, 8});
    EXPECT_NEAR(AutocorrelationDistance().Compare(Windows(real, 4, 4), Windows(other, 4, 4)),
                (2.0 + 0 + 2) / 3,
                1e-12);
}

TEST(AutocorrelationDistance, DoesNotSeeScalesAndSeesPersistence)
{
    const AutocorrelationDistance distance;
    const auto real = Windows(Persistent(0.5, 1), 24);
    const auto alike = Windows(Persistent(0.5, 2), 24);
    const auto scaled = Windows(MatrixXd(Persistent(0.5, 2).array() * -7 + 5), 24);
    EXPECT_NEAR(distance.Compare(real, alike), distance.Compare(real, scaled), 1e-9);
    EXPECT_LT(distance.Compare(real, alike), 0.03);
    EXPECT_EQ(distance.Compare(real, real), 0);
    // r(k) = 0.9^k against 0.5^k: on average 0.59 − 0.10
    EXPECT_NEAR(distance.Compare(real, Windows(Persistent(0.9, 3), 24)), 0.49, 0.06);
}

TEST(CorrelationMatrix, IsPearsonsWithZerosBesideConstants)
{
    MatrixXd rows(4, 4);
    rows << 1, -2, 7, 1, //
        2, -4, 7, -1,    //
        3, -6, 7, -1,    //
        4, -8, 7, 1;
    const MatrixXd correlation = CorrelationMatrix(rows);
    EXPECT_NEAR(correlation(0, 1), -1, 1e-12);
    EXPECT_NEAR(correlation(0, 3), 0, 1e-12);
    EXPECT_EQ(correlation(2, 0), 0);
    EXPECT_EQ(correlation.diagonal(), Eigen::Vector4d::Ones());
}

TEST(CorrelationDistance, IsTheMeanAndTheScoreATenthOfTheSum)
{
    MatrixXd real(4, 3);
    real << 1, 1, 1, //
        2, 2, -1,    //
        3, 3, -1,    //
        4, 4, 1;
    MatrixXd other = real;
    other.col(1) *= -1; // one of three pairs goes from 1 to −1
    EXPECT_NEAR(CorrelationDistance().Compare(Windows(real, 2, 2), Windows(other, 2, 2)),
                2.0 / 3,
                1e-12);
    EXPECT_NEAR(CorrelationalScore().Compare(Windows(real, 2, 2), Windows(other, 2, 2)),
                0.2,
                1e-12);
    EXPECT_EQ(CorrelationDistance().Compare(Windows(real, 2, 2), Windows(real, 2, 2)), 0);
}

TEST(FeatureScores, CompareWithAllRowsOfTheRealTable)
{
    // Stretches of two leave the last row, 10, without a window; the range is 10 all the same.
    MatrixXd real(5, 2);
    real << 0, 5, //
        2, 5,     //
        4, 5,     //
        6, 5,     //
        10, 5;
    MatrixXd other(2, 2);
    other << 5, 0, //
        5, 9;
    const auto reals = Windows(real, 2, 2);
    const auto others = Windows(other, 2, 2);
    // Quartiles 2 and 6, median 4, against 5 throughout; the constant column counts 0.
    EXPECT_NEAR(MetricM().Compare(reals, others), 0.4 + 0.1, 1e-12);
    EXPECT_NEAR(MeanKolmogorovSmirnov().Compare(reals, others), (0.6 + 0.5) / 2, 1e-12);
    // |0−5|, |2−5|, |4−5|, |6−5|, |10−5|: mean 3, a tenth of it, over two features
    EXPECT_NEAR(MeanWasserstein1().Compare(reals, others), 0.3 / 2, 1e-12);
}

TEST(NearestDistances, AreRootMeanSquares)
{
    const auto references = Windows(Values({0, 0, 10, 10}), 2, 2);
    const auto windows = Windows(Values({3, 4, 10, 10, 9, 11}), 2, 2);
    EXPECT_TRUE(NearestDistances(windows, references).isApprox(Values({std::sqrt(12.5), 0, 1})));
}

TEST(NearestNeighbour, OfCopiesIsZeroAndOfOthersIsNot)
{
    const auto training = Windows(Persistent(0.5, 1), 8);
    const auto fresh = Windows(Persistent(0.5, 2), 8);
    const NearestNeighbour near(0.05);
    EXPECT_EQ(near.Compare(training, training.Draw(50, 1)), 0);
    EXPECT_GT(near.Compare(training, fresh), 0.1);
    EXPECT_LT(near.Compare(training, fresh), NearestNeighbour(0.5).Compare(training, fresh));
}

TEST(ConstantColumns, HaveOneValue)
{
    MatrixXd rows(3, 3);
    rows << 1, 0.1, 5, 2, 0.1, 5, 3, 0.1, 6;
    EXPECT_EQ(ConstantColumns(rows), (std::vector<Index>{1}));
}

TEST(ImpossibleRows, AreThoseWithACombinationThatNoRealRowHas)
{
    MatrixXd real(4, 2);
    real << 18, 639, 30, 3312, 18, 639, 30, 3312;
    MatrixXd other(4, 2);
    other << 18, 639, 18, 3312, 30, 3312, 24, 1000;
    EXPECT_EQ(ImpossibleRows().Compare(Windows(real, 2, 2), Windows(other, 2, 2)), 0.5);
    EXPECT_EQ(ImpossibleRows().Compare(Windows(real, 2, 2), Windows(real, 2, 2)), 0);
}

} // namespace
