/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "scratch-directory.h"
#include "sentence.h"

#include "ns3/ethernet-helper.h"
#include "ns3/fixed-rule.h"
#include "ns3/int-collector.h"
#include "ns3/int-switch-helper.h"
#include "ns3/probe-sender.h"
#include "ns3/testbed.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <malloc.h>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// A scenario of a tenth of the traffic, so that it is quick under sanitizers, and no load.
TestbedConfig
Short(uint32_t switches = 3)
{
    TestbedConfig config = TestbedConfig::Scenario("2022");
    config.switches.assign(switches, SwitchConfig());
    for (auto& representation : config.video.ladder)
    {
        representation.bandwidth /= 10;
    }
    config.player.startSeconds = 0;
    config.load.pattern = "none";
    config.load.patternAttributes.clear();
    config.load.clientAttributes.clear();
    return config;
}

/// A testbed, run as long as a test says.
class Bench
{
  public:
    explicit Bench(const TestbedConfig& config)
    {
        config.ApplyAttributes();
        testbed = std::make_unique<Testbed>(config);
        testbed->AssignStreams(1);
        testbed->GetCollector()->TraceConnectWithoutContext(
            "Probe",
            Callback<void, const ProbeHops&, Time>(
                [this](const ProbeHops& hops, Time) { probes.push_back(hops); }));
        for (uint32_t i = 0; i < testbed->GetNPlayers(); ++i)
        {
            segments.push_back(0);
            testbed->GetPlayer(i)->TraceConnectWithoutContext(
                "SegmentArrival",
                Callback<void, const SegmentArrival&>([this, i](const SegmentArrival& arrival) {
                    ++segments[i];
                    qualities.insert(arrival.quality);
                }));
        }
    }

    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    ~Bench()
    {
        testbed.reset();
        Simulator::Destroy();
    }

    void Run(Time duration)
    {
        Simulator::Stop(duration);
        Simulator::Run();
    }

    std::unique_ptr<Testbed> testbed;
    std::vector<ProbeHops> probes;
    std::vector<uint32_t> segments; //!< by player
    std::set<uint32_t> qualities;
};

/// A rule that counts how many of it there are.
class CountedRule : public FixedRule
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::synthnet::test::CountedRule")
                                .SetParent<FixedRule>()
                                .AddConstructor<CountedRule>();
        return tid;
    }

    CountedRule()
    {
        ++made;
        ++alive;
    }

    ~CountedRule() override
    {
        --alive;
    }

    static inline int made{0};
    static inline int alive{0};
};

NS_OBJECT_ENSURE_REGISTERED(CountedRule);

// --- The sentences -------------------------------------------------------------------------------

void
AnyNumberOfSwitches(Sentence& test)
{
    for (const uint32_t switches : {1, 5})
    {
        Bench bench(Short(switches));
        bench.Run(Seconds(5.5));
        const std::string how = std::to_string(switches) + " switches";
        test.Equal(bench.testbed->GetNSwitches(), switches, how);
        test.True(bench.probes.size() >= 5, how + ": a probe a second");
        for (const auto& hops : bench.probes)
        {
            test.Equal(hops.size(), switches, how + ": a hop for each");
            for (uint32_t i = 0; i < hops.size(); ++i)
            {
                test.Equal(hops[i].switchId, switches - i, how + ": the newest first");
            }
        }
        test.True(bench.segments.at(0) > 0, how + ": the player plays");
        test.True(bench.testbed->GetPacketsForwarded() > 100, how + ": through the switches");
    }
}

void
EachPlayerHasItsHost(Sentence& test)
{
    TestbedConfig config = Short(1);
    config.player.count = 3;
    Bench bench(config);
    std::set<uint32_t> hosts;
    for (uint32_t i = 0; i < 3; ++i)
    {
        hosts.insert(bench.testbed->GetPlayer(i)->GetNode()->GetId());
    }
    test.Equal(hosts.size(), 3, "hosts");
    test.Equal(bench.testbed->GetHosts().GetN(), 5, "with the server and the host of the load");
    bench.Run(Seconds(5));
    for (uint32_t i = 0; i < 3; ++i)
    {
        test.True(bench.segments.at(i) > 0, "player " + std::to_string(i) + " plays");
        // Port 0 is the server's, the players' follow.
        test.True(bench.testbed->GetSwitch(0)->GetCounters(1 + i).sent > 50, "by its own port");
    }
}

