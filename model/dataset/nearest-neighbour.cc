/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nearest-neighbour.h"

#include "sample-statistics.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

VectorXd
NearestDistances(const WindowSet& windows, const WindowSet& references)
{
    constexpr Index AT_ONCE = 128;
    const MatrixXd from = windows.Flat();
    const MatrixXd to = references.Flat();
    const VectorXd squares = to.rowwise().squaredNorm();
    VectorXd distances(windows.Count());
    for (Index first = 0; first < windows.Count(); first += AT_ONCE)
    {
        const auto some = from.middleRows(first, std::min(AT_ONCE, windows.Count() - first));
        // |a − b|² = |a|² − 2ab + |b|² finds the nearest, the difference itself is exact.
        MatrixXd apart = -2 * to * some.transpose(); // [references, windows]
        apart.colwise() += squares;
        for (Index window = 0; window < some.rows(); ++window)
        {
            Index nearest = 0;
            apart.col(window).minCoeff(&nearest);
            distances(first + window) = (to.row(nearest) - some.row(window)).norm();
        }
    }
    return distances / std::sqrt(static_cast<double>(from.cols()));
}

NearestNeighbour::NearestNeighbour(double quantile)
    : m_quantile(quantile)
{
}

double
NearestNeighbour::Compare(const WindowSet& training, const WindowSet& other, uint64_t) const
{
    return Quantile(NearestDistances(other, training), m_quantile);
}

} // namespace ns3::synthnet
