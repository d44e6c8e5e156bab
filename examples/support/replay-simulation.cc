/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "replay-simulation.h"

#include "option-values.h"
#include "output-checks.h"
#include "program.h"
#include "replay-flows.h"
#include "run-logs.h"
#include "simulation-run.h"
#include "stop-signals.h"

#include "ns3/capture-replay-helper.h"
#include "ns3/capture-writer.h"
#include "ns3/count-text.h"
#include "ns3/input-error.h"
#include "ns3/ip-rewrite.h"
#include "ns3/output-files.h"
#include "ns3/testbed.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/global-value.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <sstream>

namespace ns3::synthnet
{

namespace po = boost::program_options;

namespace
{

constexpr const char* PACKETS = "packets";
constexpr const char* FLOWS = "flows";
constexpr double MOST_SECONDS = 1e8;

void
NeedSeconds(const std::string& option, double value)
{
    if (!(value >= 0 && value <= MOST_SECONDS))
    {
        std::ostringstream text;
        text << "--" << option << "=" << value << ", expected 0 to 1e8 seconds";
        throw InputError(text.str());
    }
}

/// Not more digits than a line needs.
std::string
PlainText(double value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

} // namespace

/**
 * @brief The captures while they are replayed, and what is written of them.
 */
class ReplaySimulation::Replays
{
  public:
    /// @param testbed before it runs
    Replays(const ReplaySimulation& options,
            const std::vector<std::string>& files,
            const Testbed& testbed,
            OutputDirectory& out,
            int64_t unixStart)
        : m_files(files),
          m_arePackets(options.m_mode == PACKETS),
          m_unixStart(unixStart),
          m_out(out),
          m_capture(out, "far-end.pcap"),
          m_writer(m_capture.Stream(), LINK_RAW_IP, TimeUnit::NANOSECONDS)
    {
        const NodeContainer hosts = testbed.GetHosts();
        const Ptr<Node> server = hosts.Get(0);
        const Ptr<Node> client = hosts.Get(hosts.GetN() - 1);
        const std::vector<double> starts = options.Starts(files.size());
        for (std::size_t i = 0; i < files.size(); ++i)
        {
            m_captured.push_back(m_arePackets ? CaptureFlows::OfPackets(files[i])
                                              : CaptureFlows::OfScripts(files[i]));
            CaptureReplayHelper helper(files[i]);
            helper.SetAttribute("Clients", StringValue(options.m_clients));
            helper.SetAttribute("Servers", StringValue(options.m_servers));
            helper.SetAttribute("Speed", DoubleValue(options.m_speed));
            helper.SetAttribute("Loops", UintegerValue(static_cast<uint64_t>(options.m_loops)));
            helper.SetAttribute("LoopGap", TimeValue(Seconds(options.m_loopGap)));
            helper.SetAttribute("LongestGap", TimeValue(Seconds(options.m_longestGap)));
            if (m_arePackets)
            {
                helper.SetAttribute("Ports", StringValue(options.m_ports));
                helper.SetAttribute("CountFlows", BooleanValue(true));
                const auto replay = helper.Install(client, server);
                replay->TraceConnectWithoutContext("Received",
                                                   MakeCallback(&Replays::OnPacket, this));
                m_packets.push_back(replay);
                m_replays.push_back(replay);
            }
            else
            {
                const auto replay = helper.InstallFlows(client, server);
                replay->TraceConnectWithoutContext("Received",
                                                   MakeCallback(&Replays::OnFlowPacket, this));
                m_flows.push_back(replay);
                m_replays.push_back(replay);
            }
            m_replays.back()->SetStartTime(Seconds(starts[i]));
        }
    }

    /// After the simulation, and before what it was made of is destroyed.
    void Commit()
    {
        m_capture.Commit();
        WriteFile(m_out, "replay.csv", [this](std::ostream& stream) {
            WriteReplayNames(stream);
            for (std::size_t i = 0; i < m_files.size(); ++i)
            {
                WriteReplayed(stream,
                              m_files[i],
                              m_captured[i],
                              m_replays[i]->GetFlows(),
                              m_arePackets);
            }
        });
    }

    void Print() const
    {
        for (std::size_t i = 0; i < m_files.size(); ++i)
        {
            std::cout << m_files[i] << ": ";
            m_arePackets ? PrintPackets(*m_packets[i]) : PrintFlows(*m_flows[i]);
            if (!m_replays[i]->IsFinished())
            {
                PrintNote("synthnet-replay: " + m_files[i] +
                          ": the run ended before the replay; expected a longer --duration, more "
                          "--speed, or a --longestGap");
            }
        }
    }

