/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-simulation.h"

#include "link-captures.h"
#include "option-values.h"
#include "program.h"
#include "run-logs.h"
#include "simulation-run.h"
#include "stop-signals.h"
#include "testbed-links.h"

#include "ns3/input-error.h"
#include "ns3/int-helper.h"
#include "ns3/int-packet.h"
#include "ns3/int-path.h"
#include "ns3/output-files.h"
#include "ns3/telemetry-report.h"
#include "ns3/testbed.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/ipv4.h"
#include "ns3/mac48-address.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cctype>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

namespace po = boost::program_options;

constexpr const char* PROBE = "probe";
constexpr const char* NONE = "none";

std::string
HexOf(unsigned value)
{
    std::ostringstream text;
    text << "0x" << std::hex << value;
    return text.str();
}

std::string
UpperOf(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) {
        return static_cast<char>(std::toupper(letter));
    });
    return text;
}

bool
IsIn(const std::string& text, const std::vector<std::string>& list)
{
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// An option, and the modes in which it has an effect.
struct ModeOption
{
    const char* name;
    std::vector<std::string> modes;
};

/// @throws InputError when the command line has an option that the mode does not use
void
NeedNoOther(const std::string& mode, const Program& program)
{
    const std::vector<ModeOption> options{
        {"watch", {"md", "mx", "xd"}},
        {"instructions", {"md", "mx", "xd"}},
        {"reports", {"md", "mx", "xd"}},
        {"hops", {"md"}},
        {"dscp", {"md", "mx"}},
        {"byPort", {"md", "mx"}},
        {"port", {"md", "mx"}},
        {"tightMtu", {"md"}},
    };
    for (const ModeOption& option : options)
    {
        if (program.IsTyped(option.name) && !IsIn(mode, option.modes))
        {
            throw InputError(std::string("--") + option.name + " has no effect with --mode=" +
                             mode + ", expected --mode=" + AnyOf(option.modes));
        }
    }
}

/// An attribute that the program sets itself.
struct OwnAttribute
{
    const char* name;
    const char* expected;
};

constexpr OwnAttribute OWN_ATTRIBUTES[] = {
    {"ns3::synthnet::IntNode::Mode", "--mode"},
    {"ns3::synthnet::IntNode::Instructions", "--instructions"},
    {"ns3::synthnet::IntNode::RemainingHops", "--hops"},
    {"ns3::synthnet::IntNode::ByPort", "--byPort"},
    {"ns3::synthnet::IntNode::Dscp", "--dscp"},
    {"ns3::synthnet::IntNode::Port", "--port"},
    {"ns3::synthnet::IntNode::Address", "none: reports come from 198.18.0.0/15"},
    {"ns3::synthnet::IntNode::Collector", "--reports"},
    {"ns3::synthnet::ReportCollector::Port", "--ns3::synthnet::IntNode::CollectorPort"},
    {"ns3::synthnet::ReportCollector::Hops", "none: the testbed has one path"},
    {"ns3::synthnet::ReportCollector::CarriesInt", "--mode"},
    {"ns3::synthnet::ReportCollector::ByPort", "--byPort"},
    {"ns3::synthnet::ReportCollector::Dscp", "--dscp"},
    {"ns3::synthnet::ReportCollector::IntPort", "--port"},
};

/// @param attribute an unsigned number
/// @return its default for IntNodes to come
uint64_t
NodeDefault(const std::string& attribute)
{
    TypeId::AttributeInformation information;
    IntNode::GetTypeId().LookupAttributeByName(attribute, &information);
    return DynamicCast<const UintegerValue>(information.initialValue)->Get();
}

/// @return between whom a packet is
std::string
FlowText(const Packet& packet)
{
    constexpr IntMarks NO_MARKS{64, 0, 0}; // that a packet could have: it is as it is
    constexpr std::size_t MOST_HEADERS = 256;
    std::vector<uint8_t> bytes(MOST_HEADERS);
    bytes.resize(packet.CopyData(bytes.data(), MOST_HEADERS));
    const auto flow = ReadIntPacket(bytes.data(), bytes.size(), NO_MARKS).flow;
    if (!flow)
    {
        return "no IP";
    }
    const auto end = [](const std::string& address, std::optional<uint16_t> port) {
        return port ? address + " port " + std::to_string(*port) : address;
    };
    return end(flow->Source(), flow->sourcePort) + " to " +
           end(flow->Destination(), flow->destinationPort) + ", IP protocol " +
           std::to_string(flow->protocol);
}

/// The packets that the server's video sends to the first player.
WatchList
VideoOf(const Testbed& testbed)
{
    std::ostringstream rule;
    rule << "src=" << testbed.GetHosts().Get(0)->GetObject<Ipv4>()->GetAddress(1, 0).GetLocal()
         << ",dst=" << testbed.GetHosts().Get(1)->GetObject<Ipv4>()->GetAddress(1, 0).GetLocal()
         << ",protocol=tcp,sport=80";
    return WatchList::Parse(rule.str());
}

void
Print(const IntOverhead& without, const IntOverhead& with)
{
    const bool hasVideo = with.videoPackets > 0;
    const auto packets = hasVideo ? static_cast<double>(with.videoPackets) : 1;
    const auto all = static_cast<double>(with.intBytes + with.reportBytes + with.probeBytes);
    std::cout << std::setprecision(4) << "telemetry: " << all / packets
              << (hasVideo ? " bytes a packet of the video" : " bytes")
              << " on all links together (" << static_cast<double>(with.intBytes) / packets
              << " INT, " << static_cast<double>(with.reportBytes) / packets << " reports, "
              << static_cast<double>(with.probeBytes) / packets << " probes), "
              << 100 * with.Share() << " % of all bytes\n";
    if (!hasVideo)
    {
        std::cout << "no packet of the video came to the first player\n";
        return;
    }
    std::cout << "goodput: " << with.goodputMbps << " Mbit/s, without telemetry "
              << without.goodputMbps << "\n"
              << "delay: " << with.meanDelayMs << " ms, 95th percentile "
              << with.percentile95DelayMs << "; added " << with.meanDelayMs - without.meanDelayMs
              << " and " << with.percentile95DelayMs - without.percentile95DelayMs << " ms\n"
              << "These are two single runs, in each of which the player chose its qualities: how "
                 "goodput and delay\ndiffer is not telemetry's doing alone. "
                 "scratch/int-overhead.sh compares several runs.\n";
}

void
Print(const IntNode::Counters& nodes, const PathCollector::Counters& collector, uint64_t rows)
{
    std::cout << "INT: " << nodes.started << " packets started, " << nodes.notStarted
              << " could not be; metadata pushed " << nodes.pushed << " times, " << nodes.noRoom
              << " without room (M), " << nodes.noHopsLeft << " without hops left (E)\n"
              << "reports: " << nodes.reports << " made, " << collector.reports << " arrived, "
              << collector.lost << " known to be lost; " << collector.paths << " whole paths, "
              << rows << " of them in int.csv, " << collector.incomplete << " with hops missing\n";
    if (nodes.reportsDropped > 0)
    {
        std::cout << "dropped: " << nodes.reportsDropped
                  << " reports, by the switches that made them\n";
    }
    if (nodes.malformed + collector.malformed > 0)
    {
        std::cout << "malformed: " << nodes.malformed << " packets, " << collector.malformed
                  << " reports\n";
    }
}

} // namespace

