/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-layers.h"

#include "ns3/int-table.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

/// The cells of a row by the names of their columns.
using Cells = std::map<std::string, std::string>;

std::vector<std::string>
Split(const std::string& line)
{
    std::vector<std::string> cells(1);
    for (const char letter : line)
    {
        if (letter == ',')
        {
            cells.emplace_back();
        }
        else
        {
            cells.back() += letter;
        }
    }
    return cells;
}

/// @return the rows of the table of one packet, number 3 of a capture
std::vector<Cells>
RowsOf(const PacketBytes& bytes)
{
    std::stringstream stream;
    IntTable table(stream);
    const uint64_t count =
        table.Write(3, 1648568953000000042, ReadIntPacket(bytes.data(), bytes.size(), {}));
    std::string line;
    std::getline(stream, line);
    const auto names = Split(line);
    std::vector<Cells> rows;
    while (std::getline(stream, line))
    {
        const auto cells = Split(line);
        EXPECT_EQ(cells.size(), names.size()) << line;
        rows.emplace_back();
        for (std::size_t i = 0; i < cells.size(); ++i)
        {
            rows.back()[names[i]] = cells[i];
        }
    }
    EXPECT_EQ(rows.size(), count);
    return rows;
}

void
ExpectCells(const Cells& row, const Cells& expected)
{
    for (const auto& [name, cell] : expected)
    {
        ASSERT_TRUE(row.count(name)) << name;
        EXPECT_EQ(row.at(name), cell) << name;
    }
}

PacketBytes
ReportOf(const std::vector<Report>& reports)
{
    TestPacket packet;
    packet.destinationPort = 32766;
    packet.payload = EncodeReportPacket({{REPORT_VERSION, 3, 77, 0xb22}, reports});
    return packet.Bytes();
}

TEST(IntTable, EachHopIsARow)
{
    const auto rows = RowsOf(WithInt(TestPacket(), INT_MD, MARKED_BY_PORT, 2));
    ASSERT_EQ(rows.size(), 2u);
    const Cells both{{"packet", "3"},
                     {"time", "1648568953.000000042"},
                     {"kind", "md"},
                     {"src", "198.1.1.17"},
                     {"dst", "198.1.2.18"},
                     {"protocol", "17"},
                     {"srcPort", "4196"},
                     {"dstPort", "9028"},
                     {"dscp", "0"},
                     {"discard", "0"},
                     {"exceeded", "0"},
                     {"mtuExceeded", "0"},
                     {"hopMl", "6"},
                     {"remainingHops", "7"},
                     {"bitmap", "0xf400"},
                     {"domainId", "30583"},
                     {"domainInstructions", "0x0000"},
                     {"domainFlags", "0x0000"},
                     {"domainMetadata", ""},
                     {"reportNode", ""},
                     {"sequence", ""},
                     {"dropped", ""},
                     {"queueId", "0"},
                     {"queueOccupancy", "7"},
                     {"ingressTimestamp", ""}, // was not asked for
                     {"ingressInterface2", ""},
                     {"txUtilization", ""},
                     {"bufferId", ""},
                     {"bufferOccupancy", ""}};
    ExpectCells(rows[0], both);
    ExpectCells(rows[1], both);
    ExpectCells(rows[0],
                {{"hop", "0"},
                 {"nodeId", "2"},
                 {"ingressInterface", "20"},
                 {"egressInterface", "21"},
                 {"hopLatency", "2000"},
                 {"egressTimestamp", "5000000002"}});
    ExpectCells(rows[1], {{"hop", "1"}, {"nodeId", "1"}, {"hopLatency", "1000"}});
}

TEST(IntTable, AValueThatANodeDidNotHaveIsEmpty)
{
    IntHead head = HeadOf(TestPacket().Bytes());
    IntHeader header;
    header.bitmap = INT_ALL_METADATA;
    header.hopMl = static_cast<uint8_t>(IntHopWords(header.bitmap));
    header.remainingHops = 1;
    StartInt(head, INT_MD, header, MARKED_BY_DSCP);
    IntHop hop; // in which nothing is available
    hop.nodeId = 5;
    ASSERT_EQ(PushIntHop(head, hop, UINT16_MAX), IntPush::PUSHED);
    const auto rows = RowsOf(head.Bytes());
    ASSERT_EQ(rows.size(), 1u);
    ExpectCells(rows[0], {{"nodeId", "5"}, {"bitmap", "0xff80"}, {"hop", "0"}});
    for (const char* name : {"ingressInterface",
                             "egressInterface",
                             "hopLatency",
                             "queueId",
                             "queueOccupancy",
                             "ingressTimestamp",
                             "egressTimestamp",
                             "ingressInterface2",
                             "egressInterface2",
                             "txUtilization",
                             "bufferId",
                             "bufferOccupancy"})
    {
        EXPECT_EQ(rows[0].at(name), "") << name;
    }
}

