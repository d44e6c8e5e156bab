/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "input-text.h"

namespace ns3::synthnet
{

std::string
QuoteInput(std::string_view text)
{
    constexpr std::size_t LONGEST = 60;
    std::string quoted = "'";
    for (const char c : text.substr(0, LONGEST))
    {
        quoted += c >= ' ' && c <= '~' ? c : '?';
    }
    return quoted + (text.size() > LONGEST ? "...'" : "'");
}

} // namespace ns3::synthnet