void
IntSimulation::AddTo(Program& program)
{
    m_instructions = HexOf(INT_LOG_INSTRUCTIONS);
    m_dscp = HexOf(IntPresence().dscp);
    m_port = HexOf(IntPresence().port);
    po::options_description described("Options");
    auto add = described.add_options();
    add("mode",
        po::value(&m_mode)->default_value(m_mode),
        "md: hops write into packets; mx: packets carry instructions, hops report; xd: hops "
        "report by watch lists; probe: the testbed's own probes");
    add("scenario",
        po::value(&m_scenario)->default_value(m_scenario),
        "the measured testbed of 2022 or 2023, or control");
    add("config", po::value(&m_configFile), "JSON file with what differs from the scenario");
    add("depth", Optional(m_depth), "packets that each egress queue holds");
    add("duration", po::value(&m_duration)->default_value(m_duration), "simulated seconds");
    add("load",
        Optional(m_load),
        "sinusoid, flashcrowd, stairstep, microburst, download, constant, file:NAME or none (the "
        "scenario's)");
    add("watch",
        Optional(m_watch),
        "packets of which telemetry is wanted, as src=10.0.0.0/8,protocol=tcp,dport=80-90,every=10;"
        "probability=0.1 (the first player's video)");
    add("instructions",
        po::value(&m_instructions)->default_value(m_instructions),
        "instruction bitmap, bit 0 is 0x8000");
    add("hops", po::value(&m_hops)->default_value(m_hops), "that may add metadata, with md");
    add("dscp", po::value(&m_dscp)->default_value(m_dscp), "of packets with INT");
    add("byPort",
        po::bool_switch(&m_byPort),
        "UDP packets say by their destination port that they carry INT, not by their DSCP; needs "
        "--watch, and a load with UDP such as microburst");
    add("port", po::value(&m_port)->default_value(m_port), "of packets with INT, with --byPort");
    add("reports",
        po::value(&m_reports)->default_value(m_reports),
        "network: to a collector on the load's host, costing bandwidth; direct: without a packet");
    add("captures",
        po::value(&m_captures)->default_value(m_captures),
        "all: a pcap for each link; none");
    add("tightMtu",
        po::bool_switch(&m_tightMtu),
        "room for shim and header above 1500 bytes on the links between the switches, and none for "
        "metadata: full packets get M");
    m_seeding.AddTo(described);
    add("out", po::value(&m_out), "directory to make");
    add("overwrite",
        po::bool_switch(&m_overwrite),
        "replace files in a directory that is not empty");
    Program::Verb verb{"", "", std::move(described), [this, &program] { Simulate(program); }};
    verb.take = [this](const std::string& name, const std::string& value) {
        return m_attributes.Take(name, value);
    };
    program.AddVerb(std::move(verb));
}

