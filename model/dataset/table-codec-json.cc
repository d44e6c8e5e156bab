/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
// How a TableCodec is kept beside a model.
#include "table-codec.h"

#include "decimals.h"

#include "../input-text.h"
#include "../json-value.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace ns3::synthnet
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr const char* CONSTANT = "constant";
constexpr const char* NUMBER = "number";
constexpr const char* CATEGORY = "category";

/// @return a value as Table has it, as a JSON value
Json
ValueOf(const TableCodec::Column& column, double value)
{
    if (!column.labels.empty())
    {
        return column.labels[static_cast<std::size_t>(value)];
    }
    constexpr double EXACT_INTEGERS = 1e15;
    if (std::abs(value) < EXACT_INTEGERS && value == std::trunc(value))
    {
        return static_cast<int64_t>(value);
    }
    return value;
}

/// A column, but of a CATEGORY its labels, which are in its group.
TableCodec::Column
ReadColumn(const JsonValue& json)
{
    using Kind = TableCodec::Kind;
    TableCodec::Column column{json.Member("name").Text(), Kind::NUMBER, {}, 0, 0, 0, -1};
    const JsonValue kindValue = json.Member("kind");
    const std::string kind = kindValue.Text();
    if (kind == CONSTANT)
    {
        column.kind = Kind::CONSTANT;
        const JsonValue value = json.Member("value");
        if (value.IsText())
        {
            column.labels.push_back(value.Text());
        }
        else
        {
            column.min = column.max = value.Number();
        }
    }
    else if (kind == NUMBER)
    {
        column.min = json.Member("min").Number();
        column.max = json.Member("max").Number();
        column.decimals = static_cast<int>(json.Member("decimals").Whole(0, MOST_DECIMALS + 1));
        if (!(column.min < column.max) || !std::isfinite(column.max - column.min))
        {
            json.Member("max").Fail("more than min, by a number");
        }
    }
    else if (kind == CATEGORY)
    {
        column.kind = Kind::CATEGORY;
    }
    else
    {
        kindValue.Fail("constant, number or category");
    }
    return column;
}

/// @return the places of a group's columns among all
std::vector<std::size_t>
ReadMembers(const JsonValue& json, const std::vector<TableCodec::Column>& columns)
{
    std::vector<std::size_t> members;
    for (const auto& element : json.Elements())
    {
        const std::string name = element.Text();
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& each) {
            return each.name == name;
        });
        const auto member = static_cast<std::size_t>(found - columns.begin());
        if (found == columns.end() || found->kind != TableCodec::Kind::CATEGORY ||
            (!members.empty() && member <= members.back()))
        {
            element.Fail("columns of the kind category in their order");
        }
        members.push_back(member);
    }
    if (members.empty())
    {
        json.Fail("names of columns");
    }
    return members;
}

/// Reads one column of a group's tuples, and the column's labels when it has texts.
Eigen::VectorXd
ReadValues(const std::vector<JsonValue>& json, TableCodec::Column& column)
{
    const bool isText = json.front().IsText();
    std::set<std::string> labels;
    for (const auto& value : json)
    {
        if (isText)
        {
            labels.insert(value.Text());
        }
    }
    column.labels.assign(labels.begin(), labels.end());
    Eigen::VectorXd values(static_cast<Eigen::Index>(json.size()));
    for (std::size_t i = 0; i < json.size(); ++i)
    {
        values(static_cast<Eigen::Index>(i)) =
            isText ? static_cast<double>(std::distance(labels.begin(), labels.find(json[i].Text())))
                   : json[i].Number();
    }
    return values;
}

