/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text is either refused or a watch list, which then decides about any packet.
#include "ns3/input-error.h"
#include "ns3/watch-list.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    try
    {
        WatchList list =
            WatchList::Parse(std::string_view(reinterpret_cast<const char*>(data), size));
        PacketFields fields;
        fields.etherType = size % 2 == 0 ? 0x0800 : 0x86DD;
        ParseFields(data, size, fields);
        list.Watches(fields, [] { return 0.5; });
    }
    catch (const InputError&)
    {
    }
    return 0;
}
