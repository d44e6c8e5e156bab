/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PREDICTIVE_SCORE_H
#define SYNTHNET_PREDICTIVE_SCORE_H

#include "ns3/window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief How useful other windows are to learn a prediction of real ones: the mean absolute error
 * on all real windows of a network that learned from the others.
 *
 * It predicts the last feature a step ahead from all others at the steps so far; a single feature
 * from itself. A GRU of half as many units as features, a sigmoid head, Adam at 1e-3 on the
 * absolute error, 5,000 batches of 128 windows. The values are those of the windows, so the error
 * is in parts of the range that they were scaled by.
 *
 * Source: Yoon et al., NeurIPS 2019, metrics/predictive_metrics.py.
 */
class PredictiveScore : public WindowScore
{
  public:
    /// @param steps batches that it learns from
    explicit PredictiveScore(Eigen::Index steps = 5000);

    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed) const override;

  private:
    Eigen::Index m_steps;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PREDICTIVE_SCORE_H
