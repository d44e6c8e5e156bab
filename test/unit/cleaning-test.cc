/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/cleaning.h"
#include "ns3/csv.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3::synthnet;
using Names = std::vector<std::string>;

TEST(Cleaning, MissingValuesBecomeTheMeanOfTheColumn)
{
    const Table table = ImputeMeans(Parsed("a,b,c,d\n1,,x,\n,4,,\n3,6,y,\n"));
    EXPECT_EQ(table.Column("a"), Eigen::Vector3d(1, 2, 3));
    EXPECT_EQ(table.Column("b"), Eigen::Vector3d(5, 4, 6));
    EXPECT_EQ(table.Label("c", 1), ""); // categories have no mean
    EXPECT_TRUE(std::isnan(table.Column("d")(0)));
}

TEST(Cleaning, IncompleteRowsAreDropped)
{
    const Table table = Parsed("a,b,c\n1,2,x\n,4,y\n5,6,\n7,8,z\n");
    EXPECT_EQ(DropIncomplete(table).Column("a"), Eigen::Vector2d(1, 7));
    const Table cleaned = Cleaning{MissingValues::DROP, {}, false, false}.Apply(table);
    EXPECT_EQ(cleaned.Column("b"), Eigen::Vector2d(2, 8));
}

TEST(Cleaning, OneHotMakesAColumnForEachCategory)
{
    const Table table = OneHot(Parsed("r,a\n1280x720,1\n426x240,2\n,3\n426x240,4\n"), "r");
    EXPECT_EQ(table.Names(), (Names{"a", "r_1280x720", "r_426x240"}));
    EXPECT_EQ(table.Column("r_1280x720"), Eigen::Vector4d(1, 0, 0, 0));
    EXPECT_EQ(table.Column("r_426x240"), Eigen::Vector4d(0, 1, 0, 1));
    ExpectInputError([] { OneHot(Parsed("a\n1\n"), "r"); }, "called 'r'");
}

TEST(Cleaning, ConstantColumnsAreDropped)
{
    EXPECT_EQ(DropConstant(Parsed("a,b,c,d,e\n1,2,x,,x\n1,3,x,,y\n,2,,,x\n")).Names(),
              (Names{"b", "e"}));
}

TEST(Cleaning, OutliersLieBeyondOneAndAHalfInterquartileRanges)
{
    // quartiles 2 and 4: the fences are −1 and 7, and belong to the inside
    const Table table = RemoveOutliers(Parsed("a\n2\n2\n3\n4\n4\n7\n-1\n3\n3\n"), {"a"});
    EXPECT_EQ(table.Rows(), 9);
    EXPECT_EQ(RemoveOutliers(Parsed("a\n2\n2\n3\n4\n4\n7.1\n-1\n3\n3\n"), {"a"}).Rows(), 8);
    EXPECT_EQ(RemoveOutliers(Parsed("a\n2\n2\n3\n4\n4\n7\n-1.1\n3\n3\n"), {"a"}).Rows(), 8);
}

TEST(Cleaning, AColumnSeesOnlyTheRowsThatTheColumnsBeforeItLeft)
{
    // a drops the row of 100. Then b's quartiles are 0 and 1 and 3 goes; before, they were 0 and 2.
    const Table table = Parsed("a,b\n1,0\n1,0\n1,0\n1,1\n1,1\n1,3\n100,3\n100,9\n");
    const Table sequence = RemoveOutliers(table, {"a", "b"});
    const Table reverse = RemoveOutliers(table, {"b", "a"});
    EXPECT_EQ(sequence.Rows(), 5);
    EXPECT_EQ(reverse.Rows(), 6);
}

TEST(Cleaning, RowsWithoutAValueAreNoOutliers)
{
    EXPECT_EQ(RemoveOutliers(Parsed("a,b\n1,1\n1,1\n,1\n1,1\n9,1\n"), {"a"}).Rows(), 4);
    EXPECT_EQ(RemoveOutliers(Parsed("a,b\n,1\n,1\n"), {"a"}).Rows(), 2);
    ExpectInputError([] { RemoveOutliers(Parsed("a\nx\n"), {"a"}); }, "column 'a' holds texts");
}

TEST(Cleaning, TheStepsRunInTheTutorialsOrder)
{
    // The imputed mean of b, 12.4, is within the fences that it helps to set; c is constant only
    // among the rows that are left, so it stays.
    const Table raw = Parsed("a,b,c,d,r\n"
                             "1,1,0,5,x\n"
                             "2,1,0,5,x\n"
                             "3,,0,5,y\n"
                             "2,10,0,5,x\n"
                             "2,50,7,5,x\n"
                             "2,0,0,5,x\n");
    const Table table = Cleaning{MissingValues::MEAN, {"r"}, true, true}.Apply(raw);
    EXPECT_EQ(table.Names(), (Names{"a", "b", "c", "r_x", "r_y"}));
    // a: quartiles 2, 2 leaves the four rows of 2 and 1, 3 go
    EXPECT_EQ(table.Column("a").minCoeff(), 2);
    EXPECT_EQ(table.Column("a").maxCoeff(), 2);
}

TEST(Cleaning, RareCategoriesAreNotOutliers)
{
    std::string text = "a,r\n";
    for (int i = 0; i < 20; ++i)
    {
        text += std::to_string(i) + (i == 0 ? ",rare\n" : ",common\n");
    }
    const Table table = Cleaning{MissingValues::MEAN, {"r"}, false, true}.Apply(Parsed(text));
    EXPECT_EQ(table.Rows(), 20);
    EXPECT_EQ(table.Column("r_rare").sum(), 1);
}

TEST(Cleaning, NothingIsDoneUnlessAsked)
{
    const Table raw = Parsed("a,r\n1,x\n,x\n1,y\n");
    const Table table = Cleaning{MissingValues::KEEP, {}, false, false}.Apply(raw);
    EXPECT_EQ(table.Names(), raw.Names());
    EXPECT_TRUE(std::isnan(table.Column("a")(1)));
    EXPECT_EQ(table.Rows(), 3);
}

} // namespace
