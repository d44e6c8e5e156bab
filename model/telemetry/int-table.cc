/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-table.h"

#include <cstdio>
#include <functional>
#include <optional>
#include <ostream>

namespace ns3::synthnet
{
namespace
{

/// What a row is made of; null: there is none.
struct IntRow
{
    uint64_t number{0};
    int64_t time{0};
    const char* kind{""};
    const IpFlow* flow{nullptr};
    const IntLayer* layer{nullptr};
    const IntHeader* header{nullptr};   // of the layer
    const IntHeader* mdHeader{nullptr}; // the same, of MD only
    const ReportGroup* group{nullptr};
    const Report* report{nullptr};
    const Report* intReport{nullptr}; // the same, of REPORT_INT only
    std::size_t reportIndex{0};
    const IntHop* hop{nullptr};
    std::size_t hopIndex{0};
};

std::string
NumberCell(uint64_t number)
{
    return std::to_string(number);
}

/// Empty when all bits of the field are set.
template <typename T>
std::string
HopCell(T value, T unavailable = INT_UNAVAILABLE<T>)
{
    return value == unavailable ? "" : NumberCell(value);
}

std::string
HexCell(uint16_t value)
{
    char text[8];
    std::snprintf(text, sizeof text, "0x%04x", static_cast<unsigned>(value));
    return text;
}

std::string
HexCell(const std::vector<uint8_t>& bytes)
{
    std::string text = bytes.empty() ? "" : "0x";
    for (const uint8_t byte : bytes)
    {
        constexpr char DIGITS[] = "0123456789abcdef";
        text += DIGITS[byte >> 4];
        text += DIGITS[byte & 0x0f];
    }
    return text;
}

std::string
PortCell(const std::optional<uint16_t>& port)
{
    return port ? NumberCell(*port) : "";
}

/// Seconds with nine digits.
std::string
TimeCell(int64_t time)
{
    constexpr int64_t SECOND = 1'000'000'000;
    char text[32];
    std::snprintf(text,
                  sizeof text,
                  "%lld.%09lld",
                  static_cast<long long>(time / SECOND),
                  static_cast<long long>(time % SECOND));
    return text;
}

/// Bit 15 of a report: queue id, then drop reason, 8 bits each.
std::string
DropCell(const Report& report, unsigned shift)
{
    return (report.bitmap & INT_DROP_REASON) == 0
               ? ""
               : HopCell(static_cast<uint8_t>(report.hop.last >> shift));
}

struct IntColumn
{
    const char* name;
    const char* meaning;
    std::function<std::string(const IntRow&)> cell;
};

/// @return what gives the text of a part of a row, empty for a row without it
template <typename Part, typename Text>
std::function<std::string(const IntRow&)>
PartCell(const Part* IntRow::*part, Text text)
{
    return [part, text](const IntRow& row) { return row.*part ? text(*(row.*part)) : ""; };
}

const std::vector<IntColumn>&
IntColumns()
{
    static const std::vector<IntColumn> columns{
        {"packet",
         "its number in the capture, from 1",
         [](const IntRow& row) { return NumberCell(row.number); }},
        {"time",
         "s since the Unix epoch, as the capture has it",
         [](const IntRow& row) { return TimeCell(row.time); }},
        {"kind", "md, mx or report", [](const IntRow& row) { return std::string(row.kind); }},
        {"src",
         "source address; this and the next, of a report: of the packet in it",
         PartCell(&IntRow::flow, [](const auto& flow) { return flow.Source(); })},
        {"dst",
         "destination address",
         PartCell(&IntRow::flow, [](const auto& flow) { return flow.Destination(); })},
        {"protocol",
         "IP protocol: 6 TCP, 17 UDP",
         PartCell(&IntRow::flow, [](const auto& flow) { return NumberCell(flow.protocol); })},
        {"srcPort",
         "source port",
         PartCell(&IntRow::flow, [](const auto& flow) { return PortCell(flow.sourcePort); })},
        {"dstPort",
         "destination port, the original one",
         PartCell(&IntRow::flow, [](const auto& flow) { return PortCell(flow.destinationPort); })},
        {"dscp",
         "the original one where the shim has it",
         PartCell(&IntRow::flow, [](const auto& flow) { return NumberCell(flow.dscp); })},
        {"discard",
         "D of the INT header, 0 or 1",
         PartCell(&IntRow::header, [](const auto& header) { return NumberCell(header.discard); })},
        {"exceeded",
         "E: no hops were left, 0 or 1",
         PartCell(&IntRow::mdHeader,
                  [](const auto& header) { return NumberCell(header.exceeded); })},
        {"mtuExceeded",
         "M: a hop had no room, 0 or 1",
         PartCell(&IntRow::mdHeader,
                  [](const auto& header) { return NumberCell(header.mtuExceeded); })},
        {"hopMl",
         "words of 4 bytes that a hop adds",
         PartCell(&IntRow::mdHeader, [](const auto& header) { return NumberCell(header.hopMl); })},
        {"remainingHops",
         "that may add metadata",
         PartCell(&IntRow::mdHeader,
                  [](const auto& header) { return NumberCell(header.remainingHops); })},
        {"bitmap",
         "of instructions, hexadecimal",
         PartCell(&IntRow::header, [](const auto& header) { return HexCell(header.bitmap); })},
        {"domainId",
         "domain specific id",
         PartCell(&IntRow::header, [](const auto& header) { return NumberCell(header.domainId); })},
        {"domainInstructions",
         "DS instruction, hexadecimal",
         PartCell(&IntRow::header,
                  [](const auto& header) { return HexCell(header.domainInstructions); })},
        {"domainFlags",
         "DS flags, hexadecimal",
         PartCell(&IntRow::header, [](const auto& header) { return HexCell(header.domainFlags); })},
        {"domainMetadata",
         "of the source, behind the hops, or of MX, hexadecimal",
         PartCell(&IntRow::layer, [](const auto& layer) { return HexCell(layer.domainMetadata); })},
        {"reportNode",
         "id of the node that reports",
         PartCell(&IntRow::group, [](const auto& group) { return NumberCell(group.nodeId); })},
        {"hardwareId",
         "of the part of the node that reports",
         PartCell(&IntRow::group, [](const auto& group) { return NumberCell(group.hardwareId); })},
        {"sequence",
         "number of the report packet",
         PartCell(&IntRow::group, [](const auto& group) { return NumberCell(group.sequence); })},
        {"reportIndex",
         "of the report in the packet, from 0",
         [](const IntRow& row) { return row.report ? NumberCell(row.reportIndex) : ""; }},
        {"dropped",
         "D of the report, 0 or 1",
         PartCell(&IntRow::report, [](const auto& report) { return NumberCell(report.dropped); })},
        {"congested",
         "Q: a long queue, 0 or 1",
         PartCell(&IntRow::report,
                  [](const auto& report) { return NumberCell(report.congested); })},
        {"tracked",
         "F: a watched flow, 0 or 1",
         PartCell(&IntRow::report, [](const auto& report) { return NumberCell(report.tracked); })},
        {"intermediate",
         "I: of a node that is no sink, 0 or 1",
         PartCell(&IntRow::report,
                  [](const auto& report) { return NumberCell(report.intermediate); })},
        {"reportBitmap",
         "of the report's own metadata, hexadecimal",
         PartCell(&IntRow::intReport, [](const auto& report) { return HexCell(report.bitmap); })},
        {"reportDomainId",
         "domain specific id of the report",
         PartCell(&IntRow::intReport,
                  [](const auto& report) { return NumberCell(report.domainId); })},
        {"reportDomainBitmap",
         "DsMdBits, hexadecimal",
         PartCell(&IntRow::intReport,
                  [](const auto& report) { return HexCell(report.domainBitmap); })},
        {"reportDomainStatus",
         "DsMdStatus, hexadecimal",
         PartCell(&IntRow::intReport,
                  [](const auto& report) { return HexCell(report.domainStatus); })},
        {"reportDomainMetadata",
         "behind the report's own metadata, hexadecimal",
         PartCell(&IntRow::intReport,
                  [](const auto& report) { return HexCell(report.domainMetadata); })},
        {"dropQueueId",
         "queue of a dropped packet",
         PartCell(&IntRow::intReport, [](const auto& report) { return DropCell(report, 24); })},
        {"dropReason",
         "number of the reason",
         PartCell(&IntRow::intReport, [](const auto& report) { return DropCell(report, 16); })},
        {"hop",
         "0 is the newest; of a report, its own metadata when it has some",
         [](const IntRow& row) { return row.hop ? NumberCell(row.hopIndex) : ""; }},
        {"nodeId",
         "bit 0; units here and below are those of IntSwitch",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.nodeId); })},
        {"ingressInterface",
         "bit 1, level 1",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.ingressInterface); })},
        {"egressInterface",
         "bit 1, level 1",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.egressInterface); })},
        {"hopLatency",
         "bit 2, ns",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.hopLatency); })},
        {"queueId",
         "bit 3",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.queueId); })},
        {"queueOccupancy",
         "bit 3, packets",
         PartCell(&IntRow::hop,
                  [](const auto& hop) { return HopCell(hop.queueOccupancy, INT_UNAVAILABLE_24); })},
        {"ingressTimestamp",
         "bit 4, ns since the node started",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.ingressTimestamp); })},
        {"egressTimestamp",
         "bit 5, ns since the node started",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.egressTimestamp); })},
        {"ingressInterface2",
         "bit 6, level 2",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.ingressInterface2); })},
        {"egressInterface2",
         "bit 6, level 2",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.egressInterface2); })},
        {"txUtilization",
         "bit 7, 1e-6 of the rate of the egress line",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.txUtilization); })},
        {"bufferId",
         "bit 8",
         PartCell(&IntRow::hop, [](const auto& hop) { return HopCell(hop.bufferId); })},
        {"bufferOccupancy",
         "bit 8, packets",
         PartCell(
             &IntRow::hop,
             [](const auto& hop) { return HopCell(hop.bufferOccupancy, INT_UNAVAILABLE_24); })},
    };
    return columns;
}

