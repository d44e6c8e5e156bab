/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-encode-verb.h"

#include "option-values.h"
#include "program.h"
#include "result-files.h"
#include "stop-signals.h"

#include "ns3/capture-reader.h"
#include "ns3/count-text.h"
#include "ns3/input-error.h"
#include "ns3/nprint-encoder.h"
#include "ns3/nprint-writer.h"

#include <iostream>
#include <limits>

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
PacketsEncodeVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    const auto add = [&options](const char* name, bool& target, const char* text) {
        options.add_options()(name, po::bool_switch(&target), text);
    };
    options.add_options()("pcap", po::value(&m_pcap)->required(), "the capture, pcap or pcapng");
    options.add_options()("out", po::value(&m_out)->required(), "the nPrint file to write");
    options.add_options()("max",
                          po::value(&m_max)->default_value(1024),
                          "rows at most, 0 for all packets");
    add("ipv4", m_choice.ipv4, "columns of IPv4's header");
    add("ipv6", m_choice.ipv6, "of IPv6's");
    add("tcp", m_choice.tcp, "of TCP's");
    add("udp", m_choice.udp, "of UDP's");
    add("icmp", m_choice.icmp, "of ICMP's and ICMPv6's; without any of these five: all of them");
    add("eth", m_choice.eth, "of Ethernet's, besides");
    options.add_options()("payload",
                          po::value(&m_payload)->default_value(0),
                          "bytes of payload to have columns for, besides");
    options.add_options()("index",
                          po::value(&m_index)->default_value(0),
                          "first column: 0 source address, 1 destination address, 2 source port, "
                          "3 destination port, 4 flow, 5 source MAC address");
    add("rts", m_choice.hasRts, "µs since the previous packet, behind the first column");
    add("times", m_choice.hasTimes, "seconds and µs since 1970, behind that");
    add("withoutAddresses",
        m_withoutAddresses,
        "leave out IP's addresses and number the rows, as NetDiffusion does");
    add("overwrite", m_overwrite, "replace existing files");
    program.AddVerb(
        {"encode",
         "Writes the headers of a capture's packets as nPrint's bits.",
         options,
         [this, &program] { Encode(program); },
         {},
         "A row is an IP packet, a column a bit: 1, 0, or -1 where the packet has no such bit. "
         "What\n"
         "nPrint has no columns for - IPv6's extension headers, other protocols - is payload.\n"
         "Exit status 2: the capture is damaged; what could be read is in the file.\n"});
}

NprintLayout
PacketsEncodeVerb::Layout() const
{
    NprintChoice choice = m_choice;
    if (!choice.ipv4 && !choice.ipv6 && !choice.tcp && !choice.udp && !choice.icmp)
    {
        const NprintChoice headers = NprintChoice::Headers();
        choice.ipv4 = headers.ipv4;
        choice.ipv6 = headers.ipv6;
        choice.tcp = headers.tcp;
        choice.udp = headers.udp;
        choice.icmp = headers.icmp;
    }
    choice.payload =
        static_cast<std::size_t>(NeedWithin("payload", m_payload, 0, NPRINT_MOST_PAYLOAD_BYTES));
    choice.index = static_cast<NprintIndex>(
        NeedWithin("index", m_index, 0, static_cast<int64_t>(NprintIndex::SOURCE_MAC)));
    choice.hasAddresses = !m_withoutAddresses;
    return NprintLayout(choice);
}

void
PacketsEncodeVerb::Encode(Program& program) const
{
    NeedAtLeast("max", m_max, 0);
    const NprintLayout layout = Layout();
    const auto most = m_max == 0 ? std::numeric_limits<uint64_t>::max() : uint64_t(m_max);
    CaptureReader reader(m_pcap);
    ResultFiles files(program, {m_pcap}, m_overwrite);
    NprintWriter writer(files.AddWithRecord(m_out), layout);
    NprintEncoder encoder(layout, reader.Link());
    NprintRow row = layout.MakeRow();
    uint64_t rows = 0;
    while (rows < most)
    {
        const auto packet = reader.Next();
        if (!packet)
        {
            break;
        }
        StopSignals::Check();
        if (encoder.Encode(*packet, row))
        {
            writer.Write(row);
            ++rows;
        }
    }
    const std::string& damage = reader.DamageNote();
    if (rows == 0)
    {
        throw InputError(m_pcap + ": no IP packet among " +
                         CountText(static_cast<int64_t>(reader.Packets()), "packet") +
                         (damage.empty() ? "" : "; " + damage));
    }
    writer.Finish();
    files.Record("packets", std::to_string(reader.Packets()));
    files.Commit();
    std::cout << m_out << ": " << CountText(static_cast<int64_t>(rows), "row") << " of "
              << layout.Leads().size() + layout.Cells() << " columns from "
              << (rows == most ? "the first " : "")
              << CountText(static_cast<int64_t>(reader.Packets()), "packet") << "\n";
    if (!damage.empty())
    {
        program.ReportDamage(damage);
    }
}

} // namespace ns3::synthnet
