/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CORRELATION_DISTANCE_H
#define SYNTHNET_CORRELATION_DISTANCE_H

#include "window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Pearson's correlation of each column with each other.
 * @param rows [rows, columns]
 * @return [columns, columns], ones on the diagonal, zeros beside constant columns
 */
Eigen::MatrixXd CorrelationMatrix(const Eigen::Ref<const Eigen::MatrixXd>& rows);

/**
 * @ingroup synthnet-dataset
 * @brief The mean absolute difference between the correlations of all pairs of features, from 0
 * to 2.
 *
 * It looks at the values of one moment; dependence across time, and other than linear dependence,
 * it does not see. 0 when there is one feature.
 */
class CorrelationDistance : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

/**
 * @ingroup synthnet-dataset
 * @brief The correlational score of Diffusion-TS (Yuan and Qiao, ICLR 2024, after Liao et al.
 * 2020): a tenth of the sum of the absolute differences between the correlations of all pairs of
 * features.
 *
 * It grows with the number of pairs, so only tables of the same features can be compared by it.
 */
class CorrelationalScore : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CORRELATION_DISTANCE_H
