/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/table-ranking.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;

Observation
Numbers(const std::string& name, const std::string& rows)
{
    return {name, ParseCsv(rows, name).table};
}

TEST(TableRanking, MIsSummedOverTheRealTablesFeatures)
{
    const auto real = Numbers("real.csv", "a,b,c\n0,0,5\n5,1,5\n10,2,5\n");
    EXPECT_EQ(WholeTableM(real, real), 0);
    // a moved by a tenth of its range; b lost its quartiles' distance, half of its range; c is
    // constant and counts nothing, nor does the order of the columns.
    const auto moved = Numbers("moved.csv", "c,b,a\n0,1,1\n9,1,6\n5,1,11\n");
    EXPECT_DOUBLE_EQ(WholeTableM(real, moved), 0.1 + 0.5);
}

TEST(TableRanking, ATableThatLacksAFeatureIsRefusedRatherThanBetter)
{
    const auto real = Numbers("real.csv", "a,b\n0,0\n1,1\n");
    ExpectInputError([&] { WholeTableM(real, Numbers("other.csv", "a\n0\n1\n")); },
                     "other.csv: column 'b' is missing, expected a, b as real.csv has them");
}

TEST(TableRanking, EqualValuesStayInTheirOrder)
{
    EXPECT_EQ(AscendingOrder({0.5, 0.25, 0.5, 0.25, 1, 0}),
              (std::vector<std::size_t>{5, 1, 3, 0, 2, 4}));
    EXPECT_TRUE(AscendingOrder({}).empty());
}

} // namespace
