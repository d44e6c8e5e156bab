/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "values.h"

#include "ns3/forest-detector.h"
#include "ns3/random-draws.h"
#include "ns3/random-forest.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;
using Eigen::MatrixXd;

MatrixXd
Noise(Index rows, Index columns, uint64_t seed)
{
    RandomDraws draws(seed);
    return MatrixXd::NullaryExpr(rows, columns, [&draws] { return draws.Normal(); });
}

/// @return the share of samples that the forest gets right
double
Accuracy(const RandomForest& forest, const MatrixXd& samples, const std::vector<bool>& isSecond)
{
    const Eigen::VectorXd shares = forest.Predict(samples);
    double right = 0;
    for (Index sample = 0; sample < samples.rows(); ++sample)
    {
        right += (shares(sample) > 0.5) == isSecond[static_cast<std::size_t>(sample)] ? 1 : 0;
    }
    return right / static_cast<double>(samples.rows());
}

/// Each column's sign alone says nothing, the product of two says all.
std::vector<bool>
SignsDiffer(const MatrixXd& samples)
{
    std::vector<bool> isSecond;
    for (Index sample = 0; sample < samples.rows(); ++sample)
    {
        isSecond.push_back((samples(sample, 0) > 0) != (samples(sample, 1) > 0));
    }
    return isSecond;
}

TEST(RandomForest, LearnsWhatNoSingleFeatureTells)
{
    const MatrixXd train = Noise(2000, 4, 1);
    const MatrixXd test = Noise(500, 4, 2);
    const RandomForest forest(train, SignsDiffer(train), 100, 1);
    EXPECT_GT(Accuracy(forest, test, SignsDiffer(test)), 0.93);
}

TEST(RandomForest, LearnsNothingFromNoise)
{
    const MatrixXd train = Noise(600, 10, 1);
    const MatrixXd test = Noise(2000, 10, 2);
    std::vector<bool> isSecond(600);
    std::vector<bool> testIsSecond(2000);
    for (std::size_t i = 0; i < testIsSecond.size(); ++i)
    {
        testIsSecond[i] = i % 2 == 0;
        isSecond[i % 600] = i % 2 == 0;
    }
    EXPECT_NEAR(Accuracy(RandomForest(train, isSecond, 50, 1), test, testIsSecond), 0.5, 0.04);
}

TEST(RandomForest, TellsTheShareOfWhatItCannotTellApart)
{
    std::vector<bool> isSecond(1000, false);
    std::fill_n(isSecond.begin(), 300, true);
    const RandomForest forest(MatrixXd::Ones(1000, 3), isSecond, 200, 1);
    EXPECT_NEAR(forest.Predict(MatrixXd::Ones(1, 3))(0), 0.3, 0.01); // of bootstrap samples
}

TEST(RandomForest, SplitsInTheMiddleBetweenNeighbours)
{
    const MatrixXd train = Values({0, 0, 0, 0, 1, 1, 1, 1});
    const RandomForest forest(train, {false, false, false, false, true, true, true, true}, 50, 1);
    EXPECT_LT(forest.Predict(Values({0.49}))(0), 0.05);
    EXPECT_GT(forest.Predict(Values({0.51}))(0), 0.95);
}

TEST(RandomForest, DoesNotSeeMonotoneScales)
{
    const MatrixXd train = Noise(300, 4, 3); // fewer values than bins, so each has its own
    const auto isSecond = SignsDiffer(train);
    const MatrixXd scaled = train.array().exp();
    const Eigen::VectorXd shares = RandomForest(train, isSecond, 20, 5).Predict(train);
    EXPECT_TRUE(RandomForest(scaled, isSecond, 20, 5).Predict(scaled).isApprox(shares));
}

TEST(RandomForest, IsTheSameForTheSameSeed)
{
    const MatrixXd train = Noise(400, 6, 4);
    const auto isSecond = SignsDiffer(train);
    const MatrixXd test = Noise(100, 6, 5);
    const auto shares = [&](uint64_t seed) -> Eigen::VectorXd {
        return RandomForest(train, isSecond, 20, seed).Predict(test);
    };
    EXPECT_EQ(shares(1), shares(1));
    EXPECT_NE(shares(1), shares(2));
}

TEST(RandomForest, RefusesClassesThatDoNotFit)
{
    EXPECT_THROW(RandomForest(Noise(3, 2, 1), {true, false}, 10, 1), std::invalid_argument);
    EXPECT_THROW(RandomForest(Noise(2, 2, 1), {true, false}, 0, 1), std::invalid_argument);
}

WindowSet
Windows(const MatrixXd& rows, Index seqLen, Index block = 0)
{
    std::vector<std::string> names;
    for (Index column = 0; column < rows.cols(); ++column)
    {
        names.push_back(std::to_string(column));
    }
    return {Table(names, rows), seqLen, block};
}

TEST(LevelsAndDifferences, StandOneAfterTheOther)
{
    MatrixXd rows(3, 2);
    rows << 1, 10, 4, 20, 9, 50;
    const MatrixXd samples = LevelsAndDifferences(Windows(rows, 3));
    ASSERT_EQ(samples.rows(), 1);
    EXPECT_EQ(samples.row(0).transpose(), Values({1, 4, 9, 10, 20, 50, 3, 5, 10, 30}));
}

