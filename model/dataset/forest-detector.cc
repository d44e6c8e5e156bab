/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "forest-detector.h"

#include "random-forest.h"

#include "../input-error.h"

#include <algorithm>
#include <cmath>
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

} // namespace

WindowFold::WindowFold(const WindowSet& windows, Index fold, Index folds)
{
    const Index begin = fold * windows.Count() / folds;
    const Index end = (fold + 1) * windows.Count() / folds;
    const Index firstRow = windows.Start(begin);
    const Index lastRow = windows.Start(end - 1) + windows.SeqLen() - 1;
    for (Index window = 0; window < windows.Count(); ++window)
    {
        const Index start = windows.Start(window);
        if (window >= begin && window < end)
        {
            tested.push_back(window);
        }
        else if (start > lastRow || start + windows.SeqLen() - 1 < firstRow)
        {
            learned.push_back(window);
        }
    }
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
    const WindowSet other = allOther.Spaced(count);
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
