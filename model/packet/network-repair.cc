/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "network-repair.h"

#include "packet-model.h"

#include "ns3/big-endian.h"

#include <algorithm>
#include <map>
#include <set>

namespace ns3::synthnet
{
namespace
{

constexpr uint8_t LEAST_HOP_LIMIT = 32; // that a vote among noise may win
constexpr uint8_t USUAL_HOP_LIMIT = 64; // RFC 1700's, and Linux's
constexpr std::size_t FEW_VALUES = 3;   // of a field, in a direction that is not noise
constexpr std::size_t PACKETS_A_VALUE = 20;

constexpr uint8_t ECHO_REPLY = 0;
constexpr uint8_t ECHO = 8;
constexpr uint8_t ECHO_V6 = 128;
constexpr uint8_t ECHO_REPLY_V6 = 129;

bool
IsFree(const EditablePacket& packet)
{
    return packet.isWhole && !packet.isIntact;
}

/**
 * Makes a field uniform in each direction where it is noise: where it has more values than a
 * network gives rise to, and in as far as packets are not proven intact.
 */
template <typename Value>
void
MakeUniform(FlowUnderRepair& flow,
            Value EditablePacket::*field,
            std::optional<Value> RepairedSide::*kept,
            Value (*choose)(Value most))
{
    for (const bool isForward : {true, false})
    {
        std::optional<Value>& target = flow.history.sides[isForward ? 0 : 1].*kept;
        std::map<Value, std::size_t> votes;
        std::size_t packets = 0;
        for (const EditablePacket* packet : flow.packets)
        {
            if (packet->isWhole && packet->isForward == isForward)
            {
                ++votes[packet->*field];
                ++packets;
            }
        }
        const bool isNoise = votes.size() > std::max(FEW_VALUES, packets / PACKETS_A_VALUE);
        if (isNoise && !target)
        {
            const auto most =
                std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
                    return a.second < b.second;
                });
            target = choose(most->first);
        }
        if (!target || !isNoise)
        {
            continue;
        }
        for (EditablePacket* packet : flow.packets)
        {
            if (IsFree(*packet) && packet->isForward == isForward)
            {
                packet->*field = *target;
            }
        }
    }
}

template <typename Value>
Value
AsVoted(Value most)
{
    return most;
}

/// @return whether an option is one that a packet of a flow has: a route record or a router alert
bool
IsUsual(uint8_t kind, std::size_t size)
{
    constexpr uint8_t ROUTE_RECORD = 7;
    constexpr uint8_t ROUTER_ALERT = 148; // RFC 2113
    return (kind == ROUTE_RECORD && size >= 7 && size % 4 == 3) ||
           (kind == ROUTER_ALERT && size == 4);
}

/// @return whether IPv4 options can be read to their end: RFC 791, 3.1
bool
AreWellFormed(const std::vector<uint8_t>& options)
{
    for (std::size_t at = 0; at < options.size();)
    {
        if (options[at] == 0)
        {
            return std::all_of(options.begin() + static_cast<std::ptrdiff_t>(at),
                               options.end(),
                               [](uint8_t byte) { return byte == 0; });
        }
        if (options[at] == 1)
        {
            ++at;
            continue;
        }
        const std::size_t size = at + 1 < options.size() ? options[at + 1] : 0;
        if (size < 2 || at + size > options.size() || !IsUsual(options[at], size))
        {
            return false;
        }
        at += size;
    }
    return true;
}

bool
IsIcmpError(uint8_t type)
{
    return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
}

/// The packet that an ICMP error is about: IPv4 and UDP headers from the other end.
std::vector<uint8_t>
MakeQuote(const EditablePacket& packet, std::size_t size)
{
    EditablePacket quoted;
    quoted.hopLimit = USUAL_HOP_LIMIT;
    quoted.protocol = PROTOCOL_UDP;
    quoted.source = packet.destination;
    quoted.destination = packet.source;
    quoted.source.port = 33434; // traceroute's
    quoted.destination.port = 33434;
    quoted.payload.assign(size - std::min(size, IPV4_BYTES + UDP_BYTES), 0);
    AssembleHeaders(quoted);
    AssembleChecksums(quoted);
    return quoted.bytes;
}

} // namespace

