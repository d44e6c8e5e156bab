/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-lead.h"

#include "time-units.h"

#include "ns3/input-text.h"

#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>

namespace ns3::synthnet
{
namespace
{

constexpr int64_t MOST_TIME = int64_t{1} << 53; // seconds or µs

std::optional<int64_t>
ParseTime(std::string_view text, NprintLayout::Lead lead)
{
    const auto number = ParseWhole<int64_t>(text);
    const int64_t least = lead == NprintLayout::Lead::RTS ? -MOST_TIME : 0;
    const int64_t most =
        lead == NprintLayout::Lead::MICROSECONDS ? MICROSECONDS_IN_SECOND - 1 : MOST_TIME;
    return number && *number >= least && *number <= most ? number : std::nullopt;
}

void
AppendNumber(std::string& text, int64_t number)
{
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    text.append(digits, end);
}

} // namespace

bool
ParseLead(std::string_view text, NprintLayout::Lead lead, NprintRow& row)
{
    switch (lead)
    {
    case NprintLayout::Lead::INDEX:
        row.index = text;
        return true;
    case NprintLayout::Lead::RTS:
        row.rts = ParseTime(text, lead);
        return row.rts.has_value();
    case NprintLayout::Lead::SECONDS:
        row.seconds = ParseTime(text, lead);
        return row.seconds.has_value();
    case NprintLayout::Lead::MICROSECONDS:
        row.microseconds = ParseTime(text, lead);
        return row.microseconds.has_value();
    }
    return false;
}

std::string
ExpectedLead(NprintLayout::Lead lead)
{
    switch (lead)
    {
    case NprintLayout::Lead::INDEX:
        return "any text";
    case NprintLayout::Lead::RTS:
        return "µs since the previous packet";
    case NprintLayout::Lead::SECONDS:
        return "seconds since 1970";
    case NprintLayout::Lead::MICROSECONDS:
        return "0 to 999999 µs";
    }
    return "";
}

void
AppendLeads(std::string& text, const NprintLayout& layout, const NprintRow& row)
{
    for (const NprintLayout::Lead lead : layout.Leads())
    {
        switch (lead)
        {
        case NprintLayout::Lead::INDEX:
            text += row.index;
            break;
        case NprintLayout::Lead::RTS:
            AppendNumber(text, row.rts.value_or(0));
            break;
        case NprintLayout::Lead::SECONDS:
            AppendNumber(text, row.seconds.value_or(0));
            break;
        case NprintLayout::Lead::MICROSECONDS:
            AppendNumber(text, row.microseconds.value_or(0));
            break;
        }
        text += ',';
    }
}

} // namespace ns3::synthnet
