/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packets.h"

#include "ns3/input-error.h"
#include "ns3/int-node.h"

#include "ns3/boolean.h"
#include "ns3/flow-id-tag.h"
#include "ns3/global-value.h"
#include "ns3/ipv4-header.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

constexpr uint32_t INSIDE = 0; // ports
constexpr uint32_t ALSO_INSIDE = 1;
constexpr uint32_t OUTSIDE = 2;
constexpr uint16_t ROOM = 9000; // an MTU
constexpr uint8_t DSCP = 0x17;

PacketBytes
BytesOf(const Packet& packet)
{
    PacketBytes bytes(packet.GetSize());
    packet.CopyData(bytes.data(), bytes.size());
    return bytes;
}

/// Nodes of a domain, and packets on their way through them.
class IntNodeTest : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    }

    void TearDown() override
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }

    /// @param node its number, from 1
    /// @param watched what it starts INT for at its edge, and reports with XD
    Ptr<IntNode> MakeNode(uint32_t node, const std::string& watched = "all")
    {
        auto made = CreateObject<IntNode>();
        made->SetNodeId(node);
        made->SetEdge(OUTSIDE, WatchList::Parse(watched));
        made->SetWatchList(WatchList::Parse(watched));
        made->TraceConnectWithoutContext("Report", MakeCallback(&IntNodeTest::Note, this));
        return made;
    }

    /// @param dscp that the switch's tables give to the packet
    /// @param etherType 0: of the packet's IP version
    /// @return whether the packet goes on
    bool Pass(IntNode& node,
              Ptr<Packet> packet,
              uint32_t from,
              uint32_t to,
              uint16_t mtu = ROOM,
              std::optional<uint8_t> dscp = std::nullopt,
              uint16_t etherType = 0)
    {
        PacketBytes bytes = BytesOf(*packet);
        PacketFields fields;
        fields.ingressPort = from;
        const uint16_t ofIp = bytes.at(0) >> 4 == 6 ? 0x86DD : 0x0800;
        fields.etherType = etherType == 0 ? ofIp : etherType;
        ParseFields(bytes.data(), bytes.size(), fields);
        const auto admission = node.Admit(packet, fields, to, mtu, dscp);
        const uint32_t admitted = packet->GetSize();
        if (admission.task)
        {
            IntHop hop;
            hop.nodeId = 77;
            hop.hopLatency = 5;
            hop.egressTimestamp = m_random();
            node.Complete(packet, *admission.task, hop);
        }
        EXPECT_EQ(packet->GetSize(), admitted + (admission.task ? admission.task->moreBytes : 0));
        return !admission.isDropped;
    }

    static Ptr<Packet> PacketOf(const PacketBytes& bytes)
    {
        return Create<Packet>(bytes.data(), bytes.size());
    }

    /// @return what a packet carries
    static std::optional<IntContent> ContentOf(const Packet& packet)
    {
        const PacketBytes bytes = BytesOf(packet);
        const auto place = FindIntPlace(bytes.data(), bytes.size());
        return place ? ReadInt(bytes.data() + place->payload, bytes.size() - place->payload)
                     : std::nullopt;
    }

    /// @return the headers in a report
    static PacketBytes InnerOf(const Report& report)
    {
        const auto tlvs = DecodeReportTlvs(report.inner);
        return tlvs && tlvs->size() == 1 ? tlvs->front().data : PacketBytes();
    }

    std::vector<ReportPacket> m_reports;
    std::mt19937 m_random{3};

  private:
    void Note(const std::vector<uint8_t>& payload)
    {
        m_reports.push_back(DecodeReportPacket(payload.data(), payload.size()).value());
    }
};

/// IPv4's and L4's checksum and all lengths.
void
ExpectSound(const PacketBytes& packet, bool hasL4Checksum)
{
    const PacketLayout layout(packet);
    ASSERT_EQ(layout.bytes, packet.size());
    if (!layout.isIpv6)
    {
        ASSERT_EQ(OnesSum(packet.data(), layout.l4), 0xffff);
    }
    if (hasL4Checksum)
    {
        ASSERT_EQ(L4Sum(packet), 0xffff);
    }
    else
    {
        ASSERT_EQ(LoadBig16(&packet[layout.checksum]), 0) << "none";
    }
}