void
AnOwnLadder(Sentence& test)
{
    TestbedConfig config = Short(1);
    config.video.ladder = {{"a", 100'000, 10, 160, 90}, {"b", 200'000, 10, 320, 180}};
    config.video.segmentSeconds = 1;
    config.player.attributes["Adaptation"] = "ns3::synthnet::FixedRule";
    config.player.attributes["InitialQuality"] = "1";
    Bench bench(config);
    bench.Run(Seconds(5));
    const auto& mpd = bench.testbed->GetPlayer(0)->GetMpd();
    test.True(mpd.has_value(), "the player has the MPD");
    test.Equal(mpd->Representations().size(), 2, "representations");
    test.True(bench.segments.at(0) > 10, "segments of 1 s");
    test.True(*bench.qualities.rbegin() <= 1, "of that ladder");
}

void
LinksHaveTheirParameters(Sentence& test)
{
    // A probe has 22 + 32 i bytes behind switch i and at least 46 on the cable, and 38 around it.
    TestbedConfig config = Short(1);
    config.serverLink = {"1Mbps", "1ms", 128, 0, ""};
    config.playerLink = {"2Mbps", "5ms", 128, 0, ""};
    config.player.startSeconds = 50;
    Bench bench(config);
    std::vector<Time> arrivals;
    bench.testbed->GetCollector()->TraceConnectWithoutContext(
        "Probe",
        Callback<void, const ProbeHops&, Time>(
            [&](const ProbeHops&, Time arrival) { arrivals.push_back(arrival); }));
    bench.Run(Seconds(0.5));
    test.Equal(arrivals.size(), 1, "the first probe");
    test.Equal(arrivals.at(0),
               MicroSeconds(84 * 8) + MilliSeconds(1) + MicroSeconds(92 * 4) + MilliSeconds(5),
               "its time on both cables");
}

void
SwitchesAreIndividuals(Sentence& test)
{
    TestbedConfig config = Short(3);
    config.switches[0].attributes["Priorities"] = "3";
    config.switches[0].depth = 7;
    config.switches[1].queueDisc = "ns3::FifoQueueDisc[MaxSize=10p]";
    config.switches[1].attributes["SwitchId"] = "42";
    config.switches[2].upTimeSeconds = 100;
    Bench bench(config);
    const auto refused = [&](uint32_t index) {
        try
        {
            bench.testbed->GetSwitch(index)->SetQueueDepth(5, 0, 2);
            return false;
        }
        catch (const InputError&)
        {
            return true;
        }
    };
    test.True(!refused(0), "the first has priority 2");
    test.True(refused(2), "the third has not");
    test.Equal(bench.testbed->GetSwitch(0)->GetQueueDepth(1), 7, "depth of the first");
    test.Equal(bench.testbed->GetSwitch(2)->GetQueueDepth(1), 64, "depth of the third");
    bench.Run(Seconds(2.5));
    const auto& hops = bench.probes.at(1);
    test.Equal(hops.at(0).enqTimestamp / 1'000'000, 101, "the third has run for 100 s");
    test.Equal(hops.at(2).enqTimestamp / 1'000'000, 1, "the first has not");
    test.Equal(hops.at(1).switchId, 42, "the second has the number that was set");
    test.Equal(hops.at(0).switchId, 3, "the third has its own");
    bench.testbed->SetQueueDepth(9);
    test.Equal(bench.testbed->GetSwitch(2)->GetQueueDepth(0), 9, "all at once");
}

