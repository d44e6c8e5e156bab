/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packets.h"

#include "ns3/int-head.h"

#include <gtest/gtest.h>

#include <random>

namespace
{

using namespace ns3::synthnet;

/// The whole packet is in the head, so all checksums can be computed anew.
void
ExpectRight(const PacketBytes& packet, const std::string& what)
{
    const PacketLayout layout(packet);
    EXPECT_EQ(layout.bytes, packet.size()) << what;
    if (!layout.isIpv6)
    {
        EXPECT_EQ(OnesSum(packet.data(), layout.l4), 0xffff) << what;
    }
    if (!layout.isTcp)
    {
        EXPECT_EQ(LoadBig16(&packet[layout.l4 + 4]), packet.size() - layout.l4) << what;
    }
    if (layout.isTcp || LoadBig16(&packet[layout.checksum]) != 0)
    {
        EXPECT_EQ(L4Sum(packet), 0xffff) << what;
    }
}

TEST(IntPlace, IsBehindTheHeadersWithTheirOptions)
{
    TestPacket packet;
    packet.trafficClass = 0x5d;
    for (const bool isIpv6 : {false, true})
    {
        for (const bool isTcp : {false, true})
        {
            for (const std::size_t options : {0, 16, 40})
            {
                packet.isIpv6 = isIpv6;
                packet.isTcp = isTcp;
                packet.ipOptions = options;
                packet.tcpOptions = isTcp ? 40 - options : 0;
                const PacketBytes bytes = packet.Bytes();
                const auto place = FindIntPlace(bytes.data(), bytes.size());
                ASSERT_TRUE(place);
                EXPECT_EQ(place->isIpv6, isIpv6);
                EXPECT_EQ(place->isTcp, isTcp);
                EXPECT_EQ(place->l4, (isIpv6 ? 40 : 20) + options);
                EXPECT_EQ(place->payload, bytes.size() - 64);
                EXPECT_EQ(place->dscp, 0x17);
                EXPECT_EQ(place->destinationPort, 9028);
            }
        }
    }
}

TEST(IntPlace, CutAnywhereThereIsNone)
{
    std::mt19937 random(2);
    for (int i = 0; i < 200; ++i)
    {
        TestPacket packet = AnyPacket(random);
        packet.payload.clear();
        const PacketBytes bytes = packet.Bytes();
        for (std::size_t size = 0; size < bytes.size(); ++size)
        {
            const PacketBytes cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            ASSERT_FALSE(FindIntPlace(cut.data(), cut.size())) << size;
        }
        ASSERT_TRUE(FindIntPlace(bytes.data(), bytes.size()));
    }
}

TEST(IntPlace, OtherPacketsHaveNone)
{
    const auto refused = [](TestPacket packet, std::size_t offset, uint8_t value) {
        PacketBytes bytes = packet.Bytes();
        bytes[offset] = value;
        EXPECT_FALSE(FindIntPlace(bytes.data(), bytes.size())) << offset;
    };
    TestPacket ipv4;
    refused(ipv4, 0, 0x55); // version 5
    refused(ipv4, 0, 0x44); // a header of 16 bytes
    refused(ipv4, 6, 0x20); // more fragments
    refused(ipv4, 7, 0x01); // a later fragment
    refused(ipv4, 9, 1);    // ICMP
    ipv4.isTcp = true;
    refused(ipv4, 32, 0x40); // a TCP header of 16 bytes
    ipv4.payload.resize(39);
    refused(ipv4, 32, 0xf0); // with 40 bytes of options
    TestPacket ipv6;
    ipv6.isIpv6 = true;
    refused(ipv6, 6, 44); // a fragment header
    refused(ipv6, 6, 50); // encrypted
    ipv6.ipOptions = 8;
    refused(ipv6, 41, 255); // an extension that is longer than what is there
}

TEST(IntHead, KeepsLengthsAndChecksumsRight)
{
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i)
    {
        const TestPacket packet = AnyPacket(random);
        const PacketBytes bytes = packet.Bytes();
        ExpectRight(bytes, "at first");
        IntHead head = HeadOf(bytes);
        const std::size_t at = head.Place().payload;
        PacketBytes added(4 * (random() % 100));
        for (uint8_t& byte : added)
        {
            byte = static_cast<uint8_t>(random());
        }
        head.Insert(at, added.data(), added.size());
        ExpectRight(head.Bytes(), "inserted");
        EXPECT_EQ(head.PacketBytes(), bytes.size() + added.size());
        head.SetDscp(static_cast<uint8_t>(random()));
        ExpectRight(head.Bytes(), "DSCP");
        head.SetDestinationPort(static_cast<uint16_t>(random()));
        ExpectRight(head.Bytes(), "port");
        const std::size_t part = added.size() / 8 * 4;
        head.Erase(at + part, added.size() - part);
        head.Erase(at, part);
        ExpectRight(head.Bytes(), "erased");
        head.SetDscp(packet.trafficClass >> 2);
        head.SetDestinationPort(packet.destinationPort);
        ASSERT_EQ(head.Bytes(), bytes) << i;
    }
}

