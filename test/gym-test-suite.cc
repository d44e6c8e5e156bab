/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "sentence.h"

#include "ns3/gym-interface.h"
#include "ns3/simulation-environment.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/csma-helper.h"
#include "ns3/double.h"
#include "ns3/global-value.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-generator.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/mac48-address.h"
#include "ns3/names.h"
#include "ns3/node-container.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

std::vector<double>
Numbers(const GymValue& value)
{
    return std::get<std::vector<double>>(value.value);
}

GymValue
Choice(int64_t action)
{
    return {action};
}

/// Counts its decisions, one a second; the reward is the last action.
class Counter : public GymInterface
{
  public:
    explicit Counter(std::optional<int> gameOverAt = std::nullopt)
        : m_gameOverAt(gameOverAt)
    {
        Simulator::Schedule(Seconds(1), &Counter::Tick, this);
    }

    GymSpace GetObservationSpace() override
    {
        return {BoxSpace::Vector(1, 0, 1000, GymNumber::DOUBLE)};
    }

    GymSpace GetActionSpace() override
    {
        return {DiscreteSpace{3}};
    }

    GymValue GetObservation() override
    {
        if (throwAt == m_count)
        {
            throw std::runtime_error("no observation");
        }
        return {std::vector<double>{static_cast<double>(m_count)}};
    }

    double GetReward() override
    {
        return static_cast<double>(m_action);
    }

    bool GetGameOver() override
    {
        return m_gameOverAt && m_count >= *m_gameOverAt;
    }

    GymInfo GetExtraInfo() override
    {
        return {{"time", std::to_string(Simulator::Now().GetMilliSeconds())}};
    }

    void ExecuteActions(const GymValue& action) override
    {
        m_action = std::get<int64_t>(action.value);
        actions.emplace_back(Simulator::Now().GetMilliSeconds(), m_action);
        if (m_action == 2)
        {
            throw std::domain_error("no second action");
        }
    }

    std::vector<std::pair<int64_t, int64_t>> actions; // milliseconds, action
    int throwAt{-1};

  private:
    void Tick()
    {
        ++m_count;
        Simulator::Schedule(Seconds(1), &Counter::Tick, this);
        Notify();
    }

    std::optional<int> m_gameOverAt;
    int m_count{0};
    int64_t m_action{0};
};

SimulationEnvironment::Scenario
Counting(std::optional<int> gameOverAt, Ptr<Counter>* built = nullptr)
{
    return [=]() -> Ptr<GymInterface> {
        const auto counter = CreateObject<Counter>(gameOverAt);
        if (built)
        {
            *built = counter;
        }
        Simulator::Stop(Seconds(3.5));
        return counter;
    };
}

/// All that a network takes from ns-3's global counters, and what a random source brings to a
/// queue.
class Network : public GymInterface
{
  public:
    Network()
    {
        Config::SetDefault("ns3::OnOffApplication::PacketSize", UintegerValue(700));
        Config::SetGlobal("ChecksumEnabled", BooleanValue(true));
        NodeContainer nodes(2);
        m_first = nodes.Get(0)->GetId();
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("1Mbps"));
        link.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", StringValue("5p"));
        m_devices = link.Install(nodes);
        CsmaHelper().Install(nodes);
        InternetStackHelper().Install(nodes);
        Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
        const auto interfaces = addresses.Assign(m_devices);
        Names::Add("sender", nodes.Get(0));
        OnOffHelper source("ns3::UdpSocketFactory", InetSocketAddress(interfaces.GetAddress(1), 9));
        source.SetAttribute("DataRate", StringValue("2Mbps"));
        source.SetAttribute("OnTime", StringValue("ns3::ExponentialRandomVariable[Mean=0.05]"));
        source.SetAttribute("OffTime", StringValue("ns3::ExponentialRandomVariable[Mean=0.05]"));
        source.Install(nodes.Get(0));
        m_sink = DynamicCast<PacketSink>(
            PacketSinkHelper("ns3::UdpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9))
                .Install(nodes.Get(1))
                .Get(0));
        Simulator::Schedule(MilliSeconds(100), &Network::Tick, this);
        Simulator::Stop(Seconds(2));
    }

