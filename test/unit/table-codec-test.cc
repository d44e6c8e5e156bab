/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "shared-data.h"
#include "table-text.h"

#include "ns3/cleaning.h"
#include "ns3/csv.h"
#include "ns3/table-codec.h"
#include "ns3/testbed-logs.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <sstream>

namespace
{

using namespace ns3::synthnet;
using Kind = TableCodec::Kind;
using TableCodecMeasured = SharedDataTest;

/// Queue depth, a column of one value, buffer, and the player's quality in three columns.
Table
Telemetry()
{
    return Parsed("q,zero,Buffer,FPS,Rate,Resolution,unit\n"
                  "0,0,4.125,30,3312,1280x720,s\n"
                  "4,0,3.5,30,3312,1280x720,s\n"
                  "2,0,6.75,18,639,426x240,s\n"
                  "10,0,0,18,639,426x240,s\n"
                  "3,0,1,24,1867,854x480,s\n"
                  "5,0,8,24,1867,854x480,s\n");
}

TEST(TableCodec, ColumnsBecomeChannelsFromZeroToOne)
{
    const TableCodec codec(Telemetry());
    ASSERT_EQ(codec.Channels(), 5);
    Eigen::MatrixXf expected(6, 5);
    expected << 0.0, 0.515625, 0, 0, 1, //
        0.4, 0.4375, 0, 0, 1,           //
        0.2, 0.84375, 1, 0, 0,          //
        1.0, 0, 1, 0, 0,                //
        0.3, 0.125, 0, 1, 0,            //
        0.5, 1, 0, 1, 0;
    EXPECT_EQ(codec.Encode(Telemetry()), expected);
}

TEST(TableCodec, WhatIsEncodedIsDecodedTheSame)
{
    const TableCodec codec(Telemetry());
    const Table back = codec.Decode(codec.Encode(Telemetry()));
    EXPECT_EQ(Written(back), Written(Telemetry()));
    EXPECT_EQ(back.Categories("Resolution"), Telemetry().Categories("Resolution"));
}

TEST(TableCodec, EachColumnSaysWhatItIs)
{
    const TableCodec codec(Telemetry());
    std::vector<Kind> kinds;
    std::vector<Eigen::Index> channels;
    for (const auto& column : codec.Columns())
    {
        kinds.push_back(column.kind);
        channels.push_back(column.channel);
    }
    EXPECT_EQ(kinds,
              (std::vector<Kind>{Kind::NUMBER,
                                 Kind::CONSTANT,
                                 Kind::NUMBER,
                                 Kind::CATEGORY,
                                 Kind::CATEGORY,
                                 Kind::CATEGORY,
                                 Kind::CONSTANT}));
    EXPECT_EQ(channels, (std::vector<Eigen::Index>{0, -1, 1, 2, 2, 2, -1}));
    EXPECT_EQ(codec.Columns()[2].decimals, 3);
    ASSERT_EQ(codec.Groups().size(), 1u);
    EXPECT_EQ(codec.Groups()[0].columns, (std::vector<std::size_t>{3, 4, 5}));
    EXPECT_EQ(codec.Groups()[0].channel, 2);
    EXPECT_EQ(codec.Names(), Telemetry().Names());
}

TEST(TableCodec, IntegersAndDecimalsComeBackAsSuchAndWithinTheirRange)
{
    const TableCodec codec(Telemetry());
    Eigen::MatrixXf channels(3, 5);
    channels << 0.449f, 0.5001f, 1, 0, 0, //
        -0.5f, 1.5f, 1, 0, 0,             //
        7, -7, 1, 0, 0;
    const Table table = codec.Decode(channels);
    EXPECT_EQ(table.Column("q"), Eigen::Vector3d(4, 0, 10));
    EXPECT_EQ(table.Column("Buffer"), Eigen::Vector3d(4.001, 8, 0));
}

TEST(TableCodec, TheGreatestChannelOfAGroupDecides)
{
    const TableCodec codec(Telemetry());
    Eigen::MatrixXf channels(3, 5);
    channels << 0, 0, 0.3f, 0.4f, 0.2f, //
        0, 0, -3, -2, -1,               //
        0, 0, 0, 0, 0;
    const Table table = codec.Decode(channels);
    EXPECT_EQ(table.Column("FPS"), Eigen::Vector3d(24, 30, 18));
    EXPECT_EQ(table.Column("Rate"), Eigen::Vector3d(1867, 3312, 639));
    EXPECT_EQ(table.Label("Resolution", 0), "854x480");
    EXPECT_EQ(table.Label("Resolution", 1), "1280x720");
    EXPECT_EQ(table.Label("unit", 2), "s");
}

TEST(TableCodec, CategoriesSurviveAlsoWhereNoRowHasThem)
{
    const TableCodec codec(Telemetry());
    const Table table = codec.Decode(Eigen::MatrixXf::Zero(1, 5));
    EXPECT_EQ(table.Categories("Resolution"), Telemetry().Categories("Resolution"));
    EXPECT_EQ(codec.Encode(table).row(0).tail(3), Eigen::RowVector3f(1, 0, 0));
}

TEST(TableCodec, ColumnsAreFoundByNameAndOthersTakeNoPart)
{
    const TableCodec codec(Telemetry());
    Table other =
        Telemetry().SelectColumns({"Resolution", "Rate", "FPS", "unit", "q", "zero", "Buffer"});
    other.Append("more", Eigen::VectorXd::Zero(6));
    EXPECT_EQ(codec.Encode(other), codec.Encode(Telemetry()));
}

TEST(TableCodec, LabelsAreComparedAsTexts)
{
    // 854x480 has another index in a table with fewer categories.
    const Table other = Parsed("q,zero,Buffer,FPS,Rate,Resolution,unit\n"
                               "20,1,4,24,1867,854x480,ms\n");
    Eigen::RowVectorXf expected(5);
    expected << 2, 0.5, 0, 1, 0; // what is beyond the training table is beyond 1
    EXPECT_EQ(TableCodec(Telemetry()).Encode(other), expected);
}

TEST(TableCodec, ATableWithOtherColumnsIsRefused)
{
    const TableCodec codec(Telemetry());
    const auto encode = [&](const Table& table) {
        return [&codec, table] { codec.Encode(table); };
    };
    ExpectInputError(encode(Telemetry().SelectColumns({"q", "zero", "FPS"})),
                     "column 'Buffer' is missing, expected q, zero, Buffer, FPS, Rate, Resolution, "
                     "unit as the training table has them");
    Table text = Telemetry().SelectColumns({"zero", "Buffer", "FPS", "Rate", "Resolution", "unit"});
    text.AppendCategorical("q", {"a", "b", "c", "d", "e", "f"});
    ExpectInputError(encode(text), "column 'q' holds texts, expected numbers");
    Table number = Telemetry().SelectColumns({"q", "zero", "Buffer", "FPS", "Rate", "unit"});
    number.Append("Resolution", Eigen::VectorXd::Zero(6));
    ExpectInputError(encode(number), "column 'Resolution' holds numbers, expected texts");
}

TEST(TableCodec, ATupleThatTheTrainingTableDoesNotHaveIsRefused)
{
    const TableCodec codec(Telemetry());
    Table other = Telemetry();
    other.Column("FPS")(2) = 30;
    ExpectInputError(
        [&] { codec.Encode(other); },
        "row 3 has 'FPS' 30 with 'Rate' 639 with 'Resolution' '426x240', expected what "
        "a row of the training table has, such as 'FPS' 18 with 'Rate' 639");
    ExpectInputError(
        [&] {
            codec.Encode(Parsed("q,zero,Buffer,FPS,Rate,Resolution,unit\n1,0,4,24,1867,4k,s\n"));
        },
        "row 1 has 'FPS' 24 with 'Rate' 1867 with 'Resolution' another text, expected");
}

TEST(TableCodec, MissingValuesAreRefusedWithTheWayToCleanThem)
{
    ExpectInputError([] { TableCodec(Parsed("a,b\n1,2\n3,\n5,\n")); },
                     "column 'b' lacks a value in row 2 and in 1 more, expected one in each: "
                     "synthnet-dataset clean --missing=mean fills them in");
    ExpectInputError([] { TableCodec(Parsed("a,b\n1,x\n3,\n5,y\n")); },
                     "column 'b' lacks a value in row 2, expected one in each: synthnet-dataset "
                     "clean --missing=drop leaves out such rows");
    ExpectInputError([] { TableCodec(Parsed("a,b\n1,\n2,\n")); },
                     "column 'b' has no value at all, expected one in each row: synthnet-dataset "
                     "clean --dropConstant leaves it out");
    Table infinite;
    infinite.Append("a", Eigen::Vector2d(1, std::numeric_limits<double>::infinity()));
    ExpectInputError([&] { TableCodec{infinite}; }, "column 'a' lacks a value in row 2");
    ExpectInputError([] { TableCodec(Telemetry()).Encode(Parsed("q\n1\nnan\n")); },
                     "column 'q' lacks a value in row 2");
}

TEST(TableCodec, ATableFromWhichNothingCanBeLearnedIsRefused)
{
    ExpectInputError([] { TableCodec{Table()}; }, "the table has no column, expected columns");
    ExpectInputError([] { TableCodec(Parsed("a,b\n")); }, "the table has no row, expected columns");
    ExpectInputError([] { TableCodec(Parsed("a,b\n1,x\n")); },
                     "the table has one row, expected more, which differ");
    ExpectInputError([] { TableCodec(Parsed("a,b\n1,x\n1,x\n")); },
                     "every column holds one value only, expected one that varies");
    Table far;
    far.Append("a", Eigen::Vector2d(-1.7e308, 1.7e308));
    ExpectInputError([&] { TableCodec{far}; }, "column 'a' reaches from -1.7e+308 to 1.7e+308");
    std::string texts = "a\n";
    for (int i = 0; i < 257; ++i)
    {
        texts += "x" + std::to_string(i) + "\n";
    }
    ExpectInputError([&] { TableCodec(Parsed(texts)); },
                     "column 'a' has 257 categories, expected at most 256");
}

TEST(TableCodec, NamesAndTextsThatAreNotUtf8AreRefused)
{
    ExpectInputError(
        [] {
            TableCodec(Parsed("Gr\xF6\xDF"
                              "e\n1\n2\n"));
        },
        "the column name 'Gr??e' is not UTF-8, expected UTF-8");
    ExpectInputError([] { TableCodec(Parsed("a\nx\n\xF6\n")); },
                     "column 'a': the text '?' is not UTF-8");
}

TEST(TableCodec, SixteenMillionStepsComeBackExactly)
{
    constexpr double STEPS = 16e6;
    std::mt19937_64 random(1);
    std::uniform_int_distribution<int> draw(0, static_cast<int>(STEPS));
    Table table;
    Eigen::VectorXd values(10000);
    for (auto& value : values)
    {
        value = draw(random);
    }
    values(0) = 0;
    values(1) = STEPS;
    table.Append("count", values);
    for (auto& value : values)
    {
        value /= 1000;
    }
    table.Append("s", values);
    const TableCodec codec(table);
    const Table back = codec.Decode(codec.Encode(table));
    EXPECT_EQ(back.Column("count"), table.Column("count"));
    EXPECT_EQ(back.Column("s"), table.Column("s"));
}

TEST(TableCodec, ChannelsThatAreNoneAreRefused)
{
    const TableCodec codec(Telemetry());
    EXPECT_THROW(codec.Decode(Eigen::MatrixXf::Zero(2, 4)), std::invalid_argument);
    Eigen::MatrixXf channels = Eigen::MatrixXf::Zero(2, 5);
    channels(1, 0) = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THROW(codec.Decode(channels), std::runtime_error);
    EXPECT_EQ(codec.Decode(Eigen::MatrixXf::Zero(0, 5)).Rows(), 0);
}

TEST(TableCodec, JsonHoldsAllOfIt)
{
    const TableCodec codec(Telemetry());
    const std::string json = codec.ToJson();
    EXPECT_EQ(json,
              R"({"columns":[{"name":"q","kind":"number","min":0,"max":10,"decimals":0},)"
              R"({"name":"zero","kind":"constant","value":0},)"
              R"({"name":"Buffer","kind":"number","min":0,"max":8,"decimals":3},)"
              R"({"name":"FPS","kind":"category"},{"name":"Rate","kind":"category"},)"
              R"({"name":"Resolution","kind":"category"},)"
              R"({"name":"unit","kind":"constant","value":"s"}],)"
              R"("groups":[{"columns":["FPS","Rate","Resolution"],)"
              R"("tuples":[[18,639,"426x240"],[24,1867,"854x480"],[30,3312,"1280x720"]]}]})");
    const TableCodec read = TableCodec::FromJson(json, "m.st");
    EXPECT_EQ(read.ToJson(), json);
    EXPECT_EQ(read.Encode(Telemetry()), codec.Encode(Telemetry()));
    EXPECT_EQ(Written(read.Decode(codec.Encode(Telemetry()))), Written(Telemetry()));
}

TEST(TableCodec, NumbersInJsonAreExact)
{
    Table table;
    table.Append("a", Eigen::Vector3d(1.0 / 3, -1e-300, 5e200));
    const TableCodec codec(table);
    const TableCodec read = TableCodec::FromJson(codec.ToJson(), "m.st");
    EXPECT_EQ(read.Columns()[0].min, -1e-300);
    EXPECT_EQ(read.Columns()[0].max, 5e200);
    EXPECT_EQ(read.Columns()[0].decimals, codec.Columns()[0].decimals);
}

/// Expects that a codec's JSON is refused after a change.
void
ExpectDamaged(const std::string& from, const std::string& to, const std::string& message)
{
    std::string json = TableCodec(Telemetry()).ToJson();
    const auto at = json.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    json.replace(at, from.size(), to);
    ExpectInputError([&] { TableCodec::FromJson(json, "m.st"); },
                     "m.st: the description of the table's columns is damaged at " + message);
}

TEST(TableCodec, DamagedJsonIsRefused)
{
    ExpectDamaged("{\"columns\"", "\"columns\"", "its beginning, expected JSON");
    ExpectDamaged("{\"columns\"", "{\"c\"", "its beginning, expected an object with a member col");
    ExpectDamaged("\"groups\"", "\"g\"", "its beginning, expected an object with a member groups");
    ExpectDamaged(R"("name":"zero")", R"("name":"q")", "columns[1], expected another name");
    ExpectDamaged(R"("name":"zero")", R"("name":"")", "columns[1].name, expected a t");
    ExpectDamaged(R"("name":"zero")", R"("name":"a\nb")", "columns[1].name, expected");
    ExpectDamaged(R"("name":"zero")", R"("name":1)", "columns[1].name, expected a te");
    ExpectDamaged(R"("kind":"constant")",
                  R"("kind":"gone")",
                  "columns[1].kind, expected constant, number or category");
    ExpectDamaged(R"("value":0)", R"("value":null)", "columns[1].value, expected a number");
    ExpectDamaged(R"("min":0,"max":10)",
                  R"("min":10,"max":10)",
                  "columns[0].max, expected more than min");
    ExpectDamaged(R"("min":0,"max":10)",
                  R"("min":-1e308,"max":1e308)",
                  "columns[0].max, expected more than min");
    ExpectDamaged(R"("max":10)", R"("max":"10")", "columns[0].max, expected a number");
    ExpectDamaged(R"("decimals":0)",
                  R"("decimals":11)",
                  "columns[0].decimals, expected a whole number from 0 to 10");
    ExpectDamaged(R"("decimals":0)", R"("decimals":-1)", "columns[0].decimals");
    ExpectDamaged(R"("decimals":0)", R"("decimals":0.5)", "columns[0].decimals");
    ExpectDamaged(R"(["FPS","Rate","Resolution"])",
                  R"(["FPS","Rate","q"])",
                  "groups[0].columns[2], expected columns of the kind category");
    ExpectDamaged(R"(["FPS","Rate","Resolution"])",
                  R"(["FPS","Resolution","Rate"])",
                  "groups[0].columns[2], expected columns of the kind category");
    ExpectDamaged(R"(["FPS","Rate","Resolution"])",
                  R"(["FPS","FPS","Rate"])",
                  "groups[0].columns[1], expected columns of the kind category");
    ExpectDamaged(R"(["FPS","Rate","Resolution"])",
                  R"([])",
                  "groups[0].columns, expected names of columns");
    ExpectDamaged(R"(["FPS","Rate","Resolution"])",
                  R"(["FPS","Rate"])",
                  "groups[0].tuples[0], expected a value for each column");
    ExpectDamaged(R"([24,1867,"854x480"])",
                  R"([24,1867,7])",
                  "groups[0].tuples[1][2], expected a text of one line");
    ExpectDamaged(R"([24,1867,"854x480"])",
                  R"([24,"1867","854x480"])",
                  "groups[0].tuples[1][1], expected a number");
    ExpectDamaged(R"([24,1867,"854x480"])",
                  R"([18,639,"426x240"])",
                  "groups[0].tuples, expected different tuples in ascending order");
    ExpectDamaged(R"([24,1867,"854x480"],[30,3312,"1280x720"])",
                  R"([30,3312,"1280x720"],[24,1,"x"])",
                  "groups[0].tuples, expected different tuples in ascending order");
    ExpectDamaged(R"(,[24,1867,"854x480"],[30,3312,"1280x720"])",
                  "",
                  "groups[0].tuples, expected two tuples at least");
    ExpectDamaged(R"("groups":[)",
                  R"("groups":[],"g":[)",
                  "groups, expected a group with the column 'FPS'");
    ExpectDamaged(R"("groups":[)",
                  R"("groups":[{"columns":["FPS"],"tuples":[[1],[2]]},)",
                  "groups[1], expected columns that are in no other group");
    ExpectInputError([] { TableCodec::FromJson(R"({"columns":[],"groups":[]})", "m.st"); },
                     "columns, expected one at least that is not constant");
}

TEST_F(TableCodecMeasured, TheTestbedsTablesComeBackTheSame)
{
    for (const std::string depth : {"32", "64"})
    {
        const Table table = ReadCsv(SharedFile("data/testbed-2023/real_" + depth + ".csv")).table;
        const TableCodec codec(table);
        EXPECT_EQ(codec.Channels(), 10); // 13 columns, 4 constant, 2 in one group of 3 tuples
        const Eigen::MatrixXf channels = codec.Encode(table);
        EXPECT_EQ(channels.minCoeff(), 0);
        EXPECT_EQ(channels.maxCoeff(), 1);
        EXPECT_EQ(Written(codec.Decode(channels)), Written(table));
    }
}

TEST_F(TableCodecMeasured, RandomChannelsHaveOnlyQualitiesThatExist)
{
    const Table table =
        OneHot(ReadPlayerLog(SharedFile("data/testbed-2023/dash_TD-32_100.csv")).table,
               "Resolution");
    const TableCodec codec(table);
    const Table drawn = codec.Decode(Eigen::MatrixXf::Random(1000, codec.Channels()));
    EXPECT_NO_THROW(codec.Encode(drawn)); // which refuses other tuples
    EXPECT_EQ((drawn.Column("FPS").array() == 30).cast<double>().matrix(),
              drawn.Column("Resolution_1280x720"));
}

} // namespace
