/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MEDIAN_H
#define SYNTHNET_MEDIAN_H

#include <algorithm>
#include <vector>

namespace ns3::synthnet
{

/// The middle one of an odd number of runs' figures.
inline double
Median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace ns3::synthnet

#endif // SYNTHNET_MEDIAN_H
