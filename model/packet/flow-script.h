/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_SCRIPT_H
#define SYNTHNET_FLOW_SCRIPT_H

#include "flow-table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-packet
 * @brief What the two ends of a TCP or UDP flow did, apart from what the network did to it.
 *
 * Of TCP each end has steps: it has got so many bytes of its peer, waits, and writes. Of UDP there
 * are datagrams with their times. End 0 is the one that opened the flow.
 */
struct FlowScript
{
    /// One write of a TCP end.
    struct Step
    {
        uint64_t after{0}; //!< bytes of the peer that this end has got before
        int64_t wait{0};   //!< ns from then, or from the end of its last write, whichever is later
        uint64_t bytes{0};
    };

    /// A UDP datagram.
    struct Datagram
    {
        int64_t time{0}; //!< ns since the flow's start
        int end{0};      //!< that sends it
        uint32_t bytes{0};
    };

    /// What a capture has of one end.
    struct Sent
    {
        uint64_t packets{0}; //!< with payload; of TCP without those that have nothing new
        uint64_t bytes{0};   //!< payload, each byte of TCP once
    };

    /// Who ended a TCP connection.
    struct Closing
    {
        int end{0};
        int64_t wait{0}; //!< ns from its last write, or from what it got last
        bool isReset{false};
    };

    FlowEnds ends;    //!< the source is end 0
    int64_t start{0}; //!< ns since the capture's first packet
    std::array<std::vector<Step>, 2> steps;
    std::optional<Closing> closing; //!< nothing when the capture does not have it
    std::vector<Datagram> datagrams;
    std::array<Sent, 2> sent;

    bool IsTcp() const
    {
        return ends.protocol == PROTOCOL_TCP;
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_SCRIPT_H
