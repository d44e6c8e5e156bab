/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "option-values.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <iostream>
#include <sstream>

namespace ns3::synthnet
{

bool
ParseChoice(const std::string& option,
            const std::string& value,
            const std::string& no,
            const std::string& yes)
{
    if (value != no && value != yes)
    {
        throw InputError("bad value '" + value + "' of --" + option + ", expected " + no + " or " +
                         yes);
    }
    return value == yes;
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

void
PrintNote(const std::string& note)
{
    if (!note.empty())
    {
        std::cerr << note << std::endl;
    }
}

} // namespace ns3::synthnet
