/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FRECHET_DISTANCE_H
#define SYNTHNET_FRECHET_DISTANCE_H

#include <Eigen/Core>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief The Fréchet distance between the normal distributions that have the samples' means and
 * covariances: |m₁ − m₂|² + tr(C₁ + C₂ − 2 √(C₁C₂)) (Dowson and Landau, 1982; as FID, Heusel et
 * al., NeurIPS 2017).
 *
 * It is biased upwards when there are few samples: compare figures of equally many.
 *
 * @param a, b [samples, features], at least two samples each, equally many features
 * @return at least 0, in the square of the features' unit
 */
double FrechetDistance(const Eigen::Ref<const Eigen::MatrixXd>& a,
                       const Eigen::Ref<const Eigen::MatrixXd>& b);

} // namespace ns3::synthnet

#endif // SYNTHNET_FRECHET_DISTANCE_H
