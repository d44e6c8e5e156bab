/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packets.h"

#include "ns3/int-content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace
{

using namespace ns3::synthnet;

std::optional<IntContent>
ContentOf(const IntHead& head)
{
    const std::size_t at = head.Place().payload;
    return ReadInt(head.Bytes().data() + at, head.Bytes().size() - at);
}

IntHeader
AskFor(uint16_t bitmap, uint8_t hops)
{
    IntHeader header;
    header.bitmap = bitmap;
    header.hopMl = static_cast<uint8_t>(IntHopWords(bitmap));
    header.remainingHops = hops;
    return header;
}

IntHop
VectorHop(uint32_t node, uint16_t ingress, uint32_t ingress2)
{
    IntHop hop;
    hop.nodeId = node;
    hop.ingressInterface = ingress;
    hop.egressInterface = static_cast<uint16_t>(ingress + 1);
    hop.hopLatency = 0;
    hop.queueId = 0;
    hop.queueOccupancy = 0;
    hop.ingressTimestamp = 0;
    hop.egressTimestamp = 0;
    hop.ingressInterface2 = ingress2;
    hop.egressInterface2 = ingress2 + 1;
    return hop;
}

/// The packets of an independent implementation.
class IntCheckVectors : public ::testing::Test
{
  protected:
    static PacketBytes Made(IntType type, const IntPresence& presence)
    {
        IntHead head = HeadOf(TestPacket().Bytes());
        IntHeader header = AskFor(0xfe00, 9);
        header.domainId = 0x7777;
        header.domainInstructions = 0x8888;
        header.domainFlags = 0x9999;
        StartInt(head, type, header, presence);
        if (type == INT_MD)
        {
            EXPECT_EQ(PushIntHop(head, VectorHop(0xa11, 10, 1), 1500), IntPush::PUSHED);
            EXPECT_EQ(PushIntHop(head, VectorHop(0xb22, 20, 5), 1500), IntPush::PUSHED);
        }
        return head.Bytes();
    }

    static void ExpectChecksums(const PacketBytes& packet, uint16_t ipv4, uint16_t udp)
    {
        EXPECT_EQ(LoadBig16(&packet[10]), ipv4);
        EXPECT_EQ(LoadBig16(&packet[26]), udp);
        EXPECT_EQ(L4Sum(packet), 0xffff);
    }
};

constexpr IntPresence BY_DSCP{false, 0x20, 0};
constexpr IntPresence BY_PORT{true, 0, 0x4568};

TEST_F(IntCheckVectors, EmbeddedWithDscp)
{
    const PacketBytes packet = Made(INT_MD, BY_DSCP);
    ExpectChecksums(packet, 0xeb8a, 0x286c);
    const PacketBytes expected{0x10, 23,   0,    0, // shim
                               0x20, 0,    10,   7,    0xfe, 0,  0x77, 0x77, 0x88,
                               0x88, 0x99, 0x99, // header
                               0,    0,    0x0b, 0x22, 0,    20, 0,    21,   0,
                               0,    0,    0,    0,    0,    0,  0, // the newest hop
                               0,    0,    0,    0,    0,    0,  0,    0,    0,
                               0,    0,    0,    0,    0,    0,  0,    0,    0,
                               0,    5,    0,    0,    0,    6, //
                               0,    0,    0x0a, 0x11, 0,    10, 0,    11,   0,
                               0,    0,    0,    0,    0,    0,  0, // the oldest
                               0,    0,    0,    0,    0,    0,  0,    0,    0,
                               0,    0,    0,    0,    0,    0,  0,    0,    0,
                               0,    1,    0,    0,    0,    2,  'a'};
    const auto first = packet.begin() + 28;
    EXPECT_EQ(PacketBytes(first, first + static_cast<std::ptrdiff_t>(expected.size())), expected);
    EXPECT_EQ(packet[1], 0x80);
    EXPECT_EQ(packet.size(), 28u + 4 + 12 + 80 + 64);
}

TEST_F(IntCheckVectors, InstructionsOnlyWithDscp)
{
    const PacketBytes packet = Made(INT_MX, BY_DSCP);
    ExpectChecksums(packet, 0xebda, 0x28a6);
    const PacketBytes
        expected{0x30, 3, 0, 0, 0x20, 0, 0, 0, 0xfe, 0, 0x77, 0x77, 0x88, 0x88, 0x99, 0x99, 'a'};
    EXPECT_EQ(PacketBytes(packet.begin() + 28, packet.begin() + 45), expected);
}

TEST_F(IntCheckVectors, EmbeddedWithPort)
{
    const PacketBytes packet = Made(INT_MD, BY_PORT);
    ExpectChecksums(packet, 0xec0a, 0xdf03);
    EXPECT_EQ(packet[1], 0);
    EXPECT_EQ(LoadBig16(&packet[22]), 0x4568);
    EXPECT_EQ(LoadBig32(&packet[28]), 0x14172344u); // NPT 1, the port 9028
}

TEST_F(IntCheckVectors, InstructionsOnlyWithPort)
{
    const PacketBytes packet = Made(INT_MX, BY_PORT);
    ExpectChecksums(packet, 0xec5a, 0xdf3d);
    EXPECT_EQ(LoadBig32(&packet[28]), 0x34032344u);
}

TEST(IntContent, ASinkRestoresEveryPacketByteForByte)
{
    std::mt19937 random(5);
    for (int trial = 0; trial < 5000; ++trial)
    {
        const TestPacket packet = AnyPacket(random);
        const PacketBytes bytes = packet.Bytes();
        IntHead head = HeadOf(bytes);
        const IntPresence presence{random() % 2 == 0, 0x17, 0x4568};
        const bool isMd = random() % 4 != 0;
        IntHeader header = AskFor(static_cast<uint16_t>(random()), random() % 16);
        header.domainId = static_cast<uint16_t>(random());
        const std::size_t mtu = 1500 + random() % 500;
        StartInt(head, isMd ? INT_MD : INT_MX, header, presence);
        const std::size_t hops = isMd ? 1 + random() % 12 : 0;
        std::size_t pushed = 0;
        for (std::size_t hop = 0; hop < hops; ++hop)
        {
            IntHop metadata;
            metadata.nodeId = static_cast<uint32_t>(hop);
            metadata.egressTimestamp = random();
            pushed += PushIntHop(head, metadata, mtu) == IntPush::PUSHED;
        }
        const auto content = ContentOf(head);
        ASSERT_TRUE(content);
        EXPECT_EQ(L4Sum(head.Bytes()) == 0xffff, packet.isTcp || packet.hasUdpChecksum);
        EXPECT_EQ(content->hops.size(), header.hopMl > 0 ? pushed : 0);
        EXPECT_EQ(content->header.remainingHops,
                  isMd ? header.remainingHops - (header.hopMl > 0 ? pushed : 0) : 0);
        ASSERT_TRUE(StripInt(head, presence));
        ASSERT_EQ(head.Bytes(), bytes) << trial;
    }
}

TEST(IntContent, AHopIsPushedInFrontOfTheOthers)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(INT_NODE_ID, 3), {});
    for (uint32_t node : {1, 2, 3})
    {
        IntHop hop;
        hop.nodeId = node;
        ASSERT_EQ(PushIntHop(head, hop, 1500), IntPush::PUSHED);
    }
    const auto content = ContentOf(head);
    ASSERT_TRUE(content);
    ASSERT_EQ(content->hops.size(), 3u);
    EXPECT_EQ(content->hops[0].nodeId, 3u);
    EXPECT_EQ(content->hops[2].nodeId, 1u);
    EXPECT_EQ(content->shim.length, 6);
    EXPECT_EQ(content->header, AskFor(INT_NODE_ID, 0));
}

