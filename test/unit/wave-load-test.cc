/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"

#include "ns3/constant-load.h"
#include "ns3/flash-crowd-load.h"
#include "ns3/load-schedule.h"
#include "ns3/microburst-process.h"
#include "ns3/schedule-load.h"
#include "ns3/sinusoid-load.h"
#include "ns3/stair-step-load.h"
#include "ns3/wave-controller.h"
#include "ns3/wave-load-factory.h"

#include "ns3/double.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

/// All changes of a load that ends.
std::vector<WaveLoad::Change>
AllChanges(WaveLoad& load)
{
    std::vector<WaveLoad::Change> changes;
    while (auto change = load.Next())
    {
        changes.push_back(*change);
    }
    return changes;
}

/// @return clients at a time, changes at this very time included
int
CountAt(const std::vector<WaveLoad::Change>& changes, Time at)
{
    int count = 0;
    for (const auto& change : changes)
    {
        count += change.at <= at ? change.clients : 0;
    }
    return count;
}

/// Fails unless each change is one client, in order of time, and the count stays in the range.
void
ExpectSteps(const std::vector<WaveLoad::Change>& changes, int highest)
{
    int count = 0;
    int peak = 0;
    Time last;
    for (const auto& change : changes)
    {
        EXPECT_EQ(std::abs(change.clients), 1);
        EXPECT_GE(change.at, last);
        last = change.at;
        count += change.clients;
        EXPECT_GE(count, 0);
        peak = std::max(peak, count);
    }
    EXPECT_EQ(peak, highest);
    EXPECT_EQ(count, 0) << "clients are left when the load is over";
}

Ptr<SinusoidLoad>
MakeSinusoid(double amplitude, Time period, Time duration, double lambda)
{
    auto load = CreateObject<SinusoidLoad>();
    load->SetAttribute("Amplitude", DoubleValue(amplitude));
    load->SetAttribute("Period", TimeValue(period));
    load->SetAttribute("Duration", TimeValue(duration));
    load->SetAttribute("Lambda", DoubleValue(lambda));
    load->AssignStreams(1);
    return load;
}

TEST(SinusoidLoad, ClimbsFromZeroByOneInEachExponentialTurn)
{
    auto load = MakeSinusoid(0, Minutes(2), Time(0), 10000);
    double sum = 0;
    double squares = 0;
    Time last;
    for (int i = 0; i < 10000; ++i)
    {
        const auto change = load->Next();
        ASSERT_TRUE(change);
        ASSERT_EQ(change->clients, 1);
        const double wait = (change->at - last).GetSeconds();
        last = change->at;
        sum += wait;
        squares += wait * wait;
    }
    const double mean = sum / 10000;
    EXPECT_NEAR(mean, 60.0 / 10000, 60.0 / 10000 * 0.05); // five standard errors
    EXPECT_NEAR(std::sqrt(squares / 10000 - mean * mean), mean, mean * 0.1);
}

TEST(SinusoidLoad, TakesTheRateOfItsTurnsFromTheSine)
{
    // While it climbs: the integral of λ(t) / 60 s over the first quarter of 120 s is
    // 10000 · 30 / 60 + 9000 / 60 · 120 / 2π = 7865, with a standard deviation of 89.
    auto load = MakeSinusoid(9000, Minutes(2), Minutes(10), 10000);
    int count = 0;
    for (auto change = load->Next(); change->at < Seconds(30); change = load->Next())
    {
        count += change->clients;
    }
    EXPECT_NEAR(count, 7865, 450);
}

TEST(SinusoidLoad, HasTheDocumentedTarget)
{
    auto load = MakeSinusoid(5, Minutes(2), Minutes(10), 30);
    EXPECT_NEAR(load->Target(Seconds(0)), 30, 1e-9);
    EXPECT_NEAR(load->Target(Seconds(30)), 35, 1e-9);
    EXPECT_NEAR(load->Target(Seconds(90)), 25, 1e-9);
    EXPECT_NEAR(load->Target(Seconds(130)), 32.5, 1e-9); // sin 30°
}

/// What the count does after it has climbed, by time.
struct CountStatistics
{
    double mean{0};
    int lowest{1 << 30};
    int highest{0};
    double meanOfCeil{0}; //!< of ceil(λ(t))

