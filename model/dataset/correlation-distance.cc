/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "correlation-distance.h"

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;

namespace
{

/// Over all pairs of different features.
double
SumOfDifferences(const WindowSet& real, const WindowSet& other)
{
    const MatrixXd difference = CorrelationMatrix(real.Rows()) - CorrelationMatrix(other.Rows());
    return difference.cwiseAbs().sum() / 2;
}

} // namespace

MatrixXd
CorrelationMatrix(const Eigen::Ref<const MatrixXd>& rows)
{
    MatrixXd unit = rows.rowwise() - rows.colwise().mean();
    for (Index column = 0; column < rows.cols(); ++column)
    {
        // The mean of equal values may be off by a rounding error.
        if (rows.col(column).minCoeff() == rows.col(column).maxCoeff())
        {
            unit.col(column).setZero();
        }
        else
        {
            unit.col(column).normalize();
        }
    }
    MatrixXd correlation = unit.transpose() * unit;
    correlation.diagonal().setOnes();
    return correlation;
}

double
CorrelationDistance::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    const auto features = static_cast<double>(real.Names().size());
    const double pairs = features * (features - 1) / 2;
    return pairs == 0 ? 0 : SumOfDifferences(real, other) / pairs;
}

double
CorrelationalScore::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    constexpr double TENTH = 0.1;
    return TENTH * SumOfDifferences(real, other);
}

} // namespace ns3::synthnet
