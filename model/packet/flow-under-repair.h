/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FLOW_UNDER_REPAIR_H
#define SYNTHNET_FLOW_UNDER_REPAIR_H

#include "editable-packet.h"
#include "tcp-side.h"

#include "ns3/random-numbers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

struct PacketModel;

/// @ingroup synthnet-packet
/// What a rule has learned of one direction of a flow, from one block of packets to the next.
struct RepairedSide
{
    std::optional<uint8_t> hopLimit;     //!< that a noisy one becomes
    std::optional<uint8_t> trafficClass; //!< the same
    std::optional<uint32_t> flowLabel;   //!< the same

    TcpSide sequences;                 //!< as the rule of sequence numbers left them
    TcpSide acknowledged;              //!< the same in the rule of acknowledgements
    std::optional<uint8_t> scale;      //!< of the window, in its SYN
    bool hasSynOptions{false};         //!< its SYN was seen, so that scale says all
    std::optional<uint32_t> edge;      //!< of the window that it advertised
    std::optional<uint32_t> timestamp; //!< the last TSval
    int64_t timestampTime{0};          //!< ns, when it was sent
    TcpSide blocks;                    //!< in the rule of SACK
};

/// @ingroup synthnet-packet
/// How far a connection is open.
enum class TcpOpening
{
    NEW,
    SYN_SENT,
    SYN_RECEIVED,
    OPEN
};

/// @ingroup synthnet-packet
/// What is kept of a flow between blocks of its packets.
struct FlowHistory
{
    std::array<RepairedSide, 2> sides; //!< of the first packet's source, and of the other end
    TcpOpening opening{TcpOpening::NEW};
    std::size_t opener{0};       //!< the side that sent SYN
    bool hasIntact{false};       //!< a packet was intact
    uint64_t packets{0};         //!< until now
    uint64_t damaged{0};         //!< those of them that were not intact
    bool hasZeros{false};        //!< a payload was invented
    std::optional<int64_t> time; //!< ns, of the last packet
    bool wasForward{true};       //!< the same packet

    /// @return whether at most one packet in twenty was damaged
    bool IsHardlyDamaged() const
    {
        return damaged * 20 <= packets;
    }
};

/// @ingroup synthnet-packet
/// A block of packets of one flow that the rules are applied to.
struct FlowUnderRepair
{
    std::vector<EditablePacket*> packets; //!< in the capture's order
    FlowHistory& history;
    const PacketModel& model; //!< of real flows
    RandomNumbers& random;
    std::size_t mostBytes; //!< of a packet whose payload is invented, from IP's header on

    RepairedSide& Side(const EditablePacket& packet)
    {
        return history.sides[packet.isForward ? 0 : 1];
    }

    RepairedSide& OtherSide(const EditablePacket& packet)
    {
        return history.sides[packet.isForward ? 1 : 0];
    }
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FLOW_UNDER_REPAIR_H
