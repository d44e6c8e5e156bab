/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "block-split.h"

#include "../input-error.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

namespace
{

constexpr Table::Index MOST_ROWS = 1'000'000'000; // of a block
constexpr Table::Index MOST_BLOCKS = 1000;        // among which some are held out

} // namespace

BlockSplit::Sides
BlockSplit::Apply(const Table& table) const
{
    if (block < 1 || block > MOST_ROWS || train < 1 || train >= of || of > MOST_BLOCKS)
    {
        throw InputError(
            "a split into " + std::to_string(train) + " of " + std::to_string(of) + " blocks of " +
            std::to_string(block) + " rows, expected fewer than all of at most " +
            std::to_string(MOST_BLOCKS) + " blocks of 1 to " + std::to_string(MOST_ROWS) + " rows");
    }
    const Table::Index held = of - train;
    // How many of the first blocks are held out: it grows by one at each that is.
    const auto heldOfFirst = [this, held](Table::Index blocks) { return blocks * held / of; };
    std::vector<Table::Index> trainRows;
    std::vector<Table::Index> heldRows;
    for (Table::Index row = 0; row < table.Rows(); ++row)
    {
        const Table::Index place = row / block % of;
        const bool isHeldOut = heldOfFirst(place + 1) > heldOfFirst(place);
        (isHeldOut ? heldRows : trainRows).push_back(row);
    }
    if (heldRows.empty()) // the first block is for training always
    {
        const Table::Index firstHeldOut = (of + held - 1) / held - 1;
        throw InputError("a table of " + std::to_string(table.Rows()) +
                         " rows has none to hold out, expected more than " +
                         std::to_string(firstHeldOut * block));
    }
    return {table.SelectRows(trainRows), table.SelectRows(heldRows)};
}

} // namespace ns3::synthnet
