/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "shared-data.h"
#include "table-text.h"
#include "values.h"

#include "ns3/csv.h"
#include "ns3/min-max-scaler.h"

#include <gtest/gtest.h>

#include <sstream>

namespace
{

using namespace ns3::synthnet;
using MinMaxScalerMeasured = SharedDataTest;

TEST(MinMaxScaler, NumbersAreScaledAndTheRestStays)
{
    const Table table = Parsed("a,r,b,c\n2,x,7,1.5\n4,y,7,\n6,x,7,-0.5\n");
    const MinMaxScaler scaler(table);
    EXPECT_EQ(Written(scaler.Scale(table)), "a,r,b,c\n0,x,0,1\n0.5,y,0,nan\n1,x,0,0\n");
    EXPECT_EQ(Written(scaler.Unscale(scaler.Scale(table))), Written(table));
}

TEST(MinMaxScaler, OtherTablesAreScaledWithTheSameParameters)
{
    const MinMaxScaler scaler(Parsed("a,b\n2,7\n6,7\n"));
    const Table other = Parsed("b,a,r\n8,0,x\n");
    EXPECT_EQ(Written(scaler.Scale(other)), "b,a,r\n1,-0.5,x\n");
    EXPECT_EQ(Written(scaler.Unscale(scaler.Scale(other))), Written(other));
}

TEST(MinMaxScaler, ValuesComeBackWithTheDecimalsOfTheTable)
{
    const MinMaxScaler scaler(Parsed("a,b\n0,0\n10,1.25\n"));
    EXPECT_EQ(Written(scaler.Unscale(Parsed("a,b\n0.449,0.3333\n"))), "a,b\n4,0.42\n");
}

TEST(MinMaxScaler, JsonHoldsAllOfIt)
{
    const Table table = Parsed("a,b\n0.1,7\n0.3,7\n0.2,7\n");
    const MinMaxScaler scaler(table);
    const MinMaxScaler read = MinMaxScaler::FromJson(scaler.ToJson(), "s.json");
    EXPECT_EQ(read.ToJson(), scaler.ToJson());
    EXPECT_EQ(Written(read.Scale(table)), Written(scaler.Scale(table)));
}

TEST(MinMaxScaler, ATableThatHasNoScaleIsRefused)
{
    ExpectInputError([] { MinMaxScaler(Parsed("a,b\n1,\n2,\n")); },
                     "column 'b' has no value at all");
    ExpectInputError([] { MinMaxScaler(Parsed("a\nx\n")); }, "no column holds numbers");
    ExpectInputError([] { MinMaxScaler(Parsed("a\n-1.7e308\n1.7e308\n")); },
                     "column 'a' has values too far apart");
    ExpectInputError([] { MinMaxScaler(Parsed("\xF6\n1\n")); }, "a name that is not UTF-8");
}

TEST(MinMaxScaler, ATableWithOtherColumnsIsRefused)
{
    const MinMaxScaler scaler(Parsed("a,b\n1,2\n3,4\n"));
    ExpectInputError([&] { scaler.Scale(Parsed("a\n1\n")); },
                     "column 'b' is missing, expected a, b as the scaler has them");
    ExpectInputError([&] { scaler.Unscale(Parsed("a,b,c\n1,2,3\n")); },
                     "column 'c' has no scale, expected a, b as the scaler has them");
    ExpectInputError([&] { scaler.Scale(Parsed("a,b\n1,x\n")); },
                     "column 'b' holds texts, expected numbers");
}

TEST(MinMaxScaler, DamagedJsonIsRefused)
{
    const auto read = [](const std::string& json) {
        return [json] { MinMaxScaler::FromJson(json, "s.json"); };
    };
    const auto column = [](const std::string& min, const std::string& max) {
        return R"({"name":"a","decimals":0,"min":)" + min + R"(,"max":)" + max + "}";
    };
    EXPECT_NO_THROW(read(R"({"columns":[)" + column("1", "1") + "]}")());
    ExpectInputError(read("a,b"), "s.json: the scaler is damaged at its beginning, expected JSON");
    ExpectInputError(read(R"({"columns":[]})"), "at columns, expected one column at least");
    ExpectInputError(read(R"({"columns":[)" + column("1", "0") + "]}"),
                     "at columns[0].max, expected min or more");
    ExpectInputError(read(R"({"columns":[)" + column("-1e308", "1e308") + "]}"),
                     "at columns[0].max, expected min or more, by a number");
    ExpectInputError(read(R"({"columns":[)" + column("1", "null") + "]}"),
                     "at columns[0].max, expected a number");
    ExpectInputError(read(R"({"columns":[)" + column("1", "1") + "," + column("1", "1") + "]}"),
                     "at columns[1].name, expected another name");
}

TEST_F(MinMaxScalerMeasured, TheTestbedsTablesComeBackTheSame)
{
    const Table table = ReadCsv(SharedFile("data/testbed-2023/real_32.csv")).table;
    const MinMaxScaler scaler(table);
    const Table scaled = scaler.Scale(table);
    EXPECT_EQ(scaled.Values().minCoeff(), 0);
    EXPECT_EQ(scaled.Values().maxCoeff(), 1);
    EXPECT_EQ(Written(scaler.Unscale(scaled)), Written(table));
}

} // namespace