TEST(IntContent, WithoutHopsLeftEIsSetAndNothingPushed)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(INT_NODE_ID, 1), {});
    EXPECT_EQ(PushIntHop(head, {}, 1500), IntPush::PUSHED);
    const std::size_t size = head.Bytes().size();
    for (int i = 0; i < 2; ++i)
    {
        EXPECT_EQ(PushIntHop(head, {}, 1500), IntPush::NO_HOPS_LEFT);
        EXPECT_EQ(head.Bytes().size(), size);
        const auto content = ContentOf(head);
        ASSERT_TRUE(content);
        EXPECT_TRUE(content->header.exceeded);
        EXPECT_FALSE(content->header.mtuExceeded);
        EXPECT_EQ(content->header.remainingHops, 0);
        EXPECT_EQ(L4Sum(head.Bytes()), 0xffff);
    }
}

TEST(IntContent, WithoutRoomMIsSetAndNothingPushed)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(INT_NODE_ID | INT_HOP_LATENCY, 8), {});
    const std::size_t size = head.Bytes().size();
    EXPECT_EQ(PushIntHop(head, {}, size + 7), IntPush::NO_ROOM);
    EXPECT_EQ(head.Bytes().size(), size);
    const auto content = ContentOf(head);
    ASSERT_TRUE(content);
    EXPECT_TRUE(content->header.mtuExceeded);
    EXPECT_FALSE(content->header.exceeded);
    EXPECT_EQ(content->header.remainingHops, 8); // only what was pushed counts
    EXPECT_EQ(L4Sum(head.Bytes()), 0xffff);
    EXPECT_EQ(PushIntHop(head, {}, size + 8), IntPush::PUSHED);
    EXPECT_EQ(ContentOf(head)->header.remainingHops, 7);
}

