/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "table-codec.h"

#include "category-groups.h"
#include "csv.h"
#include "decimals.h"

#include "../input-error.h"
#include "../input-text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

namespace ns3::synthnet
{

namespace
{

constexpr Table::Index MOST_TUPLES = 256; // of a group; a channel each

void
NeedUtf8(const std::string& text, const std::string& what)
{
    if (!IsUtf8(text))
    {
        throw InputError(what + " " + QuoteInput(text) + " is not UTF-8, expected UTF-8");
    }
}

/// Refuses a column that lacks values.
void
NeedValues(const Table& table, const std::string& name)
{
    const auto values = table.Column(name).array();
    const auto missing = (!values.isFinite()).count();
    if (missing == 0)
    {
        return;
    }
    if (missing == values.size())
    {
        throw InputError("column " + QuoteInput(name) +
                         " has no value at all, expected one in each row: synthnet-dataset clean "
                         "--dropConstant leaves it out");
    }
    Table::Index row = 0;
    while (std::isfinite(values(row)))
    {
        ++row;
    }
    throw InputError("column " + QuoteInput(name) + " lacks a value in row " +
                     std::to_string(row + 1) +
                     (missing > 1 ? " and in " + std::to_string(missing - 1) + " more" : "") +
                     ", expected one in each: synthnet-dataset clean " +
                     (table.IsCategorical(name) ? "--missing=drop leaves out such rows"
                                                : "--missing=mean fills them in"));
}

/// @return the labels that occur, sorted, of a column of texts; nothing of one of numbers
std::vector<std::string>
LabelsOf(const Table& table, const std::string& name)
{
    if (!table.IsCategorical(name))
    {
        return {};
    }
    const auto& categories = table.Categories(name);
    std::set<std::string> labels;
    for (const double index : table.Column(name))
    {
        labels.insert(categories[static_cast<std::size_t>(index)]);
    }
    return {labels.begin(), labels.end()};
}

/// @return a column whose texts are indices into @p labels; NaN are those that are no label
Eigen::VectorXd
ValuesOf(const Table& table, const std::string& name, const std::vector<std::string>& labels)
{
    Eigen::VectorXd values = table.Column(name);
    if (!table.IsCategorical(name))
    {
        return values;
    }
    std::vector<double> indices;
    for (const auto& category : table.Categories(name))
    {
        const auto found = std::lower_bound(labels.begin(), labels.end(), category);
        indices.push_back(found != labels.end() && *found == category
                              ? static_cast<double>(found - labels.begin())
                              : std::nan(""));
    }
    return values.unaryExpr(
        [&indices](double index) { return indices[static_cast<std::size_t>(index)]; });
}

std::vector<double>
RowOf(const Eigen::MatrixXd& values, Table::Index row)
{
    const Eigen::VectorXd copy = values.row(row);
    return {copy.begin(), copy.end()};
}

} // namespace

TableCodec::TableCodec(const Table& table)
{
    if (table.Columns() == 0 || table.Rows() == 0)
    {
        throw InputError(std::string("the table has no ") +
                         (table.Columns() == 0 ? "column" : "row") +
                         ", expected columns and rows of values");
    }
    for (const auto& name : table.Names())
    {
        LearnColumn(table, name);
    }
    for (const auto& names : FindCategoryGroups(table))
    {
        LearnGroup(table, names);
    }
    AssignChannels();
    if (m_channels == 0)
    {
        throw InputError(table.Rows() == 1
                             ? "the table has one row, expected more, which differ"
                             : "every column holds one value only, expected one that varies");
    }
}

void
TableCodec::LearnColumn(const Table& table, const std::string& name)
{
    NeedUtf8(name, "the column name");
    NeedValues(table, name);
    Column column{name, Kind::NUMBER, LabelsOf(table, name), 0, 0, 0, -1};
    for (const auto& label : column.labels)
    {
        NeedUtf8(label, "column " + QuoteInput(name) + ": the text");
    }
    const Eigen::VectorXd values = ValuesOf(table, name, column.labels);
    column.min = values.minCoeff();
    column.max = values.maxCoeff();
    column.decimals = DecimalsOf(values);
    if (column.min == column.max)
    {
        column.kind = Kind::CONSTANT;
        column.decimals = 0;
    }
    else if (!std::isfinite(column.max - column.min))
    {
        throw InputError("column " + QuoteInput(name) + " reaches from " +
                         FormatNumber(column.min) + " to " + FormatNumber(column.max) +
                         ", expected numbers nearer to each other");
    }
    m_columns.push_back(std::move(column));
}

void
TableCodec::LearnGroup(const Table& table, const std::vector<std::string>& names)
{
    Group group;
    Eigen::MatrixXd values(table.Rows(), static_cast<Index>(names.size()));
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        Column& column = m_columns[i];
        if (std::find(names.begin(), names.end(), column.name) != names.end())
        {
            values.col(static_cast<Index>(group.columns.size())) =
                ValuesOf(table, column.name, column.labels);
            group.columns.push_back(i);
            column.kind = Kind::CATEGORY;
            column.min = column.max = column.decimals = 0;
        }
    }
    std::set<std::vector<double>> tuples;
    for (Index row = 0; row < values.rows(); ++row)
    {
        tuples.insert(RowOf(values, row));
    }
    const auto count = static_cast<Index>(tuples.size());
    if (count > MOST_TUPLES)
    {
        throw InputError("column " + QuoteInput(names.front()) + " has " + std::to_string(count) +
                         " categories, expected at most " + std::to_string(MOST_TUPLES));
    }
    group.tuples.resize(count, values.cols());
    Index channel = 0;
    for (const auto& tuple : tuples)
    {
        group.tuples.row(channel++) =
            Eigen::Map<const Eigen::RowVectorXd>(tuple.data(), values.cols());
    }
    m_groups.push_back(std::move(group));
}

