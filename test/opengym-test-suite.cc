/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Scenarios in the style of those that were written for ns3-gym, with one include changed.
#include "ns3/ns3-version.h"

#include "sentence.h"

#include "ns3/simulation-environment.h"
#include "ns3/synthnet-opengym.h"

#include "ns3/object.h"
#include "ns3/simulator.h"

#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

/// An environment as such a scenario has it, in its namespace: a step each second.
class SecondsEnv : public OpenGymEnv
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("SecondsEnv")
                                .SetParent<OpenGymEnv>()
                                .SetGroupName("OpenGym")
                                .AddConstructor<SecondsEnv>();
        return tid;
    }

    SecondsEnv()
    {
        Simulator::Schedule(Seconds(0.0), &SecondsEnv::ScheduleNextStateRead, this);
    }

    Ptr<OpenGymSpace> GetActionSpace() override
    {
        ++asked;
        std::vector<uint32_t> shape = {2};
        return CreateObject<OpenGymBoxSpace>(0.0, 9.0, shape, TypeNameGet<uint32_t>());
    }

    Ptr<OpenGymSpace> GetObservationSpace() override
    {
        float low = 0.0;
        float high = 10.0;
        std::vector<uint32_t> shape = {
            3,
        };
        std::string dtype = TypeNameGet<double>();
        Ptr<OpenGymBoxSpace> box = CreateObject<OpenGymBoxSpace>(low, high, shape, dtype);
        Ptr<OpenGymDiscreteSpace> discrete = CreateObject<OpenGymDiscreteSpace>(5);
        Ptr<OpenGymDictSpace> space = CreateObject<OpenGymDictSpace>();
        space->Add("vector", box);
        space->Add("count", discrete);
        return space;
    }

    bool GetGameOver() override
    {
        return m_steps == 5;
    }

    Ptr<OpenGymDataContainer> GetObservation() override
    {
        std::vector<uint32_t> shape = {
            3,
        };
        Ptr<OpenGymBoxContainer<double>> box = CreateObject<OpenGymBoxContainer<double>>(shape);
        for (uint32_t i = 0; i < 3; ++i)
        {
            box->AddValue(m_steps + 0.1 * i);
        }
        Ptr<OpenGymDiscreteContainer> discrete = CreateObject<OpenGymDiscreteContainer>(5);
        discrete->SetValue(m_steps % 5);
        Ptr<OpenGymDictContainer> data = CreateObject<OpenGymDictContainer>();
        data->Add("vector", box);
        data->Add("count", discrete);
        return data;
    }

    float GetReward() override
    {
        return m_sum;
    }

    std::string GetExtraInfo() override
    {
        return "testInfo|" + std::to_string(m_steps);
    }

    bool ExecuteActions(Ptr<OpenGymDataContainer> action) override
    {
        Ptr<OpenGymBoxContainer<uint32_t>> box = DynamicCast<OpenGymBoxContainer<uint32_t>>(action);
        std::vector<uint32_t> numbers = box->GetData();
        m_sum = numbers.at(0) + box->GetValue(1);
        return true;
    }

    static int asked; //!< for the action space

  private:
    void ScheduleNextStateRead()
    {
        ++m_steps;
        Simulator::Schedule(Seconds(1.0), &SecondsEnv::ScheduleNextStateRead, this);
        Notify();
    }

    uint32_t m_steps{0};
    float m_sum{0};
};

int SecondsEnv::asked = 0;

NS_OBJECT_ENSURE_REGISTERED(SecondsEnv);

} // namespace ns3

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

GymValue
Pair(double first, double second)
{
    return {std::vector<double>{first, second}};
}

const GymValue&
Entry(const GymValue& dict, std::size_t i)
{
    return std::get<GymDict>(dict.value).elements.at(i).value;
}

template <typename T>
std::string
Shown(const T& object)
{
    std::ostringstream out;
    out << object;
    return out.str();
}

// Callbacks as ns3-gym's first example has them.
Ptr<OpenGymSpace>
MyGetSpace()
{
    return CreateObject<OpenGymDiscreteSpace>(3);
}

int g_decisions;
uint32_t g_lastAction;

Ptr<OpenGymDataContainer>
MyGetObservation()
{
    const auto discrete = CreateObject<OpenGymDiscreteContainer>(3);
    discrete->SetValue(++g_decisions % 3);
    return discrete;
}

float
MyGetReward()
{
    return 0.5;
}

bool
MyGetGameOver()
{
    return false;
}

std::string
MyGetExtraInfo()
{
    return "";
}

bool
MyExecuteActions(Ptr<OpenGymDataContainer> action)
{
    g_lastAction = DynamicCast<OpenGymDiscreteContainer>(action)->GetValue();
    return true;
}

void
ReadState(double interval, Ptr<OpenGymInterface> openGym)
{
    Simulator::Schedule(Seconds(interval), &ReadState, interval, openGym);
    openGym->NotifyCurrentState();
}

