/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "scratch-directory.h"
#include "sentence.h"

#include "ns3/dash-log.h"
#include "ns3/int-log.h"
#include "ns3/last-row-observation.h"
#include "ns3/queue-control.h"
#include "ns3/telemetry-join.h"
#include "ns3/telemetry-recorder.h"
#include "ns3/testbed-environment.h"
#include "ns3/testbed-logs.h"

#include "ns3/codel-queue-disc.h"
#include "ns3/simulator.h"

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// Keeps what it is shown: the last row's telemetry, and all periods.
class Keeping : public LastRowObservation
{
  public:
    Keeping()
        : LastRowObservation({1, 2, 3})
    {
    }

    std::vector<double> Observe(const ControlPeriod& period) const override
    {
        periods->push_back(period);
        return LastRowObservation::Observe(period);
    }

    std::shared_ptr<std::vector<ControlPeriod>> periods =
        std::make_shared<std::vector<ControlPeriod>>();
};

/// The logs that synthnet-testbed would write of a run.
class Logs
{
  public:
    void Attach(Testbed& testbed, int64_t unixStart)
    {
        m_int = std::make_unique<IntLog>(m_intText, testbed.GetNSwitches(), unixStart);
        m_dash = std::make_unique<DashLog>(m_dashText, unixStart);
        m_dash->Attach(testbed.GetPlayer(0));
        testbed.GetCollector()->TraceConnectWithoutContext(
            "Probe",
            Callback<void, const ProbeHops&, Time>([this](const ProbeHops& hops, Time arrival) {
                m_int->Write(hops, std::chrono::nanoseconds(arrival.GetNanoSeconds()));
            }));
    }

    Table Joined()
    {
        ScratchDirectory scratch;
        return JoinBySecond(ReadIntLog(scratch.Write("int.csv", m_intText.str())),
                            ReadPlayerLog(scratch.Write("dash.csv", m_dashText.str())));
    }

    std::string Text() const
    {
        return m_intText.str() + m_dashText.str();
    }

  private:
    std::ostringstream m_intText;
    std::ostringstream m_dashText;
    std::unique_ptr<IntLog> m_int;
    std::unique_ptr<DashLog> m_dash;
};

TestbedConfig
Brief(double seconds)
{
    TestbedConfig config = TestbedConfig::Scenario("control");
    config.durationSeconds = seconds;
    return config;
}

/// All rewards and observations of an episode whose decisions alternate by twos.
std::vector<double>
Episode(SimulationEnvironment& environment, uint64_t seed)
{
    const auto numbersOf = [](const GymValue& value) {
        return std::get<std::vector<double>>(value.value);
    };
    std::vector<double> numbers = numbersOf(environment.Reset(seed).observation);
    for (int64_t i = 0;; ++i)
    {
        const GymStep step = environment.Step({i / 2 % 2});
        const auto seen = numbersOf(step.observation);
        numbers.insert(numbers.end(), seen.begin(), seen.end());
        numbers.push_back(step.reward);
        if (step.terminated || step.truncated)
        {
            return numbers;
        }
    }
}

/// What a test wants to know of an environment's simulation.
struct Watched
{
    Testbed* testbed{nullptr};
    GymInfo info; //!< of the last step
    int steps{0};
};

/// @param choose an action, when it is asked for the n-th one
void
Play(SimulationEnvironment& environment,
     Watched& watched,
     const std::function<GymValue(int step)>& choose)
{
    environment.Reset(3);
    for (;; ++watched.steps)
    {
        const GymStep step = environment.Step(choose(watched.steps));
        watched.info = step.info;
        if (step.terminated || step.truncated)
        {
            return;
        }
    }
}

