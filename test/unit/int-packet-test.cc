/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-layers.h"

#include "ns3/int-packet.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace
{

using namespace ns3::synthnet;

constexpr std::size_t UDP_PAYLOAD = 28; // bytes of IPv4 and UDP before it

IntPacket
Read(const PacketBytes& packet, const IntMarks& marks = {})
{
    // A copy of just this size, so that a sanitizer sees what is read beyond it.
    const PacketBytes exact(packet);
    return ReadIntPacket(exact.data(), exact.size(), marks);
}

/// @return the first bytes, as a snap length leaves them
PacketBytes
First(const PacketBytes& packet, std::size_t bytes)
{
    return {packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(bytes)};
}

PacketBytes
ReportTo(const std::vector<Report>& reports, uint16_t port = 32766)
{
    TestPacket packet;
    packet.destinationPort = port;
    packet.payload = EncodeReportPacket({{REPORT_VERSION, 3, 77, 0xb22}, reports});
    return packet.Bytes();
}

Report
OfLatency(ReportInner innerType, const PacketBytes& inner)
{
    Report report;
    report.bitmap = INT_HOP_LATENCY;
    report.hop.hopLatency = 4321;
    report.innerType = innerType;
    report.inner = inner;
    return report;
}

/// @return as a TLV of this type, cut to whole words
PacketBytes
AsTlv(ReportTlv::Type type, const PacketBytes& packet, std::size_t words)
{
    PacketBytes inner;
    AppendReportTlv({ReportTlv::DOMAIN_EXTENSION, 5, PacketBytes(8, 0xdd)}, inner);
    AppendReportTlv({type, 0, First(packet, 4 * words)}, inner);
    return inner;
}

PacketBytes
InEthernet(const PacketBytes& packet)
{
    PacketBytes frame(12, 0xee);
    frame.insert(frame.end(), {0x81, 0x00, 0x00, 0x07, 0x08, 0x00});
    frame.insert(frame.end(), packet.begin(), packet.end());
    return frame;
}

TEST(IntPacket, MdIsReadBehindUdpAndTcpOfBothIpsByDscpAndPort)
{
    for (const bool isIpv6 : {false, true})
    {
        for (const bool isTcp : {false, true})
        {
            for (const IntPresence& presence : {MARKED_BY_DSCP, MARKED_BY_PORT})
            {
                TestPacket plain;
                plain.isIpv6 = isIpv6;
                plain.isTcp = isTcp;
                plain.trafficClass = 0x28;
                plain.ipOptions = 8;
                plain.tcpOptions = isTcp ? 12 : 0;
                const IntPacket packet = Read(WithInt(plain, INT_MD, presence, 2));
                ASSERT_TRUE(packet.layer);
                EXPECT_TRUE(packet.HasInt());
                EXPECT_FALSE(packet.isCut);
                EXPECT_EQ(packet.layer->type, INT_MD);
                EXPECT_EQ(packet.layer->header.value().hopMl, 6);
                EXPECT_EQ(packet.layer->header->remainingHops, 7);
                ASSERT_EQ(packet.layer->hops.size(), 2u);
                EXPECT_EQ(packet.layer->hops[0].nodeId, 2u) << "the newest first";
                EXPECT_EQ(packet.layer->hops[1].nodeId, 1u);
                EXPECT_EQ(packet.layer->hops[1].hopLatency, 1000u);
                ASSERT_TRUE(packet.flow);
                EXPECT_EQ(packet.flow->Source(), isIpv6 ? "2000::1" : "198.1.1.17");
                EXPECT_EQ(packet.flow->Destination(), isIpv6 ? "2000::2" : "198.1.2.18");
                EXPECT_EQ(packet.flow->protocol, isTcp ? 6 : 17);
                EXPECT_EQ(packet.flow->sourcePort, 4196);
                EXPECT_EQ(packet.flow->destinationPort, 9028) << "the original one";
                EXPECT_EQ(packet.flow->dscp, 0x0a) << "the original one";
            }
        }
    }
}

TEST(IntPacket, MxHasNoHops)
{
    for (const IntPresence& presence : {MARKED_BY_DSCP, MARKED_BY_PORT})
    {
        const IntPacket packet = Read(WithInt(TestPacket(), INT_MX, presence, 0));
        ASSERT_TRUE(packet.layer);
        EXPECT_EQ(packet.layer->type, INT_MX);
        EXPECT_EQ(packet.layer->header.value().bitmap, ASKED);
        EXPECT_EQ(packet.layer->header->domainId, 0x7777);
        EXPECT_TRUE(packet.layer->hops.empty());
        EXPECT_EQ(packet.flow->destinationPort, 9028);
    }
}

TEST(IntPacket, AnEmptyStackIsALayer)
{
    const IntPacket packet = Read(WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 0));
    ASSERT_TRUE(packet.layer);
    EXPECT_TRUE(packet.layer->hops.empty());
    EXPECT_FALSE(packet.isCut);
}

