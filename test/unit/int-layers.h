/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TEST_INT_LAYERS_H
#define SYNTHNET_TEST_INT_LAYERS_H

#include "int-packets.h"

#include "ns3/int-content.h"

#include <cstdint>

namespace ns3::synthnet
{

constexpr IntPresence MARKED_BY_DSCP{false, 0x17, 0};
constexpr IntPresence MARKED_BY_PORT{true, 0, 0x4568};

/// What the packets below ask for, in 6 words: node, level 1 interfaces, latency, queue, egress.
constexpr uint16_t ASKED = INT_NODE_ID | INT_LEVEL1_INTERFACES | INT_HOP_LATENCY |
                           INT_QUEUE_OCCUPANCY | INT_EGRESS_TIMESTAMP;

/// @return a packet with INT and so many hops, whose node ids are 1, 2, …, the newest one last
inline PacketBytes
WithInt(const TestPacket& packet,
        IntType type,
        const IntPresence& presence,
        uint32_t hops,
        uint16_t bitmap = ASKED)
{
    IntHead head = HeadOf(packet.Bytes());
    IntHeader header;
    header.bitmap = bitmap;
    header.hopMl = static_cast<uint8_t>(IntHopWords(bitmap));
    header.remainingHops = 9;
    header.domainId = 0x7777;
    StartInt(head, type, header, presence);
    for (uint32_t node = 1; node <= hops; ++node)
    {
        IntHop hop;
        hop.nodeId = node;
        hop.ingressInterface = static_cast<uint16_t>(10 * node);
        hop.egressInterface = static_cast<uint16_t>(10 * node + 1);
        hop.hopLatency = 1000 * node;
        hop.queueId = 0;
        hop.queueOccupancy = 7;
        hop.egressTimestamp = 5'000'000'000 + node;
        PushIntHop(head, hop, UINT16_MAX);
    }
    return head.Bytes();
}

} // namespace ns3::synthnet

#endif // SYNTHNET_TEST_INT_LAYERS_H
