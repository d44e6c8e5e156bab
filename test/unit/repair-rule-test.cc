/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-packets.h"
#include "random-packets.h"

#include "ns3/big-endian.h"
#include "ns3/flow-under-repair.h"
#include "ns3/packet-model.h"
#include "ns3/repair-rule.h"
#include "ns3/tcp-options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

const std::string RECEIVED = "received.";

bool
IsReceived(const std::string& field)
{
    return field.compare(0, RECEIVED.size(), RECEIVED) == 0;
}

bool
Has(const std::vector<std::string>& fields, const std::string& field)
{
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

TEST(RepairRules, ReadNothingThatALaterOneWrites)
{
    const auto& rules = RepairRules();
    std::set<std::string> names;
    for (std::size_t i = 0; i < rules.size(); ++i)
    {
        const RepairRule& rule = rules[i];
        EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
        EXPECT_FALSE(rule.says.empty() || rule.source.empty() || rule.writes.empty()) << rule.name;
        EXPECT_TRUE(rule.scope == "packet" || rule.scope == "flow" || rule.scope == "trace");
        for (const std::string& read : rule.reads)
        {
            const bool isReceived = IsReceived(read);
            const std::string field = isReceived ? read.substr(RECEIVED.size()) : read;
            for (std::size_t j = 0; j < rules.size(); ++j)
            {
                const bool isEarlier = j < i;
                const bool isOther = j != i && isEarlier == isReceived;
                EXPECT_FALSE(isOther && !Has(rule.writes, field) && Has(rules[j].writes, field))
                    << rule.name << " reads " << read << ", which " << rules[j].name << " writes";
            }
        }
    }
}

using Bytes = std::vector<uint8_t>;

/// A field of packets, as rules name it: what it is, and how to make it anything else.
struct Field
{
    std::function<Bytes(const EditablePacket&)> get;
    std::function<void(EditablePacket&, RandomPackets&)> change;
};

/// @return a field that is a member
template <typename Member>
Field
FieldOf(Member member)
{
    return {[=](const EditablePacket& packet) {
                const auto value =
                    static_cast<uint64_t>(member(const_cast<EditablePacket&>(packet)));
                Bytes bytes(8);
                StoreBig32(bytes.data(), static_cast<uint32_t>(value >> 32));
                StoreBig32(&bytes[4], static_cast<uint32_t>(value));
                return bytes;
            },
            [=](EditablePacket& packet, RandomPackets& random) {
                auto& value = member(packet);
                value = static_cast<std::decay_t<decltype(value)>>(random.Below(UINT32_MAX));
            }};
}

/// @return a bit of TCP's flags
Field
FlagField(uint8_t flag)
{
    return {[=](const EditablePacket& packet) {
                return Bytes{static_cast<uint8_t>(packet.tcp.flags & flag)};
            },
            [=](EditablePacket& packet, RandomPackets& random) {
                packet.tcp.flags &= static_cast<uint8_t>(~flag);
                packet.tcp.flags |= random.Below(2) == 1 ? flag : 0;
            }};
}

TcpOptions
ReadOptions(const EditablePacket& packet)
{
    return ReadTcpOptions(packet.tcp.options.data(), packet.tcp.options.size());
}

/// @return an option behind its kind and length
Field
OptionField(uint8_t kind)
{
    return {[=](const EditablePacket& packet) {
                const TcpOptions options = ReadOptions(packet);
                const TcpOption* option = options.isWellFormed ? options.Find(kind) : nullptr;
                const uint8_t* bytes = packet.tcp.options.data();
                return option ? Bytes(bytes + option->at, bytes + option->at + option->size)
                              : Bytes();
            },
            [=](EditablePacket& packet, RandomPackets& random) {
                const TcpOptions options = ReadOptions(packet);
                const TcpOption* option = options.isWellFormed ? options.Find(kind) : nullptr;
                for (std::size_t i = 2; option && i < option->size; ++i)
                {
                    packet.tcp.options[option->at + i] = static_cast<uint8_t>(random.Below(256));
                }
            }};
}

/// @return the options' size and all but the values of timestamps, and SACK
Bytes
OtherOptions(const EditablePacket& packet)
{
    const TcpOptions options = ReadOptions(packet);
    if (!options.isWellFormed)
    {
        return packet.tcp.options;
    }
    Bytes bytes = {static_cast<uint8_t>(packet.tcp.options.size())};
    for (const TcpOption& option : options.options)
    {
        if (option.kind != OPTION_SACK)
        {
            const auto at = packet.tcp.options.begin() + static_cast<std::ptrdiff_t>(option.at);
            const std::size_t size = option.kind == OPTION_TIMESTAMPS ? 2 : option.size;
            bytes.insert(bytes.end(), at, at + static_cast<std::ptrdiff_t>(size));
        }
    }
    return bytes;
}

const std::map<std::string, Field>&
Fields()
{
    using Packet = EditablePacket;
    const auto address = [](FlowEnd Packet::*end) {
        return Field{[=](const Packet& packet) {
                         return Bytes((packet.*end).address.begin(), (packet.*end).address.end());
                     },
                     [=](Packet& packet, RandomPackets& random) {
                         (packet.*end).address[random.Below(4)] ^= 0x55;
                     }};
    };
    const auto bytes = [](auto member, std::size_t unit) {
        return Field{[=](const Packet& packet) { return member(const_cast<Packet&>(packet)); },
                     [=](Packet& packet, RandomPackets& random) {
                         Bytes& value = member(packet);
                         value.resize(random.Below(11) * unit);
                         for (uint8_t& byte : value)
                         {
                             byte = static_cast<uint8_t>(random.Below(256));
                         }
                     }};
    };
    static const std::map<std::string, Field> FIELDS = {
        {"time", FieldOf([](Packet & p) -> auto& { return p.time; })},
        {"ipv4_tos", FieldOf([](Packet & p) -> auto& { return p.trafficClass; })},
        {"ipv4_id", FieldOf([](Packet & p) -> auto& { return p.identification; })},
        {"ipv4_rbit", FieldOf([](Packet & p) -> auto& { return p.reservedBit; })},
        {"ipv4_dfbit", FieldOf([](Packet & p) -> auto& { return p.dontFragment; })},
        {"ipv4_mfbit", FieldOf([](Packet & p) -> auto& { return p.moreFragments; })},
        {"ipv4_foff", FieldOf([](Packet & p) -> auto& { return p.fragmentOffset; })},
        {"ipv4_ttl", FieldOf([](Packet & p) -> auto& { return p.hopLimit; })},
        {"ipv4_proto", FieldOf([](Packet & p) -> auto& { return p.protocol; })},
        {"ipv4_src", address(&Packet::source)},
        {"ipv4_dst", address(&Packet::destination)},
        {"ipv4_opt",
         bytes(
             [](Packet & p) -> auto& { return p.networkOptions; },
             4)},
        {"ipv6_fl", FieldOf([](Packet & p) -> auto& { return p.flowLabel; })},
        {"tcp_sprt", FieldOf([](Packet & p) -> auto& { return p.source.port; })},
        {"tcp_dprt", FieldOf([](Packet & p) -> auto& { return p.destination.port; })},
        {"tcp_seq", FieldOf([](Packet & p) -> auto& { return p.tcp.sequence; })},
        {"tcp_ackn", FieldOf([](Packet & p) -> auto& { return p.tcp.acknowledgement; })},
        {"tcp_res", FieldOf([](Packet & p) -> auto& { return p.tcp.reserved; })},
        {"tcp_fin", FlagField(TCP_FIN)},
        {"tcp_syn", FlagField(TCP_SYN)},
        {"tcp_rst", FlagField(TCP_RST)},
        {"tcp_psh", FlagField(TCP_PSH)},
        {"tcp_ackf", FlagField(TCP_ACK)},
        {"tcp_urg", FlagField(TCP_URG)},
        {"tcp_ece", FlagField(TCP_ECE)},
        {"tcp_cwr", FlagField(TCP_CWR)},
        {"tcp_wsize", FieldOf([](Packet & p) -> auto& { return p.tcp.window; })},
        {"tcp_urp", FieldOf([](Packet & p) -> auto& { return p.tcp.urgent; })},
        {"tcp_opt",
         {OtherOptions,
          bytes(
              [](Packet & p) -> auto& { return p.tcp.options; },
              4)
              .change}},
        {"tcp_opt.timestamps", OptionField(OPTION_TIMESTAMPS)},
        {"tcp_opt.sack", OptionField(OPTION_SACK)},
        {"icmp_type", FieldOf([](Packet & p) -> auto& { return p.icmp.type; })},
        {"icmp_code", FieldOf([](Packet & p) -> auto& { return p.icmp.code; })},
        {"icmp_roh", FieldOf([](Packet & p) -> auto& { return p.icmp.rest; })},
        {"payload",
         bytes(
             [](Packet & p) -> auto& { return p.payload; },
             7)},
    };
    return FIELDS;
}

/// Packets of a flow, with what rules know of it.
struct Trace
{
    std::vector<EditablePacket> packets;
    FlowHistory history;
    RandomNumbers random{1, 1};

    void Apply(const RepairRule& rule)
    {
        static const PacketModel MODEL = PacketModel::Default();
        std::vector<EditablePacket*> all;
        for (EditablePacket& packet : packets)
        {
            all.push_back(&packet);
        }
        FlowUnderRepair flow{all, history, MODEL, random, 1500};
        rule.apply(flow);
    }
};

/// @return a connection, a few of whose packets are intact, the others damaged, or invented
Trace
DamagedTrace(RandomPackets& random)
{
    Trace trace;
    const bool isInvented = random.Below(2) == 1;
    const bool isNoisy = random.Below(4) != 0;
    const uint8_t protocols[] = {PROTOCOL_TCP, PROTOCOL_TCP, PROTOCOL_UDP, PROTOCOL_ICMP, 99};
    const uint8_t protocol = protocols[random.Below(5)];
    for (const auto& bytes : FlowPackets().Connection())
    {
        EditablePacket packet = TakeApart(bytes.data(), bytes.size(), bytes.size());
        packet.isForward = packet.source.port == 40000;
        packet.hasInventedPayload = isInvented;
        packet.hasTime = !isInvented;
        const bool isFree = isInvented || random.Below(3) == 0;
        packet.isIntact = !isFree;
        packet.isProven = !isFree;
        packet.isNetworkIntact = !isFree;
        packet.isTransportIntact = !isFree;
        packet.protocol = protocol;
        if (packet.IsTcp() && random.Below(3) == 0)
        {
            packet.tcp.options = {1, 1, 8, 10, 0, 0, 1, 1, 0, 0, 1, 1};
            if (random.Below(2) == 0)
            {
                packet.tcp.options = {1, 1, 5, 10, 0, 0, 4, 0, 0, 0, 5, 0};
            }
        }
        for (const auto& [name, field] : Fields())
        {
            const bool isKept = name == "ipv4_proto" || name == "ipv4_src" || name == "ipv4_dst";
            if (isFree && isNoisy && !isKept && random.Below(8) == 0)
            {
                field.change(packet, random);
            }
        }
        if (isFree && !isNoisy)
        {
            // What noise seldom makes.
            packet.source.port = 53;
            packet.destination.port = 53;
            packet.icmp.type = 3;
            packet.tcp.window = 10;
            if (!packet.payload.empty())
            {
                packet.payload.push_back(0);
            }
        }
        trace.packets.push_back(packet);
    }
    return trace;
}

/// @return what the packets have in a field
std::vector<Bytes>
ValuesOf(const Trace& trace, const std::string& name)
{
    std::vector<Bytes> values;
    for (const EditablePacket& packet : trace.packets)
    {
        values.push_back(Fields().at(name).get(packet));
    }
    return values;
}

TEST(RepairRules, WriteWhatTheySay)
{
    RandomPackets random(11);
    std::map<std::string, std::size_t> changes;
    for (int round = 0; round < 300; ++round)
    {
        Trace trace = DamagedTrace(random);
        for (const RepairRule& rule : RepairRules())
        {
            const Trace before = trace;
            trace.Apply(rule);
            for (const auto& [name, field] : Fields())
            {
                const bool isOther = ValuesOf(before, name) != ValuesOf(trace, name);
                EXPECT_FALSE(isOther && !Has(rule.writes, name)) << rule.name << " writes " << name;
                changes[rule.name + " " + name] += isOther ? 1 : 0;
            }
        }
    }
    // Each field that is declared was written, or the test would show nothing.
    for (const RepairRule& rule : RepairRules())
    {
        for (const std::string& name : rule.writes)
        {
            // An offset in the wrong place seldom leaves such an option.
            const bool isSeen = Fields().count(name) > 0 &&
                                (rule.name != "tcp.offset" || name.find('.') == std::string::npos);
            EXPECT_FALSE(isSeen && changes[rule.name + " " + name] == 0)
                << rule.name << " never writes " << name;
        }
    }
}

TEST(RepairRules, ReadWhatTheySay)
{
    RandomPackets random(12);
    for (int round = 0; round < 40; ++round)
    {
        Trace trace = DamagedTrace(random);
        for (const RepairRule& rule : RepairRules())
        {
            const Trace before = trace;
            trace.Apply(rule);
            for (const auto& [name, field] : Fields())
            {
                const bool isRead = Has(rule.reads, name) || Has(rule.reads, RECEIVED + name) ||
                                    Has(rule.reads, "headers") || Has(rule.writes, name);
                if (isRead)
                {
                    continue;
                }
                Trace other = before;
                for (EditablePacket& packet : other.packets)
                {
                    field.change(packet, random);
                }
                other.Apply(rule);
                for (const std::string& written : rule.writes)
                {
                    EXPECT_FALSE(Fields().count(written) > 0 &&
                                 ValuesOf(other, written) != ValuesOf(trace, written))
                        << rule.name << " reads " << name << " for " << written;
                }
            }
        }
    }
}

} // namespace
