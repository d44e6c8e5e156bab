/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "impossible-rows.h"

#include "testbed-logs.h"

#include <algorithm>
#include <map>
#include <set>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;

namespace
{

using Rows = Eigen::Ref<const MatrixXd>;

constexpr std::size_t MOST_CATEGORIES = 16;

/// At most one more than MOST_CATEGORIES.
std::size_t
DifferentValues(const Rows& rows, Index column)
{
    std::set<double> values;
    for (Index row = 0; row < rows.rows() && values.size() <= MOST_CATEGORIES; ++row)
    {
        values.insert(rows(row, column));
    }
    return values.size();
}

bool
Determines(const Rows& rows, Index one, Index other)
{
    std::map<double, double> known;
    for (Index row = 0; row < rows.rows(); ++row)
    {
        const auto [found, isNew] = known.emplace(rows(row, one), rows(row, other));
        if (!isNew && found->second != rows(row, other))
        {
            return false;
        }
    }
    return true;
}

std::vector<double>
ValuesIn(const Rows& rows, Index row, const ColumnGroup& columns)
{
    std::vector<double> values;
    values.reserve(columns.size());
    for (const Index column : columns)
    {
        values.push_back(rows(row, column));
    }
    return values;
}

/// Merges the groups whose columns determine one another.
std::vector<ColumnGroup>
Connected(const Rows& rows, const ColumnGroup& columns)
{
    std::vector<ColumnGroup> groups;
    for (const Index column : columns)
    {
        ColumnGroup merged{column};
        std::vector<ColumnGroup> apart;
        for (auto& group : groups)
        {
            const bool connected = std::any_of(group.begin(), group.end(), [&](Index other) {
                return Determines(rows, column, other) || Determines(rows, other, column);
            });
            if (connected)
            {
                merged.insert(merged.begin(), group.begin(), group.end());
            }
            else
            {
                apart.push_back(std::move(group));
            }
        }
        apart.push_back(std::move(merged));
        groups = std::move(apart);
    }
    return groups;
}

} // namespace

std::vector<ColumnGroup>
CategoryGroups(const std::vector<std::string>& names, const Rows& rows)
{
    ColumnGroup candidates;
    for (Index column = 0; column < rows.cols(); ++column)
    {
        const std::size_t different = DifferentValues(rows, column);
        if (different > 1 && different <= MOST_CATEGORIES &&
            SwitchesOf({names[static_cast<std::size_t>(column)]}).empty())
        {
            candidates.push_back(column);
        }
    }
    auto groups = Connected(rows, candidates);
    groups.erase(std::remove_if(groups.begin(),
                                groups.end(),
                                [](const ColumnGroup& group) { return group.size() < 2; }),
                 groups.end());
    return groups;
}

ColumnGroup
ConstantColumns(const Rows& rows)
{
    ColumnGroup columns;
    for (Index column = 0; column < rows.cols(); ++column)
    {
        if (DifferentValues(rows, column) == 1)
        {
            columns.push_back(column);
        }
    }
    return columns;
}

ImpossibleRows::ImpossibleRows(ColumnGroup columns)
    : m_columns(std::move(columns))
{
}

double
ImpossibleRows::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    std::set<std::vector<double>> possible;
    for (Index row = 0; row < real.TableRows().rows(); ++row)
    {
        possible.insert(ValuesIn(real.TableRows(), row, m_columns));
    }
    const MatrixXd rows = other.Rows();
    Index impossible = 0;
    for (Index row = 0; row < rows.rows(); ++row)
    {
        impossible += possible.count(ValuesIn(rows, row, m_columns)) == 0 ? 1 : 0;
    }
    return static_cast<double>(impossible) / static_cast<double>(rows.rows());
}

} // namespace ns3::synthnet
