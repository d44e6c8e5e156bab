/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-repair-verb.h"

#include "option-values.h"
#include "program.h"
#include "result-files.h"
#include "share-text.h"
#include "stop-signals.h"

#include "ns3/big-endian.h"
#include "ns3/capture-reader.h"
#include "ns3/capture-writer.h"
#include "ns3/count-text.h"
#include "ns3/editable-packet.h"
#include "ns3/ethernet-frame.h"
#include "ns3/flow-table.h"
#include "ns3/input-error.h"
#include "ns3/nprint-encoder.h"
#include "ns3/nprint-reader.h"
#include "ns3/repair-report.h"
#include "ns3/repair-rule.h"
#include "ns3/row-packets.h"

#include <iostream>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

// Locally administered: no card has them.
constexpr uint8_t CLIENT_MAC[] = {0x02, 0, 0, 0, 0, 0x01};
constexpr uint8_t SERVER_MAC[] = {0x02, 0, 0, 0, 0, 0x02};

/// @return Ethernet's header in front of a packet, in its direction
std::vector<uint8_t>
EthernetOf(const EditablePacket& packet)
{
    std::vector<uint8_t> header;
    const auto append = [&](const uint8_t(&mac)[6]) {
        header.insert(header.end(), std::begin(mac), std::end(mac));
    };
    append(packet.isForward ? SERVER_MAC : CLIENT_MAC);
    append(packet.isForward ? CLIENT_MAC : SERVER_MAC);
    header.resize(ETHERNET_BYTES);
    StoreBig16(&header[ETHERNET_TYPE_AT], packet.version == 6 ? ETHER_IPV6 : ETHER_IPV4);
    return header;
}

/// @return the bits of a packet's headers
NprintRow
RowOf(const std::vector<uint8_t>& bytes)
{
    NprintRow row;
    if (const auto layers = ReadLayers(bytes.data(), bytes.size()))
    {
        NprintEncoder::EncodeIp(bytes.data(), bytes.size(), *layers, row);
    }
    return row;
}

/// A frame of a capture, around the packet that is repaired.
struct Frame
{
    std::vector<uint8_t> bytes; //!< as captured
    int64_t time{0};
    std::size_t wire{0};
    std::optional<std::size_t> ip;    //!< as CapturedPacket
    std::optional<std::size_t> arp;   //!< the same
    std::size_t trailer{0};           //!< bytes behind the packet
    std::optional<std::size_t> place; //!< of the packet in the block
};

Frame
TakeFrame(const CapturedPacket& captured, std::vector<EditablePacket>& block)
{
    Frame frame;
    frame.bytes.assign(captured.bytes, captured.bytes + captured.captured);
    frame.time = captured.time;
    frame.wire = captured.wire;
    frame.ip = captured.ip;
    frame.arp = captured.arp;
    if (captured.ip)
    {
        const std::size_t at = *captured.ip;
        const std::size_t there = captured.captured - at;
        EditablePacket packet =
            TakeApart(captured.bytes + at, there, captured.wire - at, captured.LinkVersion());
        packet.time = captured.time;
        if (packet.isWhole)
        {
            const std::size_t taken = packet.HeaderBytes() + packet.payload.size();
            frame.trailer = there > taken ? there - taken : 0;
        }
        frame.place = block.size();
        block.push_back(std::move(packet));
    }
    return frame;
}

void
WriteFrame(const Frame& frame, const std::vector<EditablePacket>& block, CaptureWriter& writer)
{
    if (!frame.place)
    {
        writer.Write(frame.time, frame.bytes.data(), frame.bytes.size(), frame.wire);
        return;
    }
    const EditablePacket& packet = block[*frame.place];
    std::vector<uint8_t> bytes(frame.bytes.begin(),
                               frame.bytes.begin() + static_cast<std::ptrdiff_t>(*frame.ip));
    bytes.insert(bytes.end(), packet.bytes.begin(), packet.bytes.end());
    bytes.insert(bytes.end(),
                 frame.bytes.end() - static_cast<std::ptrdiff_t>(frame.trailer),
                 frame.bytes.end());
    const std::size_t missing = frame.wire - frame.bytes.size();
    writer.Write(packet.time, bytes.data(), bytes.size(), bytes.size() + missing);
}

