/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "trace-repair.h"

#include "checksum-change.h"
#include "ip-rewrite.h"
#include "packet-checksums.h"
#include "repair-rule.h"

#include "ns3/big-endian.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr uint64_t REPAIR_STREAM = 44;      // of random numbers
constexpr std::size_t NEAR_OF_DAMAGED = 24; // bits, of a packet whose checksums are wrong
constexpr std::size_t MANY = 20; // packets, of which one whose length is not the wire's is damaged
constexpr std::size_t LARGER = 20;         // times, of a flow that has packets of another's ends
constexpr std::size_t FEW_BITS = 4;        // that make up for each other
constexpr std::size_t NEAR_OF_OTHERS = 10; // bits, of one whose protocol has no ports

/// @return whether damage may have made the packet one of another flow
bool
MayBeElsewhere(const EditablePacket& packet)
{
    const bool areEndsProven = packet.isTransportIntact && packet.protocol != PROTOCOL_ICMP;
    if (!packet.isWhole || packet.isIntact || areEndsProven || packet.bytes.empty())
    {
        return false;
    }
    switch (packet.protocol)
    {
    case PROTOCOL_TCP: // one of a handshake may be a flow by itself
        return !packet.Has(TCP_SYN) || (packet.tcp.flags & (TCP_FIN | TCP_RST | TCP_URG)) != 0;
    case PROTOCOL_UDP: // for which a single packet is a flow
    case PROTOCOL_ICMP:
    case PROTOCOL_ICMPV6:
        return packet.version == 4 && !packet.isNetworkIntact;
    default:
        return true;
    }
}

/// @return the packet's ends, with ports where they would be if the protocol were damaged
FlowEnds
EndsToCompare(const EditablePacket& packet)
{
    FlowEnds ends = packet.Ends();
    if (packet.protocol != PROTOCOL_TCP && packet.protocol != PROTOCOL_UDP &&
        packet.payload.size() >= 4)
    {
        ends.source.port = LoadBig16(packet.payload.data());
        ends.destination.port = LoadBig16(packet.payload.data() + 2);
    }
    return ends;
}

bool
HasOtherAddresses(const FlowEnds& ends, const EditablePacket& packet)
{
    return ends.protocol != packet.protocol || ends.source.address != packet.source.address ||
           ends.destination.address != packet.destination.address;
}

/// Gives a packet that was taken apart other ends, and takes it apart anew.
void
MoveTo(const FlowEnds& ends, EditablePacket& packet)
{
    std::vector<uint8_t> bytes = packet.bytes;
    WriteAddresses(ends, bytes.data());
    if (packet.protocol != ends.protocol && packet.networkOptions.empty())
    {
        bytes[ends.version == 4 ? 9 : 6] = ends.protocol;
    }
    const std::size_t wire = bytes.size() + packet.missing;
    EditablePacket moved = TakeApart(bytes.data(), bytes.size(), wire);
    if (moved.beyondWire > 0 && moved.version == 4)
    {
        // In a packet that was damaged, the wire outweighs a checksum that is right again.
        StoreBig16(&bytes[2], static_cast<uint16_t>(wire));
        moved = TakeApart(bytes.data(), bytes.size(), wire);
    }
    if (moved.isWhole && moved.protocol == ends.protocol)
    {
        moved.source = ends.source;
        moved.destination = ends.destination;
        moved.time = packet.time;
        moved.isIntact = false;
        moved.isProven = false;
        packet = std::move(moved);
    }
}

/// @return the packet with another protocol, with which the checksum is right and the ends are
///         those of an intact packet; nothing when there is none
std::optional<EditablePacket>
WithProvenProtocol(const EditablePacket& packet, const FlowVote& vote)
{
    if (!packet.isWhole || packet.isProven || packet.HasTransport() || packet.bytes.empty() ||
        !packet.networkOptions.empty())
    {
        return std::nullopt;
    }
    for (const uint8_t protocol : {PROTOCOL_TCP, PROTOCOL_UDP})
    {
        FlowEnds ends = EndsToCompare(packet);
        ends.protocol = protocol;
        if (!vote.IsCertain(ends))
        {
            continue;
        }
        std::vector<uint8_t> bytes = packet.bytes;
        bytes[packet.version == 4 ? 9 : 6] = protocol;
        EditablePacket taken =
            TakeApart(bytes.data(), bytes.size(), bytes.size() + packet.missing, packet.version);
        // IPv4's checksum would speak for another protocol; one of 0 does not.
        if (taken.isTransportIntact || packet.version == 4)
        {
            taken.time = packet.time;
            return taken;
        }
    }
    return std::nullopt;
}