TEST_F(IntNodeTest, TheSinkRestoresEveryPacketByteForByte)
{
    std::vector<Ptr<IntNode>> nodes;
    for (uint32_t i = 0; i < 12; ++i)
    {
        nodes.push_back(MakeNode(i));
    }
    std::map<std::string, int> started; // by what the packets were
    std::map<std::string, int> carried; // ordinary ones to INT's port
    uint64_t pushed = 0;
    for (unsigned bitmap = 0; bitmap < 0x10000; ++bitmap)
    {
        TestPacket packet = AnyPacket(m_random);
        packet.trafficClass = packet.trafficClass >> 2 == DSCP ? 0 : packet.trafficClass;
        const bool isToPort = m_random() % 4 == 0;
        packet.destinationPort = isToPort ? IntPresence().port : packet.destinationPort;
        const PacketBytes before = packet.Bytes();
        const bool hasChecksum = packet.isTcp || packet.hasUdpChecksum;
        const std::size_t hops = 1 + m_random() % nodes.size();
        const auto mtu = static_cast<uint16_t>(before.size() + m_random() % 600);
        const bool isMd = m_random() % 4 != 0;
        const bool isByPort = m_random() % 4 == 0;
        const bool isWatched = m_random() % 4 != 0;
        nodes[0]->SetEdge(OUTSIDE, WatchList::Parse(isWatched ? "all" : ""));
        const uint64_t startedBefore = nodes[0]->GetCounters().started;
        for (const auto& node : nodes)
        {
            node->SetAttribute("Mode", StringValue(isMd ? "MD" : "MX"));
            node->SetAttribute("Instructions", UintegerValue(bitmap));
            node->SetAttribute("RemainingHops", UintegerValue(m_random() % 14));
            node->SetAttribute("ByPort", BooleanValue(isByPort));
        }
        const Ptr<Packet> sent = PacketOf(before);
        m_reports.clear();
        if (isByPort && isToPort && !packet.isTcp && hops > 1 && mtu < before.size() + 16)
        {
            ASSERT_FALSE(Pass(*nodes[0], sent, OUTSIDE, ALSO_INSIDE, mtu)) << "no way in";
            continue;
        }
        if (isByPort && isToPort && !packet.isTcp && !isWatched && hops > 1)
        {
            ++carried[packet.isIpv6 ? packet.ipOptions > 0 ? "IPv6 extension" : "IPv6" : "IPv4"];
        }
        for (std::size_t hop = 0; hop < hops; ++hop)
        {
            const bool isLast = hop + 1 == hops;
            ASSERT_TRUE(Pass(*nodes[hop],
                             sent,
                             hop == 0 ? OUTSIDE : INSIDE,
                             isLast ? OUTSIDE : ALSO_INSIDE,
                             mtu));
            ASSERT_LE(sent->GetSize(), isLast ? ROOM : mtu);
            ExpectSound(BytesOf(*sent), hasChecksum);
        }
        ASSERT_EQ(BytesOf(*sent), before) << "bitmap " << bitmap;
        const bool isStarted = nodes[0]->GetCounters().started > startedBefore;
        const bool isAlone = hops == 1;
        ASSERT_EQ(m_reports.size(), isAlone ? isWatched : !isStarted ? 0 : isMd ? 1 : hops);
        if (isStarted)
        {
            ++started[std::string(isMd ? "MD" : "MX") + (packet.isIpv6 ? " IPv6" : " IPv4") +
                      (packet.isTcp ? " TCP" : " UDP") + (isByPort ? " port" : " DSCP") +
                      (bitmap & INT_CHECKSUM_COMPLEMENT ? " with bit 15" : "")];
        }
    }
    for (const auto& node : nodes)
    {
        EXPECT_EQ(node->GetCounters().malformed, 0u);
        pushed += node->GetCounters().pushed;
    }
    EXPECT_EQ(started.size(), 24u) << "all but TCP by port";
    for (const auto& [kind, packets] : started)
    {
        EXPECT_GT(packets, 200) << kind;
    }
    EXPECT_EQ(carried.size(), 3u);
    for (const auto& [kind, packets] : carried)
    {
        EXPECT_GT(packets, 40) << kind;
    }
    EXPECT_GT(pushed, 80'000u);
}

TEST_F(IntNodeTest, EveryHopIsInTheSinksReport)
{
    const auto source = MakeNode(1);
    const auto transit = MakeNode(2);
    const auto sink = MakeNode(3);
    source->SetAttribute("DomainId", UintegerValue(0x7777));
    source->SetAttribute("RemainingHops", UintegerValue(3));
    const Ptr<Packet> packet = PacketOf(TestPacket().Bytes());
    Pass(*source, packet, OUTSIDE, INSIDE);
    EXPECT_EQ(BytesOf(*packet)[1] >> 2, DSCP);
    EXPECT_EQ(ContentOf(*packet)->hops.size(), 1u);
    Pass(*transit, packet, INSIDE, ALSO_INSIDE);
    const auto content = ContentOf(*packet);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->hops.size(), 2u);
    EXPECT_EQ(content->header.remainingHops, 1);
    EXPECT_EQ(content->header.domainId, 0x7777);
    EXPECT_TRUE(m_reports.empty());
    const PacketBytes inDomain = BytesOf(*packet);
    Pass(*sink, packet, INSIDE, OUTSIDE);

    ASSERT_EQ(m_reports.size(), 1u);
    EXPECT_EQ(m_reports[0].group.nodeId, 3u);
    EXPECT_EQ(m_reports[0].group.sequence, 0u);
    const Report& report = m_reports[0].reports.at(0);
    EXPECT_EQ(report.bitmap, INT_HOP_LATENCY | INT_EGRESS_TIMESTAMP); // what Pass() makes of it
    EXPECT_EQ(report.hop.hopLatency, 5u);
    EXPECT_EQ(report.domainId, 0x7777);
    EXPECT_TRUE(report.tracked);
    EXPECT_FALSE(report.intermediate);
    const std::size_t headers = inDomain.size() - 64; // all but the payload
    EXPECT_EQ(InnerOf(report), PacketBytes(inDomain.begin(), inDomain.begin() + headers));
    EXPECT_EQ(source->GetCounters().started, 1u);
    EXPECT_EQ(transit->GetCounters().pushed, 1u);
    EXPECT_EQ(sink->GetCounters().taken, 1u);
    EXPECT_EQ(sink->GetCounters().reports, 1u);
}

