/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_SYMBOLS_H
#define SYNTHNET_FLOW_SYMBOLS_H

#include "field-symbol.h"

#include "ns3/flow-table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-netdiffusion
/// The numbers of a packet that differ from one packet to the next.
enum class FlowField : uint8_t
{
    LENGTH,          //!< bytes of payload on the wire: VALUE
    GAP,             //!< ns since the packet before of the flow, either direction's: VALUE
    IDENTIFICATION,  //!< IPv4's
    WINDOW,          //!< TCP's, not scaled
    SEQUENCE,        //!< TCP's; NEXT: behind all that this direction sent; BACK: where a segment of
                     //!< it began. Of ICMP the rest of the header; NEXT: the other direction's last
    ACKNOWLEDGEMENT, //!< TCP's; NEXT: all that the other direction sent; BACK: where a segment
                     //!< ended
    TIMESTAMP,       //!< TCP's option
    TIMESTAMP_ECHO,  //!< TCP's option; NEXT, BACK: of the other direction's timestamps
};

constexpr std::size_t FLOW_FIELDS = 8; //!< how many there are

/// @ingroup synthnet-netdiffusion
/// A packet, said by what its flow had before it.
struct PacketSymbols
{
    bool isForward{true}; //!< from the source of the flow's first packet

    /**
     * Both headers without payload, and 0 in what the rest of this, the FlowHead or a checksum
     * says: addresses, ports, flow label, hop limit (which is the difference to the first of the
     * direction), the fields, values of TCP's options of timestamps and selective
     * acknowledgements. Lengths are those of a packet without payload. Checksums are right.
     */
    std::vector<uint8_t> shape;
    /// The packet is not what its lengths say, or a later fragment: shape has all of its headers
    /// but the addresses, and its fields say no more.
    bool isRaw{false};
    bool hasZeroLength{false}; //!< IP's length is 0, as segmentation offload leaves it in a capture

    std::array<FieldSymbol, FLOW_FIELDS> fields; //!< by FlowField
    /// Edges of TCP's selective acknowledgements, left and right ones by turns; BACK: where a
    /// segment of the other direction began or ended; STEP: from the acknowledgement number on.
    std::vector<FieldSymbol> sack;

    FieldSymbol& Field(FlowField field)
    {
        return fields[static_cast<std::size_t>(field)];
    }

    const FieldSymbol& Field(FlowField field) const
    {
        return fields[static_cast<std::size_t>(field)];
    }
};

/// @ingroup synthnet-netdiffusion
/// What a flow has once, or once for each direction: the forward one first.
struct FlowHead
{
    FlowEnds ends;                        //!< of its first packet
    int64_t start{0};                     //!< ns since the Unix epoch
    std::array<uint8_t, 2> hopLimits{};   //!< of the first packet of each direction
    std::array<uint32_t, 2> flowLabels{}; //!< the same of IPv6's flow label
};

/// @ingroup synthnet-netdiffusion
/// A flow's headers and times in terms that do not depend on where its numbers start.
struct FlowSymbols
{
    FlowHead head;
    std::vector<PacketSymbols> packets;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_SYMBOLS_H
