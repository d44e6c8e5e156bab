/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "values.h"

#include "ns3/window-set.h"

#include <gtest/gtest.h>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;

/// Columns a: 0, 1, 2, … and b: 100, 101, 102, …
Table
Counting(Index rows)
{
    Eigen::MatrixXd values(rows, 2);
    values.col(0).setLinSpaced(rows, 0, static_cast<double>(rows - 1));
    values.col(1) = values.col(0).array() + 100;
    return {{"a", "b"}, values};
}

std::vector<Index>
Starts(const WindowSet& windows)
{
    std::vector<Index> starts;
    for (Index window = 0; window < windows.Count(); ++window)
    {
        starts.push_back(windows.Start(window));
    }
    return starts;
}

TEST(WindowSet, HasAWindowAtEveryRowFromWhichItFits)
{
    const WindowSet windows(Counting(6), 4);
    EXPECT_EQ(Starts(windows), (std::vector<Index>{0, 1, 2}));
    EXPECT_EQ(windows.SeqLen(), 4);
    EXPECT_EQ(windows.Window(2).col(1), Values({102, 103, 104, 105})) << "forward in time";
}

TEST(WindowSet, HasNoWindowAcrossTwoStretches)
{
    EXPECT_EQ(Starts({Counting(9), 3, 4}), (std::vector<Index>{0, 1, 4, 5}));
    EXPECT_EQ(Starts({Counting(9), 3, 3}), (std::vector<Index>{0, 3, 6}));
    EXPECT_EQ(Starts({Counting(9), 3, 100}).size(), 7u);
}

TEST(WindowSet, RefusesATableWithoutAWindow)
{
    ExpectInputError([] { WindowSet(Counting(3), 4); }, "a table of 3 rows, expected at least 4");
    ExpectInputError([] { WindowSet(Counting(30), 4, 3); },
                     "blocks of 3 rows, expected at least 4");
}

TEST(WindowSet, FlatHasOneFeatureAfterTheOther)
{
    const Eigen::MatrixXd flat = WindowSet(Counting(3), 2).Flat();
    ASSERT_EQ(flat.rows(), 2);
    EXPECT_EQ(flat.row(1).transpose(), Values({1, 2, 101, 102}));
}

TEST(WindowSet, ValuesRepeatWhatWindowsShare)
{
    const WindowSet windows(Counting(3), 2);
    EXPECT_EQ(windows.Values(0), Values({0, 1, 1, 2}));
    EXPECT_EQ(windows.Rows().col(1), Values({100, 101, 101, 102}));
    EXPECT_EQ(windows.TableRows().rows(), 3);
}

TEST(WindowSet, SelectsWindowsAndFeaturesInTheGivenOrder)
{
    const WindowSet windows(Counting(6), 3);
    EXPECT_EQ(Starts(windows.Select({3, 0, 3})), (std::vector<Index>{3, 0, 3}));
    const WindowSet swapped = windows.SelectFeatures({1, 0});
    EXPECT_EQ(swapped.Names(), (std::vector<std::string>{"b", "a"}));
    EXPECT_EQ(swapped.Window(1).row(0), Eigen::RowVector2d(101, 1));
}

TEST(WindowSet, SpacedCoversTheWholeSet)
{
    const WindowSet windows(Counting(12), 3);
    EXPECT_EQ(Starts(windows.Spaced(3)), (std::vector<Index>{0, 3, 6}));
    EXPECT_EQ(windows.Spaced(99).Count(), 10);
}

TEST(WindowSet, DrawsTheSameWindowsForTheSameSeed)
{
    const WindowSet windows(Counting(1000), 3);
    EXPECT_EQ(Starts(windows.Draw(50, 7)), Starts(windows.Draw(50, 7)));
    EXPECT_NE(Starts(windows.Draw(50, 7)), Starts(windows.Draw(50, 8)));
    EXPECT_EQ(windows.Draw(5000, 1).Count(), 5000) << "with replacement";
}

TEST(WindowSet, LiesWithinStretches)
{
    const WindowSet windows(Counting(9), 3, std::vector<Index>{4, 2, 3});
    EXPECT_EQ(Starts(windows), (std::vector<Index>{0, 1, 6}));
    EXPECT_THROW(WindowSet(Counting(4), 3, std::vector<Index>{2, 2}), InputError);
}

TEST(WindowSet, StepsFromOneWindowToTheNext)
{
    EXPECT_EQ(WindowSet(Counting(9), 3).Step(), 1);
    EXPECT_EQ(WindowSet(Counting(9), 3, 3).Step(), 3);
    EXPECT_EQ(WindowSet(Counting(9), 3).Select({0, 2, 6}).Step(), 2);
    EXPECT_EQ(WindowSet(Counting(9), 3).Select({0, 6}).Step(), 3) << "no row is shared";
    EXPECT_EQ(Starts(WindowSet(Counting(9), 3).EachStep(2)), (std::vector<Index>{0, 2, 4, 6}));
    EXPECT_EQ(Starts(WindowSet(Counting(9), 3, std::vector<Index>{4, 5}).EachStep(3)),
              (std::vector<Index>{0, 4}));
}

TEST(WindowSet, ThinnedSharesRowsOnlyWhereThereAreTooFewWindows)
{
    const WindowSet windows(Counting(31), 3); // 29 of them, ten side by side
    const auto some = windows.Thinned(6, 3, 1);
    EXPECT_EQ(some.Count(), 6);
    EXPECT_EQ(some.Step(), 3);
    EXPECT_EQ(Starts(some), Starts(windows.Thinned(6, 3, 1)));
    EXPECT_NE(Starts(some), Starts(windows.Thinned(6, 3, 2)));
    EXPECT_GE(windows.Thinned(12, 3, 1).Step(), 2) << "15 at every second row";
    EXPECT_EQ(windows.Thinned(12, 3, 1).Count(), 12);
    EXPECT_EQ(windows.Thinned(28, 3, 1).Count(), 28);
    EXPECT_EQ(windows.Thinned(99, 3, 1).Count(), 29);
}

} // namespace
