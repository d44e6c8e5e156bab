/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "rate-unit.h"

#include "ns3/input-error.h"

#include <utility>

namespace ns3::synthnet
{

double
PacketsPerSecond(const std::string& unit, uint32_t packetSize)
{
    if (unit == "packets/s")
    {
        return 1;
    }
    static const std::pair<const char*, double> BITS[] = {
        {"bit/s", 1},
        {"kbit/s", 1e3},
        {"Mbit/s", 1e6},
        {"byte/s", 8},
        {"kbyte/s", 8e3},
        {"Mbyte/s", 8e6},
    };
    for (const auto& [name, bits] : BITS)
    {
        if (unit == name)
        {
            return bits / (8.0 * packetSize);
        }
    }
    throw InputError("unit '" + unit +
                     "' of a rate, expected packets/s, bit/s, kbit/s, Mbit/s, byte/s, kbyte/s or "
                     "Mbyte/s");
}

} // namespace ns3::synthnet
