/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text is either JSON whose values are on lines that it has, or refused with its line.
#include "ns3/input-error.h"
#include "ns3/json-lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t lines = 1 + std::count(text.begin(), text.end(), '\n');
    try
    {
        const JsonLines json(text, "fuzz");
        for (const char* path : {"a", "a.b", "a[0]", "a[1].b", "switches[0].depth"})
        {
            if (json.LineOf(path) > lines)
            {
                std::abort();
            }
        }
    }
    catch (const InputError& error)
    {
        if (std::string(error.what()).find('\n') != std::string::npos)
        {
            std::abort(); // a message is one line
        }
    }
    return 0;
}
