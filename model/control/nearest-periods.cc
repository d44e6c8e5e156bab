/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nearest-periods.h"

#include "ns3/input-error.h"
#include "ns3/testbed-logs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace ns3::synthnet
{

namespace
{

using Eigen::Index;
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

/// @param standardized a feature
/// @return its correlation with itself a period later, not below 0
double
Persistence(const PeriodPool& pool, const VectorXd& standardized)
{
    double sum = 0;
    Index pairs = 0;
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        if (pool.HasNext(i))
        {
            sum += standardized(static_cast<Index>(i)) * standardized(static_cast<Index>(i) + 1);
            ++pairs;
        }
    }
    return std::clamp(sum / static_cast<double>(pairs), 0.0, 1.0);
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

    m_features.resize(static_cast<Index>(features.size()), static_cast<Index>(pool.Size()));
    VectorXd weights(m_features.rows());
    for (Index i = 0; i < weights.size(); ++i)
    {
        VectorXd& feature = features[static_cast<std::size_t>(i)];
        Standardize(feature);
        weights(i) = Persistence(pool, feature);
        m_features.row(i) = feature.transpose();
    }
    if (weights.maxCoeff() > 0) // else nothing persists, and all say as little
    {
        m_features.array().colwise() *= weights.array();
    }
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
