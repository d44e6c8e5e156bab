/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "kernel-density.h"

#include "sample-statistics.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::VectorXd;

double
SilvermanBandwidth(const Eigen::Ref<const VectorXd>& values)
{
    constexpr double FACTOR = 0.9;
    constexpr double IQR_OF_NORMAL = 1.34;
    if (values.minCoeff() == values.maxCoeff())
    {
        return 0; // the mean of equal values may be off by a rounding error
    }
    const auto count = static_cast<double>(values.size());
    const double deviation = std::sqrt((values.array() - values.mean()).square().sum() / count);
    const double iqr = Quantile(values, 0.75) - Quantile(values, 0.25);
    const double width = iqr > 0 ? std::min(deviation, iqr / IQR_OF_NORMAL) : deviation;
    return FACTOR * width * std::pow(count, -0.2);
}

VectorXd
KernelDensity(const Eigen::Ref<const VectorXd>& values,
              const Eigen::Ref<const VectorXd>& at,
              double bandwidth)
{
    const double scale = 1 / (bandwidth * std::sqrt(2 * M_PI) * static_cast<double>(values.size()));
    VectorXd density(at.size());
    for (Index i = 0; i < at.size(); ++i)
    {
        density(i) = scale * (-0.5 * ((values.array() - at(i)) / bandwidth).square()).exp().sum();
    }
    return density;
}

} // namespace ns3::synthnet
