/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "telemetry-report.h"

#include "ns3/big-endian.h"
#include "ns3/input-error.h"

#include <string>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t REPORT_WORD = 4;
constexpr std::size_t MOST_METADATA_WORDS = 0xff;
constexpr std::size_t MOST_TLV_WORDS = 0xff;

// In the last byte of a report's first word.
constexpr uint8_t DROPPED = 0x80;
constexpr uint8_t CONGESTED = 0x40;
constexpr uint8_t TRACKED = 0x20;
constexpr uint8_t INTERMEDIATE = 0x10;

std::size_t
MetadataBytes(uint16_t bitmap)
{
    return REPORT_WORD * IntHopWords(bitmap);
}

/// Of an INT report whose fixed part was found to be there.
bool
DecodeMetadata(const uint8_t* bytes, std::size_t metadataBytes, Report& report)
{
    report.bitmap = LoadBig16(bytes);
    report.domainId = LoadBig16(bytes + 2);
    report.domainBitmap = LoadBig16(bytes + 4);
    report.domainStatus = LoadBig16(bytes + 6);
    const std::size_t hopBytes = MetadataBytes(report.bitmap);
    if (hopBytes > metadataBytes)
    {
        return false;
    }
    const uint8_t* metadata = bytes + REPORT_INT_BYTES;
    report.hop = DecodeIntHop(metadata, report.bitmap);
    report.domainMetadata.assign(metadata + hopBytes, metadata + metadataBytes);
    return true;
}

} // namespace

bool
operator==(const ReportGroup& a, const ReportGroup& b)
{
    return a.version == b.version && a.hardwareId == b.hardwareId && a.sequence == b.sequence &&
           a.nodeId == b.nodeId;
}

void
EncodeReportGroup(const ReportGroup& group, uint8_t* bytes)
{
    StoreBig32(bytes,
               uint32_t{group.version} << 28 | uint32_t{group.hardwareId & 0x3fU} << 22 |
                   (group.sequence & REPORT_MOST_SEQUENCE));
    StoreBig32(bytes + REPORT_WORD, group.nodeId);
}

ReportGroup
DecodeReportGroup(const uint8_t* bytes)
{
    const uint32_t first = LoadBig32(bytes);
    ReportGroup group;
    group.version = static_cast<uint8_t>(first >> 28);
    group.hardwareId = first >> 22 & 0x3f;
    group.sequence = first & REPORT_MOST_SEQUENCE;
    group.nodeId = LoadBig32(bytes + REPORT_WORD);
    return group;
}

bool
operator==(const Report& a, const Report& b)
{
    return a.type == b.type && a.innerType == b.innerType && a.dropped == b.dropped &&
           a.congested == b.congested && a.tracked == b.tracked &&
           a.intermediate == b.intermediate && a.bitmap == b.bitmap && a.domainId == b.domainId &&
           a.domainBitmap == b.domainBitmap && a.domainStatus == b.domainStatus && a.hop == b.hop &&
           a.domainMetadata == b.domainMetadata && a.inner == b.inner;
}

void
AppendReport(const Report& report, std::vector<uint8_t>& payload)
{
    const bool isInt = report.type == REPORT_INT;
    const std::size_t hopBytes = isInt ? MetadataBytes(report.bitmap) : 0;
    const std::size_t metadataBytes = hopBytes + (isInt ? report.domainMetadata.size() : 0);
    if (metadataBytes % REPORT_WORD != 0 || metadataBytes / REPORT_WORD > MOST_METADATA_WORDS)
    {
        throw InputError("a report with " + std::to_string(metadataBytes) +
                         " bytes of metadata, expected whole words of 4 bytes, 255 at most");
    }
    const std::size_t fixedBytes = isInt ? REPORT_INT_BYTES : 0;
    const std::size_t bytes = fixedBytes + metadataBytes + report.inner.size();
    const bool hasLength = bytes % REPORT_WORD == 0 && bytes / REPORT_WORD < REPORT_TO_THE_END;

    const std::size_t start = payload.size();
    payload.resize(start + REPORT_HEADER_BYTES + fixedBytes + hopBytes);
    uint8_t* at = payload.data() + start;
    at[0] = static_cast<uint8_t>(report.type << 4 | (report.innerType & 0x0f));
    at[1] = hasLength ? static_cast<uint8_t>(bytes / REPORT_WORD) : REPORT_TO_THE_END;
    at[2] = static_cast<uint8_t>(metadataBytes / REPORT_WORD);
    at[3] = static_cast<uint8_t>(
        (report.dropped ? DROPPED : 0) | (report.congested ? CONGESTED : 0) |
        (report.tracked ? TRACKED : 0) | (report.intermediate ? INTERMEDIATE : 0));
    if (isInt)
    {
        at += REPORT_HEADER_BYTES;
        StoreBig16(at, report.bitmap);
        StoreBig16(at + 2, report.domainId);
        StoreBig16(at + 4, report.domainBitmap);
        StoreBig16(at + 6, report.domainStatus);
        EncodeIntHop(report.hop, report.bitmap, at + REPORT_INT_BYTES);
        payload.insert(payload.end(), report.domainMetadata.begin(), report.domainMetadata.end());
    }
    payload.insert(payload.end(), report.inner.begin(), report.inner.end());
}