    CountStatistics(SinusoidLoad& load, Time from, Time to)
    {
        int count = 0;
        Time last;
        while (last < to)
        {
            const auto change = load.Next();
            const Time until = std::min(change->at, to);
            if (until > from)
            {
                mean += count * (until - std::max(last, from)).GetSeconds();
                lowest = std::min(lowest, count);
                highest = std::max(highest, count);
            }
            count += change->clients;
            last = change->at;
        }
        mean /= (to - from).GetSeconds();
        const int samples = 100000;
        for (int i = 0; i < samples; ++i)
        {
            const double share = (i + 0.5) / samples;
            const Time at = from + Seconds(share * (to - from).GetSeconds());
            meanOfCeil += std::ceil(load.Target(at)) / samples;
        }
    }
};

TEST(SinusoidLoad, StaysWithinTheAmplitudeOfItsMean)
{
    auto load = MakeSinusoid(5, Minutes(2), Time(0), 30); // the testbed's, but without an end
    const CountStatistics count(*load, Minutes(4), Minutes(2004));
    EXPECT_GE(count.lowest, 25);
    EXPECT_LE(count.highest, 35);
    EXPECT_LE(count.lowest, 26);
    EXPECT_GE(count.highest, 34);
    EXPECT_NEAR(count.meanOfCeil, 30.5, 0.01);
    // A turn lasts 2 s, so the count lags behind the sine, on both sides alike.
    EXPECT_NEAR(count.mean, 30.5, 0.2);
}

TEST(SinusoidLoad, FollowsASlowSineExactly)
{
    auto load = MakeSinusoid(20, Hours(10), Time(0), 60);
    const CountStatistics count(*load, Hours(1), Hours(101));
    EXPECT_EQ(count.lowest, 41); // ceil(λ) is 40 for an instant only
    EXPECT_EQ(count.highest, 80);
    EXPECT_NEAR(count.mean, count.meanOfCeil, 0.02);
}

TEST(SinusoidLoad, StopsAllClientsWhenItsDurationIsOver)
{
    auto load = MakeSinusoid(5, Minutes(2), Minutes(10), 30);
    const auto changes = AllChanges(*load);
    EXPECT_GT(CountAt(changes, Minutes(10) - NanoSeconds(1)), 20);
    EXPECT_EQ(CountAt(changes, Minutes(10)), 0);
    EXPECT_EQ(changes.back().at, Minutes(10));
}

TEST(SinusoidLoad, IsReproducedByItsStream)
{
    std::vector<std::vector<int64_t>> times;
    for (int64_t stream : {7, 7, 8})
    {
        auto load = MakeSinusoid(5, Minutes(2), Minutes(10), 30);
        EXPECT_EQ(load->AssignStreams(stream), 1);
        times.emplace_back();
        for (const auto& change : AllChanges(*load))
        {
            times.back().push_back(change.at.GetTimeStep());
        }
    }
    EXPECT_EQ(times[0], times[1]);
    EXPECT_NE(times[0], times[2]);
}

TEST(SinusoidLoad, RefusesAnAmplitudeThatReachesTheMean)
{
    auto load = MakeSinusoid(30, Minutes(2), Minutes(10), 30);
    ExpectInputError([&] { load->Next(); },
                     "attribute Amplitude of ns3::synthnet::SinusoidLoad is 30, expected less than "
                     "Lambda, 30");
}

TEST(WaveLoad, RefusesMoreClientsThanCanBeCounted)
{
    EXPECT_FALSE(CreateObject<SinusoidLoad>()->SetAttributeFailSafe("Lambda", DoubleValue(1e300)));
    EXPECT_FALSE(CreateObject<SinusoidLoad>()->SetAttributeFailSafe("Amplitude", DoubleValue(1e7)));
    EXPECT_FALSE(
        CreateObject<ConstantLoad>()->SetAttributeFailSafe("Clients", UintegerValue(1'000'001)));
    auto crowd = CreateObject<FlashCrowdLoad>();
    EXPECT_FALSE(crowd->SetAttributeFailSafe("ShockLevel", DoubleValue(1e9)));
    crowd->SetAttribute("NormalClients", UintegerValue(1'000'000));
    crowd->SetAttribute("ShockLevel", DoubleValue(1000));
    EXPECT_EQ(crowd->GetCrowd(), 999'000'000u);
    auto stairs = CreateObject<StairStepLoad>();
    stairs->SetAttribute("StepClients", UintegerValue(1'000'000));
    ExpectInputError([&] { stairs->Next(); },
                     ", which makes 5 steps of 1000000 clients, expected at most 1000000 clients");
}