void
PeriodsAreRowsOfTheLogs(Sentence& test)
{
    const auto keeping = std::make_shared<Keeping>();
    Logs logs;
    const TestbedConfig config = Brief(80);
    ControlConfig control;
    control.observation = keeping;
    bool again = false; // the first one is built to learn the spaces
    control.built = [&](Testbed& testbed) {
        if (again)
        {
            logs.Attach(testbed, config.unixStart);
        }
        again = true;
    };
    const auto environment = MakeTestbedEnvironment(config, control);
    Watched watched;
    Play(*environment, watched, [](int step) { return GymValue{int64_t{step % 2}}; });
    Table rows;
    for (const auto& period : *keeping->periods)
    {
        rows.AppendRows(period.rows);
    }
    const Table joined = logs.Joined();
    test.True(joined.Rows() > 70, "enough rows: " + std::to_string(joined.Rows()));
    test.True(rows.Names() == std::vector<std::string>(joined.Names().begin(),
                                                       joined.Names().begin() + rows.Columns()),
              "the columns, before CalcBitrate and Resolution");
    test.Equal(rows.Rows(), joined.Rows(), "the number of rows");
    test.True(rows.Values() == joined.SelectColumns(rows.Names()).Values(), "each value");
    test.Equal(keeping->periods->size(), 20, "a period each 4 s");
    test.True(keeping->periods->at(2).setting == std::vector<double>{64, 64, 64} &&
                  keeping->periods->at(1).setting == std::vector<double>{32, 32, 32},
              "what was set meanwhile");
}

void
EpisodesAreRunsOfTheTestbed(Sentence& test)
{
    TestbedConfig config = Brief(40);
    config.switches[0].depth = config.switches[1].depth = config.switches[2].depth = 32;
    Logs decided;
    ControlConfig control;
    bool again = false;
    control.built = [&](Testbed& testbed) {
        if (again)
        {
            decided.Attach(testbed, config.unixStart);
        }
        again = true;
    };
    const auto environment = MakeTestbedEnvironment(config, control);
    Watched watched;
    Play(*environment, watched, [](int) { return GymValue{int64_t{0}}; });

    Logs fixed;
    {
        const SimulatorEpisode episode(3);
        config.ApplyAttributes();
        Testbed testbed(config);
        testbed.AssignStreams(1);
        fixed.Attach(testbed, config.unixStart);
        Simulator::Stop(Seconds(config.durationSeconds));
        Simulator::Run();
    }
    test.True(decided.Text() == fixed.Text(), "the same logs with a depth that is never changed");
}

void
EpisodesAreIndependent(Sentence& test)
{
    const auto environment = MakeTestbedEnvironment(Brief(40));
    const auto first = Episode(*environment, 7);
    const auto other = Episode(*environment, 8);
    test.True(first != other, "another seed, another episode");
    environment->Reset(9);
    environment->Step({int64_t{1}}); // left in the middle
    test.True(Episode(*environment, 7) == first, "the same seed, the same episode");
    ControlConfig codel;
    codel.knob = QueueKnob::TARGET_DELAY;
    codel.choices = {5, 20};
    const auto otherEnvironment = MakeTestbedEnvironment(Brief(20), codel);
    Episode(*otherEnvironment, 7);
    test.True(Episode(*environment, 8) == other, "whatever ran between");
}

void
DepthsAreSet(Sentence& test)
{
    Watched watched;
    ControlConfig control;
    control.knob = QueueKnob::DEPTH_OF_EACH;
    control.choices = {8, 16, 100};
    control.built = [&](Testbed& testbed) { watched.testbed = &testbed; };
    const auto environment = MakeTestbedEnvironment(Brief(21), control);
    test.True(environment->ActionSpace() == GymSpace{MultiDiscreteSpace{{3, 3, 3}}},
              "a choice for each switch");
    environment->Reset(1);
    environment->Step({std::vector<int64_t>{2, 0, 1}});
    for (uint32_t port = 0; port < 2; ++port)
    {
        test.Equal(watched.testbed->GetSwitch(0)->GetQueueDepth(port), 100, "of the first");
        test.Equal(watched.testbed->GetSwitch(1)->GetQueueDepth(port), 8, "of the second");
        test.Equal(watched.testbed->GetSwitch(2)->GetQueueDepth(port), 16, "of the third");
    }
    Play(*environment, watched, [](int) { return GymValue{std::vector<int64_t>{2, 0, 0}}; });
    test.Equal(Simulator::Now().GetSeconds(), 0.0, "the simulation is over");
    test.Equal(watched.steps, 3, "decisions at 4, 8, 12 and 16 s; the last second is no period");
}

