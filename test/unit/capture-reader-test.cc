/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "capture-bytes.h"
#include "expect-input-error.h"

#include "ns3/capture-reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using Frame = std::vector<uint8_t>;

/// The start of an IPv4 packet, which is all that the reader looks at.
const Frame IPV4(20, 0x45);
const Frame IPV6(40, 0x60);

/// @return a frame of these bytes and a packet
Frame
Behind(Frame header, const Frame& packet = IPV4)
{
    header.insert(header.end(), packet.begin(), packet.end());
    return header;
}

/// @return as many zeros, then these bytes
Frame
Zeros(std::size_t count, const Frame& then)
{
    return Behind(Frame(count), then);
}

class CaptureReading : public ::testing::Test
{
  protected:
    std::string Write(const std::string& bytes) const
    {
        return m_scratch.Write("c.pcap", bytes).string();
    }

    /// @return where IP begins in the one packet of a capture, nothing when the reader finds none
    std::optional<std::size_t> IpIn(uint16_t linkType, const Frame& frame) const
    {
        CaptureBytes capture = CaptureBytes::Pcap(linkType);
        capture.Add(frame);
        CaptureReader reader(Write(capture.Bytes()));
        const auto packet = reader.Next();
        EXPECT_TRUE(packet) << reader.DamageNote();
        return packet ? packet->ip : std::nullopt;
    }

    /// Expects the two packets that both formats' tests write.
    void ExpectTwoPackets(const std::string& bytes, int64_t first, int64_t second) const
    {
        CaptureReader reader(Write(bytes));
        auto packet = reader.Next();
        ASSERT_TRUE(packet) << reader.DamageNote();
        EXPECT_EQ(packet->number, 1u);
        EXPECT_EQ(packet->time, first);
        EXPECT_EQ(packet->captured, 20u);
        EXPECT_TRUE(std::equal(IPV4.begin(), IPV4.end(), packet->bytes));
        packet = reader.Next();
        ASSERT_TRUE(packet) << reader.DamageNote();
        EXPECT_EQ(packet->number, 2u);
        EXPECT_EQ(packet->time, second);
        EXPECT_EQ(packet->captured, 40u);
        EXPECT_FALSE(reader.Next());
        EXPECT_FALSE(reader.Next()) << "the end stays the end";
        EXPECT_EQ(reader.DamageNote(), "");
        EXPECT_EQ(reader.Packets(), 2u);
    }

    ScratchDirectory m_scratch;
};

TEST_F(CaptureReading, PcapHasTwoByteOrdersAndTwoUnitsOfTime)
{
    for (const bool isBigEndian : {false, true})
    {
        CaptureBytes micro = CaptureBytes::Pcap(CaptureBytes::LINK_RAW, isBigEndian);
        micro.Add(IPV4, 1648568953, 5);
        micro.Add(IPV6, 4294967295, 999999);
        ExpectTwoPackets(micro.Bytes(), 1648568953000005000, 4294967295999999000);
        CaptureBytes nano = CaptureBytes::Pcap(CaptureBytes::LINK_RAW, isBigEndian, true);
        nano.Add(IPV4, 0, 5);
        nano.Add(IPV6, 1, 999999999);
        ExpectTwoPackets(nano.Bytes(), 5, 1999999999);
    }
}

TEST_F(CaptureReading, PcapngHasTwoByteOrdersAndAnyUnitOfTime)
{
    for (const bool isBigEndian : {false, true})
    {
        CaptureBytes nano = CaptureBytes::Pcapng(CaptureBytes::LINK_RAW, isBigEndian);
        nano.AddBlock(IPV4, 1648568953000000005);
        nano.AddBlock(IPV6, 1648568953000000006);
        ExpectTwoPackets(nano.Bytes(), 1648568953000000005, 1648568953000000006);
        CaptureBytes milli = CaptureBytes::Pcapng(CaptureBytes::LINK_RAW, isBigEndian, 3);
        milli.AddBlock(IPV4, 1500);
        milli.AddBlock(IPV6, 1648568953001);
        ExpectTwoPackets(milli.Bytes(), 1500000000, 1648568953001000000);
    }
}

