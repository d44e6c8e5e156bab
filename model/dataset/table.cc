/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "table.h"

#include "../input-error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <stdexcept>

namespace ns3::synthnet
{

Table::Table(std::vector<std::string> names, Eigen::MatrixXd values)
    : m_names(std::move(names)),
      m_values(std::move(values))
{
    if (static_cast<Index>(m_names.size()) != m_values.cols())
    {
        throw std::invalid_argument("a table needs as many names as columns");
    }
    if (std::set<std::string>(m_names.begin(), m_names.end()).size() != m_names.size())
    {
        throw std::invalid_argument("a table's columns need different names");
    }
}

Table::Index
Table::Rows() const
{
    return m_values.rows();
}

Table::Index
Table::Columns() const
{
    return m_values.cols();
}

const std::vector<std::string>&
Table::Names() const
{
    return m_names;
}

const Eigen::MatrixXd&
Table::Values() const
{
    return m_values;
}

bool
Table::Has(const std::string& name) const
{
    return Find(name) >= 0;
}

Eigen::MatrixXd::ConstColXpr
Table::Column(const std::string& name) const
{
    return m_values.col(At(name));
}

Eigen::MatrixXd::ColXpr
Table::Column(const std::string& name)
{
    return m_values.col(At(name));
}

bool
Table::IsCategorical(const std::string& name) const
{
    return m_categories.count(name) > 0;
}

std::vector<std::string>
Table::NumericNames() const
{
    std::vector<std::string> names;
    std::copy_if(m_names.begin(), m_names.end(), std::back_inserter(names), [&](const auto& name) {
        return !IsCategorical(name);
    });
    return names;
}

const std::vector<std::string>&
Table::Categories(const std::string& name) const
{
    const auto found = m_categories.find(name);
    if (found == m_categories.end())
    {
        std::vector<std::string> names;
        for (const auto& [each, unused] : m_categories)
        {
            names.push_back(each);
        }
        throw InputError("no column of texts is called '" + name + "', expected " +
                         (names.empty() ? "none, all are numeric" : "one of " + JoinNames(names)));
    }
    return found->second;
}

void
Table::Append(const std::string& name, const Eigen::VectorXd& values)
{
    if (Has(name))
    {
        throw std::invalid_argument("a column is already called '" + name + "'");
    }
    if (Columns() > 0 && values.size() != Rows())
    {
        throw std::invalid_argument("column '" + name + "' has another length than the table");
    }
    m_values.conservativeResize(values.size(), Columns() + 1);
    m_values.rightCols(1) = values;
    m_names.push_back(name);
}

void
Table::AppendCategorical(const std::string& name, const std::vector<std::string>& labels)
{
    std::set<std::string> sorted(labels.begin(), labels.end());
    sorted.erase("");
    std::vector<std::string> categories(sorted.begin(), sorted.end());
    Eigen::VectorXd indices(static_cast<Index>(labels.size()));
    for (std::size_t row = 0; row < labels.size(); ++row)
    {
        const auto found = std::lower_bound(categories.begin(), categories.end(), labels[row]);
        indices(static_cast<Index>(row)) = labels[row].empty()
                                               ? std::numeric_limits<double>::quiet_NaN()
                                               : static_cast<double>(found - categories.begin());
    }
    Append(name, indices);
    m_categories.emplace(name, std::move(categories));
}

void
Table::AppendCategorical(const std::string& name,
                         const Eigen::VectorXd& indices,
                         std::vector<std::string> categories)
{
    const bool isSorted =
        std::adjacent_find(categories.begin(), categories.end(), std::greater_equal<>()) ==
        categories.end();
    if (!isSorted || (!categories.empty() && categories.front().empty()))
    {
        throw std::invalid_argument("the categories of '" + name + "' are not sorted");
    }
    const auto count = static_cast<double>(categories.size());
    if (!std::all_of(indices.begin(), indices.end(), [count](double index) {
            return std::isnan(index) || (index >= 0 && index < count && index == std::trunc(index));
        }))
    {
        throw std::invalid_argument("an index of '" + name + "' is that of no category");
    }
    Append(name, indices);
    m_categories.emplace(name, std::move(categories));
}

void
Table::AppendFrom(const Table& other, const std::string& name)
{
    Append(name, other.Column(name));
    if (other.IsCategorical(name))
    {
        m_categories.emplace(name, other.Categories(name));
    }
}

void
Table::AppendRows(const Table& other)
{
    if (m_names.empty())
    {
        *this = other;
        return;
    }
    if (other.m_names != m_names || other.m_categories != m_categories)
    {
        throw std::invalid_argument("rows of other columns: " + JoinNames(other.m_names));
    }
    const Index before = Rows();
    m_values.conservativeResize(before + other.Rows(), Eigen::NoChange);
    m_values.bottomRows(other.Rows()) = other.m_values;
}

std::string
Table::Label(const std::string& name, Index row) const
{
    const auto& categories = Categories(name);
    const double index = Column(name)(row);
    return std::isnan(index) ? std::string() : categories.at(static_cast<std::size_t>(index));
}

void
Table::Rename(const std::string& from, const std::string& to)
{
    const Index index = At(from);
    if (from != to && Has(to))
    {
        throw std::invalid_argument("a column is already called '" + to + "'");
    }
    m_names[static_cast<std::size_t>(index)] = to;
    auto categories = m_categories.extract(from);
    if (!categories.empty())
    {
        categories.key() = to;
        m_categories.insert(std::move(categories));
    }
}

Table
Table::SelectRows(const std::vector<Index>& rows) const
{
    Table selected;
    selected.m_names = m_names;
    selected.m_categories = m_categories;
    selected.m_values.resize(static_cast<Index>(rows.size()), Columns());
    for (std::size_t row = 0; row < rows.size(); ++row)
    {
        selected.m_values.row(static_cast<Index>(row)) = m_values.row(rows[row]);
    }
    return selected;
}

Table
Table::SelectColumns(const std::vector<std::string>& names) const
{
    Eigen::MatrixXd values(Rows(), static_cast<Index>(names.size()));
    for (std::size_t column = 0; column < names.size(); ++column)
    {
        values.col(static_cast<Index>(column)) = Column(names[column]);
    }
    Table selected(names, std::move(values));
    for (const auto& name : names)
    {
        if (IsCategorical(name))
        {
            selected.m_categories.emplace(name, Categories(name));
        }
    }
    return selected;
}

Table::Index
Table::Find(const std::string& name) const
{
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    return found == m_names.end() ? -1 : found - m_names.begin();
}

Table::Index
Table::At(const std::string& name) const
{
    const Index index = Find(name);
    if (index < 0)
    {
        throw InputError("no column is called '" + name + "', expected one of " +
                         JoinNames(m_names));
    }
    return index;
}

std::string
JoinNames(const std::vector<std::string>& names)
{
    std::string text;
    for (const auto& name : names)
    {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

} // namespace ns3::synthnet
