/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DECIMALS_H
#define SYNTHNET_DECIMALS_H

#include <Eigen/Core>

namespace ns3::synthnet
{

constexpr int MOST_DECIMALS = 9; //!< of what was measured; more are the result of arithmetic

/**
 * @ingroup synthnet-dataset
 * @brief The decimals that a column's values were written with.
 *
 * One value alone with more than MOST_DECIMALS beside values with fewer is a mean that cleaning
 * put in the place of missing ones, and does not count: when it is the mean of the others, or
 * there are ten others at least, of which later steps may have dropped some.
 *
 * @param values finite
 * @return 0 when all are integers; MOST_DECIMALS + 1 when they have more than MOST_DECIMALS
 */
int DecimalsOf(const Eigen::Ref<const Eigen::VectorXd>& values);

/// @ingroup synthnet-dataset
/// @return the value with that many decimals; as it is with more than MOST_DECIMALS
double RoundTo(double value, int decimals);

} // namespace ns3::synthnet

#endif // SYNTHNET_DECIMALS_H
