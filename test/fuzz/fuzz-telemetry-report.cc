/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes are either refused or reports that come back from what they are written as, and a
// collector has counted all that it was given.
#include "ns3/path-collector.h"
#include "ns3/telemetry-report.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace
{

void
Collect(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    uint64_t told = 0;
    PathCollector collector(size % 3,
                            IntPresence(),
                            std::chrono::nanoseconds(1),
                            [&](const IntPath& path, auto) {
                                ++told;
                                ProbeHopsOf(path);
                            });
    collector.Receive(data, size, std::chrono::nanoseconds(0));
    collector.Receive(data, size, std::chrono::nanoseconds(1));
    collector.Receive(data, size / 2, std::chrono::nanoseconds(5));
    collector.Finish();
    if (collector.GetCounters().paths != told)
    {
        std::abort();
    }
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    using namespace ns3::synthnet;
    Collect(data, size);
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
