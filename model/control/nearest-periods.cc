/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nearest-periods.h"

#include "ns3/input-error.h"
#include "ns3/testbed-logs.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace ns3::synthnet
{

namespace
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::SelfAdjointEigenSolver;
using Eigen::VectorXd;

/// @return the value in the last row of each period
VectorXd
LastValues(const PeriodPool& pool, const std::string& column)
{
    VectorXd values(static_cast<Index>(pool.Size()));
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        const Table& rows = pool.At(i).rows;
        values(static_cast<Index>(i)) = rows.Column(column)(rows.Rows() - 1);
    }
    return values;
}

/// @return the column's values in all periods of a table, ascending
std::vector<double>
SortedValues(const PeriodPool& pool, std::size_t table, const std::string& column)
{
    std::vector<double> values;
    for (std::size_t i = pool.First(table); i < pool.First(table) + pool.Count(table); ++i)
    {
        const auto rows = pool.At(i).rows.Column(column);
        values.insert(values.end(), rows.begin(), rows.end());
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// @return the values of each period as quantiles of its table's, mean over the rows
VectorXd
MeanQuantiles(const PeriodPool& pool, const std::string& column)
{
    VectorXd means(static_cast<Index>(pool.Size()));
    for (std::size_t table = 0; table < pool.Tables(); ++table)
    {
        const std::vector<double> sorted = SortedValues(pool, table, column);
        const auto quantile = [&sorted](double value) {
            const auto [low, high] = std::equal_range(sorted.begin(), sorted.end(), value);
            return static_cast<double>((low - sorted.begin()) + (high - sorted.begin())) /
                   static_cast<double>(2 * sorted.size());
        };
        for (std::size_t i = pool.First(table); i < pool.First(table) + pool.Count(table); ++i)
        {
            means(static_cast<Index>(i)) =
                pool.At(i).rows.Column(column).unaryExpr(quantile).mean();
        }
    }
    return means;
}

void
NeedNoMissing(const PeriodPool& pool, const std::string& column)
{
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        if (pool.At(i).rows.Column(column).hasNaN())
        {
            throw InputError(pool.NameOf(pool.TableOf(i)),
                             0,
                             "a value is missing in column " + column + " in or after row " +
                                 std::to_string(pool.RowOf(i) + 1) +
                                 ", expected numbers: clean the table");
        }
    }
}

/// Makes the mean 0 and the variance 1, of equal values zeros.
void
Standardize(VectorXd& values)
{
    const double scale = std::max(1.0, values.cwiseAbs().maxCoeff());
    values.array() -= values.mean();
    const double deviation = std::sqrt(values.squaredNorm() / static_cast<double>(values.size()));
    if (deviation > 1e-12 * scale) // less is rounding
    {
        values /= deviation;
    }
    else
    {
        values.setZero();
    }
}

/**
 * @param pool
 * @param features standardized, [features, periods]
 * @return their slow components, [components, periods]: uncorrelated, each with its correlation
 * with itself a period later for a deviation
 */
MatrixXd
SlowComponents(const PeriodPool& pool, const MatrixXd& features)
{
    MatrixXd present(features.rows(), features.cols());
    MatrixXd later(features.rows(), features.cols());
    Index pairs = 0;
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        if (pool.HasNext(i))
        {
            present.col(pairs) = features.col(static_cast<Index>(i));
            later.col(pairs++) = features.col(static_cast<Index>(i) + 1);
        }
    }
    const auto x = present.leftCols(pairs);
    const auto y = later.leftCols(pairs);
    const double scale = 0.5 / static_cast<double>(pairs);
    const SelfAdjointEigenSolver<MatrixXd> covariance(scale *
                                                      (x * x.transpose() + y * y.transpose()));
    const Index least = (covariance.eigenvalues().array() < 1e-6).count(); // linear in others
    const Index count = features.rows() - least;
    if (count == 0)
    {
        return MatrixXd(0, features.cols()); // all is constant
    }
    const MatrixXd whitening =
        covariance.eigenvalues().tail(count).cwiseSqrt().cwiseInverse().asDiagonal() *
        covariance.eigenvectors().rightCols(count).transpose();
    const MatrixXd lagged = scale * (x * y.transpose() + y * x.transpose());
    const SelfAdjointEigenSolver<MatrixXd> persistence(whitening * lagged * whitening.transpose());
    VectorXd correlations = persistence.eigenvalues().cwiseMax(0);
    if (correlations.maxCoeff() == 0)
    {
        correlations.setOnes(); // nothing persists: all say as little
    }
    return correlations.asDiagonal() * persistence.eigenvectors().transpose() * whitening *
           features;
}

} // namespace

NearestPeriods::NearestPeriods(const PeriodPool& pool, std::size_t count)
    : m_pool(pool),
      m_count(count)
{
    if (count == 0)
    {
        throw InputError("0 nearest periods, expected 1 at least");
    }
    const Table& columns = pool.At(0).rows;
    std::vector<VectorXd> features;
    for (const auto& name : IntFeatures(SwitchesOf(columns.Names())))
    {
        if (columns.Has(name))
        {
            NeedNoMissing(pool, name);
            features.push_back(MeanQuantiles(pool, name));
        }
    }
    for (const char* name : {"Buffer", "FPS", "ReportedBitrate"})
    {
        if (columns.Has(name))
        {
            NeedNoMissing(pool, name);
            features.push_back(LastValues(pool, name));
        }
    }

    MatrixXd standardized(static_cast<Index>(features.size()), static_cast<Index>(pool.Size()));
    for (Index i = 0; i < standardized.rows(); ++i)
    {
        VectorXd& feature = features[static_cast<std::size_t>(i)];
        Standardize(feature);
        standardized.row(i) = feature.transpose();
    }
    m_features = SlowComponents(pool, standardized);
}

std::vector<std::size_t>
NearestPeriods::Find(std::size_t period, std::size_t table) const
{
    const std::size_t first = m_pool.First(table);
    const auto of =
        m_features.middleCols(static_cast<Index>(first), static_cast<Index>(m_pool.Count(table)));
    const VectorXd distances =
        (of.colwise() - m_features.col(static_cast<Index>(period))).colwise().squaredNorm();
    std::vector<std::pair<double, std::size_t>> candidates; // the lower number of two as near
    candidates.reserve(m_pool.Count(table));
    for (std::size_t i = 0; i < m_pool.Count(table); ++i)
    {
        if (m_pool.HasNext(first + i))
        {
            candidates.emplace_back(distances(static_cast<Index>(i)), first + i);
        }
    }
    const auto end =
        candidates.begin() + static_cast<std::ptrdiff_t>(std::min(m_count, candidates.size()));
    std::partial_sort(candidates.begin(), end, candidates.end());
    std::vector<std::size_t> nearest;
    std::transform(candidates.begin(), end, std::back_inserter(nearest), [](const auto& candidate) {
        return candidate.second;
    });
    return nearest;
}

const Eigen::MatrixXd&
NearestPeriods::Features() const
{
    return m_features;
}

} // namespace ns3::synthnet