/// Fits a model on every flow of a capture.
PacketModel
FitModel(CaptureReader& reader, uint64_t seed)
{
    PacketModelFit fit(seed);
    FlowTable flows;
    while (const auto captured = reader.Next())
    {
        StopSignals::Check();
        const uint8_t* ip = captured->Ip();
        const auto layers = captured->Layers();
        if (!layers)
        {
            continue;
        }
        const auto place = flows.Add(ip, *layers);
        EditablePacket packet = TakeApart(ip,
                                          captured->captured - *captured->ip,
                                          captured->wire - *captured->ip,
                                          captured->LinkVersion());
        packet.time = captured->time;
        packet.isForward = place.isForward;
        fit.Add(place.flow, packet);
    }
    return fit.Fit();
}

std::string
Listed(const std::vector<std::string>& fields)
{
    std::string text;
    for (const std::string& field : fields)
    {
        text += (text.empty() ? "" : ", ") + field;
    }
    return text;
}

void
PrintRules()
{
    for (const RepairRule& rule : RepairRules())
    {
        std::cout << rule.name << " (" << rule.scope << "): ";
        std::cout << Listed(rule.reads) << (rule.reads.empty() ? "" : " ") << "-> "
                  << Listed(rule.writes) << "\n    " << rule.says << "\n    " << rule.source
                  << "\n";
    }
}

} // namespace

void
PacketsRepairVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("nprint", po::value(&m_nprint), "an nPrint file, such as a model draws");
    options.add_options()("pcap",
                          po::value(&m_pcap),
                          "or a capture, pcap or pcapng; its payload is kept");
    options.add_options()("like",
                          po::value(&m_like),
                          "real capture: directions, TCP options and inter-arrival times that the "
                          "input lacks are as its flows have them");
    options.add_options()("seed",
                          po::value(&m_seed)->default_value("1"),
                          "decides what is drawn, 1 to 4294967295");
    options.add_options()("out", po::value(&m_out)->required(), "the capture to write, pcap");
    options.add_options()("report",
                          po::value(&m_report),
                          "a table of the bits that changed, a row a field, CSV");
    options.add_options()("link",
                          po::value(&m_link)->default_value("ethernet"),
                          "of an nPrint file's packets: ethernet or raw");
    options.add_options()("mtu",
                          po::value(&m_mtu)->default_value("1500"),
                          "most bytes of a packet whose payload is invented, 576 to 65535");
    options.add_options()("anonymize",
                          po::bool_switch(&m_anonymize),
                          "replace addresses, also ARP's, by private and documentation ones; "
                          "those within payload stay");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb({"repair",
                     "Makes what the protocols allow of an nPrint file or a damaged capture, and "
                     "changes as\nlittle as it must.",
                     options,
                     [this, &program] { Repair(program); },
                     {},
                     "`synthnet-packets rules` lists what is repaired, and how.\n"
                     "Exit status 2: the input is damaged itself; what could be read is in the "
                     "capture.\n"});
    program.AddVerb({"rules",
                     "Lists the rules of repair: what each reads, writes and says, and its source.",
                     po::options_description("Options"),
                     PrintRules});
}

TraceRepair::Options
PacketsRepairVerb::Options() const
{
    TraceRepair::Options options;
    options.seed = static_cast<uint64_t>(ParseWithin("seed", m_seed, 1, UINT32_MAX));
    options.mostBytes = static_cast<std::size_t>(ParseWithin("mtu", m_mtu, 576, UINT16_MAX));
    options.replacesAddresses = m_anonymize;
    return options;
}

PacketModel
PacketsRepairVerb::Model(std::string& damage) const
{
    if (m_like.empty())
    {
        return PacketModel::Default();
    }
    CaptureReader reader(m_like);
    PacketModel model = FitModel(reader, Options().seed);
    damage = reader.DamageNote();
    return model;
}

void
PacketsRepairVerb::Repair(Program& program) const
{
    if (m_nprint.empty() == m_pcap.empty())
    {
        throw InputError(m_pcap.empty() ? "--nprint or --pcap is missing, expected one of them"
                                        : "--nprint and --pcap are both there, expected one");
    }
    const std::string& input = m_nprint.empty() ? m_pcap : m_nprint;
    ParseOneOf("link", m_link, {"ethernet", "raw"});
    Options(); // refuses what is wrong
    ResultFiles files(program, {input, m_like}, m_overwrite);
    std::ostream& out = files.AddWithRecord(m_out);
    std::ostream* report = m_report.empty() ? nullptr : &files.Add(m_report);
    std::string damage;
    const PacketModel model = Model(damage);
    const Outcome outcome =
        m_nprint.empty() ? RepairCapture(model, out, report) : RepairRows(model, out, report);
    if (outcome.packets == 0)
    {
        throw InputError(input + ": no packet to repair" +
                         (outcome.damage.empty() ? "" : "; " + outcome.damage));
    }
    files.Record("packets", std::to_string(outcome.packets));
    files.Commit();
    std::cout << m_out << ": " << CountText(static_cast<int64_t>(outcome.packets), "packet")
              << " in " << CountText(static_cast<int64_t>(outcome.flows), "flow");
    if (outcome.others > 0)
    {
        std::cout << ", and " << outcome.others << " not IP"
                  << (m_anonymize ? "" : " as they were");
    }
    std::cout << "\n";
    for (const std::string& note : {damage, outcome.damage})
    {
        if (!note.empty())
        {
            program.ReportDamage(note);
        }
    }
}

