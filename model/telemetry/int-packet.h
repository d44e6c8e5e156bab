/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_PACKET_H
#define SYNTHNET_INT_PACKET_H

#include "int-content.h"
#include "telemetry-report.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-telemetry
/// How packets of a capture say that they carry INT, either way, or that they are reports.
struct IntMarks
{
    uint8_t dscp{0x17};         //!< 6 bits; the specification's example
    uint16_t port{0x4568};      //!< destination port; IANA has assigned none
    uint16_t reportPort{32766}; //!< UDP destination port of telemetry reports
};

/// @ingroup synthnet-telemetry
/// Between whom a packet is; what INT changed is as it was before.
struct IpFlow
{
    bool isIpv6{false};
    std::array<uint8_t, 16> source{};      //!< of IPv4 the first 4
    std::array<uint8_t, 16> destination{}; //!< of IPv4 the first 4
    /// IANA's number; of IPv6 that of UDP or TCP behind extensions, else the first header's.
    uint8_t protocol{0};
    std::optional<uint16_t> sourcePort;      //!< of UDP and TCP, when it is there
    std::optional<uint16_t> destinationPort; //!< the same
    uint8_t dscp{0};                         //!< 6 bits

    std::string Source() const;      //!< as text
    std::string Destination() const; //!< as text
};

/// @ingroup synthnet-telemetry
/// INT of one packet, MD or MX, of which the end may be missing.
struct IntLayer
{
    IntType type{INT_MD};
    std::optional<IntHeader> header;     //!< nothing when it is cut
    std::vector<IntHop> hops;            //!< of MD the whole ones, the newest first
    std::vector<uint8_t> domainMetadata; //!< as in IntContent
    bool isCut{false};                   //!< there is less than the shim says
};

/// @ingroup synthnet-telemetry
/// One report, and what it says of the packet in it.
struct ReportedPacket
{
    Report report;              //!< whose hop has the node id of the group, when it is a REPORT_INT
    std::optional<IpFlow> flow; //!< of the packet in it, when there is an IP packet
    std::optional<IntLayer> layer; //!< of that packet, when it carries INT
    bool isCut{false};             //!< of that packet, INT or a part of it is missing
    bool isMalformed{false};       //!< of that packet's layer, the shim's length is wrong
};

/// @ingroup synthnet-telemetry
/// What an IP packet carries of INT: a layer, or a group of reports, or nothing.
struct IntPacket
{
    std::optional<IpFlow> flow;          //!< nothing when it is no IP packet
    std::optional<IntLayer> layer;       //!< MD or MX
    std::optional<ReportGroup> group;    //!< of a telemetry report
    std::vector<ReportedPacket> reports; //!< of the group, the whole ones
    bool isCut{false}; //!< a layer is, or there are fewer reports, or less metadata in one, than
                       //!< the lengths say; without layer and group, the packet ends before them
    /// Marks say that there is INT or a report, which there is not: nothing of the above but
    /// `flow`. Or the shim's length contradicts HopML or the packet's: the layer has the hops that
    /// it may have. Or so it is with a packet in a report.
    bool isMalformed{false};
    /// Nothing of the above but `flow`, because INT or the report is of this version.
    std::optional<uint8_t> otherVersion;

    /// @return whether there is a layer or a group
    bool HasInt() const;
};

/**
 * @ingroup synthnet-telemetry
 * @brief Reads what an IP packet carries of INT v2.1 and Telemetry Report v2.0.
 *
 * A packet carries INT when its DSCP or destination port says so and shim and header agree: MD or
 * MX, with the original DSCP (NPT 0), or, by port, with the original port or protocol (NPT 1, 2),
 * and a HopML as ReadInt() wants it. With TCP it is behind the options. Of a packet in a report the
 * same holds. Fragments carry none. A packet that says so of which that does not hold is malformed.
 * @param bytes from the IP header on
 * @param size how many there are, fewer than the packet has when the capture has a snap length;
 *        those behind the packet's end, such as padding of Ethernet, do not matter
 */
IntPacket ReadIntPacket(const uint8_t* bytes, std::size_t size, const IntMarks& marks);

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_PACKET_H