TEST(FlashCrowdLoad, HasTheClientsAndPhasesOfTheFormula)
{
    auto load = CreateObject<FlashCrowdLoad>(); // Rnorm 8, S 3, n 1
    EXPECT_EQ(load->GetCrowd(), 16u);
    EXPECT_NEAR(load->GetRampUp().GetSeconds(), 99.657843, 1e-6);    // 60 / log10(4)
    EXPECT_NEAR(load->GetSustained().GetSeconds(), 36.123600, 1e-6); // 60 * log10(4)
    EXPECT_NEAR(load->GetRampDown().GetSeconds(), 36.123600, 1e-6);

    const auto changes = AllChanges(*load);
    ExpectSteps(changes, 24);
    EXPECT_EQ(changes.size(), 48u);
    EXPECT_EQ(CountAt(changes, Seconds(0)), 8);
    EXPECT_EQ(CountAt(changes, Seconds(6.22)), 8); // the first of the crowd after 99.66 / 16 s
    EXPECT_EQ(CountAt(changes, Seconds(6.23)), 9);
    EXPECT_EQ(CountAt(changes, Seconds(49.83)), 16); // half of the ramp-up
    EXPECT_EQ(CountAt(changes, Seconds(99.65)), 23);
    EXPECT_EQ(CountAt(changes, Seconds(99.66)), 24);
    EXPECT_EQ(CountAt(changes, Seconds(138.03)), 24); // 99.658 + 36.124 + 36.124 / 16 = 138.039
    EXPECT_EQ(CountAt(changes, Seconds(138.04)), 23);
    EXPECT_EQ(CountAt(changes, Seconds(171.90)), 9);
    EXPECT_EQ(CountAt(changes, Seconds(171.91)), 0);
}

TEST(FlashCrowdLoad, StretchesTheRampDownAndKeepsTheNormalClients)
{
    auto load = CreateObject<FlashCrowdLoad>();
    load->SetAttribute("NormalClients", UintegerValue(10));
    load->SetAttribute("RampDownFactor", DoubleValue(2.5));
    load->SetAttribute("Duration", TimeValue(Minutes(10)));
    EXPECT_EQ(load->GetCrowd(), 20u);
    EXPECT_NEAR(load->GetRampDown().GetSeconds(), 2.5 * 36.123600, 1e-5);
    const auto changes = AllChanges(*load);
    ExpectSteps(changes, 30);
    EXPECT_EQ(CountAt(changes, Seconds(227)), 10); // 99.66 + 36.12 + 90.31 = 226.09
    EXPECT_EQ(CountAt(changes, Minutes(10) - NanoSeconds(1)), 10);
    EXPECT_EQ(CountAt(changes, Minutes(10)), 0);
}

TEST(FlashCrowdLoad, WithoutAShockIsJustTheNormalClients)
{
    auto load = CreateObject<FlashCrowdLoad>();
    load->SetAttribute("ShockLevel", DoubleValue(1));
    ExpectSteps(AllChanges(*load), 8);
}

TEST(StairStepLoad, IsItsOwnMirrorImageAndEndsAtZero)
{
    auto load = CreateObject<StairStepLoad>(); // 5 clients each 60 s, 10 minutes
    const auto changes = AllChanges(*load);
    ExpectSteps(changes, 25);
    for (int second = 0; second < 600; ++second)
    {
        // Between the seconds, where no step is.
        const Time at = Seconds(second) + MilliSeconds(500);
        EXPECT_EQ(CountAt(changes, at), CountAt(changes, Minutes(10) - at)) << second;
        if (second < 300)
        {
            EXPECT_EQ(CountAt(changes, at), 5 * (second / 60 + 1)) << second;
        }
    }
    EXPECT_EQ(changes.back().at, Minutes(10));
}

TEST(StairStepLoad, HasOneStepWhenTheIntervalIsLong)
{
    auto load = CreateObject<StairStepLoad>();
    load->SetAttribute("Interval", TimeValue(Hours(1)));
    ExpectSteps(AllChanges(*load), 5);
}

