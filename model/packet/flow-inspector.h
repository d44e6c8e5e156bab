/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_INSPECTOR_H
#define SYNTHNET_FLOW_INSPECTOR_H

#include "packet-layers.h"
#include "tcp-side.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// What a packet may have that the protocols do not allow, or that only a network explains.
enum class PacketFinding
{
    LENGTHS,            //!< lengths that contradict each other, a header cut off
    NETWORK_CHECKSUM,   //!< of IPv4
    TRANSPORT_CHECKSUM, //!< of TCP, UDP, ICMP or ICMPv6
    OFFLOADED_CHECKSUM, //!< left to the network card; where it was captured that is right
    ABSENT_CHECKSUM,    //!< of UDP over IPv6: tunnels may leave it out, RFC 6935
    HOP_LIMIT,          //!< a TTL or hop limit of 0
    RESERVED,           //!< a reserved bit of IPv4 or TCP is set
    TCP_FLAGS,          //!< SYN with FIN or RST, no ACK where one must be, urgent data without URG
    TCP_OPTIONS,        //!< malformed, or in a segment without SYN though only SYN may have them
    TCP_STATE,          //!< SYN in the middle, data behind FIN or RST
    SEQUENCE_GAP,       //!< a segment before it is missing in the capture
    SEQUENCE,           //!< a sequence number before all that was sent
    ACKNOWLEDGEMENT_AHEAD, //!< acknowledges what was not captured
    ACKNOWLEDGEMENT, //!< neither the next one expected nor a segment's end not acknowledged yet
    WINDOW,          //!< data beyond the window that the other side advertised
};

constexpr std::size_t PACKET_FINDINGS = static_cast<std::size_t>(PacketFinding::WINDOW) + 1;

/// @ingroup synthnet-packet
/// @return its name in tables: "sequence_gap"
const char* FindingName(PacketFinding finding);

/// @ingroup synthnet-packet
/// @return whether the protocols allow it: a loss of the capture or an offloaded checksum explains
bool IsLegal(PacketFinding finding);

/**
 * @ingroup synthnet-packet
 * @brief Follows the packets of one flow and counts what is wrong with them.
 *
 * Memory does not grow with the packets, but for the segments that are not acknowledged.
 */
class FlowInspector
{
  public:
    /// Findings of one packet: bit FINDING.
    using Findings = uint32_t;

    /**
     * @param bytes from IP's header on, of which @p layers are
     * @param isForward from the source of the flow's first packet
     */
    Findings Add(const uint8_t* bytes, const PacketLayers& layers, bool isForward);

    uint64_t Packets() const;                    //!< until now
    uint64_t Count(PacketFinding finding) const; //!< packets with it
    uint64_t Faulty() const;                     //!< packets with a finding that is not legal

    /// @return packets whose acknowledgement number could be compared with what the other side sent
    uint64_t Acknowledging() const;
    /// @return those of them with the next number expected, or a segment's end below it
    uint64_t RightlyAcknowledging() const;
    /// @return TCP segments after the first of a direction
    uint64_t Continuing() const;
    /// @return those of them whose number is the next one, or of a retransmission
    uint64_t RightlyContinuing() const;

  private:
    struct Side
    {
        TcpSide sent;
        bool hasScale{false};
        uint8_t scale{0};
        bool hasWindow{false};
        uint32_t edge{0}; //!< the highest sequence number that it lets the other send, and 1
        bool hasFin{false};
        bool hasReset{false};
        bool hasSyn{false};
        bool hasData{false}; //!< anything but SYN
        uint32_t finEnd{0};
    };

    Findings InspectTcp(const uint8_t* bytes, const PacketLayers& layers, bool isForward);

    std::array<Side, 2> m_sides;
    std::array<uint64_t, PACKET_FINDINGS> m_counts{};
    uint64_t m_packets{0};
    uint64_t m_faulty{0};
    uint64_t m_acknowledging{0};
    uint64_t m_rightlyAcknowledging{0};
    uint64_t m_continuing{0};
    uint64_t m_rightlyContinuing{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_INSPECTOR_H
