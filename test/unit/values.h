/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_VALUES_H
#define SYNTHNET_VALUES_H

#include <Eigen/Core>

#include <initializer_list>

namespace ns3::synthnet
{

/// A vector of a test's own numbers.
inline Eigen::VectorXd
Values(std::initializer_list<double> values)
{
    return Eigen::Map<const Eigen::VectorXd>(values.begin(),
                                             static_cast<Eigen::Index>(values.size()));
}

} // namespace ns3::synthnet

#endif // SYNTHNET_VALUES_H
