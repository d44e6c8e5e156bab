/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "values.h"

#include "ns3/block-split.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <set>

namespace
{

using namespace ns3::synthnet;

/// A table that holds the number of each row.
Table
Numbered(Table::Index rows)
{
    Table table;
    table.Append("row", Eigen::VectorXd::LinSpaced(rows, 0, static_cast<double>(rows - 1)));
    return table;
}

TEST(BlockSplit, EveryRowIsOnOneSideInOrder)
{
    const auto sides = BlockSplit{3, 7, 10}.Apply(Numbered(65));
    std::multiset<double> rows;
    for (const Table& side : {sides.train, sides.heldOut})
    {
        const Eigen::VectorXd values = side.Column("row");
        EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
        rows.insert(values.begin(), values.end());
    }
    EXPECT_EQ(rows.size(), 65u);
    EXPECT_EQ(std::set<double>(rows.begin(), rows.end()).size(), 65u);
}

TEST(BlockSplit, HeldOutBlocksLieEvenlyBetweenTheOthers)
{
    const auto seven = BlockSplit{1, 7, 10}.Apply(Numbered(20));
    EXPECT_EQ(seven.heldOut.Column("row"), Values({3, 6, 9, 13, 16, 19}));
    const auto half = BlockSplit{2, 1, 2}.Apply(Numbered(9));
    EXPECT_EQ(half.train.Column("row"), Values({0, 1, 4, 5, 8}));
    EXPECT_EQ(half.heldOut.Column("row"), Values({2, 3, 6, 7}));
    const auto one = BlockSplit{1, 1, 4}.Apply(Numbered(5));
    EXPECT_EQ(one.heldOut.Column("row"), Values({1, 2, 3}));
}

TEST(BlockSplit, ATableWithoutABlockToHoldOutIsRefused)
{
    EXPECT_EQ((BlockSplit{120, 7, 10}.Apply(Numbered(361)).heldOut.Rows()), 1);
    ExpectInputError(
        [] {
            BlockSplit{120, 7, 10}.Apply(Numbered(360));
        },
        "a table of 360 rows has none to hold out, expected more than 360");
    ExpectInputError([] { BlockSplit{1, 1, 2}.Apply(Table()); }, "expected more than 1");
}

TEST(BlockSplit, ASplitThatIsNoneIsRefused)
{
    for (const BlockSplit split : {BlockSplit{0, 7, 10},
                                   BlockSplit{-1, 7, 10},
                                   BlockSplit{120, 0, 10},
                                   BlockSplit{120, 10, 10},
                                   BlockSplit{120, 7, 1001},
                                   BlockSplit{2'000'000'000, 7, 10}})
    {
        ExpectInputError([&] { split.Apply(Numbered(1000)); }, "expected fewer than all of");
    }
}

} // namespace
