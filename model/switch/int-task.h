/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_TASK_H
#define SYNTHNET_INT_TASK_H

#include "ns3/ns3-version.h"

#include "ns3/int-codec.h"
#include "ns3/int-place.h"

#include "ns3/simple-ref-count.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief What INT has still to do with a packet when it leaves the egress queue.
 */
struct IntTask : public SimpleRefCount<IntTask>
{
    // With INT-MD inside the domain.
    bool pushes{false};    //!< this hop's metadata goes into the packet
    IntPlace place;        //!< of INT in it
    uint16_t mtu{0};       //!< of the line that it leaves by, bytes
    uint32_t moreBytes{0}; //!< by which the packet will grow

    // Where this node reports.
    bool reports{false};
    bool isSink{false};        //!< or it is a hop within the domain
    uint16_t bitmap{0};        //!< of IntInstruction: what to report
    uint16_t domainId{0};      //!< of the domain
    std::vector<uint8_t> head; //!< of the packet, with INT as it came
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_TASK_H
