/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "training-log.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

TrainingLog::TrainingLog(std::vector<std::string> columns)
    : m_columns(std::move(columns))
{
}

void
TrainingLog::Add(const std::vector<double>& row)
{
    if (row.size() != m_columns.size())
    {
        throw std::invalid_argument("one value for each column expected");
    }
    m_values.insert(m_values.end(), row.begin(), row.end());
}

const std::vector<std::string>&
TrainingLog::Columns() const
{
    return m_columns;
}

std::size_t
TrainingLog::Rows() const
{
    return m_values.size() / m_columns.size();
}

double
TrainingLog::At(std::size_t row, const std::string& column) const
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    if (row >= Rows() || found == m_columns.end())
    {
        throw std::invalid_argument("a row and a column of the log expected");
    }
    return m_values[row * m_columns.size() + static_cast<std::size_t>(found - m_columns.begin())];
}

void
TrainingLog::WriteCsv(std::ostream& stream) const
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
    {
        stream << (i > 0 ? "," : "") << m_columns[i];
    }
    stream << '\n';
    for (std::size_t i = 0; i < m_values.size(); ++i)
    {
        stream << (i % m_columns.size() > 0 ? "," : "") << FormatNumber(m_values[i]);
        stream << ((i + 1) % m_columns.size() == 0 ? "\n" : "");
    }
}

void
TrainingLog::Save(TensorStore& store, const std::string& name) const
{
    store.Add(name,
              {static_cast<int64_t>(Rows()), static_cast<int64_t>(m_columns.size())},
              m_values);
}

void
TrainingLog::Load(const SafetensorsFile& file, const std::string& name)
{
    std::vector<double> values = NeedDoubles(file, name);
    if (values.size() % m_columns.size() != 0)
    {
        throw InputError(file.Name(), 0, "tensor '" + name + "' is damaged, expected whole rows");
    }
    m_values = std::move(values);
}

} // namespace ns3::synthnet
