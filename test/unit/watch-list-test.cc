/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packets.h"

#include "ns3/input-error.h"
#include "ns3/watch-list.h"

#include <gtest/gtest.h>

#include <string>

namespace
{

using namespace ns3::synthnet;

constexpr uint16_t IPV4 = 0x0800;
constexpr uint16_t IPV6 = 0x86DD;

/// Of a packet from 198.1.1.17 to 198.1.2.18, or from 2000::1 to 2000::2, port 4196 to 9028.
PacketFields
FieldsOf(const TestPacket& packet)
{
    const PacketBytes bytes = packet.Bytes();
    PacketFields fields;
    fields.etherType = packet.isIpv6 ? IPV6 : IPV4;
    ParseFields(bytes.data(), bytes.size(), fields);
    return fields;
}

bool
IsWatched(const std::string& list, const TestPacket& packet)
{
    return WatchList::Parse(list).Watches(FieldsOf(packet), [] { return 0.5; });
}

TEST(WatchList, EveryConditionChooses)
{
    TestPacket udp;
    udp.trafficClass = 10 << 2;
    for (const char* list : {"all",
                             "all,dport=9028",
                             "src=198.1.1.17",
                             "src=198.1.1.0/24",
                             "dst=0.0.0.0/0",
                             "dst=198.1.2.16/30",
                             "protocol=udp",
                             "protocol=17",
                             "sport=4196",
                             "dport=9000-9028",
                             "dscp=10",
                             "probability=0.6",
                             "probability=6e-1",
                             "probability=1",
                             " src=198.1.1.17 , dst=198.1.2.18,protocol=udp,sport=4196,dport=9028",
                             "protocol=tcp;dport=9028"})
    {
        EXPECT_TRUE(IsWatched(list, udp)) << list;
    }
    for (const char* list : {"",
                             "src=198.1.1.18",
                             "src=198.1.2.0/24",
                             "dst=198.1.2.16/31",
                             "dst=::/0",
                             "protocol=tcp",
                             "sport=4195",
                             "dport=9029-9100",
                             "dscp=0",
                             "probability=0.5",
                             "protocol=udp,dport=80",
                             "protocol=tcp;dport=80"})
    {
        EXPECT_FALSE(IsWatched(list, udp)) << list;
    }
    TestPacket ipv6;
    ipv6.isIpv6 = true;
    ipv6.isTcp = true;
    EXPECT_TRUE(IsWatched("src=2000::/16,dst=2000::2,protocol=tcp,dport=9028", ipv6));
    EXPECT_TRUE(IsWatched("src=2000::1/127", ipv6));
    EXPECT_FALSE(IsWatched("dst=2000::1", ipv6));
    EXPECT_FALSE(IsWatched("src=0.0.0.0/0", ipv6));
}

TEST(WatchList, OneOfSoManyPacketsOfARule)
{
    WatchList list = WatchList::Parse("protocol=udp,every=3;protocol=tcp,every=2");
    TestPacket tcp;
    tcp.isTcp = true;
    const PacketFields udpFields = FieldsOf(TestPacket());
    const PacketFields tcpFields = FieldsOf(tcp);
    std::string seen;
    for (int i = 0; i < 7; ++i)
    {
        seen += list.Watches(udpFields, nullptr) ? 'U' : '.';
        seen += list.Watches(tcpFields, nullptr) ? 'T' : '.';
    }
    EXPECT_EQ(seen, "UT...TU..T..UT");
}

TEST(WatchList, TheFirstRuleThatMatchesDecides)
{
    WatchList list = WatchList::Parse("protocol=udp,probability=0;all");
    EXPECT_FALSE(list.Watches(FieldsOf(TestPacket()), [] { return 0.0; }));
}

TEST(WatchList, APacketWithoutPortsHasNone)
{
    PacketFields fields;
    fields.ipv4Valid = true;
    fields.ipv4Protocol = 1;
    EXPECT_FALSE(WatchList::Parse("dport=0-65535").Watches(fields, nullptr));
    EXPECT_TRUE(WatchList::Parse("protocol=1").Watches(fields, nullptr));
    EXPECT_FALSE(WatchList::Parse("all").Watches(PacketFields(), nullptr)); // no IP
}

TEST(WatchList, WhatCannotBeReadIsNamed)
{
    const auto refusal = [](const std::string& list) -> std::string {
        try
        {
            WatchList::Parse(list);
        }
        catch (const InputError& error)
        {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refusal("all;dport=80x"),
              "watch list, rule 2: 'dport=80x', expected a port from 0 to 65535, or FIRST-LAST");
    EXPECT_EQ(refusal("dport=80;src=10.0.0.1, src=10.0.0.2"),
              "watch list, rule 2: 'src=10.0.0.2', expected src once in a rule");
    EXPECT_EQ(refusal("src=10.0.0.1,dst=10.0.0.1;src=10.0.0.2"), "");
    for (const char* list : {";",
                             "all;",
                             "all,all",
                             "every=2,every=3",
                             "port=80",
                             "dport",
                             "dport=",
                             "dport=80-70",
                             "dport=65536",
                             "dport=-1",
                             "src=10.0.0",
                             "src=167772161",
                             "src=10.0.0.1/33",
                             "src=10.0.0.1/",
                             "src=::1/129",
                             "src=:::1",
                             "protocol=icmp",
                             "protocol=256",
                             "dscp=64",
                             "every=0",
                             "probability=1.5",
                             "probability=nan",
                             "probability=",
                             "probability=0.5x",
                             "probability= 0.5",
                             "probability=0x1p-1",
                             "probability=+0.5",
                             "probability=-0.5",
                             "probability=inf"})
    {
        EXPECT_NE(refusal(list), "") << list;
    }
}

} // namespace
