/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FEATURE_SCORES_H
#define SYNTHNET_FEATURE_SCORES_H

#include "window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief The metric M of the TimeGAN tutorial: FeatureM() summed over the features, the rows of the
 * other windows against all rows of the real table.
 *
 * It is easily gamed: independently shuffled columns have nearly 0. The median of a feature with
 * two values about equally often flips on a coin, also between real windows.
 */
class MetricM : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

/// @ingroup synthnet-dataset
/// @brief KolmogorovSmirnov() of the other windows' rows against all rows of the real table, the
/// mean over the features, in [0, 1].
class MeanKolmogorovSmirnov : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

/// @ingroup synthnet-dataset
/// @brief Wasserstein1() of the other windows' rows against all rows of the real table, in parts of
/// the real range, the mean over the features.
class MeanWasserstein1 : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FEATURE_SCORES_H
