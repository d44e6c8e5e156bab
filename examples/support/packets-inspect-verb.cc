/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-inspect-verb.h"

#include "program.h"
#include "result-files.h"
#include "share-text.h"
#include "text-table.h"

#include "ns3/capture-reader.h"
#include "ns3/count-text.h"
#include "ns3/flow-inspector.h"
#include "ns3/flow-table.h"
#include "ns3/packet-layers.h"

#include <cstdint>
#include <deque>
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

/// What was found in a capture.
struct InspectedCapture
{
    FlowTable flows;
    std::deque<FlowInspector> inspectors; //!< by flow
    uint64_t others{0};                   //!< packets that are not IP

    void Add(const CapturedPacket& packet)
    {
        const uint8_t* ip = packet.Ip();
        const auto layers = packet.Layers();
        if (!layers)
        {
            ++others;
            return;
        }
        const auto place = flows.Add(ip, *layers);
        inspectors.resize(flows.Flows());
        inspectors[place.flow].Add(ip, *layers, place.isForward);
    }

    template <typename Value>
    uint64_t Sum(Value value) const
    {
        uint64_t sum = 0;
        for (const FlowInspector& inspector : inspectors)
        {
            sum += value(inspector);
        }
        return sum;
    }

    std::vector<PacketFinding> Found() const //!< that any packet has
    {
        std::vector<PacketFinding> found;
        for (std::size_t i = 0; i < PACKET_FINDINGS; ++i)
        {
            const auto finding = static_cast<PacketFinding>(i);
            if (Sum([&](const FlowInspector& inspector) { return inspector.Count(finding); }) > 0)
            {
                found.push_back(finding);
            }
        }
        return found;
    }
};

void
PrintTable(std::ostream& stream, const InspectedCapture& capture)
{
    const std::vector<PacketFinding> found = capture.Found();
    std::vector<std::string> header = {"flow", "packets", "faulty"};
    for (const PacketFinding finding : found)
    {
        header.emplace_back(FindingName(finding));
    }
    TextTable table;
    table.AddRow(header);
    table.AddRule();
    for (std::size_t flow = 0; flow < capture.inspectors.size(); ++flow)
    {
        const FlowInspector& inspector = capture.inspectors[flow];
        std::vector<std::string> row = {std::to_string(flow + 1) + " " +
                                            capture.flows.Ends(flow).Text(),
                                        std::to_string(inspector.Packets()),
                                        std::to_string(inspector.Faulty())};
        for (const PacketFinding finding : found)
        {
            row.push_back(std::to_string(inspector.Count(finding)));
        }
        table.AddRow(std::move(row));
    }
    table.Print(stream);
}

void
PrintTotals(std::ostream& stream, const InspectedCapture& capture)
{
    using Inspector = FlowInspector;
    const auto sum = [&](auto member) {
        return capture.Sum([&](const Inspector& inspector) { return (inspector.*member)(); });
    };
    const uint64_t packets = sum(&Inspector::Packets);
    const uint64_t faulty = sum(&Inspector::Faulty);
    const uint64_t continuing = sum(&Inspector::Continuing);
    const uint64_t acknowledging = sum(&Inspector::Acknowledging);
    stream << CountText(static_cast<int64_t>(packets), "packet") << " in "
           << CountText(static_cast<int64_t>(capture.flows.Flows()), "flow") << ", "
           << capture.others << " not IP; " << faulty << " faulty ("
           << ShareText(faulty, packets, 2) << ")\n"
           << "sequence numbers that continue: "
           << ShareText(sum(&Inspector::RightlyContinuing), continuing, 2) << " of " << continuing
           << "; right acknowledgements: "
           << ShareText(sum(&Inspector::RightlyAcknowledging), acknowledging, 2) << " of "
           << acknowledging << "\n";
}

void
WriteTable(std::ostream& stream, const InspectedCapture& capture)
{
    stream << "flow,between,packets,faulty,continuing,rightlyContinuing,acknowledging,"
              "rightlyAcknowledging";
    for (std::size_t i = 0; i < PACKET_FINDINGS; ++i)
    {
        stream << ',' << FindingName(static_cast<PacketFinding>(i));
    }
    stream << '\n';
    for (std::size_t flow = 0; flow < capture.inspectors.size(); ++flow)
    {
        const FlowInspector& inspector = capture.inspectors[flow];
        stream << flow + 1 << ',' << capture.flows.Ends(flow).Text() << ',' << inspector.Packets()
               << ',' << inspector.Faulty() << ',' << inspector.Continuing() << ','
               << inspector.RightlyContinuing() << ',' << inspector.Acknowledging() << ','
               << inspector.RightlyAcknowledging();
        for (std::size_t i = 0; i < PACKET_FINDINGS; ++i)
        {
            stream << ',' << inspector.Count(static_cast<PacketFinding>(i));
        }
        stream << '\n';
    }
}

} // namespace

void
PacketsInspectVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("pcap", po::value(&m_pcap)->required(), "the capture, pcap or pcapng");
    options.add_options()("out", po::value(&m_out), "a table of all counts, CSV");
    options.add_options()("overwrite", po::bool_switch(&m_overwrite), "replace existing files");
    program.AddVerb(
        {"inspect",
         "Tells what is right and wrong with a capture, flow by flow.",
         options,
         [this, &program] { Inspect(program); },
         {},
         "A row for each flow; a column for each finding that there is: packets that have it.\n"
         "Not faulty are offloaded_checksum, absent_checksum, sequence_gap and "
         "acknowledgement_ahead: a packet "
         "that\n"
         "the network card completed, or that the capture missed, explains them.\n"});
}

void
PacketsInspectVerb::Inspect(Program& program) const
{
    ResultFiles files(program, {m_pcap}, m_overwrite);
    std::ostream* out = m_out.empty() ? nullptr : &files.AddWithRecord(m_out);
    CaptureReader reader(m_pcap);
    InspectedCapture capture;
    while (const auto packet = reader.Next())
    {
        capture.Add(*packet);
        StopSignals::Check();
    }
    PrintTable(std::cout, capture);
    PrintTotals(std::cout, capture);
    if (out)
    {
        WriteTable(*out, capture);
        files.Commit();
    }
    if (!reader.DamageNote().empty())
    {
        program.ReportDamage(reader.DamageNote());
    }
}

} // namespace ns3::synthnet