void
SetLayer(IntRow& row, const std::optional<IntLayer>& layer)
{
    if (layer)
    {
        row.layer = &*layer;
        row.header = layer->header ? &*layer->header : nullptr;
        row.mdHeader = layer->type == INT_MD ? row.header : nullptr;
    }
}

/// @return the hops that a report tells of, the newest first
std::vector<IntHop>
HopsOf(const ReportedPacket& reported)
{
    std::vector<IntHop> hops;
    const bool hasOwn = reported.report.type == REPORT_INT &&
                        (reported.report.bitmap & (INT_ALL_METADATA & ~INT_NODE_ID)) != 0;
    if (hasOwn)
    {
        hops.push_back(reported.report.hop);
    }
    if (reported.layer)
    {
        hops.insert(hops.end(), reported.layer->hops.begin(), reported.layer->hops.end());
    }
    return hops;
}

void
WriteRow(std::ostream& stream, const IntRow& row)
{
    const char* comma = "";
    for (const IntColumn& column : IntColumns())
    {
        stream << comma << column.cell(row);
        comma = ",";
    }
    stream << '\n';
}

/// @return how many rows
uint64_t
WriteHops(std::ostream& stream, IntRow row, const std::vector<IntHop>& hops)
{
    if (hops.empty())
    {
        WriteRow(stream, row);
        return 1;
    }
    for (std::size_t i = 0; i < hops.size(); ++i)
    {
        row.hop = &hops[i];
        row.hopIndex = i;
        WriteRow(stream, row);
    }
    return hops.size();
}

} // namespace

