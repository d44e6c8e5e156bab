/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packet.h"

#include "int-place.h"

#include "ns3/big-endian.h"
#include "ns3/ethernet-frame.h"

#include <algorithm>
#include <arpa/inet.h>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t INT_WORD = 4;
constexpr uint8_t LEAST_SHIM_WORDS = INT_HEADER_BYTES / INT_WORD;
constexpr std::size_t UDP_HEADER_BYTES = 8;

// INT v1.0: a shim of type 8, reserved 8, length 8, with the shim, DSCP 6, reserved 2; a header of
// two words that begins with the version.
constexpr uint8_t OLD_HOP_BY_HOP = 1;
constexpr uint8_t LEAST_OLD_WORDS = 3;

std::string
AddressText(bool isIpv6, const std::array<uint8_t, 16>& address)
{
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(isIpv6 ? AF_INET6 : AF_INET, address.data(), text, sizeof text);
    return text;
}

/// @return the bytes that a packet has by its IP header, as far as that is there
std::size_t
WholeBytes(const uint8_t* bytes, std::size_t size)
{
    if (size < INT_IPV4_BYTES)
    {
        return SIZE_MAX;
    }
    const bool isIpv6 = bytes[0] >> 4 == 6;
    const std::size_t length = LoadBig16(bytes + (isIpv6 ? 4 : 2));
    if (length == 0) // segmentation offload: what is captured was not cut into packets yet
    {
        return SIZE_MAX;
    }
    return length + (isIpv6 ? INT_IPV6_BYTES : 0);
}

/// @return nothing when the bytes are no IP header
std::optional<IpFlow>
ReadFlow(const uint8_t* bytes, std::size_t size, const std::optional<IntPlace>& place)
{
    const uint8_t version = size > 0 ? bytes[0] >> 4 : 0;
    if ((version != 4 || size < INT_IPV4_BYTES) && (version != 6 || size < INT_IPV6_BYTES))
    {
        return std::nullopt;
    }
    IpFlow flow;
    flow.isIpv6 = version == 6;
    const std::size_t addressBytes = flow.isIpv6 ? 16 : 4;
    const uint8_t* source = bytes + (flow.isIpv6 ? 8 : 12);
    std::copy_n(source, addressBytes, flow.source.begin());
    std::copy_n(source + addressBytes, addressBytes, flow.destination.begin());
    flow.protocol = bytes[flow.isIpv6 ? 6 : 9];
    flow.dscp = IpDscp(bytes);
    if (place)
    {
        flow.protocol = place->isTcp ? 6 : 17;
        flow.sourcePort = LoadBig16(bytes + place->l4);
        flow.destinationPort = place->destinationPort;
    }
    return flow;
}

/// What the shim keeps of the packet as it was before.
void
RestoreFlow(const IntShim& shim, IpFlow& flow)
{
    switch (shim.npt)
    {
    case INT_NPT_DSCP:
        flow.dscp = shim.dscp;
        break;
    case INT_NPT_PORT:
        flow.destinationPort = shim.port;
        break;
    default: // the UDP header was put in with INT
        flow.protocol = shim.protocol;
        flow.sourcePort.reset();
        flow.destinationPort.reset();
        break;
    }
}

/// Whether a shim may be what the packet's marks announce.
bool
IsShim(const IntShim& shim, const IntPlace& place, const IntMarks& marks)
{
    const bool byDscp = place.dscp == marks.dscp && shim.npt == INT_NPT_DSCP;
    const bool byPort = place.destinationPort == marks.port && shim.npt <= INT_NPT_PROTOCOL;
    return (byDscp || byPort) && (shim.type == INT_MD || shim.type == INT_MX) &&
           shim.length >= LEAST_SHIM_WORDS;
}

