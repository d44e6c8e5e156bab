/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/real-stretches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;

/// One column that counts from @p first.
EvaluationInput
Counting(Index first, Index rows, Index block = 0)
{
    std::string text = "a\n";
    for (Index row = first; row < first + rows; ++row)
    {
        text += std::to_string(row) + "\n";
    }
    return {ParseCsv(text, "from " + std::to_string(first)), block};
}

/// The counts of a side's rows, of tables that count from 0 to @p last.
std::vector<Index>
Counts(const WindowSet& windows, Index last)
{
    std::vector<Index> counts;
    for (Index row = 0; row < windows.TableRows().rows(); ++row)
    {
        counts.push_back(std::lround(windows.TableRows()(row, 0) * static_cast<double>(last)));
    }
    return counts;
}

TEST(RealStretches, GoToTwoSidesThatShareNoRow)
{
    const auto tables = PrepareTables(Counting(0, 480), Counting(0, 30), Counting(480, 1200), 24);
    const RealStretches stretches(tables);
    std::set<std::vector<Index>> deals;
    for (uint64_t seed = 1; seed <= 10; ++seed)
    {
        const auto sides = stretches.Deal(seed);
        const auto real = Counts(sides->real, 1679);
        const auto other = Counts(sides->other, 1679);
        EXPECT_EQ(real.size(), 480u) << "as many as before";
        EXPECT_EQ(other.size(), 1200u);
        std::set<Index> all(real.begin(), real.end());
        all.insert(other.begin(), other.end());
        EXPECT_EQ(all.size(), 1680u);
        for (std::size_t row = 0; row < real.size(); ++row)
        {
            EXPECT_EQ(real[row] % 120, static_cast<Index>(row) % 120) << "contiguous stretches";
        }
        EXPECT_EQ(sides->real.Count(), 4 * (120 - 23)) << "no window spans two";
        deals.insert(real);
    }
    EXPECT_GE(deals.size(), 8u) << "another deal for each seed";
    EXPECT_EQ(Counts(stretches.Deal(3)->other, 1679), Counts(stretches.Deal(3)->other, 1679));
}

TEST(RealStretches, GiveEitherSideSomeOfEachPartOfASession)
{
    const auto tables = PrepareTables(Counting(0, 1200), Counting(0, 30), std::nullopt, 4);
    const RealStretches stretches(tables);
    for (uint64_t seed = 1; seed <= 10; ++seed)
    {
        const auto counts = Counts(stretches.Deal(seed)->real, 1199);
        ASSERT_EQ(counts.size(), 600u) << "half";
        for (Index part = 0; part < 5; ++part) // of two neighbours one
        {
            EXPECT_EQ(counts[static_cast<std::size_t>(part * 120)] / 240, part);
        }
    }
}

TEST(RealStretches, AreThoseOfTheTables)
{
    const auto ofBlocks =
        PrepareTables(Counting(0, 230, 50), Counting(0, 30), Counting(230, 230, 50), 4);
    // Four blocks of 50 and one of 30 rows each.
    const auto sides = RealStretches(ofBlocks).Deal(1);
    EXPECT_EQ(sides->real.Count() + sides->other.Count(), 2 * (4 * 47 + 27));
    const auto tooLong = PrepareTables(Counting(0, 400, 400), Counting(0, 30), std::nullopt, 4);
    EXPECT_EQ(RealStretches(tooLong).Deal(1)->real.Count(), 2 * 97) << "cut into four";
    const auto tooShort = PrepareTables(Counting(0, 7), Counting(0, 30), std::nullopt, 4);
    EXPECT_FALSE(RealStretches(tooShort).Deal(1));
}

TEST(RealStretches, AreRedrawnFromTheRealTableOnly)
{
    const auto tables = PrepareTables(Counting(0, 600), Counting(0, 30), Counting(600, 600), 24);
    const RealStretches stretches(tables);
    std::set<std::vector<Index>> draws;
    for (uint64_t seed = 1; seed <= 10; ++seed)
    {
        const auto counts = Counts(stretches.Redrawn(seed), 1199);
        EXPECT_EQ(counts.size(), 360u) << "of five stretches four, of these three";
        EXPECT_LT(*std::max_element(counts.begin(), counts.end()), 600);
        draws.insert(counts);
    }
    EXPECT_GE(draws.size(), 8u);
    const auto one = PrepareTables(Counting(0, 24), Counting(0, 30), Counting(24, 24), 24);
    EXPECT_EQ(RealStretches(one).Redrawn(1).Count(), 1) << "never none";
}

} // namespace
