/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PACKET_FIELDS_H
#define SYNTHNET_PACKET_FIELDS_H

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief An unsigned number of up to 128 bits, wide enough for every header field.
 */
struct Bits128
{
    uint64_t high{0}; //!< bits 127 to 64
    uint64_t low{0};  //!< bits 63 to 0
};

/// @return whether two numbers are equal
constexpr bool
operator==(const Bits128& a, const Bits128& b)
{
    return a.high == b.high && a.low == b.low;
}

/// @return whether two numbers differ
constexpr bool
operator!=(const Bits128& a, const Bits128& b)
{
    return !(a == b);
}

/// @return the bits that are set in both
constexpr Bits128
operator&(const Bits128& a, const Bits128& b)
{
    return {a.high & b.high, a.low & b.low};
}

/**
 * @ingroup synthnet-switch
 * @brief A field that a table can match on, named as P4 programs for v1model name it.
 *
 * A header that a packet does not have reads as zero, its `$valid$` field too.
 */
enum class Field : uint8_t
{
    IngressPort,    //!< standard_metadata.ingress_port, 9 bits
    PacketLength,   //!< standard_metadata.packet_length, 32 bits: bytes with the Ethernet header
    EthernetDst,    //!< hdr.ethernet.dstAddr, 48 bits
    EthernetSrc,    //!< hdr.ethernet.srcAddr, 48 bits
    EtherType,      //!< hdr.ethernet.etherType, 16 bits
    Ipv4Valid,      //!< hdr.ipv4.$valid$, 1 bit
    Ipv4Src,        //!< hdr.ipv4.srcAddr, 32 bits
    Ipv4Dst,        //!< hdr.ipv4.dstAddr, 32 bits
    Ipv4Protocol,   //!< hdr.ipv4.protocol, 8 bits
    Ipv4Diffserv,   //!< hdr.ipv4.diffserv, 8 bits: the DSCP and the ECN bits together
    Ipv4Dscp,       //!< hdr.ipv4.dscp, 6 bits
    Ipv4Ecn,        //!< hdr.ipv4.ecn, 2 bits
    Ipv4Ttl,        //!< hdr.ipv4.ttl, 8 bits
    Ipv4TotalLen,   //!< hdr.ipv4.totalLen, 16 bits: bytes
    Ipv4Flags,      //!< hdr.ipv4.flags, 3 bits
    Ipv4FragOffset, //!< hdr.ipv4.fragOffset, 13 bits: units of 8 bytes
    Ipv6Valid,      //!< hdr.ipv6.$valid$, 1 bit
    Ipv6Src,        //!< hdr.ipv6.srcAddr, 128 bits
    Ipv6Dst,        //!< hdr.ipv6.dstAddr, 128 bits
    Ipv6NextHeader, //!< hdr.ipv6.nextHdr, 8 bits
    Ipv6Class,      //!< hdr.ipv6.trafficClass, 8 bits
    Ipv6HopLimit,   //!< hdr.ipv6.hopLimit, 8 bits
    TcpValid,       //!< hdr.tcp.$valid$, 1 bit
    UdpValid,       //!< hdr.udp.$valid$, 1 bit
    L4SrcPort,      //!< hdr.l4.srcPort, 16 bits: the source port of TCP or UDP
    L4DstPort,      //!< hdr.l4.dstPort, 16 bits: the destination port of TCP or UDP
};

/// The number of enumerators of Field.
constexpr std::size_t FIELD_COUNT = 26;

/**
 * @ingroup synthnet-switch
 * @brief What the parser extracts from a frame: the input of every match.
 *
 * The switch sets the metadata and the Ethernet part; ParseFields() sets the rest.
 */
struct PacketFields
{
    uint16_t ingressPort{0};    //!< 9 bits
    uint32_t packetLength{0};   //!< bytes, with the Ethernet header
    uint64_t ethernetDst{0};    //!< 48 bits, the first byte on the wire is the highest
    uint64_t ethernetSrc{0};    //!< 48 bits
    uint16_t etherType{0};      //!< 0x0800 is IPv4, 0x86DD is IPv6
    bool ipv4Valid{false};      //!< the frame has a whole IPv4 header
    bool ipv6Valid{false};      //!< the frame has a whole IPv6 header
    bool tcpValid{false};       //!< the ports are those of TCP
    bool udpValid{false};       //!< the ports are those of UDP
    uint32_t ipv4Src{0};        //!< host byte order
    uint32_t ipv4Dst{0};        //!< host byte order
    uint8_t ipv4Protocol{0};    //!< IANA number
    uint8_t ipv4Dscp{0};        //!< 6 bits
    uint8_t ipv4Ecn{0};         //!< 2 bits
    uint8_t ipv4Ttl{0};         //!< hops
    uint16_t ipv4TotalLen{0};   //!< bytes
    uint8_t ipv4Flags{0};       //!< 3 bits: reserved, don't fragment, more fragments
    uint16_t ipv4FragOffset{0}; //!< 13 bits, units of 8 bytes
    Bits128 ipv6Src;            //!< host byte order
    Bits128 ipv6Dst;            //!< host byte order
    uint8_t ipv6NextHeader{0};  //!< IANA number of what follows the fixed header
    uint8_t ipv6Class{0};       //!< the DSCP and the ECN bits
    uint8_t ipv6HopLimit{0};    //!< hops
    uint16_t l4SrcPort{0};      //!< of TCP or UDP
    uint16_t l4DstPort{0};      //!< of TCP or UDP

    /// @return the value of @p field, zero when its header is absent
    Bits128 Get(Field field) const;
};

/**
 * @ingroup synthnet-switch
 * @brief How many bytes after the Ethernet header ParseFields() looks at, at most: the longest IPv4
 * header and the ports.
 */
constexpr std::size_t PARSE_BYTES = 64;

/**
 * @ingroup synthnet-switch
 * @brief Parses what follows the Ethernet header: IPv4 or IPv6, then TCP or UDP ports.
 *
 * As in a P4 parser, a header that is cut short is absent. Ports are read where TCP or UDP follows
 * the IPv4 header (options are skipped; a fragment other than the first has none) or the fixed IPv6
 * header (extension headers are not walked).
 *
 * @param bytes the first bytes after the Ethernet header; those past PARSE_BYTES do not matter
 * @param size how many there are
 * @param fields its etherType says what the bytes are; every IPv4, IPv6 and L4 member is set anew
 */
void ParseFields(const uint8_t* bytes, std::size_t size, PacketFields& fields);

/// @ingroup synthnet-switch
/// @return the P4 name of a field
std::string_view FieldName(Field field);

/// @ingroup synthnet-switch
/// @return the width of a field in bits, 1 to 128
unsigned FieldWidth(Field field);

/**
 * @ingroup synthnet-switch
 * @brief Finds a field by its P4 name.
 *
 * `hdr.tcp.srcPort`, `hdr.udp.srcPort` and the `dstPort`s mean the L4 ports, whichever of the two
 * protocols a packet has: match on the protocol as well to tell them apart. `hdr.` may be absent.
 *
 * @return nothing when there is no such field
 */
std::optional<Field> FindField(std::string_view name);

} // namespace ns3::synthnet

#endif // SYNTHNET_PACKET_FIELDS_H