TEST(IntPacket, TheMarksAreThoseOfTheDomain)
{
    const PacketBytes bytes = WithInt(TestPacket(), INT_MD, {false, 0x20, 0}, 1);
    EXPECT_FALSE(Read(bytes).HasInt());
    EXPECT_TRUE(Read(bytes, {0x20, 0x4568, 32766}).HasInt());
    const PacketBytes byPort = WithInt(TestPacket(), INT_MD, {true, 0, 5000}, 1);
    EXPECT_FALSE(Read(byPort).HasInt());
    EXPECT_TRUE(Read(byPort, {0x17, 5000, 32766}).HasInt());
    EXPECT_FALSE(Read(ReportTo({}, 5001)).HasInt());
    EXPECT_TRUE(Read(ReportTo({}, 5001), {0x17, 0x4568, 5001}).HasInt());
}

/// Without INT or reports, by what is in the packet.
void
ExpectMalformed(const PacketBytes& bytes)
{
    const IntPacket packet = Read(bytes);
    EXPECT_FALSE(packet.HasInt());
    EXPECT_TRUE(packet.isMalformed);
    EXPECT_FALSE(packet.isCut);
}

TEST(IntPacket, OrdinaryPacketsWithTheMarksAreMalformed)
{
    EXPECT_FALSE(Read(TestPacket().Bytes()).isMalformed);
    EXPECT_FALSE(Read(WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1)).isMalformed);
    EXPECT_FALSE(Read(ReportTo({})).isMalformed);
    TestPacket plain;
    plain.trafficClass = 0x17 << 2;
    ExpectMalformed(plain.Bytes());
    plain.payload.clear(); // no shim, and nothing is cut
    ExpectMalformed(plain.Bytes());
    plain.isTcp = true;
    ExpectMalformed(plain.Bytes());
    plain = TestPacket();
    plain.destinationPort = 32766; // of reports
    plain.payload.resize(7);
    ExpectMalformed(plain.Bytes());
    plain.destinationPort = 0x4568;
    const IntPacket packet = Read(plain.Bytes());
    EXPECT_FALSE(packet.HasInt());
    EXPECT_TRUE(packet.isMalformed);
    EXPECT_FALSE(packet.otherVersion);
    EXPECT_EQ(packet.flow->destinationPort, 0x4568) << "nothing was restored";
    PacketBytes byDscp = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1);
    byDscp[UDP_PAYLOAD] = 0x14; // NPT 1, which belongs to the port
    ExpectMalformed(byDscp);
    byDscp[UDP_PAYLOAD] = 0x20; // for the destination
    ExpectMalformed(byDscp);
    byDscp[UDP_PAYLOAD] = 0x10;
    byDscp[UDP_PAYLOAD + 6] = 5; // a HopML that the bitmap contradicts
    ExpectMalformed(byDscp);
    EXPECT_FALSE(Read({}).flow);
    EXPECT_FALSE(Read(PacketBytes(64, 0)).flow);
}

TEST(IntPacket, AnOriginalProtocolHasNoPorts)
{
    PacketBytes bytes = WithInt(TestPacket(), INT_MD, MARKED_BY_PORT, 1);
    bytes[UDP_PAYLOAD] = 0x18; // NPT 2
    StoreBig16(&bytes[UDP_PAYLOAD + 2], 47);
    const IntPacket packet = Read(bytes);
    ASSERT_TRUE(packet.layer);
    EXPECT_EQ(packet.flow->protocol, 47);
    EXPECT_FALSE(packet.flow->sourcePort);
    EXPECT_FALSE(packet.flow->destinationPort);
}