/// @return whether a packet has a version of IP; else nothing in it tells which
bool
HasVersion(const EditablePacket& packet)
{
    return packet.isWhole || packet.bytes.size() < IPV4_BYTES || packet.bytes[0] >> 4 == 4 ||
           packet.bytes[0] >> 4 == 6;
}

/// Takes a packet apart as one of that version.
void
RetakeAs(uint8_t version, EditablePacket& packet)
{
    EditablePacket taken = TakeApart(packet.bytes.data(),
                                     packet.bytes.size(),
                                     packet.bytes.size() + packet.missing,
                                     version);
    taken.time = packet.time;
    packet = std::move(taken);
}

/// Gives a packet that is not taken apart other addresses.
void
SetAddressesInBytes(const FlowEnds& ends, std::vector<uint8_t>& bytes)
{
    const auto layers = ReadLayers(bytes.data(), bytes.size());
    const std::size_t begin = AddressesAt(layers ? layers->version : 6);
    const std::size_t end = layers && layers->version == 4 ? IPV4_BYTES : IPV6_BYTES;
    if (layers && layers->networkBytes >= end && bytes.size() >= layers->networkBytes)
    {
        RewriteEnds(bytes, *layers, ends.source.address, ends.destination.address, {});
        return;
    }
    // What cannot be read as addresses may be a part of them.
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(std::min(begin, bytes.size())),
              bytes.begin() + static_cast<std::ptrdiff_t>(std::min(end, bytes.size())),
              0);
}

/// Gives a packet other addresses, and a transport checksum that follows, for where it is not
/// computed.
void
SetAddresses(const FlowEnds& ends, EditablePacket& packet)
{
    if (!packet.isWhole)
    {
        SetAddressesInBytes(ends, packet.bytes);
    }
    const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
    const bool isFinal = !layers || !HasSegmentsLeft(packet.bytes.data(), *layers);
    ChecksumChange change;
    const auto replace = [&](const FlowEnd& before, const FlowEnd& after) {
        for (std::size_t i = 0; i < before.address.size(); i += 2)
        {
            change.Replace(LoadBig16(&before.address[i]), LoadBig16(&after.address[i]));
        }
    };
    replace(packet.source, ends.source);
    if (isFinal)
    {
        replace(packet.destination, ends.destination);
    }
    packet.source.address = ends.source.address;
    packet.destination.address = ends.destination.address;
    if (packet.protocol == PROTOCOL_UDP)
    {
        packet.checksum = change.ApplyToUdp(packet.checksum);
    }
    else if (packet.protocol != PROTOCOL_ICMP) // which does not sum addresses
    {
        packet.checksum = change.Apply(packet.checksum);
    }
}

} // namespace

TraceRepair::TraceRepair(PacketModel model, const Options& options)
    : m_model(std::move(model)),
      m_options(options),
      m_random(options.seed, REPAIR_STREAM),
      m_plan(options.seed)
{
}

void
TraceRepair::Repair(std::vector<EditablePacket>& block)
{
    VoteOnEnds(block);
    const auto groups = Group(block);
    const auto apply = [&](const RepairRule& rule,
                           const std::vector<EditablePacket*>& packets,
                           FlowHistory& history) {
        FlowUnderRepair flow{packets, history, m_model, m_random, m_options.mostBytes};
        rule.apply(flow);
    };
    if (m_options.replacesAddresses)
    {
        ReplaceAddresses(block);
    }
    std::vector<EditablePacket*> all;
    for (EditablePacket& packet : block)
    {
        all.push_back(&packet);
    }
    for (const RepairRule& rule : RepairRules())
    {
        if (rule.scope == "trace")
        {
            apply(rule, all, m_trace);
            continue;
        }
        for (const auto& [flow, packets] : groups)
        {
            apply(rule, packets, m_histories[flow]);
        }
    }
}

std::size_t
TraceRepair::Flows() const
{
    return m_flows.Flows();
}

