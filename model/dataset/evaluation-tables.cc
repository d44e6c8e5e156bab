/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "evaluation-tables.h"

#include "testbed-logs.h"

#include "../input-error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace ns3::synthnet
{

using Eigen::Index;

namespace
{

/// What all tables must have: the real one's columns, texts or numbers as there.
class Columns
{
  public:
    Columns(const CsvDocument& real, const std::vector<const CsvDocument*>& all)
        : m_real(real)
    {
        for (const auto& name : real.table.Names())
        {
            if (name != "timestamp")
            {
                m_names.push_back(name);
            }
        }
        for (const auto* document : all)
        {
            Check(*document);
        }
        for (const auto& name : m_names)
        {
            for (const auto* document : all)
            {
                if (real.table.IsCategorical(name))
                {
                    const auto& texts = document->table.Categories(name);
                    m_categories[name].insert(texts.begin(), texts.end());
                }
            }
        }
    }

    /// The table's features as numbers, in the real table's order.
    Table Numbers(const Table& table) const
    {
        Table numbers;
        for (const auto& name : m_names)
        {
            if (!table.IsCategorical(name))
            {
                numbers.AppendFrom(table, name);
                continue;
            }
            for (const auto& text : m_categories.at(name))
            {
                Eigen::VectorXd is(table.Rows());
                for (Index row = 0; row < table.Rows(); ++row)
                {
                    is(row) = table.Label(name, row) == text ? 1 : 0;
                }
                numbers.Append(NameOf(name, text), is);
            }
        }
        return numbers;
    }

    /// The names that Numbers() gives to what was a text.
    std::set<std::string> OfTexts() const
    {
        std::set<std::string> names;
        for (const auto& [name, texts] : m_categories)
        {
            for (const auto& text : texts)
            {
                names.insert(NameOf(name, text));
            }
        }
        return names;
    }

  private:
    static std::string NameOf(const std::string& column, const std::string& text)
    {
        return column + "_" + text;
    }

    void Check(const CsvDocument& document) const
    {
        document.NeedRows();
        document.NeedWhole(); // a gap would cut windows
        document.NeedFamiliarNumbers();
        document.NeedColumns(m_names);
        for (const auto& name : m_names)
        {
            const bool isText = document.table.IsCategorical(name);
            if (isText != m_real.table.IsCategorical(name))
            {
                throw InputError(document.file,
                                 1,
                                 "column '" + name + "' holds " + (isText ? "texts" : "numbers") +
                                     ", expected " + (isText ? "numbers" : "texts") + " as in " +
                                     m_real.file);
            }
            CheckValues(document, name);
        }
    }

    static void CheckValues(const CsvDocument& document, const std::string& name)
    {
        const auto column = document.table.Column(name);
        for (Index row = 0; row < column.size(); ++row)
        {
            if (!std::isfinite(column(row)))
            {
                throw InputError(document.file + ": column '" + name + "' has " +
                                 (std::isnan(column(row)) ? "no" : "an infinite") +
                                 " value in row " + std::to_string(row + 1) +
                                 ", expected a number in each (synthnet-dataset clean imputes)");
            }
        }
    }

    const CsvDocument& m_real;
    std::vector<std::string> m_names;
    std::map<std::string, std::set<std::string>> m_categories;
};

/// The smallest and largest value of each column, over tables of the same columns.
class Ranges
{
  public:
    void Include(const Table& table)
    {
        const Eigen::RowVectorXd low = table.Values().colwise().minCoeff();
        const Eigen::RowVectorXd high = table.Values().colwise().maxCoeff();
        m_low = m_low.size() == 0 ? low : Eigen::RowVectorXd(m_low.cwiseMin(low));
        m_high = m_high.size() == 0 ? high : Eigen::RowVectorXd(m_high.cwiseMax(high));
    }

    /// @throws InputError naming @p file and the column whose range a double does not hold
    void NeedFinite(const std::string& file, const std::vector<std::string>& names) const
    {
        for (Index column = 0; column < Columns(); ++column)
        {
            if (!std::isfinite(m_high(column) - m_low(column)))
            {
                throw InputError(file + ": column '" + names[static_cast<std::size_t>(column)] +
                                 "' goes from " + FormatNumber(m_low(column)) + " to " +
                                 FormatNumber(m_high(column)) +
                                 ", expected a range of less than 1.8e308");
            }
        }
    }

    bool IsConstant(Index column) const
    {
        return m_low(column) == m_high(column);
    }

    Index Columns() const
    {
        return m_low.size();
    }

    /// A constant column is only moved to 0.
    Table Scale(const Table& table) const
    {
        Eigen::MatrixXd values = table.Values().rowwise() - m_low;
        for (Index column = 0; column < values.cols(); ++column)
        {
            const double range = IsConstant(column) ? 1 : m_high(column) - m_low(column);
            values.col(column) /= range;
        }
        return {table.Names(), std::move(values)};
    }

  private:
    Eigen::RowVectorXd m_low;
    Eigen::RowVectorXd m_high;
};

EvaluationSide
SideOf(const EvaluationInput& input, Table numbers, const Ranges& ranges, Index seqLen)
{
    try
    {
        WindowSet windows(ranges.Scale(numbers), seqLen, input.block);
        return {input.document.file, std::move(numbers), input.block, std::move(windows)};
    }
    catch (const InputError& error)
    {
        throw InputError(input.document.file, 0, error.what());
    }
}

std::vector<FeatureGroup>
GroupsOf(const std::vector<std::string>& names, const Ranges& ranges)
{
    FeatureGroup all{"all", {}};
    FeatureGroup player{"player", {}};
    FeatureGroup queues{"queues", {}};
    for (Index column = 0; column < ranges.Columns(); ++column)
    {
        if (!ranges.IsConstant(column))
        {
            const bool isQueue = !SwitchesOf({names[static_cast<std::size_t>(column)]}).empty();
            all.features.push_back(column);
            (isQueue ? queues : player).features.push_back(column);
        }
    }
    if (player.features.empty() || queues.features.empty())
    {
        return {all};
    }
    return {all, player, queues};
}

} // namespace

EvaluationTables
PrepareTables(const EvaluationInput& real,
              const EvaluationInput& synthetic,
              const std::optional<EvaluationInput>& training,
              Index seqLen)
{
    std::vector documents{&real.document, &synthetic.document};
    if (training)
    {
        documents.push_back(&training->document);
    }
    const Columns columns(real.document, documents);
    Table realNumbers = columns.Numbers(real.document.table);
    Ranges ranges;
    ranges.Include(realNumbers);
    std::optional<Table> trainingNumbers;
    if (training)
    {
        trainingNumbers = columns.Numbers(training->document.table);
        ranges.Include(*trainingNumbers);
        if (trainingNumbers->Rows() == realNumbers.Rows() &&
            trainingNumbers->Values() == realNumbers.Values())
        {
            throw InputError(training->document.file + ": has the rows of " + real.document.file +
                             ", expected other rows than those compared with");
        }
    }
    ranges.NeedFinite(real.document.file, realNumbers.Names());
    auto groups = GroupsOf(realNumbers.Names(), ranges);
    if (groups[0].features.empty())
    {
        throw InputError(real.document.file +
                         ": every column is constant, expected one that varies");
    }
    std::optional<EvaluationSide> trainingSide;
    if (training)
    {
        trainingSide = SideOf(*training, std::move(*trainingNumbers), ranges, seqLen);
    }
    return {SideOf(real, std::move(realNumbers), ranges, seqLen),
            SideOf(synthetic, columns.Numbers(synthetic.document.table), ranges, seqLen),
            std::move(trainingSide),
            std::move(groups),
            columns.OfTexts()};
}

} // namespace ns3::synthnet