IntPresence
IntSimulation::Presence() const
{
    IntPresence presence;
    presence.byPort = m_byPort;
    presence.dscp = static_cast<uint8_t>(ParseWithin("dscp", m_dscp, 0, 63));
    presence.port = static_cast<uint16_t>(ParseWithin("port", m_port, 1, UINT16_MAX));
    return presence;
}

uint16_t
IntSimulation::Bitmap() const
{
    return static_cast<uint16_t>(ParseWithin("instructions", m_instructions, 0, UINT16_MAX));
}

void
IntSimulation::Check(const Program& program) const
{
    if (!IsIn(m_mode, {"md", "mx", "xd", PROBE}))
    {
        throw InputError("unknown mode '" + m_mode + "', expected md, mx, xd or probe");
    }
    NeedNoOther(m_mode, program);
    if (program.IsTyped(m_byPort ? "dscp" : "port"))
    {
        throw InputError(m_byPort ? "--dscp has no effect with --byPort, expected --port"
                                  : "--port has no effect without --byPort, expected both");
    }
    if (m_out.empty())
    {
        throw InputError("--out is missing, expected a directory to make");
    }
    m_seeding.Check();
    NeedWithin("hops", m_hops, 0, UINT8_MAX);
    if (m_depth)
    {
        NeedWithin("depth", *m_depth, 1, UINT32_MAX);
    }
    NeedDuration(m_duration);
    if (m_reports != "network" && m_reports != "direct")
    {
        throw InputError("--reports=" + m_reports + ", expected network or direct");
    }
    if (m_captures != "all" && m_captures != "none")
    {
        throw InputError("--captures=" + m_captures + ", expected all or none");
    }
    if (Presence().dscp == 0)
    {
        throw InputError("--dscp=" + m_dscp +
                         " is that of ordinary packets, expected one from 1 to 63 that no traffic "
                         "of the domain has");
    }
    if (m_byPort && !m_watch)
    {
        throw InputError("--byPort marks UDP packets, expected --watch with some, as the video is "
                         "TCP");
    }
    if ((Bitmap() & INT_LOG_INSTRUCTIONS) != INT_LOG_INSTRUCTIONS)
    {
        throw InputError("--instructions=" + m_instructions + ", expected all bits of " +
                         HexOf(INT_LOG_INSTRUCTIONS) + ", which int.csv has, and any others");
    }
    if (m_watch)
    {
        WatchList::Parse(*m_watch);
    }
}

