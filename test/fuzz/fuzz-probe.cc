/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes are either refused or a probe that is written back as the same bytes.
#include "ns3/probe-codec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <vector>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    const std::optional<ProbeHops> hops = DecodeProbe(data, size);
    if (hops && EncodeProbe(*hops) != std::vector<uint8_t>(data, data + size))
    {
        std::abort();
    }
    return 0;
}