TEST(ConstantLoad, StartsAllAtOnceAndStopsAfterItsDuration)
{
    auto load = CreateObject<ConstantLoad>();
    load->SetAttribute("Clients", UintegerValue(3));
    auto changes = AllChanges(*load);
    EXPECT_EQ(changes.size(), 3u); // for ever
    EXPECT_EQ(CountAt(changes, Time(0)), 3);

    load = CreateObject<ConstantLoad>();
    load->SetAttribute("Clients", UintegerValue(3));
    load->SetAttribute("Duration", TimeValue(Seconds(9)));
    changes = AllChanges(*load);
    ExpectSteps(changes, 3);
    EXPECT_EQ(CountAt(changes, Seconds(8.999)), 3);
    EXPECT_EQ(CountAt(changes, Seconds(9)), 0);
}

TEST(LoadSchedule, IsSecondsAndClientsOnEachLine)
{
    const auto schedule =
        ParseLoadSchedule("# a comment\n0 4\r\n\n  2.5\t7 # more\n1e3 0", "s.txt");
    ASSERT_EQ(schedule.size(), 3u);
    EXPECT_EQ(schedule[0].seconds, 0);
    EXPECT_EQ(schedule[0].clients, 4u);
    EXPECT_EQ(schedule[1].seconds, 2.5);
    EXPECT_EQ(schedule[1].clients, 7u);
    EXPECT_EQ(schedule[2].seconds, 1000);
    EXPECT_EQ(schedule[2].clients, 0u);
}

TEST(LoadSchedule, NamesTheLineThatIsWrong)
{
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"0 1\n5", "s.txt:2: expected SECONDS CLIENTS"},
        {"0 1 2", "s.txt:1: expected SECONDS CLIENTS"},
        {"\n\nx 1", "s.txt:3: the time is 'x', expected seconds from 0 to 1e9"},
        {"-1 1", "s.txt:1: the time is '-1'"},
        {"nan 1", "s.txt:1: the time is 'nan'"},
        {"1e10 1", "s.txt:1: the time is '1e10'"},
        {"5s 1", "s.txt:1: the time is '5s'"},
        {"0 1.5", "s.txt:1: the number of clients is '1.5', expected an integer from 0 to 1000000"},
        {"0 -1", "s.txt:1: the number of clients is '-1'"},
        {"0 1000001", "s.txt:1: the number of clients is '1000001'"},
        {"0 1\n2 1\n2 3", "s.txt:3: the time is '2', expected one after that of the line before"},
        {"", "s.txt: the schedule is empty"},
        {"# nothing\n", "s.txt: the schedule is empty"},
    };
    for (const auto& [text, message] : cases)
    {
        ExpectInputError([&text = text] { ParseLoadSchedule(text, "s.txt"); }, message);
    }
}

TEST(ScheduleLoad, GoesFromEntryToEntry)
{
    auto load = CreateObject<ScheduleLoad>();
    load->SetSchedule(ParseLoadSchedule("0 2\n10 5\n20 1\n30 1\n40 0", "s.txt"));
    const auto changes = AllChanges(*load);
    ExpectSteps(changes, 5);
    EXPECT_EQ(CountAt(changes, Seconds(9)), 2);
    EXPECT_EQ(CountAt(changes, Seconds(10)), 5);
    EXPECT_EQ(CountAt(changes, Seconds(20)), 1);
    EXPECT_EQ(CountAt(changes, Seconds(39)), 1);
    EXPECT_EQ(CountAt(changes, Seconds(40)), 0);
}

TEST(MakeWaveLoad, KnowsEveryPatternByName)
{
    EXPECT_EQ(MakeWaveLoad("sinusoid")->GetInstanceTypeId(), SinusoidLoad::GetTypeId());
    EXPECT_EQ(MakeWaveLoad("flashcrowd")->GetInstanceTypeId(), FlashCrowdLoad::GetTypeId());
    EXPECT_EQ(MakeWaveLoad("stairstep")->GetInstanceTypeId(), StairStepLoad::GetTypeId());
    EXPECT_EQ(MakeWaveLoad("constant")->GetInstanceTypeId(), ConstantLoad::GetTypeId());
    EXPECT_EQ(MakeWaveLoad("constant")->GetClient(), LoadClient::PLAYER);
    EXPECT_EQ(MakeWaveLoad("microburst")->GetClient(), LoadClient::PACKET_SOURCE);
    EXPECT_EQ(AllChanges(*MakeWaveLoad("microburst")).size(), 1u);
}

