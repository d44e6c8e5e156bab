/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_KERNEL_DENSITY_H
#define SYNTHNET_KERNEL_DENSITY_H

#include <Eigen/Core>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Silverman's rule of thumb for the width of a Gaussian kernel:
 * 0.9 · min(standard deviation, IQR / 1.34) · n^(−1/5) (Density Estimation, 1986).
 * @param values at least one, without NaN
 * @return the deviation alone where the IQR is 0; 0 where all values are equal
 */
double SilvermanBandwidth(const Eigen::Ref<const Eigen::VectorXd>& values);

/**
 * @ingroup synthnet-dataset
 * @brief The density of values, smoothed by a Gaussian kernel.
 * @param values at least one, without NaN
 * @param at where to tell it
 * @param bandwidth the kernel's standard deviation, above 0
 * @return for each of @p at, in one over the values' unit
 */
Eigen::VectorXd KernelDensity(const Eigen::Ref<const Eigen::VectorXd>& values,
                              const Eigen::Ref<const Eigen::VectorXd>& at,
                              double bandwidth);

} // namespace ns3::synthnet

#endif // SYNTHNET_KERNEL_DENSITY_H
