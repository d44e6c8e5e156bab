/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-path.h"

#include <algorithm>

namespace ns3::synthnet
{

IntMetadata
MetadataOf(const IntHop& hop)
{
    constexpr uint64_t NS = 1000; // in a microsecond
    constexpr uint64_t MASK_48 = (uint64_t{1} << 48) - 1;
    const uint64_t enqueued = hop.egressTimestamp - hop.hopLatency;
    IntMetadata metadata;
    metadata.switchId = hop.nodeId;
    metadata.ingressPort = hop.ingressInterface;
    metadata.egressPort = hop.egressInterface;
    metadata.ingressGlobalTimestamp = hop.ingressTimestamp / NS & MASK_48;
    metadata.egressGlobalTimestamp = hop.egressTimestamp / NS & MASK_48;
    metadata.enqTimestamp = static_cast<uint32_t>(enqueued / NS);
    metadata.enqQdepth = hop.queueOccupancy;
    metadata.deqTimedelta = static_cast<uint32_t>(hop.egressTimestamp / NS - enqueued / NS);
    metadata.deqQdepth = hop.bufferOccupancy;
    return metadata;
}

bool
FillsLog(const IntPath& path)
{
    return std::all_of(path.hops.begin(), path.hops.end(), [](const IntHop& hop) {
        return (AvailableMetadata(hop) & INT_LOG_INSTRUCTIONS) == INT_LOG_INSTRUCTIONS;
    });
}

ProbeHops
ProbeHopsOf(const IntPath& path)
{
    ProbeHops hops;
    hops.reserve(path.hops.size());
    for (const IntHop& hop : path.hops)
    {
        hops.push_back(MetadataOf(hop));
    }
    return hops;
}

} // namespace ns3::synthnet
