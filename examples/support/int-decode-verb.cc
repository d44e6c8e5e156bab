/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-decode-verb.h"

#include "option-values.h"
#include "program.h"
#include "result-files.h"
#include "stop-signals.h"

#include "ns3/capture-reader.h"
#include "ns3/count-text.h"
#include "ns3/input-error.h"
#include "ns3/int-packet.h"
#include "ns3/int-table.h"

#include <cstdint>
#include <iomanip>
#include <iostream>
#include <optional>
#include <ostream>
#include <sstream>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

/// What came of the packets of a capture.
struct DecodedCapture
{
    uint64_t withInt{0}; //!< packets that have rows
    uint64_t rows{0};
    uint64_t cut{0};                     //!< packets of whose metadata a part is missing
    uint64_t firstCut{0};                //!< its number
    uint64_t firstOther{0};              //!< the number of a packet of another version
    std::optional<uint8_t> otherVersion; //!< of that

    void Add(const CapturedPacket& captured, const IntPacket& packet, IntTable& table)
    {
        if (packet.HasInt())
        {
            ++withInt;
            rows += table.Write(captured.number, captured.time, packet);
        }
        if (packet.isCut && ++cut == 1)
        {
            firstCut = captured.number;
        }
        if (packet.otherVersion && !otherVersion)
        {
            otherVersion = packet.otherVersion;
            firstOther = captured.number;
        }
    }

    /// @return what the user is to know of packets that are cut, empty when none is
    std::string CutNote() const
    {
        return cut == 0 ? ""
                        : "the metadata of " + CountText(static_cast<int64_t>(cut), "packet") +
                              " is cut short, first in packet " + std::to_string(firstCut) +
                              ", whole hops are in the table";
    }
};

std::string
HexText(unsigned value)
{
    std::ostringstream text;
    text << "0x" << std::hex << value;
    return text.str();
}

/// @return why there is no table
std::string
NothingText(const DecodedCapture& decoded, uint64_t packets, const IntMarks& marks)
{
    if (decoded.otherVersion)
    {
        return "packet " + std::to_string(decoded.firstOther) + " has INT or a report of version " +
               std::to_string(*decoded.otherVersion) + ", expected version " +
               std::to_string(INT_VERSION);
    }
    return "no INT header or telemetry report in " +
           CountText(static_cast<int64_t>(packets), "packet") + ", expected INT with DSCP " +
           HexText(marks.dscp) + " or destination port " + HexText(marks.port) +
           ", or reports to UDP port " + std::to_string(marks.reportPort);
}

/// @return both notes as one line
std::string
JoinNotes(const std::string& first, const std::string& second)
{
    return first.empty() || second.empty() ? first + second : first + "; " + second;
}

/// The columns for --help.
std::string
ColumnsText()
{
    std::ostringstream text;
    text << "One row for each hop; a packet without hops has one row. A cell is empty when the\n"
            "packet has no such field, or the node had no value. Columns:\n";
    for (const auto& column : IntTable::Columns())
    {
        text << "  " << std::left << std::setw(22) << column.name << column.meaning << "\n";
    }
    text << "Exit status 2: the capture is damaged, or metadata is cut short; what could be read "
            "is\n"
            "in the table.\n";
    return text.str();
}

} // namespace

void
IntDecodeVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("pcap", po::value(&m_pcap)->required(), "the capture, pcap or pcapng");
    options.add_options()("out", po::value(&m_out)->required(), "the table to write, CSV");
    options.add_options()("dscp",
                          po::value(&m_dscp)->default_value("0x17"),
                          "DSCP of packets that carry INT, 0 to 63");
    options.add_options()("port",
                          po::value(&m_port)->default_value("0x4568"),
                          "destination port of packets that carry INT; DSCP or port will do");
    options.add_options()("reportPort",
                          po::value(&m_reportPort)->default_value("32766"),
                          "UDP destination port of telemetry reports");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb({"decode",
                     "Makes a table of the INT v2.1 headers (MD, MX) and Telemetry Reports v2.0 in "
                     "a capture.",
                     options,
                     [this, &program] { Decode(program); },
                     {},
                     ColumnsText()});
}

IntMarks
IntDecodeVerb::Marks() const
{
    IntMarks marks;
    marks.dscp = static_cast<uint8_t>(ParseWithin("dscp", m_dscp, 0, 63));
    marks.port = static_cast<uint16_t>(ParseWithin("port", m_port, 1, UINT16_MAX));
    marks.reportPort =
        static_cast<uint16_t>(ParseWithin("reportPort", m_reportPort, 1, UINT16_MAX));
    return marks;
}

void
IntDecodeVerb::Decode(Program& program) const
{
    const IntMarks marks = Marks();
    ResultFiles files(program, {m_pcap}, m_overwrite);
    IntTable table(files.AddWithRecord(m_out));
    CaptureReader reader(m_pcap);
    DecodedCapture decoded;
    while (const auto captured = reader.Next())
    {
        if (captured->ip)
        {
            const std::size_t at = *captured->ip;
            decoded.Add(*captured,
                        ReadIntPacket(captured->bytes + at, captured->captured - at, marks),
                        table);
        }
        StopSignals::Check();
    }
    // It names the file by itself.
    const std::string& damage = reader.DamageNote();
    if (decoded.withInt == 0)
    {
        const std::string text = NothingText(decoded, reader.Packets(), marks);
        throw InputError(damage.empty() ? m_pcap + ": " + text : damage + "; " + text);
    }
    files.Record("packets", std::to_string(reader.Packets()));
    files.Commit();
    std::cout << m_out << ": " << CountText(static_cast<int64_t>(decoded.rows), "row") << ", "
              << CountText(static_cast<int64_t>(decoded.withInt), "packet") << " with INT of "
              << reader.Packets() << "\n";
    const std::string notes = JoinNotes(damage, decoded.CutNote());
    if (!notes.empty())
    {
        program.ReportDamage(damage.empty() ? m_pcap + ": " + notes : notes);
    }
}

} // namespace ns3::synthnet