bool
operator==(const ReportTlv& a, const ReportTlv& b)
{
    return a.type == b.type && a.templateId == b.templateId && a.data == b.data;
}

void
AppendReportTlv(const ReportTlv& tlv, std::vector<uint8_t>& inner)
{
    const std::size_t words = tlv.data.size() / REPORT_WORD;
    if (tlv.data.size() % REPORT_WORD != 0 || words > MOST_TLV_WORDS)
    {
        throw InputError("a TLV with " + std::to_string(tlv.data.size()) +
                         " bytes of data, expected whole words of 4 bytes, 255 at most");
    }
    const std::size_t start = inner.size();
    inner.resize(start + REPORT_WORD);
    inner[start] = static_cast<uint8_t>(tlv.type << 4);
    inner[start + 1] = static_cast<uint8_t>(words);
    StoreBig16(inner.data() + start + 2, tlv.templateId);
    inner.insert(inner.end(), tlv.data.begin(), tlv.data.end());
}

std::optional<std::vector<ReportTlv>>
DecodeReportTlvs(const std::vector<uint8_t>& inner)
{
    std::vector<ReportTlv> tlvs;
    std::size_t at = 0;
    while (at < inner.size())
    {
        const uint8_t* first = inner.data() + at;
        if (inner.size() - at < REPORT_WORD ||
            inner.size() - at - REPORT_WORD < REPORT_WORD * first[1])
        {
            return std::nullopt;
        }
        const uint8_t* data = first + REPORT_WORD;
        ReportTlv tlv{static_cast<uint8_t>(first[0] >> 4), LoadBig16(first + 2), {}};
        tlv.data.assign(data, data + REPORT_WORD * first[1]);
        at += REPORT_WORD + tlv.data.size();
        tlvs.push_back(std::move(tlv));
    }
    return tlvs;
}

std::vector<uint8_t>
EncodeReportPacket(const ReportPacket& packet)
{
    std::vector<uint8_t> payload(REPORT_GROUP_BYTES);
    EncodeReportGroup(packet.group, payload.data());
    bool isAtTheEnd = false;
    for (const Report& report : packet.reports)
    {
        if (isAtTheEnd)
        {
            throw InputError("a report behind one of " + std::to_string(payload.size()) +
                             " bytes that goes to the end, expected none");
        }
        const std::size_t start = payload.size();
        AppendReport(report, payload);
        isAtTheEnd = payload[start + 1] == REPORT_TO_THE_END;
    }
    return payload;
}

std::optional<ReportPacket>
DecodeReportPacket(const uint8_t* bytes, std::size_t size)
{
    if (size < REPORT_GROUP_BYTES)
    {
        return std::nullopt;
    }
    ReportPacket packet;
    packet.group = DecodeReportGroup(bytes);
    if (packet.group.version != REPORT_VERSION)
    {
        return std::nullopt;
    }
    std::size_t at = REPORT_GROUP_BYTES;
    while (at < size)
    {
        if (size - at < REPORT_HEADER_BYTES)
        {
            return std::nullopt;
        }
        const uint8_t* first = bytes + at;
        const std::size_t rest = size - at - REPORT_HEADER_BYTES;
        const std::size_t length = first[1] == REPORT_TO_THE_END ? rest : REPORT_WORD * first[1];
        const std::size_t metadataBytes = REPORT_WORD * first[2];
        Report report;
        report.type = first[0] >> 4;
        report.innerType = first[0] & 0x0f;
        report.dropped = (first[3] & DROPPED) != 0;
        report.congested = (first[3] & CONGESTED) != 0;
        report.tracked = (first[3] & TRACKED) != 0;
        report.intermediate = (first[3] & INTERMEDIATE) != 0;
        const std::size_t before = report.type == REPORT_INT ? REPORT_INT_BYTES + metadataBytes : 0;
        const uint8_t* body = first + REPORT_HEADER_BYTES;
        if (length > rest || before > length ||
            (report.type == REPORT_INT && !DecodeMetadata(body, metadataBytes, report)))
        {
            return std::nullopt;
        }
        report.inner.assign(body + before, body + length);
        packet.reports.push_back(std::move(report));
        at += REPORT_HEADER_BYTES + length;
    }
    return packet;
}

} // namespace ns3::synthnet
