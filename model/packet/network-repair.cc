/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "network-repair.h"

#include "packet-model.h"

#include "ns3/big-endian.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace ns3::synthnet
{
namespace
{

constexpr uint8_t LEAST_HOP_LIMIT = 32; // that a vote among noise may win
constexpr uint8_t USUAL_HOP_LIMIT = 64; // RFC 1700's, and Linux's
constexpr uint8_t FEW_HOPS = 5;         // fewer remain of no hop limit that a host starts with
constexpr std::size_t FEW_VALUES = 3;   // of a field, in a direction that is not noise
constexpr std::size_t PACKETS_A_VALUE = 20;

constexpr uint8_t ECHO_REPLY = 0;
constexpr uint8_t ECHO = 8;
constexpr uint8_t ECHO_V6 = 128;
constexpr uint8_t ECHO_REPLY_V6 = 129;

struct PortRange
{
    uint16_t first;
    uint16_t last;
};

// Ports of protocols of which a message cannot be zeros: what tshark 4.0 calls malformed, or an
// error, among datagrams and segments of 4, 24, 60, 400 and 1000 zeros to each port.
constexpr PortRange UDP_PORTS_NOT_OF_ZEROS[] = {
    {49, 49},     {53, 53},     {67, 68},     {123, 123},   {137, 138},   {173, 173},
    {213, 213},   {427, 427},   {464, 464},   {496, 496},   {513, 513},   {520, 521},
    {524, 525},   {664, 664},   {701, 701},   {854, 854},   {910, 910},   {921, 921},
    {925, 925},   {1052, 1052}, {1153, 1153}, {1194, 1194}, {1628, 1629}, {1718, 1719},
    {1745, 1745}, {2157, 2157}, {2269, 2269}, {2313, 2313}, {2428, 2428}, {2887, 2887},
    {2945, 2945}, {3130, 3130}, {3343, 3343}, {3357, 3357}, {3389, 3389}, {3455, 3455},
    {3544, 3544}, {8805, 8805}};
constexpr PortRange TCP_PORTS_NOT_OF_ZEROS[] = {
    {22, 22},       {42, 42},       {53, 53},      {88, 88},     {123, 123},   {161, 162},
    {210, 210},     {547, 547},     {639, 639},    {873, 873},   {925, 925},   {1102, 1102},
    {1153, 1153},   {1194, 1194},   {1723, 1723},  {2234, 2234}, {2240, 2240}, {2269, 2269},
    {2321, 2322},   {2571, 2571},   {2812, 2812},  {3002, 3003}, {3006, 3006}, {3014, 3014},
    {3016, 3019},   {3306, 3306},   {3357, 3357},  {3369, 3369}, {3632, 3632}, {3724, 3724},
    {3863, 3863},   {4222, 4224},   {4249, 4250},  {4551, 4551}, {4556, 4556}, {5000, 5000},
    {5353, 5353},   {5445, 5445},   {5534, 5534},  {6000, 6063}, {7171, 7172}, {7871, 7871},
    {7911, 7911},   {8023, 8023},   {8085, 8085},  {8567, 8567}, {9092, 9092}, {13400, 13400},
    {14001, 14001}, {24800, 24800}, {29418, 29418}};

template <std::size_t Count>
bool
IsAmong(const PortRange (&ranges)[Count], uint16_t port)
{
    return std::any_of(std::begin(ranges), std::end(ranges), [&](const PortRange& range) {
        return port >= range.first && port <= range.last;
    });
}

/// @return a port for messages of zeros, of the dynamic ones (RFC 6335) where the port is of others
uint16_t
PortForZeros(uint16_t port, uint8_t protocol)
{
    constexpr uint16_t DYNAMIC_FIRST = 49152;
    constexpr uint16_t DYNAMIC_COUNT = 16384;
    const bool isOfOthers = protocol == PROTOCOL_TCP ? IsAmong(TCP_PORTS_NOT_OF_ZEROS, port)
                                                     : IsAmong(UDP_PORTS_NOT_OF_ZEROS, port);
    return isOfOthers ? static_cast<uint16_t>(DYNAMIC_FIRST + port % DYNAMIC_COUNT) : port;
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
            if (packet->IsNetworkFree() && packet->isForward == isForward)
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

/// @return whether a packet goes to several, for which few hops are usual
bool
IsMulticast(const EditablePacket& packet)
{
    const uint8_t first = packet.destination.address[0];
    return packet.version == 4 ? first >= 224 : first == 0xff;
}

/// @return the hop limit that most packets of a direction have, of those that go far
uint8_t
PlausibleHopLimit(const FlowUnderRepair& flow, bool isForward)
{
    std::map<uint8_t, std::size_t> votes;
    bool isNear = false; // as a proven packet says, such as one that looks for a route
    for (const EditablePacket* packet : flow.packets)
    {
        if (packet->isForward != isForward || !packet->isWhole || packet->hopLimit == 0)
        {
            continue;
        }
        isNear = isNear || (packet->isProven && packet->hopLimit < FEW_HOPS);
        ++votes[packet->hopLimit];
    }
    const auto most =
        std::max_element(votes.begin(), votes.end(), [&](const auto& a, const auto& b) {
            const auto weight = [&](const auto& vote) {
                return isNear || vote.first >= FEW_HOPS ? vote.second : 0;
            };
            return weight(a) < weight(b);
        });
    const bool isThere = most != votes.end() && (isNear || most->first >= FEW_HOPS);
    return isThere ? most->first : USUAL_HOP_LIMIT;
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
        packet->reservedBit = packet->reservedBit && !packet->IsNetworkFree();
    }
}

void
RepairFragment(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (packet->IsNetworkFree()) // with a transport header it is none
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
    for (const bool isForward : {true, false})
    {
        const uint8_t plausible = PlausibleHopLimit(flow, isForward);
        for (EditablePacket* packet : flow.packets)
        {
            const bool isRight =
                packet->hopLimit != 0 && (IsMulticast(*packet) || packet->hopLimit >= FEW_HOPS);
            if (packet->isForward == isForward && packet->IsNetworkFree() && !isRight)
            {
                packet->hopLimit = plausible;
            }
        }
    }
}

void
RepairNetworkOptions(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (packet->IsNetworkFree() && packet->version == 4 &&
            !AreWellFormed(packet->networkOptions))
        {
            packet->networkOptions.clear();
        }
    }
}

void
RepairPorts(FlowUnderRepair& flow)
{
    bool& hasZeros = flow.history.hasZeros;
    for (const EditablePacket* packet : flow.packets)
    {
        hasZeros = hasZeros || (packet->hasInventedPayload && !packet->payload.empty());
    }
    for (EditablePacket* packet : flow.packets)
    {
        const bool hasPorts = packet->protocol == PROTOCOL_TCP || packet->protocol == PROTOCOL_UDP;
        if (hasZeros && hasPorts && packet->IsTransportFree())
        {
            packet->source.port = PortForZeros(packet->source.port, packet->protocol);
            packet->destination.port = PortForZeros(packet->destination.port, packet->protocol);
        }
    }
}

void
RepairProtocol(FlowUnderRepair& flow)
{
    constexpr uint8_t EXPERIMENT = 253; // RFC 3692
    for (EditablePacket* packet : flow.packets)
    {
        // Alone, without a packet that proves it, a number is as likely as any that damage makes.
        const bool isInvented =
            packet->hasInventedPayload || (flow.packets.size() == 1 && !flow.history.hasIntact);
        const bool canBeOther = packet->version == 4 || packet->networkOptions.empty();
        if (packet->IsNetworkFree() && isInvented && canBeOther && !packet->HasTransport())
        {
            packet->protocol = EXPERIMENT;
        }
    }
}

void
RepairIcmp(FlowUnderRepair& flow)
{
    for (EditablePacket* packet : flow.packets)
    {
        if (!packet->IsTransportFree() || !packet->hasInventedPayload)
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
