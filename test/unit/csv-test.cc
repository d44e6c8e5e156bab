/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/csv.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <random>
#include <sstream>

namespace
{

using namespace ns3::synthnet;

TEST(Csv, TheDelimiterIsFoundInTheFirstLine)
{
    for (const std::string text :
         {"a,b\n1,2.5\n", "a;b\n1;2.5\n", "a;b\r\n1;2.5\r\n", "a,b\n1,2.5"})
    {
        const Table table = Parsed(text);
        EXPECT_EQ(table.Names(), (std::vector<std::string>{"a", "b"})) << text;
        ASSERT_EQ(table.Rows(), 1) << text;
        EXPECT_EQ(table.Column("b")(0), 2.5) << text;
    }
}

TEST(Csv, SpacesAroundNamesAndCellsAreDropped)
{
    const Table table = Parsed(" a , b\t, c d \n 1 ,\t2 , x \n");
    EXPECT_EQ(table.Names(), (std::vector<std::string>{"a", "b", "c d"}));
    EXPECT_EQ(table.Column("b")(0), 2);
    EXPECT_EQ(table.Label("c d", 0), "x");
}

TEST(Csv, AByteOrderMarkIsNoPartOfTheFirstName)
{
    EXPECT_TRUE(Parsed("\xEF\xBB\xBF"
                       "a\n1\n")
                    .Has("a"));
}

TEST(Csv, EmptyCellsAndNanAreMissing)
{
    const Table table = Parsed("a,b,c\n1,,x\nnan,2,\nNaN,NA,y\n");
    ASSERT_EQ(table.Rows(), 3);
    EXPECT_TRUE(std::isnan(table.Column("b")(0)));
    EXPECT_TRUE(std::isnan(table.Column("a")(1)));
    EXPECT_TRUE(std::isnan(table.Column("a")(2)));
    EXPECT_TRUE(std::isnan(table.Column("b")(2)));
    EXPECT_EQ(table.Label("c", 1), "");
    EXPECT_EQ(table.Label("c", 2), "y");
}

TEST(Csv, LinesThatAreNotRowsAreCountedAndTheFirstIsNamed)
{
    const CsvDocument document = ParseCsv("a;b\n"
                                          "1;2\n"
                                          "\n"
                                          "[58729][HTTPLoader] Request timeout\n"
                                          "3;4\n"
                                          "5;6;7\n"
                                          "8;x\n"
                                          "9",
                                          "log");
    EXPECT_EQ(document.table.Rows(), 2);
    EXPECT_EQ(document.table.Column("b")(1), 4);
    EXPECT_EQ(document.skipped, 4u); // the message, one cell too many, a text, a cut line
    EXPECT_EQ(document.firstSkipped, 4u);
    EXPECT_EQ(document.SkippedNote(), "log: skipped 4 lines that are not rows, first line 4");
    EXPECT_EQ(ParseCsv("a\n1\n", "log").SkippedNote(), "");
    EXPECT_EQ(ParseCsv("a\n1\n2,3\n", "log").SkippedNote(),
              "log: skipped 1 line that is not a row, line 3");
}

TEST(Csv, TheFirstSkippedLineIsTheFirstInTheFile)
{
    // Found in the second pass, after the line with too many cells.
    EXPECT_EQ(ParseCsv("a\n1\nx\n2\n3,4\n", "log").firstSkipped, 3u);
}

TEST(Csv, AColumnWithMoreTextsThanNumbersIsCategorical)
{
    const Table table = Parsed("a,b\n1,426x240\n2,7\n3,1280x720\n");
    EXPECT_FALSE(table.IsCategorical("a"));
    EXPECT_EQ(table.Categories("b"), (std::vector<std::string>{"1280x720", "426x240", "7"}));
    EXPECT_EQ(table.Label("b", 1), "7");
}

TEST(Csv, LinesThatAreNotRowsDoNotDecideWhatAColumnHolds)
{
    // Two texts against one number in b, but only one line of text is a row.
    const CsvDocument document = ParseCsv("a,b\n1,x\n2,7\n3,8\ny,z\nw,z\n", "log");
    EXPECT_FALSE(document.table.IsCategorical("b"));
    EXPECT_EQ(document.table.Column("b"), Eigen::Vector2d(7, 8));
    EXPECT_EQ(document.skipped, 3u);
}

TEST(Csv, DelimitersInQuotedNamesDoNotCount)
{
    EXPECT_EQ(Parsed("\"a;b;c\",d\n1,2\n").Names(), (std::vector<std::string>{"a;b;c", "d"}));
}

TEST(Csv, OnlyFiniteNumbersAreNumbers)
{
    const CsvDocument document = ParseCsv("a\n1\n2\n3\n4\n5\ninf\n1e999\n0x10\n1 2\n1e3\n", "log");
    EXPECT_EQ(document.table.Rows(), 6);
    EXPECT_EQ(document.table.Column("a")(5), 1000);
    EXPECT_EQ(document.skipped, 4u);
}

TEST(Csv, QuotedCellsMayHoldDelimitersAndQuotes)
{
    const CsvDocument document =
        ParseCsv("\"a,b\",c\n1,\" x, \"\"y\"\"\"\n2,\"open\n3,\"a\"b\n4,z\n", "log");
    EXPECT_EQ(document.table.Names(), (std::vector<std::string>{"a,b", "c"}));
    EXPECT_EQ(document.table.Label("c", 0), " x, \"y\"");
    EXPECT_EQ(document.table.Rows(), 2);
    EXPECT_EQ(document.skipped, 2u);
}

TEST(Csv, AFirstLineThatNamesNoColumnsIsRefused)
{
    ExpectInputError([] { Parsed(""); }, "t.csv:1: is empty, expected a line of column names");
    ExpectInputError([] { Parsed("a,,b\n"); }, "t.csv:1: column 2 has no name");
    ExpectInputError([] { Parsed("a, a\n"); }, "t.csv:1: column 'a' occurs twice");
    ExpectInputError([] { Parsed("1,2\n3,4\n"); }, "t.csv:1: has numbers only");
    ExpectInputError([] { Parsed("a,\"b\n"); }, "t.csv:1: a quotation mark is not closed");
}

TEST(Csv, MissingColumnsAndRowsAreNamedWithFileAndLine)
{
    const CsvDocument document = ParseCsv("a,b\nx\n", "log");
    ExpectInputError(
        [&] {
            document.NeedColumns({"a", "c"});
        },
        "log:1: column 'c' is missing, expected a, c");
    ExpectInputError([&] { document.NeedRows(); }, "log:2: no row, expected lines of 2 cells");
    ExpectInputError([] { ParseCsv("a\nx\n", "log").NeedNumbers({"a"}); },
                     "log:2: column 'a' holds texts such as 'x', expected numbers");
    EXPECT_NO_THROW(document.NeedColumns({"a", "b"}));
}

TEST(Csv, WhereEveryLineCountsTheFirstThatIsNoRowIsRefusedWithTheReason)
{
    const auto need = [](const std::string& text) {
        return [text] { ParseCsv(text, "t.csv").NeedWhole(); };
    };
    EXPECT_NO_THROW(need("a,b\n1,2\n\n3,\n")());
    ExpectInputError(need("a,b\n1,2\n3,x\n5,6\n"),
                     "t.csv:3: column 'b' holds 'x', expected a number");
    ExpectInputError(need("a,b\n1,2\n3,inf\n5,6\n"), "t.csv:3: column 'b' holds 'inf'");
    ExpectInputError(need("a,b\n1,2,3\n3,4\n"),
                     "t.csv:2: 3 cells, expected 2 as line 1 names them");
    ExpectInputError(need("a,b\n1,\"2\n3,4\n"), "t.csv:2: a quotation mark is not closed");
    // Two lines are none, for different reasons; the first in the file is named.
    ExpectInputError(need("a,b\n1,2\n3,x\n4\n5,6\n"),
                     "t.csv:3: column 'b' holds 'x', expected a number");
}

TEST(Csv, AWholeTableHasNoNumbersInAnotherNotation)
{
    const ScratchDirectory scratch;
    const auto read = [&scratch](const std::string& text) {
        return [&scratch, text] { ReadWholeTable(scratch.Write("t.csv", text)); };
    };
    ExpectInputError(read("a,b\n1,+0\n2,+1\n"),
                     "t.csv:2: column 'b' holds '+0', expected finite numbers");
    ExpectInputError(read("a;b\n1;49,5\n2;50,5\n"), "column 'b' holds '49,5'");
    ExpectInputError(read("a,b\n1,inf\n2,inf\n"), "column 'b' holds 'inf'");
    ExpectInputError(read("a,b\n1,-Infinity\n2,+1e5\n"), "column 'b' holds '");
    for (const std::string text : {"426x240", "10.0.0.1", "2023-09-16", "12:30", "e", "240p18"})
    {
        EXPECT_TRUE(
            ReadWholeTable(scratch.Write("t.csv", "a,b\n1," + text + "\n")).IsCategorical("b"))
            << text;
    }
}

TEST(Csv, LinesThatEndInCarriageReturnsAloneAreRefusedAsSuch)
{
    ExpectInputError([] { ParseCsv("a,b\r1,2\r1,2\r", "t.csv"); },
                     "t.csv:1: ends in CR alone, expected lines that end in LF or CR LF");
    EXPECT_EQ(ParseCsv("a,b\r\n1,2\r\n", "t.csv").table.Rows(), 1);
    EXPECT_EQ(ParseCsv("a,b\r", "t.csv").table.Columns(), 2);
}

TEST(Csv, AWholeTableHasRows)
{
    const ScratchDirectory scratch;
    const auto read = [&scratch](const std::string& text) {
        return [&scratch, text] { return ReadWholeTable(scratch.Write("t.csv", text)); };
    };
    EXPECT_EQ(read("a\n1\n2\n")().Rows(), 2);
    ExpectInputError(read("a\n"), "t.csv:2: no row, expected lines of 1 cells");
    ExpectInputError(read("a\n1\n2\nx\n"), "t.csv:4: column 'a' holds 'x', expected a number");
}

TEST(Csv, AFileThatCannotBeReadIsNamed)
{
    const ScratchDirectory scratch;
    ExpectInputError([&] { ReadCsv(scratch.Path() / "none.csv"); },
                     "none.csv: cannot be read: No such file");
    ExpectInputError([&] { ReadCsv(scratch.Path()); }, "is a directory, expected a file");
}

TEST(Csv, IntegersAreWrittenAsIntegersAndOthersWithTheFewestDigits)
{
    EXPECT_EQ(FormatNumber(3312), "3312");
    EXPECT_EQ(FormatNumber(-0.0), "0");
    EXPECT_EQ(FormatNumber(1648568963209.0), "1648568963209");
    EXPECT_EQ(FormatNumber(0.1), "0.1");
    EXPECT_EQ(FormatNumber(-7.064), "-7.064");
    EXPECT_EQ(FormatNumber(1e20), "1e+20");
    EXPECT_EQ(FormatNumber(std::nan("")), "nan");
}

TEST(Csv, WhatIsWrittenReadsBackTheSame)
{
    std::mt19937_64 random(1);
    std::uniform_int_distribution<uint64_t> bits;
    Table table;
    Eigen::VectorXd values(2000);
    for (Eigen::Index i = 0; i < values.size(); ++i)
    {
        do
        {
            const uint64_t pattern = bits(random);
            std::memcpy(&values(i), &pattern, sizeof pattern);
        } while (!std::isfinite(values(i)));
    }
    values(3) = std::nan("");
    table.Append(" leading, space", values);
    std::vector<std::string> labels(2000, "a \"quoted\"; label");
    labels[5] = "";
    labels[6] = " x";
    table.AppendCategorical("label", labels);

    const std::string text = Written(table);
    const CsvDocument read = ParseCsv(text, "t.csv");
    EXPECT_EQ(read.skipped, 0u);
    ASSERT_EQ(read.table.Names(), table.Names());
    ASSERT_EQ(read.table.Rows(), table.Rows());
    for (Eigen::Index i = 0; i < values.size(); ++i)
    {
        const double back = read.table.Values()(i, 0);
        EXPECT_TRUE(back == values(i) || (std::isnan(back) && i == 3)) << i;
        EXPECT_EQ(read.table.Label("label", i), labels[static_cast<std::size_t>(i)]);
    }
    EXPECT_EQ(Written(read.table), text);
}

TEST(Csv, ATableOfOneColumnKeepsItsMissingRows)
{
    Table table;
    table.Append("a", Eigen::Vector3d(1, std::nan(""), 2));
    EXPECT_EQ(Written(table), "a\n1\nnan\n2\n");
    EXPECT_EQ(Parsed(Written(table)).Rows(), 3);
}

} // namespace