TEST(IntPacket, AnotherVersionIsTold)
{
    PacketBytes bytes = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1);
    bytes[UDP_PAYLOAD + 4] = 0x30;
    EXPECT_EQ(Read(bytes).otherVersion, 3);
    EXPECT_FALSE(Read(bytes).HasInt());
    // v1.0: a shim of other fields.
    const PacketBytes old{1, 0, 5, 0, 0x10, 0, 2, 7, 0xc0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 3};
    std::copy(old.begin(), old.end(), bytes.begin() + UDP_PAYLOAD);
    EXPECT_EQ(Read(bytes).otherVersion, 1);
    EXPECT_FALSE(Read(bytes).HasInt());
    PacketBytes report = ReportTo({});
    report[UDP_PAYLOAD] = 0x10;
    EXPECT_EQ(Read(report).otherVersion, 1);
    EXPECT_FALSE(Read(report).HasInt());
}

TEST(IntPacket, OfAStackThatASnapLengthCutsTheWholeHopsAreRead)
{
    const PacketBytes bytes = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 3);
    const std::size_t stack = UDP_PAYLOAD + 16;
    for (std::size_t size = UDP_PAYLOAD; size <= bytes.size(); ++size)
    {
        const IntPacket packet = Read(First(bytes, size));
        if (size < UDP_PAYLOAD + 4)
        {
            EXPECT_FALSE(packet.HasInt()) << size;
            EXPECT_TRUE(packet.isCut) << size;
            EXPECT_FALSE(packet.isMalformed) << size;
            continue;
        }
        ASSERT_TRUE(packet.layer) << size;
        EXPECT_EQ(packet.layer->header.has_value(), size >= stack) << size;
        EXPECT_EQ(packet.layer->hops.size(),
                  size < stack ? 0 : std::min<std::size_t>((size - stack) / 24, 3))
            << size;
        EXPECT_EQ(packet.isCut, size < stack + 3 * 24) << size;
        EXPECT_EQ(packet.flow->dscp, 0) << "the original one";
    }
}

TEST(IntPacket, ASnapLengthCutsWhatIsMarkedAsFarAsTheMarkIsThere)
{
    for (const bool isIpv6 : {false, true})
    {
        for (const bool isTcp : {false, true})
        {
            TestPacket plain;
            plain.isIpv6 = isIpv6;
            plain.isTcp = isTcp;
            const PacketBytes byDscp = WithInt(plain, INT_MD, MARKED_BY_DSCP, 1);
            const PacketBytes byPort = WithInt(plain, INT_MD, MARKED_BY_PORT, 1);
            const std::size_t l4 = PacketLayout(byDscp).l4;
            const std::size_t shim = l4 + (isTcp ? 20 : 8);
            for (std::size_t size = 0; size < shim + 4; ++size)
            {
                EXPECT_EQ(Read(First(byDscp, size)).isCut, size >= 2) << size;
                EXPECT_EQ(Read(First(byPort, size)).isCut, size >= l4 + 4) << size;
                EXPECT_FALSE(Read(First(plain.Bytes(), size)).isCut) << size;
                EXPECT_FALSE(Read(First(byDscp, size)).isMalformed) << size;
            }
        }
    }
    PacketBytes other = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1);
    other[9] = 1; // ICMP
    EXPECT_TRUE(Read(First(other, 9)).isCut) << "not known";
    EXPECT_FALSE(Read(First(other, 10)).isCut);
    EXPECT_FALSE(Read(First(other, 24)).isCut);
    other[9] = 17;
    other[6] = 0x20; // a fragment
    EXPECT_TRUE(Read(First(other, 7)).isCut) << "not known";
    EXPECT_FALSE(Read(First(other, 8)).isCut);
    EXPECT_FALSE(Read(First(other, 24)).isCut);
    TestPacket six;
    six.isIpv6 = true;
    six.ipOptions = 16; // an extension
    const PacketBytes behind = WithInt(six, INT_MD, MARKED_BY_DSCP, 1);
    for (std::size_t size = 2; size < 56; ++size)
    {
        EXPECT_TRUE(Read(First(behind, size)).isCut) << size;
        EXPECT_FALSE(Read(First(six.Bytes(), size)).isCut) << size;
    }
    PacketBytes icmp = behind;
    icmp[40] = 58;
    EXPECT_FALSE(Read(First(icmp, 42)).isCut);
    const PacketBytes report = ReportTo({});
    for (const std::size_t size : {24, 27, 28, 35})
    {
        EXPECT_TRUE(Read(First(report, size)).isCut) << size;
    }
    EXPECT_FALSE(Read(First(report, 36)).isCut) << "a group without reports";
}

