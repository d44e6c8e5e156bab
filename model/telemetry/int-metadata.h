/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_METADATA_H
#define SYNTHNET_INT_METADATA_H

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief What one switch knows about one packet: v1model's standard metadata.
 *
 * Times are microseconds since the switch started, in the width that v1model gives them; values
 * wrap as they do there.
 */
struct IntMetadata
{
    uint32_t switchId{0};               //!< 31 bits
    uint16_t ingressPort{0};            //!< 9 bits
    uint16_t egressPort{0};             //!< 9 bits
    uint16_t egressSpec{0};             //!< 9 bits; 0 in the egress pipeline of a BMv2 switch
    uint64_t ingressGlobalTimestamp{0}; //!< µs, 48 bits: the packet entered the switch
    uint64_t egressGlobalTimestamp{0};  //!< µs, 48 bits: egress processing began
    uint32_t enqTimestamp{0};           //!< µs, 32 bits: the packet entered the egress queue
    uint32_t enqQdepth{0};              //!< packets, 19 bits: queued before it was inserted
    uint32_t deqTimedelta{0};           //!< µs, 32 bits: the time it was queued
    uint32_t deqQdepth{0};              //!< packets, 19 bits: queued after it was taken out
};

/// @return whether two records are equal in every field
inline bool
operator==(const IntMetadata& a, const IntMetadata& b)
{
    return a.switchId == b.switchId && a.ingressPort == b.ingressPort &&
           a.egressPort == b.egressPort && a.egressSpec == b.egressSpec &&
           a.ingressGlobalTimestamp == b.ingressGlobalTimestamp &&
           a.egressGlobalTimestamp == b.egressGlobalTimestamp && a.enqTimestamp == b.enqTimestamp &&
           a.enqQdepth == b.enqQdepth && a.deqTimedelta == b.deqTimedelta &&
           a.deqQdepth == b.deqQdepth;
}

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_METADATA_H