void
InfoSumsUp(Sentence& test)
{
    const auto keeping = std::make_shared<Keeping>();
    ControlConfig control;
    control.observation = keeping;
    Watched watched;
    const auto environment = MakeTestbedEnvironment(Brief(60), control);
    Play(*environment, watched, [](int step) { return GymValue{int64_t{step < 7 ? 0 : 1}}; });
    double rows = 0;
    double buffer = 0;
    double fps = 0;
    double bitrate = 0;
    int switches = 0;
    double last = keeping->periods->at(0).rows.Column("ReportedBitrate").tail(1)(0);
    for (std::size_t i = 1; i < keeping->periods->size(); ++i)
    {
        const Table& period = keeping->periods->at(i).rows;
        for (const double rate : period.Column("ReportedBitrate"))
        {
            switches += rate != last ? 1 : 0;
            last = rate;
        }
        rows += static_cast<double>(period.Rows());
        buffer += period.Column("Buffer").sum();
        fps += period.Column("FPS").sum();
        bitrate += period.Column("ReportedBitrate").sum();
    }
    test.Equal(watched.steps + 1, 14, "decisions");
    test.Near(std::stod(watched.info.at("buffer")), buffer / rows, 1e-9, "buffer");
    test.Near(std::stod(watched.info.at("fps")), fps / rows, 1e-9, "frame rate");
    test.Near(std::stod(watched.info.at("bitrate")), bitrate / rows, 1e-9, "bit rate");
    test.Equal(watched.info.at("meanDepth"), std::string("48"), "7 times 32 and 7 times 64");
    test.True(std::stod(watched.info.at("stallSeconds")) >= 0, "stalls");
    test.Equal(std::stoi(watched.info.at("switches")), switches, "switches of quality");
}

void
CoDelIsSet(Sentence& test)
{
    Watched watched;
    ControlConfig control;
    control.knob = QueueKnob::TARGET_DELAY;
    control.choices = {2.5, 20};
    control.built = [&](Testbed& testbed) { watched.testbed = &testbed; };
    const auto environment = MakeTestbedEnvironment(Brief(20), control);
    environment->Reset(1);
    const auto target = [&](uint32_t port) {
        TimeValue value;
        watched.testbed->GetSwitch(2)->GetQueueDisc(port)->GetAttribute("Target", value);
        return value.Get();
    };
    const auto disc = watched.testbed->GetSwitch(2)->GetQueueDisc(1);
    test.Equal(disc->GetMaxSize().GetValue(), 64, "room as the depth says");
    test.Equal(target(1), MilliSeconds(5), "CoDel's own at first");
    environment->Step({int64_t{0}});
    test.Equal(target(0), MicroSeconds(2500), "on the first port");
    test.Equal(target(2), MicroSeconds(2500), "and on the last");
    Play(*environment, watched, [](int) { return GymValue{int64_t{1}}; });
    test.Equal(watched.info.at("meanTarget"), std::string("20"), "in the info");
}

