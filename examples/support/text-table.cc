/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "text-table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ns3::synthnet
{

void
TextTable::AddRow(std::vector<std::string> cells)
{
    if (!m_rows.empty())
    {
        cells.resize(m_rows.front().size());
    }
    m_rows.push_back(std::move(cells));
}

void
TextTable::AddRule()
{
    m_rows.emplace_back();
}

void
TextTable::Print(std::ostream& stream) const
{
    std::vector<std::size_t> widths;
    for (const auto& row : m_rows)
    {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column)
        {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    std::size_t total = 0;
    for (const auto width : widths)
    {
        total += width + 2;
    }
    for (const auto& row : m_rows)
    {
        if (row.empty())
        {
            stream << std::string(total - 2, '-') << '\n';
            continue;
        }
        std::string line = row[0] + std::string(widths[0] - row[0].size(), ' ');
        for (std::size_t column = 1; column < row.size(); ++column)
        {
            line += "  " + std::string(widths[column] - row[column].size(), ' ') + row[column];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        stream << line << '\n';
    }
}

std::string
ShortNumber(double value)
{
    constexpr int DIGITS = 4;
    char buffer[64];
    const double magnitude = std::abs(value);
    if (magnitude >= 1e6 || (magnitude > 0 && magnitude < 1e-3) || std::isnan(value))
    {
        std::snprintf(buffer, sizeof buffer, "%.3e", value);
    }
    else
    {
        const int before =
            magnitude >= 1 ? static_cast<int>(std::floor(std::log10(magnitude))) + 1 : 1;
        const bool isInteger = value == std::round(value);
        std::snprintf(buffer,
                      sizeof buffer,
                      "%.*f",
                      isInteger ? 0 : std::max(0, DIGITS - before),
                      value);
    }
    return buffer;
}

} // namespace ns3::synthnet
