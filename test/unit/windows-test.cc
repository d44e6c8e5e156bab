/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/windows.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;
using RowNumbers = std::vector<Eigen::Index>;

TEST(Windows, BeginAtEveryRowAndNoneIsDropped)
{
    EXPECT_EQ(WindowStarts(5, 3), (RowNumbers{0, 1, 2}));
    EXPECT_EQ(WindowStarts(3, 3), (RowNumbers{0}));
    EXPECT_EQ(WindowStarts(2, 1), (RowNumbers{0, 1}));
}

TEST(Windows, LieWithinBlocks)
{
    EXPECT_EQ(WindowStarts(10, 3, 4), (RowNumbers{0, 1, 4, 5}));
    EXPECT_EQ(WindowStarts(11, 3, 4), (RowNumbers{0, 1, 4, 5, 8})); // the last block has three rows
}

TEST(Windows, LieSideBySideInBlocksOfTheirLength)
{
    EXPECT_EQ(WindowStarts(10, 3, 3), (RowNumbers{0, 3, 6}));
}

TEST(Windows, ATableShorterThanAWindowIsRefused)
{
    ExpectInputError([] { WindowStarts(23, 24); },
                     "a table of 23 rows, expected at least 24, as many as one window has");
    ExpectInputError([] { WindowStarts(0, 1); }, "a table of 0 rows, expected at least 1");
    ExpectInputError([] { WindowStarts(100, 24, 23); }, "blocks of 23 rows, expected at least 24");
    ExpectInputError([] { WindowStarts(100, 0); }, "windows of 0 rows, expected 1 at least");
    ExpectInputError([] { WindowStarts(100, -1); }, "expected 1 at least");
}

} // namespace