void
IntSimulation::CheckAttributes(const TestbedConfig& config) const
{
    for (const OwnAttribute& own : OWN_ATTRIBUTES)
    {
        if (config.attributes.count(own.name) > 0)
        {
            throw InputError(std::string(own.name) + " has no effect, expected " + own.expected);
        }
    }
    config.ApplyAttributes();
    const IntPresence presence = Presence();
    const bool marksPackets = m_mode == "md" || m_mode == "mx";
    if (m_byPort && presence.port == NodeDefault("CollectorPort"))
    {
        throw InputError("--port=" + m_port + " is the port that reports go to, expected another");
    }
    if (marksPackets && !m_byPort && presence.dscp == NodeDefault("RemarkDscp"))
    {
        throw InputError("--dscp=" + m_dscp +
                         " is RemarkDscp, which ordinary packets get, expected another");
    }
}

TestbedConfig
IntSimulation::MakeConfig(const std::string& mode) const
{
    TestbedConfig config = TestbedConfig::Scenario(m_scenario);
    if (!m_configFile.empty())
    {
        config.MergeFile(m_configFile);
    }
    config.player.attributes.emplace("KeepHistory", "true"); // for qoe.json, unless it was set
    m_attributes.ApplyTo(config);
    if (m_load)
    {
        config.SetLoad(*m_load);
    }
    config.durationSeconds = m_duration;
    for (auto& each : config.switches)
    {
        each.depth = m_depth ? static_cast<uint32_t>(*m_depth) : each.depth;
    }
    if (mode != PROBE)
    {
        config.probe.startSeconds = m_duration + 1; // never
    }
    return config;
}

namespace
{

/// Makes the next run the only one that the process has seen.
void
StartAnew(const TestbedConfig& config, const RunSeed& seeding)
{
    config.ApplyAttributes();
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    RngSeedManager::SetSeed(seeding.seed);
    RngSeedManager::SetRun(seeding.run);
    Mac48Address::ResetAllocationIndex();
}

uint8_t
ProbeProtocolOf(const Testbed& testbed)
{
    UintegerValue protocol;
    testbed.GetProbeSender()->GetAttribute("Protocol", protocol);
    return static_cast<uint8_t>(protocol.Get());
}

} // namespace

/// What a run with telemetry has beside the testbed: the nodes' part in it, logs and captures.
class IntSimulation::Instruments
{
  public:
    /// @param unixStart Unix seconds at time 0
    /// @param firstStream the first random stream to use
    Instruments(const IntSimulation& options,
                const OutputDirectory& out,
                Testbed& testbed,
                int64_t unixStart,
                int64_t firstStream)
        : m_logs(out, testbed, unixStart, 1),
          m_captures(out,
                     options.m_captures == "all" ? LinksOf(testbed) : std::vector<TestbedLink>(),
                     unixStart)
    {
        if (options.m_mode != PROBE)
        {
            InstallInt(options, testbed, firstStream);
        }
    }

    /// After the simulation, and before what it was made of is destroyed.
    void Commit()
    {
        if (m_collector)
        {
            m_collector->Finish();
            PrintCounters();
        }
        m_captures.Commit();
        m_logs.Commit();
    }

  private:
    void InstallInt(const IntSimulation& options, const Testbed& testbed, int64_t firstStream)
    {
        const IntPresence presence = options.Presence();
        NodeContainer switches;
        for (uint32_t i = 0; i < testbed.GetNSwitches(); ++i)
        {
            switches.Add(testbed.GetSwitch(i)->GetObject<Node>());
        }
        m_helper.SetAttribute("Mode", StringValue(UpperOf(options.m_mode)));
        m_helper.SetAttribute("Instructions", UintegerValue(options.Bitmap()));
        m_helper.SetAttribute("RemainingHops", UintegerValue(options.m_hops));
        m_helper.SetAttribute("ByPort", BooleanValue(presence.byPort));
        m_helper.SetAttribute("Dscp", UintegerValue(presence.dscp));
        m_helper.SetAttribute("Port", UintegerValue(presence.port));
        m_helper.SetWatchList(options.m_watch ? WatchList::Parse(*options.m_watch)
                                              : VideoOf(testbed));
        m_helper.SetRoom(options.m_tightMtu ? IntHelper::Room::HEADER : IntHelper::Room::STACK);
        m_helper.Install(switches);
        m_mark = presence.byPort ? "UDP port " + std::to_string(presence.port)
                                 : "DSCP " + HexOf(presence.dscp);
        m_markOption = presence.byPort ? "--port" : "--dscp";
        for (auto at = switches.Begin(); at != switches.End(); ++at)
        {
            (*at)->GetObject<IntNode>()->TraceConnectWithoutContext(
                "Remarked",
                MakeCallback(&Instruments::OnRemarked, this));
        }
        m_helper.AssignStreams(firstStream);
        const NodeContainer hosts = testbed.GetHosts();
        m_collector = m_helper.InstallCollector(hosts.Get(hosts.GetN() - 1),
                                                options.m_reports == "network",
                                                testbed.GetNSwitches());
        m_collector->TraceConnectWithoutContext("Path", MakeCallback(&Instruments::OnPath, this));
    }

