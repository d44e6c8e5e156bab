/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_LAYERS_H
#define SYNTHNET_PACKET_LAYERS_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// IANA's protocol numbers that this project reads.
enum IpProtocol : uint8_t
{
    PROTOCOL_HOP_BY_HOP = 0,
    PROTOCOL_ICMP = 1,
    PROTOCOL_TCP = 6,
    PROTOCOL_UDP = 17,
    PROTOCOL_ROUTING = 43,
    PROTOCOL_FRAGMENT = 44,
    PROTOCOL_AUTHENTICATION = 51,
    PROTOCOL_ICMPV6 = 58,
    PROTOCOL_NONE = 59,
    PROTOCOL_DESTINATION = 60,
};

constexpr std::size_t IPV4_BYTES = 20; //!< without options
constexpr std::size_t IPV6_BYTES = 40; //!< without extensions
constexpr std::size_t TCP_BYTES = 20;  //!< without options
constexpr std::size_t UDP_BYTES = 8;
constexpr std::size_t ICMP_BYTES = 8;     //!< also of ICMPv6: type, code, checksum, rest of header
constexpr std::size_t FRAGMENT_BYTES = 8; //!< of IPv6

/// @ingroup synthnet-packet
/// @return bytes before the source address in a header of IP; the destination's is behind that
constexpr std::size_t
AddressesAt(uint8_t version)
{
    return version == 4 ? 12 : 8;
}

/// @ingroup synthnet-packet
/// @return bytes of an address of IP
constexpr std::size_t
AddressBytes(uint8_t version)
{
    return version == 4 ? 4 : 16;
}

/// @ingroup synthnet-packet
/// What is wrong with the lengths in a packet.
enum class LayerFault
{
    NONE,
    IP_CUT,           //!< fewer bytes than IP's header has
    IP_HEADER_LENGTH, //!< IPv4's below 20 bytes
    IP_LENGTH,        //!< total length shorter than the headers
    EXTENSION_CUT,    //!< an IPv6 extension header ends beyond the packet
    TRANSPORT_CUT,    //!< fewer bytes than the transport header has
    TCP_DATA_OFFSET,  //!< below 20 bytes
    UDP_LENGTH,       //!< below 8 bytes, or more than IP has
};

/**
 * @ingroup synthnet-packet
 * @brief Where the headers of an IP packet are. All places count bytes from IP's header on.
 */
struct PacketLayers
{
    uint8_t version{0};                    //!< 4 or 6
    std::size_t networkBytes{0};           //!< IP's header: with IPv4's options, without extensions
    std::size_t transportAt{0};            //!< behind options and extension headers
    std::size_t transportBytes{0};         //!< header of TCP with options, UDP, ICMP; else 0
    uint8_t protocol{0};                   //!< of what is at transportAt
    std::size_t declared{0};               //!< bytes that IP's length says
    std::size_t end{0};                    //!< of what there is of the packet: declared or captured
    std::optional<std::size_t> fragmentAt; //!< of IPv6's fragment header
    bool isFragment{false};                //!< one of several, also the first
    bool isLaterFragment{false};           //!< has no transport header
    LayerFault fault{LayerFault::NONE};    //!< the first; what lies behind it is not set

    /// @return bytes before the payload
    std::size_t PayloadAt() const
    {
        return transportAt + transportBytes;
    }

    /// @return bytes of payload that there are
    std::size_t PayloadBytes() const
    {
        return end > PayloadAt() ? end - PayloadAt() : 0;
    }

    bool Has(IpProtocol transport) const //!< whether its header is there, whole
    {
        return transportBytes > 0 && protocol == transport;
    }
};

/**
 * @ingroup synthnet-packet
 * @brief Finds the headers of an IP packet.
 *
 * A total length or payload length of 0, which segmentation offload leaves in captures, means all
 * that there is, as do lengths beyond what was captured. Of a tunnel the outer headers count, the
 * inner packet is payload.
 * @param bytes from IP's header on
 * @param captured how many there are
 * @return nothing when the first nibble is neither 4 nor 6
 */
std::optional<PacketLayers> ReadLayers(const uint8_t* bytes, std::size_t captured);

/// @ingroup synthnet-packet
std::string FaultText(LayerFault fault); //!< for messages: "IPv4 header length below 20 bytes"

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_LAYERS_H
