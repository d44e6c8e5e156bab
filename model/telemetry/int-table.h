/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_TABLE_H
#define SYNTHNET_INT_TABLE_H

#include "int-packet.h"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Writes what packets carry of INT as a table, CSV, one row for each hop.
 *
 * A packet whose stack is empty, and an MX packet, have one row without a hop. Each report has a
 * row for the node's own metadata, as hop 0, when there is some, and one for each hop of the packet
 * in it; one without a hop when there is neither. A cell is empty when the packet has no such field
 * and when the node had no value for it. Columns() tells what is in each column.
 */
class IntTable
{
  public:
    /// What a column is called, and what its cells are.
    struct Column
    {
        std::string name;
        std::string meaning; //!< with the unit, a few words
    };

    /// @return the columns in their order
    static std::vector<Column> Columns();

    /// @brief Writes the line of column names.
    /// @param stream where to write; it outlives this object
    explicit IntTable(std::ostream& stream);

    /**
     * @brief Writes the rows of one packet.
     * @param number of the packet in its capture
     * @param time ns since the Unix epoch
     * @param packet without INT has no row
     * @return how many rows
     */
    uint64_t Write(uint64_t number, int64_t time, const IntPacket& packet);

  private:
    std::ostream& m_stream;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_TABLE_H