PacketsRepairVerb::Outcome
PacketsRepairVerb::RepairRows(const PacketModel& model,
                              std::ostream& out,
                              std::ostream* report) const
{
    NprintReader reader(m_nprint);
    RowPackets packets(reader.Layout(), model, Options().seed);
    TraceRepair repair(model, Options());
    const bool isEthernet = m_link == "ethernet";
    CaptureWriter writer(out,
                         isEthernet ? LINK_ETHERNET : LINK_RAW_IP,
                         TimeUnit::MICROSECONDS,
                         m_nprint);
    RepairReport changes(reader.Layout().Columns());
    Outcome outcome;
    bool hasMore = true;
    while (hasMore)
    {
        StopSignals::Check();
        std::vector<NprintRow> rows;
        NprintRow row = reader.Layout().MakeRow();
        while (rows.size() < TraceRepair::BLOCK && (hasMore = reader.Next(row)))
        {
            rows.push_back(row);
        }
        std::vector<std::size_t> places;
        std::vector<EditablePacket> block = packets.Take(rows, places);
        repair.Repair(block);
        for (std::size_t i = 0; i < block.size(); ++i)
        {
            if (report)
            {
                changes.Add(rows[places[i]], RowOf(block[i].bytes));
            }
            std::vector<uint8_t> frame;
            if (isEthernet)
            {
                frame = EthernetOf(block[i]);
            }
            frame.insert(frame.end(), block[i].bytes.begin(), block[i].bytes.end());
            writer.Write(block[i].time, frame.data(), frame.size(), frame.size());
        }
        outcome.packets += block.size();
    }
    Finish(changes, report);
    outcome.flows = repair.Flows();
    outcome.damage = reader.DamageNote();
    return outcome;
}

PacketsRepairVerb::Outcome
PacketsRepairVerb::RepairCapture(const PacketModel& model,
                                 std::ostream& out,
                                 std::ostream* report) const
{
    CaptureReader reader(m_pcap);
    TraceRepair repair(model, Options());
    CaptureWriter writer(out, reader.Link(), reader.Unit(), m_pcap);
    RepairReport changes(NprintLayout(NprintChoice::Headers()).Columns());
    Outcome outcome;
    bool hasMore = true;
    while (hasMore)
    {
        std::vector<Frame> frames;
        std::vector<EditablePacket> block;
        while (frames.size() < TraceRepair::BLOCK)
        {
            StopSignals::Check();
            const auto captured = reader.Next();
            hasMore = captured.has_value();
            if (!hasMore)
            {
                break;
            }
            frames.push_back(TakeFrame(*captured, block));
            outcome.others += captured->ip ? 0 : 1;
        }
        repair.Repair(block);
        for (Frame& frame : frames)
        {
            if (frame.arp)
            {
                repair.ReplaceInArp(&frame.bytes[*frame.arp], frame.bytes.size() - *frame.arp);
            }
            if (frame.place && report)
            {
                const std::vector<uint8_t> before(frame.bytes.begin() +
                                                      static_cast<std::ptrdiff_t>(*frame.ip),
                                                  frame.bytes.end());
                changes.Add(RowOf(before), RowOf(block[*frame.place].bytes));
            }
            WriteFrame(frame, block, writer);
        }
        outcome.packets += block.size();
    }
    Finish(changes, report);
    outcome.flows = repair.Flows();
    outcome.damage = reader.DamageNote();
    return outcome;
}

void
PacketsRepairVerb::Finish(const RepairReport& changes, std::ostream* report) const
{
    if (!report)
    {
        return;
    }
    changes.Write(*report);
    std::cout << m_report << ": "
              << ShareText(changes.ChangedOutsideChecksums(), changes.BitsOutsideChecksums(), 3)
              << " of " << changes.BitsOutsideChecksums()
              << " header bits changed, checksums aside\n";
}

} // namespace ns3::synthnet
