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

/// Packets of one kind.
struct PacketCount
{
    uint64_t packets{0};
    uint64_t first{0}; //!< the number of the first one

    void Add(uint64_t number)
    {
        first = packets == 0 ? number : first;
        ++packets;
    }

    /// @param what is wrong with them
    /// @param kind of packets, empty or with a blank before it
    /// @return a note, empty when there is none
    std::string Note(const std::string& what, const std::string& kind = "") const
    {
        return packets == 0 ? ""
                            : what + " in " + CountText(static_cast<int64_t>(packets), "packet") +
                                  kind + ", first in packet " + std::to_string(first);
    }
};

/// What came of the packets of a capture.
struct DecodedCapture
{
    uint64_t withInt{0}; //!< packets that have rows
    uint64_t rows{0};
    PacketCount cut;                     //!< of whose metadata a part is missing, or all
    PacketCount malformed;               //!< marked as INT or a report
    PacketCount other;                   //!< INT or a report of another version
    std::optional<uint8_t> otherVersion; //!< of the first one

    void Add(const CapturedPacket& captured, const IntPacket& packet, IntTable& table)
    {
        if (packet.HasInt())
        {
            ++withInt;
            rows += table.Write(captured.number, captured.time, packet);
        }
        if (packet.isCut)
        {
            cut.Add(captured.number);
        }
        if (packet.isMalformed)
        {
            malformed.Add(captured.number);
        }
        if (packet.otherVersion)
        {
            other.Add(captured.number);
            otherVersion = otherVersion.value_or(*packet.otherVersion);
        }
    }
};

std::string
HexText(unsigned value)
{
    std::ostringstream text;
    text << "0x" << std::hex << value;
    return text.str();
}

/// @return both notes as one line
std::string
JoinNotes(const std::string& first, const std::string& second)
{
    return first.empty() || second.empty() ? first + second : first + "; " + second;
}

/// @return what the user is to know of packets that lack something, empty when none does
std::string
PacketNotes(const DecodedCapture& decoded)
{
    const std::string other = decoded.other.Note("INT or a report of another version than " +
                                                 std::to_string(INT_VERSION) + " is");
    const std::string version =
        other.empty() ? "" : other + ", version " + std::to_string(*decoded.otherVersion);
    return JoinNotes(
        JoinNotes(decoded.cut.Note("metadata is cut short"),
                  decoded.malformed.Note("headers are malformed", " marked as INT or a report")),
        version);
}

/// @return why there is no table
std::string
NothingText(const DecodedCapture& decoded, uint64_t packets, const IntMarks& marks)
{
    if (decoded.otherVersion)
    {
        return "packet " + std::to_string(decoded.other.first) +
               " has INT or a report of version " + std::to_string(*decoded.otherVersion) +
               ", expected version " + std::to_string(INT_VERSION);
    }
    const std::string notes = PacketNotes(decoded);
    const std::string all = CountText(static_cast<int64_t>(packets), "packet");
    if (!notes.empty())
    {
        return "no whole INT header or telemetry report in " + all + ": " + notes;
    }
    return "no INT header or telemetry report in " + all + ", expected INT with DSCP " +
           HexText(marks.dscp) + " or destination port " + HexText(marks.port) +
           ", or reports to UDP port " + std::to_string(marks.reportPort);
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
    text << "Exit status 2: the capture is damaged, metadata is cut short, or headers are "
            "malformed\n"
            "or of another version; what could be read is in the table.\n";
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
    const std::string notes = JoinNotes(damage, PacketNotes(decoded));
    if (!notes.empty())
    {
        program.ReportDamage(damage.empty() ? m_pcap + ": " + notes : notes);
    }
}

} // namespace ns3::synthnet
