/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TABLE_RANKING_H
#define SYNTHNET_TABLE_RANKING_H

#include "observation.h"

#include <cstddef>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dataset
/// @return the metric M of a whole table against the real one (gap.h)
/// @throws InputError when @p other lacks a feature of @p real, which would make its M smaller
double WholeTableM(const Observation& real, const Observation& other);

/// @ingroup synthnet-dataset
/// @return the places of @p values, the smallest value first; equal ones stay in their order
std::vector<std::size_t> AscendingOrder(const std::vector<double>& values);

} // namespace ns3::synthnet

#endif // SYNTHNET_TABLE_RANKING_H
