/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "gym-client.h"

#include "ns3/serve-interface.h"
#include "ns3/synthnet-opengym.h"

#include "ns3/config.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

namespace ns3::synthnet
{
namespace
{

/// A decision each second; the reward is the last action, doubled.
class Clock : public GymInterface
{
  public:
    explicit Clock(int gameOverAt)
        : m_gameOverAt(gameOverAt)
    {
        Simulator::Schedule(Seconds(1), &Clock::Tick, this);
    }

    GymSpace GetObservationSpace() override
    {
        return {BoxSpace::Vector(1, 0, 100, GymNumber::DOUBLE)};
    }

    GymSpace GetActionSpace() override
    {
        return {DiscreteSpace{4}};
    }

    GymValue GetObservation() override
    {
        return {std::vector<double>{Simulator::Now().GetSeconds()}};
    }

    double GetReward() override
    {
        return 2.0 * static_cast<double>(m_action);
    }

    bool GetGameOver() override
    {
        return m_ticks == m_gameOverAt;
    }

    void ExecuteActions(const GymValue& action) override
    {
        m_action = std::get<int64_t>(action.value);
    }

  private:
    void Tick()
    {
        ++m_ticks;
        Simulator::Schedule(Seconds(1), &Clock::Tick, this);
        Notify();
    }

    int m_gameOverAt;
    int m_ticks{0};
    int64_t m_action{0};
};

/// The same as such a scenario has it.
class ClockEnv : public OpenGymEnv
{
  public:
    ClockEnv()
    {
        Simulator::Schedule(Seconds(1), &ClockEnv::Tick, this);
    }

    Ptr<OpenGymSpace> GetObservationSpace() override
    {
        return CreateObject<OpenGymBoxSpace>(0, 100, std::vector<uint32_t>{1}, "double");
    }

    Ptr<OpenGymSpace> GetActionSpace() override
    {
        return CreateObject<OpenGymDiscreteSpace>(4);
    }

    Ptr<OpenGymDataContainer> GetObservation() override
    {
        const auto box = CreateObject<OpenGymBoxContainer<double>>();
        box->AddValue(Simulator::Now().GetSeconds());
        return box;
    }

    float GetReward() override
    {
        return 2.0F * m_action;
    }

    bool GetGameOver() override
    {
        return false;
    }

    std::string GetExtraInfo() override
    {
        return "a|b";
    }

    bool ExecuteActions(Ptr<OpenGymDataContainer> action) override
    {
        m_action = DynamicCast<OpenGymDiscreteContainer>(action)->GetValue();
        return true;
    }

  private:
    void Tick()
    {
        Simulator::Schedule(Seconds(1), &ClockEnv::Tick, this);
        Notify();
    }