TEST_F(IntNodeTest, WithMxEveryHopReportsAndThePacketStaysAsLong)
{
    const auto source = MakeNode(1);
    const auto transit = MakeNode(2);
    const auto sink = MakeNode(3);
    source->SetAttribute("Mode", StringValue("MX"));
    source->SetAttribute("Instructions", UintegerValue(INT_HOP_LATENCY));
    const PacketBytes before = TestPacket().Bytes();
    const Ptr<Packet> packet = PacketOf(before);
    Pass(*source, packet, OUTSIDE, INSIDE);
    EXPECT_EQ(packet->GetSize(), before.size() + 16);
    Pass(*transit, packet, INSIDE, ALSO_INSIDE);
    EXPECT_EQ(packet->GetSize(), before.size() + 16);
    Pass(*sink, packet, INSIDE, OUTSIDE);
    EXPECT_EQ(BytesOf(*packet), before);
    ASSERT_EQ(m_reports.size(), 3u);
    for (uint32_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(m_reports[i].group.nodeId, i + 1);
        EXPECT_EQ(m_reports[i].reports[0].bitmap, INT_HOP_LATENCY);
        EXPECT_EQ(m_reports[i].reports[0].intermediate, i < 2);
    }
}

TEST_F(IntNodeTest, WithXdThePacketStaysAsItIs)
{
    const PacketBytes before = TestPacket().Bytes();
    const Ptr<Packet> packet = PacketOf(before);
    for (uint32_t i = 1; i <= 3; ++i)
    {
        const auto node = MakeNode(i, i == 2 ? "protocol=tcp" : "protocol=udp");
        node->SetAttribute("Mode", StringValue("XD"));
        Pass(*node, packet, i == 1 ? OUTSIDE : INSIDE, i == 3 ? OUTSIDE : ALSO_INSIDE);
        EXPECT_EQ(BytesOf(*packet), before);
        EXPECT_EQ(node->GetCounters().watched, i == 2 ? 0u : 1u);
    }
    ASSERT_EQ(m_reports.size(), 2u);
    EXPECT_EQ(m_reports[1].group.nodeId, 3u);
    EXPECT_EQ(InnerOf(m_reports[0].reports[0]), PacketBytes(before.begin(), before.begin() + 28));
}

TEST_F(IntNodeTest, ADomainOfOneNodeReportsWithoutALineToPutIntOn)
{
    const auto node = MakeNode(1);
    const PacketBytes before = TestPacket().Bytes();
    const Ptr<Packet> packet = PacketOf(before);
    node->SetEdge(3, {});
    Pass(*node, packet, OUTSIDE, 3, before.size());
    EXPECT_EQ(BytesOf(*packet), before);
    ASSERT_EQ(m_reports.size(), 1u);
    EXPECT_FALSE(m_reports[0].reports[0].intermediate);
}

TEST_F(IntNodeTest, OnlyWhatIsWatchedStarts)
{
    const auto source = MakeNode(1, "dport=9028,every=2");
    for (const uint32_t grown : {1, 0, 1, 0})
    {
        const Ptr<Packet> packet = PacketOf(TestPacket().Bytes());
        const uint32_t before = packet->GetSize();
        Pass(*source, packet, OUTSIDE, INSIDE);
        EXPECT_EQ(packet->GetSize() > before, grown);
    }
    EXPECT_EQ(source->GetCounters().watched, 2u);
    TestPacket other;
    other.destinationPort = 80;
    const PacketBytes before = other.Bytes();
    const Ptr<Packet> packet = PacketOf(before);
    Pass(*source, packet, OUTSIDE, INSIDE);
    EXPECT_EQ(BytesOf(*packet), before);
    const Ptr<Packet> fromInside = PacketOf(TestPacket().Bytes());
    Pass(*source, fromInside, INSIDE, ALSO_INSIDE);
    EXPECT_EQ(BytesOf(*fromInside), TestPacket().Bytes());
}

TEST_F(IntNodeTest, OrdinaryPacketsWithTheDomainsDscpAreRemarked)
{
    const auto source = MakeNode(1, "");
    source->SetAttribute("RemarkDscp", UintegerValue(8));
    TestPacket packet;
    packet.trafficClass = DSCP << 2 | 1;
    const Ptr<Packet> sent = PacketOf(packet.Bytes());
    Pass(*source, sent, OUTSIDE, INSIDE);
    packet.trafficClass = 8 << 2 | 1;
    EXPECT_EQ(BytesOf(*sent), packet.Bytes()); // with the right checksum
    EXPECT_EQ(source->GetCounters().remarked, 1u);
    EXPECT_EQ(source->GetCounters().malformed, 0u);
}