    void ReportDamage(Program& program) const
    {
        for (const CaptureFlows& captured : m_captured)
        {
            if (!captured.damage.empty())
            {
                program.ReportDamage(captured.damage);
            }
        }
    }

    /// For run.json.
    std::string ToJson() const
    {
        auto list = nlohmann::ordered_json::array();
        for (std::size_t i = 0; i < m_files.size(); ++i)
        {
            list.push_back({{"capture", m_files[i]},
                            {"packets", m_captured[i].packets},
                            {"flows", m_captured[i].flows.size()},
                            {"sides", m_replays[i]->GetSides()},
                            {"finished", m_replays[i]->IsFinished()}});
        }
        return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    }

  private:
    void OnPacket(Ptr<const Packet> packet, const ReplayedPacket&)
    {
        m_bytes.resize(packet->GetSize());
        packet->CopyData(m_bytes.data(), static_cast<uint32_t>(m_bytes.size()));
        constexpr int64_t NANOSECONDS = 1'000'000'000; // in a second
        m_writer.Write(m_unixStart * NANOSECONDS + Simulator::Now().GetNanoSeconds(),
                       m_bytes.data(),
                       m_bytes.size(),
                       m_bytes.size());
    }

    void OnFlowPacket(Ptr<const Packet> packet, std::size_t)
    {
        OnPacket(packet, {});
    }

    static void PrintPackets(const CaptureReplay& replay)
    {
        const CaptureReplay::Counters& counters = replay.GetCounters();
        std::cout << replay.GetSides() << "; "
                  << CountText(static_cast<int64_t>(counters.sent), "packet") << " sent, "
                  << counters.received << " arrived";
        const std::pair<uint64_t, const char*> rest[] = {
            {counters.fragments, "fragments besides the first of a packet"},
            {counters.padded, "with zeros for what the capture lacks"},
            {counters.late, "recorded before an earlier one"},
            {counters.notIp, "not IP"},
            {counters.malformed, "malformed"},
            {counters.noAddress, "of an IP version that the hosts do not have"},
            {counters.noRoute, "without a route"},
            {counters.tooLong, "longer than the link takes"}};
        for (const auto& [count, what] : rest)
        {
            if (count > 0)
            {
                std::cout << "; " << count << " " << what;
            }
        }
        std::cout << "\n";
    }

    static void PrintFlows(const FlowReplay& replay)
    {
        const FlowReplay::Counters& counters = replay.GetCounters();
        std::cout << replay.GetSides() << "; "
                  << CountText(static_cast<int64_t>(counters.started), "flow") << " started, "
                  << counters.completed << " complete";
        const std::pair<uint64_t, const char*> rest[] = {
            {counters.failed, "broken"},
            {counters.noAddress, "of an IP version that the hosts do not have"},
            {counters.noPort, "without a free port"},
            {counters.others, "packets neither TCP nor UDP"},
            {counters.malformed, "packets malformed"}};
        for (const auto& [count, what] : rest)
        {
            if (count > 0)
            {
                std::cout << "; " << count << " " << what;
            }
        }
        std::cout << "\n";
    }

