/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-packets.h"
#include "repaired-packets.h"

#include "ns3/big-endian.h"
#include "ns3/flow-inspector.h"
#include "ns3/internet-checksum.h"
#include "ns3/packet-checksums.h"
#include "ns3/packet-evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace
{

using namespace ns3::synthnet;

/// @return the segment's packet, with IPv6's next header changed, so that its payload is anything
std::vector<uint8_t>
OtherOverIpv6(uint8_t protocol)
{
    // The ports of the flow beside it are where another protocol may have such numbers, too.
    auto bytes = FlowPackets(6).Segment(true, TCP_ACK, 77, 0, 20);
    bytes[6] = protocol;
    bytes[50] ^= 0x21; // so that no checksum is right
    return bytes;
}

void
SetNetworkChecksum(std::vector<uint8_t>& bytes, uint16_t checksum)
{
    StoreBig16(&bytes[IPV4_CHECKSUM_AT], checksum);
}

TEST(PacketEvidence, LeavesPacketsOfOtherProtocolsOverIpv6)
{
    Packets packets = FlowPackets(6).Connection();
    for (const int protocol : {50, 47, 132, 135, 139, 33, 59})
    {
        packets.push_back(OtherOverIpv6(static_cast<uint8_t>(protocol)));
    }
    EXPECT_EQ(Repaired(packets), packets);
}

TEST(PacketEvidence, OfAChecksumTellsAProtocolThatWasDamaged)
{
    for (const uint8_t version : {uint8_t{4}, uint8_t{6}})
    {
        const Packets packets = FlowPackets(version).Connection();
        for (const uint8_t protocol : {22, 47, 255})
        {
            Packets damaged = packets;
            damaged[9][version == 4 ? 9 : 6] = protocol;
            EXPECT_EQ(Repaired(damaged), packets) << int{version} << ' ' << int{protocol};
        }
    }
}

TEST(PacketEvidence, LeavesWhatACaptureCutOff)
{
    constexpr std::size_t SNAP = 96;
    constexpr std::size_t PAYLOAD = 500;
    FlowPackets flow(6);
    Packets packets;
    for (uint32_t i = 0; i < 10; ++i)
    {
        packets.push_back(flow.Segment(true, TCP_ACK, 1 + 500 * i + (i > 6 ? 700 : 0), 7, PAYLOAD));
        packets.back()[52] |= i % 2; // NS
    }
    const std::size_t missing = packets.front().size() - SNAP;
    packets.push_back(flow.Segment(true, TCP_ACK, 777, 1, PAYLOAD));
    packets.back()[41] ^= 1; // a port of its own
    packets.push_back(flow.Segment(true, TCP_ACK, 9999, 1, PAYLOAD));
    packets.back()[39] ^= 2; // and an address
    packets.back()[41] ^= 6;
    for (auto& packet : packets)
    {
        packet.resize(SNAP);
    }
    EXPECT_EQ(Repaired(packets, {}, missing), packets);
}

TEST(PacketEvidence, LeavesATransportHeaderThatTheCaptureCutOff)
{
    auto packet = FlowPackets().Segment(true, TCP_ACK, 1, 1, 100, std::vector<uint8_t>(20, 1));
    const std::size_t wire = packet.size();
    for (std::size_t size = IPV4_BYTES + 1; size < wire; ++size)
    {
        const Packets cut = {{packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size)}};
        EXPECT_EQ(Repaired(cut, {}, wire - size), cut) << size;
    }
}

TEST(PacketEvidence, OfAnIpv4ChecksumOfZeroIsNone)
{
    // Fragments of a datagram, left to a network card.
    const auto whole = FlowPackets().Datagram(true, 40);
    Packets packets;
    for (std::size_t at = 0; at < 48; at += 16)
    {
        std::vector<uint8_t> bytes(whole.begin(), whole.begin() + IPV4_BYTES);
        bytes.insert(bytes.end(), &whole[IPV4_BYTES + at], &whole[IPV4_BYTES + at] + 16);
        StoreBig16(&bytes[2], static_cast<uint16_t>(bytes.size()));
        StoreBig16(&bytes[6], static_cast<uint16_t>((at < 32 ? 0x2000 : 0) | at / 8));
        SetNetworkChecksum(bytes, 0);
        packets.push_back(bytes);
    }
    packets.push_back(FlowPackets().Segment(true, TCP_ACK, 1, 1, 10));
    SetNetworkChecksum(packets.back(), 0);
    Packets repaired = Repaired(packets);
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        EXPECT_EQ(FoldInternetSum(InternetSum(repaired[i].data(), IPV4_BYTES)), 0xffff) << i;
        SetNetworkChecksum(repaired[i], 0);
    }
    EXPECT_EQ(repaired, packets);
}

TEST(PacketEvidence, OfTheTransportsChecksumProvesTheLength)
{
    const auto right = FlowPackets().Segment(true, TCP_SYN, 1, 0, 0);
    for (const uint16_t checksum : {0, 0x1234})
    {
        auto damaged = right;
        SetNetworkChecksum(damaged, checksum);
        damaged.resize(damaged.size() + 10, 0xee); // padding and a frame check sequence
        const EditablePacket packet = TakeApart(damaged.data(), damaged.size(), damaged.size());
        EXPECT_EQ(packet.PayloadOnWire(), 0u);
        EXPECT_EQ(Repaired({damaged}), Packets{right}) << checksum;
    }
}

