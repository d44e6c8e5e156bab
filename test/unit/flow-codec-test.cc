/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-packets.h"
#include "random-packets.h"
#include "shared-data.h"

#include "ns3/capture-reader.h"
#include "ns3/flow-codec.h"
#include "ns3/packet-checksums.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace
{

using namespace ns3::synthnet;

/// @return what there is of a packet's headers, with 0 in place of its checksums
std::vector<uint8_t>
HeadersWithoutChecksums(const std::vector<uint8_t>& packet)
{
    const auto layers = ReadLayers(packet.data(), packet.size());
    if (!layers)
    {
        return packet;
    }
    std::vector<uint8_t> headers(
        packet.begin(),
        packet.begin() +
            std::min(std::max(layers->PayloadAt(), layers->networkBytes), packet.size()));
    if (layers->version == 4 && headers.size() >= IPV4_BYTES)
    {
        headers[IPV4_CHECKSUM_AT] = headers[IPV4_CHECKSUM_AT + 1] = 0;
    }
    if (const auto at = TransportChecksumAt(*layers))
    {
        headers[*at] = headers[*at + 1] = 0;
    }
    return headers;
}

std::vector<EditablePacket>
TakeAll(const std::vector<std::vector<uint8_t>>& packets)
{
    std::vector<EditablePacket> taken;
    for (const auto& bytes : packets)
    {
        taken.push_back(TakeApart(bytes.data(), bytes.size(), bytes.size()));
        taken.back().isForward = taken.back().source.address == taken.front().source.address;
        taken.back().time = static_cast<int64_t>(taken.size()) * 1000;
    }
    return taken;
}

void
ExpectSameHeaders(const std::vector<EditablePacket>& packets)
{
    const auto decoded = DecodeFlow(EncodeFlow(packets));
    ASSERT_EQ(decoded.size(), packets.size());
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        ASSERT_EQ(HeadersWithoutChecksums(decoded[i].bytes),
                  HeadersWithoutChecksums(packets[i].bytes))
            << "packet " << i;
        EXPECT_EQ(decoded[i].time, packets[i].time);
        EXPECT_EQ(decoded[i].isForward, packets[i].isForward);
    }
}

TEST(FlowCodec, OfARightConnectionAllNumbersAreTheExpectedOnes)
{
    const auto packets = TakeAll(FlowPackets().Connection());
    const FlowSymbols flow = EncodeFlow(packets);
    ExpectSameHeaders(packets);
    EXPECT_EQ(flow.head.hopLimits[0], 64);
    for (std::size_t i = 3; i < packets.size(); ++i)
    {
        const PacketSymbols& symbols = flow.packets[i];
        EXPECT_EQ(symbols.Field(FlowField::SEQUENCE), (FieldSymbol{FieldRelation::NEXT, 0}));
        EXPECT_EQ(symbols.Field(FlowField::ACKNOWLEDGEMENT), (FieldSymbol{FieldRelation::NEXT, 0}));
        EXPECT_EQ(symbols.Field(FlowField::WINDOW), (FieldSymbol{FieldRelation::SAME, 0}));
        EXPECT_EQ(symbols.Field(FlowField::TIMESTAMP), FieldSymbol{});
        EXPECT_FALSE(symbols.isRaw);
    }
    EXPECT_EQ(flow.packets[4].Field(FlowField::LENGTH), (FieldSymbol{FieldRelation::VALUE, 1000}));
    EXPECT_EQ(flow.packets[4].Field(FlowField::GAP), (FieldSymbol{FieldRelation::VALUE, 1000}));
    // Of 26 packets: SYN, SYN and ACK, and per direction without payload, with it, with PSH, FIN.
    std::map<std::vector<uint8_t>, int> shapes;
    for (const PacketSymbols& symbols : flow.packets)
    {
        ++shapes[symbols.shape];
    }
    EXPECT_EQ(shapes.size(), 5u);
}

TEST(FlowCodec, WhereAConnectionStartsMakesNoDifferenceToItsPackets)
{
    auto packets = TakeAll(FlowPackets().Connection());
    const FlowSymbols flow = EncodeFlow(packets);
    for (EditablePacket& packet : packets)
    {
        const uint32_t client = 123456789;
        const uint32_t server = 987654321;
        packet.tcp.sequence += packet.isForward ? client : server;
        packet.tcp.acknowledgement +=
            packet.Has(TCP_ACK) ? (packet.isForward ? server : client) : 0;
        packet.source.port ^= 1024;
        packet.destination.port ^= 1024;
        packet.hopLimit -= 7;
        packet.time += 1'000'000'000;
        packet.Free();
        AssembleHeaders(packet);
    }
    const FlowSymbols moved = EncodeFlow(packets);
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        EXPECT_EQ(moved.packets[i].shape, flow.packets[i].shape);
        if (i >= 2)
        {
            EXPECT_EQ(moved.packets[i].fields, flow.packets[i].fields);
        }
    }
}

TEST(FlowCodec, ARetransmissionIsNamedByItsSegment)
{
    const FlowPackets make;
    const auto packets = TakeAll({make.Segment(true, TCP_ACK, 100, 1, 50),
                                  make.Segment(true, TCP_ACK, 150, 1, 50),
                                  make.Segment(true, TCP_ACK, 200, 1, 50),
                                  make.Segment(false, TCP_ACK, 1, 200, 0),
                                  make.Segment(true, TCP_ACK, 150, 1, 50),
                                  make.Segment(true, TCP_ACK, 250, 1, 50)});
    const FlowSymbols flow = EncodeFlow(packets);
    ExpectSameHeaders(packets);
    EXPECT_EQ(flow.packets[3].Field(FlowField::ACKNOWLEDGEMENT),
              (FieldSymbol{FieldRelation::BACK, 2}));
    EXPECT_EQ(flow.packets[4].Field(FlowField::SEQUENCE), (FieldSymbol{FieldRelation::BACK, 2}));
    EXPECT_EQ(flow.packets[5].Field(FlowField::SEQUENCE), (FieldSymbol{FieldRelation::NEXT, 0}));
}

