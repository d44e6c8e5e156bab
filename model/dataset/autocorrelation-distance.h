/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_AUTOCORRELATION_DISTANCE_H
#define SYNTHNET_AUTOCORRELATION_DISTANCE_H

#include "window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief The autocorrelation of a feature within windows: pairs of values never span two windows,
 * mean and variance are those of all windows.
 *
 * r(k) = mean of (x(t) − m)(x(t + k) − m) over all pairs in a window / mean of (x − m)².
 *
 * @param windows at least one
 * @param feature its index
 * @param maxLag less than the length of a window
 * @return the lags 1 … maxLag; zeros for a constant feature
 * @throws std::invalid_argument when a window is not longer than @p maxLag
 */
Eigen::VectorXd WindowAutocorrelation(const WindowSet& windows,
                                      Eigen::Index feature,
                                      Eigen::Index maxLag);

/**
 * @ingroup synthnet-dataset
 * @brief The mean absolute difference of WindowAutocorrelation() over the lags 1 … 10 and all
 * features that are not constant in the real windows.
 *
 * Blind to the values' distribution and to the dependence between features. Windows of at most ten
 * rows are compared over the lags that they have.
 */
class AutocorrelationDistance : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_AUTOCORRELATION_DISTANCE_H