void
ConstantLoad(Sentence& test)
{
    TestbedConfig config = Short(1);
    config.load.pattern = "constant";
    config.load.patternAttributes = {{"Clients", "2"}};
    config.load.startSeconds = 1;
    config.load.stopSeconds = 4;
    config.load.remaining = 1;
    CountedRule::made = 0;
    config.load.clientAttributes = {{"Adaptation", "ns3::synthnet::test::CountedRule"}};
    {
        Bench bench(config);
        std::map<double, uint32_t> clients;
        for (const double at : {0.5, 2.0, 5.0})
        {
            Simulator::Schedule(Seconds(at),
                                [&, at] { clients[at] = bench.testbed->GetLoad()->GetClients(); });
        }
        bench.Run(Seconds(6));
        test.Equal(clients[0.5], 0, "before");
        test.Equal(clients[2.0], 2, "while it lasts");
        test.Equal(clients[5.0], 1, "the one that runs on");
        test.Equal(CountedRule::made, 2, "clients were made");
    }
    test.Equal(CountedRule::alive, 0, "and freed");
}

void
MicroburstLoad(Sentence& test)
{
    TestbedConfig config = Short(1);
    config.load.pattern = "microburst";
    config.player.startSeconds = 50;
    Bench bench(config);
    bench.Run(Seconds(20));
    const auto& toLoad = bench.testbed->GetSwitch(0)->GetCounters(2); // server, player, load
    test.True(toLoad.sent > 50,
              "bursts go to the host of the load: " + std::to_string(toLoad.sent));
}

void
ClientsOnThePlayersHost(Sentence& test)
{
    TestbedConfig config = Short(1);
    config.load.pattern = "constant";
    config.load.patternAttributes = {{"Clients", "3"}};
    config.load.onPlayerHost = 1;
    Bench bench(config);
    bench.Run(Seconds(3));
    test.Equal(bench.testbed->GetSwitch(0)->GetCounters(2).sent, 0, "none on the host of the load");
}

void
StoppedClientsAreFreed(Sentence& test)
{
    std::string schedule;
    for (const int start : {0, 90, 180}) // a stopped client is freed after a minute
    {
        for (int second = start + 1; second < start + 20; second += 2)
        {
            schedule += std::to_string(second) + " 5\n" + std::to_string(second + 1) + " 0\n";
        }
    }
    const ScratchDirectory scratch;
    TestbedConfig config = Short(1);
    config.load.pattern = "file:" + scratch.Write("schedule.txt", schedule).string();
    config.load.clientAttributes = {{"Adaptation", "ns3::synthnet::test::CountedRule"}};
    config.player.startSeconds = 1000;
    // Closed connections wait for two of these, four minutes as ns-3 has it.
    config.attributes["ns3::TcpSocketBase::MaxSegLifetime"] = "0.5";
    CountedRule::made = 0;
    Bench bench(config);
    std::map<int, std::size_t> bytes;
    int alive = 0;
    for (const int second : {85, 175, 265}) // the load has had no client for a minute
    {
        Simulator::Schedule(Seconds(second), [&, second] {
            bytes[second] = mallinfo2().uordblks;
            alive = std::max(alive, CountedRule::alive);
        });
    }
    bench.Run(Seconds(266));
    test.Equal(CountedRule::made, 150, "five each two seconds");
    test.Equal(alive, 0, "none is left while the load has no client");
    SetDefaultAttribute("ns3::TcpSocketBase::MaxSegLifetime", "120");
    // 50 clients come and go in between; one takes more than 2 kB with its connection.
    test.True(bytes[265] < bytes[175] + 50'000,
              "memory grows by " + std::to_string(static_cast<long>(bytes[265] - bytes[175])) +
                  " bytes");
}

// --- Routes --------------------------------------------------------------------------------------

/// Switches with a host each, and cables between some of them.
class HostedSwitches
{
  public:
    HostedSwitches(uint32_t n, const std::vector<std::pair<uint32_t, uint32_t>>& cables)
    {
        switches.Create(n);
        hosts.Create(n);
        InternetStackHelper().Install(hosts);
        const EthernetHelper helper;
        for (uint32_t i = 0; i < n; ++i)
        {
            const auto devices = helper.Install(hosts.Get(i), switches.Get(i));
            const auto ipv4 = hosts.Get(i)->GetObject<Ipv4>();
            const uint32_t interface = ipv4->AddInterface(devices.Get(0));
            ipv4->AddAddress(interface, Ipv4InterfaceAddress(AddressOf(i), Ipv4Mask("/24")));
            ipv4->SetUp(interface);
        }
        for (const auto& [a, b] : cables)
        {
            helper.Install(switches.Get(a), switches.Get(b));
        }
        IntSwitchHelper switchHelper;
        for (uint32_t i = 0; i < n; ++i)
        {
            switchHelper.Install(switches.Get(i));
        }
        IntSwitchHelper::PopulateRoutes(switches);
    }