TEST(MakeWaveLoad, ReadsAScheduleFile)
{
    const ScratchDirectory directory;
    const auto file = directory.Write("schedule.txt", "0 3\n5 0\n");
    EXPECT_EQ(AllChanges(*MakeWaveLoad("file:" + file.string())).size(), 6u);
    const auto wrong = directory.Write("wrong.txt", "0 3\n5 x\n");
    ExpectInputError([&] { MakeWaveLoad("file:" + wrong.string()); },
                     wrong.string() + ":2: the number of clients is 'x'");
    ExpectInputError([&] { MakeWaveLoad("file:" + (directory.Path() / "none").string()); },
                     "none: cannot be read");
    ExpectInputError([&] { MakeWaveLoad("file:" + directory.Path().string()); }, "is a directory");
}

TEST(MakeWaveLoad, ListsTheKnownNamesWhenOneIsUnknown)
{
    ExpectInputError(
        [] { MakeWaveLoad("sinus"); },
        "'sinus' is no load, expected one of constant, download, flashcrowd, microburst, "
        "sinusoid, stairstep, file:NAME");
    ExpectInputError([] { MakeWaveLoad(""); }, "'' is no load");
}

/// A controller whose clients are just numbers in a log.
struct LoggedClients
{
    Ptr<WaveController> controller = CreateObject<WaveController>();
    std::vector<std::string> log;
    std::vector<uint32_t> counts;
    uint32_t nextId{100};

    explicit LoggedClients(const std::string& schedule)
    {
        auto load = CreateObject<ScheduleLoad>();
        load->SetSchedule(ParseLoadSchedule(schedule, "s.txt"));
        controller->SetLoad(load);
        controller->SetClientCallbacks(MakeCallback(&LoggedClients::StartClient, this),
                                       MakeCallback(&LoggedClients::StopClient, this));
        controller->TraceConnectWithoutContext("Clients",
                                               MakeCallback(&LoggedClients::OnCount, this));
    }

    ~LoggedClients()
    {
        controller->Dispose();
        Simulator::Destroy();
    }

    std::string Stamp() const
    {
        return " at " + std::to_string(Simulator::Now().GetMilliSeconds()) + " ms";
    }

    uint32_t StartClient()
    {
        log.push_back("start " + std::to_string(nextId) + Stamp());
        return nextId++;
    }

    void StopClient(uint32_t id)
    {
        log.push_back("stop " + std::to_string(id) + Stamp());
    }

    void OnCount(uint32_t, uint32_t now)
    {
        counts.push_back(now);
    }
};

TEST(WaveController, StartsClientsOnTimeAndStopsTheOldestFirst)
{
    LoggedClients clients("0 2\n10 1\n20 2\n30 0");
    Simulator::Schedule(Seconds(5), &WaveController::Start, PeekPointer(clients.controller));
    Simulator::Run();
    EXPECT_EQ(clients.log,
              (std::vector<std::string>{"start 100 at 5000 ms",
                                        "start 101 at 5000 ms",
                                        "stop 100 at 15000 ms",
                                        "start 102 at 25000 ms",
                                        "stop 101 at 35000 ms",
                                        "stop 102 at 35000 ms"}));
    EXPECT_EQ(clients.counts, (std::vector<uint32_t>{1, 2, 1, 2, 1, 0}));
}

TEST(WaveController, EndsTheLoadAndAllClientsWhenStopped)
{
    LoggedClients clients("0 2\n10 5");
    clients.controller->Start();
    Simulator::Schedule(Seconds(3), &WaveController::Stop, PeekPointer(clients.controller), 0);
    Simulator::Run();
    EXPECT_EQ(clients.controller->GetClients(), 0u);
    EXPECT_EQ(clients.log.size(), 4u);
    EXPECT_EQ(clients.log.back(), "stop 101 at 3000 ms");
}

