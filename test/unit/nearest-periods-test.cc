/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "table-text.h"

#include "ns3/nearest-periods.h"

#include <gtest/gtest.h>

namespace ns3::synthnet
{
namespace
{

using Numbers = std::vector<std::size_t>;

PeriodPool
Pool(const std::string& small, const std::string& large, Table::Index rows = 1)
{
    return {{{32, Parsed(small), 0, "a.csv"}, {64, Parsed(large), 0, "b.csv"}}, rows};
}

TEST(NearestPeriods, AQueueIsComparedByHowFullItIsWithinItsOwnTable)
{
    const PeriodPool pool =
        Pool("enq_qdepth1\n1\n2\n3\n4\n5\n6\n", "enq_qdepth1\n20\n40\n60\n120\n100\n80\n");
    const NearestPeriods nearest(pool, 1);
    EXPECT_EQ(nearest.Find(0, 1), Numbers{6}); // 1 is the least of 32, 20 that of 64
    EXPECT_EQ(nearest.Find(5, 1), Numbers{9}); // 6 is the most, and 120
    EXPECT_EQ(nearest.Find(4, 1), Numbers{10});
    EXPECT_EQ(nearest.Find(9, 0), Numbers{4}); // what follows 6 in its table is not known
}

TEST(NearestPeriods, ThePlayerIsComparedByItsLastRow)
{
    const PeriodPool pool = Pool("enq_qdepth1,Buffer\n0,9\n0,10\n0,9\n0,20\n0,9\n0,30\n",
                                 "enq_qdepth1,Buffer\n0,30\n0,20\n0,20\n0,31\n0,30\n0,10\n",
                                 2);
    const NearestPeriods nearest(pool, 1);
    EXPECT_EQ(nearest.Find(2, 1), Numbers{4}); // 30 and 31
    EXPECT_EQ(nearest.Find(1, 1), Numbers{3});
}

TEST(NearestPeriods, WhatDoesNotPersistDoesNotCount)
{
    // The queue goes up and down from row to row, the buffer slowly.
    const PeriodPool pool = Pool("enq_qdepth1,Buffer\n9,1\n0,2\n9,3\n0,4\n9,5\n0,6\n",
                                 "enq_qdepth1,Buffer\n0,1\n9,2\n0,3\n9,4\n0,5\n9,6\n");
    const NearestPeriods nearest(pool, 1);
    ASSERT_EQ(nearest.Features().rows(), 2);
    EXPECT_EQ(nearest.Features().row(0).cwiseAbs().maxCoeff(), 0);
    EXPECT_GT(nearest.Features().row(1).cwiseAbs().maxCoeff(), 0.5);
    EXPECT_EQ(nearest.Find(2, 1), Numbers{8});
}

TEST(NearestPeriods, ColumnsThatSayTheSameCountOnce)
{
    const PeriodPool once = Pool("enq_qdepth1,Buffer\n1,5\n2,9\n3,4\n4,7\n6,2\n5,1\n",
                                 "enq_qdepth1,Buffer\n4,2\n5,3\n9,6\n8,8\n2,9\n1,7\n");
    const PeriodPool thrice = Pool("enq_qdepth1,enq_qdepth2,deq_qdepth1,Buffer\n1,1,1,5\n2,2,2,9\n"
                                   "3,3,3,4\n4,4,4,7\n6,6,6,2\n5,5,5,1\n",
                                   "enq_qdepth1,enq_qdepth2,deq_qdepth1,Buffer\n4,4,4,2\n5,5,5,3\n"
                                   "9,9,9,6\n8,8,8,8\n2,2,2,9\n1,1,1,7\n");
    const Eigen::MatrixXd few = NearestPeriods(once, 1).Features();
    const Eigen::MatrixXd many = NearestPeriods(thrice, 1).Features();
    EXPECT_TRUE((few.transpose() * few).isApprox(many.transpose() * many, 1e-9));
}

TEST(NearestPeriods, WhenNothingPersistsAllCountsAlike)
{
    const PeriodPool pool = Pool("enq_qdepth1\n1\n5\n1\n5\n", "enq_qdepth1\n1\n5\n1\n5\n");
    const NearestPeriods nearest(pool, 2);
    EXPECT_EQ(nearest.Find(0, 1), (Numbers{4, 6}));
}

TEST(NearestPeriods, AreAsManyAsAskedForNearestFirstAmongThoseThatSomethingFollows)
{
    const PeriodPool pool = Pool("enq_qdepth1\n1\n2\n3\n4\n5\n", "enq_qdepth1\n1\n2\n3\n4\n5\n");
    EXPECT_EQ(NearestPeriods(pool, 3).Find(0, 0), (Numbers{0, 1, 2}));
    EXPECT_EQ(NearestPeriods(pool, 9).Find(4, 1), (Numbers{8, 7, 6, 5})); // 9 is the last one
}

TEST(NearestPeriods, ConstantColumnsCountNothing)
{
    const PeriodPool pool = Pool("enq_qdepth1,FPS\n0,30\n0,30\n", "enq_qdepth1,FPS\n0,30\n0,30\n");
    const NearestPeriods nearest(pool, 1);
    EXPECT_EQ(nearest.Features().rows(), 0);
    EXPECT_EQ(nearest.Find(3, 0), Numbers{0});
}

TEST(NearestPeriods, AMissingValueIsRefused)
{
    const PeriodPool pool = Pool("enq_qdepth1,FPS\n0,30\n0,30\n", "enq_qdepth1,FPS\n0,30\n0,\n");
    ExpectInputError([&] { NearestPeriods(pool, 1); },
                     "b.csv: a value is missing in column FPS in or after row 2");
    ExpectInputError([&] { NearestPeriods(pool, 0); }, "0 nearest periods");
}

} // namespace
} // namespace ns3::synthnet
