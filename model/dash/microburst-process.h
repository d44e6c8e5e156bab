/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MICROBURST_PROCESS_H
#define SYNTHNET_MICROBURST_PROCESS_H

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief When a microburst source sends how many bytes. Knows no simulator.
 *
 * Bursts of BurstPackets packets with Payload bytes each, PacketGap between two of them, and
 * BurstGap from the last packet of a burst to the first of the next. A draw out of an attribute's
 * range counts as the nearest in it. Source: WAVE's microburst.
 */
class MicroburstProcess : public Object
{
  public:
    static TypeId GetTypeId();

    static constexpr uint32_t MAX_BURST = 1'000'000; //!< packets
    static constexpr uint32_t MAX_PAYLOAD = 65'507;  //!< bytes that fit a UDP packet
    static constexpr double MIN_BURST_GAP = 1e-6;    //!< s, lest the time stands still
    static constexpr double MAX_GAP = 1e8;           //!< s

    /// One packet.
    struct Emission
    {
        Time wait;        //!< since the packet before, 0 to MAX_GAP; 0 for the first one
        uint32_t payload; //!< bytes, 1 to MAX_PAYLOAD
        bool first;       //!< whether a burst begins with it
    };

    /// @return the next packet; there always is one
    Emission Next();

    /// @return how many streams were used, from this one on
    int64_t AssignStreams(int64_t stream);

  private:
    Ptr<RandomVariableStream> m_burstPackets;
    Ptr<RandomVariableStream> m_payload;
    Ptr<RandomVariableStream> m_packetGap;
    Ptr<RandomVariableStream> m_burstGap;

    bool m_begun{false};
    uint32_t m_left{0}; //!< packets to come in this burst
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MICROBURST_PROCESS_H
