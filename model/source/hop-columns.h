/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HOP_COLUMNS_H
#define SYNTHNET_HOP_COLUMNS_H

#include "ns3/probe-codec.h"
#include "ns3/table.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-source
 * @brief Makes of a table's row the hops of a probe: enq_qdepthN, deq_timedeltaN (µs) and
 * deq_qdepthN are of the N-th switch on the path, counted from the sender.
 *
 * A value is rounded and brought into its field's range, 19, 32 and 19 bits; what the table does
 * not have is 0. Switch N has the id N. The times of the hops are as if the last switch let the
 * probe out of its queue now, and each switch got it at once from the one before; a time before
 * time 0 is 0.
 */
class HopColumns
{
  public:
    static constexpr std::size_t MAX_HOPS = 255; //!< greater N are other columns

    /**
     * @param names of columns; others than those above, and blanks before a name, do not matter
     * @throws InputError when none is such a column
     */
    explicit HopColumns(const std::vector<std::string>& names);

    std::size_t Hops() const; //!< the greatest N

    /**
     * @param row a table of one row
     * @param now µs, when the probe leaves the last switch
     * @return the newest first
     * @throws InputError when one of the columns holds texts
     */
    ProbeHops Read(const Table& row, uint64_t now) const;

  private:
    /// A column and where it goes.
    struct Column
    {
        std::string name;
        std::size_t hop; //!< from 1
        uint32_t IntMetadata::*field;
        uint32_t most; //!< what the field takes
    };

    std::size_t m_hops{0};
    std::vector<Column> m_columns;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_HOP_COLUMNS_H
