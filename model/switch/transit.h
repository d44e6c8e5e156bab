/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRANSIT_H
#define SYNTHNET_TRANSIT_H

#include "int-task.h"

#include "ns3/ns3-version.h"

#include "ns3/int-metadata.h"

#include "ns3/mac48-address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief A packet on its way through a switch.
 */
struct Transit
{
    Ptr<Packet> packet;       //!< begins with what follows the Ethernet header
    Mac48Address source;      //!< of the frame
    Mac48Address destination; //!< of the frame
    uint16_t etherType{0};    //!< of the frame
    uint32_t flowHash{0};     //!< of addresses, protocol and L4 ports
    uint8_t priority{0};      //!< 0 is lowest
    bool isProbe{false};      //!< it collects telemetry
    bool isIpv4{false};       //!< it begins with an IPv4 header
    bool isReserved{false};   //!< its place on the line was taken at admission
    IntMetadata metadata;     //!< as far as it is known
    Time arrival;             //!< when it came
    Time enqueued;            //!< when it came to the egress queue
    Ptr<IntTask> intTask;     //!< of INT, when it leaves the egress queue; null: none
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRANSIT_H
