/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_PATH_H
#define SYNTHNET_INT_PATH_H

#include "int-hop.h"
#include "int-metadata.h"
#include "probe-codec.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief What a packet met on its way through an INT domain, put together from reports.
 */
struct IntPath
{
    std::vector<IntHop> hops;     //!< the newest first
    std::vector<uint8_t> headers; //!< of the packet, as the last node reported them
    bool exceeded{false};         //!< E: some hops are not there, as the remaining count was 0
    bool mtuExceeded{false};      //!< M: some hops are not there, as the packet had no room
};

/**
 * @ingroup synthnet-telemetry
 * @brief Bits of IntInstruction without which a row of the probe's log would have holes.
 */
constexpr uint16_t INT_LOG_INSTRUCTIONS = INT_NODE_ID | INT_LEVEL1_INTERFACES | INT_HOP_LATENCY |
                                          INT_QUEUE_OCCUPANCY | INT_INGRESS_TIMESTAMP |
                                          INT_EGRESS_TIMESTAMP | INT_BUFFER_OCCUPANCY;

/**
 * @ingroup synthnet-telemetry
 * @brief What the probe says of the same stay in a switch.
 * @param hop of an IntSwitch, with all of INT_LOG_INSTRUCTIONS; see IntSwitch::SetIntNode() for
 *        what it measures
 */
IntMetadata MetadataOf(const IntHop& hop);

/// @ingroup synthnet-telemetry
/// @return whether every hop has all of INT_LOG_INSTRUCTIONS
bool FillsLog(const IntPath& path);

/// @ingroup synthnet-telemetry
/// @return MetadataOf() all hops of a path that FillsLog(), the newest first
ProbeHops ProbeHopsOf(const IntPath& path);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_PATH_H