/// Of what is there: ReadInt() of a copy whose shim says no more than the whole hops.
std::optional<IntContent>
ReadWholeHops(const uint8_t* bytes, std::size_t size, const IntShim& shim)
{
    const IntHeader header = DecodeIntHeader(bytes + INT_SHIM_BYTES, INT_MD);
    const std::size_t hopBytes = shim.type == INT_MD ? INT_WORD * header.hopMl : 0;
    const std::size_t stack = std::min(size, IntBytes(bytes)) - INT_START_BYTES;
    const std::size_t whole = hopBytes > 0 ? stack / hopBytes * hopBytes : 0;
    std::vector<uint8_t> copy(bytes, bytes + INT_START_BYTES + whole);
    copy[1] = static_cast<uint8_t>((INT_HEADER_BYTES + whole) / INT_WORD);
    return ReadInt(copy.data(), copy.size());
}

/// Whether the stack of an MD packet has whole hops by its lengths, or the domain's metadata.
bool
HopMlDivides(const IntContent& content, const IntShim& shim)
{
    const std::size_t words = shim.length - LEAST_SHIM_WORDS;
    const std::size_t hopMl = content.header.hopMl;
    return shim.type != INT_MD || content.header.domainInstructions != 0 ||
           (hopMl == 0 ? words == 0 : words % hopMl == 0);
}

/// What came of the INT that a packet's marks announce.
struct LayerReading
{
    std::optional<IntLayer> layer;
    std::optional<uint8_t> otherVersion;
    bool isCut{false}; //!< a part is missing, or all of it
    bool isMalformed{false};

    static LayerReading Malformed()
    {
        return {{}, {}, false, true};
    }

    static LayerReading OfVersion(uint8_t version)
    {
        return {{}, version, false, false};
    }
};

bool
IsMarked(const IntPlace& place, const IntMarks& marks)
{
    return place.dscp == marks.dscp || place.destinationPort == marks.port;
}

/// @param bytes behind the TCP or UDP header of a packet that IsMarked()
/// @param whole bytes that the packet has there, at least `size`
LayerReading
ReadLayer(const uint8_t* bytes,
          std::size_t size,
          std::size_t whole,
          const IntPlace& place,
          const IntMarks& marks,
          IpFlow& flow)
{
    if (size < INT_SHIM_BYTES)
    {
        const bool isCut = size < whole;
        return {{}, {}, isCut, !isCut};
    }
    const bool hasVersion = size > INT_SHIM_BYTES;
    const uint8_t version = hasVersion ? bytes[INT_SHIM_BYTES] >> 4 : INT_VERSION;
    if (hasVersion && bytes[0] == OLD_HOP_BY_HOP && bytes[1] == 0 && bytes[2] >= LEAST_OLD_WORDS &&
        version < INT_VERSION)
    {
        return LayerReading::OfVersion(version);
    }
    const IntShim shim = DecodeIntShim(bytes);
    if (!IsShim(shim, place, marks))
    {
        return LayerReading::Malformed();
    }
    if (version != INT_VERSION)
    {
        return LayerReading::OfVersion(version);
    }
    IntLayer layer;
    layer.type = shim.type == INT_MX ? INT_MX : INT_MD;
    if (size < INT_START_BYTES)
    {
        layer.isCut = true;
        RestoreFlow(shim, flow);
        return {layer, {}, true, false};
    }
    auto content = ReadInt(bytes, size);
    const bool isWhole = content.has_value();
    if (!isWhole)
    {
        content = ReadWholeHops(bytes, size, shim);
    }
    if (!content)
    {
        return LayerReading::Malformed();
    }
    const bool isMalformed = !isWhole && (IntBytes(bytes) > whole || !HopMlDivides(*content, shim));
    layer.isCut = !isWhole && !isMalformed;
    layer.header = content->header;
    layer.hops = std::move(content->hops);
    layer.domainMetadata = std::move(content->domainMetadata);
    RestoreFlow(shim, flow);
    return {layer, {}, layer.isCut, isMalformed};
}

