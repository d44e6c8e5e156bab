/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "values.h"

#include "ns3/decimals.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;

TEST(Decimals, AreThoseThatTheValuesWereWrittenWith)
{
    EXPECT_EQ(DecimalsOf(Values({3, -17, 1e15})), 0);
    EXPECT_EQ(DecimalsOf(Values({3, 7.064, 0.5})), 3);
    EXPECT_EQ(DecimalsOf(Values({-0.000001})), 6);
    EXPECT_EQ(DecimalsOf(Values({82768100, 1273.890015})), 6);
    EXPECT_EQ(DecimalsOf(Values({0.1 + 0.2, 1.0 / 3})), MOST_DECIMALS + 1);
}

TEST(Decimals, AMeanInThePlaceOfMissingValuesDoesNotCount)
{
    EXPECT_EQ(DecimalsOf(Values({1, 1, 2, 4.0 / 3, 4.0 / 3})), 0);
    // Rows went after the mean was put in.
    EXPECT_EQ(DecimalsOf(Values({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10.0 / 3})), 0);
    EXPECT_EQ(DecimalsOf(Values({0, 1, 1.0 / 3})), MOST_DECIMALS + 1);
    EXPECT_EQ(DecimalsOf(Values({1.0 / 3, 1.0 / 3})), MOST_DECIMALS + 1);
}

TEST(Decimals, RoundingGivesTheNumberWithThatManyDecimals)
{
    EXPECT_EQ(RoundTo(7.0638, 3), 7.064);
    EXPECT_EQ(RoundTo(-7.5001, 0), -8);
    EXPECT_EQ(RoundTo(1.0 / 3, MOST_DECIMALS + 1), 1.0 / 3);
    EXPECT_EQ(RoundTo(1e300, 9), 1e300); // times 10^9 it would be infinite
    EXPECT_EQ(RoundTo(1.5e305, 9), 1.5e305);
}

} // namespace