TEST_F(IntNodeTest, OtherPacketsWithTheDomainsDscpAreRemarkedAsWell)
{
    const auto source = MakeNode(1);
    for (const bool isIpv6 : {false, true})
    {
        TestPacket packet;
        packet.isIpv6 = isIpv6;
        packet.trafficClass = DSCP << 2 | 2;
        PacketBytes bytes = packet.Bytes();
        bytes[isIpv6 ? 6 : 9] = 58; // ICMP
        const Ptr<Packet> sent = PacketOf(bytes);
        Pass(*source, sent, OUTSIDE, INSIDE);
        const PacketBytes after = BytesOf(*sent);
        const uint16_t first = LoadBig16(after.data());
        EXPECT_EQ(isIpv6 ? first >> 4 & 0xff : first & 0xff, 2); // ECN stays
        EXPECT_EQ(PacketBytes(after.begin() + 12, after.end()),
                  PacketBytes(bytes.begin() + 12, bytes.end()));
    }
    EXPECT_EQ(source->GetCounters().remarked, 2u);
}

TEST_F(IntNodeTest, AWatchedPacketWithTheDomainsDscpGetsItBack)
{
    const auto source = MakeNode(1);
    const auto sink = MakeNode(2);
    TestPacket packet;
    packet.trafficClass = DSCP << 2;
    const Ptr<Packet> sent = PacketOf(packet.Bytes());
    Pass(*source, sent, OUTSIDE, INSIDE);
    Pass(*sink, sent, INSIDE, OUTSIDE);
    EXPECT_EQ(BytesOf(*sent), packet.Bytes());
    EXPECT_EQ(source->GetCounters().remarked, 0u);
    EXPECT_EQ(m_reports.size(), 1u);
}

TEST_F(IntNodeTest, TheDscpOfATableIsWhatTheSinkGivesBack)
{
    constexpr uint8_t FIRST = 8;
    constexpr uint8_t SECOND = 9;
    using Marks = std::vector<std::optional<uint8_t>>;
    const std::vector<Marks> all{{FIRST, {}, {}},
                                 {{}, SECOND, {}},
                                 {{}, {}, SECOND},
                                 {FIRST, SECOND, {}},
                                 {DSCP, {}, {}},
                                 {{}, DSCP, {}},
                                 {{}, FIRST, DSCP}};
    for (const Marks& marks : all)
    {
        for (int kind = 0; kind < 4; ++kind)
        {
            const bool isByPort = kind >= 2;
            TestPacket packet;
            packet.isTcp = !isByPort && kind % 2 == 1;
            packet.trafficClass = 10 << 2 | 1;
            const Ptr<Packet> sent = PacketOf(packet.Bytes());
            m_reports.clear();
            uint8_t last = 10;
            for (uint32_t i = 0; i < 3; ++i)
            {
                const auto node = MakeNode(i + 1);
                node->SetAttribute("Mode", StringValue(kind % 2 == 0 ? "MD" : "MX"));
                node->SetAttribute("ByPort", BooleanValue(isByPort));
                Pass(*node,
                     sent,
                     i == 0 ? OUTSIDE : INSIDE,
                     i == 2 ? OUTSIDE : ALSO_INSIDE,
                     ROOM,
                     marks[i]);
                ExpectSound(BytesOf(*sent), true);
                last = isByPort && i == 1 && marks[i] == DSCP ? DSCP : marks[i].value_or(last);
                const uint8_t inside = isByPort ? last : DSCP;
                EXPECT_EQ(BytesOf(*sent)[1] >> 2, i == 2 ? last : inside);
                EXPECT_EQ(node->GetCounters().malformed, 0u);
                EXPECT_EQ(node->GetCounters().remarked, 0u);
            }
            packet.trafficClass = static_cast<uint8_t>(last << 2 | 1);
            EXPECT_EQ(BytesOf(*sent), packet.Bytes());
            EXPECT_EQ(m_reports.size(), kind % 2 == 0 ? 1u : 3u);
        }
    }
}

TEST_F(IntNodeTest, WhatCannotBeReadKeepsItsDscpInside)
{
    const auto transit = MakeNode(1);
    TestPacket packet;
    packet.trafficClass = DSCP << 2;
    const Ptr<Packet> sent = PacketOf(packet.Bytes());
    Pass(*transit, sent, INSIDE, ALSO_INSIDE, ROOM, 8);
    EXPECT_EQ(BytesOf(*sent), packet.Bytes());
    EXPECT_EQ(transit->GetCounters().malformed, 1u);
}

