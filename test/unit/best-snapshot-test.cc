/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "best-snapshot.h"

#include "ns3/csv.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <limits>

namespace
{

using namespace ns3::synthnet;

/// Draws the same number in every row.
class Constant : public WindowGenerator
{
  public:
    explicit Constant(double value)
        : m_value(value)
    {
    }

    std::size_t SeqLen() const override
    {
        return 2;
    }

    std::vector<std::string> ColumnNames() const override
    {
        return {"depth"};
    }

    void Draw(std::size_t windows, uint64_t /*seed*/, const TakeRows& take) const override
    {
        take(Table({"depth"},
                   Eigen::MatrixXd::Constant(static_cast<Eigen::Index>(2 * windows), 1, m_value)));
    }

    void Save(std::ostream& /*stream*/) const override
    {
    }

  private:
    double m_value;
};

/// From 0 to 10: mean and median 5.
Table
Real()
{
    Eigen::MatrixXd values(11, 1);
    values.col(0).setLinSpaced(0, 10);
    return Table({"depth"}, values);
}

NamedTensors
Weights(float value)
{
    return {{"w", torch::full({1}, value)}};
}

float
WeightIn(const NamedTensors& weights)
{
    return weights.at("w").item<float>();
}

TEST(BestSnapshot, KeepsTheNearest)
{
    BestSnapshot snapshot(Real(), 1);
    EXPECT_TRUE(snapshot.Best().empty());
    EXPECT_EQ(snapshot.Score(), std::numeric_limits<float>::infinity());
    const float far = snapshot.Offer(Constant(9), Weights(9));
    EXPECT_EQ(WeightIn(snapshot.Best()), 9);
    const float near = snapshot.Offer(Constant(6), Weights(6));
    EXPECT_EQ(WeightIn(snapshot.Best()), 6);
    snapshot.Offer(Constant(2), Weights(2));
    EXPECT_EQ(WeightIn(snapshot.Best()), 6);
    EXPECT_EQ(snapshot.Score(), near);
    // The median is 3 of 10 nearer, and the range between the quartiles is the same.
    EXPECT_NEAR(far - near, 0.3, 1e-6);
}

TEST(BestSnapshot, GoesOnWhereAnotherWas)
{
    BestSnapshot snapshot(Real(), 1);
    snapshot.Restore(Weights(7), 0.001F);
    snapshot.Offer(Constant(5), Weights(5));
    EXPECT_EQ(WeightIn(snapshot.Best()), 7);
    snapshot.Restore({}, std::numeric_limits<float>::infinity());
    snapshot.Offer(Constant(9), Weights(9));
    EXPECT_EQ(WeightIn(snapshot.Best()), 9);
}

TEST(BestSnapshot, WithoutNumbersTheLatestIsAsGood)
{
    const ScratchDirectory directory;
    directory.Write("texts.csv", "quality\nlow\nhigh\n");
    BestSnapshot snapshot(ReadWholeTable(directory.Path() / "texts.csv"), 1);
    EXPECT_EQ(snapshot.Offer(Constant(1), Weights(1)), 0);
    snapshot.Offer(Constant(2), Weights(2));
    EXPECT_EQ(WeightIn(snapshot.Best()), 2);
}

} // namespace
