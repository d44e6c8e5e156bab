/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How well a replay keeps a capture's times: each capture is sent packet by packet over one idle
// link, and the times between packets at the far ends are compared with the recorded ones. Packets
// that are late were recorded before an earlier one, with which they are sent.
//   bench-replay --pcaps=DIR [--rate=100Gbps] [--most=1000]
// Exit status 1 when a time differs by more than --most nanoseconds, or a packet did not arrive.
#include "ns3/capture-reader.h"
#include "ns3/capture-replay-helper.h"
#include "ns3/input-error.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include "program.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// @return the times; one before an earlier packet's is that one's: time does not go back
std::vector<int64_t>
RecordedTimes(const std::filesystem::path& capture)
{
    std::vector<int64_t> times;
    CaptureReader reader(capture);
    while (const auto packet = reader.Next())
    {
        times.push_back(times.empty() ? packet->time : std::max(packet->time, times.back()));
    }
    return times;
}

/// What the far ends of a replay see of its times.
class FarEnds
{
  public:
    explicit FarEnds(std::vector<int64_t> recorded)
        : m_recorded(std::move(recorded))
    {
    }

    void Receive(Ptr<const Packet>, const ReplayedPacket& what)
    {
        const int64_t recorded = m_recorded.at(what.number - 1);
        const int64_t now = Simulator::Now().GetNanoSeconds();
        auto& last = m_last[what.fromClient ? 0 : 1];
        if (last)
        {
            m_worst = std::max<int64_t>(m_worst,
                                        std::abs((now - last->second) - (recorded - last->first)));
        }
        last = {recorded, now};
    }

    int64_t Worst() const //!< ns
    {
        return m_worst;
    }

  private:
    std::vector<int64_t> m_recorded;
    std::optional<std::pair<int64_t, int64_t>> m_last[2]; // recorded and received, by side
    int64_t m_worst{0};
};

/// @return whether all packets arrived, and their times differ by at most @p most ns
bool
Replay(const std::filesystem::path& capture, const std::string& rate, int64_t most)
{
    NodeContainer nodes(2);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue(rate));
    link.SetChannelAttribute("Delay", StringValue("1ms"));
    const auto devices = link.Install(nodes);
    InternetStackHelper().Install(nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);
    Ipv6AddressHelper("2001:db8::", 64).Assign(devices);

    FarEnds ends(RecordedTimes(capture));
    const auto replay = CaptureReplayHelper(capture.string()).Install(nodes.Get(0), nodes.Get(1));
    replay->TraceConnectWithoutContext("Received", MakeCallback(&FarEnds::Receive, &ends));
    replay->TraceConnectWithoutContext("Finished",
                                       Callback<void>([] { Simulator::Stop(Seconds(1)); }));
    Simulator::Run();
    const auto& counters = replay->GetCounters();
    const bool isRight = ends.Worst() <= most && counters.received == counters.sent;
    std::cout << capture.stem().string() << "," << counters.sent << "," << counters.late << ","
              << counters.received << "," << ends.Worst() << "\n";
    Simulator::Destroy();
    return isRight;
}

} // namespace

int
main(int argc, char* argv[])
{
    Program program("bench-replay", "How well a replay keeps the times of captures.");
    std::string folder;
    std::string rate;
    int64_t most = 0;
    boost::program_options::options_description options("Options");
    options.add_options()("pcaps",
                          boost::program_options::value(&folder)->required(),
                          "folder of the captures");
    options.add_options()("rate",
                          boost::program_options::value(&rate)->default_value("100Gbps"),
                          "of the link");
    options.add_options()("most",
                          boost::program_options::value(&most)->default_value(1000),
                          "ns that a time between two packets may differ");
    program.SetWork(options, [&] {
        std::vector<std::filesystem::path> captures;
        for (const auto& entry : std::filesystem::directory_iterator(folder))
        {
            captures.push_back(entry.path());
        }
        std::sort(captures.begin(), captures.end());
        std::cout << "capture,sent,late,received,worst difference in ns\n";
        bool areRight = true;
        for (const auto& capture : captures)
        {
            areRight = Replay(capture, rate, most) && areRight;
        }
        if (!areRight)
        {
            throw InputError("a packet is missing, or a time differs by more than " +
                             std::to_string(most) + " ns");
        }
    });
    return program.Run(argc, argv);
}
