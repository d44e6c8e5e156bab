/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MEASURE_NOTES_H
#define SYNTHNET_MEASURE_NOTES_H

#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-report
/// @return what a score of this name says and what it does not, in two sentences; empty when
/// unknown
std::string MeasureNote(const std::string& measure);

} // namespace ns3::synthnet

#endif // SYNTHNET_MEASURE_NOTES_H
