/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MEAN_INTERVAL_H
#define SYNTHNET_MEAN_INTERVAL_H

#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dataset
/// @brief A mean and where it may lie.
struct MeanInterval
{
    double mean{0};
    double low{0};  //!< NaN when there is one sample only
    double high{0}; //!< likewise
};

/**
 * @ingroup synthnet-dataset
 * @brief The mean of independent samples, with its interval of confidence by Student's t.
 * @param samples at least one
 * @param confidence in (0, 1)
 */
MeanInterval MeanWithInterval(const std::vector<double>& samples, double confidence = 0.95);

/**
 * @ingroup synthnet-dataset
 * @brief How much one thing is above another under the same conditions: MeanWithInterval() of the
 * differences.
 * @param a, b as long as one another, at least one; a pair shares its conditions, such as a seed
 */
MeanInterval PairedDifference(const std::vector<double>& a,
                              const std::vector<double>& b,
                              double confidence = 0.95);

} // namespace ns3::synthnet

#endif // SYNTHNET_MEAN_INTERVAL_H
