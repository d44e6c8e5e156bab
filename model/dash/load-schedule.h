/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_LOAD_SCHEDULE_H
#define SYNTHNET_LOAD_SCHEDULE_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dash
/// One line of a schedule file: from a time on there are so many clients.
struct LoadScheduleEntry
{
    double seconds;   //!< since the load began, from 0 to 1e9
    uint32_t clients; //!< until the next entry, at most 1e6
};

/**
 * @ingroup synthnet-dash
 * @brief Parses a schedule: `SECONDS CLIENTS` on each line, times ascending.
 *
 * Blanks and tabs separate; empty lines and what follows a `#` do not count.
 *
 * @param text the file's content
 * @param file its name, for messages
 * @return at least one entry
 * @throws InputError FILE:LINE with what was expected, at the first line that is wrong
 */
std::vector<LoadScheduleEntry> ParseLoadSchedule(std::string_view text, const std::string& file);

/**
 * @ingroup synthnet-dash
 * @brief Reads and parses a schedule file.
 * @throws InputError as ParseLoadSchedule(), or when the file cannot be read
 */
std::vector<LoadScheduleEntry> ReadLoadSchedule(const std::string& file);

} // namespace ns3::synthnet

#endif // SYNTHNET_LOAD_SCHEDULE_H