TEST(IntContent, AStackEndsWhereTheShimsLengthDoes)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(0xfe00, 255), {});
    for (int i = 0; i < 25; ++i)
    {
        ASSERT_EQ(PushIntHop(head, {}, 65535), IntPush::PUSHED);
    }
    EXPECT_EQ(ContentOf(head)->shim.length, 253);
    EXPECT_EQ(PushIntHop(head, {}, 65535), IntPush::NO_ROOM);
    EXPECT_EQ(ContentOf(head)->shim.length, 253);
}

TEST(IntContent, WordsOfTheDomainAreFilledWithOnes)
{
    IntHeader header = AskFor(INT_NODE_ID, 2);
    header.hopMl = 3;
    header.domainInstructions = 0x8000;
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, header, {});
    IntHop hop;
    hop.nodeId = 7;
    ASSERT_EQ(PushIntHop(head, hop, 1500), IntPush::PUSHED);
    const std::size_t at = head.Place().payload + INT_SHIM_BYTES + INT_HEADER_BYTES;
    EXPECT_EQ(LoadBig32(&head.Bytes()[at]), 7u);
    EXPECT_EQ(LoadBig64(&head.Bytes()[at + 4]), ~uint64_t{0});
    EXPECT_EQ(ContentOf(head)->hops.size(), 1u);
}

TEST(IntContent, WhatTheSourcesDomainAddedIsBehindTheHops)
{
    IntHeader header = AskFor(INT_NODE_ID | INT_HOP_LATENCY, 2);
    header.domainInstructions = 1;
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, header, {});
    const std::size_t shim = head.Place().payload;
    const PacketBytes own{1, 2, 3, 4};
    head.Insert(shim + INT_SHIM_BYTES + INT_HEADER_BYTES, own.data(), own.size());
    head.SetWord(shim, LoadBig16(&head.Bytes()[shim]) + 1);
    ASSERT_EQ(PushIntHop(head, {}, 1500), IntPush::PUSHED);
    const auto content = ContentOf(head);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->hops.size(), 1u);
    EXPECT_EQ(content->domainMetadata, own);
}

