/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BLOCK_SPLIT_H
#define SYNTHNET_BLOCK_SPLIT_H

#include "table.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Splits a table into rows to train with and rows held out, by blocks of consecutive rows:
 * neighbouring rows of a time series are too much alike to be on both sides.
 *
 * Of every `of` blocks, `train` are for training and the others held out; those held out lie as
 * evenly between as they can. With 7 of 10 they are the blocks 3, 6 and 9, counted from 0. The
 * rows behind the last whole block are a block, too.
 */
struct BlockSplit
{
    Table::Index block{120}; //!< rows, at least 1
    Table::Index train{7};   //!< blocks, at least 1 and fewer than `of`
    Table::Index of{10};     //!< blocks

    /// Both sides, in the table's order.
    struct Sides
    {
        Table train;
        Table heldOut;
    };

    /// @throws InputError when a member is out of range, or the table has too few rows for a block
    ///         that is held out
    Sides Apply(const Table& table) const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_BLOCK_SPLIT_H
