/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text either parses into a schedule with ascending times or is refused with its line.
#include "ns3/input-error.h"
#include "ns3/load-schedule.h"

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
        double last = -1;
        const std::string_view text(reinterpret_cast<const char*>(data), size);
        for (const LoadScheduleEntry& entry : ParseLoadSchedule(text, "fuzz"))
        {
            if (!(entry.seconds > last && entry.seconds <= 1e9) || entry.clients > 1000000)
            {
                std::abort();
            }
            last = entry.seconds;
        }
    }
    catch (const InputError& error)
    {
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
        {
            std::abort(); // a message is one line
        }
    }
    return 0;
}