    ~HostedSwitches()
    {
        Simulator::Destroy();
    }

    /// @return how many switches a probe crosses between each two hosts, 0 when it is lost
    std::map<std::pair<uint32_t, uint32_t>, std::size_t> Distances()
    {
        const uint32_t n = hosts.GetN();
        std::map<std::pair<uint32_t, uint32_t>, std::size_t> distances;
        uint32_t from = 0;
        for (uint32_t to = 0; to < n; ++to)
        {
            auto collector = CreateObject<IntCollector>();
            collector->TraceConnectWithoutContext(
                "Probe",
                Callback<void, const ProbeHops&, Time>([&, to](const ProbeHops& hops, Time) {
                    distances[{from, to}] = hops.size();
                }));
            hosts.Get(to)->AddApplication(collector);
        }
        for (uint32_t i = 0; i < n * n; ++i)
        {
            if (i / n == i % n)
            {
                continue;
            }
            auto sender = CreateObject<ProbeSender>();
            sender->SetAttribute("Remote", Ipv4AddressValue(AddressOf(i % n)));
            sender->SetStartTime(Seconds(1 + i));
            sender->SetStopTime(Seconds(1.5 + i));
            hosts.Get(i / n)->AddApplication(sender);
            Simulator::Schedule(Seconds(0.9 + i), [&from, i, n] { from = i / n; });
        }
        Simulator::Run();
        return distances;
    }

    static Ipv4Address AddressOf(uint32_t host)
    {
        return Ipv4Address(0x0a000001 + host);
    }

    NodeContainer hosts;
    NodeContainer switches;
};

/// Every pair of a topology whose distances, in switches, are known.
void
CheckDistances(Sentence& test,
               const std::string& name,
               const std::vector<std::pair<uint32_t, uint32_t>>& cables,
               const std::vector<std::vector<std::size_t>>& expected)
{
    HostedSwitches net(expected.size(), cables);
    auto distances = net.Distances();
    for (uint32_t a = 0; a < expected.size(); ++a)
    {
        for (uint32_t b = 0; b < expected.size(); ++b)
        {
            const std::size_t distance = distances[{a, b}];
            test.Equal(distance,
                       expected[a][b],
                       name + ": " + std::to_string(a) + " to " + std::to_string(b));
        }
    }
}

void
RoutesAreShortest(Sentence& test)
{
    CheckDistances(
        test,
        "ring",
        {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}},
        {{0, 2, 3, 3, 2}, {2, 0, 2, 3, 3}, {3, 2, 0, 2, 3}, {3, 3, 2, 0, 2}, {2, 3, 3, 2, 0}});
    CheckDistances(
        test,
        "tree",
        {{0, 1}, {0, 2}, {1, 3}, {1, 4}},
        {{0, 2, 2, 3, 3}, {2, 0, 3, 2, 2}, {2, 3, 0, 4, 4}, {3, 2, 4, 0, 3}, {3, 2, 4, 3, 0}});
    CheckDistances(test, "two without a cable", {}, {{0, 0}, {0, 0}});
}

const Sentences SENTENCES{
    {"A testbed has any number of switches", AnyNumberOfSwitches},
    {"Each player is on a host of its own", EachPlayerHasItsHost},
    {"The ladder is the configuration's", AnOwnLadder},
    {"The cables have the rates and delays of the configuration", LinksHaveTheirParameters},
    {"Each switch has its own settings", SwitchesAreIndividuals},
    {"The load starts and stops when the configuration says", ConstantLoad},
    {"Microbursts go to the host of the load", MicroburstLoad},
    {"A share of the clients runs on the host of the player", ClientsOnThePlayersHost},
    {"Clients that have stopped take no memory", StoppedClientsAreFreed},
    {"Routes are the shortest in rings and trees", RoutesAreShortest},
};

SentenceSuite g_testbedSuite("synthnet-testbed", TestSuite::Type::SYSTEM, SENTENCES);

} // namespace
