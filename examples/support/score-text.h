/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SCORE_TEXT_H
#define SYNTHNET_SCORE_TEXT_H

#include "ns3/evaluation.h"

#include <ostream>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @brief Prints the scores as a table: "median [5th, 95th percentile]" of the synthetic windows,
/// and of real ones in their place, and the limits of what is as real.
void PrintScores(std::ostream& stream, const std::vector<Score>& scores);

} // namespace ns3::synthnet

#endif // SYNTHNET_SCORE_TEXT_H