    GymSpace GetObservationSpace() override
    {
        return {BoxSpace::Vector(4, 0, 1e15, GymNumber::DOUBLE)};
    }

    GymSpace GetActionSpace() override
    {
        return {DiscreteSpace{2}};
    }

    GymValue GetObservation() override
    {
        uint8_t mac[6];
        Mac48Address::ConvertFrom(m_devices.Get(0)->GetAddress()).CopyTo(mac);
        return {std::vector<double>{static_cast<double>(m_first),
                                    static_cast<double>(mac[5]),
                                    static_cast<double>(m_sink->GetTotalRx()),
                                    m_random->GetValue()}};
    }

    double GetReward() override
    {
        return m_random->GetValue();
    }

    void ExecuteActions(const GymValue& action) override
    {
        const int64_t rate = std::get<int64_t>(action.value);
        m_devices.Get(0)->SetAttribute("DataRate", StringValue(rate == 0 ? "1Mbps" : "10Mbps"));
    }

  private:
    void Tick()
    {
        Simulator::Schedule(MilliSeconds(100), &Network::Tick, this);
        Notify();
    }

    void DoDispose() override
    {
        m_sink = nullptr;
        m_devices = {};
        GymInterface::DoDispose();
    }

    uint32_t m_first{0};
    NetDeviceContainer m_devices;
    Ptr<PacketSink> m_sink;
    Ptr<UniformRandomVariable> m_random{CreateObject<UniformRandomVariable>()};
};

SimulationEnvironment::Scenario
Networking()
{
    return []() -> Ptr<GymInterface> { return CreateObject<Network>(); };
}

/// All numbers of an episode of a policy that changes its mind.
std::vector<double>
Episode(SimulationEnvironment& environment, uint64_t seed)
{
    std::vector<double> numbers = Numbers(environment.Reset(seed).observation);
    for (int i = 0;; ++i)
    {
        const GymStep step = environment.Step(Choice(i / 4 % 2));
        const auto observation = Numbers(step.observation);
        numbers.insert(numbers.end(), observation.begin(), observation.end());
        numbers.push_back(step.reward);
        if (step.terminated || step.truncated)
        {
            return numbers;
        }
    }
}

template <typename Exception>
std::string
Thrown(const std::function<void()>& work)
{
    try
    {
        work();
    }
    catch (const Exception& error)
    {
        return error.what();
    }
    return "nothing";
}