    uint32_t m_action{0};
};

GymValue
Choice(int64_t action)
{
    return {action};
}

double
Time(const GymState& state)
{
    return std::get<std::vector<double>>(state.observation.value)[0];
}

GymBridgeConfig
Config(uint16_t port)
{
    GymBridgeConfig config;
    config.port = port;
    config.appear = config.answer = std::chrono::seconds(20);
    return config;
}

/// Three seconds and a half of a simulation that a client, in a thread of its own, drives.
void
Simulate(GymClient& client, int gameOverAt, const std::function<void()>& drive)
{
    const auto clock = CreateObject<Clock>(gameOverAt);
    ServeInterface(clock, Config(client.Port()));
    std::thread driver(drive);
    Simulator::Stop(Seconds(3.5));
    Simulator::Run();
    clock->NotifySimulationEnd();
    driver.join();
}

TEST(ServeInterface, AClientDecidesUntilTheSimulationEnds)
{
    GymClient client;
    std::vector<GymState> states;
    Simulate(client, -1, [&] {
        states.push_back(client.Begin());
        for (int i = 0; i < 3; ++i)
        {
            states.push_back(client.Step(Choice(i + 1)));
        }
    });
    Simulator::Destroy();
    EXPECT_TRUE(client.init.actionSpace == GymSpace{DiscreteSpace{4}});
    ASSERT_EQ(states.size(), 4u);
    EXPECT_EQ(Time(states[0]), 1);
    EXPECT_EQ(Time(states[1]), 2);
    EXPECT_EQ(states[1].reward, 2);
    EXPECT_EQ(states[2].end, GymEnd::NONE);
    EXPECT_EQ(Time(states[3]), 3.5);
    EXPECT_EQ(states[3].reward, 6);
    EXPECT_EQ(states[3].end, GymEnd::SIMULATION_END);
}

TEST(ServeInterface, GameOverStopsTheSimulation)
{
    GymClient client;
    GymState last;
    Simulate(client, 2, [&] {
        client.Begin();
        last = client.Step(Choice(1));
    });
    EXPECT_EQ(Simulator::Now().GetSeconds(), 2);
    Simulator::Destroy();
    EXPECT_EQ(last.end, GymEnd::GAME_OVER);
}

TEST(ServeInterface, AClientThatStopsStopsTheSimulation)
{
    GymClient client;
    Simulate(client, -1, [&] {
        client.Begin();
        client.Stop();
    });
    EXPECT_EQ(Simulator::Now().GetSeconds(), 1);
    Simulator::Destroy();
}

TEST(ServeInterface, AClientOfAnotherSpaceIsAnError)
{
    GymClient client;
    const auto clock = CreateObject<Clock>(-1);
    ServeInterface(clock, Config(client.Port()));
    std::thread driver([&client] {
        client.Begin();
        client.Send(EncodeGymReply({GymValue{int64_t{4}}, false}, {DiscreteSpace{5}}));
    });
    ExpectInputError([&] { clock->Notify(); }, "bad action: 4, expected 0 to 3");
    driver.join();
    Simulator::Destroy();
}

TEST(ServeInterface, AScenarioForNs3GymIsServedToItsClient)
{
    GymClient client;
    Ptr<OpenGymInterface> openGym = CreateObject<OpenGymInterface>(client.Port());
    Ptr<ClockEnv> env = CreateObject<ClockEnv>();
    env->SetOpenGymInterface(openGym);
    std::vector<GymState> states;
    std::thread driver([&] {
        states.push_back(client.Begin());
        states.push_back(client.Step(Choice(3)));
        states.push_back(client.Step(Choice(1)));
    });
    Simulator::Stop(Seconds(2.5));
    Simulator::Run();
    env->NotifySimulationEnd();
    driver.join();
    Simulator::Destroy();
    ASSERT_EQ(states.size(), 3u);
    EXPECT_EQ(Time(states[0]), 1);
    EXPECT_EQ(states[0].info, (GymInfo{{GYM_INFO_TEXT, "a|b"}}));
    EXPECT_EQ(states[1].reward, 6);
    EXPECT_EQ(states[2].end, GymEnd::SIMULATION_END);
}

TEST(ServeInterfaceDeathTest, AScenarioForNs3GymEndsInOneLineWithoutAClient)
{
    ::testing::FLAGS_gtest_death_test_style = "threadsafe";
    const uint16_t free = GymClient().Port();
    const auto simulate = [free] {
        Ptr<OpenGymInterface> openGym = CreateObject<OpenGymInterface>(free);
        openGym->SetAttribute("Appear", TimeValue(MilliSeconds(200)));
        Ptr<ClockEnv> env = CreateObject<ClockEnv>();
        env->SetOpenGymInterface(openGym);
        Simulator::Stop(Seconds(2.5));
        Simulator::Run();
    };
    EXPECT_EXIT(simulate(),
                ::testing::ExitedWithCode(1),
                "^tcp://localhost:[0-9]+: nobody listens there after 0.2 s, [^\n]*\n$");
}

} // namespace
} // namespace ns3::synthnet
