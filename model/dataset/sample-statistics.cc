/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "sample-statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::VectorXd;
using Values = Eigen::Ref<const VectorXd>;

std::vector<double>
Sorted(const Values& values)
{
    std::vector<double> sorted;
    sorted.reserve(static_cast<std::size_t>(values.size()));
    for (Index i = 0; i < values.size(); ++i)
    {
        if (!std::isnan(values(i)))
        {
            sorted.push_back(values(i));
        }
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

double
QuantileOfSorted(const std::vector<double>& sorted, double p)
{
    if (sorted.empty() || !(p >= 0 && p <= 1))
    {
        throw std::invalid_argument("a quantile needs values and a p in [0, 1]");
    }
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] +
           (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double
Quantile(const Values& values, double p)
{
    const auto sorted = Sorted(values);
    return sorted.empty() ? std::numeric_limits<double>::quiet_NaN() : QuantileOfSorted(sorted, p);
}

double
Mean(const Values& values)
{
    double sum = 0;
    Index count = 0;
    for (Index i = 0; i < values.size(); ++i)
    {
        if (!std::isnan(values(i)))
        {
            sum += values(i);
            ++count;
        }
    }
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

VectorXd
MovingAverage(const Values& values, Index window)
{
    const Index reach = window / 2;
    VectorXd averages(values.size());
    for (Index i = 0; i < values.size(); ++i)
    {
        const Index first = std::max<Index>(0, i - reach);
        const Index last = std::min(values.size() - 1, i + reach);
        averages(i) = Mean(values.segment(first, last - first + 1));
    }
    return averages;
}

} // namespace ns3::synthnet
