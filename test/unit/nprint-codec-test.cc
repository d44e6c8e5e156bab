/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "random-packets.h"
#include "shared-data.h"

#include "ns3/capture-reader.h"
#include "ns3/nprint-decoder.h"
#include "ns3/nprint-encoder.h"
#include "ns3/nprint-reader.h"
#include "ns3/nprint-writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using Bytes = std::vector<uint8_t>;

NprintChoice
WithPayload(std::size_t bytes)
{
    NprintChoice choice = NprintChoice::Headers();
    choice.payload = bytes;
    return choice;
}

/// @param packet from IP's header on, in memory that ends where it does
NprintRow
Encode(const Bytes& packet, const NprintChoice& choice = WithPayload(200), int64_t time = 0)
{
    NprintEncoder encoder(NprintLayout(choice), LINK_RAW_IP);
    NprintRow row;
    row = encoder.Layout().MakeRow();
    CapturedPacket captured;
    captured.time = time;
    captured.bytes = packet.data();
    captured.captured = packet.size();
    captured.wire = packet.size();
    captured.ip = 0;
    EXPECT_TRUE(encoder.Encode(captured, row));
    return row;
}

Bytes
Decode(const NprintRow& row, const NprintChoice& choice = WithPayload(200))
{
    Bytes packet;
    NprintDecoder(NprintLayout(choice)).Decode(row, packet);
    return packet;
}

/// An IPv4 or IPv6 header in front of @p behind.
Bytes
Ip(int version, uint8_t protocol, const Bytes& behind)
{
    Bytes packet(version == 4 ? 20 : 40, 0x11);
    if (version == 4)
    {
        packet[0] = 0x45;
        StoreBig16(&packet[2], static_cast<uint16_t>(20 + behind.size()));
        StoreBig16(&packet[6], 0);
        packet[9] = protocol;
    }
    else
    {
        packet[0] = 0x60;
        StoreBig16(&packet[4], static_cast<uint16_t>(behind.size()));
        packet[6] = protocol;
    }
    packet.insert(packet.end(), behind.begin(), behind.end());
    return packet;
}

TEST(NprintCodec, AnyPacketComesBackWithItsPayload)
{
    RandomPackets random(3);
    for (int i = 0; i < 3000; ++i)
    {
        const Bytes packet = random.Packet();
        ASSERT_EQ(Decode(Encode(packet)), packet) << i;
    }
}

TEST(NprintCodec, WithoutPayloadColumnsZerosFollowTheHeaders)
{
    RandomPackets random(4);
    for (int i = 0; i < 1000; ++i)
    {
        Bytes packet = random.Packet();
        const auto layers = ReadLayers(packet.data(), packet.size());
        ASSERT_TRUE(layers);
        const Bytes back = Decode(Encode(packet, WithPayload(0)), WithPayload(0));
        std::fill(packet.begin() + static_cast<std::ptrdiff_t>(layers->PayloadAt()),
                  packet.end(),
                  0);
        ASSERT_EQ(back, packet) << i;
    }
}

TEST(NprintCodec, APacketCutAtAnyByteKeepsTheBitsThatThereAre)
{
    RandomPackets random(5);
    for (int i = 0; i < 50; ++i)
    {
        const Bytes packet = random.Packet();
        for (std::size_t size = 1; size <= packet.size(); ++size)
        {
            const Bytes cut(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size));
            const NprintRow row = Encode(cut);
            std::size_t cells = 0;
            for (std::size_t place = 0; place < row.Cells(); ++place)
            {
                cells += row.Has(place) ? 1 : 0;
            }
            ASSERT_EQ(cells, 8 * size) << "every captured bit has a cell";
            const Bytes back = Decode(row);
            ASSERT_GE(back.size(), size);
            ASSERT_TRUE(std::equal(cut.begin(), cut.end(), back.begin())) << size;
            if (size >= 6)
            {
                ASSERT_EQ(back.size(), packet.size()) << "IP's length counts";
            }
        }
    }
}

TEST(NprintCodec, AnyBytesComeBack)
{
    RandomPackets random(6);
    for (int i = 0; i < 3000; ++i)
    {
        Bytes packet = random.Bytes(1 + random.Below(120));
        packet[0] = static_cast<uint8_t>((random.Below(2) == 0 ? 0x40 : 0x60) | random.Below(16));
        const auto layers = ReadLayers(packet.data(), packet.size());
        ASSERT_TRUE(layers);
        const Bytes back = Decode(Encode(packet));
        ASSERT_GE(back.size(), layers->end);
        ASSERT_TRUE(std::equal(packet.begin(),
                               packet.begin() + static_cast<std::ptrdiff_t>(layers->end),
                               back.begin()))
            << i;
    }
}