/// The first packet that the pieces of a report's inner content hold, of which a piece that is cut
/// has what is there.
/// @param type gets what the packet begins with, a ReportInner
std::vector<uint8_t>
PacketInPieces(const std::vector<uint8_t>& inner, uint8_t& type)
{
    type = REPORT_NO_INNER;
    std::size_t at = 0;
    while (inner.size() - at >= INT_WORD)
    {
        const uint8_t piece = inner[at] >> 4;
        const std::size_t data = at + INT_WORD;
        const std::size_t end = std::min(data + INT_WORD * inner[at + 1], inner.size());
        if (piece >= ReportTlv::TRUNCATED_ETHERNET && piece <= ReportTlv::TRUNCATED_IPV6)
        {
            type = static_cast<uint8_t>(piece - ReportTlv::TRUNCATED_ETHERNET + REPORT_ETHERNET);
            return {inner.begin() + static_cast<std::ptrdiff_t>(data),
                    inner.begin() + static_cast<std::ptrdiff_t>(end)};
        }
        at = end;
    }
    return {};
}

/// @return the IP packet in a report, as far as it is there; empty when there is none
std::vector<uint8_t>
InnerPacket(const Report& report)
{
    uint8_t type = report.innerType;
    const std::vector<uint8_t> frame =
        type == REPORT_TLV ? PacketInPieces(report.inner, type) : report.inner;
    switch (type)
    {
    case REPORT_ETHERNET: {
        const auto start = FindIpBehindType(frame.data(), frame.size(), ETHERNET_TYPE_AT);
        return start ? std::vector<uint8_t>(frame.begin() + static_cast<std::ptrdiff_t>(*start),
                                            frame.end())
                     : std::vector<uint8_t>{};
    }
    case REPORT_IPV4:
    case REPORT_IPV6:
        return frame;
    default:
        return {};
    }
}

/// Reads flow and layer of a packet; of a packet in a report, that is all.
/// @param whole bytes that it has
LayerReading
ReadFlowAndLayer(const uint8_t* bytes,
                 std::size_t size,
                 std::size_t whole,
                 const IntMarks& marks,
                 std::optional<IpFlow>& flow)
{
    const auto place = FindIntPlace(bytes, size);
    flow = ReadFlow(bytes, size, place);
    if (place && IsMarked(*place, marks))
    {
        return ReadLayer(bytes + place->payload,
                         size - place->payload,
                         whole - place->payload,
                         *place,
                         marks,
                         *flow);
    }
    LayerReading reading;
    const auto cut = FindCutPlace(bytes, size);
    reading.isCut = cut && size < whole && IsMarked(*cut, marks);
    return reading;
}

ReportedPacket
ReadReported(Report report, const ReportGroup& group, const IntMarks& marks)
{
    ReportedPacket reported{std::move(report), {}, {}, false, false};
    if (reported.report.type == REPORT_INT)
    {
        reported.report.hop.nodeId = group.nodeId;
    }
    const std::vector<uint8_t> inner = InnerPacket(reported.report);
    const std::size_t whole = WholeBytes(inner.data(), inner.size());
    const std::size_t size = std::min(inner.size(), whole);
    LayerReading reading = ReadFlowAndLayer(inner.data(), size, whole, marks, reported.flow);
    reported.layer = std::move(reading.layer);
    reported.isCut = reading.isCut;
    reported.isMalformed = reported.layer && reading.isMalformed;
    return reported;
}

/**
 * The payload up to its last report that can be read. One whose inner content is cut says that it
 * goes to the end.
 * @param size bytes of the payload that there are
 * @param whole bytes that it has, at least `size`
 * @param isCut becomes true when something else than inner content is missing
 */
