/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "values.h"

#include "ns3/period-pool.h"

#include <gtest/gtest.h>

namespace ns3::synthnet
{
namespace
{

/// Rows that are numbered.
SettingTable
Numbered(double setting, Eigen::Index rows, Table::Index window = 0, const std::string& name = "")
{
    const Eigen::VectorXd numbers =
        Eigen::VectorXd::LinSpaced(rows, 0, static_cast<double>(rows - 1));
    Table table({"enq_qdepth1", "enq_qdepth2"}, numbers.replicate(1, 2));
    return {setting, table, window, name};
}

TEST(PeriodPool, CutsTablesIntoPeriodsSideBySide)
{
    const PeriodPool pool({Numbered(32, 11), Numbered(64, 8)}, 4);
    ASSERT_EQ(pool.Size(), 4u);
    EXPECT_EQ(pool.Tables(), 2u);
    EXPECT_EQ(pool.Switches(), 2u);
    EXPECT_EQ(pool.First(1), 2u);
    EXPECT_EQ(pool.Count(0), 2u); // the last three rows make none
    EXPECT_EQ(pool.At(1).rows.Column("enq_qdepth1"), Values({4, 5, 6, 7}));
    EXPECT_EQ(pool.At(1).setting, (std::vector<double>{32, 32}));
    EXPECT_EQ(pool.At(2).rows.Column("enq_qdepth1"), Values({0, 1, 2, 3}));
    EXPECT_EQ(pool.At(2).setting, (std::vector<double>{64, 64}));
    EXPECT_EQ(pool.TableOf(2), 1u);
    EXPECT_EQ(pool.RowOf(3), 4);
    EXPECT_TRUE(pool.HasNext(0));
    EXPECT_FALSE(pool.HasNext(1)); // the next one is of another table
}

TEST(PeriodPool, NoPeriodSpansTwoWindows)
{
    const PeriodPool pool({Numbered(32, 27, 10)}, 4); // windows at 0, 10, and the rest at 20
    std::vector<Table::Index> rows;
    std::vector<bool> next;
    for (std::size_t i = 0; i < pool.Size(); ++i)
    {
        rows.push_back(pool.RowOf(i));
        next.push_back(pool.HasNext(i));
    }
    EXPECT_EQ(rows, (std::vector<Table::Index>{0, 4, 10, 14, 20}));
    EXPECT_EQ(next, (std::vector<bool>{true, false, true, false, false}));
}

TEST(PeriodPool, RefusesWhatIsNotATableForEachSetting)
{
    const auto pool = [](TableSource::Tables tables, Table::Index rows = 4) {
        return [=] { PeriodPool(tables, rows); };
    };
    ExpectInputError(pool({}), "no table");
    ExpectInputError(pool({Numbered(64, 8, 0, "a.csv"), Numbered(32, 8, 0, "b.csv")}),
                     "b.csv: the setting 32, expected one above 64");
    ExpectInputError(pool({Numbered(0, 8, 0, "a.csv")}), "a.csv: the setting 0, expected");
    ExpectInputError(pool({Numbered(32, 8)}, 0), "decisions after 0 rows");
}

TEST(PeriodPool, RefusesTablesWithTooFewRows)
{
    ExpectInputError([] { PeriodPool({Numbered(32, 7, 0, "a.csv")}, 4); },
                     "a.csv: 7 rows, expected 8 at least, for two decisions");
    ExpectInputError([] { PeriodPool({Numbered(32, 70, 7, "a.csv")}, 4); },
                     "a.csv: windows of 7 rows, expected 8 at least");
    ExpectInputError([] { PeriodPool({Numbered(32, 7)}, 4); }, "the table of the setting 32: 7");
}

TEST(PeriodPool, RefusesTablesWhoseColumnsDiffer)
{
    SettingTable more = Numbered(64, 8, 0, "b.csv");
    more.table.Append("FPS", Eigen::VectorXd::Zero(8));
    SettingTable less = Numbered(32, 8, 0, "a.csv");
    ExpectInputError(
        [&] {
            PeriodPool({less, more}, 4);
        },
        "a.csv: no column FPS, expected it as in b.csv");
    more.setting = 16;
    ExpectInputError(
        [&] {
            PeriodPool({more, less}, 4);
        },
        "a.csv: no column FPS, expected it as in b.csv");
    less.table = less.table.SelectColumns({"enq_qdepth1"});
    less.table.Rename("enq_qdepth1", "load");
    ExpectInputError([&] { PeriodPool({less}, 4); }, "a.csv: no column is a switch's");
}

} // namespace
} // namespace ns3::synthnet