TEST_F(CaptureReading, ASnapLengthLeavesTheBytesOnTheWire)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(IPV4, 0, 0, 1500);
    CaptureReader reader(Write(capture.Bytes()));
    const auto packet = reader.Next();
    ASSERT_TRUE(packet);
    EXPECT_EQ(packet->captured, 20u);
    EXPECT_EQ(packet->wire, 1500u);
}

TEST_F(CaptureReading, IpIsFoundInEthernet)
{
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, Zeros(12, Behind({0x08, 0x00}))), 14u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, Zeros(12, Behind({0x86, 0xdd}, IPV6))), 14u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, Zeros(12, Behind({0x81, 0, 0, 7, 0x08, 0x00}))),
              18u)
        << "802.1Q";
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET,
                   Zeros(12, Behind({0x88, 0xa8, 0, 7, 0x81, 0, 0, 8, 0x08, 0x00}))),
              22u)
        << "802.1ad";
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, Zeros(12, Behind({0x08, 0x06}))), std::nullopt)
        << "ARP";
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, Zeros(12, {0x08, 0x00})), std::nullopt);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, Zeros(12, {0x81, 0x00, 0})), std::nullopt);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_ETHERNET, {}), std::nullopt);
}

TEST_F(CaptureReading, RawIpBeginsAtOnce)
{
    EXPECT_EQ(IpIn(CaptureBytes::LINK_RAW, IPV4), 0u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_RAW, IPV6), 0u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_IPV4, IPV4), 0u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_IPV6, IPV6), 0u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_RAW, Frame(20)), 0u) << "a version that damage made";
    EXPECT_EQ(IpIn(CaptureBytes::LINK_RAW, {}), std::nullopt);
}

TEST_F(CaptureReading, IpIsFoundInLinuxCookedPackets)
{
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL, Zeros(14, Behind({0x08, 0x00}))), 16u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL, Zeros(14, Behind({0x81, 0, 0, 7, 0x08, 0x00}))),
              20u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL, Zeros(14, Behind({0, 4}))), std::nullopt);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL2, Behind({0x08, 0x00}, Zeros(18, IPV4))), 20u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL2, Behind({0x86, 0xdd}, Zeros(18, IPV6))), 20u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL2,
                   Behind({0x81, 0}, Zeros(18, Behind({0, 7, 0x08, 0x00})))),
              24u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL2, Behind({0x08, 0x06}, Zeros(18, IPV4))),
              std::nullopt);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LINUX_SLL2, {0x08, 0x00}), std::nullopt);
}

TEST_F(CaptureReading, IpIsFoundBehindTheFamilyOfALoopback)
{
    EXPECT_EQ(IpIn(CaptureBytes::LINK_NULL, Behind({2, 0, 0, 0})), 4u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_NULL, Behind({0, 0, 0, 2})), 4u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_NULL, Behind({30, 0, 0, 0}, IPV6)), 4u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_LOOP, Behind({0, 0, 0, 28}, IPV6)), 4u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_NULL, Behind({7, 0, 0, 0})), std::nullopt);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_NULL, {2, 0, 0}), std::nullopt);
}

TEST_F(CaptureReading, IpIsFoundInPpp)
{
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP, Behind({0x00, 0x21})), 2u) << "as ns-3 writes it";
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP, Behind({0x00, 0x57}, IPV6)), 2u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP, Behind({0xff, 0x03, 0x00, 0x21})), 4u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP_HDLC, Behind({0xff, 0x03, 0x00, 0x57}, IPV6)), 4u);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP, Behind({0xc0, 0x21})), std::nullopt) << "LCP";
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP, {0x00, 0x21}), std::nullopt);
    EXPECT_EQ(IpIn(CaptureBytes::LINK_PPP, {}), std::nullopt);
}

