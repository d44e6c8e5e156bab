/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "feature-scores.h"

#include "distribution-distances.h"

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::VectorXd;

namespace
{

/// @return the sum of distance(real values, other values) over the features
template <typename Distance>
double
SumOverFeatures(const WindowSet& real, const WindowSet& other, Distance distance)
{
    double sum = 0;
    for (Index feature = 0; feature < static_cast<Index>(real.Names().size()); ++feature)
    {
        sum += distance(real.TableRows().col(feature), other.Values(feature));
    }
    return sum;
}

} // namespace

double
MetricM::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    return SumOverFeatures(real, other, [](const VectorXd& a, const VectorXd& b) {
        return FeatureM(a, b);
    });
}

double
MeanKolmogorovSmirnov::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    return SumOverFeatures(
               real,
               other,
               [](const VectorXd& a, const VectorXd& b) { return KolmogorovSmirnov(a, b); }) /
           static_cast<double>(real.Names().size());
}

double
MeanWasserstein1::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    return SumOverFeatures(real,
                           other,
                           [](const VectorXd& a, const VectorXd& b) {
                               const double range = a.maxCoeff() - a.minCoeff();
                               return range > 0 ? Wasserstein1(a, b) / range : 0;
                           }) /
           static_cast<double>(real.Names().size());
}

} // namespace ns3::synthnet
