/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/principal-components.h"
#include "ns3/random-draws.h"
#include "ns3/t-sne.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;
using Eigen::MatrixXd;

/// Two clouds of the same width, @p apart from each other in every feature.
MatrixXd
TwoClouds(Index each, double apart)
{
    RandomDraws draws(1);
    MatrixXd samples = MatrixXd::NullaryExpr(2 * each, 5, [&draws] { return draws.Normal(); });
    samples.bottomRows(each).array() += apart;
    return samples;
}

TEST(PrincipalComponents, FollowTheLargestVariance)
{
    MatrixXd samples(4, 2);
    samples << 3, 4, -3, -4, 0.8, -0.6, -0.8, 0.6; // 50 along (3, 4), 2 across
    const PrincipalComponents components(samples, 2);
    EXPECT_TRUE(components.VarianceShares().isApprox(Values({50.0 / 52, 2.0 / 52})));
    EXPECT_TRUE(components.Project(samples).col(0).isApprox(Values({5, -5, 0, 0})))
        << "the largest part of an axis is positive";
    MatrixXd other(1, 2);
    other << 6, 8;
    EXPECT_NEAR(components.Project(other)(0, 0), 10, 1e-12);
}

TEST(PrincipalComponents, AreMeasuredFromTheMean)
{
    MatrixXd samples(2, 1);
    samples << 9, 11;
    EXPECT_TRUE(PrincipalComponents(samples, 1).Project(samples).isApprox(Values({-1, 1})));
    EXPECT_EQ(PrincipalComponents(MatrixXd::Ones(3, 2), 1).VarianceShares()(0), 0);
}

TEST(SquaredDistances, AreEuclidean)
{
    MatrixXd samples(3, 2);
    samples << 0, 0, 3, 4, 0, 1;
    MatrixXd expected(3, 3);
    expected << 0, 25, 1, 25, 0, 18, 1, 18, 0;
    EXPECT_TRUE(SquaredDistances(samples).isApprox(expected));
}

TEST(NeighbourProbabilities, HaveThePerplexityThatIsAsked)
{
    const MatrixXd samples = TwoClouds(40, 2);
    const MatrixXd joint = NeighbourProbabilities(SquaredDistances(samples), 10);
    EXPECT_NEAR(joint.sum(), 1, 1e-9);
    EXPECT_TRUE(joint.isApprox(joint.transpose()));
    EXPECT_EQ(joint.diagonal().cwiseAbs().maxCoeff(), 0);
    // Samples at equal distances are equally near: all of them whatever the perplexity.
    const MatrixXd equal = MatrixXd::Ones(6, 6) - MatrixXd::Identity(6, 6);
    EXPECT_NEAR(NeighbourProbabilities(equal, 2)(0, 1), 1.0 / 30, 1e-12);
    // On a ring every sample's neighbourhood is alike, so the joint one has the entropy asked for.
    MatrixXd ring(24, 2);
    for (Index i = 0; i < 24; ++i)
    {
        const double angle = static_cast<double>(i) * 2 * M_PI / 24;
        ring.row(i) << std::cos(angle), std::sin(angle);
    }
    const Eigen::VectorXd near = 24 * NeighbourProbabilities(SquaredDistances(ring), 5).col(0);
    double entropy = 0;
    for (const double p : near)
    {
        entropy -= p > 0 ? p * std::log(p) : 0;
    }
    EXPECT_NEAR(std::exp(entropy), 5, 1e-6);
}

TEST(TSne, KeepsClustersApart)
{
    const Index each = 30;
    const MatrixXd places = TSne{10, 500}.Embed(TwoClouds(each, 8));
    ASSERT_EQ(places.rows(), 2 * each);
    const Eigen::RowVector2d first = places.topRows(each).colwise().mean();
    const Eigen::RowVector2d second = places.bottomRows(each).colwise().mean();
    for (Index i = 0; i < 2 * each; ++i)
    {
        const double toFirst = (places.row(i) - first).norm();
        const double toSecond = (places.row(i) - second).norm();
        EXPECT_EQ(toFirst < toSecond, i < each) << i;
    }
}

TEST(TSne, IsTheSameEachTime)
{
    const MatrixXd samples = TwoClouds(10, 1);
    EXPECT_EQ(TSne().Embed(samples), TSne().Embed(samples));
}

TEST(TSne, RefusesTooFewSamples)
{
    EXPECT_THROW(TSne().Embed(MatrixXd::Zero(3, 2)), std::invalid_argument);
    EXPECT_TRUE(TSne().Embed(MatrixXd::Zero(8, 2)).allFinite()) << "all at one place";
}

} // namespace
