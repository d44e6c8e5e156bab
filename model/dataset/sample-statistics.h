/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SAMPLE_STATISTICS_H
#define SYNTHNET_SAMPLE_STATISTICS_H

#include <Eigen/Core>

#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dataset
/// @return the values that are not NaN, ascending
std::vector<double> Sorted(const Eigen::Ref<const Eigen::VectorXd>& values);

/**
 * @ingroup synthnet-dataset
 * @brief A quantile with linear interpolation between order statistics, NumPy's default (type 7
 * of Hyndman and Fan): the value at position p·(n − 1) of the sorted values, counted from 0.
 * @param sorted ascending, at least one
 * @param p in [0, 1]
 * @throws std::invalid_argument when @p sorted is empty or @p p out of range
 */
double QuantileOfSorted(const std::vector<double>& sorted, double p);

/// @ingroup synthnet-dataset
/// @return QuantileOfSorted() of the values that are not NaN; NaN when there is none
double Quantile(const Eigen::Ref<const Eigen::VectorXd>& values, double p);

/// @ingroup synthnet-dataset
/// @return the mean of the values that are not NaN; NaN when there is none
double Mean(const Eigen::Ref<const Eigen::VectorXd>& values);

/**
 * @ingroup synthnet-dataset
 * @brief The mean of each value and its neighbours, as many before as after.
 *
 * At the ends fewer values are averaged; NaN are left out.
 * @param values the series
 * @param window number of values averaged, an even one is taken as the next odd one
 */
Eigen::VectorXd MovingAverage(const Eigen::Ref<const Eigen::VectorXd>& values, Eigen::Index window);

} // namespace ns3::synthnet

#endif // SYNTHNET_SAMPLE_STATISTICS_H