TEST(NprintCodec, Icmpv6IsInTheColumnsOfIcmp)
{
    const Bytes echo = {128, 0, 0xab, 0xcd, 0, 1, 0, 2};
    const NprintRow row = Encode(Ip(6, PROTOCOL_ICMPV6, echo));
    EXPECT_EQ(row.Field("icmp_type"), 128u);
    EXPECT_EQ(row.Field("icmp_cksum"), 0xabcdu);
    EXPECT_EQ(row.Field("ipv6_nh"), 58u);
    EXPECT_EQ(Decode(row), Ip(6, PROTOCOL_ICMPV6, echo));
}

TEST(NprintCodec, ALaterFragmentHasNoTransportHeader)
{
    Bytes packet = Ip(4, PROTOCOL_UDP, Bytes(24, 0x77));
    StoreBig16(&packet[6], 185);
    const NprintRow row = Encode(packet);
    EXPECT_EQ(row.Present(NprintHeader::UDP), 0u);
    EXPECT_EQ(row.BytesOf(NprintHeader::PAYLOAD), 24u);
    EXPECT_EQ(Decode(row), packet);
}

TEST(NprintCodec, ExtensionHeadersArePayload)
{
    Bytes behind = {PROTOCOL_UDP, 0, 1, 4, 0, 0, 0, 0}; // hop by hop, padded
    const Bytes udp = {0, 53, 0, 54, 0, 8, 0, 0};
    behind.insert(behind.end(), udp.begin(), udp.end());
    const Bytes packet = Ip(6, PROTOCOL_HOP_BY_HOP, behind);
    const NprintRow row = Encode(packet);
    EXPECT_EQ(row.Present(NprintHeader::UDP), 0u);
    EXPECT_EQ(row.BytesOf(NprintHeader::PAYLOAD), 16u);
    EXPECT_EQ(Decode(row), packet);
    EXPECT_EQ(Decode(Encode(packet, WithPayload(0)), WithPayload(0)).size(), packet.size());
}

TEST(NprintCodec, ARowWithoutBitsOfIpIsNoPacket)
{
    const NprintLayout layout(NprintChoice::Headers());
    NprintRow row = layout.MakeRow();
    Bytes packet;
    EXPECT_FALSE(NprintDecoder(layout).Decode(row, packet));
    row.SetField("tcp_seq", 1);
    EXPECT_FALSE(NprintDecoder(layout).Decode(row, packet));
    row.SetField("ipv4_ver", 4);
    EXPECT_TRUE(NprintDecoder(layout).Decode(row, packet));
    EXPECT_EQ(packet.size(), 28u) << "20 bytes of IPv4, 8 of TCP";
}

TEST(NprintCodec, AnyRowIsAPacketOrNone)
{
    RandomPackets random(7);
    for (int i = 0; i < 300; ++i)
    {
        const NprintLayout layout(random.Choice());
        const NprintRow row = random.Row(layout);
        Bytes packet;
        const bool hasIp = NprintDecoder(layout).Decode(row, packet);
        EXPECT_EQ(hasIp,
                  layout.Present(NprintHeader::IPV4) + layout.Present(NprintHeader::IPV6) > 0);
        EXPECT_EQ(hasIp, packet.size() >= 20);
        EXPECT_LE(packet.size(), 65535u + 40);
    }
}