void
TraceRepair::VoteOnEnds(std::vector<EditablePacket>& block)
{
    BelieveTheWire(block);
    for (const EditablePacket& packet : block)
    {
        if (HasVersion(packet))
        {
            m_vote.Add(packet.Ends(), packet.isProven);
            m_versions[packet.version == 4 ? 0 : 1] += packet.isProven ? 1 : 0;
        }
    }
    TellVersions(block);
    for (EditablePacket& packet : block)
    {
        if (auto proven = WithProvenProtocol(packet, m_vote))
        {
            packet = std::move(*proven);
        }
        const bool isUnproven = packet.isWhole && packet.isIntact && !packet.isProven;
        if (isUnproven && packet.version == 4 && !packet.HasTransport() &&
            !m_vote.IsFlow(packet.Ends()))
        {
            // A checksum of 0 does not speak for a protocol that nobody else has.
            if (const auto nearest = m_vote.Nearest(EndsToCompare(packet), NEAR_OF_OTHERS, true))
            {
                MoveTo(*nearest, packet);
            }
            continue;
        }
        if (!MayBeElsewhere(packet) || m_vote.IsCertain(packet.Ends()))
        {
            continue;
        }
        // A proven damage of IP's header outweighs that another packet has the same.
        const bool isFlow = m_vote.IsFlow(packet.Ends());
        if (isFlow && (packet.version == 6 || packet.isNetworkIntact))
        {
            // Neither does a large flow believe a few that damage changed alike.
            MoveToLarger(packet);
            continue;
        }
        const std::size_t near = packet.HasTransport() ? NEAR_OF_DAMAGED : NEAR_OF_OTHERS;
        const auto nearest = m_vote.Nearest(EndsToCompare(packet), near, isFlow);
        // Against a right checksum of IPv4 few bits speak, that make up for each other.
        const bool isProvenOther = nearest && packet.isNetworkIntact &&
                                   HasOtherAddresses(*nearest, packet) &&
                                   EndsDistance(EndsToCompare(packet), *nearest) > FEW_BITS;
        if (nearest && !isProvenOther)
        {
            MoveTo(*nearest, packet);
        }
    }
}

void
TraceRepair::BelieveTheWire(std::vector<EditablePacket>& block)
{
    const auto isBeyond = [](const EditablePacket& packet) {
        return packet.isProven && packet.version == 4 && packet.beyondWire > 0;
    };
    const auto beyond =
        static_cast<std::size_t>(std::count_if(block.begin(), block.end(), isBeyond));
    if (beyond * MANY > block.size())
    {
        return; // a capture that lost the lengths of packets that it cut
    }
    for (EditablePacket& packet : block)
    {
        if (isBeyond(packet))
        {
            const std::size_t wire = LoadBig16(&packet.bytes[2]) - packet.beyondWire;
            StoreBig16(&packet.bytes[2], static_cast<uint16_t>(wire));
            EditablePacket taken = TakeApart(packet.bytes.data(), packet.bytes.size(), wire, 4);
            taken.time = packet.time;
            packet = std::move(taken);
        }
    }
}

void
TraceRepair::MoveToLarger(EditablePacket& packet)
{
    const auto large = m_vote.Nearest(packet.Ends(), FEW_BITS, true);
    const std::size_t count = m_vote.CountOf(packet.Ends());
    if (large && !m_vote.IsCertain(packet.Ends()) && m_vote.CountOf(*large) > LARGER * count)
    {
        MoveTo(*large, packet);
    }
}

void
TraceRepair::TellVersions(std::vector<EditablePacket>& block)
{
    const uint8_t usual = m_versions[0] >= m_versions[1] ? 4 : 6;
    const bool hasUsual = m_versions[0] + m_versions[1] > 0;
    for (EditablePacket& packet : block)
    {
        if (HasVersion(packet))
        {
            continue;
        }
        EditablePacket other = packet;
        RetakeAs(10 - usual, other); // 4 and 6
        if (other.isWhole && m_vote.Nearest(other.Ends(), NEAR_OF_DAMAGED))
        {
            packet = std::move(other);
        }
        else if (hasUsual)
        {
            RetakeAs(usual, packet);
        }
    }
}

TraceRepair::Groups
TraceRepair::Group(std::vector<EditablePacket>& block)
{
    Groups groups;
    for (EditablePacket& packet : block)
    {
        // Flags that may be damaged open no new flow.
        const uint8_t flags = packet.IsTcp() && !packet.IsTransportFree() ? packet.tcp.flags : 0;
        const FlowTable::Place place = m_flows.Add(packet.Ends(), flags);
        packet.isForward = place.isForward;
        m_histories.resize(m_flows.Flows());
        groups[place.flow].push_back(&packet);
        FlowHistory& history = m_histories[place.flow];
        history.hasIntact = history.hasIntact || packet.isIntact;
        ++history.packets;
        history.damaged += packet.isIntact ? 0 : 1;
    }
    return groups;
}

void
TraceRepair::ReplaceAddresses(std::vector<EditablePacket>& block)
{
    for (EditablePacket& packet : block)
    {
        const FlowEnds ends = packet.isForward ? packet.Ends() : packet.Ends().Swapped();
        const FlowEnds planned = m_plan.Replace(ends);
        SetAddresses(packet.isForward ? planned : planned.Swapped(), packet);
    }
}

void
TraceRepair::ReplaceInArp(uint8_t* bytes, std::size_t size)
{
    if (m_options.replacesAddresses)
    {
        m_plan.ReplaceInArp(bytes, size);
    }
}

} // namespace ns3::synthnet
