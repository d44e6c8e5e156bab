/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packets-split-verb.h"

#include "output-checks.h"
#include "program.h"
#include "stop-signals.h"

#include "ns3/capture-reader.h"
#include "ns3/count-text.h"
#include "ns3/flow-table.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/packet-layers.h"
#include "ns3/time-units.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <list>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

constexpr std::size_t MOST_OPEN = 200; // files at once, below every system's limit

/// Captures, of which some are open at a time.
class FlowFiles
{
  public:
    FlowFiles(const OutputDirectory& out, uint32_t link, TimeUnit unit, std::string source)
        : m_out(out),
          m_link(link),
          m_unit(unit),
          m_source(std::move(source))
    {
    }

    static std::string Name(std::size_t flow)
    {
        std::ostringstream name;
        name << std::setw(4) << std::setfill('0') << flow + 1 << ".pcap";
        return name.str();
    }

    void Write(std::size_t flow, const CapturedPacket& packet)
    {
        File& file = Open(flow);
        file.writer.Write(packet.time, packet.bytes, packet.captured, packet.wire);
        Check(file);
    }

    void Close()
    {
        while (!m_open.empty())
        {
            CloseOldest();
        }
    }

  private:
    struct File
    {
        File(std::size_t number,
             const std::filesystem::path& path,
             uint32_t link,
             TimeUnit unit,
             const std::string& source)
            : flow(number),
              stream(path, std::ios::binary | std::ios::app),
              writer(stream, link, unit, source)
        {
        }

        /// Goes on where it was left.
        File(std::size_t number,
             const std::filesystem::path& path,
             TimeUnit unit,
             const std::string& source)
            : flow(number),
              stream(path, std::ios::binary | std::ios::app),
              writer(stream, unit, source)
        {
        }

        std::size_t flow;
        std::ofstream stream;
        CaptureWriter writer;
    };

    File& Open(std::size_t flow)
    {
        if (flow >= m_places.size())
        {
            m_places.resize(flow + 1, m_open.end());
            m_exists.resize(flow + 1);
        }
        if (m_places[flow] != m_open.end())
        {
            m_open.splice(m_open.end(), m_open, m_places[flow]); // the latest
            return m_open.back();
        }
        if (m_open.size() == MOST_OPEN)
        {
            CloseOldest();
        }
        const auto path = m_out.File(Name(flow));
        if (m_exists[flow])
        {
            m_open.emplace_back(flow, path, m_unit, m_source);
        }
        else
        {
            m_open.emplace_back(flow, path, m_link, m_unit, m_source);
        }
        m_exists[flow] = true;
        m_places[flow] = std::prev(m_open.end());
        Check(m_open.back());
        return m_open.back();
    }

    void CloseOldest()
    {
        File& file = m_open.front();
        file.stream.close();
        Check(file);
        m_places[file.flow] = m_open.end();
        m_open.pop_front();
    }

    void Check(const File& file) const
    {
        if (!file.stream)
        {
            throw InputError((m_out.Path() / Name(file.flow)).string() + ": cannot be written");
        }
    }

    const OutputDirectory& m_out;
    uint32_t m_link;
    TimeUnit m_unit;
    std::string m_source;                            //!< of the packets
    std::list<File> m_open;                          //!< the one not used for longest first
    std::vector<std::list<File>::iterator> m_places; //!< by flow
    std::vector<bool> m_exists;                      //!< by flow
};

/// What flows.csv says of a flow.
struct FlowSummary
{
    uint64_t packets{0};
    uint64_t bytes{0}; //!< on the wire
    int64_t first{0};  //!< ns
    int64_t last{0};

    void Add(const CapturedPacket& packet)
    {
        if (packets == 0)
        {
            first = packet.time;
        }
        ++packets;
        bytes += packet.wire;
        last = packet.time;
    }
};

std::string
SecondsText(int64_t nanoseconds)
{
    std::ostringstream text;
    text << nanoseconds / NANOSECONDS_IN_SECOND << '.' << std::setw(9) << std::setfill('0')
         << nanoseconds % NANOSECONDS_IN_SECOND;
    return text.str();
}

