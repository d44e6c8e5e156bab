/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "load-schedule.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/input-text.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

constexpr double MAX_SECONDS = 1e9;
constexpr uint32_t MAX_CLIENTS = 1'000'000;
constexpr std::string_view BLANKS = " \t\r";

/// Cuts the first word off a line; an empty word when there is none.
std::string_view
TakeWord(std::string_view& line)
{
    line.remove_prefix(std::min(line.find_first_not_of(BLANKS), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(BLANKS));
    line.remove_prefix(word.size());
    return word;
}

} // namespace

std::vector<LoadScheduleEntry>
ParseLoadSchedule(std::string_view text, const std::string& file)
{
    std::vector<LoadScheduleEntry> schedule;
    std::size_t number = 0;
    while (!text.empty())
    {
        ++number;
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        line = line.substr(0, line.find('#'));

        const std::string_view seconds = TakeWord(line);
        const std::string_view clients = TakeWord(line);
        const std::string_view rest = TakeWord(line);
        if (seconds.empty())
        {
            continue;
        }
        if (clients.empty() || !rest.empty())
        {
            throw InputError(file, number, "expected SECONDS CLIENTS");
        }
        const auto time = ParseWhole<double>(seconds);
        if (!time || !(*time >= 0 && *time <= MAX_SECONDS))
        {
            throw InputError(file,
                             number,
                             "the time is " + QuoteInput(seconds) +
                                 ", expected seconds from 0 to 1e9");
        }
        const auto count = ParseWhole<uint32_t>(clients);
        if (!count || *count > MAX_CLIENTS)
        {
            throw InputError(file,
                             number,
                             "the number of clients is " + QuoteInput(clients) +
                                 ", expected an integer from 0 to " + std::to_string(MAX_CLIENTS));
        }
        if (!schedule.empty() && *time <= schedule.back().seconds)
        {
            throw InputError(file,
                             number,
                             "the time is " + QuoteInput(seconds) +
                                 ", expected one after that of the line before");
        }
        schedule.push_back({*time, *count});
    }
    if (schedule.empty())
    {
        throw InputError(file, 0, "the schedule is empty, expected lines of SECONDS CLIENTS");
    }
    return schedule;
}

std::vector<LoadScheduleEntry>
ReadLoadSchedule(const std::string& file)
{
    return ParseLoadSchedule(ReadInputFile(file, "a file of SECONDS CLIENTS lines"), file);
}

} // namespace ns3::synthnet