void
RepairReservedBit(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        packet->reservedBit = packet->reservedBit && packet->isIntact;
    }
}

void
RepairFragment(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (IsFree(*packet)) // with a transport header it is none
        {
            packet->moreFragments = false;
            packet->fragmentOffset = 0;
        }
    }
}

void
RepairTrafficClass(FlowUnderRepair& flow)
{
    MakeUniform<uint8_t>(flow,
                         &EditablePacket::trafficClass,
                         &RepairedSide::trafficClass,
                         AsVoted<uint8_t>);
}

void
RepairFlowLabel(FlowUnderRepair& flow)
{
    MakeUniform<uint32_t>(flow,
                          &EditablePacket::flowLabel,
                          &RepairedSide::flowLabel,
                          AsVoted<uint32_t>);
}

void
RepairHopLimit(FlowUnderRepair& flow)
{
    MakeUniform<uint8_t>(
        flow,
        &EditablePacket::hopLimit,
        &RepairedSide::hopLimit,
        [](uint8_t most) { return most < LEAST_HOP_LIMIT ? USUAL_HOP_LIMIT : most; });
    for (EditablePacket* packet : flow.packets)
    {
        if (IsFree(*packet) && packet->hopLimit == 0)
        {
            packet->hopLimit = flow.Side(*packet).hopLimit.value_or(USUAL_HOP_LIMIT);
        }
    }
}

void
RepairNetworkOptions(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (IsFree(*packet) && !packet->isNetworkIntact && packet->version == 4 &&
            !AreWellFormed(packet->networkOptions))
        {
            packet->networkOptions.clear();
        }
    }
}

void
RepairIcmp(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (!IsFree(*packet) || !packet->hasInventedPayload)
        {
            continue; // what it has belongs to its type
        }
        IcmpFields& icmp = packet->icmp;
        if (packet->protocol == PROTOCOL_ICMPV6)
        {
            if (icmp.type != ECHO_V6 && icmp.type != ECHO_REPLY_V6)
            {
                icmp.type = packet->isForward ? ECHO_V6 : ECHO_REPLY_V6;
            }
            icmp.code = 0;
        }
        else if (packet->protocol == PROTOCOL_ICMP && IsIcmpError(icmp.type))
        {
            const uint8_t mostCodes[] = {0, 0, 0, 15, 0, 3, 0, 0, 0, 0, 0, 1, 2};
            icmp.code = std::min(icmp.code, mostCodes[icmp.type]);
            packet->payload = MakeQuote(*packet, packet->payload.size());
        }
        else if (packet->protocol == PROTOCOL_ICMP)
        {
            if (icmp.type != ECHO && icmp.type != ECHO_REPLY)
            {
                icmp.type = packet->isForward ? ECHO : ECHO_REPLY;
            }
            icmp.code = 0;
        }
    }
}

void
RepairPayload(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (!packet->hasInventedPayload)
        {
            continue;
        }
        const std::size_t headers = packet->HeaderBytes();
        const std::size_t most = flow.mostBytes - std::min(flow.mostBytes, headers);
        const bool isSyn = packet->IsTcp() && packet->Has(TCP_SYN);
        const bool isReset = packet->IsTcp() && packet->Has(TCP_RST);
        packet->payload.resize(isSyn || isReset ? 0 : std::min(packet->payload.size(), most));
    }
}

void
RepairTimes(FlowUnderRepair& flow)
{
    FlowHistory& history = flow.history;
    for (EditablePacket* packet : flow.packets)
    {
        if (!packet->hasTime)
        {
            const int64_t gap = history.time
                                    ? flow.model.DrawGap(history.wasForward != packet->isForward,
                                                         !packet->payload.empty(),
                                                         flow.random)
                                    : 0;
            packet->time = history.time.value_or(flow.model.start) + gap;
            packet->hasTime = true;
        }
        history.time = packet->time;
        history.wasForward = packet->isForward;
    }
}

void
RepairLengths(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        AssembleHeaders(*packet);
    }
}

void
RepairChecksums(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        AssembleChecksums(*packet);
    }
}

} // namespace ns3::synthnet