TEST(WindowFold, LearnsFromNoRowThatItIsTestedOn)
{
    const auto windows = Windows(Noise(100, 1, 1), 8, 50); // 43 windows in either stretch
    std::vector<bool> tested(static_cast<std::size_t>(windows.Count()), false);
    for (Index number = 0; number < 5; ++number)
    {
        const WindowFold fold(windows, number, 5);
        std::vector<bool> rows(100, false);
        for (const Index window : fold.tested)
        {
            EXPECT_FALSE(tested[static_cast<std::size_t>(window)]) << "each is tested once";
            tested[static_cast<std::size_t>(window)] = true;
            std::fill_n(rows.begin() + windows.Start(window), 8, true);
        }
        for (const Index window : fold.learned)
        {
            const auto first = rows.begin() + windows.Start(window);
            EXPECT_EQ(std::find(first, first + 8, true), first + 8) << window;
        }
        EXPECT_GE(fold.learned.size(), 86u - 18 - 14) << "no more are left out than overlap";
    }
    EXPECT_EQ(std::count(tested.begin(), tested.end(), true), windows.Count());
}

TEST(ForestDetector, CannotTellWindowsOfOneProcessApart)
{
    const ForestDetector detector(50);
    EXPECT_LT(detector.Compare(Windows(Noise(2000, 2, 1), 8), Windows(Noise(2000, 2, 2), 8), 1),
              0.06);
}

/// A counter, and noise.
MatrixXd
Session(Index rows)
{
    MatrixXd values = Noise(rows, 2, 5);
    for (Index row = 0; row < rows; ++row)
    {
        values(row, 1) = static_cast<double>(row);
    }
    return values;
}

/// The rows of windows at random places, one window after another.
MatrixXd
DrawnWindows(const MatrixXd& values, Index windows, Index seqLen)
{
    RandomDraws draws(6);
    MatrixXd drawn(windows * seqLen, values.cols());
    for (Index window = 0; window < windows; ++window)
    {
        const auto start =
            static_cast<Index>(draws.Index(static_cast<uint64_t>(values.rows() - seqLen + 1)));
        drawn.middleRows(window * seqLen, seqLen) = values.middleRows(start, seqLen);
    }
    return drawn;
}

TEST(InTheOrderOf, IsThatOfAFeatureThatTellsTheTime)
{
    const auto real = Windows(Session(200), 4);
    const auto ordered = InTheOrderOf(real, Windows(DrawnWindows(Session(200), 50, 4), 4, 4));
    for (Index window = 1; window < ordered.Count(); ++window)
    {
        EXPECT_LE(ordered.Window(window - 1)(0, 1), ordered.Window(window)(0, 1));
    }
    const auto falling = Windows(-Session(200), 4);
    const auto back = InTheOrderOf(falling, Windows(-DrawnWindows(Session(200), 50, 4), 4, 4));
    EXPECT_GE(back.Window(0)(0, 1), back.Window(49)(0, 1));
}

TEST(InTheOrderOf, IsAsItWasWhenNoFeatureTellsTheTime)
{
    const auto other = Windows(Noise(100, 2, 2), 4);
    EXPECT_EQ(InTheOrderOf(Windows(Noise(400, 2, 1), 4), other).Rows(), other.Rows());
}

TEST(ForestDetector, CannotTellASessionsOwnWindowsApartThoughACounterTellsTheirTime)
{
    const MatrixXd session = Session(1200);
    EXPECT_LT(ForestDetector(50).Compare(Windows(session, 8),
                                         Windows(DrawnWindows(session, 300, 8), 8, 8),
                                         1),
              0.06);
}

TEST(ForestDetector, SeesAShiftOfTheLevels)
{
    const MatrixXd shifted = Noise(400, 2, 2).array() + 6;
    EXPECT_EQ(ForestDetector(50).Compare(Windows(Noise(400, 2, 1), 8), Windows(shifted, 8), 1),
              0.5);
}

TEST(ForestDetector, SeesTheDirectionOfTime)
{
    MatrixXd ramps(2000, 1);
    for (Index row = 0; row < ramps.rows(); ++row)
    {
        ramps(row, 0) = static_cast<double>(row * 7 % 20); // the same levels up and down
    }
    const MatrixXd reversed = ramps.colwise().reverse();
    EXPECT_EQ(ForestDetector(50).Compare(Windows(ramps, 6), Windows(reversed, 6), 1), 0.5);
}

TEST(ForestDetector, IsTheSameForTheSameSeed)
{
    const auto a = Windows(Noise(300, 2, 1), 8);
    const auto b = Windows(Noise(300, 2, 2), 8);
    EXPECT_EQ(ForestDetector(10).Compare(a, b, 3), ForestDetector(10).Compare(a, b, 3));
}

TEST(ForestDetector, NeedsFiveWindowsOfEachSide)
{
    ExpectInputError(
        [] {
            ForestDetector().Compare(Windows(Noise(100, 1, 1), 8), Windows(Noise(11, 1, 1), 8), 1);
        },
        "has 4 windows of a side, expected at least 5");
}

} // namespace