void
WriteSummaries(std::ostream& stream,
               const FlowTable& table,
               const std::vector<FlowSummary>& summaries)
{
    stream << "file,flow,packets,bytes,first,last\n";
    for (std::size_t flow = 0; flow < summaries.size(); ++flow)
    {
        const FlowSummary& summary = summaries[flow];
        stream << FlowFiles::Name(flow) << ',' << table.Ends(flow).Text() << ',' << summary.packets
               << ',' << summary.bytes << ',' << SecondsText(summary.first) << ','
               << SecondsText(summary.last) << '\n';
    }
}

/// @return how many flows an earlier run has written into the directory, by its flows.csv
std::size_t
FlowsOfEarlierRun(const std::filesystem::path& directory)
{
    std::ifstream summaries(directory / "flows.csv");
    std::string line;
    std::getline(summaries, line); // the names
    std::size_t flows = 0;
    while (std::getline(summaries, line) && line.rfind(FlowFiles::Name(flows) + ",", 0) == 0)
    {
        ++flows;
    }
    return flows;
}

} // namespace

void
PacketsSplitVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    options.add_options()("pcap", po::value(&m_pcap)->required(), "the capture, pcap or pcapng");
    options.add_options()("out",
                          po::value(&m_out)->required(),
                          "directory for 0001.pcap …, flows.csv and run.json");
    options.add_options()("overwrite",
                          po::bool_switch(&m_overwrite),
                          "write into a directory that is not empty; flows of an earlier run that "
                          "its flows.csv lists are removed");
    program.AddVerb({"split",
                     "Writes a capture for each flow: both directions between two ends.",
                     options,
                     [this, &program] { Split(program); },
                     {},
                     "Packets that are not IP are in no flow. A TCP connection that is opened anew "
                     "is another flow.\n"});
}

void
PacketsSplitVerb::Split(Program& program) const
{
    NeedOtherDirectory(m_out, {m_pcap});
    CaptureReader reader(m_pcap);
    const StopSignals signals;
    OutputDirectory out(m_out, m_overwrite);
    const std::size_t earlier = FlowsOfEarlierRun(out.Path());
    FlowFiles files(out, reader.Link(), reader.Unit(), m_pcap);
    FlowTable table;
    std::vector<FlowSummary> summaries;
    uint64_t others = 0;
    while (const auto packet = reader.Next())
    {
        StopSignals::Check();
        const uint8_t* ip = packet->Ip();
        const auto layers = packet->Layers();
        if (!layers)
        {
            ++others;
            continue;
        }
        const std::size_t flow = table.Add(ip, *layers).flow;
        files.Write(flow, *packet);
        summaries.resize(table.Flows());
        summaries[flow].Add(*packet);
    }
    if (table.Flows() == 0)
    {
        throw InputError(m_pcap + ": no IP packet among " +
                         CountText(static_cast<int64_t>(reader.Packets()), "packet") +
                         (reader.DamageNote().empty() ? "" : "; " + reader.DamageNote()));
    }
    files.Close();
    WriteFile(out, "flows.csv", [&](std::ostream& stream) {
        WriteSummaries(stream, table, summaries);
    });
    WriteFile(out, "run.json", [&](std::ostream& stream) { program.WriteRunRecord(stream); });
    out.Commit();
    for (std::size_t flow = table.Flows(); flow < earlier; ++flow)
    {
        std::error_code ignored;
        std::filesystem::remove(out.Path() / FlowFiles::Name(flow), ignored);
    }
    std::cout << m_out << ": " << CountText(static_cast<int64_t>(table.Flows()), "flow") << ", "
              << reader.Packets() - others << " of "
              << CountText(static_cast<int64_t>(reader.Packets()), "packet") << "\n";
    if (!reader.DamageNote().empty())
    {
        program.ReportDamage(reader.DamageNote());
    }
}

} // namespace ns3::synthnet
