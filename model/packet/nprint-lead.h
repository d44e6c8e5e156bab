/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NPRINT_LEAD_H
#define SYNTHNET_NPRINT_LEAD_H

#include "nprint-layout.h"
#include "nprint-row.h"

#include <string>
#include <string_view>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// Reads what a row has in a column in front of its bits.
/// @return false when @p text is not what it must be
bool ParseLead(std::string_view text, NprintLayout::Lead lead, NprintRow& row);

/// @ingroup synthnet-packet
/// @return what ParseLead() expects, for messages: "µs since the previous packet"
std::string ExpectedLead(NprintLayout::Lead lead);

/// @ingroup synthnet-packet
/// @brief Writes a row's columns in front of its bits, each with a comma behind it.
void AppendLeads(std::string& text, const NprintLayout& layout, const NprintRow& row);

} // namespace ns3::synthnet

#endif // SYNTHNET_NPRINT_LEAD_H
