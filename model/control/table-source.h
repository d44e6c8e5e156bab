/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TABLE_SOURCE_H
#define SYNTHNET_TABLE_SOURCE_H

#include "ns3/table.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief What was seen of a network, or drawn by a model of it, while one setting was in force.
struct SettingTable
{
    double setting{0};      //!< of every switch, above 0: packets, or ms of a delay
    Table table;            //!< a row a second, forward in time; columns as in ControlPeriod
    Table::Index window{0}; //!< rows of each of the independent windows that it consists of, as
                            //!< `synthnet-timegan sample` writes them; 0: it is one series
    std::string name;       //!< of its file, for messages
};

/**
 * @ingroup synthnet-control
 * @brief Where a SyntheticEnvironment has its tables from.
 */
class TableSource
{
  public:
    /// One for each setting, ascending.
    using Tables = std::vector<SettingTable>;

    virtual ~TableSource() = default;

    /**
     * @param seed decides the rows
     * @return the tables of an episode, of the same settings and columns each time; the same
     *         object as before when they are the same tables
     */
    virtual std::shared_ptr<const Tables> Draw(uint64_t seed) = 0;
};

/// @ingroup synthnet-control
/// @brief The same tables for every episode.
class FixedTables : public TableSource
{
  public:
    /// @param tables one for each setting, ascending
    explicit FixedTables(Tables tables);

    std::shared_ptr<const Tables> Draw(uint64_t seed) override;

  private:
    std::shared_ptr<const Tables> m_tables;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TABLE_SOURCE_H