TEST(NprintCodec, TimesCountFromThePacketBeforeAlsoInASecond0)
{
    NprintChoice choice = NprintChoice::Headers();
    choice.hasRts = true;
    NprintEncoder encoder(NprintLayout(choice), LINK_RAW_IP);
    NprintDecoder decoder(encoder.Layout());
    NprintRow row = encoder.Layout().MakeRow();
    const Bytes bytes = Ip(4, PROTOCOL_UDP, Bytes(8));
    CapturedPacket packet;
    packet.bytes = bytes.data();
    packet.captured = bytes.size();
    packet.wire = bytes.size();
    packet.ip = 0;
    const std::pair<int64_t, int64_t> times[] = {{5000, 0}, {12999, 7}, {2'000'000'000, 1999988}};
    for (const auto& [time, rts] : times)
    {
        packet.time = time;
        ASSERT_TRUE(encoder.Encode(packet, row));
        EXPECT_EQ(row.rts, rts);
    }
    row.rts = 3;
    EXPECT_EQ(decoder.Time(row), 3000);
    EXPECT_EQ(decoder.Time(row), 6000);
    row.rts.reset();
    EXPECT_FALSE(decoder.Time(row));
    row.seconds = 1'700'000'000;
    row.microseconds = 5;
    EXPECT_EQ(decoder.Time(row), 1'700'000'000'000'005'000);
}

TEST(NprintCodec, TheFirstColumnSaysWhatWasChosen)
{
    Bytes packet = Ip(4, PROTOCOL_TCP, Bytes(20, 0x50));
    const Bytes addresses = {10, 0, 0, 1, 192, 168, 100, 200};
    std::copy(addresses.begin(), addresses.end(), packet.begin() + 12);
    const char* expected[] = {"10.0.0.1",
                              "192.168.100.200",
                              "20560",
                              "20560",
                              "10.0.0.1_192.168.100.200_20560_20560_TCP",
                              "NULL"};
    for (int i = 0; i < 6; ++i)
    {
        NprintChoice choice = NprintChoice::Headers();
        choice.index = static_cast<NprintIndex>(i);
        EXPECT_EQ(Encode(packet, choice).index, expected[i]);
    }
    NprintChoice flow = NprintChoice::Headers();
    flow.index = NprintIndex::FLOW;
    Bytes six = Ip(6, PROTOCOL_ICMPV6, Bytes(8));
    std::fill(six.begin() + 8, six.end(), 0);
    six[23] = 1;
    six[39] = 2;
    EXPECT_EQ(Encode(six, flow).index, "::1_::2_NULL_NULL_NULL");
}

class NprintOfRealCaptures : public SharedDataTest
{
  protected:
    static std::string Read(const std::filesystem::path& path)
    {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
};

TEST_F(NprintOfRealCaptures, TextIsTheToolsByteByByte)
{
    CaptureReader reader(SharedFile("golden/nprint/port80.pcap"));
    NprintEncoder encoder(NprintLayout(NprintChoice::Headers()), reader.Link());
    std::ostringstream text;
    NprintWriter writer(text, encoder.Layout());
    NprintRow row = encoder.Layout().MakeRow();
    for (int rows = 0; rows < 32;)
    {
        const auto packet = reader.Next();
        ASSERT_TRUE(packet);
        if (encoder.Encode(*packet, row))
        {
            writer.Write(row);
            ++rows;
        }
    }
    writer.Finish();
    EXPECT_TRUE(text.str() == Read(SharedFile("golden/nprint/golden_nprint_port80_4i6tu_c32.npt")));
}

/// Of every IP packet the headers, and with payload columns all of it.
TEST_F(NprintOfRealCaptures, HeadersComeBack)
{
    const std::pair<const char*, int> captures[] = {{"data/pcap/discord.pcap", 411},
                                                    {"data/pcap/facebook.pcap", 60},
                                                    {"data/pcap/instagram.pcap", 846},
                                                    {"data/pcap/netflix.pcap", 1793},
                                                    {"data/pcap/signal.pcap", 637},
                                                    {"data/pcap/teams.pcap", 1498},
                                                    {"data/pcap/telegram.pcap", 1566},
                                                    {"data/pcap/whatsappfiles.pcap", 620},
                                                    {"data/pcap/youtube_quic.pcap", 289},
                                                    {"data/pcap/zoom.pcap", 778},
                                                    {"golden/nprint/port80.pcap", 2421}};
    for (const auto& [name, count] : captures)
    {
        for (const std::size_t payload : {0, 1600})
        {
            CaptureReader reader(SharedFile(name));
            NprintEncoder encoder(NprintLayout(WithPayload(payload)), reader.Link());
            const NprintDecoder decoder(encoder.Layout());
            NprintRow row = encoder.Layout().MakeRow();
            Bytes back;
            int packets = 0;
            while (const auto packet = reader.Next())
            {
                if (!encoder.Encode(*packet, row))
                {
                    continue;
                }
                ++packets;
                const uint8_t* ip = packet->bytes + *packet->ip;
                const auto layers = ReadLayers(ip, packet->captured - *packet->ip);
                ASSERT_TRUE(layers);
                ASSERT_TRUE(decoder.Decode(row, back));
                ASSERT_EQ(back.size(), layers->declared) << name << " " << packet->number;
                const std::size_t size = payload == 0 ? layers->PayloadAt() : layers->end;
                ASSERT_TRUE(std::equal(ip, ip + size, back.begin()))
                    << name << " " << packet->number;
            }
            EXPECT_EQ(packets, count) << name;
        }
    }
}

} // namespace
