/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DISCRIMINATIVE_SCORE_H
#define SYNTHNET_DISCRIMINATIVE_SCORE_H

#include "ns3/window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief How well a recurrent network tells other windows from real ones: |accuracy − 0.5| on a
 * fifth of the windows that it did not learn from.
 *
 * A GRU of half as many units as features, a linear layer on its last state, Adam at 1e-3, 2,000
 * batches of 128 windows of each side. Both sides are thinned to equally many windows. Windows that
 * overlap may be on both sides of the split, as in the paper's own code.
 *
 * Source: Yoon et al., NeurIPS 2019, metrics/discriminative_metrics.py.
 */
class DiscriminativeScore : public WindowScore
{
  public:
    /// @param steps batches that it learns from
    explicit DiscriminativeScore(Eigen::Index steps = 2000);

    /// @throws InputError when a side has fewer than five windows
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const override;
    Eigen::Index FewestWindows() const override;

  private:
    Eigen::Index m_steps;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DISCRIMINATIVE_SCORE_H