TEST(IntContent, MetadataInAnMxPacketIsFoundByTheShimsLength)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MX, AskFor(0xff80, 0), {});
    const std::size_t shim = head.Place().payload;
    const PacketBytes own(8, 5);
    head.Insert(shim + INT_SHIM_BYTES + INT_HEADER_BYTES, own.data(), own.size());
    head.SetWord(shim, LoadBig16(&head.Bytes()[shim]) + 2);
    const auto content = ContentOf(head);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->domainMetadata, own);
    EXPECT_TRUE(content->hops.empty());
    EXPECT_EQ(PushIntHop(head, {}, 1500), IntPush::MALFORMED); // hops of MX push nothing
    EXPECT_TRUE(StripInt(head, {}));
    EXPECT_EQ(head.Bytes(), TestPacket().Bytes());
}

TEST(IntContent, WhatContradictsItselfIsNotTouched)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(0xf000, 4), {});
    ASSERT_EQ(PushIntHop(head, {}, 1500), IntPush::PUSHED);
    const std::size_t shim = head.Place().payload;
    const PacketBytes good = head.Bytes();
    const auto refused = [&](std::size_t offset, uint8_t value) {
        PacketBytes bad = good;
        bad[shim + offset] = value;
        IntHead other = HeadOf(bad);
        EXPECT_FALSE(ContentOf(other)) << offset;
        EXPECT_EQ(PushIntHop(other, {}, 1500), IntPush::MALFORMED) << offset;
        EXPECT_EQ(other.Bytes(), bad);
    };
    refused(0, 0x20); // for the destination only
    refused(1, 2);    // shorter than the header
    refused(4, 0x10); // version 1
    refused(6, 5);    // HopML is not the bitmap's
    refused(8, 0x70); // the bitmap is not HopML's
    PacketBytes bad = good;
    bad[shim + 1] = 6; // a stack of three words, HopML is four
    EXPECT_FALSE(ContentOf(HeadOf(bad)));
    bad[shim + 1] = 255; // longer than the packet
    IntHead other = HeadOf(bad);
    EXPECT_FALSE(ContentOf(other));
    EXPECT_FALSE(StripInt(other, {}));
    EXPECT_EQ(other.Bytes(), bad);
}

TEST(IntContent, CutAnywhereItIsNone)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(0xff80, 4), {});
    ASSERT_EQ(PushIntHop(head, {}, 1500), IntPush::PUSHED);
    const PacketBytes content(head.Bytes().begin() +
                                  static_cast<std::ptrdiff_t>(head.Place().payload),
                              head.Bytes().end() - 64);
    EXPECT_TRUE(ReadInt(content.data(), content.size()));
    for (std::size_t size = 0; size < content.size(); ++size)
    {
        const PacketBytes cut(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(size));
        EXPECT_FALSE(ReadInt(cut.data(), cut.size())) << size;
    }
}

TEST(IntContent, OnlyTheDomainsOwnPresenceIsStripped)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(INT_NODE_ID, 4), BY_DSCP);
    const PacketBytes before = head.Bytes();
    EXPECT_FALSE(StripInt(head, BY_PORT));
    EXPECT_EQ(head.Bytes(), before);
    const auto place = FindIntPlace(before.data(), before.size());
    EXPECT_TRUE(SaysInt(*place, BY_DSCP));
    EXPECT_FALSE(SaysInt(*place, BY_PORT));
    EXPECT_FALSE(SaysInt(head.Place(), BY_DSCP)); // as it was at first
}

TEST(IntContent, BitsThatAreReservedComeThrough)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    StartInt(head, INT_MD, AskFor(INT_NODE_ID, 4), {});
    const std::size_t at = head.Place().payload + INT_SHIM_BYTES;
    head.SetWord(at, 0x21ff);
    head.SetWord(at + 2, 0xe104);
    ASSERT_EQ(PushIntHop(head, {}, 1500), IntPush::PUSHED);
    EXPECT_EQ(LoadBig32(&head.Bytes()[at]), 0x21ffe103u);
}

} // namespace
