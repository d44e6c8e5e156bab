/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/address-set.h"
#include "ns3/big-endian.h"
#include "ns3/capture-clock.h"
#include "ns3/ip-rewrite.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace ns3::synthnet
{
namespace
{

using Bytes = std::vector<uint8_t>;

constexpr IpAddressBytes SOURCE{10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr IpAddressBytes DESTINATION{172, 16, 255, 0, 0xff, 0xff, 1, 1, 0, 0, 0, 0, 0, 0, 0, 9};

uint32_t
Sum(const uint8_t* bytes, std::size_t size)
{
    uint32_t sum = 0;
    for (std::size_t i = 0; i < size; ++i)
    {
        sum += i % 2 == 0 ? bytes[i] << 8 : bytes[i];
    }
    return sum;
}

uint16_t
Checksum(uint32_t sum)
{
    while (sum >> 16 != 0)
    {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(~sum);
}

/// Of the transport, with its checksum field counted as it is.
uint16_t
TransportChecksum(const Bytes& packet, const PacketLayers& layers)
{
    const bool isIpv4 = layers.version == 4;
    const std::size_t size = packet.size() - layers.transportAt;
    return Checksum(Sum(&packet[isIpv4 ? 12 : 8], isIpv4 ? 8 : 32) + layers.protocol +
                    static_cast<uint32_t>(size) + Sum(&packet[layers.transportAt], size));
}

std::size_t
ChecksumAt(uint8_t protocol)
{
    return protocol == PROTOCOL_TCP ? 16 : protocol == PROTOCOL_UDP ? 6 : 2;
}

/// A packet with right checksums and random bytes in all that does not matter.
Bytes
MakePacket(uint8_t version, uint8_t protocol, std::mt19937& random)
{
    const std::size_t network = version == 4 ? IPV4_BYTES : IPV6_BYTES;
    const std::size_t header = protocol == PROTOCOL_TCP ? TCP_BYTES : UDP_BYTES;
    Bytes packet(network + header + random() % 50);
    std::generate(packet.begin(), packet.end(), [&] { return static_cast<uint8_t>(random()); });
    if (version == 4)
    {
        packet[0] = 0x45;
        StoreBig16(&packet[2], static_cast<uint16_t>(packet.size()));
        StoreBig16(&packet[6], 0);
        packet[9] = protocol;
        StoreBig16(&packet[10], 0);
        StoreBig16(&packet[10], Checksum(Sum(packet.data(), IPV4_BYTES)));
    }
    else
    {
        packet[0] = 0x60;
        StoreBig16(&packet[4], static_cast<uint16_t>(packet.size() - IPV6_BYTES));
        packet[6] = protocol;
    }
    uint8_t* transport = &packet[network];
    if (protocol == PROTOCOL_TCP)
    {
        transport[12] = 5 << 4;
    }
    if (protocol == PROTOCOL_UDP)
    {
        StoreBig16(transport + 4, static_cast<uint16_t>(packet.size() - network));
    }
    StoreBig16(transport + ChecksumAt(protocol), 0);
    const uint16_t sum = TransportChecksum(packet, *ReadLayers(packet.data(), packet.size()));
    StoreBig16(transport + ChecksumAt(protocol),
               sum == 0 && protocol == PROTOCOL_UDP ? 0xffff : sum);
    return packet;
}

TEST(IpRewrite, ChecksumsAreRightAfterwards)
{
    std::mt19937 random(1);
    for (int i = 0; i < 3000; ++i)
    {
        const uint8_t version = random() % 2 == 0 ? 4 : 6;
        const uint8_t protocols[] = {PROTOCOL_TCP, PROTOCOL_UDP, PROTOCOL_ICMPV6};
        const uint8_t protocol = protocols[random() % (version == 4 ? 2 : 3)];
        Bytes packet = MakePacket(version, protocol, random);
        const auto layers = *ReadLayers(packet.data(), packet.size());
        const uint16_t port = LoadBig16(&packet[layers.transportAt]);
        RewriteEnds(packet, layers, SOURCE, DESTINATION, {{port, 4711}});
        const std::size_t at = version == 4 ? 12 : 8;
        const std::size_t size = version == 4 ? 4 : 16;
        EXPECT_TRUE(std::equal(SOURCE.begin(), SOURCE.begin() + size, &packet[at]));
        EXPECT_TRUE(
            std::equal(DESTINATION.begin(), DESTINATION.begin() + size, &packet[at + size]));
        if (protocol != PROTOCOL_ICMPV6)
        {
            EXPECT_EQ(LoadBig16(&packet[layers.transportAt]), 4711);
        }
        EXPECT_EQ(TransportChecksum(packet, layers), 0);
        if (version == 4)
        {
            EXPECT_EQ(Checksum(Sum(packet.data(), IPV4_BYTES)), 0);
        }
    }
}

TEST(IpRewrite, WrongChecksumsStayWrong)
{
    std::mt19937 random(2);
    Bytes packet = MakePacket(4, PROTOCOL_TCP, random);
    const auto layers = *ReadLayers(packet.data(), packet.size());
    packet[layers.transportAt + 16] ^= 0x40;
    packet[10] ^= 0x40;
    RewriteEnds(packet, layers, SOURCE, DESTINATION, {});
    EXPECT_NE(TransportChecksum(packet, layers), 0);
    EXPECT_NE(Checksum(Sum(packet.data(), IPV4_BYTES)), 0);
}

TEST(IpRewrite, UdpWithoutAChecksumHasNoneAfterwards)
{
    std::mt19937 random(3);
    Bytes packet = MakePacket(4, PROTOCOL_UDP, random);
    const auto layers = *ReadLayers(packet.data(), packet.size());
    StoreBig16(&packet[layers.transportAt + 6], 0);
    RewriteEnds(packet, layers, SOURCE, DESTINATION, {});
    EXPECT_EQ(LoadBig16(&packet[layers.transportAt + 6]), 0);
}

TEST(IpRewrite, BehindARoutingHeaderTheChecksumIsOfTheLastAddress)
{
    std::mt19937 random(6);
    Bytes packet = MakePacket(6, PROTOCOL_UDP, random);
    const Bytes last(packet.begin() + 24, packet.begin() + 40);
    Bytes routing = {PROTOCOL_UDP, 2, 2, 1, 0, 0, 0, 0};
    routing.insert(routing.end(), last.begin(), last.end());
    packet[6] = PROTOCOL_ROUTING;
    packet.insert(packet.begin() + IPV6_BYTES, routing.begin(), routing.end());
    StoreBig16(&packet[4], static_cast<uint16_t>(packet.size() - IPV6_BYTES));
    const auto layers = *ReadLayers(packet.data(), packet.size());
    ASSERT_TRUE(layers.Has(PROTOCOL_UDP));
    RewriteEnds(packet, layers, SOURCE, DESTINATION, {});
    std::copy(last.begin(), last.end(), packet.begin() + 24);
    EXPECT_EQ(TransportChecksum(packet, layers), 0);
}

TEST(IpRewrite, LaterFragmentsKeepTheirPayload)
{
    std::mt19937 random(4);
    Bytes packet = MakePacket(4, PROTOCOL_UDP, random);
    StoreBig16(&packet[6], 100);
    const Bytes before = packet;
    RewriteEnds(packet, *ReadLayers(packet.data(), packet.size()), SOURCE, DESTINATION, {});
    EXPECT_TRUE(std::equal(before.begin() + IPV4_BYTES, before.end(), packet.begin() + IPV4_BYTES));
}

TEST(IpRewrite, TheLengthIsIpsOrWhatWasOnTheWire)
{
    std::mt19937 random(5);
    Bytes packet = MakePacket(4, PROTOCOL_TCP, random);
    const std::size_t size = packet.size();
    packet.resize(size + 8);
    EXPECT_EQ(IpBytes(packet.data(), *ReadLayers(packet.data(), size + 8), size + 8), size);
    EXPECT_EQ(IpBytes(packet.data(), *ReadLayers(packet.data(), 40), size), size);
    EXPECT_EQ(WholePacket(packet.data(), *ReadLayers(packet.data(), 40), size).size(), size);
    EXPECT_EQ(IpBytes(packet.data(), *ReadLayers(packet.data(), 40), 41), 41);
    StoreBig16(
        &packet[10],
        Checksum(Sum(packet.data(), IPV4_BYTES) - LoadBig16(&packet[10]) - LoadBig16(&packet[2])));
    StoreBig16(&packet[2], 0);
    const auto layers = *ReadLayers(packet.data(), 40);
    EXPECT_EQ(IpBytes(packet.data(), layers, 9000), 9000);
    const Bytes whole = WholePacket(packet.data(), layers, 9000);
    EXPECT_EQ(LoadBig16(&whole[2]), 9000);
    EXPECT_EQ(Checksum(Sum(whole.data(), IPV4_BYTES)), 0);
}

TEST(PortMap, IsRead)
{
    EXPECT_EQ(ParsePortMap("443=8443,80=8080"), (PortMap{{443, 8443}, {80, 8080}}));
    EXPECT_TRUE(ParsePortMap("").empty());
    for (const char* bad : {"80", "80=", "=80", "80=0", "80=65536", "80=-1", "a=b", "1=2=3"})
    {
        ExpectInputError([&] { ParsePortMap(bad); }, "maps no port");
    }
}

TEST(AddressSet, HasNetworksOfBothVersions)
{
    const auto set = AddressSet::Parse("10.0.0.0/8,192.168.1.7,fe80::/10,172.16.0.0/12");
    EXPECT_TRUE(set.Has(4, {10, 200, 3, 4}));
    EXPECT_FALSE(set.Has(4, {11, 0, 0, 1}));
    EXPECT_TRUE(set.Has(4, {192, 168, 1, 7}));
    EXPECT_FALSE(set.Has(4, {192, 168, 1, 8}));
    EXPECT_TRUE(set.Has(4, {172, 31, 0, 1}));
    EXPECT_FALSE(set.Has(4, {172, 32, 0, 1}));
    EXPECT_TRUE(set.Has(6, {0xfe, 0xbf}));
    EXPECT_FALSE(set.Has(6, {0xfe, 0xc0}));
    EXPECT_FALSE(set.Has(6, {10, 0, 0, 1}));
    EXPECT_EQ(set.Text(), "10.0.0.0/8,192.168.1.7,fe80::/10,172.16.0.0/12");
    EXPECT_TRUE(AddressSet::Parse("0.0.0.0/0").Has(4, {1, 2, 3, 4}));
    for (const char* bad : {"10.0.0", "10.0.0.0/33", "10.0.0.0/", "::/129", "host", "1.2.3.4,,"})
    {
        ExpectInputError([&] { AddressSet::Parse(bad); }, "is no address");
    }
}

TEST(AddressSet, TakesTimeThatDoesNotGrowWithTheAddresses)
{
    constexpr uint32_t COUNT = 200'000;
    AddressSet set = AddressSet::Parse("172.16.0.0/12");
    const auto addressOf = [](uint32_t number) {
        IpAddressBytes address{};
        StoreBig32(address.data(), 0x0a000000 + 2 * number);
        return address;
    };
    for (uint32_t i = 0; i < COUNT; ++i)
    {
        set.Add(4, addressOf(i), 32);
    }
    const auto start = std::chrono::steady_clock::now();
    for (uint32_t i = 0; i < 2 * COUNT; ++i)
    {
        ASSERT_EQ(set.Has(4, addressOf(i)), i < COUNT);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(CaptureClock, TimeDoesNotGoBackAndLongGapsAreShortened)
{
    CaptureClock recorded;
    EXPECT_EQ(recorded.Read(5000), 0);
    EXPECT_EQ(recorded.Read(5010), 10);
    EXPECT_EQ(recorded.Read(5002), 10);
    EXPECT_EQ(recorded.Read(5030), 30);
    EXPECT_EQ(recorded.Late(), 1U);
    CaptureClock shortened(100);
    EXPECT_EQ(shortened.Read(0), 0);
    EXPECT_EQ(shortened.Read(1'700'000'000'000'000'000), 100);
    EXPECT_EQ(shortened.Read(1'700'000'000'000'000'050), 150);
    EXPECT_EQ(shortened.Shortened(), 1U);
    EXPECT_EQ(AtSpeed(1'700'000'000'000'000'001, 1), 1'700'000'000'000'000'001);
    EXPECT_EQ(AtSpeed(30, 2), 15);
    EXPECT_EQ(AtSpeed(INT64_MAX, 1e-6), int64_t{1} << 62);
}

} // namespace
} // namespace ns3::synthnet
