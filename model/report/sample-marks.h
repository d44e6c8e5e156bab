/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SAMPLE_MARKS_H
#define SYNTHNET_SAMPLE_MARKS_H

#include "picture.h"

#include <Eigen/Core>

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief The empirical distribution function, one point a distinct value.
 * @param values at least one that is not NaN; those that are do not count
 * @param low, high where the curve begins and ends
 */
Curve CdfCurve(Side side, const Eigen::VectorXd& values, double low, double high);

/**
 * @ingroup synthnet-report
 * @brief Median and quartiles; whiskers as far as 1.5 times the distance of the quartiles, and
 * what lies beyond as points.
 * @param values at least one that is not NaN; those that are do not count
 */
Box BoxOf(Side side, const std::string& label, const Eigen::VectorXd& values);

} // namespace ns3::synthnet

#endif // SYNTHNET_SAMPLE_MARKS_H