std::vector<IntTable::Column>
IntTable::Columns()
{
    std::vector<Column> columns;
    for (const IntColumn& column : IntColumns())
    {
        columns.push_back({column.name, column.meaning});
    }
    return columns;
}

IntTable::IntTable(std::ostream& stream)
    : m_stream(stream)
{
    const char* comma = "";
    for (const IntColumn& column : IntColumns())
    {
        m_stream << comma << column.name;
        comma = ",";
    }
    m_stream << '\n';
}

uint64_t
IntTable::Write(uint64_t number, int64_t time, const IntPacket& packet)
{
    IntRow row;
    row.number = number;
    row.time = time;
    if (packet.layer)
    {
        row.kind = packet.layer->type == INT_MX ? "mx" : "md";
        row.flow = &*packet.flow;
        SetLayer(row, packet.layer);
        return WriteHops(m_stream, row, packet.layer->hops);
    }
    if (!packet.group)
    {
        return 0;
    }
    row.kind = "report";
    row.group = &*packet.group;
    if (packet.reports.empty())
    {
        return WriteHops(m_stream, row, {});
    }
    uint64_t rows = 0;
    for (std::size_t i = 0; i < packet.reports.size(); ++i)
    {
        const ReportedPacket& reported = packet.reports[i];
        IntRow own = row;
        own.report = &reported.report;
        own.intReport = reported.report.type == REPORT_INT ? own.report : nullptr;
        own.reportIndex = i;
        own.flow = reported.flow ? &*reported.flow : nullptr;
        SetLayer(own, reported.layer);
        rows += WriteHops(m_stream, own, HopsOf(reported));
    }
    return rows;
}

} // namespace ns3::synthnet