TEST_F(IntNodeTest, AnOrdinaryPacketIsReservedByTheDscpThatItWouldHaveInside)
{
    struct Case
    {
        uint8_t came;
        std::optional<uint8_t> table;
        uint32_t from;
        uint32_t to;
        uint8_t goes;
        uint64_t remarked;
    };

    constexpr uint8_t REMARK = 3;
    for (const Case& each : std::vector<Case>{{0, DSCP, OUTSIDE, INSIDE, REMARK, 1},
                                              {DSCP, 8, OUTSIDE, INSIDE, 8, 0},
                                              {DSCP, {}, OUTSIDE, INSIDE, REMARK, 1},
                                              {0, 8, OUTSIDE, INSIDE, 8, 0},
                                              {0, DSCP, INSIDE, ALSO_INSIDE, REMARK, 1},
                                              {0, DSCP, INSIDE, OUTSIDE, DSCP, 0},
                                              {DSCP, {}, OUTSIDE, OUTSIDE, DSCP, 0},
                                              {0, DSCP, OUTSIDE, OUTSIDE, DSCP, 0}})
    {
        for (const uint8_t protocol : {uint8_t{17}, uint8_t{1}})
        {
            const auto node = MakeNode(1, "");
            node->SetAttribute("RemarkDscp", UintegerValue(REMARK));
            uint64_t told = 0;
            node->TraceConnectWithoutContext(
                "Remarked",
                Callback<void, Ptr<const Packet>>([&](Ptr<const Packet> packet) {
                    EXPECT_EQ(BytesOf(*packet)[1] >> 2, DSCP);
                    ++told;
                }));
            TestPacket packet;
            packet.trafficClass = static_cast<uint8_t>(each.came << 2);
            PacketBytes bytes = packet.Bytes();
            bytes[9] = protocol;
            const Ptr<Packet> sent = PacketOf(bytes);
            Pass(*node, sent, each.from, each.to, ROOM, each.table);
            EXPECT_EQ(BytesOf(*sent)[1] >> 2, each.goes);
            EXPECT_EQ(node->GetCounters().remarked, each.remarked);
            EXPECT_EQ(told, each.remarked);
        }
    }
    const auto node = MakeNode(1, ""); // with XD nothing is reserved
    node->SetAttribute("Mode", StringValue("XD"));
    const Ptr<Packet> sent = PacketOf(TestPacket().Bytes());
    Pass(*node, sent, OUTSIDE, INSIDE, ROOM, DSCP);
    EXPECT_EQ(BytesOf(*sent)[1] >> 2, DSCP);
    EXPECT_EQ(node->GetCounters().remarked, 0u);
}

TEST_F(IntNodeTest, WhatIsNoIpIsLeftAlone)
{
    constexpr uint16_t EXPERIMENTAL = 0x88b5; // an EtherType
    const auto source = MakeNode(1);
    const auto sink = MakeNode(2);
    const PacketBytes plain = TestPacket().Bytes();
    const Ptr<Packet> sent = PacketOf(plain);
    Pass(*source, sent, OUTSIDE, INSIDE, ROOM, {}, EXPERIMENTAL);
    EXPECT_EQ(BytesOf(*sent), plain);
    Pass(*source, sent, OUTSIDE, INSIDE);
    const PacketBytes bytes = BytesOf(*sent);
    Pass(*sink, sent, INSIDE, OUTSIDE, ROOM, {}, EXPERIMENTAL);
    EXPECT_EQ(BytesOf(*sent), bytes);
    EXPECT_EQ(sink->GetCounters().taken, 0u);
}

TEST_F(IntNodeTest, IntThatIsLongerThanItsPacketIsMalformed)
{
    const auto source = MakeNode(1);
    for (const bool isIpv6 : {false, true})
    {
        for (const bool isTcp : {false, true})
        {
            TestPacket packet;
            packet.isIpv6 = isIpv6;
            packet.isTcp = isTcp;
            const Ptr<Packet> whole = PacketOf(packet.Bytes());
            Pass(*source, whole, OUTSIDE, INSIDE);
            PacketBytes bytes = BytesOf(*whole);
            const std::size_t headers = PacketLayout(bytes).l4 + (isTcp ? 20 : 8);
            // Bytes behind the end of IP look like INT.
            StoreBig16(&bytes[isIpv6 ? 4 : 2],
                       static_cast<uint16_t>(headers + 40 - (isIpv6 ? 40 : 0)));
            const auto transit = MakeNode(2);
            const auto sink = MakeNode(3);
            const Ptr<Packet> sent = PacketOf(bytes);
            Pass(*transit, sent, INSIDE, ALSO_INSIDE);
            EXPECT_EQ(BytesOf(*sent), bytes);
            EXPECT_EQ(transit->GetCounters().malformed, 1u);
            Pass(*sink, sent, INSIDE, OUTSIDE);
            EXPECT_EQ(BytesOf(*sent), bytes);
            EXPECT_EQ(sink->GetCounters().malformed, 1u);
            EXPECT_EQ(sink->GetCounters().taken, 0u);
        }
    }
}

TEST_F(IntNodeTest, APacketWhoseLengthsDisagreeIsNotInstrumented)
{
    for (const auto& [offset, value] :
         {std::pair<std::size_t, uint16_t>{2, 27}, {24, 65530}, {24, 0}})
    {
        PacketBytes bytes = TestPacket().Bytes();
        StoreBig16(&bytes[offset], value);
        const auto source = MakeNode(1);
        const Ptr<Packet> sent = PacketOf(bytes);
        Pass(*source, sent, OUTSIDE, INSIDE);
        EXPECT_EQ(BytesOf(*sent), bytes);
        EXPECT_EQ(source->GetCounters().notStarted, 1u);
    }
}