std::vector<uint8_t>
WholeReports(const uint8_t* payload, std::size_t size, std::size_t whole, bool& isCut)
{
    std::size_t at = REPORT_GROUP_BYTES;
    while (at < whole)
    {
        const uint8_t* first = payload + at;
        const std::size_t body = at + REPORT_HEADER_BYTES;
        if (size < body)
        {
            isCut = true;
            break;
        }
        const std::size_t end = first[1] == REPORT_TO_THE_END ? whole : body + INT_WORD * first[1];
        const bool isInt = first[0] >> 4 == REPORT_INT;
        const std::size_t inner = body + (isInt ? REPORT_INT_BYTES + INT_WORD * first[2] : 0);
        if (inner > std::min(size, end) ||
            (isInt && IntHopWords(LoadBig16(payload + body)) > first[2]))
        {
            isCut = true;
            break;
        }
        if (end > size)
        {
            isCut = end != whole; // reports behind it are missing, or its length is wrong
            std::vector<uint8_t> reports(payload, payload + size);
            reports[at + 1] = REPORT_TO_THE_END;
            return reports;
        }
        at = end;
    }
    return {payload, payload + std::min(at, size)};
}

void
ReadReports(const uint8_t* payload,
            std::size_t size,
            std::size_t whole,
            const IntMarks& marks,
            IntPacket& packet)
{
    if (size < REPORT_GROUP_BYTES)
    {
        packet.isCut = size < whole;
        packet.isMalformed = !packet.isCut;
        return;
    }
    const ReportGroup group = DecodeReportGroup(payload);
    if (group.version != REPORT_VERSION)
    {
        packet.otherVersion = group.version;
        return;
    }
    packet.group = group;
    const std::vector<uint8_t> reports = WholeReports(payload, size, whole, packet.isCut);
    auto decoded = DecodeReportPacket(reports.data(), reports.size());
    for (Report& report : decoded.value().reports)
    {
        packet.reports.push_back(ReadReported(std::move(report), group, marks));
        packet.isCut = packet.isCut || packet.reports.back().isCut;
        packet.isMalformed = packet.isMalformed || packet.reports.back().isMalformed;
    }
    // Of a packet that is missing up to its IP header it is not known whether it had INT.
    const bool endsEarly = size < whole && !packet.reports.empty();
    if (endsEarly && packet.reports.back().report.innerType != REPORT_NO_INNER &&
        !packet.reports.back().flow)
    {
        packet.isCut = true;
    }
}

} // namespace

std::string
IpFlow::Source() const
{
    return AddressText(isIpv6, source);
}

std::string
IpFlow::Destination() const
{
    return AddressText(isIpv6, destination);
}

bool
IntPacket::HasInt() const
{
    return layer || group;
}

IntPacket
ReadIntPacket(const uint8_t* bytes, std::size_t size, const IntMarks& marks)
{
    const std::size_t whole = WholeBytes(bytes, size);
    size = std::min(size, whole);
    IntPacket packet;
    LayerReading reading = ReadFlowAndLayer(bytes, size, whole, marks, packet.flow);
    packet.layer = std::move(reading.layer);
    packet.otherVersion = reading.otherVersion;
    packet.isCut = reading.isCut;
    packet.isMalformed = reading.isMalformed;
    const auto isReport = [&marks](const std::optional<IntPlace>& place) {
        return place && !place->isTcp && place->destinationPort == marks.reportPort;
    };
    const auto place = FindIntPlace(bytes, size);
    if (!packet.layer && isReport(place))
    {
        packet.isMalformed = false; // as INT; it is a report, whatever its DSCP
        const std::size_t udpBytes = LoadBig16(bytes + place->l4 + 4);
        const std::size_t payload =
            std::max(udpBytes, UDP_HEADER_BYTES) - UDP_HEADER_BYTES; // whole
        ReadReports(bytes + place->payload,
                    std::min(size - place->payload, payload),
                    payload,
                    marks,
                    packet);
    }
    else if (size < whole && isReport(FindCutPlace(bytes, size)))
    {
        packet.isCut = true;
    }
    return packet;
}

} // namespace ns3::synthnet