TEST(IntHead, AWrongChecksumComesBackAsItWas)
{
    std::mt19937 random(4);
    for (int i = 0; i < 2000; ++i)
    {
        const TestPacket packet = AnyPacket(random);
        PacketBytes bytes = packet.Bytes();
        const std::size_t checksum = PacketLayout(bytes).checksum;
        StoreBig16(&bytes[checksum], static_cast<uint16_t>(random() % 65535)); // 0xffff: see below
        IntHead head = HeadOf(bytes);
        const PacketBytes added(16, static_cast<uint8_t>(random()));
        head.Insert(head.Place().payload, added.data(), added.size());
        head.SetDestinationPort(1);
        head.SetDestinationPort(packet.destinationPort);
        head.Erase(head.Place().payload, added.size());
        ASSERT_EQ(head.Bytes(), bytes) << i;
    }
}

TEST(IntHead, OfTcpOnlyTheOtherFormOfZeroCannotBeRestored)
{
    TestPacket packet;
    for (const bool isTcp : {false, true})
    {
        packet.isTcp = isTcp;
        PacketBytes bytes = packet.Bytes();
        StoreBig16(&bytes[PacketLayout(bytes).checksum], 0xffff);
        EXPECT_EQ(CanCarryInt(HeadOf(bytes)), !isTcp);
        EXPECT_TRUE(CanCarryInt(HeadOf(packet.Bytes())));
    }
}

TEST(IntHead, HoldsWhatTheLengthsOfIpAndUdpSay)
{
    for (const bool isIpv6 : {false, true})
    {
        for (const bool isTcp : {false, true})
        {
            TestPacket packet;
            packet.isIpv6 = isIpv6;
            packet.isTcp = isTcp;
            PacketBytes bytes = packet.Bytes();
            EXPECT_TRUE(HeadOf(bytes).Holds(64));
            EXPECT_FALSE(HeadOf(bytes).Holds(65));
            uint8_t* length = &bytes[isIpv6 ? 4 : 2];
            StoreBig16(length, LoadBig16(length) - 1);
            EXPECT_EQ(HeadOf(bytes).Holds(63), isTcp) << "UDP says more than IP";
            EXPECT_EQ(CanCarryInt(HeadOf(bytes)), isTcp);
            EXPECT_FALSE(HeadOf(bytes).Holds(64));
        }
    }
    PacketBytes bytes = TestPacket().Bytes();
    StoreBig16(&bytes[24], 8); // of UDP
    EXPECT_TRUE(HeadOf(bytes).Holds(0));
    EXPECT_FALSE(HeadOf(bytes).Holds(1));
}

TEST(IntHead, WhereNoneAreComputedChecksumsStay)
{
    for (const bool isTcp : {false, true})
    {
        TestPacket packet;
        packet.isTcp = isTcp;
        const PacketBytes bytes = packet.Bytes();
        IntHead head = HeadOf(bytes, false);
        const PacketBytes added(8, 1);
        head.Insert(head.Place().payload, added.data(), added.size());
        head.SetDscp(1);
        head.SetDestinationPort(1);
        const std::size_t l4 = PacketLayout(bytes).checksum;
        EXPECT_EQ(LoadBig16(&head.Bytes()[10]), LoadBig16(&bytes[10]));
        EXPECT_EQ(LoadBig16(&head.Bytes()[l4]), LoadBig16(&bytes[l4]));
        EXPECT_EQ(head.PacketBytes(), bytes.size() + 8);
    }
}

} // namespace
