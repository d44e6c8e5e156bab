/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace
{

using namespace ns3::synthnet;

Table
TwoByTwo()
{
    return Table({"a", "b"}, (Eigen::MatrixXd(2, 2) << 1, 2, 3, 4).finished());
}

TEST(Table, ColumnsAreFoundByName)
{
    Table table = TwoByTwo();
    EXPECT_EQ(table.Rows(), 2);
    EXPECT_EQ(table.Columns(), 2);
    EXPECT_EQ(table.Column("b")(1), 4);
    table.Column("a")(0) = 7;
    EXPECT_EQ(table.Values()(0, 0), 7);
    EXPECT_TRUE(table.Has("a"));
    EXPECT_FALSE(table.Has("c"));
}

TEST(Table, AMissingColumnIsNamedWithThoseThatExist)
{
    ExpectInputError([] { TwoByTwo().Column("c"); },
                     "no column is called 'c', expected one of a, b");
}

TEST(Table, NamesAndColumnsMustAgree)
{
    EXPECT_THROW(Table({"a"}, Eigen::MatrixXd(1, 2)), std::invalid_argument);
    EXPECT_THROW(Table({"a", "a"}, Eigen::MatrixXd(1, 2)), std::invalid_argument);
    Table table = TwoByTwo();
    EXPECT_THROW(table.Append("a", Eigen::Vector2d(1, 2)), std::invalid_argument);
    EXPECT_THROW(table.Append("c", Eigen::Vector3d(1, 2, 3)), std::invalid_argument);
    EXPECT_THROW(table.Rename("a", "b"), std::invalid_argument);
}

TEST(Table, TheFirstColumnSetsTheNumberOfRows)
{
    Table table;
    EXPECT_EQ(table.Rows(), 0);
    table.Append("a", Eigen::Vector3d(1, 2, 3));
    EXPECT_EQ(table.Rows(), 3);
    EXPECT_EQ(table.Column("a")(2), 3);
}

TEST(Table, CategoriesAreSortedAndAMissingLabelIsNaN)
{
    Table table = TwoByTwo().SelectRows({0, 1, 0});
    table.AppendCategorical("quality", {"low", "", "high"});
    EXPECT_EQ(table.Categories("quality"), (std::vector<std::string>{"high", "low"}));
    EXPECT_EQ(table.Column("quality")(0), 1);
    EXPECT_TRUE(std::isnan(table.Column("quality")(1)));
    EXPECT_EQ(table.Label("quality", 0), "low");
    EXPECT_EQ(table.Label("quality", 1), "");
    EXPECT_TRUE(table.IsCategorical("quality"));
    EXPECT_FALSE(table.IsCategorical("a"));
    EXPECT_EQ(table.NumericNames(), (std::vector<std::string>{"a", "b"}));
    ExpectInputError([&] { table.Categories("a"); }, "called 'a', expected one of quality");
    ExpectInputError([&] { TwoByTwo().Categories("a"); }, "all are numeric");
}

TEST(Table, RowsAndColumnsKeepTheirCategories)
{
    Table table = TwoByTwo();
    table.AppendCategorical("quality", {"low", "high"});
    const Table rows = table.SelectRows({1, 1, 0});
    EXPECT_EQ(rows.Rows(), 3);
    EXPECT_EQ(rows.Column("a")(0), 3);
    EXPECT_EQ(rows.Label("quality", 1), "high");
    const Table columns = table.SelectColumns({"quality", "a"});
    EXPECT_EQ(columns.Names(), (std::vector<std::string>{"quality", "a"}));
    EXPECT_EQ(columns.Label("quality", 0), "low");
    EXPECT_FALSE(columns.IsCategorical("a"));
    Table other = TwoByTwo();
    other.AppendFrom(table, "quality");
    EXPECT_EQ(other.Label("quality", 0), "low");
    other.Rename("quality", "Resolution");
    EXPECT_EQ(other.Label("Resolution", 0), "low");
    EXPECT_FALSE(other.Has("quality"));
}

TEST(Table, RowsOfTheSameColumnsAreAppended)
{
    const auto table = [](double a, std::vector<std::string> categories) {
        Table made;
        made.Append("a", Eigen::Vector2d(a, a + 1));
        made.AppendCategorical("r", Eigen::Vector2d(1, 0), std::move(categories));
        return made;
    };
    Table all;
    all.AppendRows(table(1, {"x", "y"}));
    all.AppendRows(table(3, {"x", "y"}));
    EXPECT_EQ(all.Column("a"), Eigen::Vector4d(1, 2, 3, 4));
    EXPECT_EQ(all.Label("r", 2), "y");
    EXPECT_THROW(all.AppendRows(table(5, {"x", "z"})), std::invalid_argument);
    EXPECT_THROW(all.AppendRows(table(5, {"x", "y"}).SelectColumns({"a"})), std::invalid_argument);
    EXPECT_EQ(all.Rows(), 4);
}

TEST(Table, ACategoryMayBeInNoRow)
{
    Table table;
    table.AppendCategorical("r", Eigen::Vector3d(2, std::nan(""), 0), {"x", "y", "z"});
    EXPECT_EQ(table.Label("r", 0), "z");
    EXPECT_EQ(table.Label("r", 1), "");
    EXPECT_EQ(table.Categories("r"), (std::vector<std::string>{"x", "y", "z"}));
}

TEST(Table, CategoriesAreSortedTextsAndIndicesAreTheirs)
{
    const auto append = [](double index, std::vector<std::string> categories) {
        return [=] {
            Table table;
            table.AppendCategorical("r", Eigen::VectorXd::Constant(1, index), categories);
        };
    };
    EXPECT_NO_THROW(append(1, {"x", "y"})());
    EXPECT_THROW(append(2, {"x", "y"})(), std::invalid_argument);
    EXPECT_THROW(append(-1, {"x", "y"})(), std::invalid_argument);
    EXPECT_THROW(append(0.5, {"x", "y"})(), std::invalid_argument);
    EXPECT_THROW(append(0, {"y", "x"})(), std::invalid_argument);
    EXPECT_THROW(append(0, {"x", "x"})(), std::invalid_argument);
    EXPECT_THROW(append(1, {"", "x"})(), std::invalid_argument);
}

} // namespace
