/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "option-values.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <sstream>
#include <system_error>

namespace ns3::synthnet
{

bool
ParseChoice(const std::string& option,
            const std::string& value,
            const std::string& no,
            const std::string& yes)
{
    return ParseOneOf(option, value, {no, yes}) == 1;
}

std::string
AnyOf(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
    {
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    }
    return text;
}

std::size_t
ParseOneOf(const std::string& option,
           const std::string& value,
           const std::vector<std::string>& choices)
{
    const auto found = std::find(choices.begin(), choices.end(), value);
    if (found == choices.end())
    {
        throw InputError("bad value '" + value + "' of --" + option + ", expected " +
                         AnyOf(choices));
    }
    return static_cast<std::size_t>(found - choices.begin());
}

std::vector<std::string>
ParseList(const std::string& value)
{
    std::vector<std::string> items;
    std::istringstream stream(value);
    for (std::string item; std::getline(stream, item, ',');)
    {
        if (!item.empty())
        {
            items.push_back(item);
        }
    }
    return items;
}

std::vector<std::string>
ParseNames(const std::string& option, const std::string& value)
{
    const auto names = ParseList(value);
    for (auto name = names.begin(); name != names.end(); ++name)
    {
        if (std::find(names.begin(), name, *name) != name)
        {
            throw InputError("--" + option + " names '" + *name + "' twice, expected each once");
        }
    }
    return names;
}

std::vector<std::string>
ParsePictureFormats(const std::string& value)
{
    auto formats = value == "none" ? std::vector<std::string>{} : ParseNames("pictures", value);
    for (const auto& format : formats)
    {
        if (format != "png" && format != "svg")
        {
            throw InputError("bad value '" + format + "' of --pictures, expected png, svg or none");
        }
    }
    return formats;
}

int64_t
NeedAtLeast(const std::string& option, int64_t value, int64_t least)
{
    if (value < least)
    {
        throw InputError("bad value " + std::to_string(value) + " of --" + option +
                         ", expected at least " + std::to_string(least));
    }
    return value;
}

int64_t
NeedWithin(const std::string& option, int64_t value, int64_t least, int64_t most)
{
    if (value < least || value > most)
    {
        throw InputError("bad value " + std::to_string(value) + " of --" + option + ", expected " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
    return value;
}

int64_t
ParseWithin(const std::string& option, const std::string& value, int64_t least, int64_t most)
{
    const bool isHex = value.rfind("0x", 0) == 0;
    const char* end = value.data() + value.size();
    int64_t number = 0;
    const auto [stop, error] =
        std::from_chars(value.data() + (isHex ? 2 : 0), end, number, isHex ? 16 : 10);
    if (value.empty() || stop != end || error != std::errc() || number < least || number > most)
    {
        throw InputError("bad value '" + value + "' of --" + option + ", expected " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

void
PrintNote(const std::string& note)
{
    if (!note.empty())
    {
        std::cerr << note << std::endl;
    }
}

} // namespace ns3::synthnet
