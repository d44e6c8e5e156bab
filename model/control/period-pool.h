/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PERIOD_POOL_H
#define SYNTHNET_PERIOD_POOL_H

#include "control-period.h"
#include "table-source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The periods that tables of several settings consist of, side by side, numbered table
 * after table and forward in time.
 *
 * No period spans two windows: rows at the end of a window, or of a table, that do not make
 * a period are left out.
 */
class PeriodPool
{
  public:
    /**
     * @param tables one for each setting, ascending
     * @param rows of a period, at least 1
     * @throws InputError in one line that names the table when settings do not ascend, a table
     *         has a column that the first lacks or lacks one that it has, none is a switch's, or
     *         rows or windows are too few
     */
    PeriodPool(const TableSource::Tables& tables, Table::Index rows);

    std::size_t Size() const;     //!< periods of all tables
    std::size_t Tables() const;   //!< number of tables
    std::size_t Switches() const; //!< on the path, which all tables tell of

    std::size_t First(std::size_t table) const; //!< the first period of a table
    std::size_t Count(std::size_t table) const; //!< its periods, at least 2

    std::size_t TableOf(std::size_t period) const; //!< which table it is of
    Table::Index RowOf(std::size_t period) const;  //!< at which row it begins there

    /// @return whether the period after it is what followed, in the same window
    bool HasNext(std::size_t period) const;

    const ControlPeriod& At(std::size_t period) const;

    /// @return how messages call a table: as its file
    const std::string& NameOf(std::size_t table) const;

  private:
    /// Where a period is from.
    struct Place
    {
        std::size_t table;
        Table::Index row;
        bool hasNext;
    };

    void Add(const SettingTable& table, Table::Index rows);

    std::size_t m_switches;
    std::vector<std::string> m_names;
    std::vector<std::size_t> m_first; // of each table, and Size()
    std::vector<Place> m_places;
    std::vector<ControlPeriod> m_periods;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PERIOD_POOL_H