void
TableCodec::AssignChannels()
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        Column& column = m_columns[i];
        if (column.kind == Kind::NUMBER)
        {
            column.channel = m_channels++;
        }
        const auto group = std::find_if(m_groups.begin(), m_groups.end(), [i](const auto& each) {
            return each.columns.front() == i;
        });
        if (group != m_groups.end())
        {
            group->channel = m_channels;
            m_channels += group->tuples.rows();
            for (const std::size_t member : group->columns)
            {
                m_columns[member].channel = group->channel;
            }
        }
    }
    std::sort(m_groups.begin(), m_groups.end(), [](const auto& a, const auto& b) {
        return a.channel < b.channel;
    });
}

Eigen::Index
TableCodec::Channels() const
{
    return m_channels;
}

const std::vector<TableCodec::Column>&
TableCodec::Columns() const
{
    return m_columns;
}

const std::vector<TableCodec::Group>&
TableCodec::Groups() const
{
    return m_groups;
}

std::vector<std::string>
TableCodec::Names() const
{
    std::vector<std::string> names;
    for (const auto& column : m_columns)
    {
        names.push_back(column.name);
    }
    return names;
}

void
TableCodec::NeedLike(const Table& table, const Column& column) const
{
    if (!table.Has(column.name))
    {
        throw InputError("column " + QuoteInput(column.name) + " is missing, expected " +
                         JoinNames(Names()) + " as the training table has them");
    }
    const bool isText = !column.labels.empty();
    if (table.IsCategorical(column.name) != isText)
    {
        throw InputError("column " + QuoteInput(column.name) + " holds " +
                         (isText ? "numbers, expected texts" : "texts, expected numbers") +
                         " as the training table has them");
    }
    NeedValues(table, column.name);
}

Eigen::MatrixXf
TableCodec::Encode(const Table& table) const
{
    Eigen::MatrixXf channels = Eigen::MatrixXf::Zero(table.Rows(), m_channels);
    for (const auto& column : m_columns)
    {
        NeedLike(table, column);
        if (column.kind == Kind::NUMBER)
        {
            channels.col(column.channel) =
                ((table.Column(column.name).array() - column.min) / (column.max - column.min))
                    .cast<float>();
        }
    }
    for (const auto& group : m_groups)
    {
        EncodeGroup(table, group, channels);
    }
    return channels;
}

