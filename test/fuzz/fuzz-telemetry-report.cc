/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes are either refused or reports that come back from what they are written as.
#include "ns3/telemetry-report.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    const auto packet = DecodeReportPacket(data, size);
    if (!packet)
    {
        return 0;
    }
    for (const Report& report : packet->reports)
    {
        DecodeReportTlvs(report.inner);
    }
    const std::vector<uint8_t> payload = EncodeReportPacket(*packet);
    const auto again = DecodeReportPacket(payload.data(), payload.size());
    if (!again || !(again->group == packet->group) || !(again->reports == packet->reports))
    {
        std::abort();
    }
    return 0;
}
