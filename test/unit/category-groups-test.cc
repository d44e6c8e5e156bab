/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "shared-data.h"

#include "ns3/category-groups.h"
#include "ns3/cleaning.h"
#include "ns3/csv.h"

#include <gtest/gtest.h>

#include <sstream>

namespace
{

using namespace ns3::synthnet;
using Groups = std::vector<std::vector<std::string>>;
using CategoryGroupsMeasured = SharedDataTest;

/// A table of these lines, repeated in turn.
Table
Repeated(const std::string& header, const std::vector<std::string>& lines, int times)
{
    std::ostringstream text;
    text << header << '\n';
    for (int i = 0; i < times; ++i)
    {
        for (const auto& line : lines)
        {
            text << line << '\n';
        }
    }
    return ParseCsv(text.str(), "t.csv").table;
}

TEST(CategoryGroups, ColumnsThatDetermineOneAnotherAreAGroup)
{
    const Table table = Repeated("FPS,Queue,Bitrate,Resolution",
                                 {"18,0,639,a", "30,1,3312,b", "24,0,1867,c", "30,2,3312,b"},
                                 5);
    EXPECT_EQ(FindCategoryGroups(table), (Groups{{"FPS", "Bitrate", "Resolution"}}));
}

TEST(CategoryGroups, OneRowThatDisagreesSeparates)
{
    Table table = Repeated("Queue1,Queue2", {"0,0", "1,1", "2,2"}, 50);
    EXPECT_EQ(FindCategoryGroups(table), (Groups{{"Queue1", "Queue2"}}));
    table.Column("Queue2")(0) = 1;
    EXPECT_EQ(FindCategoryGroups(table), Groups());
}

TEST(CategoryGroups, AColumnThatAnotherDeterminesJoinsIt)
{
    // Two qualities of one frame rate.
    const Table table = Repeated("FPS,Bitrate", {"18,639", "30,3312", "30,2000"}, 5);
    EXPECT_EQ(FindCategoryGroups(table), (Groups{{"FPS", "Bitrate"}}));
}

TEST(CategoryGroups, RareEventsThatCoincideDoNotMakeQueueColumnsCategories)
{
    // Queue2 is 1 in the one row in which Queue1 is 7: so Queue1 determines it, by chance.
    Table table = Repeated("Queue1,Queue2", {"0,0", "1,0", "2,0", "3,0"}, 100);
    table.Column("Queue1")(9) = 7;
    table.Column("Queue2")(9) = 1;
    EXPECT_EQ(FindCategoryGroups(table), Groups());
}

TEST(CategoryGroups, WhatASwitchTellsIsANumberHoweverFewValuesItHas)
{
    const std::vector<std::string> lines{"0,0,5", "9,4,7", "31,1,19", "63,8,5"};
    EXPECT_EQ(FindCategoryGroups(Repeated("enq_qdepth3,deq_qdepth3,q", lines, 20)),
              (Groups{{"q"}}));
    EXPECT_EQ(FindCategoryGroups(Repeated("a,b,q", lines, 20)), (Groups{{"a", "b", "q"}}));
}

TEST(CategoryGroups, OneHotColumnsAreACategoryAndGoWithWhatTheyEncode)
{
    const Table table = Repeated("FPS,Resolution", {"18,426x240", "30,1280x720", "24,854_480"}, 5);
    const Groups expected{
        {"FPS", "Resolution_1280x720", "Resolution_426x240", "Resolution_854_480"}};
    EXPECT_EQ(FindCategoryGroups(OneHot(table, "Resolution")), expected);
    EXPECT_EQ(FindCategoryGroups(OneHot(table.SelectColumns({"Resolution"}), "Resolution")),
              (Groups{{"Resolution_1280x720", "Resolution_426x240", "Resolution_854_480"}}));
}

TEST(CategoryGroups, ZeroOneColumnsThatAreNotOneInTurnAreNumbers)
{
    EXPECT_EQ(FindCategoryGroups(Repeated("a_x,a_y,a_z", {"0,1,0", "1,0,0", "0,1,1"}, 5)),
              (Groups{{"a_x", "a_y"}})); // each is the other's opposite
    EXPECT_EQ(FindCategoryGroups(Repeated("a_x,a_y", {"0,1", "1,0", "0,0", "1,1"}, 5)), Groups());
}

TEST(CategoryGroups, ColumnsOfTextsAreCategoriesAlone)
{
    const Table table = Repeated("a,b", {"x,u", "y,v", "x,v", "y,u"}, 2);
    EXPECT_EQ(FindCategoryGroups(table), (Groups{{"a"}, {"b"}}));
}

TEST(CategoryGroups, ATextOfItsOwnInEachRowDeterminesNothing)
{
    const Table table = ParseCsv("t,a\nw,1\nx,2\ny,1\nz,2\nu,1\nv,2\n", "t.csv").table;
    EXPECT_EQ(FindCategoryGroups(table), (Groups{{"t"}}));
}

TEST(CategoryGroups, ALoneNumericColumnIsACategoryWhenItsValuesAreSparse)
{
    EXPECT_EQ(FindCategoryGroups(Repeated("FPS", {"18", "24", "30"}, 5)), (Groups{{"FPS"}}));
    EXPECT_EQ(FindCategoryGroups(Repeated("Queue", {"0", "1", "2", "5"}, 5)), Groups());
    EXPECT_EQ(FindCategoryGroups(Repeated("Rate", {"0.5", "1.25"}, 5)), (Groups{{"Rate"}}));
    // 30 once is a rare event, not a category.
    Table table = Repeated("Queue", {"0"}, 300);
    table.Column("Queue")(9) = 30;
    EXPECT_EQ(FindCategoryGroups(table), Groups());
}

TEST(CategoryGroups, MoreThanSixteenValuesAreANumber)
{
    std::vector<std::string> lines;
    for (int i = 0; i < 17; ++i)
    {
        lines.push_back(std::to_string(10 * i) + "," + std::to_string(7 * i));
    }
    EXPECT_EQ(FindCategoryGroups(Repeated("a,b", lines, 5)), Groups());
    lines.pop_back();
    EXPECT_EQ(FindCategoryGroups(Repeated("a,b", lines, 5)), (Groups{{"a", "b"}}));
}

TEST(CategoryGroups, ValuesThatDoNotRepeatAreNumbers)
{
    EXPECT_EQ(FindCategoryGroups(Repeated("a,b", {"1,10", "2,20", "3,30"}, 1)), Groups());
}

TEST_F(CategoryGroupsMeasured, TheTestbedsTablesHaveOneGroupThePlayersQuality)
{
    for (const std::string depth : {"32", "64"})
    {
        const auto path = SharedFile("data/testbed-2023/real_" + depth + ".csv");
        EXPECT_EQ(FindCategoryGroups(ReadCsv(path).table), (Groups{{"ReportedBitrate", "FPS"}}));
    }
    EXPECT_EQ(FindCategoryGroups(ReadCsv(SharedFile("data/timegan/stock_data.csv")).table),
              Groups());
}

} // namespace
