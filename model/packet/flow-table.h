/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_TABLE_H
#define SYNTHNET_FLOW_TABLE_H

#include "packet-layers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-packet
/// One end of a packet.
struct FlowEnd
{
    std::array<uint8_t, 16> address{}; //!< of IPv4 the first 4 bytes
    uint16_t port{0};                  //!< of TCP and UDP, else 0

    bool operator==(const FlowEnd& other) const
    {
        return port == other.port && address == other.address;
    }

    bool operator<(const FlowEnd& other) const
    {
        return std::tie(address, port) < std::tie(other.address, other.port);
    }
};

/// @ingroup synthnet-packet
/// Between whom the packets of a flow are.
struct FlowEnds
{
    uint8_t version{0};  //!< of IP, 4 or 6
    uint8_t protocol{0}; //!< IANA's number, behind extension headers
    FlowEnd source;      //!< of a flow: of its first packet
    FlowEnd destination;

    bool operator==(const FlowEnds& other) const
    {
        return version == other.version && protocol == other.protocol && source == other.source &&
               destination == other.destination;
    }

    FlowEnds Ordered() const //!< the same of both directions
    {
        return destination < source ? Swapped() : *this;
    }

    FlowEnds Swapped() const //!< of the other direction
    {
        return {version, protocol, destination, source};
    }

    std::string Text() const; //!< "TCP 10.0.0.1:80 10.0.0.2:4000"
};

/// @ingroup synthnet-packet
/// For unordered containers.
struct FlowEndsHash
{
    std::size_t operator()(const FlowEnds& ends) const;
};

/// @ingroup synthnet-packet
/// @param header of IP, of the version that @p ends have, which get its addresses
void ReadAddresses(const uint8_t* header, FlowEnds& ends);

/// @ingroup synthnet-packet
/// @param header of IP, of the version that @p ends have, which gets their addresses
void WriteAddresses(const FlowEnds& ends, uint8_t* header);

/// @ingroup synthnet-packet
/// @param bytes of a packet from IP's header on, of which @p layers are
/// @return its ends; both ports are 0 where the transport header is missing
FlowEnds ReadEnds(const uint8_t* bytes, const PacketLayers& layers);

/**
 * @ingroup synthnet-packet
 * @brief Tells the packets of a capture's flows apart.
 *
 * A flow is what goes between two ends by one protocol, in both directions. A TCP connection that
 * is opened anew with the same ports, by a SYN after a FIN or a RST, is another flow. Later
 * fragments belong to the flow of their first one. Memory grows with the flows, not the packets.
 */
class FlowTable
{
  public:
    /// Of one packet.
    struct Place
    {
        std::size_t flow{0};  //!< counted from 0 in the order of first packets
        bool isForward{true}; //!< from the source of the flow's first packet
    };

    /// @param bytes from IP's header on, of which @p layers are; called in the capture's order
    Place Add(const uint8_t* bytes, const PacketLayers& layers);

    /// The same of a packet that is no fragment.
    /// @param tcpFlags TcpFlag; 0 of other protocols
    Place Add(const FlowEnds& ends, uint8_t tcpFlags);

    std::size_t Flows() const;                    //!< how many there are until now
    const FlowEnds& Ends(std::size_t flow) const; //!< of its first packet

  private:
    struct Current
    {
        std::size_t flow{0};
        bool hasClosed{false}; //!< FIN or RST was seen
    };

    /// Version, protocol of IPv4, addresses and identification (RFC 791, 3.2; RFC 8200, 4.5).
    using FragmentKey =
        std::tuple<uint8_t, uint8_t, std::array<uint8_t, 16>, std::array<uint8_t, 16>, uint32_t>;

    std::vector<FlowEnds> m_flows;
    std::unordered_map<FlowEnds, Current, FlowEndsHash>
        m_current;                               //!< by ends, the lesser one first
    std::map<FragmentKey, FlowEnds> m_fragments; //!< of the packets whose first was seen
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_TABLE_H
