/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "int-packets.h"

#include "ns3/int-telemetry-header.h"
#include "ns3/ns3-version.h"
#include "ns3/packet.h"
#include "ns3/telemetry-report-header.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

PacketBytes
BytesOf(Ptr<const Packet> packet)
{
    PacketBytes bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

template <typename Random>
IntContent
AnyContent(Random& random)
{
    IntContent content;
    content.shim.type = random() % 3 == 0 ? INT_MX : INT_MD;
    content.header.bitmap = static_cast<uint16_t>(random());
    content.header.domainId = static_cast<uint16_t>(random());
    content.header.domainInstructions = random() % 2;
    if (content.shim.type == INT_MD)
    {
        content.header.hopMl = static_cast<uint8_t>(IntHopWords(content.header.bitmap));
        content.header.remainingHops = static_cast<uint8_t>(random());
        content.hops.resize(content.header.hopMl > 0 ? random() % 8 : 0);
        for (IntHop& hop : content.hops)
        {
            PacketBytes bytes(4 * content.header.hopMl);
            for (uint8_t& byte : bytes)
            {
                byte = static_cast<uint8_t>(random());
            }
            hop = DecodeIntHop(bytes.data(), content.header.bitmap);
        }
    }
    return content;
}

TEST(IntTelemetryHeader, GoesOnAPacketAndComesOff)
{
    std::mt19937 random(6);
    for (int i = 0; i < 500; ++i)
    {
        const IntContent content = AnyContent(random);
        IntTelemetryHeader header;
        header.SetContent(content);
        Ptr<Packet> packet = Create<Packet>(reinterpret_cast<const uint8_t*>("tail"), 4);
        packet->AddHeader(header);
        PacketBytes expected = EncodeInt(content);
        expected.insert(expected.end(), {'t', 'a', 'i', 'l'});
        ASSERT_EQ(BytesOf(packet), expected);

        IntTelemetryHeader read;
        ASSERT_EQ(packet->RemoveHeader(read), header.GetSerializedSize());
        EXPECT_EQ(packet->GetSize(), 4u);
        EXPECT_EQ(read.GetContent().header, content.header);
        EXPECT_EQ(read.GetContent().hops, content.hops);
    }
}

TEST(IntTelemetryHeader, HasTheBytesOfAPacketThatNodesInstrument)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    IntHeader asked;
    asked.bitmap = INT_NODE_ID | INT_EGRESS_TIMESTAMP;
    asked.hopMl = 3;
    asked.remainingHops = 8;
    StartInt(head, INT_MD, asked, {});
    IntContent content;
    for (const uint32_t node : {1, 2})
    {
        IntHop hop;
        hop.nodeId = node;
        hop.egressTimestamp = node;
        ASSERT_EQ(PushIntHop(head, hop, 1500), IntPush::PUSHED);
        content.hops.insert(content.hops.begin(), hop);
    }
    content.header = asked;
    content.header.remainingHops = 6;
    const std::size_t at = head.Place().payload;
    EXPECT_EQ(EncodeInt(content),
              PacketBytes(head.Bytes().begin() + static_cast<std::ptrdiff_t>(at),
                          head.Bytes().end() - 64));
}

TEST(IntTelemetryHeader, WhatIsNoIntGivesNone)
{
    const PacketBytes bytes = EncodeInt({});
    for (uint32_t size = 0; size < bytes.size(); ++size)
    {
        Ptr<Packet> packet = Create<Packet>(bytes.data(), size);
        IntTelemetryHeader header;
        IntContent content;
        content.hops.resize(1);
        content.header.bitmap = INT_NODE_ID;
        header.SetContent(content);
        EXPECT_EQ(packet->PeekHeader(header), 0u) << size;
        EXPECT_TRUE(header.GetContent().hops.empty());
    }
}

TEST(IntTelemetryHeader, RefusesWhatCannotBeWritten)
{
    IntTelemetryHeader header;
    IntContent content;
    content.shim.type = INT_DESTINATION;
    ExpectInputError([&] { header.SetContent(content); }, "INT of type 2 with 0 hops");
    content.shim.type = INT_MX;
    content.hops.resize(1);
    ExpectInputError([&] { header.SetContent(content); }, "INT of type 3 with 1 hop, expected");
    content.shim.type = INT_MD;
    content.header.bitmap = 0xfe00;
    content.hops.resize(26);
    ExpectInputError([&] { header.SetContent(content); }, "1052 bytes behind the shim");
    content.hops.resize(25);
    header.SetContent(content);
    content.domainMetadata.resize(2);
    ExpectInputError([&] { header.SetContent(content); }, "expected whole words");

    content = IntContent();
    content.header.version = 3;
    ExpectInputError([&] { header.SetContent(content); }, "INT of version 3, expected version 2");
    content = IntContent();
    content.hops.resize(1);
    ExpectInputError([&] { header.SetContent(content); }, "hops of which nothing is asked");
    content.header.bitmap = INT_NODE_ID | INT_HOP_LATENCY;
    content.header.hopMl = 3;
    ExpectInputError([&] { header.SetContent(content); },
                     "HopML 3, expected that of the bitmap, 2");
    content.header.domainInstructions = 1;
    header.SetContent(content);
    content.header.hopMl = 40;
    ExpectInputError([&] { header.SetContent(content); }, "HopML 40, expected");
    content.header.hopMl = 2;
    content.domainMetadata.resize(8);
    ExpectInputError([&] { header.SetContent(content); }, "8 bytes of the domain, expected a DS");
    content.domainMetadata.resize(4);
    header.SetContent(content);
    content.header.domainInstructions = 0;
    ExpectInputError([&] { header.SetContent(content); }, "4 bytes of the domain, expected a DS");
}

TEST(IntTelemetryHeader, IsPrinted)
{
    IntContent content;
    content.header.bitmap = INT_NODE_ID;
    content.header.remainingHops = 3;
    content.header.mtuExceeded = true;
    content.hops.resize(1);
    content.hops[0].nodeId = 5;
    IntTelemetryHeader header;
    header.SetContent(content);
    std::ostringstream stream;
    header.Print(stream);
    EXPECT_EQ(stream.str().find("INT-MD domain=0 bitmap=32768 remaining=3 M hops=1 (node 5 "), 0u)
        << stream.str();
}

TEST(TelemetryReportHeader, GoesOnAPacketAndComesOff)
{
    ReportPacket reports{{REPORT_VERSION, 1, 77, 0xb22}, {}};
    Report report;
    report.bitmap = INT_HOP_LATENCY;
    report.hop.hopLatency = 9;
    report.innerType = REPORT_IPV4;
    report.inner = PacketBytes(61, 0x45);
    reports.reports.push_back(report);
    TelemetryReportHeader header;
    header.SetReports(reports);
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(header);
    EXPECT_EQ(BytesOf(packet), EncodeReportPacket(reports));

    TelemetryReportHeader read;
    EXPECT_EQ(packet->RemoveHeader(read), REPORT_GROUP_BYTES + 4 + 8 + 4 + 61);
    EXPECT_EQ(read.GetReports().group, reports.group);
    EXPECT_EQ(read.GetReports().reports, reports.reports);
    std::ostringstream stream;
    read.Print(stream);
    EXPECT_EQ(stream.str(), "node=2850 sequence=77 reports=1");

    Ptr<Packet> other = Create<Packet>(reinterpret_cast<const uint8_t*>("tail"), 4);
    EXPECT_EQ(other->PeekHeader(read), 0u);
    EXPECT_TRUE(read.GetReports().reports.empty());
}

} // namespace
