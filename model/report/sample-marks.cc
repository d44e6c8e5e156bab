/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "sample-marks.h"

#include "../dataset/sample-statistics.h"

#include <algorithm>
#include <iterator>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::VectorXd;

Curve
CdfCurve(Side side, const VectorXd& values, double low, double high)
{
    const auto sorted = Sorted(values);
    std::vector<double> x{low};
    std::vector<double> y{0};
    for (std::size_t i = 0; i < sorted.size(); ++i)
    {
        if (i + 1 == sorted.size() || sorted[i + 1] != sorted[i])
        {
            x.push_back(sorted[i]);
            y.push_back(static_cast<double>(i + 1) / static_cast<double>(sorted.size()));
        }
    }
    x.push_back(high);
    y.push_back(1);
    const auto vector = [](const std::vector<double>& from) {
        return Eigen::Map<const VectorXd>(from.data(), static_cast<Index>(from.size()));
    };
    return {side, Curve::Style::STEPS, vector(x), vector(y)};
}

Box
BoxOf(Side side, const std::string& label, const VectorXd& values)
{
    constexpr double FENCE = 1.5;
    const auto sorted = Sorted(values);
    const double q1 = QuantileOfSorted(sorted, 0.25);
    const double q3 = QuantileOfSorted(sorted, 0.75);
    const double reach = FENCE * (q3 - q1);
    const auto first = std::lower_bound(sorted.begin(), sorted.end(), q1 - reach);
    const auto last = std::upper_bound(sorted.begin(), sorted.end(), q3 + reach);
    Box box{side, label, *first, q1, QuantileOfSorted(sorted, 0.5), q3, *(last - 1), {}};
    std::unique_copy(sorted.begin(), first, std::back_inserter(box.outliers));
    std::unique_copy(last, sorted.end(), std::back_inserter(box.outliers));
    return box;
}

} // namespace ns3::synthnet
