/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "loss-log.h"

#include "ns3/csv.h"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

LossLog::LossLog(std::vector<std::string> phases, std::vector<std::string> losses)
    : m_phases(std::move(phases)),
      m_losses(std::move(losses))
{
}

std::size_t
LossLog::Width() const
{
    return 2 + m_losses.size();
}

void
LossLog::Add(std::size_t phase, std::size_t step, const std::vector<float>& values)
{
    if (phase >= m_phases.size() || values.size() != m_losses.size())
    {
        throw std::invalid_argument("a known phase and one value for each loss expected");
    }
    m_values.push_back(static_cast<float>(phase));
    m_values.push_back(static_cast<float>(step));
    m_values.insert(m_values.end(), values.begin(), values.end());
}

std::size_t
LossLog::Rows() const
{
    return m_values.size() / Width();
}

const std::vector<float>&
LossLog::Values() const
{
    return m_values;
}

void
LossLog::SetValues(std::vector<float> values)
{
    bool good = values.size() % Width() == 0;
    for (std::size_t i = 0; good && i < values.size(); i += Width())
    {
        good = values[i] >= 0 && values[i] < static_cast<float>(m_phases.size()) &&
               values[i] == std::floor(values[i]);
    }
    if (!good)
    {
        throw std::invalid_argument("whole rows of losses of known phases expected");
    }
    m_values = std::move(values);
}

void
LossLog::WriteCsv(std::ostream& stream) const
{
    stream << "phase,step";
    for (const std::string& loss : m_losses)
    {
        stream << ',' << loss;
    }
    stream << '\n';
    for (std::size_t i = 0; i < m_values.size(); i += Width())
    {
        stream << m_phases[static_cast<std::size_t>(m_values[i])] << ','
               << FormatNumber(m_values[i + 1]);
        for (std::size_t j = 2; j < Width(); ++j)
        {
            stream << ',';
            if (!std::isnan(m_values[i + j]))
            {
                // As many digits as a float has.
                char text[32];
                std::snprintf(text, sizeof(text), "%.7g", static_cast<double>(m_values[i + j]));
                stream << text;
            }
        }
        stream << '\n';
    }
}

} // namespace ns3::synthnet
