/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_HOP_H
#define SYNTHNET_INT_HOP_H

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Bits of INT's instruction bitmap: what each hop is asked for. Bit 0 is the most
 * significant one.
 *
 * Source: INT Dataplane Specification v2.1, and Telemetry Report Format v2.0, whose bits differ in
 * two places.
 */
enum IntInstruction : uint16_t
{
    INT_NODE_ID = 0x8000,             //!< bit 0; reserved in a report
    INT_LEVEL1_INTERFACES = 0x4000,   //!< bit 1
    INT_HOP_LATENCY = 0x2000,         //!< bit 2
    INT_QUEUE_OCCUPANCY = 0x1000,     //!< bit 3
    INT_INGRESS_TIMESTAMP = 0x0800,   //!< bit 4
    INT_EGRESS_TIMESTAMP = 0x0400,    //!< bit 5
    INT_LEVEL2_INTERFACES = 0x0200,   //!< bit 6
    INT_TX_UTILIZATION = 0x0100,      //!< bit 7
    INT_BUFFER_OCCUPANCY = 0x0080,    //!< bit 8
    INT_RESERVED = 0x007e,            //!< bits 9 to 14: a word each, which nobody has a value for
    INT_CHECKSUM_COMPLEMENT = 0x0001, //!< bit 15
    INT_DROP_REASON = 0x0001,         //!< bit 15 in a report
};

/// @ingroup synthnet-telemetry
/// All bits that have a meaning in a packet, the checksum complement excepted.
constexpr uint16_t INT_ALL_METADATA = 0xff80;

/// @ingroup synthnet-telemetry
/// @return 4-byte words of a hop's metadata for a bitmap, 0 to 19
unsigned IntHopWords(uint16_t bitmap);

/// @ingroup synthnet-telemetry
/// What a node says for a value that it does not have: all bits of the field are set.
template <typename T>
constexpr T INT_UNAVAILABLE = static_cast<T>(~T{0});

/// @ingroup synthnet-telemetry
/// The same in fields of 24 bits.
constexpr uint32_t INT_UNAVAILABLE_24 = 0xffffff;

/**
 * @ingroup synthnet-telemetry
 * @brief What a hop says of a packet, in the fields of INT v2.1. At first nothing is available.
 *
 * The specification leaves units to the node. Those of IntSwitch are given here; another maker's
 * nodes may have others.
 */
struct IntHop
{
    uint32_t nodeId{INT_UNAVAILABLE<uint32_t>};           //!< unique in the domain
    uint16_t ingressInterface{INT_UNAVAILABLE<uint16_t>}; //!< level 1: the port's number
    uint16_t egressInterface{INT_UNAVAILABLE<uint16_t>};  //!< level 1: the port's number
    uint32_t hopLatency{
        INT_UNAVAILABLE<uint32_t>}; //!< ns in the egress queue, as v1model's deq_timedelta
    uint8_t queueId{INT_UNAVAILABLE<uint8_t>};             //!< the priority
    uint32_t queueOccupancy{INT_UNAVAILABLE_24};           //!< packets found in it, 24 bits
    uint64_t ingressTimestamp{INT_UNAVAILABLE<uint64_t>};  //!< ns since the node started
    uint64_t egressTimestamp{INT_UNAVAILABLE<uint64_t>};   //!< ns since the node started
    uint32_t ingressInterface2{INT_UNAVAILABLE<uint32_t>}; //!< level 2
    uint32_t egressInterface2{INT_UNAVAILABLE<uint32_t>};  //!< level 2
    uint32_t txUtilization{INT_UNAVAILABLE<uint32_t>};     //!< of the egress line, 1e-6 of its rate
    uint8_t bufferId{INT_UNAVAILABLE<uint8_t>};            //!< the egress port's number, lower bits
    uint32_t bufferOccupancy{INT_UNAVAILABLE_24};          //!< packets left in it, 24 bits
    std::array<uint32_t, 6> reserved{INT_UNAVAILABLE<uint32_t>,
                                     INT_UNAVAILABLE<uint32_t>,
                                     INT_UNAVAILABLE<uint32_t>,
                                     INT_UNAVAILABLE<uint32_t>,
                                     INT_UNAVAILABLE<uint32_t>,
                                     INT_UNAVAILABLE<uint32_t>}; //!< bits 9 to 14
    uint32_t last{INT_UNAVAILABLE<uint32_t>}; //!< bit 15: checksum complement, 32 bits of it
};

/// @ingroup synthnet-telemetry
/// @return the bits of IntInstruction whose fields are available, at least one of two
uint16_t AvailableMetadata(const IntHop& hop);

/// @ingroup synthnet-telemetry
/// @return whether two hops are equal in every field
bool operator==(const IntHop& a, const IntHop& b);

/**
 * @ingroup synthnet-telemetry
 * @brief Writes the fields that a bitmap asks for, in the order of its bits.
 * @param hop whose fields wider than on the wire lose their upper bits
 * @param bitmap of IntInstruction
 * @param bytes room for 4 · IntHopWords(bitmap)
 */
void EncodeIntHop(const IntHop& hop, uint16_t bitmap, uint8_t* bytes);

/**
 * @ingroup synthnet-telemetry
 * @brief Reads the fields that a bitmap asked for; the others are unavailable.
 * @param bytes 4 · IntHopWords(bitmap) of them; any value of them is a hop
 */
IntHop DecodeIntHop(const uint8_t* bytes, uint16_t bitmap);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_HOP_H