TEST(PacketEvidence, OfAnIntactAcknowledgementOutweighsDamageInItsFlow)
{
    FlowPackets flow;
    Packets packets;
    for (uint32_t i = 0; i < 20; ++i)
    {
        packets.push_back(flow.Segment(false, TCP_ACK, 1 + 1000 * i, 1, 1000));
        packets.push_back(flow.Segment(true, TCP_ACK, 1, 1001 + 1000 * i, 0));
    }
    packets.erase(packets.begin() + 8); // two that the capture missed
    packets.erase(packets.begin() + 30);
    Packets damaged = packets;
    damaged[20][24] ^= 0x08;
    EXPECT_EQ(Repaired(damaged), packets);
}

TEST(PacketEvidence, OfOtherPacketsTellsAVersion)
{
    Packets packets = FlowPackets().Connection();
    Packets damaged = packets;
    damaged[9][0] = 0x25;
    damaged[9][2] ^= 0x12; // a length that tells nothing
    EXPECT_EQ(Repaired(damaged), packets);

    const auto& bytes = damaged[9];
    EXPECT_FALSE(TellFirstByte(bytes.data(), bytes.size(), bytes.size(), std::nullopt));
    EXPECT_EQ(TellFirstByte(bytes.data(), bytes.size(), bytes.size(), 4), 0x45);
    EXPECT_EQ(TellFirstByte(bytes.data(), bytes.size(), bytes.size(), 6), 0x65);
}

TEST(PacketEvidence, OfTheWireOutweighsAChecksumThatTwoBitsKeepRight)
{
    const Packets packets = FlowPackets().Connection();
    Packets damaged = packets;
    damaged[9][3] ^= 0x02; // 1040 is 1042
    damaged[9][13] ^= 0x02;
    ASSERT_EQ((packets[9][3] ^ packets[9][13]) & 0x02, 0x02);
    EXPECT_EQ(Repaired(damaged), packets);
    auto moved = damaged;
    moved[9][15] ^= 1; // and its flow's address
    EXPECT_EQ(Repaired(moved), packets);
    EXPECT_EQ(Repaired({damaged[9]}), Packets{damaged[9]}); // alone it may be one that was cut
}

TEST(PacketEvidence, OfOneByteOfTheProtocolIsThatOfItsPorts)
{
    // IPv4's checksum was left to a card, UDP's is not used.
    Packets packets;
    for (int i = 0; i < 4; ++i)
    {
        packets.push_back(FlowPackets().Datagram(i % 2 == 0, 30));
    }
    Packets damaged = packets;
    damaged[2][9] = 112;
    damaged[2][40] ^= 1;
    SetNetworkChecksum(damaged[2], 0);
    EXPECT_EQ(Repaired(damaged)[2][9], PROTOCOL_UDP);
    damaged[2][19] ^= 3; // an address, too
    EXPECT_EQ(Repaired(damaged)[2][9], PROTOCOL_UDP);
}

TEST(Repair, SettlesHopLimitsThatNoHostStartsWith)
{
    const Packets packets = FlowPackets().Connection();
    Packets damaged = packets;
    damaged[9][8] = 3;
    EXPECT_EQ(Repaired(damaged), packets);
}

TEST(Repair, OfALoneProtocolNumberMakesAnExperiment)
{
    Packets packets = FlowPackets().Connection();
    auto lone = FlowPackets().Datagram(true, 30);
    for (std::size_t i = 12; i < 24; ++i)
    {
        lone[i] ^= 0xa5; // other ends
    }
    lone[9] = 46; // RSVP
    packets.push_back(lone);
    EXPECT_EQ(Repaired(packets).back()[9], 253);
}

TEST(PacketEvidence, OfTheFirstByteOutweighsTheLinks)
{
    // An IPv6 packet without a checksum, behind a header that says IPv4.
    const auto bytes = OtherOverIpv6(50);
    EXPECT_EQ(TellFirstByte(bytes.data(), bytes.size(), bytes.size(), 6), 0x60);
    const auto segment = FlowPackets(6).Segment(true, TCP_ACK, 1, 1, 9);
    EXPECT_EQ(TellFirstByte(segment.data(), segment.size(), segment.size(), 4), 0x60);
}

TEST(PacketEvidence, LeavesAUdpLengthBelowThatOfIp)
{
    // RFC 9868: options behind the datagram.
    auto bytes = FlowPackets().Datagram(true, 12);
    bytes.insert(bytes.end(), {1, 2, 3, 4});
    StoreBig16(&bytes[2], static_cast<uint16_t>(bytes.size()));
    SetNetworkChecksum(bytes, 0);
    SetNetworkChecksum(bytes, InternetChecksum(InternetSum(bytes.data(), IPV4_BYTES)));
    EXPECT_EQ(Repaired({bytes}), Packets{bytes});
}

TEST(PacketEvidence, LeavesAUdpChecksumOfZeroOverIpv6)
{
    auto bytes = FlowPackets(6).Datagram(true, 20);
    StoreBig16(&bytes[46], 0);
    EXPECT_EQ(Repaired({bytes}), Packets{bytes});
    FlowInspector inspector;
    inspector.Add(bytes.data(), *ReadLayers(bytes.data(), bytes.size()), true);
    EXPECT_EQ(inspector.Faulty(), 0u);
    EXPECT_EQ(inspector.Count(PacketFinding::ABSENT_CHECKSUM), 1u);
}

TEST(PacketEvidence, LeavesTheOtherFormOfAChecksumOfZero)
{
    for (uint32_t sequence = 0; sequence < 70000; ++sequence)
    {
        auto bytes = FlowPackets().Segment(true, TCP_ACK, sequence, 1, 0);
        if (LoadBig16(&bytes[36]) == 0)
        {
            StoreBig16(&bytes[36], 0xffff);
            EXPECT_EQ(Repaired({bytes}), Packets{bytes});
            return;
        }
    }
    FAIL() << "no such segment";
}

} // namespace