void
WhatDoesNotFitIsRefused(Sentence& test)
{
    test.Refuses([] { MakeTestbedEnvironment(Brief(7.9)); },
                 "durationSeconds is 7.9, expected at least 8 for a decision each 4 s");
    test.Refuses(
        [] {
            TestbedConfig late = Brief(13);
            late.player.startSeconds = 6;
            ControlConfig slow;
            slow.periodSeconds = 5;
            MakeTestbedEnvironment(late, slow);
        },
        "durationSeconds is 13, expected at least 15 for a decision each 5 s");
    const auto refuses = [&](double period, const char* message) {
        ControlConfig control;
        control.periodSeconds = period;
        test.Refuses([&] { MakeTestbedEnvironment(Brief(100), control); }, message);
    };
    refuses(0.5, "a period of 0.5 s, expected whole seconds, at least 1");
    refuses(1.5, "a period of 1.5 s, expected whole seconds, at least 1");
    ControlConfig none;
    none.choices = {};
    test.Refuses([&] { MakeTestbedEnvironment(Brief(100), none); }, "no choice to set");

    const SimulatorEpisode episode(1);
    Testbed testbed(Brief(10));
    const auto control = [&](QueueActions actions) {
        CreateObject<QueueControl>(std::vector{testbed.GetSwitch(0)},
                                   testbed.GetCollector(),
                                   testbed.GetPlayer(0),
                                   QueueTask{actions, std::make_shared<Keeping>(), nullptr});
    };
    test.Refuses([&] { control(QueueActions(QueueKnob::DEPTH, {32}, 2)); },
                 "actions for 2 switches, expected for 1");
    test.Refuses([&] { control(QueueActions(QueueKnob::TARGET_DELAY, {5}, 1)); },
                 "port 0 of a switch has no CoDelQueueDisc");
}

void
LoadsTakeTurns(Sentence& test)
{
    TestbedConfig config = Brief(60);
    config.turns.seconds = "ns3::UniformRandomVariable[Min=3|Max=5]";
    config.turns.loads[0].startSeconds = 1;
    config.turns.loads[0].patternAttributes = {{"Clients", "2"}};
    config.load.stopSeconds = 2;
    const SimulatorEpisode episode(1);
    config.ApplyAttributes();
    Testbed testbed(config);
    testbed.AssignStreams(1);
    std::vector<double> changes; // s
    std::size_t last = 2;
    bool asConfigured = true;
    std::function<void()> look = [&] {
        const double now = Simulator::Now().GetSeconds();
        if (testbed.GetTurn() != last)
        {
            last = testbed.GetTurn();
            changes.push_back(now);
        }
        const double turn = now - changes.back();
        const uint32_t expected = last == 1 ? (turn < 0.9 ? 0 : 2) : (turn < 1.9 ? 1 : 0);
        const bool isEdge = std::abs(turn - (last == 1 ? 1 : 2)) < 0.2;
        asConfigured = asConfigured && (isEdge || testbed.GetLoad()->GetClients() == expected);
        Simulator::Schedule(MilliSeconds(50), look);
    };
    Simulator::Schedule(MilliSeconds(10), look);
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    test.True(asConfigured, "the clients of each");
    test.True(changes.size() >= 12 && changes.size() <= 20,
              "as many turns as fit: " + std::to_string(changes.size()));
    for (std::size_t i = 1; i < changes.size(); ++i)
    {
        const double turn = changes[i] - changes[i - 1];
        test.True(turn > 2.9 && turn < 5.1, "a turn's length: " + std::to_string(turn));
    }
}

const Sentences SENTENCES{
    {"The rows of live periods are those that JoinBySecond makes of the logs",
     PeriodsAreRowsOfTheLogs},
    {"An episode is the testbed's run of that number", EpisodesAreRunsOfTheTestbed},
    {"An episode is the same whatever ran before it", EpisodesAreIndependent},
    {"Depths are set on all ports, of each switch its own", DepthsAreSet},
    {"The info is means and sums over the decisions", InfoSumsUp},
    {"CoDel stands in place of tail drop, and its target is set", CoDelIsSet},
    {"What does not fit is refused in one line", WhatDoesNotFitIsRefused},
    {"Loads take turns of drawn lengths", LoadsTakeTurns},
};

SentenceSuite g_queueControlSuite("synthnet-queue-control", TestSuite::Type::SYSTEM, SENTENCES);

} // namespace
