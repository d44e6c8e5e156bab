/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EDITABLE_PACKET_H
#define SYNTHNET_EDITABLE_PACKET_H

#include "flow-table.h"
#include "packet-layers.h"
#include "tcp-side.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// TCP's fields but the ports, the data offset and the checksum.
struct TcpFields
{
    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    uint8_t reserved{0}; //!< 4 bits, of which the lowest was NS
    uint8_t flags{0};    //!< TcpFlag
    uint16_t window{0};
    uint16_t urgent{0};
    std::vector<uint8_t> options; //!< at most 40, a multiple of 4
};

/// @ingroup synthnet-packet
/// The fields of ICMP and ICMPv6 but the checksum.
struct IcmpFields
{
    uint8_t type{0};
    uint8_t code{0};
    uint32_t rest{0};
};

/**
 * @ingroup synthnet-packet
 * @brief A packet taken apart into fields that a rule can change; lengths and checksums follow from
 * them when it is put together.
 */
struct EditablePacket
{
    int64_t time{0};               //!< ns since the Unix epoch
    bool hasTime{true};            //!< else a model is to draw it
    bool isForward{true};          //!< from the source of the flow's first packet
    bool isIntact{false};          //!< nothing shows damage
    bool isProven{false};          //!< the same, and a checksum says so
    bool isNetworkIntact{false};   //!< the checksum of IPv4's header says so of that
    bool isTransportIntact{false}; //!< the transport's checksum says so of that and the addresses
    std::size_t beyondWire{0};     //!< bytes that IP's length says and the wire had not
    bool isWhole{true}; //!< else its transport header cannot be changed: bytes has the packet
    bool hasInventedPayload{false}; //!< only its length was given

    uint8_t version{4};
    uint8_t trafficClass{0};    //!< also IPv4's TOS
    uint32_t flowLabel{0};      //!< 20 bits, of IPv6
    uint16_t identification{0}; //!< of IPv4
    bool reservedBit{false};    //!< of IPv4, as the next three
    bool dontFragment{false};
    bool moreFragments{false};
    uint16_t fragmentOffset{0};
    uint8_t hopLimit{0};                 //!< also IPv4's TTL
    uint8_t nextHeader{0};               //!< in IPv6's header; the protocol, or an extension's
    std::vector<uint8_t> networkOptions; //!< IPv4's, a multiple of 4; IPv6's extension headers
    FlowEnd source;
    FlowEnd destination;
    uint8_t protocol{0};

    TcpFields tcp;
    IcmpFields icmp;
    uint16_t checksum{0};      //!< the transport's as it was; it stays where it cannot be computed
    bool hasUdpChecksum{true}; //!< else it is 0, which IPv4 allows
    std::vector<uint8_t> payload;
    std::size_t missing{0};    //!< bytes of payload on the wire that were not captured
    bool hasZeroLength{false}; //!< IP's length is 0, as segmentation offload leaves it

    /// From IP's header on; as it was until AssembleHeaders(), and behind it when it is intact.
    std::vector<uint8_t> bytes;

    std::size_t HeaderBytes() const; //!< of IP and transport

    std::size_t PayloadOnWire() const //!< also what was not captured
    {
        return payload.size() + missing;
    }

    bool HasTransport() const; //!< TCP, UDP, or the ICMP of its version

    /// From now on the fields alone say what AssembleHeaders() makes, whatever vouched for the
    /// bytes.
    void Free()
    {
        isIntact = false;
        isProven = false;
        isNetworkIntact = false;
        isTransportIntact = false;
    }

    bool IsNetworkFree() const //!< whether fields of IP's header may be damaged
    {
        return isWhole && !isIntact && !isNetworkIntact;
    }

    bool IsTransportFree() const //!< the same of the transport's header
    {
        return isWhole && !isIntact && !isTransportIntact;
    }

    bool IsTcp() const
    {
        return isWhole && protocol == PROTOCOL_TCP;
    }

    bool Has(TcpFlag flag) const
    {
        return (tcp.flags & flag) != 0;
    }

    uint32_t SequenceLength() const //!< of a TCP segment
    {
        return SegmentLength(tcp.flags, PayloadOnWire());
    }

    FlowEnds Ends() const
    {
        return {version, protocol, source, destination};
    }
};

/**
 * @ingroup synthnet-packet
 * @brief Takes a packet apart, also a damaged one, of which it makes the best.
 *
 * Lengths that contradict what there is, and that no checksum proves, give way to what there is.
 * The first byte, which says the version, is what TellFirstByte() says. A fragment, a packet whose
 * transport header the capture cut off, or one of which nothing tells the version, is not taken
 * apart: isWhole is false, bytes has it.
 * @param bytes from IP's header on
 * @param captured how many there are
 * @param wire how many there were on the wire
 * @param linkVersion of IP, as the link's header says
 */
EditablePacket TakeApart(const uint8_t* bytes,
                         std::size_t captured,
                         std::size_t wire,
                         std::optional<uint8_t> linkVersion = std::nullopt);

/// @ingroup synthnet-packet
/// @brief Fills in @p packet's bytes: headers and payload with their lengths; the checksums are as
///        they were. Of an intact packet only the addresses are put into the bytes, and the
///        transport's checksum.
void AssembleHeaders(EditablePacket& packet);

/// @ingroup synthnet-packet
/// @brief Puts the checksums that are not right into the assembled bytes.
void AssembleChecksums(EditablePacket& packet);

} // namespace ns3::synthnet

#endif // SYNTHNET_EDITABLE_PACKET_H