    void OnPath(const IntPath& path, Time arrival)
    {
        if (FillsLog(path)) // or a discarded packet's sink has nothing to say
        {
            m_logs.WriteHops(ProbeHopsOf(path), arrival);
            ++m_rows;
        }
    }

    void OnRemarked(Ptr<const Packet> packet)
    {
        m_firstRemarked = m_firstRemarked.empty() ? FlowText(*packet) : m_firstRemarked;
    }

    void PrintCounters() const
    {
        const IntNode::Counters counters = m_helper.GetCounters();
        Print(counters, m_collector->GetCounters(), m_rows);
        if (counters.watched == 0)
        {
            std::cerr << "synthnet-int: no packet of this run was watched, expected --watch with "
                         "some of its traffic, or a longer --duration\n";
        }
        if (counters.remarked > 0)
        {
            std::cerr << "synthnet-int: " << counters.remarked
                      << " ordinary packets had the mark of INT, " << m_mark << ", the first from "
                      << m_firstRemarked << "; expected " << m_markOption
                      << " with one that no traffic has\n";
        }
    }

    RunLogs m_logs;
    LinkCaptures m_captures;
    IntHelper m_helper;
    Ptr<ReportCollector> m_collector; //!< null: there are probes
    uint64_t m_rows{0};               //!< of int.csv
    std::string m_mark;               //!< of packets with INT
    std::string m_markOption;         //!< which sets it
    std::string m_firstRemarked;      //!< between whom it was
};

IntOverhead
IntSimulation::Run(const std::string& mode, Program& program, OutputDirectory& out) const
{
    const TestbedConfig config = MakeConfig(mode);
    SimulationRun simulation(program, out);
    StartAnew(config, m_seeding);
    IntOverhead result;
    {
        Testbed testbed(config);
        const int64_t streams = testbed.AssignStreams(1);
        std::optional<Instruments> instruments;
        if (mode != NONE)
        {
            instruments.emplace(*this, out, testbed, config.unixStart, 1 + streams);
        }
        const IntMeter meter(testbed,
                             LinksOf(testbed),
                             Presence(),
                             static_cast<uint16_t>(NodeDefault("CollectorPort")),
                             ProbeProtocolOf(testbed));
        simulation.Run(config.durationSeconds);
        if (instruments)
        {
            instruments->Commit();
        }
        result = meter.Result(mode, config.durationSeconds);
    }
    Simulator::Destroy();
    return result;
}

void
IntSimulation::Simulate(Program& program)
{
    Check(program);
    const TestbedConfig config = MakeConfig(m_mode);
    config.Check();
    CheckAttributes(config);
    const StopSignals signals;
    OutputDirectory out(m_out, m_overwrite);
    const IntOverhead without = Run(NONE, program, out);
    const IntOverhead with = Run(m_mode, program, out);
    WriteFile(out, "overhead.csv", [&](std::ostream& stream) {
        WriteOverhead(stream, {without, with});
    });
    Print(without, with);
    WriteFile(out, "run.json", [&](std::ostream& stream) {
        program.WriteRunRecord(stream,
                               {{"seed", std::to_string(m_seeding.seed)},
                                {"run", std::to_string(m_seeding.run)},
                                {"config", MakeConfig(m_mode).ToJson()},
                                {"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    });
    out.Commit();
    std::cout << "wrote " << m_out << ": int.csv, dash.csv, qoe.json, overhead.csv, run.json"
              << (m_captures == "all" ? ", a pcap for each link" : "") << std::endl;
}

} // namespace ns3::synthnet