TEST(FlowCodec, SelectiveAcknowledgementsNameSegments)
{
    const FlowPackets make;
    auto sack = make.Segment(false,
                             TCP_ACK,
                             1,
                             150,
                             0,
                             {1, 1, 5, 10, 0, 0, 0, 200, 0, 0, 0, 250, 1, 1, 1, 1});
    const auto packets = TakeAll(
        {make.Segment(true, TCP_ACK, 100, 1, 50), make.Segment(true, TCP_ACK, 200, 1, 50), sack});
    const FlowSymbols flow = EncodeFlow(packets);
    ExpectSameHeaders(packets);
    EXPECT_EQ(flow.packets[2].sack,
              (std::vector<FieldSymbol>{{FieldRelation::BACK, 1}, {FieldRelation::BACK, 1}}));
    EXPECT_FALSE(flow.packets[2].isRaw);
}

TEST(FlowCodec, NothingOfAnyHeaderIsLost)
{
    RandomPackets random(1);
    for (int flow = 0; flow < 300; ++flow)
    {
        std::vector<EditablePacket> packets;
        for (int i = 0; i < 10; ++i)
        {
            std::vector<uint8_t> bytes = random.Packet();
            if (random.Below(4) == 0)
            {
                bytes[random.Below(bytes.size())] = static_cast<uint8_t>(random.Below(256));
            }
            packets.push_back(TakeApart(bytes.data(), bytes.size(), bytes.size()));
            EditablePacket& packet = packets.back();
            packet.isForward = random.Below(2) == 0;
            packet.time = static_cast<int64_t>(random.Below(1'000'000));
            // Packets of one flow have the same ends.
            if (packet.Ends().version != packets.front().version ||
                packet.protocol != packets.front().protocol || !packet.isWhole ||
                !packets.front().isWhole)
            {
                packets.pop_back();
                if (packets.empty())
                {
                    break;
                }
                continue;
            }
            if (i == 0)
            {
                packet.isForward = true;
            }
            const EditablePacket& first = packets.front();
            packet.source = packet.isForward ? first.source : first.destination;
            packet.destination = packet.isForward ? first.destination : first.source;
            packet.Free();
            AssembleHeaders(packet);
        }
        ExpectSameHeaders(packets);
    }
}

TEST(FlowCodec, AnySymbolsGiveRightPackets)
{
    RandomPackets random(2);
    const FlowSymbols real = EncodeFlow(TakeAll(FlowPackets().Connection()));
    for (int repetition = 0; repetition < 200; ++repetition)
    {
        FlowSymbols flow = real;
        for (PacketSymbols& symbols : flow.packets)
        {
            symbols.shape = real.packets[random.Below(real.packets.size())].shape;
            symbols.isForward = random.Below(2) == 0;
            for (FieldSymbol& field : symbols.fields)
            {
                field.relation = static_cast<FieldRelation>(random.Below(FIELD_RELATIONS));
                field.value = static_cast<int64_t>(random.Below(1ULL << 34)) - (1LL << 33);
            }
        }
        for (const EditablePacket& packet : DecodeFlow(flow))
        {
            const auto layers = ReadLayers(packet.bytes.data(), packet.bytes.size());
            ASSERT_TRUE(layers);
            ASSERT_EQ(layers->fault, LayerFault::NONE);
            const PacketChecksums checksums = CheckChecksums(packet.bytes.data(), *layers);
            ASSERT_EQ(checksums.network, ChecksumState::RIGHT);
            ASSERT_EQ(checksums.transport, ChecksumState::RIGHT);
        }
    }
}

class FlowCodecOfRealCaptures : public SharedDataTest,
                                public ::testing::WithParamInterface<const char*>
{
};

TEST_P(FlowCodecOfRealCaptures, KeepsAllHeadersAndTimes)
{
    CaptureReader reader(SharedFile(std::string("data/pcap/") + GetParam() + ".pcap"));
    FlowTable table;
    std::map<std::size_t, std::vector<EditablePacket>> flows;
    while (const auto captured = reader.Next())
    {
        if (const auto layers = captured->Layers())
        {
            const FlowTable::Place place = table.Add(captured->Ip(), *layers);
            EditablePacket packet = TakeApart(captured->Ip(),
                                              captured->captured - *captured->ip,
                                              captured->wire - *captured->ip);
            packet.isForward = place.isForward;
            packet.time = captured->time;
            flows[place.flow].push_back(packet);
        }
    }
    std::size_t packets = 0;
    std::size_t raw = 0;
    for (const auto& [number, flow] : flows)
    {
        ExpectSameHeaders(flow);
        for (const PacketSymbols& symbols : EncodeFlow(flow).packets)
        {
            ++packets;
            raw += symbols.isRaw ? 1 : 0;
        }
    }
    EXPECT_GE(packets, 60u);
    EXPECT_LE(raw * 1000, packets); // what no field says is left to be learned by heart
}

INSTANTIATE_TEST_SUITE_P(Captures,
                         FlowCodecOfRealCaptures,
                         ::testing::Values("discord",
                                           "facebook",
                                           "instagram",
                                           "netflix",
                                           "signal",
                                           "teams",
                                           "telegram",
                                           "whatsappfiles",
                                           "youtube_quic",
                                           "zoom"));

} // namespace
