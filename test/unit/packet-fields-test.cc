/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/packet-fields.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

// 192.168.1.2 → 10.0.3.4, DSCP 46, ECN 1, TTL 63, UDP 4196 → 9028, don't fragment.
std::vector<uint8_t>
Ipv4Udp()
{
    return {0x45, 0xb9, 0x00, 0x20, 0x12, 0x34, 0x40, 0x00, 0x3f, 0x11, 0x00, 0x00, 192,  168,
            1,    2,    10,   0,    3,    4,    0x10, 0x64, 0x23, 0x44, 0x00, 0x0c, 0x00, 0x00};
}

// 2001:db8::1 → fe80::2, traffic class 0xb8, hop limit 64, TCP 80 → 50000.
std::vector<uint8_t>
Ipv6Tcp()
{
    std::vector<uint8_t> bytes{0x6b, 0x80, 0x00, 0x00, 0x00, 0x14, 0x06, 0x40};
    bytes.insert(bytes.end(), {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    bytes.insert(bytes.end(), {0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2});
    bytes.insert(bytes.end(), {0x00, 0x50, 0xc3, 0x50});
    return bytes;
}

PacketFields
Parse(uint16_t etherType, const std::vector<uint8_t>& bytes)
{
    PacketFields fields;
    fields.ingressPort = 3;
    fields.packetLength = 99;
    fields.ethernetDst = 0x0800000000a1;
    fields.ethernetSrc = 0x0800000000b2;
    fields.etherType = etherType;
    ParseFields(bytes.data(), bytes.size(), fields);
    return fields;
}

TEST(PacketFields, AnIpv4UdpPacketGivesEachOfItsFields)
{
    const PacketFields fields = Parse(0x0800, Ipv4Udp());
    EXPECT_EQ(fields.Get(Field::Ipv4Valid), (Bits128{0, 1}));
    EXPECT_EQ(fields.Get(Field::Ipv4Src), (Bits128{0, 0xc0a80102}));
    EXPECT_EQ(fields.Get(Field::Ipv4Dst), (Bits128{0, 0x0a000304}));
    EXPECT_EQ(fields.Get(Field::Ipv4Protocol), (Bits128{0, 17}));
    EXPECT_EQ(fields.Get(Field::Ipv4Diffserv), (Bits128{0, 0xb9}));
    EXPECT_EQ(fields.Get(Field::Ipv4Dscp), (Bits128{0, 46}));
    EXPECT_EQ(fields.Get(Field::Ipv4Ecn), (Bits128{0, 1}));
    EXPECT_EQ(fields.Get(Field::Ipv4Ttl), (Bits128{0, 63}));
    EXPECT_EQ(fields.Get(Field::Ipv4TotalLen), (Bits128{0, 32}));
    EXPECT_EQ(fields.Get(Field::Ipv4Flags), (Bits128{0, 2}));
    EXPECT_EQ(fields.Get(Field::Ipv4FragOffset), (Bits128{0, 0}));
    EXPECT_EQ(fields.Get(Field::UdpValid), (Bits128{0, 1}));
    EXPECT_EQ(fields.Get(Field::TcpValid), (Bits128{0, 0}));
    EXPECT_EQ(fields.Get(Field::L4SrcPort), (Bits128{0, 4196}));
    EXPECT_EQ(fields.Get(Field::L4DstPort), (Bits128{0, 9028}));
    EXPECT_EQ(fields.Get(Field::Ipv6Valid), (Bits128{0, 0}));
}

TEST(PacketFields, AnIpv6TcpPacketGivesEachOfItsFields)
{
    const PacketFields fields = Parse(0x86DD, Ipv6Tcp());
    EXPECT_EQ(fields.Get(Field::Ipv6Valid), (Bits128{0, 1}));
    EXPECT_EQ(fields.Get(Field::Ipv6Src), (Bits128{0x20010db800000000, 1}));
    EXPECT_EQ(fields.Get(Field::Ipv6Dst), (Bits128{0xfe80000000000000, 2}));
    EXPECT_EQ(fields.Get(Field::Ipv6NextHeader), (Bits128{0, 6}));
    EXPECT_EQ(fields.Get(Field::Ipv6Class), (Bits128{0, 0xb8}));
    EXPECT_EQ(fields.Get(Field::Ipv6HopLimit), (Bits128{0, 64}));
    EXPECT_EQ(fields.Get(Field::TcpValid), (Bits128{0, 1}));
    EXPECT_EQ(fields.Get(Field::UdpValid), (Bits128{0, 0}));
    EXPECT_EQ(fields.Get(Field::L4SrcPort), (Bits128{0, 80}));
    EXPECT_EQ(fields.Get(Field::L4DstPort), (Bits128{0, 50000}));
    EXPECT_EQ(fields.Get(Field::Ipv4Valid), (Bits128{0, 0}));
}

TEST(PacketFields, ParsingKeepsMetadataAndEthernetFields)
{
    const PacketFields fields = Parse(0x0800, Ipv4Udp());
    EXPECT_EQ(fields.Get(Field::IngressPort), (Bits128{0, 3}));
    EXPECT_EQ(fields.Get(Field::PacketLength), (Bits128{0, 99}));
    EXPECT_EQ(fields.Get(Field::EthernetDst), (Bits128{0, 0x0800000000a1}));
    EXPECT_EQ(fields.Get(Field::EthernetSrc), (Bits128{0, 0x0800000000b2}));
    EXPECT_EQ(fields.Get(Field::EtherType), (Bits128{0, 0x0800}));
}

TEST(PacketFields, ParsingForgetsThePacketBefore)
{
    PacketFields fields = Parse(0x0800, Ipv4Udp());
    fields.etherType = 0x0806;
    ParseFields(nullptr, 0, fields);
    EXPECT_FALSE(fields.ipv4Valid);
    EXPECT_EQ(fields.ipv4Dst, 0u);
    EXPECT_FALSE(fields.udpValid);
    EXPECT_EQ(fields.l4DstPort, 0u);
}

TEST(PacketFields, Ipv4OptionsAreSkipped)
{
    std::vector<uint8_t> bytes = Ipv4Udp();
    bytes[0] = 0x46;
    bytes.insert(bytes.begin() + 20, {1, 1, 1, 0});
    EXPECT_EQ(Parse(0x0800, bytes).l4DstPort, 9028);
}

TEST(PacketFields, AFragmentOtherThanTheFirstHasNoPorts)
{
    std::vector<uint8_t> bytes = Ipv4Udp();
    bytes[6] = 0x20; // more fragments, offset 0
    EXPECT_TRUE(Parse(0x0800, bytes).udpValid);
    bytes[7] = 0x01;
    const PacketFields fields = Parse(0x0800, bytes);
    EXPECT_TRUE(fields.ipv4Valid);
    EXPECT_EQ(fields.ipv4Flags, 1);
    EXPECT_EQ(fields.ipv4FragOffset, 1);
    EXPECT_FALSE(fields.udpValid);
    EXPECT_EQ(fields.l4DstPort, 0);
}

TEST(PacketFields, OtherProtocolsHaveNoPorts)
{
    std::vector<uint8_t> bytes = Ipv4Udp();
    bytes[9] = 253;
    const PacketFields fields = Parse(0x0800, bytes);
    EXPECT_TRUE(fields.ipv4Valid);
    EXPECT_EQ(fields.l4DstPort, 0);
}

TEST(PacketFields, AHeaderThatIsCutShortIsAbsent)
{
    const std::vector<uint8_t> ipv4 = Ipv4Udp();
    const std::vector<uint8_t> ipv6 = Ipv6Tcp();
    for (std::size_t size = 0; size <= ipv4.size(); ++size)
    {
        // A copy of just this size lets a sanitizer see any read beyond it.
        const PacketFields fields = Parse(0x0800, {ipv4.begin(), ipv4.begin() + size});
        EXPECT_EQ(fields.ipv4Valid, size >= 20) << size;
        EXPECT_EQ(fields.udpValid, size >= 24) << size;
    }
    for (std::size_t size = 0; size <= ipv6.size(); ++size)
    {
        const PacketFields fields = Parse(0x86DD, {ipv6.begin(), ipv6.begin() + size});
        EXPECT_EQ(fields.ipv6Valid, size >= 40) << size;
        EXPECT_EQ(fields.tcpValid, size >= 44) << size;
    }
}

TEST(PacketFields, AWrongVersionOrHeaderLengthMakesTheHeaderAbsent)
{
    std::vector<uint8_t> bytes = Ipv4Udp();
    for (const uint8_t first : {0x44, 0x65, 0x48})
    {
        bytes[0] = first; // too short, wrong version, longer than the packet
        EXPECT_FALSE(Parse(0x0800, bytes).ipv4Valid) << int{first};
    }
    bytes = Ipv6Tcp();
    bytes[0] = 0x4b;
    EXPECT_FALSE(Parse(0x86DD, bytes).ipv6Valid);
}

TEST(PacketFields, EveryFieldIsFoundByItsNameAndFitsItsWidth)
{
    PacketFields full;
    full.ipv6Src = full.ipv6Dst = {~uint64_t{0}, ~uint64_t{0}};
    std::set<std::string> names;
    for (std::size_t i = 0; i < FIELD_COUNT; ++i)
    {
        const auto field = static_cast<Field>(i);
        const std::string name{FieldName(field)};
        EXPECT_TRUE(names.insert(name).second) << name;
        EXPECT_EQ(FindField(name), field) << name;
        EXPECT_GE(FieldWidth(field), 1u) << name;
        EXPECT_LE(FieldWidth(field), 128u) << name;
        if (full.Get(field).high != 0)
        {
            EXPECT_EQ(FieldWidth(field), 128u) << name;
        }
    }
    EXPECT_EQ(FindField("hdr.tcp.dstPort"), Field::L4DstPort);
    EXPECT_EQ(FindField("hdr.udp.srcPort"), Field::L4SrcPort);
    EXPECT_EQ(FindField("ipv4.dstAddr"), Field::Ipv4Dst);
    EXPECT_FALSE(FindField("hdr.ipv4.destination"));
    EXPECT_FALSE(FindField(""));
}

} // namespace
