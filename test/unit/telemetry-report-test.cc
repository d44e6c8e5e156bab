/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/telemetry-report.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using Bytes = std::vector<uint8_t>;

Bytes
PayloadOf(const ReportGroup& group, const std::vector<Report>& reports)
{
    return EncodeReportPacket({group, reports});
}

std::optional<ReportPacket>
Decoded(const Bytes& payload)
{
    return DecodeReportPacket(payload.data(), payload.size());
}

Report
IntReport(uint16_t bitmap, std::size_t innerBytes)
{
    Report report;
    report.bitmap = bitmap;
    report.innerType = REPORT_IPV4;
    report.inner.resize(innerBytes, 0x45);
    return report;
}

TEST(TelemetryReport, TheGroupHeaderHasItsFieldsAtTheirPlaces)
{
    const Bytes payload = PayloadOf({REPORT_VERSION, 0x3f, 1, 0xb22}, {});
    EXPECT_EQ(payload, (Bytes{0x2f, 0xc0, 0, 1, 0, 0, 0x0b, 0x22}));
    for (const ReportGroup& group : {ReportGroup{15, 63, REPORT_MOST_SEQUENCE, 0xffffffff},
                                     ReportGroup{0, 0, 0, 0},
                                     ReportGroup{2, 1, 0x200000, 0x80000000}})
    {
        EXPECT_EQ(DecodeReportGroup(PayloadOf(group, {}).data()), group);
    }
}

TEST(TelemetryReport, LengthsAreThoseOfTheSpecificationsExamples)
{
    const Bytes two = PayloadOf({}, {IntReport(INT_LEVEL1_INTERFACES | INT_HOP_LATENCY, 40)});
    EXPECT_EQ(two[REPORT_GROUP_BYTES + 1], 14);
    EXPECT_EQ(two[REPORT_GROUP_BYTES + 2], 2);
    const Bytes one = PayloadOf({}, {IntReport(INT_DROP_REASON, 80)});
    EXPECT_EQ(one[REPORT_GROUP_BYTES + 1], 23);
    EXPECT_EQ(one[REPORT_GROUP_BYTES + 2], 1);
}

TEST(TelemetryReport, AnIntReportHasItsFieldsAtTheirPlaces)
{
    Report report = IntReport(INT_QUEUE_OCCUPANCY, 4);
    report.dropped = true;
    report.tracked = true;
    report.domainId = 0x7777;
    report.domainBitmap = 0x8888;
    report.domainStatus = 0x9999;
    report.hop.queueId = 1;
    report.hop.queueOccupancy = 2;
    report.domainMetadata = {9, 8, 7, 6};
    const Bytes payload = PayloadOf({}, {report});
    EXPECT_EQ(Bytes(payload.begin() + REPORT_GROUP_BYTES, payload.end()),
              (Bytes{0x14, 5, 2, 0xa0, 0x10, 0x00, 0x77, 0x77, 0x88, 0x88, 0x99, 0x99,
                     1,    0, 0, 2,    9,    8,    7,    6,    0x45, 0x45, 0x45, 0x45}));
}

TEST(TelemetryReport, EachFlagHasItsBit)
{
    for (const auto& [flag, bit] : {std::pair{&Report::dropped, 0x80},
                                    std::pair{&Report::congested, 0x40},
                                    std::pair{&Report::tracked, 0x20},
                                    std::pair{&Report::intermediate, 0x10}})
    {
        Report report;
        report.*flag = true;
        const Bytes payload = PayloadOf({}, {report});
        EXPECT_EQ(payload[REPORT_GROUP_BYTES + 3], bit);
        EXPECT_EQ(Decoded(payload).value().reports.at(0), report);
    }
}

TEST(TelemetryReport, SeveralReportsComeBackInTheirOrder)
{
    std::mt19937 random(1);
    for (int trial = 0; trial < 500; ++trial)
    {
        std::vector<Report> reports(random() % 5);
        for (Report& report : reports)
        {
            report = IntReport(static_cast<uint16_t>(random()), 4 * (random() % 40));
            Bytes metadata(4 * IntHopWords(report.bitmap));
            for (uint8_t& byte : metadata)
            {
                byte = static_cast<uint8_t>(random());
            }
            report.hop = DecodeIntHop(metadata.data(), report.bitmap);
            report.innerType = random() % 6;
            report.congested = random() % 2;
            report.domainMetadata.resize(4 * (random() % 3), 0x11);
        }
        if (!reports.empty() && random() % 2)
        {
            reports.back().inner.resize(random() % 1200); // to the end, of any length
        }
        const auto packet = Decoded(PayloadOf({}, reports));
        ASSERT_TRUE(packet);
        ASSERT_EQ(packet->reports, reports);
    }
}

