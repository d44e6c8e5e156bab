/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "load-schedule.h"

#include "ns3/input-error.h"
#include "ns3/input-file.h"

#include <algorithm>
#include <charconv>

namespace ns3::synthnet
{

namespace
{

constexpr double MAX_SECONDS = 1e9;
constexpr uint32_t MAX_CLIENTS = 1000000;
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

/// @return whether the whole word is a number
template <typename Number>
bool
ParseWhole(std::string_view word, Number& number)
{
    const char* end = word.data() + word.size();
    const auto result = std::from_chars(word.data(), end, number);
    return result.ec == std::errc() && result.ptr == end;
}

/// What is wrong in a message: one line, whatever the file holds.
std::string
Quote(std::string_view word)
{
    std::string quoted(word.substr(0, 40));
    std::replace_if(
        quoted.begin(),
        quoted.end(),
        [](unsigned char c) { return c < 0x20 || c == 0x7f; },
        '?');
    return "'" + quoted + "'";
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
        LoadScheduleEntry entry{};
        if (!ParseWhole(seconds, entry.seconds) ||
            !(entry.seconds >= 0 && entry.seconds <= MAX_SECONDS))
        {
            throw InputError(file,
                             number,
                             "the time is " + Quote(seconds) + ", expected seconds from 0 to 1e9");
        }
        if (!ParseWhole(clients, entry.clients) || entry.clients > MAX_CLIENTS)
        {
            throw InputError(file,
                             number,
                             "the number of clients is " + Quote(clients) +
                                 ", expected an integer from 0 to " + std::to_string(MAX_CLIENTS));
        }
        if (!schedule.empty() && entry.seconds <= schedule.back().seconds)
        {
            throw InputError(file,
                             number,
                             "the time is " + Quote(seconds) +
                                 ", expected one after that of the line before");
        }
        schedule.push_back(entry);
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
