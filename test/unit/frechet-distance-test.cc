/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/frechet-distance.h"
#include "ns3/random-draws.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3::synthnet;
using Eigen::MatrixXd;

MatrixXd
Normals(Eigen::Index rows, Eigen::Index columns, uint64_t seed)
{
    RandomDraws draws(seed);
    return MatrixXd::NullaryExpr(rows, columns, [&draws] { return draws.Normal(); });
}

TEST(FrechetDistance, OfOneFeatureIsThatOfMeansAndDeviations)
{
    // Means 2 and 10, deviations √2 and √18 = 3√2.
    EXPECT_NEAR(FrechetDistance(Values({1, 3}), Values({7, 13})), 64 + 4 * 2, 1e-9);
}

TEST(FrechetDistance, OfEqualSamplesIsZero)
{
    const MatrixXd samples = Normals(50, 6, 1);
    EXPECT_NEAR(FrechetDistance(samples, samples), 0, 1e-9);
    const MatrixXd few = Normals(4, 6, 1); // whose covariance has no inverse
    EXPECT_NEAR(FrechetDistance(few, few), 0, 1e-9);
}

TEST(FrechetDistance, IsSymmetricAndDoesNotSeeRotations)
{
    const MatrixXd a = Normals(60, 3, 1);
    MatrixXd b = Normals(80, 3, 2);
    b.col(0) = 2 * b.col(0) + b.col(1);
    const double distance = FrechetDistance(a, b);
    EXPECT_GT(distance, 0.5);
    EXPECT_NEAR(FrechetDistance(b, a), distance, 1e-9);
    MatrixXd rotation(3, 3);
    rotation << 0.6, 0.8, 0, -0.8, 0.6, 0, 0, 0, 1;
    EXPECT_NEAR(FrechetDistance(a * rotation, b * rotation), distance, 1e-9);
}

} // namespace