TEST(TelemetryReport, OfOtherTypesAllIsInnerContent)
{
    Report report;
    report.type = REPORT_INNER_ONLY;
    report.innerType = REPORT_ETHERNET;
    report.inner = Bytes(60, 0xee);
    const Bytes payload = PayloadOf({}, {report});
    EXPECT_EQ(payload.size(), REPORT_GROUP_BYTES + REPORT_HEADER_BYTES + 60);
    EXPECT_EQ(Decoded(payload).value().reports.at(0), report);
}

TEST(TelemetryReport, ALongInnerContentGoesToTheEnd)
{
    const Report longest = IntReport(0, 4 * 252); // 254 words with the fixed ones
    EXPECT_EQ(PayloadOf({}, {longest})[REPORT_GROUP_BYTES + 1], 254);
    const Report longer = IntReport(0, 4 * 253);
    EXPECT_EQ(PayloadOf({}, {longer})[REPORT_GROUP_BYTES + 1], REPORT_TO_THE_END);
    ExpectInputError([&] { PayloadOf({}, {longer, longest}); }, "expected none");
    const Report odd = IntReport(0, 5);
    EXPECT_EQ(PayloadOf({}, {odd})[REPORT_GROUP_BYTES + 1], REPORT_TO_THE_END);
}

TEST(TelemetryReport, WhatCannotBeEncodedIsRefused)
{
    Report report;
    report.domainMetadata.resize(3);
    Bytes payload(REPORT_GROUP_BYTES);
    ExpectInputError([&] { AppendReport(report, payload); }, "3 bytes of metadata");
    report.domainMetadata.resize(4 * 256);
    ExpectInputError([&] { AppendReport(report, payload); }, "1024 bytes of metadata");
    EXPECT_EQ(payload.size(), REPORT_GROUP_BYTES);
}

TEST(TelemetryReport, CutAtAnyByteItIsNoneOrShorter)
{
    const std::vector<Report> reports{IntReport(0xff80, 8), IntReport(INT_HOP_LATENCY, 4)};
    const Bytes payload = PayloadOf({}, reports);
    const std::size_t first = PayloadOf({}, {reports[0]}).size();
    for (std::size_t size = 0; size < payload.size(); ++size)
    {
        const Bytes cut(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
        const auto packet = Decoded(cut);
        if (size == REPORT_GROUP_BYTES || size == first)
        {
            ASSERT_TRUE(packet) << size;
            EXPECT_EQ(packet->reports.size(), size == first ? 1u : 0u);
        }
        else
        {
            EXPECT_FALSE(packet) << size;
        }
    }
}

TEST(TelemetryReport, LengthsThatContradictEachOtherAreRefused)
{
    const Bytes good = PayloadOf({}, {IntReport(INT_HOP_LATENCY, 4)});
    ASSERT_TRUE(Decoded(good));
    const auto refused = [&good](std::size_t offset, uint8_t value) {
        Bytes bad = good;
        bad[REPORT_GROUP_BYTES + offset] = value;
        EXPECT_FALSE(Decoded(bad)) << offset;
    };
    refused(1, 5);    // longer than the payload
    refused(1, 2);    // shorter than its metadata
    refused(2, 0);    // less metadata than the bitmap has
    refused(2, 3);    // more than the report has
    refused(4, 0x24); // a bitmap with more than MDLen
    Bytes other = good;
    other[0] = 0x10; // version 1
    EXPECT_FALSE(Decoded(other));
}

TEST(TelemetryReport, TlvsComeBackInTheirOrder)
{
    const std::vector<ReportTlv> tlvs{{ReportTlv::DOMAIN_EXTENSION, 0x1234, Bytes(8, 1)},
                                      {ReportTlv::TRUNCATED_IPV6, 0, {}},
                                      {15, 0xffff, Bytes(4 * 255, 2)}};
    Bytes inner;
    for (const ReportTlv& tlv : tlvs)
    {
        AppendReportTlv(tlv, inner);
    }
    EXPECT_EQ(Bytes(inner.begin(), inner.begin() + 5), (Bytes{0x00, 2, 0x12, 0x34, 1}));
    EXPECT_EQ(DecodeReportTlvs(inner), tlvs);
    inner.pop_back();
    EXPECT_FALSE(DecodeReportTlvs(inner));
    ExpectInputError([&] { AppendReportTlv({0, 0, Bytes(3)}, inner); }, "3 bytes of data");
    ExpectInputError([&] { AppendReportTlv({0, 0, Bytes(1024)}, inner); }, "1024 bytes of data");
}

} // namespace