TEST(MicroburstProcess, HasTheDocumentedDistributions)
{
    auto process = CreateObject<MicroburstProcess>();
    EXPECT_EQ(process->AssignStreams(1), 4);

    struct Range
    {
        double sum{0};
        double lowest{1e300};
        double highest{0};
        int count{0};

        void Add(double value)
        {
            sum += value;
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
            ++count;
        }

        double Mean() const
        {
            return sum / count;
        }
    } packets, payload, packetGap, burstGap;

    int inBurst = 0;
    while (packets.count < 4000)
    {
        const auto emission = process->Next();
        payload.Add(emission.payload);
        if (emission.first && inBurst == 0)
        {
            EXPECT_EQ(emission.wait, Time(0)); // the very first packet
        }
        else if (emission.first)
        {
            packets.Add(inBurst);
            inBurst = 0;
            burstGap.Add(emission.wait.GetSeconds());
        }
        else
        {
            packetGap.Add(emission.wait.GetSeconds());
        }
        ++inBurst;
    }
    // Tolerances are five standard errors or more.
    EXPECT_EQ(packets.lowest, 10);
    EXPECT_EQ(packets.highest, 100);
    EXPECT_NEAR(packets.Mean(), 55, 2.1); // σ 26.3
    EXPECT_EQ(payload.lowest, 10);
    EXPECT_EQ(payload.highest, 255);
    EXPECT_NEAR(payload.Mean(), 132.5, 0.8); // σ 71, 220,000 packets
    EXPECT_GE(packetGap.lowest, 0.01);
    EXPECT_LE(packetGap.highest, 0.1);
    EXPECT_NEAR(packetGap.Mean(), 0.055, 0.0003); // σ 0.026
    EXPECT_NEAR(burstGap.Mean(), 2, 0.16);        // σ 2
    EXPECT_GT(burstGap.highest, 10);              // no bound
}

TEST(MicroburstProcess, HoldsDrawsWithinTheirRanges)
{
    struct Case
    {
        std::string drawn;
        int64_t packets;
        uint32_t payload;
        Time packetGap;
        Time burstGap;
    };

    for (const Case& each : {Case{"0", 1, 1, Time(0), MicroSeconds(1)},
                             Case{"-5", 1, 1, Time(0), MicroSeconds(1)},
                             Case{"1e300", 1'000'000, 65'507, Seconds(1e8), Seconds(1e8)},
                             Case{"3", 3, 3, Seconds(3), Seconds(3)}})
    {
        for (const std::string& variable :
             {"ns3::ConstantRandomVariable[Constant=" + each.drawn,
              "ns3::UniformRandomVariable[Min=" + each.drawn + "|Max=" + each.drawn})
        {
            const auto make = [&](const char* name) {
                const auto process = CreateObject<MicroburstProcess>();
                process->SetAttribute("BurstPackets",
                                      StringValue("ns3::ConstantRandomVariable[Constant=2]"));
                process->SetAttribute(name, StringValue(variable + "]"));
                return process;
            };
            const auto bursts = make("BurstPackets");
            EXPECT_TRUE(bursts->Next().first);
            int64_t packets = 1;
            while (!bursts->Next().first)
            {
                ++packets;
            }
            EXPECT_EQ(packets, each.packets) << variable;
            const auto payloads = make("Payload");
            const uint32_t payload = payloads->Next().payload;
            EXPECT_TRUE(payload == each.payload || payload == each.payload + 1) << variable;
            const auto packetGaps = make("PacketGap");
            packetGaps->Next();
            EXPECT_EQ(packetGaps->Next().wait, each.packetGap) << variable;
            const auto burstGaps = make("BurstGap");
            burstGaps->Next();
            burstGaps->Next();
            EXPECT_EQ(burstGaps->Next().wait, each.burstGap) << variable;
        }
    }
}

TEST(MicroburstProcess, IsReproducedByItsStreams)
{
    std::vector<std::vector<int64_t>> emissions;
    for (int64_t stream : {7, 7, 20})
    {
        auto process = CreateObject<MicroburstProcess>();
        process->AssignStreams(stream);
        emissions.emplace_back();
        for (int i = 0; i < 500; ++i)
        {
            const auto emission = process->Next();
            emissions.back().push_back(emission.wait.GetTimeStep());
            emissions.back().push_back(emission.payload);
        }
    }
    EXPECT_EQ(emissions[0], emissions[1]);
    EXPECT_NE(emissions[0], emissions[2]);
}

} // namespace
