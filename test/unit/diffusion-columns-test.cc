/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/diffusion-columns.h"
#include "ns3/random-numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace
{

using namespace ns3::synthnet;
using RowValues = DiffusionColumns::RowMatrix;

constexpr std::size_t BINS = 8;

/// A ramp that rises by 1, 2 or 3; noise; an opening and a high above it; FPS with its rate; a
/// column of one value.
Table
Measured(Eigen::Index rows = 200)
{
    RandomNumbers random(7, 0);
    Eigen::MatrixXd values(rows, 7);
    double ramp = 0;
    double open = 50;
    for (Eigen::Index row = 0; row < rows; ++row)
    {
        ramp += 1 + static_cast<double>(random.Below(3));
        open += static_cast<double>(random.Below(21)) - 10;
        const auto quality = static_cast<double>(row / 20 % 3);
        values.row(row) << static_cast<double>(random.Below(1000)), ramp, open,
            open + 1 + static_cast<double>(random.Below(5)), 18 + 6 * quality, 600 + 100 * quality,
            5;
    }
    return Table({"noise", "ramp", "open", "high", "FPS", "rate", "unit"}, values);
}

/// Columns of Measured() with the place of each of its variables.
struct MeasuredColumns
{
    Table table{Measured()};
    TableCodec codec{table};
    DiffusionColumns columns{table, codec, BINS};
    RowValues values{columns.Values(table, codec)};

    enum Variable : std::size_t
    {
        QUALITY,
        RAMP,
        OPEN,
        HIGH,
        NOISE
    };

    DiffusionColumns::Place At(Eigen::Index row) const
    {
        return {&values(row, 0), row > 0 ? &values(row - 1, 0) : nullptr};
    }
};

TEST(DiffusionColumns, CategoriesComeFirstThenWhatIsRelatedThenTheRest)
{
    const MeasuredColumns m;
    ASSERT_EQ(m.columns.Count(), 5u);
    EXPECT_EQ(m.values(50, MeasuredColumns::QUALITY), 2); // rows 40 to 59
    EXPECT_EQ(m.values.col(MeasuredColumns::RAMP), m.table.Column("ramp"));
    EXPECT_EQ(m.values.col(MeasuredColumns::OPEN), m.table.Column("open"));
    EXPECT_EQ(m.values.col(MeasuredColumns::HIGH), m.table.Column("high"));
    EXPECT_EQ(m.values.col(MeasuredColumns::NOISE), m.table.Column("noise"));
}

TEST(DiffusionColumns, ARampIsToldByItsIncrements)
{
    const MeasuredColumns m;
    EXPECT_EQ(m.columns.Tokens(MeasuredColumns::RAMP, false), 3u); // 1, 2, 3
    EXPECT_TRUE(m.columns.Follows(MeasuredColumns::RAMP));
    for (Eigen::Index row = 1; row < m.values.rows(); ++row)
    {
        const double increment =
            m.values(row, MeasuredColumns::RAMP) - m.values(row - 1, MeasuredColumns::RAMP);
        EXPECT_EQ(m.columns.Token(MeasuredColumns::RAMP, m.At(row)),
                  static_cast<std::size_t>(increment) - 1);
    }
}

TEST(DiffusionColumns, InTheFirstRowARampIsToldByItsLevel)
{
    const MeasuredColumns m;
    EXPECT_GE(m.columns.Tokens(MeasuredColumns::RAMP, true), BINS);
    EXPECT_EQ(m.columns.Token(MeasuredColumns::RAMP, {&m.values(0, 0), nullptr}), 0u);
    EXPECT_EQ(m.columns.Token(MeasuredColumns::RAMP, {&m.values(199, 0), nullptr}),
              m.columns.Tokens(MeasuredColumns::RAMP, true) - 1);
}

TEST(DiffusionColumns, AHighIsToldByWhatItHasAboveTheOpeningInTheFirstRowToo)
{
    const MeasuredColumns m;
    for (const bool first : {true, false})
    {
        EXPECT_EQ(m.columns.Tokens(MeasuredColumns::HIGH, first), 5u) << first;
    }
}

TEST(DiffusionColumns, BinsOfAShortTableAreFewer)
{
    const Table table = Measured(120);
    const DiffusionColumns columns(table, TableCodec(table), 64);
    EXPECT_EQ(columns.Tokens(MeasuredColumns::NOISE, false), 4u);
}

TEST(DiffusionColumns, NoiseIsToldByItsLevel)
{
    const MeasuredColumns m;
    EXPECT_FALSE(m.columns.Follows(MeasuredColumns::NOISE));
    EXPECT_EQ(m.columns.Tokens(MeasuredColumns::NOISE, true),
              m.columns.Tokens(MeasuredColumns::NOISE, false));
}

TEST(DiffusionColumns, ACopiedColumnIsTheSameInEachRow)
{
    Table table = Measured();
    table.Append("copy", table.Column("noise"));
    const TableCodec codec(table);
    const DiffusionColumns columns(table, codec, BINS);
    std::size_t copies = 0;
    for (std::size_t i = 0; i < columns.Count(); ++i)
    {
        copies += columns.Tokens(i, true) == 1 && columns.Tokens(i, false) == 1 ? 1 : 0;
    }
    EXPECT_EQ(copies, 1u);
}

TEST(DiffusionColumns, SharesAreThoseOfTheTable)
{
    const MeasuredColumns m;
    EXPECT_NEAR(m.columns.Share(MeasuredColumns::QUALITY, 0, false), 0.4, 1e-12); // 80 of 200 rows
    for (std::size_t variable = 0; variable < m.columns.Count(); ++variable)
    {
        for (const bool first : {true, false})
        {
            double sum = 0;
            for (std::size_t token = 0; token < m.columns.Tokens(variable, first); ++token)
            {
                sum += m.columns.Share(variable, token, first);
            }
            EXPECT_NEAR(sum, 1, 1e-9) << variable;
        }
    }
}

TEST(DiffusionColumns, AValueDrawnForATokenHasThatTokenAndTheTablesDecimals)
{
    const MeasuredColumns m;
    for (Eigen::Index row = 0; row < m.values.rows(); ++row)
    {
        for (std::size_t variable = 0; variable < m.columns.Count(); ++variable)
        {
            RowValues drawn = m.values.row(row);
            const DiffusionColumns::Place place{&drawn(0, 0), m.At(row).before};
            const std::size_t token = m.columns.Token(variable, m.At(row));
            const double value = m.columns.Value(variable, token, 0.5, place);
            drawn(0, static_cast<Eigen::Index>(variable)) = value;
            EXPECT_EQ(value, std::round(value));
            EXPECT_EQ(m.columns.Token(variable, place), token) << variable << " row " << row;
        }
    }
}

TEST(DiffusionColumns, ValuesStayWithinTheTablesRange)
{
    const MeasuredColumns m;
    const Eigen::Index last = m.values.rows() - 1;
    const DiffusionColumns::Place place{&m.values(last, 0), &m.values(last, 0)};
    EXPECT_EQ(m.columns.Value(MeasuredColumns::RAMP, 2, 0, place),
              m.values(last, MeasuredColumns::RAMP));
}

TEST(DiffusionColumns, ValuesComeBackAsTheTable)
{
    const MeasuredColumns m;
    const Table back = m.codec.DecodeValues(m.columns.Channels(m.values, m.codec));
    EXPECT_EQ(back.Names(), m.table.Names());
    EXPECT_EQ(back.Values(), m.table.Values());
}

TEST(DiffusionColumns, AClockIsDescribedRoughly)
{
    const MeasuredColumns m;
    const auto described = [&](std::size_t variable) { // numbers beside 0 for a level
        std::vector<float> features(m.columns.Features());
        m.columns.Describe(variable, {&m.values(100, 0), nullptr}, features.data());
        return std::count_if(features.begin(), features.end(), [](float x) { return x != 0; });
    };
    EXPECT_LE(described(MeasuredColumns::RAMP), 2); // never returns
    EXPECT_GT(described(MeasuredColumns::OPEN), 2); // walks to and fro
}

TEST(DiffusionColumns, FeaturesTellValuesApart)
{
    const MeasuredColumns m;
    std::vector<float> a(m.columns.Features());
    std::vector<float> b(m.columns.Features());
    for (std::size_t variable = 0; variable < m.columns.Count(); ++variable)
    {
        m.columns.Describe(variable, m.At(10), a.data() + m.columns.FeatureBegin(variable));
        m.columns.Describe(variable, m.At(150), b.data() + m.columns.FeatureBegin(variable));
        const auto begin = static_cast<std::ptrdiff_t>(m.columns.FeatureBegin(variable));
        const auto end = static_cast<std::ptrdiff_t>(m.columns.FeatureBegin(variable + 1));
        EXPECT_FALSE(std::equal(a.begin() + begin, a.begin() + end, b.begin() + begin)) << variable;
        EXPECT_EQ(a[static_cast<std::size_t>(end) - 1], 0); // known
    }
    for (const float feature : a)
    {
        EXPECT_LT(std::abs(feature), 5);
    }
}

TEST(DiffusionColumns, JsonMakesTheSameColumns)
{
    const MeasuredColumns m;
    const DiffusionColumns read(m.columns.ToJson(), m.codec, "m.safetensors");
    EXPECT_EQ(read.ToJson(), m.columns.ToJson());
    EXPECT_EQ(read.Values(m.table, m.codec), m.values);
    for (std::size_t variable = 0; variable < read.Count(); ++variable)
    {
        EXPECT_EQ(read.Token(variable, m.At(77)), m.columns.Token(variable, m.At(77)));
        EXPECT_EQ(read.Share(variable, 1, false), m.columns.Share(variable, 1, false));
    }
}

TEST(DiffusionColumns, WhatIsNoJsonOfColumnsIsRefused)
{
    const MeasuredColumns m;
    for (const char* const text :
         {"", "[", "[{}]", "{\"channel\": 1}", "[{\"channel\": 99}]", "[]"})
    {
        ExpectInputError([&] { DiffusionColumns(text, m.codec, "m.safetensors"); },
                         "m.safetensors: the description of the variables ");
    }
    std::string text = m.columns.ToJson();
    const std::size_t base = text.find("\"base\":");
    ASSERT_NE(base, std::string::npos);
    text.replace(base, 8, "\"base\":9");
    ExpectInputError([&] { DiffusionColumns(text, m.codec, "m.safetensors"); },
                     "[1].base, expected");
}

} // namespace
