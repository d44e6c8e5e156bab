/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "min-max-scaler.h"

#include "decimals.h"
#include "sample-statistics.h"

#include "../input-error.h"
#include "../input-text.h"
#include "../json-value.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace ns3::synthnet
{

double
MinMaxScaler::Range::Width() const
{
    return max > min ? max - min : 1;
}

MinMaxScaler::MinMaxScaler(const Table& table)
{
    for (const auto& name : table.NumericNames())
    {
        const std::string column = "column " + QuoteInput(name);
        if (!IsUtf8(name))
        {
            throw InputError(column + " has a name that is not UTF-8, expected UTF-8");
        }
        const std::vector<double> values = Sorted(table.Column(name));
        if (values.empty())
        {
            throw InputError(column + " has no value at all, expected numbers");
        }
        const Range range{name,
                          values.front(),
                          values.back(),
                          DecimalsOf(Eigen::Map<const Eigen::VectorXd>(
                              values.data(),
                              static_cast<Eigen::Index>(values.size())))};
        if (!std::isfinite(range.Width()))
        {
            throw InputError(column + " has values too far apart, expected them within 1.8e308");
        }
        m_ranges.push_back(range);
    }
    if (m_ranges.empty())
    {
        throw InputError("no column holds numbers, expected one at least");
    }
}

MinMaxScaler
MinMaxScaler::FromJson(std::string_view json, const std::string& file)
{
    MinMaxScaler scaler;
    std::set<std::string> names;
    const JsonValue columns = JsonValue(json, file, "scaler").Member("columns");
    for (const auto& column : columns.Elements())
    {
        const Range range{column.Member("name").Text(),
                          column.Member("min").Number(),
                          column.Member("max").Number(),
                          static_cast<int>(column.Member("decimals").Whole(0, MOST_DECIMALS + 1))};
        if (range.max < range.min || !std::isfinite(range.Width()))
        {
            column.Member("max").Fail("min or more, by a number");
        }
        if (!names.insert(range.name).second)
        {
            column.Member("name").Fail("another name than the columns before it have");
        }
        scaler.m_ranges.push_back(range);
    }
    if (scaler.m_ranges.empty())
    {
        columns.Fail("one column at least");
    }
    return scaler;
}

std::string
MinMaxScaler::ToJson() const
{
    auto columns = nlohmann::ordered_json::array();
    for (const auto& range : m_ranges)
    {
        columns.push_back({{"name", range.name},
                           {"min", range.min},
                           {"max", range.max},
                           {"decimals", range.decimals}});
    }
    return nlohmann::ordered_json{{"columns", columns}}.dump(2);
}

void
MinMaxScaler::NeedColumns(const Table& table) const
{
    std::vector<std::string> names;
    for (const auto& range : m_ranges)
    {
        names.push_back(range.name);
    }
    const std::string expected = ", expected " + JoinNames(names) + " as the scaler has them";
    for (const auto& name : names)
    {
        if (!table.Has(name))
        {
            throw InputError("column " + QuoteInput(name) + " is missing" + expected);
        }
        if (table.IsCategorical(name))
        {
            throw InputError("column " + QuoteInput(name) + " holds texts, expected numbers");
        }
    }
    for (const auto& name : table.NumericNames())
    {
        if (std::find(names.begin(), names.end(), name) == names.end())
        {
            throw InputError("column " + QuoteInput(name) + " has no scale" + expected);
        }
    }
}

Table
MinMaxScaler::Scale(Table table) const
{
    NeedColumns(table);
    for (const auto& range : m_ranges)
    {
        auto column = table.Column(range.name);
        column = (column.array() - range.min) / range.Width();
    }
    return table;
}

Table
MinMaxScaler::Unscale(Table table) const
{
    NeedColumns(table);
    for (const auto& range : m_ranges)
    {
        auto column = table.Column(range.name);
        column = column.unaryExpr([&range](double share) {
            return RoundTo(range.min + share * range.Width(), range.decimals);
        });
    }
    return table;
}

} // namespace ns3::synthnet