TEST(IntPacket, AShimThatEndsWithinAHopOrBeyondThePacketIsMalformed)
{
    PacketBytes bytes = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 2);
    bytes[UDP_PAYLOAD + 1] -= 2;
    for (const std::size_t size : {bytes.size(), UDP_PAYLOAD + 16 + 30})
    {
        const IntPacket packet = Read(First(bytes, size));
        ASSERT_TRUE(packet.layer);
        EXPECT_FALSE(packet.isCut) << "whatever the capture has of it";
        EXPECT_TRUE(packet.isMalformed);
        EXPECT_EQ(packet.layer->hops.size(), 1u);
    }
    const IntPacket report = Read(ReportTo({OfLatency(REPORT_IPV4, bytes)}));
    ASSERT_EQ(report.reports.size(), 1u);
    EXPECT_FALSE(report.isCut);
    EXPECT_TRUE(report.isMalformed);
    bytes[UDP_PAYLOAD + 1] = 255; // beyond the packet
    const IntPacket packet = Read(bytes);
    ASSERT_TRUE(packet.layer);
    EXPECT_FALSE(packet.isCut);
    EXPECT_TRUE(packet.isMalformed);
}

TEST(IntPacket, TheEndOfThePacketIsThatOfItsHeader)
{
    PacketBytes bytes = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 2);
    StoreBig16(&bytes[2], UDP_PAYLOAD + 16 + 24);
    EXPECT_EQ(Read(bytes).layer.value().hops.size(), 1u) << "padding behind it is no hop";
    StoreBig16(&bytes[2], 0);
    EXPECT_EQ(Read(bytes).layer.value().hops.size(), 2u) << "as with segmentation offload";
}

TEST(IntPacket, MetadataOfTheDomainIsBehindTheHops)
{
    PacketBytes bytes = WithInt(TestPacket(), INT_MX, MARKED_BY_DSCP, 0);
    bytes[UDP_PAYLOAD + 1] += 1;
    EXPECT_EQ(Read(bytes).layer.value().domainMetadata, PacketBytes(4, 'a'));
}

TEST(IntPacket, AReportHasItsMetadataAndTheIntOfThePacketInIt)
{
    const PacketBytes inner = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 2);
    TestPacket six;
    six.isIpv6 = true;
    const PacketBytes inner6 = WithInt(six, INT_MD, MARKED_BY_PORT, 2);
    PacketBytes whole = inner; // of a length that is no whole number of words
    whole.resize(inner.size() - 1);
    StoreBig16(&whole[2], static_cast<uint16_t>(whole.size()));
    const std::vector<Report> kinds{
        OfLatency(REPORT_IPV4, inner),
        OfLatency(REPORT_IPV4, whole),
        OfLatency(REPORT_IPV6, inner6),
        OfLatency(REPORT_ETHERNET, InEthernet(inner)),
        OfLatency(REPORT_TLV, AsTlv(ReportTlv::TRUNCATED_IPV4, inner, 25)),
        OfLatency(REPORT_TLV, AsTlv(ReportTlv::TRUNCATED_IPV6, inner6, 30)),
        OfLatency(REPORT_TLV, AsTlv(ReportTlv::TRUNCATED_ETHERNET, InEthernet(inner), 30)),
    };
    for (const Report& kind : kinds)
    {
        const IntPacket packet = Read(ReportTo({kind}));
        ASSERT_TRUE(packet.group);
        EXPECT_FALSE(packet.layer);
        EXPECT_FALSE(packet.isCut);
        EXPECT_EQ(packet.group->nodeId, 0xb22u);
        EXPECT_EQ(packet.group->sequence, 77u);
        ASSERT_EQ(packet.reports.size(), 1u);
        const ReportedPacket& reported = packet.reports[0];
        EXPECT_EQ(reported.report.hop.nodeId, 0xb22u);
        EXPECT_EQ(reported.report.hop.hopLatency, 4321u);
        ASSERT_TRUE(reported.flow);
        EXPECT_EQ(reported.flow->destinationPort, 9028) << "the original one";
        ASSERT_TRUE(reported.layer);
        ASSERT_EQ(reported.layer->hops.size(), 2u);
        EXPECT_EQ(reported.layer->hops[0].nodeId, 2u);
    }
}

