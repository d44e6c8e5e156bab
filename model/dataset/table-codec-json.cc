/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
// How a TableCodec is kept beside a model.
#include "table-codec.h"

#include "decimals.h"

#include "../input-error.h"
#include "../input-text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
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

/// A place in the JSON text, which refuses what does not belong there.
class Place
{
  public:
    Place(const Json& value, std::string path, const std::string& file)
        : m_value(value),
          m_path(std::move(path)),
          m_file(file)
    {
    }

    [[noreturn]] void Fail(const std::string& expected) const
    {
        throw InputError(m_file,
                         0,
                         "the description of the table's columns is damaged at " +
                             (m_path.empty() ? "its beginning" : m_path) + ", expected " +
                             expected);
    }

    Place Member(const char* name) const
    {
        if (!m_value.is_object() || !m_value.contains(name))
        {
            Fail(std::string("an object with a member ") + name);
        }
        return {m_value[name], (m_path.empty() ? "" : m_path + ".") + name, m_file};
    }

    std::vector<Place> Elements() const
    {
        if (!m_value.is_array())
        {
            Fail("an array");
        }
        std::vector<Place> elements;
        for (const auto& element : m_value)
        {
            elements.emplace_back(element,
                                  m_path + "[" + std::to_string(elements.size()) + "]",
                                  m_file);
        }
        return elements;
    }

    bool IsText() const
    {
        return m_value.is_string();
    }

    /// A name or category, which is one line of a table.
    std::string Text() const
    {
        if (!IsText() || m_value.get_ref<const std::string&>().empty() ||
            m_value.get_ref<const std::string&>().find_first_of("\r\n") != std::string::npos)
        {
            Fail("a text of one line");
        }
        return m_value.get<std::string>();
    }

    double Number() const
    {
        if (!m_value.is_number() || !std::isfinite(m_value.get<double>()))
        {
            Fail("a number");
        }
        return m_value.get<double>();
    }

    int Whole(int most) const
    {
        const double number = Number();
        if (number < 0 || number > most || number != std::trunc(number))
        {
            Fail("a whole number up to " + std::to_string(most));
        }
        return static_cast<int>(number);
    }

  private:
    const Json& m_value;
    std::string m_path;
    const std::string& m_file;
};

/// A column, but of a CATEGORY its labels, which are in its group.
TableCodec::Column
ReadColumn(const Place& place)
{
    using Kind = TableCodec::Kind;
    TableCodec::Column column{place.Member("name").Text(), Kind::NUMBER, {}, 0, 0, 0, -1};
    const Place kindPlace = place.Member("kind");
    const std::string kind = kindPlace.Text();
    if (kind == CONSTANT)
    {
        column.kind = Kind::CONSTANT;
        const Place value = place.Member("value");
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
        column.min = place.Member("min").Number();
        column.max = place.Member("max").Number();
        column.decimals = place.Member("decimals").Whole(MOST_DECIMALS + 1);
        if (!(column.min < column.max) || !std::isfinite(column.max - column.min))
        {
            place.Member("max").Fail("more than min, by a number");
        }
    }
    else if (kind == CATEGORY)
    {
        column.kind = Kind::CATEGORY;
    }
    else
    {
        kindPlace.Fail("constant, number or category");
    }
    return column;
}

/// @return the places of a group's columns among all
std::vector<std::size_t>
ReadMembers(const Place& place, const std::vector<TableCodec::Column>& columns)
{
    std::vector<std::size_t> members;
    for (const auto& element : place.Elements())
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
        place.Fail("names of columns");
    }
    return members;
}

/// Reads one column of a group's tuples, and the column's labels when it has texts.
Eigen::VectorXd
ReadValues(const std::vector<Place>& places, TableCodec::Column& column)
{
    const bool isText = places.front().IsText();
    std::set<std::string> labels;
    for (const auto& place : places)
    {
        if (isText)
        {
            labels.insert(place.Text());
        }
    }
    column.labels.assign(labels.begin(), labels.end());
    Eigen::VectorXd values(static_cast<Eigen::Index>(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i)
    {
        values(static_cast<Eigen::Index>(i)) =
            isText
                ? static_cast<double>(std::distance(labels.begin(), labels.find(places[i].Text())))
                : places[i].Number();
    }
    return values;
}

TableCodec::Group
ReadGroup(const Place& place, std::vector<TableCodec::Column>& columns)
{
    TableCodec::Group group;
    group.columns = ReadMembers(place.Member("columns"), columns);
    group.channel = -1;
    const Place tuplesPlace = place.Member("tuples");
    std::vector<std::vector<Place>> tuples;
    for (const auto& tuple : tuplesPlace.Elements())
    {
        tuples.push_back(tuple.Elements());
        if (tuples.back().size() != group.columns.size())
        {
            tuple.Fail("a value for each column of the group");
        }
    }
    if (tuples.size() < 2)
    {
        tuplesPlace.Fail("two tuples at least");
    }
    group.tuples.resize(static_cast<Eigen::Index>(tuples.size()),
                        static_cast<Eigen::Index>(group.columns.size()));
    for (std::size_t i = 0; i < group.columns.size(); ++i)
    {
        std::vector<Place> places;
        for (const auto& tuple : tuples)
        {
            places.push_back(tuple[i]);
        }
        group.tuples.col(static_cast<Eigen::Index>(i)) =
            ReadValues(places, columns[group.columns[i]]);
    }
    for (Eigen::Index row = 1; row < group.tuples.rows(); ++row)
    {
        const Eigen::VectorXd before = group.tuples.row(row - 1);
        const Eigen::VectorXd tuple = group.tuples.row(row);
        if (!std::lexicographical_compare(before.begin(), before.end(), tuple.begin(), tuple.end()))
        {
            tuplesPlace.Fail("different tuples in ascending order");
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
    const Json value = Json::parse(json, nullptr, false);
    const Place root(value, "", file);
    if (value.is_discarded())
    {
        root.Fail("JSON");
    }
    TableCodec codec;
    std::set<std::string> names;
    for (const auto& place : root.Member("columns").Elements())
    {
        codec.m_columns.push_back(ReadColumn(place));
        if (!names.insert(codec.m_columns.back().name).second)
        {
            place.Fail("another name than the columns before it have");
        }
    }
    std::set<std::size_t> grouped;
    for (const auto& place : root.Member("groups").Elements())
    {
        codec.m_groups.push_back(ReadGroup(place, codec.m_columns));
        for (const std::size_t member : codec.m_groups.back().columns)
        {
            if (!grouped.insert(member).second)
            {
                place.Fail("columns that are in no other group");
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