TEST_F(IntNodeTest, OrdinaryPacketsToTheDomainsPortAreCarriedThrough)
{
    const auto source = MakeNode(1, "");
    const auto transit = MakeNode(2);
    const auto sink = MakeNode(3);
    for (const auto& node : {source, transit, sink})
    {
        node->SetAttribute("ByPort", BooleanValue(true));
    }
    const PacketBytes likeInt{0x14, 3, 0x23, 0x44, 0x28, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0, 0};
    for (int kind = 0; kind < 6; ++kind)
    {
        TestPacket packet;
        packet.destinationPort = IntPresence().port;
        packet.payload = kind % 2 == 0 ? packet.payload : likeInt; // which even says D
        packet.payload.resize(400, 'x');
        packet.isIpv6 = kind >= 2;
        packet.ipOptions = kind >= 4 ? 8 : 0; // an extension
        const PacketBytes before = packet.Bytes();
        const Ptr<Packet> sent = PacketOf(before);
        Pass(*source, sent, OUTSIDE, INSIDE);
        ExpectSound(BytesOf(*sent), true);
        Pass(*transit, sent, INSIDE, ALSO_INSIDE);
        Pass(*sink, sent, INSIDE, OUTSIDE);
        EXPECT_EQ(BytesOf(*sent), before);
        const Ptr<Packet> tooLong = PacketOf(before);
        EXPECT_FALSE(Pass(*source, tooLong, OUTSIDE, INSIDE, before.size() + 15)) << "no way in";
    }
    EXPECT_EQ(source->GetCounters().remarked, 12u);
    EXPECT_EQ(source->GetCounters().started, 0u);
    EXPECT_EQ(transit->GetCounters().malformed + sink->GetCounters().malformed, 0u);
    EXPECT_TRUE(m_reports.empty());
}

TEST_F(IntNodeTest, PortsMarkUdpOnly)
{
    const auto source = MakeNode(1);
    source->SetAttribute("ByPort", BooleanValue(true));
    TestPacket tcp;
    tcp.isTcp = true;
    tcp.destinationPort = IntPresence().port;
    const Ptr<Packet> sent = PacketOf(tcp.Bytes());
    Pass(*source, sent, OUTSIDE, INSIDE);
    EXPECT_EQ(BytesOf(*sent), tcp.Bytes());
    EXPECT_EQ(source->GetCounters().notStarted, 1u);
    EXPECT_EQ(source->GetCounters().remarked, 0u);
}

TEST_F(IntNodeTest, ReportsAreNotReportedAbout)
{
    const auto node = MakeNode(1);
    node->SetAttribute("Mode", StringValue("XD"));
    node->SetAttribute("Collector", Ipv4AddressValue("198.1.2.18"));
    TestPacket packet;
    packet.destinationPort = REPORT_PORT;
    Pass(*node, PacketOf(packet.Bytes()), INSIDE, OUTSIDE);
    EXPECT_TRUE(m_reports.empty());
    packet.destinationPort = REPORT_PORT - 1;
    Pass(*node, PacketOf(packet.Bytes()), INSIDE, OUTSIDE);
    EXPECT_EQ(m_reports.size(), 1u);
}

TEST_F(IntNodeTest, WithoutRoomForItsFixedPartIntDoesNotStart)
{
    const auto source = MakeNode(1);
    const PacketBytes before = TestPacket().Bytes();
    const Ptr<Packet> packet = PacketOf(before);
    Pass(*source, packet, OUTSIDE, INSIDE, before.size() + 15);
    EXPECT_EQ(BytesOf(*packet), before);
    EXPECT_EQ(source->GetCounters().notStarted, 1u);
    Pass(*source, packet, OUTSIDE, INSIDE, before.size() + 16);
    const auto content = ContentOf(*packet);
    ASSERT_TRUE(content);
    EXPECT_TRUE(content->header.mtuExceeded);
    EXPECT_TRUE(content->hops.empty());
    EXPECT_EQ(source->GetCounters().noRoom, 1u);
}

TEST_F(IntNodeTest, TheHopsAreCountedFromTheSourceOn)
{
    const auto source = MakeNode(1);
    source->SetAttribute("RemainingHops", UintegerValue(1));
    const auto transit = MakeNode(2);
    const Ptr<Packet> packet = PacketOf(TestPacket().Bytes());
    Pass(*source, packet, OUTSIDE, INSIDE);
    EXPECT_FALSE(ContentOf(*packet)->header.exceeded);
    Pass(*transit, packet, INSIDE, ALSO_INSIDE);
    EXPECT_TRUE(ContentOf(*packet)->header.exceeded);
    EXPECT_EQ(ContentOf(*packet)->hops.size(), 1u);
    EXPECT_EQ(transit->GetCounters().noHopsLeft, 1u);
}

TEST_F(IntNodeTest, ASinkDiscardsWhatSaysSo)
{
    const auto source = MakeNode(1);
    source->SetAttribute("Discard", BooleanValue(true));
    const auto sink = MakeNode(2);
    const Ptr<Packet> packet = PacketOf(TestPacket().Bytes());
    Pass(*source, packet, OUTSIDE, INSIDE);
    EXPECT_FALSE(Pass(*sink, packet, INSIDE, OUTSIDE));
    EXPECT_EQ(sink->GetCounters().discarded, 1u);
    ASSERT_EQ(m_reports.size(), 1u);
    EXPECT_EQ(m_reports[0].reports[0].bitmap, 0);
}

