/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_JSON_DIFFERENCE_H
#define SYNTHNET_JSON_DIFFERENCE_H

#include <string>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet
 * @brief Compares two configurations.
 * @param found a JSON object
 * @param wanted a JSON object
 * @return empty when they are the same; else the members that differ, for a message:
 *         `steps 5, seed 1; expected steps 6, seed 2`
 */
std::string JsonDifference(std::string_view found, std::string_view wanted);

} // namespace ns3::synthnet

#endif // SYNTHNET_JSON_DIFFERENCE_H
