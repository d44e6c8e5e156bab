/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAY_FLOWS_H
#define SYNTHNET_REPLAY_FLOWS_H

#include "ns3/flow-script.h"
#include "ns3/replay-source.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief What a capture has, before it is replayed.
 */
struct CaptureFlows
{
    /// One direction of a flow.
    struct Way
    {
        uint64_t packets{0};
        uint64_t bytes{0};
    };

    std::vector<std::array<Way, 2>> flows; //!< by flow: from the source of its first packet, back
    std::vector<bool> areTcp;              //!< by flow
    uint64_t packets{0};                   //!< all, also those that are not IP
    std::string damage;                    //!< as CaptureReader::DamageNote() says it

    /// Counts IP packets and their bytes, as CaptureReplay sends them.
    /// @throws InputError when the file cannot be read, or has no IP packet
    static CaptureFlows OfPackets(const std::string& file);

    /// Counts packets with payload, and the payload, as FlowReplay sends it.
    /// @throws InputError when the file cannot be read, or has no flow of TCP or UDP
    static CaptureFlows OfScripts(const std::string& file);
};

/// @ingroup synthnet-programs
/// @brief Writes the first line of replay.csv.
void WriteReplayNames(std::ostream& stream);

/**
 * @ingroup synthnet-programs
 * @brief Writes a line of replay.csv for each flow of a capture.
 * @param replayed in the order of @p captured, perhaps not all of them
 * @param countsTcpPackets whether packets of TCP are those of the capture
 */
void WriteReplayed(std::ostream& stream,
                   const std::string& file,
                   const CaptureFlows& captured,
                   const std::vector<ReplayedFlow>& replayed,
                   bool countsTcpPackets);

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAY_FLOWS_H