const Sentences SENTENCES{
    {"A step goes from one decision to the next, and its action acts at the first one's time",
     [](Sentence& test) {
         Ptr<Counter> counter;
         SimulationEnvironment environment(Counting(std::nullopt, &counter));
         test.True(environment.ActionSpace() == GymSpace{DiscreteSpace{3}}, "the action space");
         const GymReset reset = environment.Reset(1);
         test.Equal(Numbers(reset.observation)[0], 1.0, "the first decision");
         test.Equal(reset.info.at("time"), std::string("1000"), "its time");
         const GymStep step = environment.Step(Choice(1));
         test.Equal(Numbers(step.observation)[0], 2.0, "the second decision");
         test.Equal(step.reward, 1.0, "its reward");
         test.Equal(step.info.at("time"), std::string("2000"), "its time");
         test.True(!step.terminated && !step.truncated, "the episode goes on");
         test.Equal(counter->actions.size(), 1, "actions");
         test.Equal(counter->actions[0].first, 1000, "the time of the action");
     }},
    {"The end of the simulation truncates, with the state as it is then",
     [](Sentence& test) {
         SimulationEnvironment environment(Counting(std::nullopt));
         environment.Reset(1);
         environment.Step(Choice(0));
         environment.Step(Choice(0));
         const GymStep step = environment.Step(Choice(1));
         test.True(step.truncated && !step.terminated, "truncated");
         test.Equal(step.info.at("time"), std::string("3500"), "the end's time");
         test.Equal(step.reward, 1.0, "the end's reward");
         test.Equal(Thrown<std::logic_error>([&] { environment.Step(Choice(0)); }),
                    std::string("Step() without an episode: call Reset() first"),
                    "no step after the end");
     }},
    {"Game over terminates",
     [](Sentence& test) {
         SimulationEnvironment environment(Counting(2));
         environment.Reset(1);
         const GymStep step = environment.Step(Choice(0));
         test.True(step.terminated && !step.truncated, "terminated");
         test.Equal(Numbers(step.observation)[0], 2.0, "at the second decision");
         test.Equal(Numbers(environment.Reset(1).observation)[0], 1.0, "and starts anew");
     }},
    {"A simulation that ends before its first decision is no episode",
     [](Sentence& test) {
         SimulationEnvironment over(Counting(0));
         test.Equal(Thrown<std::logic_error>([&] { over.Reset(1); }),
                    std::string("the simulation ended before its first decision"),
                    "game over at once");
         SimulationEnvironment brief([]() -> Ptr<GymInterface> {
             Simulator::Stop(Seconds(0.5));
             return CreateObject<Counter>();
         });
         test.Equal(Thrown<std::logic_error>([&] { brief.Reset(1); }),
                    std::string("the simulation ended before its first decision"),
                    "no time for a decision");
     }},
    {"An episode is the same after any others, of its environment and of another one",
     [](Sentence& test) {
         SimulationEnvironment environment(Networking());
         SimulationEnvironment other(Counting(std::nullopt));
         const auto first = Episode(environment, 5);
         test.Equal(first.size(), 4 + 19 * 5, "nineteen decisions and the end");
         const auto different = Episode(environment, 6);
         test.True(different != first, "another seed is another episode");
         Episode(other, 7);
         environment.Reset(8); // left in the middle
         environment.Step(Choice(1));
         CreateObject<UniformRandomVariable>()->GetValue(); // the program's own
         NodeContainer(3);
         Mac48Address::Allocate();
         test.True(Episode(environment, 5) == first, "the same seed, the same episode");
         SimulationEnvironment again(Networking());
         test.True(Episode(again, 5) == first, "in another environment too");
         test.True(Episode(again, 6) == different, "the other seed likewise");
         test.True(Episode(again, 5 + (uint64_t{1} << 32)) != first, "all of the seed counts");
     }},
    {"Defaults and globals that a scenario sets do not outlive its episode",
     [](Sentence& test) {
         const auto packetSize = [] {
             UintegerValue size;
             ObjectFactory factory("ns3::OnOffApplication");
             factory.Create<Object>()->GetAttribute("PacketSize", size);
             return size.Get();
         };
         BooleanValue checksum;
         Config::SetDefault("ns3::OnOffApplication::PacketSize", UintegerValue(333));
         RngSeedManager::SetSeed(17);
         RngSeedManager::SetRun(23);
         {
             SimulationEnvironment environment(Networking());
             environment.Reset(3);
             test.Equal(packetSize(), 700, "in the episode");
             test.Equal(RngSeedManager::GetRun(), 3, "the run is the seed");
             Episode(environment, 3);
             test.Equal(packetSize(), 333, "after it");
             environment.Reset(3); // left in the middle
         }
         test.Equal(packetSize(), 333, "after the environment");
         GlobalValue::GetValueByName("ChecksumEnabled", checksum);
         test.True(!checksum.Get(), "the global value");
         test.Equal(RngSeedManager::GetSeed(), 17, "the program's seed");
         test.Equal(RngSeedManager::GetRun(), 23, "the program's run");
         test.Equal(Simulator::Now().GetNanoSeconds(), 0, "no simulation is left");
         Config::Reset();
         Simulator::Destroy();
     }},
    {"Exceptions of callbacks come to the caller of Step, and the next episode is whole",
     [](Sentence& test) {
         Ptr<Counter> counter;
         SimulationEnvironment environment(Counting(std::nullopt, &counter));
         environment.Reset(1);
         counter->throwAt = 2;
         test.Equal(Thrown<std::runtime_error>([&] { environment.Step(Choice(0)); }),
                    std::string("no observation"),
                    "of an observation");
         test.Equal(Thrown<std::logic_error>([&] { environment.Step(Choice(0)); }),
                    std::string("Step() without an episode: call Reset() first"),
                    "which ends the episode");
         environment.Reset(1);
         test.Equal(Thrown<std::domain_error>([&] { environment.Step(Choice(2)); }),
                    std::string("no second action"),
                    "of an action");
         environment.Reset(1);
         test.Equal(Numbers(environment.Step(Choice(1)).observation)[0], 2.0, "and goes on");
     }},
    {"An action outside of its space is refused, and the episode goes on",
     [](Sentence& test) {
         SimulationEnvironment environment(Counting(std::nullopt));
         environment.Reset(1);
         test.Equal(Thrown<std::invalid_argument>([&] { environment.Step(Choice(3)); }),
                    std::string("action: 3, expected 0 to 2"),
                    "refused");
         test.Equal(Numbers(environment.Step(Choice(1)).observation)[0], 2.0, "goes on");
     }},
    {"Of two environments the later Reset takes the simulator over",
     [](Sentence& test) {
         SimulationEnvironment first(Counting(std::nullopt));
         SimulationEnvironment second(Counting(std::nullopt));
         first.Reset(1);
         second.Reset(1);
         test.Equal(Thrown<std::logic_error>([&] { first.Step(Choice(0)); }),
                    std::string("Step() without an episode: call Reset() first"),
                    "the first one's episode is over");
         test.Equal(Numbers(second.Step(Choice(0)).observation)[0], 2.0, "the second goes on");
     }},
    {"Two interfaces in one simulation have each a policy of their own",
     [](Sentence& test) {
         int asked = 0;
         Ptr<Counter> other;
         SimulationEnvironment environment([&]() -> Ptr<GymInterface> {
             other = CreateObject<Counter>();
             other->SetPolicy([&asked](const GymState&) -> std::optional<GymValue> {
                 ++asked;
                 return Choice(1);
             });
             Simulator::Stop(Seconds(3.5));
             return CreateObject<Counter>();
         });
         environment.Reset(1);
         environment.Step(Choice(0));
         test.Equal(Numbers(environment.Step(Choice(0)).observation)[0], 3.0, "three decisions");
         test.Equal(asked, 3, "of each");
         test.Equal(other->actions.size(), 3, "and its actions were executed");
         other = nullptr;
     }},
    {"A policy decides in the midst of a simulation, and hears of its end",
     [](Sentence& test) {
         const auto counter = CreateObject<Counter>();
         std::vector<GymEnd> ends;
         std::vector<std::string> traced;
         counter->TraceConnectWithoutContext(
             "Action",
             Callback<void, const GymValue&>([&traced](const GymValue& action) {
                 traced.push_back(std::to_string(std::get<int64_t>(action.value)));
             }));
         counter->SetPolicy([&ends](const GymState& state) -> std::optional<GymValue> {
             ends.push_back(state.end);
             return Choice(static_cast<int64_t>(Numbers(state.observation)[0]) % 2);
         });
         Simulator::Stop(Seconds(3.5));
         Simulator::Run();
         counter->NotifySimulationEnd();
         counter->NotifySimulationEnd();
         Simulator::Destroy();
         test.True(ends == std::vector<GymEnd>{GymEnd::NONE,
                                               GymEnd::NONE,
                                               GymEnd::NONE,
                                               GymEnd::SIMULATION_END},
                   "three decisions and one end");
         test.True(traced == std::vector<std::string>{"1", "0", "1"}, "the actions");
     }},
    {"Game over stops the simulation of a policy, and nothing is asked after it",
     [](Sentence& test) {
         const auto counter = CreateObject<Counter>(2);
         int asked = 0;
         counter->SetPolicy([&asked](const GymState&) -> std::optional<GymValue> {
             ++asked;
             return Choice(1);
         });
         Simulator::Run();
         test.Equal(Simulator::Now().GetSeconds(), 2.0, "stopped at game over");
         counter->NotifySimulationEnd();
         Simulator::Destroy();
         test.Equal(asked, 2, "times asked");
         test.Equal(counter->actions.size(), 1, "actions");
     }},
    {"A decision that nobody takes is an error",
     [](Sentence& test) {
         const auto counter = CreateObject<Counter>();
         test.Equal(Thrown<std::logic_error>([&] { counter->Notify(); }),
                    std::string("GymInterface::Notify() before SetPolicy()"),
                    "no policy");
         Simulator::Destroy();
     }},
};

SentenceSuite g_gymSuite("synthnet-gym", TestSuite::Type::UNIT, SENTENCES);

} // namespace