std::string
TableCodec::TextOf(const Column& column, double value)
{
    const std::string text = column.labels.empty() ? FormatNumber(value)
                             : std::isnan(value)
                                 ? "another text"
                                 : QuoteInput(column.labels[static_cast<std::size_t>(value)]);
    return QuoteInput(column.name) + " " + text;
}

std::string
TableCodec::TextOf(const Group& group, const Eigen::RowVectorXd& tuple) const
{
    std::string text;
    for (std::size_t i = 0; i < group.columns.size(); ++i)
    {
        text += (i == 0 ? "" : " with ") +
                TextOf(m_columns[group.columns[i]], tuple(static_cast<Index>(i)));
    }
    return text;
}

void
TableCodec::EncodeGroup(const Table& table, const Group& group, Eigen::MatrixXf& channels) const
{
    Eigen::MatrixXd values(table.Rows(), group.tuples.cols());
    for (std::size_t i = 0; i < group.columns.size(); ++i)
    {
        const Column& column = m_columns[group.columns[i]];
        values.col(static_cast<Index>(i)) = ValuesOf(table, column.name, column.labels);
    }
    std::map<std::vector<double>, Index> places;
    for (Index tuple = 0; tuple < group.tuples.rows(); ++tuple)
    {
        places.emplace(RowOf(group.tuples, tuple), tuple);
    }
    for (Index row = 0; row < values.rows(); ++row)
    {
        // NaN, of a text that the training table does not have, has no place in an order.
        const auto found =
            values.row(row).hasNaN() ? places.end() : places.find(RowOf(values, row));
        if (found == places.end())
        {
            throw InputError("row " + std::to_string(row + 1) + " has " +
                             TextOf(group, values.row(row)) + ", expected what a row of the " +
                             "training table has, such as " + TextOf(group, group.tuples.row(0)));
        }
        channels(row, group.channel + found->second) = 1;
    }
}

Table
TableCodec::Decode(const Eigen::Ref<const Eigen::MatrixXf>& channels) const
{
    Eigen::MatrixXd values = channels.cast<double>();
    for (const auto& column : m_columns)
    {
        if (column.kind == Kind::NUMBER && column.channel < values.cols())
        {
            auto channel = values.col(column.channel);
            channel = channel.unaryExpr([&column](double share) {
                return std::isnan(share)
                           ? share
                           : column.min + std::clamp(share, 0.0, 1.0) * (column.max - column.min);
            });
        }
    }
    return DecodeValues(values);
}

Table
TableCodec::DecodeValues(const Eigen::Ref<const Eigen::MatrixXd>& channels) const
{
    if (channels.cols() != m_channels)
    {
        throw std::invalid_argument("a matrix of " + std::to_string(channels.cols()) +
                                    " channels, expected " + std::to_string(m_channels));
    }
    if (channels.hasNaN())
    {
        throw InputError("the generator gave a value that is no number, expected another model");
    }
    Eigen::MatrixXd values(channels.rows(), static_cast<Index>(m_columns.size()));
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        const Column& column = m_columns[i];
        auto target = values.col(static_cast<Index>(i));
        if (column.kind == Kind::CONSTANT)
        {
            target.setConstant(column.min);
        }
        else if (column.kind == Kind::NUMBER)
        {
            target = channels.col(column.channel).unaryExpr([&column](double value) {
                return std::clamp(RoundTo(value, column.decimals), column.min, column.max);
            });
        }
    }
    for (const auto& group : m_groups)
    {
        const auto block = channels.middleCols(group.channel, group.tuples.rows());
        for (Index row = 0; row < channels.rows(); ++row)
        {
            Index tuple = 0;
            block.row(row).maxCoeff(&tuple);
            for (std::size_t i = 0; i < group.columns.size(); ++i)
            {
                values(row, static_cast<Index>(group.columns[i])) =
                    group.tuples(tuple, static_cast<Index>(i));
            }
        }
    }
    Table table;
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        const auto& [name, kind, labels, min, max, decimals, channel] = m_columns[i];
        if (labels.empty())
        {
            table.Append(name, values.col(static_cast<Index>(i)));
        }
        else
        {
            table.AppendCategorical(name, values.col(static_cast<Index>(i)), labels);
        }
    }
    return table;
}

} // namespace ns3::synthnet
