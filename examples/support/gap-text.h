/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GAP_TEXT_H
#define SYNTHNET_GAP_TEXT_H

#include "ns3/gap.h"
#include "ns3/network-figures.h"

#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @brief Prints each feature's distances and the sums of M, one run or "mean [min, max]" of runs.
void PrintGaps(std::ostream& stream, const std::vector<std::vector<FeatureGap>>& runs);

/**
 * @ingroup synthnet-programs
 * @brief Prints the real figures beside those of the runs.
 * @param kind what the runs are, for the title of their column
 * @param runs how many runs the figures come from
 */
void PrintFigures(std::ostream& stream,
                  const std::vector<FigureComparison>& figures,
                  const std::string& kind,
                  std::size_t runs);

} // namespace ns3::synthnet

#endif // SYNTHNET_GAP_TEXT_H
