/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FOREST_DETECTOR_H
#define SYNTHNET_FOREST_DETECTOR_H

#include "window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief How well a random forest tells windows apart: |accuracy − 0.5|, from 0 to 0.5.
 *
 * It sees the levels and the first differences of every feature. Both sides are thinned to equally
 * many windows at equal distances over the whole table. The accuracy is that of five folds, each a
 * contiguous fifth of either table; windows that share a row with the fifth left out are not
 * learned from, or overlapping windows would be recognized instead of told apart. The other side is
 * first brought InTheOrderOf() the real one, so that both sides miss the same fifth.
 */
class ForestDetector : public WindowScore
{
  public:
    /**
     * @param trees of a forest, at least 1
     * @param mostWindows used of either side, at least 5
     */
    explicit ForestDetector(Eigen::Index trees = 200, Eigen::Index mostWindows = 1200);

    /// @throws InputError when a side has fewer than five windows
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const override;
    Eigen::Index FewestWindows() const override;

  private:
    Eigen::Index m_trees;
    Eigen::Index m_mostWindows;
};

/**
 * @ingroup synthnet-dataset
 * @brief Windows to learn from and windows to test on, which share no row.
 */
struct WindowFold
{
    /**
     * @param windows whose order decides the parts
     * @param fold which part of them to test on, 0 … folds − 1
     * @param folds of equally many windows
     */
    WindowFold(const WindowSet& windows, Eigen::Index fold, Eigen::Index folds);

    std::vector<Eigen::Index> learned;
    std::vector<Eigen::Index> tested;
};

/**
 * @ingroup synthnet-dataset
 * @brief Orders windows that are in no order, as a generator draws them, like the real ones are in
 * time, where a feature tells the time.
 *
 * A counter that grows over the session does. A classifier that learns from four fifths of the real
 * session, but of synthetic windows from all of it, would take the levels of the last fifth for
 * synthetic, and be wrong more often than chance on windows that nobody can tell apart.
 *
 * @param real in the order of their rows
 * @param other of the same features
 * @return the other windows by their mean of the feature whose mean in a real window correlates
 * most with its time; as they are when no correlation is 0.9 or stronger
 */
WindowSet InTheOrderOf(const WindowSet& real, const WindowSet& other);

/// @ingroup synthnet-dataset
/// @return for each window its levels, then its first differences, feature by feature
Eigen::MatrixXd LevelsAndDifferences(const WindowSet& windows);

} // namespace ns3::synthnet

#endif // SYNTHNET_FOREST_DETECTOR_H
