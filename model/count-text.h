/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COUNT_TEXT_H
#define SYNTHNET_COUNT_TEXT_H

#include <cstdint>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet
/// @param thing whose plural ends in s
/// @return "1 row", "2 rows"
inline std::string
CountText(int64_t count, const std::string& thing)
{
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

} // namespace ns3::synthnet

#endif // SYNTHNET_COUNT_TEXT_H