TEST_F(IntNodeTest, IntThatCannotBeReadIsCountedAndGoesOn)
{
    const auto transit = MakeNode(1);
    const auto sink = MakeNode(2);
    TestPacket packet;
    packet.trafficClass = DSCP << 2;
    const PacketBytes before = packet.Bytes(); // "aaaa" is no shim
    const Ptr<Packet> sent = PacketOf(before);
    Pass(*transit, sent, INSIDE, ALSO_INSIDE);
    EXPECT_EQ(BytesOf(*sent), before);
    EXPECT_EQ(transit->GetCounters().malformed, 1u);
    Pass(*sink, sent, INSIDE, OUTSIDE);
    EXPECT_EQ(BytesOf(*sent), before);
    EXPECT_EQ(sink->GetCounters().malformed, 1u);

    // Of another version: the shim still says how much to take out.
    const auto source = MakeNode(3);
    const Ptr<Packet> newer = PacketOf(TestPacket().Bytes());
    Pass(*source, newer, OUTSIDE, INSIDE);
    PacketBytes changed = BytesOf(*newer);
    changed[32] = 0x30; // version 3
    changed[26] = changed[27] = 0;
    const Ptr<Packet> other = PacketOf(changed);
    Pass(*transit, other, INSIDE, ALSO_INSIDE);
    EXPECT_EQ(BytesOf(*other), changed);
    Pass(*sink, other, INSIDE, OUTSIDE);
    EXPECT_EQ(other->GetSize(), before.size());
    EXPECT_EQ(sink->GetCounters().malformed, 2u);
    EXPECT_TRUE(m_reports.empty());
}