TEST_F(CaptureReading, OfADamagedCaptureWhatIsInFrontOfTheDamageIsRead)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(IPV4);
    capture.Add(IPV4);
    for (const std::size_t missing : {1, 20, 25})
    {
        const std::string path = Write(capture.Without(missing));
        CaptureReader reader(path);
        EXPECT_TRUE(reader.Next());
        EXPECT_EQ(reader.DamageNote(), "");
        EXPECT_FALSE(reader.Next());
        EXPECT_FALSE(reader.Next());
        EXPECT_EQ(reader.Packets(), 1u);
        EXPECT_EQ(reader.DamageNote().rfind(
                      path + ": damaged, 1 packet read, stopped at byte 60: truncated dump file",
                      0),
                  0u)
            << reader.DamageNote();
    }
}

TEST_F(CaptureReading, ALengthThatCannotBeIsDamage)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(IPV4);
    CaptureReader reader(Write(capture.Bytes() + std::string(16, '\x7f')));
    EXPECT_TRUE(reader.Next());
    EXPECT_FALSE(reader.Next());
    EXPECT_NE(reader.DamageNote().find("1 packet read, stopped at byte 60: "), std::string::npos)
        << reader.DamageNote();
}

TEST_F(CaptureReading, ATimeThatCannotBeIsDamage)
{
    for (const uint32_t fraction : {1'000'000U, 0xdf120000U})
    {
        CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
        capture.Add(IPV4, 1, 999'999);
        capture.Add(IPV4, 1, fraction);
        CaptureReader reader(Write(capture.Bytes()));
        EXPECT_TRUE(reader.Next());
        EXPECT_FALSE(reader.Next());
        EXPECT_NE(reader.DamageNote().find(": a time whose fraction is no fraction of a second"),
                  std::string::npos)
            << reader.DamageNote();
    }
    CaptureBytes capture = CaptureBytes::Pcapng(CaptureBytes::LINK_RAW, false, 0);
    capture.AddBlock(IPV4, 1);
    capture.AddBlock(IPV4, uint64_t{1} << 60);
    CaptureReader reader(Write(capture.Bytes()));
    EXPECT_TRUE(reader.Next());
    EXPECT_FALSE(reader.Next());
    EXPECT_NE(reader.DamageNote().find(": a time before 1970 or beyond the year 2262"),
              std::string::npos);
}

TEST_F(CaptureReading, APacketOfAnInterfaceWithAnotherLinkTypeIsDamage)
{
    CaptureBytes capture = CaptureBytes::Pcapng(CaptureBytes::LINK_RAW);
    capture.AddBlock(IPV4, 1);
    capture.AddInterface(CaptureBytes::LINK_ETHERNET);
    capture.AddBlock(IPV4, 2, 1);
    CaptureReader reader(Write(capture.Bytes()));
    EXPECT_TRUE(reader.Next());
    EXPECT_FALSE(reader.Next());
    EXPECT_NE(reader.DamageNote().find(": 1 packet read, stopped at a second interface that "
                                       "libpcap does not read (an interface has a type 1 "),
              std::string::npos)
        << reader.DamageNote();
    EXPECT_NE(reader.DamageNote().find("`editcap -F pcap IN OUT`"), std::string::npos);
    EXPECT_EQ(reader.DamageNote().find("damaged"), std::string::npos);
}

TEST_F(CaptureReading, WhatIsNoCaptureIsNamed)
{
    const auto refuses = [](const std::string& path, const std::string& why) {
        ExpectInputError([&] { CaptureReader reader(path); }, path + ": " + why);
    };
    for (const char* bytes : {"", "x", "a text that is long enough to be the start of a capture"})
    {
        const std::string path = Write(bytes);
        refuses(path, "is no capture: ");
        refuses(path, "");
        ExpectInputError([&] { CaptureReader reader(path); }, ", expected pcap or pcapng");
    }
    refuses(Write(CaptureBytes::Pcap(CaptureBytes::LINK_IEEE802_11).Bytes()),
            "has link type 105 (IEEE802_11), expected Ethernet, raw IP, Linux cooked, BSD loopback "
            "or PPP");
    refuses(Write(CaptureBytes::Pcap(4242).Bytes()), "has link type 4242, expected Ethernet");
    refuses(m_scratch.Path().string(), "cannot be read: is a directory, expected a capture");
    refuses("/nowhere/c.pcap", "cannot be read: No such file or directory, expected a capture");
}

} // namespace
