/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "period-pool.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/testbed-logs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3::synthnet
{

namespace
{

std::string
TableNameOf(const SettingTable& table)
{
    return table.name.empty() ? "the table of the setting " + FormatNumber(table.setting)
                              : table.name;
}

[[noreturn]] void
Refuse(const SettingTable& table, const std::string& why)
{
    throw InputError(TableNameOf(table), 0, why);
}

void
CheckSettings(const TableSource::Tables& tables)
{
    if (tables.empty())
    {
        throw InputError("no table, expected one for each setting");
    }
    double last = 0;
    for (const auto& table : tables)
    {
        if (!std::isfinite(table.setting) || table.setting <= last)
        {
            Refuse(table,
                   "the setting " + FormatNumber(table.setting) + ", expected one above " +
                       FormatNumber(last) + ": settings ascend");
        }
        last = table.setting;
    }
}

void
CheckColumns(const TableSource::Tables& tables)
{
    const SettingTable& first = tables.front();
    if (SwitchesOf(first.table.Names()).empty())
    {
        Refuse(first, "no column is a switch's, expected enq_qdepth1 and the like");
    }
    for (const auto& table : tables)
    {
        for (const auto& name : first.table.Names())
        {
            if (!table.table.Has(name))
            {
                Refuse(table, "no column " + name + ", expected it as in " + TableNameOf(first));
            }
        }
        for (const auto& name : table.table.Names())
        {
            if (!first.table.Has(name))
            {
                Refuse(first, "no column " + name + ", expected it as in " + TableNameOf(table));
            }
        }
    }
}

} // namespace

PeriodPool::PeriodPool(const TableSource::Tables& tables, Table::Index rows)
{
    if (rows < 1)
    {
        throw InputError("decisions after " + std::to_string(rows) +
                         " rows, expected 1 row at least");
    }
    CheckSettings(tables);
    CheckColumns(tables);
    m_switches = SwitchesOf(tables.front().table.Names()).size();
    for (const auto& table : tables)
    {
        m_names.push_back(TableNameOf(table));
        m_first.push_back(m_periods.size());
        Add(table, rows);
    }
    m_first.push_back(m_periods.size());
}

std::size_t
PeriodPool::Size() const
{
    return m_periods.size();
}

std::size_t
PeriodPool::Tables() const
{
    return m_names.size();
}

std::size_t
PeriodPool::Switches() const
{
    return m_switches;
}

std::size_t
PeriodPool::First(std::size_t table) const
{
    return m_first[table];
}

std::size_t
PeriodPool::Count(std::size_t table) const
{
    return m_first[table + 1] - m_first[table];
}

std::size_t
PeriodPool::TableOf(std::size_t period) const
{
    return m_places[period].table;
}

Table::Index
PeriodPool::RowOf(std::size_t period) const
{
    return m_places[period].row;
}

bool
PeriodPool::HasNext(std::size_t period) const
{
    return m_places[period].hasNext;
}

const ControlPeriod&
PeriodPool::At(std::size_t period) const
{
    return m_periods[period];
}

const std::string&
PeriodPool::NameOf(std::size_t table) const
{
    return m_names[table];
}

void
PeriodPool::Add(const SettingTable& table, Table::Index rows)
{
    const Table::Index all = table.table.Rows();
    if (all < 2 * rows)
    {
        Refuse(table,
               std::to_string(all) + " rows, expected " + std::to_string(2 * rows) +
                   " at least, for two decisions");
    }
    if (table.window < 0 || (table.window > 0 && table.window < 2 * rows))
    {
        Refuse(table,
               "windows of " + std::to_string(table.window) + " rows, expected " +
                   std::to_string(2 * rows) + " at least, for two decisions");
    }
    const std::vector<double> setting(m_switches, table.setting);
    const Table::Index window = table.window == 0 ? all : table.window;
    for (Table::Index begin = 0; begin < all; begin += window)
    {
        const Table::Index end = std::min(begin + window, all);
        for (Table::Index row = begin; row + rows <= end; row += rows)
        {
            std::vector<Table::Index> indices(static_cast<std::size_t>(rows));
            std::iota(indices.begin(), indices.end(), row);
            m_places.push_back({m_names.size() - 1, row, row + 2 * rows <= end});
            m_periods.push_back({table.table.SelectRows(indices), setting});
        }
    }
}

} // namespace ns3::synthnet
