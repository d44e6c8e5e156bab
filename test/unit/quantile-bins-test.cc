/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/quantile-bins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace
{

using namespace ns3::synthnet;

/// 0, 1, 4, 9 … 9801, each once.
std::vector<double>
Squares()
{
    std::vector<double> values(100);
    for (std::size_t i = 0; i < values.size(); ++i)
    {
        values[i] = static_cast<double>(i * i);
    }
    return values;
}

TEST(QuantileBins, BinsHoldAboutEquallyMany)
{
    const QuantileBins bins(Squares(), 10);
    ASSERT_EQ(bins.Count(), 10u);
    for (std::size_t bin = 0; bin < bins.Count(); ++bin)
    {
        EXPECT_DOUBLE_EQ(bins.Share(bin), 0.1);
    }
}

TEST(QuantileBins, FewValuesHaveABinEach)
{
    const QuantileBins bins({18, 30, 18, 24, 18}, 3);
    ASSERT_EQ(bins.Count(), 3u);
    EXPECT_DOUBLE_EQ(bins.Share(0), 0.6);
    EXPECT_EQ(bins.ValueAt(1, 0.0), 24);
    EXPECT_EQ(bins.ValueAt(1, 1.0), 24);
    EXPECT_EQ(bins.BinOf(30), 2u);
}

TEST(QuantileBins, AFrequentValueHasABinOfItsOwn)
{
    std::vector<double> values = Squares();
    values.insert(values.end(), 100, 50.0);
    const QuantileBins bins(values, 8);
    const std::size_t bin = bins.BinOf(50);
    EXPECT_DOUBLE_EQ(bins.Share(bin), 0.5);
    EXPECT_EQ(bins.ValueAt(bin, 0.3), 50);
    EXPECT_NE(bins.BinOf(49), bin);
    EXPECT_NE(bins.BinOf(64), bin);
}

TEST(QuantileBins, WhatComesOutOfABinGoesBackIntoIt)
{
    const QuantileBins bins(Squares(), 7);
    for (std::size_t bin = 0; bin < bins.Count(); ++bin)
    {
        for (const double place : {0.0, 0.2, 0.5, 0.99, 1.0})
        {
            EXPECT_EQ(bins.BinOf(bins.ValueAt(bin, place)), bin) << place;
        }
    }
}

TEST(QuantileBins, ValuesOfABinAreSpreadAsTheyWere)
{
    const QuantileBins bins(Squares(), 2);
    EXPECT_EQ(bins.ValueAt(1, 0), 2500);
    EXPECT_EQ(bins.ValueAt(1, 1), 9801);
    EXPECT_NEAR(bins.ValueAt(1, 0.5), 74.5 * 74.5, 1); // the median, not the middle 6150
}

TEST(QuantileBins, ARankIsTheShareBelow)
{
    const QuantileBins bins(Squares(), 10);
    EXPECT_NEAR(bins.RankOf(50 * 50), 0.5, 0.01);
    EXPECT_NEAR(bins.RankOf(25 * 25), 0.25, 0.01);
    EXPECT_GT(bins.RankOf(-1), 0);
    EXPECT_LT(bins.RankOf(1e9), 1);
    double last = 0;
    for (const double value : Squares())
    {
        EXPECT_GE(bins.RankOf(value), last);
        last = bins.RankOf(value);
    }
}

TEST(QuantileBins, HalfOfEqualValuesIsBelowThem)
{
    const QuantileBins bins({1, 1, 1, 1, 2, 3}, 4);
    EXPECT_NEAR(bins.RankOf(1), 2.0 / 6, 1e-12);
    EXPECT_NEAR(bins.RankOf(3), 5.5 / 6, 1e-12);
}

TEST(QuantileBins, BinsMakeTheSameBins)
{
    const QuantileBins bins(Squares(), 9);
    const QuantileBins copy(bins.Bins());
    for (const double value : {-3.0, 17.0, 640.5, 9801.0})
    {
        EXPECT_EQ(copy.BinOf(value), bins.BinOf(value));
        EXPECT_EQ(copy.RankOf(value), bins.RankOf(value));
    }
}

TEST(QuantileBins, BinsOutOfOrderAreRefused)
{
    using Bins = std::vector<QuantileBins::Bin>;
    EXPECT_THROW(QuantileBins(Bins{}), std::invalid_argument);
    EXPECT_THROW(QuantileBins(Bins{{{1}, 0.5}, {{1}, 0.5}}), std::invalid_argument);
    EXPECT_THROW(QuantileBins(Bins{{{1}, 0.5}, {{2}, 0.4}}), std::invalid_argument);
    EXPECT_THROW(QuantileBins(Bins{{{1}, 1.5}, {{2}, -0.5}}), std::invalid_argument);
    EXPECT_THROW(QuantileBins(Bins{{{1, 2}, 1}}), std::invalid_argument);
    EXPECT_THROW(QuantileBins(Bins{{{NAN}, 1}}), std::invalid_argument);
    EXPECT_THROW(QuantileBins(Bins{{{}, 1}}), std::invalid_argument);
    EXPECT_NO_THROW(QuantileBins(Bins{{{1}, 0.5}, {{2}, 0.5}}));
}

} // namespace