    std::vector<std::string> m_files;
    bool m_arePackets;
    int64_t m_unixStart;
    OutputDirectory& m_out;
    OutputFile m_capture;
    CaptureWriter m_writer;
    std::vector<uint8_t> m_bytes;
    std::vector<CaptureFlows> m_captured;
    std::vector<Ptr<CaptureReplay>> m_packets;
    std::vector<Ptr<FlowReplay>> m_flows;
    std::vector<Ptr<ReplaySource>> m_replays; //!< the same
};

void
ReplaySimulation::AddTo(Program& program)
{
    po::options_description described("Options");
    auto add = described.add_options();
    add("pcap", po::value(&m_pcaps), "captures, pcap or pcapng, with commas between them");
    add("mode",
        po::value(&m_mode)->default_value(m_mode),
        "packets: as they were recorded; flows: re-enacted by TCP, which reacts to congestion");
    add("start",
        po::value(&m_starts)->default_value(m_starts),
        "simulated seconds at which a capture begins; several with commas: of each capture");
    add("speed", po::value(&m_speed)->default_value(m_speed), "times as fast as recorded");
    add("loops",
        po::value(&m_loops)->default_value(m_loops),
        "how often each capture is replayed; 0: until the end");
    add("loopGap",
        po::value(&m_loopGap)->default_value(m_loopGap),
        "seconds from a capture's last packet to its first one in the next loop");
    add("longestGap",
        po::value(&m_longestGap)->default_value(m_longestGap),
        "seconds that pass at most from packet to packet; 0: as recorded");
    add("clients",
        po::value(&m_clients),
        "addresses of the capture that stand for the load's host, as 192.168.0.0/16,10.0.0.1; the "
        "others for the server's (found in the capture)");
    add("servers", po::value(&m_servers), "the same, those that stand for the server's host");
    add("ports",
        po::value(&m_ports),
        "with packets: ports in place of others, as 443=8443,80=8080");
    m_testbed.AddTo(described);
    m_testbed.AddRunTo(described);
    program.SetPassThrough([this](const std::string& name, const std::string& value) {
        return m_testbed.Take(name, value);
    });
    program.SetWork(std::move(described), [this, &program] { Simulate(program); });
}

std::vector<double>
ReplaySimulation::Starts(std::size_t captures) const
{
    std::vector<double> starts;
    for (const std::string& item : ParseList(m_starts))
    {
        std::istringstream text(item);
        double value = -1;
        if (!(text >> value) || !text.eof() || !(value >= 0 && value <= MOST_SECONDS))
        {
            throw InputError("--start=" + m_starts + ", expected 0 to 1e8 seconds");
        }
        starts.push_back(value);
    }
    if (starts.size() == 1)
    {
        starts.resize(captures, starts[0]);
    }
    if (starts.size() != captures)
    {
        throw InputError(
            "--start has " + std::to_string(starts.size()) + " times, expected 1" +
            (captures == 1 ? "" : " or " + std::to_string(captures) + ", one for each capture"));
    }
    return starts;
}

void
ReplaySimulation::Check() const
{
    if (ParseList(m_pcaps).empty())
    {
        throw InputError("--pcap is missing, expected a capture, pcap or pcapng");
    }
    if (m_mode != PACKETS && m_mode != FLOWS)
    {
        throw InputError("unknown mode '" + m_mode + "', expected packets or flows");
    }
    if (!(m_speed >= 1e-6 && m_speed <= 1e6))
    {
        throw InputError("--speed=" + PlainText(m_speed) + ", expected 1e-6 to 1e6");
    }
    NeedWithin("loops", m_loops, 0, UINT32_MAX);
    NeedSeconds("loopGap", m_loopGap);
    NeedSeconds("longestGap", m_longestGap);
    if (!m_clients.empty() && !m_servers.empty())
    {
        throw InputError("--clients and --servers are both there, expected one of them: all other "
                         "addresses are on the other side");
    }
    AddressSet::Parse(m_clients);
    AddressSet::Parse(m_servers);
    ParsePortMap(m_ports);
    if (!m_ports.empty() && m_mode == FLOWS)
    {
        throw InputError("--ports is for --mode=packets; flows have ports of their own");
    }
    Starts(ParseList(m_pcaps).size());
}

std::string
ReplaySimulation::Run(Program& program, OutputDirectory& out, const TestbedConfig& config) const
{
    SimulationRun simulation(program, out);
    m_testbed.Apply(config);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true)); // for far-end.pcap
    std::string json;
    {
        Testbed testbed(config);
        testbed.AssignStreams(1);
        RunLogs logs(out, testbed, config.unixStart, 1);
        Replays replays(*this, ParseList(m_pcaps), testbed, out, config.unixStart);
        simulation.Run(config.durationSeconds);
        replays.Commit();
        logs.Commit();
        replays.Print();
        replays.ReportDamage(program);
        json = replays.ToJson();
    }
    Simulator::Destroy();
    return json;
}

void
ReplaySimulation::Simulate(Program& program) const
{
    m_testbed.CheckRun();
    Check();
    const std::vector<std::string> captures = ParseList(m_pcaps);
    NeedOtherDirectory(m_testbed.Out(), {captures.begin(), captures.end()});
    const TestbedConfig config = m_testbed.Config();
    const StopSignals signals;
    OutputDirectory out(m_testbed.Out(), m_testbed.Overwrites());
    const std::string replays = Run(program, out, config);
    WriteFile(out, "run.json", [&](std::ostream& stream) {
        program.WriteRunRecord(stream,
                               {{"seed", std::to_string(m_testbed.Seeding().seed)},
                                {"run", std::to_string(m_testbed.Seeding().run)},
                                {"replays", replays},
                                {"config", config.ToJson()},
                                {"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    });
    out.Commit();
    std::cout << "wrote " << m_testbed.Out()
              << ": int.csv, dash.csv, qoe.json, far-end.pcap, replay.csv, run.json" << std::endl;
}

} // namespace ns3::synthnet
