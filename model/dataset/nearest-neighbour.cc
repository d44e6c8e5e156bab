/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nearest-neighbour.h"

#include "sample-statistics.h"

#include <cmath>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

VectorXd
NearestDistances(const WindowSet& windows, const WindowSet& references)
{
    const MatrixXd from = windows.Flat();
    const MatrixXd to = references.Flat();
    const VectorXd squares = to.rowwise().squaredNorm();
    VectorXd distances(windows.Count());
    for (Index window = 0; window < windows.Count(); ++window)
    {
        // |a − b|² = |a|² − 2ab + |b|² finds the nearest, the difference itself is exact.
        Index nearest = 0;
        (squares - 2 * (to * from.row(window).transpose())).minCoeff(&nearest);
        distances(window) = (to.row(nearest) - from.row(window)).norm();
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