TEST(IntPacket, AReportMayBeOfAPacketWithoutIntAndWithoutPorts)
{
    PacketBytes icmp = TestPacket().Bytes();
    icmp[9] = 1;
    const IntPacket packet = Read(ReportTo({OfLatency(REPORT_IPV4, icmp),
                                            OfLatency(REPORT_NO_INNER, {}),
                                            OfLatency(REPORT_DOMAIN_EXTENSION, icmp)}));
    ASSERT_EQ(packet.reports.size(), 3u);
    EXPECT_FALSE(packet.isCut);
    ASSERT_TRUE(packet.reports[0].flow);
    EXPECT_EQ(packet.reports[0].flow->protocol, 1);
    EXPECT_FALSE(packet.reports[0].flow->sourcePort);
    EXPECT_FALSE(packet.reports[0].layer);
    EXPECT_FALSE(packet.reports[1].flow);
    EXPECT_FALSE(packet.reports[2].flow);
}

TEST(IntPacket, OfReportsThatASnapLengthCutsTheWholeOnesAreRead)
{
    const PacketBytes inner = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1); // 132 bytes
    const PacketBytes bytes =
        ReportTo({OfLatency(REPORT_NO_INNER, {}), OfLatency(REPORT_IPV4, inner)});
    const std::size_t first = UDP_PAYLOAD + 8 + 16;
    const std::size_t second = first + 16;
    const std::size_t stack = second + 28 + 16 + 24;
    for (std::size_t size = UDP_PAYLOAD + 8; size <= bytes.size(); ++size)
    {
        const IntPacket packet = Read(First(bytes, size));
        ASSERT_TRUE(packet.group) << size;
        EXPECT_EQ(packet.reports.size(), size < first ? 0u : size < second ? 1u : 2u) << size;
        // That only payload is missing of the packet in it does not matter.
        EXPECT_EQ(packet.isCut, size < stack) << size;
    }
    EXPECT_FALSE(Read(First(bytes, UDP_PAYLOAD + 7)).HasInt());
}

TEST(IntPacket, ReportsBehindOneThatIsCutAreMissed)
{
    const PacketBytes inner = TestPacket().Bytes();
    const PacketBytes bytes =
        ReportTo({OfLatency(REPORT_IPV4, inner), OfLatency(REPORT_NO_INNER, {})});
    const IntPacket packet = Read(First(bytes, UDP_PAYLOAD + 8 + 16 + 40));
    ASSERT_EQ(packet.reports.size(), 1u);
    EXPECT_TRUE(packet.reports[0].flow);
    EXPECT_TRUE(packet.isCut);
}

TEST(IntPacket, AStackThatAReportTruncatesIsCut)
{
    const PacketBytes inner = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 2);
    const IntPacket packet =
        Read(ReportTo({OfLatency(REPORT_TLV, AsTlv(ReportTlv::TRUNCATED_IPV4, inner, 20))}));
    ASSERT_EQ(packet.reports.size(), 1u);
    EXPECT_TRUE(packet.isCut);
    EXPECT_EQ(packet.reports[0].layer.value().hops.size(), 1u);
}

TEST(IntPacket, AnyPacketWithIntComesBackAsItWas)
{
    std::mt19937 random(7);
    for (int trial = 0; trial < 3000; ++trial)
    {
        TestPacket plain = AnyPacket(random);
        const bool byPort = random() % 2;
        const uint32_t hops = random() % 5;
        const auto bitmap = static_cast<uint16_t>(random() | INT_NODE_ID);
        const IntPacket packet =
            Read(WithInt(plain, INT_MD, byPort ? MARKED_BY_PORT : MARKED_BY_DSCP, hops, bitmap));
        ASSERT_TRUE(packet.layer) << trial;
        EXPECT_FALSE(packet.isCut);
        ASSERT_EQ(packet.layer->hops.size(), std::min<std::size_t>(hops, 9));
        EXPECT_EQ(packet.flow->destinationPort, plain.destinationPort);
        EXPECT_EQ(packet.flow->dscp, plain.trafficClass >> 2);
    }
}

} // namespace
