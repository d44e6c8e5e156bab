/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "forest-detector.h"

#include "random-forest.h"

#include "../input-error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;

namespace
{

constexpr Index FOLDS = 5;

/// Samples of both sides, of which the real ones come first.
struct Samples
{
    std::vector<Index> rows;
    std::vector<bool> isOther;

    void Add(const std::vector<Index>& windows, Index first, bool other)
    {
        for (const Index window : windows)
        {
            rows.push_back(first + window);
            isOther.push_back(other);
        }
    }
};

/// @return the mean of each feature in each window, [windows, features]
MatrixXd
WindowMeans(const WindowSet& windows)
{
    MatrixXd means(windows.Count(), windows.TableRows().cols());
    for (Index window = 0; window < windows.Count(); ++window)
    {
        means.row(window) = windows.Window(window).colwise().mean();
    }
    return means;
}

/// @return Pearson's, 0 when a side is constant
double
Correlation(const Eigen::VectorXd& a, const Eigen::VectorXd& b)
{
    const Eigen::VectorXd x = a.array() - a.mean();
    const Eigen::VectorXd y = b.array() - b.mean();
    const double size = x.norm() * y.norm();
    return size > 0 ? x.dot(y) / size : 0;
}

} // namespace

WindowFold::WindowFold(const WindowSet& windows, Index fold, Index folds)
{
    const Index begin = fold * windows.Count() / folds;
    const Index end = (fold + 1) * windows.Count() / folds;
    std::vector<bool> isTested(static_cast<std::size_t>(windows.TableRows().rows()), false);
    for (Index window = begin; window < end; ++window)
    {
        tested.push_back(window);
        std::fill_n(isTested.begin() + windows.Start(window), windows.SeqLen(), true);
    }
    for (Index window = 0; window < windows.Count(); ++window)
    {
        const auto first = isTested.begin() + windows.Start(window);
        if (std::find(first, first + windows.SeqLen(), true) == first + windows.SeqLen())
        {
            learned.push_back(window);
        }
    }
}

WindowSet
InTheOrderOf(const WindowSet& real, const WindowSet& other)
{
    constexpr double TELLS_TIME = 0.9;
    const MatrixXd means = WindowMeans(real);
    Eigen::VectorXd time(real.Count());
    for (Index window = 0; window < real.Count(); ++window)
    {
        time(window) = static_cast<double>(real.Start(window));
    }
    Index clock = 0;
    double strongest = 0;
    for (Index feature = 0; feature < means.cols(); ++feature)
    {
        const double correlation = Correlation(means.col(feature), time);
        if (std::abs(correlation) > std::abs(strongest))
        {
            clock = feature;
            strongest = correlation;
        }
    }
    std::vector<Index> order(static_cast<std::size_t>(other.Count()));
    std::iota(order.begin(), order.end(), Index{0});
    if (std::abs(strongest) >= TELLS_TIME)
    {
        const Eigen::VectorXd told = WindowMeans(other).col(clock) * (strongest > 0 ? 1 : -1);
        std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
            return told(a) < told(b);
        });
    }
    return other.Select(order);
}

MatrixXd
LevelsAndDifferences(const WindowSet& windows)
{
    const MatrixXd levels = windows.Flat();
    const Index seqLen = windows.SeqLen();
    const auto features = static_cast<Index>(windows.Names().size());
    MatrixXd samples(levels.rows(), features * (2 * seqLen - 1));
    samples.leftCols(levels.cols()) = levels;
    for (Index feature = 0; feature < features; ++feature)
    {
        samples.middleCols(levels.cols() + feature * (seqLen - 1), seqLen - 1) =
            levels.middleCols(feature * seqLen + 1, seqLen - 1) -
            levels.middleCols(feature * seqLen, seqLen - 1);
    }
    return samples;
}

ForestDetector::ForestDetector(Index trees, Index mostWindows)
    : m_trees(trees),
      m_mostWindows(mostWindows)
{
}

Index
ForestDetector::FewestWindows() const
{
    return FOLDS;
}

double
ForestDetector::Compare(const WindowSet& allReal, const WindowSet& allOther, uint64_t seed) const
{
    const Index count = std::min({allReal.Count(), allOther.Count(), m_mostWindows});
    if (count < FOLDS)
    {
        throw InputError("the forest detector has " + std::to_string(count) +
                         " windows of a side, expected at least " + std::to_string(FOLDS));
    }
    const WindowSet real = allReal.Spaced(count);
    const WindowSet other = InTheOrderOf(real, allOther.Spaced(count));
    MatrixXd samples(2 * count, 0);
    {
        const MatrixXd a = LevelsAndDifferences(real);
        samples.resize(2 * count, a.cols());
        samples << a, LevelsAndDifferences(other);
    }
    Index right = 0;
    for (Index number = 0; number < FOLDS; ++number)
    {
        const WindowFold realFold(real, number, FOLDS);
        const WindowFold otherFold(other, number, FOLDS);
        if (realFold.learned.empty() || otherFold.learned.empty())
        {
            throw InputError("the forest detector has no window that shares no row with a fifth of "
                             "the others, expected more rows");
        }
        Samples learned;
        learned.Add(realFold.learned, 0, false);
        learned.Add(otherFold.learned, count, true);
        Samples tested;
        tested.Add(realFold.tested, 0, false);
        tested.Add(otherFold.tested, count, true);
        const RandomForest forest(MatrixXd(samples(learned.rows, Eigen::all)),
                                  learned.isOther,
                                  m_trees,
                                  seed * FOLDS + static_cast<uint64_t>(number));
        const Eigen::VectorXd shares = forest.Predict(MatrixXd(samples(tested.rows, Eigen::all)));
        for (std::size_t i = 0; i < tested.rows.size(); ++i)
        {
            right += (shares(static_cast<Index>(i)) > 0.5) == tested.isOther[i] ? 1 : 0;
        }
    }
    return std::abs(static_cast<double>(right) / static_cast<double>(2 * count) - 0.5);
}

} // namespace ns3::synthnet