TableCodec::Group
ReadGroup(const JsonValue& json, std::vector<TableCodec::Column>& columns)
{
    TableCodec::Group group;
    group.columns = ReadMembers(json.Member("columns"), columns);
    group.channel = -1;
    const JsonValue tuplesValue = json.Member("tuples");
    std::vector<std::vector<JsonValue>> tuples;
    for (const auto& tuple : tuplesValue.Elements())
    {
        tuples.push_back(tuple.Elements());
        if (tuples.back().size() != group.columns.size())
        {
            tuple.Fail("a value for each column of the group");
        }
    }
    if (tuples.size() < 2)
    {
        tuplesValue.Fail("two tuples at least");
    }
    group.tuples.resize(static_cast<Eigen::Index>(tuples.size()),
                        static_cast<Eigen::Index>(group.columns.size()));
    for (std::size_t i = 0; i < group.columns.size(); ++i)
    {
        std::vector<JsonValue> values;
        for (const auto& tuple : tuples)
        {
            values.push_back(tuple[i]);
        }
        group.tuples.col(static_cast<Eigen::Index>(i)) =
            ReadValues(values, columns[group.columns[i]]);
    }
    for (Eigen::Index row = 1; row < group.tuples.rows(); ++row)
    {
        const Eigen::VectorXd before = group.tuples.row(row - 1);
        const Eigen::VectorXd tuple = group.tuples.row(row);
        if (!std::lexicographical_compare(before.begin(), before.end(), tuple.begin(), tuple.end()))
        {
            tuplesValue.Fail("different tuples in ascending order");
        }
    }
    return group;
}

} // namespace

std::string
TableCodec::ToJson() const
{
    Json columns = Json::array();
    for (const auto& column : m_columns)
    {
        Json each = {{"name", column.name}};
        switch (column.kind)
        {
        case Kind::CONSTANT:
            each["kind"] = CONSTANT;
            each["value"] = ValueOf(column, column.min);
            break;
        case Kind::NUMBER:
            each["kind"] = NUMBER;
            each["min"] = ValueOf(column, column.min);
            each["max"] = ValueOf(column, column.max);
            each["decimals"] = column.decimals;
            break;
        case Kind::CATEGORY:
            each["kind"] = CATEGORY;
            break;
        }
        columns.push_back(std::move(each));
    }
    Json groups = Json::array();
    for (const auto& group : m_groups)
    {
        Json names = Json::array();
        for (const std::size_t member : group.columns)
        {
            names.push_back(m_columns[member].name);
        }
        Json tuples = Json::array();
        for (Index row = 0; row < group.tuples.rows(); ++row)
        {
            Json tuple = Json::array();
            for (std::size_t i = 0; i < group.columns.size(); ++i)
            {
                tuple.push_back(
                    ValueOf(m_columns[group.columns[i]], group.tuples(row, static_cast<Index>(i))));
            }
            tuples.push_back(std::move(tuple));
        }
        groups.push_back({{"columns", std::move(names)}, {"tuples", std::move(tuples)}});
    }
    return Json{{"columns", std::move(columns)}, {"groups", std::move(groups)}}.dump();
}

TableCodec
TableCodec::FromJson(std::string_view json, const std::string& file)
{
    const JsonValue root(json, file, "description of the table's columns");
    TableCodec codec;
    std::set<std::string> names;
    for (const auto& each : root.Member("columns").Elements())
    {
        codec.m_columns.push_back(ReadColumn(each));
        if (!names.insert(codec.m_columns.back().name).second)
        {
            each.Fail("another name than the columns before it have");
        }
    }
    std::set<std::size_t> grouped;
    for (const auto& each : root.Member("groups").Elements())
    {
        codec.m_groups.push_back(ReadGroup(each, codec.m_columns));
        for (const std::size_t member : codec.m_groups.back().columns)
        {
            if (!grouped.insert(member).second)
            {
                each.Fail("columns that are in no other group");
            }
        }
    }
    for (std::size_t i = 0; i < codec.m_columns.size(); ++i)
    {
        if (codec.m_columns[i].kind == Kind::CATEGORY && grouped.count(i) == 0)
        {
            root.Member("groups").Fail("a group with the column " +
                                       QuoteInput(codec.m_columns[i].name));
        }
    }
    codec.AssignChannels();
    if (codec.m_channels == 0)
    {
        root.Member("columns").Fail("one at least that is not constant");
    }
    return codec;
}

} // namespace ns3::synthnet
