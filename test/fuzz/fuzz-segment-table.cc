/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text is either refused in one line or gives every segment of a representation its size.
#include "ns3/input-error.h"
#include "ns3/segment-table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    try
    {
        const std::string_view text(reinterpret_cast<const char*>(data), size);
        const SegmentTable table = SegmentTable::Parse(text, "fuzz");
        const std::string_view row = text.substr(text.find('\n') + 1);
        if (row.empty())
        {
            std::abort(); // no rows, no table
        }
        const auto& sizes = table.Sizes("low");
        if (sizes.empty() || std::count(sizes.begin(), sizes.end(), 0) > 0)
        {
            std::abort();
        }
    }
    catch (const InputError& error)
    {
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
        {
            std::abort();
        }
    }
    return 0;
}
