/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "cleaning.h"

#include "sample-statistics.h"

#include "../input-error.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

Table
ImputeMeans(Table table)
{
    for (const auto& name : table.NumericNames())
    {
        auto column = table.Column(name);
        const double mean = Mean(column);
        for (Table::Index row = 0; row < table.Rows(); ++row)
        {
            if (std::isnan(column(row)))
            {
                column(row) = mean;
            }
        }
    }
    return table;
}

Table
DropIncomplete(const Table& table)
{
    std::vector<Table::Index> rows;
    for (Table::Index row = 0; row < table.Rows(); ++row)
    {
        if (!table.Values().row(row).hasNaN())
        {
            rows.push_back(row);
        }
    }
    return table.SelectRows(rows);
}

Table
OneHot(const Table& table, const std::string& name)
{
    const auto& categories = table.Categories(name);
    std::vector<std::string> others = table.Names();
    others.erase(std::find(others.begin(), others.end(), name));
    Table encoded = table.SelectColumns(others);
    for (std::size_t index = 0; index < categories.size(); ++index)
    {
        encoded.Append(
            name + "_" + categories[index],
            (table.Column(name).array() == static_cast<double>(index)).cast<double>().matrix());
    }
    return encoded;
}

Table
DropConstant(const Table& table)
{
    std::vector<std::string> varying;
    for (const auto& name : table.Names())
    {
        const auto sorted = Sorted(table.Column(name));
        if (!sorted.empty() && sorted.front() != sorted.back())
        {
            varying.push_back(name);
        }
    }
    return table.SelectColumns(varying);
}

Table
RemoveOutliers(const Table& table, const std::vector<std::string>& columns)
{
    constexpr double FENCE = 1.5; // Tukey's, in interquartile ranges
    Table left = table;
    for (const auto& name : columns)
    {
        if (table.IsCategorical(name))
        {
            throw InputError("column '" + name + "' holds texts, expected numbers");
        }
        const auto values = left.Column(name);
        const auto sorted = Sorted(values);
        if (sorted.empty())
        {
            continue;
        }
        const double q1 = QuantileOfSorted(sorted, 0.25);
        const double q3 = QuantileOfSorted(sorted, 0.75);
        const double low = q1 - FENCE * (q3 - q1);
        const double high = q3 + FENCE * (q3 - q1);
        std::vector<Table::Index> rows;
        for (Table::Index row = 0; row < left.Rows(); ++row)
        {
            if (!(values(row) < low || values(row) > high))
            {
                rows.push_back(row);
            }
        }
        left = left.SelectRows(rows);
    }
    return left;
}

Table
Cleaning::Apply(Table table) const
{
    if (missing == MissingValues::DROP)
    {
        table = DropIncomplete(table);
    }
    if (missing == MissingValues::MEAN)
    {
        table = ImputeMeans(std::move(table));
    }
    auto measured = table.NumericNames();
    for (const auto& name : oneHot)
    {
        table = OneHot(table, name);
    }
    if (dropConstant)
    {
        table = DropConstant(table);
    }
    if (removeOutliers)
    {
        measured.erase(std::remove_if(measured.begin(),
                                      measured.end(),
                                      [&](const auto& name) { return !table.Has(name); }),
                       measured.end());
        table = RemoveOutliers(table, measured);
    }
    return table;
}

} // namespace ns3::synthnet