const Sentences SENTENCES{
    {"A scenario for ns3-gym is an environment in the process",
     [](Sentence& test) {
         SimulationEnvironment environment([]() -> Ptr<GymInterface> {
             Ptr<OpenGymInterface> openGym = CreateObject<OpenGymInterface>(5555);
             Ptr<SecondsEnv> env = CreateObject<SecondsEnv>();
             env->SetOpenGymInterface(openGym);
             Simulator::Stop(Seconds(100));
             return openGym->GetGymInterface();
         });
         test.True(environment.ActionSpace() ==
                       GymSpace{BoxSpace::Vector(2, 0, 9, GymNumber::UINT)},
                   "the action space");
         test.True(
             environment.ObservationSpace() ==
                 GymSpace{DictSpace{{{"count", {DiscreteSpace{5}}},
                                     {"vector", {BoxSpace::Vector(3, 0, 10, GymNumber::DOUBLE)}}}}},
             "the observation space, in the order of the names");
         for (int episode = 0; episode < 2; ++episode)
         {
             const GymReset reset = environment.Reset(1);
             test.Equal(std::get<int64_t>(Entry(reset.observation, 0).value), 1, "count");
             test.Equal(std::get<std::vector<double>>(Entry(reset.observation, 1).value)[2],
                        1.2,
                        "vector");
             test.True(reset.info == GymInfo{{GYM_INFO_TEXT, "testInfo|1"}}, "info");
             SecondsEnv::asked = 0;
             test.Equal(environment.Step(Pair(4, 3)).reward, 7.0, "its reward is of the action");
             environment.Step(Pair(0, 0));
             environment.Step(Pair(0, 0));
             test.True(SecondsEnv::asked <= 1, "the space is not asked for at each step");
             test.True(environment.Step(Pair(0, 0)).terminated, "game over");
         }
     }},
    {"A scenario for ns3-gym runs with a policy",
     [](Sentence& test) {
         g_decisions = 0;
         Ptr<OpenGymInterface> openGym = CreateObject<OpenGymInterface>(5555);
         openGym->SetGetActionSpaceCb(MakeCallback(&MyGetSpace));
         openGym->SetGetObservationSpaceCb(MakeCallback(&MyGetSpace));
         openGym->SetGetGameOverCb(MakeCallback(&MyGetGameOver));
         openGym->SetGetObservationCb(MakeCallback(&MyGetObservation));
         openGym->SetGetRewardCb(MakeCallback(&MyGetReward));
         openGym->SetGetExtraInfoCb(MakeCallback(&MyGetExtraInfo));
         openGym->SetExecuteActionsCb(MakeCallback(&MyExecuteActions));
         double rewards = 0;
         GymEnd end = GymEnd::NONE;
         openGym->GetGymInterface()->SetPolicy([&](const GymState& state) {
             rewards += state.reward;
             end = state.end;
             return std::optional<GymValue>(state.observation);
         });
         Simulator::Schedule(Seconds(0.0), &ReadState, 0.5, openGym);
         Simulator::Stop(Seconds(1.75));
         Simulator::Run();
         openGym->NotifySimulationEnd();
         Simulator::Destroy();
         test.Equal(g_decisions, 5, "four decisions and the end");
         test.Equal(g_lastAction, 1, "the last action is the fourth observation");
         test.Equal(rewards, 2.5, "rewards");
         test.True(end == GymEnd::SIMULATION_END, "the end");
     }},
    {"The interface that is got is one until the simulation is destroyed",
     [](Sentence& test) {
         const auto first = OpenGymInterface::Get(7000);
         test.True(OpenGymInterface::Get() == first, "the same");
         Simulator::Destroy();
         test.True(OpenGymInterface::Get() != first, "another");
         Simulator::Destroy();
     }},
    {"Without a space there is nothing to see and nothing to do",
     [](Sentence& test) {
         const auto gym = CreateObject<OpenGymInterface>()->GetGymInterface();
         test.True(gym->GetActionSpace() == GymSpace{TupleSpace{}}, "no action");
         test.True(gym->GetObservation() == GymValue{GymTuple{}}, "no observation");
         test.Equal(gym->GetReward(), 0.0, "no reward");
         test.True(!gym->GetGameOver() && gym->GetExtraInfo().empty(), "no end, no info");
         Simulator::Destroy();
     }},
    {"Types of C++ become those of the protocol, and an action's container is what scenarios "
     "expect",
     [](Sentence& test) {
         const auto number = [](const std::string& dtype) {
             const auto box =
                 CreateObject<OpenGymBoxSpace>(0, 1, std::vector<uint32_t>{1}, dtype)->ToGym();
             return std::get<BoxSpace>(box.kind).number;
         };
         test.True(number(TypeNameGet<int64_t>()) == GymNumber::INT, "int64_t");
         test.True(number(TypeNameGet<uint8_t>()) == GymNumber::UINT, "uint8_t");
         test.True(number(TypeNameGet<float>()) == GymNumber::FLOAT, "float");
         test.True(number(TypeNameGet<double>()) == GymNumber::DOUBLE, "double");
         test.True(number("unknown") == GymNumber::FLOAT, "unknown");
         const auto container = [](GymNumber type) {
             return OpenGymDataContainer::FromGym({BoxSpace::Vector(1, -1, 1, type)},
                                                  {std::vector<double>{1}});
         };
         test.True(DynamicCast<OpenGymBoxContainer<int32_t>>(container(GymNumber::INT)) != nullptr,
                   "INT");
         test.True(DynamicCast<OpenGymBoxContainer<uint32_t>>(container(GymNumber::UINT)) !=
                       nullptr,
                   "UINT");
         test.True(DynamicCast<OpenGymBoxContainer<float>>(container(GymNumber::FLOAT)) != nullptr,
                   "FLOAT");
         test.True(DynamicCast<OpenGymBoxContainer<float>>(container(GymNumber::DOUBLE)) != nullptr,
                   "DOUBLE");
     }},
    {"Bounds of each element are kept, and their number is checked",
     [](Sentence& test) {
         const std::vector<uint32_t> shape{2};
         const auto box = CreateObject<OpenGymBoxSpace>(std::vector<float>{0, 1},
                                                        std::vector<float>{5, 6},
                                                        shape,
                                                        TypeNameGet<int32_t>());
         const GymSpace space = box->ToGym();
         test.True(std::get<BoxSpace>(space.kind).high == std::vector<double>{5, 6}, "bounds");
         bool refused = false;
         try
         {
             CreateObject<OpenGymBoxSpace>(std::vector<float>{0},
                                           std::vector<float>{5, 6},
                                           shape,
                                           TypeNameGet<int32_t>());
         }
         catch (const std::invalid_argument&)
         {
             refused = true;
         }
         test.True(refused, "one bound for two elements");
     }},
    {"Tuples and dicts give back what was added, and go both ways",
     [](Sentence& test) {
         const auto space = CreateObject<OpenGymTupleSpace>();
         space->Add(CreateObject<OpenGymDiscreteSpace>(4));
         const auto inner = CreateObject<OpenGymDictSpace>();
         test.True(inner->Add("depth", CreateObject<OpenGymDiscreteSpace>(2)), "a new name");
         test.True(!inner->Add("depth", CreateObject<OpenGymDiscreteSpace>(3)), "an old name");
         space->Add(inner);
         test.True(space->Get(1) == inner && !space->Get(2), "elements by index");
         test.True(inner->Get("depth") && !inner->Get("width"), "elements by name");
         const GymValue value{GymTuple{{{int64_t{3}}, {GymDict{{{"depth", {int64_t{1}}}}}}}}};
         const auto container = OpenGymDataContainer::FromGym(space->ToGym(), value);
         test.True(container->ToGym() == value, "there and back");
         const auto tuple = DynamicCast<OpenGymTupleContainer>(container);
         const auto dict = DynamicCast<OpenGymDictContainer>(tuple->Get(1));
         test.Equal(DynamicCast<OpenGymDiscreteContainer>(dict->Get("depth"))->GetValue(),
                    1,
                    "the value inside");
         test.True(!tuple->Get(2) && !dict->Get("width"), "nothing else");
     }},
    {"Spaces and values print themselves in place of their pointers",
     [](Sentence& test) {
         std::vector<uint32_t> shape = {2, 3};
         Ptr<OpenGymBoxSpace> box =
             CreateObject<OpenGymBoxSpace>(0, 8, shape, TypeNameGet<uint32_t>());
         test.Equal(Shown(box), std::string("Box(0, 8, (2, 3), UINT)"), "a box");
         Ptr<OpenGymTupleSpace> tuple = CreateObject<OpenGymTupleSpace>();
         tuple->Add(CreateObject<OpenGymDiscreteSpace>(2));
         tuple->Add(box);
         test.Equal(Shown(tuple),
                    std::string("Tuple(Discrete(2), Box(0, 8, (2, 3), UINT))"),
                    "a tuple");
         Ptr<OpenGymBoxContainer<uint8_t>> bytes = CreateObject<OpenGymBoxContainer<uint8_t>>();
         bytes->SetData({1, 65});
         test.Equal(Shown(bytes), std::string("[1, 65]"), "bytes");
         Ptr<OpenGymDictContainer> dict = CreateObject<OpenGymDictContainer>();
         dict->Add("b", bytes);
         dict->Add("a", CreateObject<OpenGymDiscreteContainer>(2));
         test.Equal(Shown(dict), std::string("{a: 0, b: [1, 65]}"), "a dict");
         Ptr<OpenGymDataContainer> base = dict;
         test.Equal(Shown(base), std::string("{a: 0, b: [1, 65]}"), "through its base");
     }},
};

SentenceSuite g_openGymSuite("synthnet-opengym", TestSuite::Type::UNIT, SENTENCES);

} // namespace