TEST_F(IntNodeTest, AnyBytesAreSurvived)
{
    const auto source = MakeNode(1);
    const auto transit = MakeNode(2);
    const auto sink = MakeNode(3);
    std::size_t taken = 0;
    for (int trial = 0; trial < 30'000; ++trial)
    {
        const bool isByPort = trial % 2 == 1;
        for (const auto& node : {source, transit, sink})
        {
            node->SetAttribute("ByPort", BooleanValue(isByPort));
        }
        source->SetAttribute("Mode", StringValue(trial % 3 == 0 ? "MX" : "MD"));
        const Ptr<Packet> sent = PacketOf(AnyPacket(m_random).Bytes());
        Pass(*source, sent, OUTSIDE, INSIDE);
        PacketBytes bytes = BytesOf(*sent);
        for (unsigned changes = m_random() % 4; changes > 0; --changes)
        {
            // Mostly where INT is: behind the IP header.
            const std::size_t near = std::min<std::size_t>(bytes.size(), 120);
            bytes[m_random() % near] = static_cast<uint8_t>(m_random());
        }
        bytes.resize(m_random() % 4 == 0 ? 1 + m_random() % bytes.size() : bytes.size());
        const Ptr<Packet> arrived = PacketOf(bytes);
        Pass(*transit, arrived, INSIDE, ALSO_INSIDE);
        EXPECT_GE(arrived->GetSize(), bytes.size());
        Pass(*sink, arrived, INSIDE, OUTSIDE);
        taken = sink->GetCounters().taken;
    }
    EXPECT_GT(taken, 1000u);
    EXPECT_GT(sink->GetCounters().malformed, 1000u);
    EXPECT_GT(transit->GetCounters().malformed, 1000u);
}

TEST_F(IntNodeTest, WhatIsNeitherTcpNorUdpIsLeftAlone)
{
    const auto source = MakeNode(1);
    PacketBytes bytes = TestPacket().Bytes();
    bytes[9] = 253;
    const Ptr<Packet> packet = PacketOf(bytes);
    Pass(*source, packet, OUTSIDE, INSIDE);
    EXPECT_EQ(BytesOf(*packet), bytes);
    EXPECT_EQ(source->GetCounters().started, 0u);
}

TEST_F(IntNodeTest, AReportHasAsMuchOfThePayloadAsIsAskedFor)
{
    const auto node = MakeNode(1);
    node->SetAttribute("Mode", StringValue("XD"));
    node->SetAttribute("InnerPayload", UintegerValue(40));
    Pass(*node, PacketOf(TestPacket().Bytes()), OUTSIDE, INSIDE);
    EXPECT_EQ(InnerOf(m_reports.at(0).reports[0]).size(), 28u + 40);
    node->SetAttribute("InnerPayload", UintegerValue(1500));
    TestPacket longer;
    longer.payload.resize(1400);
    const PacketBytes bytes = longer.Bytes();
    Pass(*node, PacketOf(bytes), OUTSIDE, INSIDE);
    EXPECT_EQ(m_reports.at(1).reports[0].innerType, REPORT_IPV4); // more than a TLV can say
    EXPECT_EQ(m_reports.at(1).reports[0].inner, bytes);
    EXPECT_EQ(m_reports.at(1).group.sequence, 1u);
}

TEST_F(IntNodeTest, AReportThatTravelsEndsAtItsMtu)
{
    for (const uint16_t mtu : {576, 1500, 1501})
    {
        const auto node = MakeNode(1);
        node->SetAttribute("Mode", StringValue("XD"));
        node->SetAttribute("InnerPayload", UintegerValue(1500));
        node->SetAttribute("ReportMtu", UintegerValue(mtu));
        node->SetAttribute("Collector", Ipv4AddressValue("10.0.0.9"));
        uint32_t size = 0;
        node->SetReportSender([&size](Ptr<Packet> packet) { size = packet->GetSize(); });
        TestPacket packet;
        packet.payload.resize(1472);
        Pass(*node, PacketOf(packet.Bytes()), OUTSIDE, INSIDE);
        EXPECT_LE(size, mtu);
        EXPECT_GT(size, mtu - 12u);
    }
}

TEST_F(IntNodeTest, ADomainOfOneNodeDiscardsAsWell)
{
    const auto node = MakeNode(1);
    node->SetAttribute("Discard", BooleanValue(true));
    node->SetEdge(3, {});
    EXPECT_FALSE(Pass(*node, PacketOf(TestPacket().Bytes()), OUTSIDE, 3));
    EXPECT_EQ(node->GetCounters().discarded, 1u);
    EXPECT_EQ(m_reports.size(), 1u);
    EXPECT_TRUE(Pass(*node, PacketOf(TestPacket().Bytes()), 3, OUTSIDE)) << "not watched";
}

TEST_F(IntNodeTest, AReportTravelsAsAUdpPacket)
{
    const auto node = MakeNode(1);
    node->SetAttribute("Mode", StringValue("XD"));
    node->SetAttribute("Address", Ipv4AddressValue("10.255.0.1"));
    Ptr<Packet> report;
    node->SetReportSender([&report](Ptr<Packet> packet) { report = packet; });
    Pass(*node, PacketOf(TestPacket().Bytes()), OUTSIDE, INSIDE);
    EXPECT_FALSE(report); // to whom?
    node->SetAttribute("Collector", Ipv4AddressValue("10.0.0.9"));
    Pass(*node, PacketOf(TestPacket().Bytes()), OUTSIDE, INSIDE);
    ASSERT_TRUE(report);
    ExpectSound(BytesOf(*report), true);
    Ipv4Header ipv4;
    report->RemoveHeader(ipv4);
    EXPECT_EQ(ipv4.GetSource(), Ipv4Address("10.255.0.1"));
    EXPECT_EQ(ipv4.GetDestination(), Ipv4Address("10.0.0.9"));
    UdpHeader udp;
    report->RemoveHeader(udp);
    EXPECT_EQ(udp.GetDestinationPort(), REPORT_PORT);
    const PacketBytes payload = BytesOf(*report);
    EXPECT_TRUE(DecodeReportPacket(payload.data(), payload.size()));
}

TEST_F(IntNodeTest, AReportHasAlwaysAChecksum)
{
    const auto node = MakeNode(1);
    node->SetAttribute("Mode", StringValue("XD"));
    node->SetAttribute("Collector", Ipv4AddressValue("10.0.0.9"));
    int none = 0;
    int allOnes = 0;
    node->SetReportSender([&](Ptr<Packet> packet) {
        uint8_t bytes[28];
        packet->CopyData(bytes, sizeof bytes);
        none += LoadBig16(bytes + 26) == 0;
        allOnes += LoadBig16(bytes + 26) == 0xffff;
    });
    for (int i = 0; i < 150'000; ++i)
    {
        Pass(*node, PacketOf(TestPacket().Bytes()), OUTSIDE, INSIDE);
        m_reports.clear();
    }
    EXPECT_EQ(none, 0);
    EXPECT_GT(allOnes, 0) << "what was 0";
}

TEST_F(IntNodeTest, TagsStay)
{
    const auto source = MakeNode(1);
    const auto transit = MakeNode(2);
    const auto sink = MakeNode(3);
    for (const bool isTcp : {false, true})
    {
        for (const std::size_t payload : {0, 100})
        {
            TestPacket packet;
            packet.isTcp = isTcp;
            packet.payload.resize(payload);
            const Ptr<Packet> sent = PacketOf(packet.Bytes());
            sent->AddByteTag(FlowIdTag(7), 20, sent->GetSize()); // as FlowMonitor does
            sent->AddPacketTag(FlowIdTag(8));
            const auto expectTags = [&sent] {
                FlowIdTag tag;
                EXPECT_TRUE(sent->FindFirstMatchingByteTag(tag));
                EXPECT_EQ(tag.GetFlowId(), 7u);
                EXPECT_TRUE(sent->PeekPacketTag(tag));
                EXPECT_EQ(tag.GetFlowId(), 8u);
            };
            Pass(*source, sent, OUTSIDE, INSIDE);
            expectTags();
            Pass(*transit, sent, INSIDE, ALSO_INSIDE);
            expectTags();
            Pass(*sink, sent, INSIDE, OUTSIDE);
            expectTags();
            EXPECT_EQ(BytesOf(*sent), packet.Bytes());
        }
    }
    EXPECT_EQ(sink->GetCounters().taken, 4u);
}

TEST(IntMode, NamesAreThoseOfTheSpecification)
{
    for (const char* name : {"MD", "MX", "XD"})
    {
        EXPECT_EQ(IntModeName(ParseIntMode(name)), name);
    }
    EXPECT_THROW(ParseIntMode("md"), InputError);
}

} // namespace
