/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SHARE_TEXT_H
#define SYNTHNET_SHARE_TEXT_H

#include <cstdint>
#include <iomanip>
#include <sstream>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-programs
/// @return "1.06 %" of 2 decimals; "-" when the whole is 0
inline std::string
ShareText(uint64_t part, uint64_t whole, int decimals)
{
    if (whole == 0)
    {
        return "-";
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(decimals)
         << 100 * static_cast<double>(part) / static_cast<double>(whole) << " %";
    return text.str();
}

} // namespace ns3::synthnet

#endif // SYNTHNET_SHARE_TEXT_H
