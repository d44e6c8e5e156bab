/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DISTRIBUTION_DISTANCES_H
#define SYNTHNET_DISTRIBUTION_DISTANCES_H

#include <Eigen/Core>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief One feature's part of the metric M of the TimeGAN tutorial (its Equation 1).
 *
 * With both samples scaled by the real one's minimum and maximum,
 * |IQR(real) − IQR(synthetic)| + |median(real) − median(synthetic)|.
 * M of a table is the sum over its features; the smaller the better.
 *
 * @param real, synthetic at least one value each; NaN are left out
 * @return at least 0; 0 when the real values are all equal
 * @throws std::invalid_argument when a sample is empty
 */
double FeatureM(const Eigen::Ref<const Eigen::VectorXd>& real,
                const Eigen::Ref<const Eigen::VectorXd>& synthetic);

/**
 * @ingroup synthnet-dataset
 * @brief The two-sample Kolmogorov–Smirnov statistic sup |F(x) − G(x)| over the empirical
 * distribution functions, right also where values tie within and between the samples.
 * @param a, b at least one value each; NaN are left out
 * @return in [0, 1]
 * @throws std::invalid_argument when a sample is empty
 */
double KolmogorovSmirnov(const Eigen::Ref<const Eigen::VectorXd>& a,
                         const Eigen::Ref<const Eigen::VectorXd>& b);

/**
 * @ingroup synthnet-dataset
 * @brief The Wasserstein-1 (earth mover's) distance ∫ |F(x) − G(x)| dx between the empirical
 * distributions.
 * @param a, b at least one value each; NaN are left out
 * @return at least 0, in the unit of the values
 * @throws std::invalid_argument when a sample is empty
 */
double Wasserstein1(const Eigen::Ref<const Eigen::VectorXd>& a,
                    const Eigen::Ref<const Eigen::VectorXd>& b);

} // namespace ns3::synthnet

#endif // SYNTHNET_DISTRIBUTION_DISTANCES_H