TEST(IntTable, APacketWithoutHopsHasOneRow)
{
    auto rows = RowsOf(WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 0));
    ASSERT_EQ(rows.size(), 1u);
    ExpectCells(rows[0], {{"kind", "md"}, {"hopMl", "6"}, {"hop", ""}, {"nodeId", ""}});
    rows = RowsOf(WithInt(TestPacket(), INT_MX, MARKED_BY_DSCP, 0));
    ASSERT_EQ(rows.size(), 1u);
    ExpectCells(rows[0],
                {{"kind", "mx"},
                 {"hopMl", ""},
                 {"exceeded", ""},
                 {"remainingHops", ""},
                 {"discard", "0"},
                 {"bitmap", "0xf400"},
                 {"hop", ""}});
    EXPECT_TRUE(RowsOf(TestPacket().Bytes()).empty());
}

TEST(IntTable, MetadataOfTheSourceIsHexadecimal)
{
    PacketBytes bytes = WithInt(TestPacket(), INT_MX, MARKED_BY_DSCP, 0);
    bytes[29] += 1; // a word of the payload
    ExpectCells(RowsOf(bytes).at(0), {{"domainMetadata", "0x61616161"}});
}

TEST(IntTable, AReportHasItsOwnMetadataThenThatOfThePacketInIt)
{
    Report report;
    report.bitmap = INT_HOP_LATENCY | INT_DROP_REASON;
    report.hop.hopLatency = 4321;
    report.hop.last = 0x01470000;
    report.domainId = 9;
    report.dropped = true;
    report.intermediate = true;
    report.innerType = REPORT_IPV4;
    report.inner = WithInt(TestPacket(), INT_MD, MARKED_BY_PORT, 1);
    Report bare; // neither metadata nor a packet
    bare.type = REPORT_INNER_ONLY;
    bare.congested = true;
    bare.tracked = true;
    const auto rows = RowsOf(ReportOf({report, bare}));
    ASSERT_EQ(rows.size(), 3u);
    const Cells first{{"kind", "report"},
                      {"dst", "198.1.2.18"},
                      {"dstPort", "9028"},
                      {"hopMl", "6"},
                      {"reportNode", "2850"},
                      {"hardwareId", "3"},
                      {"sequence", "77"},
                      {"reportIndex", "0"},
                      {"dropped", "1"},
                      {"congested", "0"},
                      {"tracked", "0"},
                      {"intermediate", "1"},
                      {"reportBitmap", "0x2001"},
                      {"reportDomainId", "9"},
                      {"dropQueueId", "1"},
                      {"dropReason", "71"}};
    ExpectCells(rows[0], first);
    ExpectCells(rows[0], {{"hop", "0"}, {"nodeId", "2850"}, {"hopLatency", "4321"}});
    ExpectCells(rows[1], first);
    ExpectCells(rows[1], {{"hop", "1"}, {"nodeId", "1"}, {"hopLatency", "1000"}});
    ExpectCells(rows[2],
                {{"kind", "report"},
                 {"src", ""},
                 {"dstPort", ""},
                 {"hopMl", ""},
                 {"reportNode", "2850"},
                 {"reportIndex", "1"},
                 {"congested", "1"},
                 {"tracked", "1"},
                 {"reportBitmap", ""},
                 {"dropReason", ""},
                 {"hop", ""},
                 {"nodeId", ""}});
}

TEST(IntTable, AGroupWithoutReportsHasOneRow)
{
    const auto rows = RowsOf(ReportOf({}));
    ASSERT_EQ(rows.size(), 1u);
    ExpectCells(rows[0], {{"kind", "report"}, {"sequence", "77"}, {"reportIndex", ""}});
}

TEST(IntTable, EveryColumnIsExplained)
{
    std::ostringstream stream;
    IntTable table(stream);
    std::string names;
    for (const auto& column : IntTable::Columns())
    {
        names += (names.empty() ? "" : ",") + column.name;
        EXPECT_FALSE(column.meaning.empty()) << column.name;
    }
    EXPECT_EQ(stream.str(), names + "\n");
}

} // namespace
