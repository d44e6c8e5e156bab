/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-packets.h"

#include "ns3/flow-table.h"
#include "ns3/internet-checksum.h"
#include "ns3/packet-checksums.h"
#include "ns3/packet-layers.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace
{

using namespace ns3::synthnet;

TEST(PacketLayers, FindsTheHeadersOfTcpWithOptions)
{
    FlowPackets flow;
    const auto bytes = flow.Segment(true, TCP_ACK, 1, 1, 10, {1, 1, 1, 1});
    const auto layers = ReadLayers(bytes.data(), bytes.size());
    ASSERT_TRUE(layers);
    EXPECT_EQ(layers->version, 4);
    EXPECT_EQ(layers->transportAt, 20u);
    EXPECT_EQ(layers->transportBytes, 24u);
    EXPECT_EQ(layers->PayloadAt(), 44u);
    EXPECT_EQ(layers->PayloadBytes(), 10u);
    EXPECT_EQ(layers->fault, LayerFault::NONE);
}

TEST(PacketLayers, SaysWhatIsCutOffAtAnyByte)
{
    FlowPackets flow;
    const auto bytes = flow.Segment(true, TCP_ACK, 1, 1, 10);
    for (std::size_t size = 1; size < 20; ++size)
    {
        EXPECT_EQ(ReadLayers(bytes.data(), size)->fault, LayerFault::IP_CUT) << size;
    }
    for (std::size_t size = 20; size < 40; ++size)
    {
        EXPECT_EQ(ReadLayers(bytes.data(), size)->fault, LayerFault::TRANSPORT_CUT) << size;
    }
    for (std::size_t size = 40; size <= 50; ++size)
    {
        const auto layers = ReadLayers(bytes.data(), size);
        EXPECT_EQ(layers->fault, LayerFault::NONE) << size;
        EXPECT_EQ(layers->PayloadBytes(), size - 40);
        EXPECT_EQ(layers->declared, 50u);
    }
    EXPECT_FALSE(ReadLayers(bytes.data(), 0));
}

TEST(PacketLayers, GoesPastExtensionHeadersOfIpv6)
{
    std::vector<uint8_t> bytes(40 + 8 + 8 + 8 + 4);
    bytes[0] = 0x60;
    bytes[5] = static_cast<uint8_t>(bytes.size() - 40);
    bytes[6] = PROTOCOL_HOP_BY_HOP;
    bytes[40] = PROTOCOL_FRAGMENT;
    bytes[48] = PROTOCOL_UDP;
    bytes[51] = 1;  // the first fragment of several
    bytes[61] = 12; // UDP's length
    auto layers = ReadLayers(bytes.data(), bytes.size());
    ASSERT_TRUE(layers);
    EXPECT_EQ(layers->protocol, PROTOCOL_UDP);
    EXPECT_EQ(layers->transportAt, 56u);
    EXPECT_TRUE(layers->isFragment);
    EXPECT_FALSE(layers->isLaterFragment);
    bytes[51] = 8; // offset 8 bytes
    layers = ReadLayers(bytes.data(), bytes.size());
    EXPECT_TRUE(layers->isLaterFragment);
    EXPECT_EQ(layers->transportBytes, 0u);
    bytes[41] = 200; // of the first extension's length
    EXPECT_EQ(ReadLayers(bytes.data(), bytes.size())->fault, LayerFault::EXTENSION_CUT);
}

TEST(InternetChecksum, IsThatOfRfc1071)
{
    const std::array<uint8_t, 8> example = {0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
    EXPECT_EQ(FoldInternetSum(InternetSum(example.data(), example.size())), 0xddf2);
    EXPECT_EQ(FoldInternetSum(InternetSum(example.data(), 7)), 0xdcfb); // a zero follows
}

TEST(PacketChecksums, TellRightWrongAndOffloadedOnes)
{
    FlowPackets flow;
    auto bytes = flow.Segment(true, TCP_ACK, 1, 1, 7);
    const auto check = [&] {
        return CheckChecksums(bytes.data(), *ReadLayers(bytes.data(), bytes.size()));
    };
    EXPECT_EQ(check().network, ChecksumState::RIGHT);
    EXPECT_EQ(check().transport, ChecksumState::RIGHT);
    bytes[46] ^= 1;
    EXPECT_EQ(check().transport, ChecksumState::WRONG);
    bytes[8] ^= 1;
    EXPECT_EQ(check().network, ChecksumState::WRONG);
    // What Linux leaves to the card: the sum of the pseudo header.
    const uint64_t pseudo = InternetSum(&bytes[12], 8) + PROTOCOL_TCP + bytes.size() - 20;
    bytes[36] = static_cast<uint8_t>(FoldInternetSum(pseudo) >> 8);
    bytes[37] = static_cast<uint8_t>(FoldInternetSum(pseudo));
    EXPECT_EQ(check().transport, ChecksumState::OFFLOADED);
    SetChecksums(bytes.data(), *ReadLayers(bytes.data(), bytes.size()));
    EXPECT_EQ(check().network, ChecksumState::RIGHT);
    EXPECT_EQ(check().transport, ChecksumState::RIGHT);
}

TEST(FlowTable, HasBothDirectionsInOneFlow)
{
    FlowPackets flow;
    FlowTable table;
    const auto add = [&](const std::vector<uint8_t>& bytes) {
        return table.Add(bytes.data(), *ReadLayers(bytes.data(), bytes.size()));
    };
    EXPECT_TRUE(add(flow.Segment(false, TCP_SYN, 1, 0, 0)).isForward);
    const auto place = add(flow.Segment(true, TCP_SYN | TCP_ACK, 1, 2, 0));
    EXPECT_EQ(place.flow, 0u);
    EXPECT_FALSE(place.isForward);
    EXPECT_EQ(table.Ends(0).Text(), "TCP 198.18.0.2:443 10.0.0.1:40000");
}

TEST(FlowTable, OpensAnotherFlowForASynBehindAnEnd)
{
    FlowPackets flow;
    FlowTable table;
    const auto add = [&](uint8_t flags) {
        const auto bytes = flow.Segment(true, flags, 1, 0, 0);
        return table.Add(bytes.data(), *ReadLayers(bytes.data(), bytes.size())).flow;
    };
    EXPECT_EQ(add(TCP_SYN), 0u);
    EXPECT_EQ(add(TCP_SYN), 0u); // once more
    EXPECT_EQ(add(TCP_FIN | TCP_ACK), 0u);
    EXPECT_EQ(add(TCP_ACK), 0u);
    EXPECT_EQ(add(TCP_SYN), 1u);
    EXPECT_EQ(add(TCP_ACK), 1u);
}

TEST(FlowTable, TellsFragmentsOfOneIdentificationApartByTheirProtocol)
{
    FlowPackets flow;
    FlowTable table;
    const auto add = [&](std::vector<uint8_t> bytes, uint8_t place) {
        bytes[6] = place; // 0x20: more fragments follow
        bytes[7] = place == 0x20 ? 0 : 100;
        return table.Add(bytes.data(), *ReadLayers(bytes.data(), bytes.size())).flow;
    };
    const auto datagram = flow.Datagram(true, 20);
    const auto segment = flow.Segment(true, TCP_ACK, 1, 1, 20);
    EXPECT_EQ(add(datagram, 0x20), 0u);
    EXPECT_EQ(add(segment, 0x20), 1u);
    EXPECT_EQ(add(datagram, 0), 0u);
    EXPECT_EQ(add(segment, 0), 1u);
}

} // namespace
