/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "opengym-interface.h"

#include "serve-interface.h"

#include "ns3/input-error.h"

#include "ns3/simulator.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(OpenGymInterface);

namespace
{

/// An OpenGymInterface for the rest of synthnet; each keeps the other alive until it is disposed
/// of.
class OpenGymAdapter : public GymInterface
{
  public:
    explicit OpenGymAdapter(Ptr<OpenGymInterface> interface)
        : m_interface(std::move(interface))
    {
    }

    GymSpace GetObservationSpace() override
    {
        return SpaceOf(m_interface->GetObservationSpace());
    }

    GymSpace GetActionSpace() override
    {
        if (!m_actionSpace) // each action needs it, and scenarios print when they are asked
        {
            m_actionSpace = SpaceOf(m_interface->GetActionSpace());
        }
        return *m_actionSpace;
    }

    GymValue GetObservation() override
    {
        const auto observation = m_interface->GetObservation();
        return observation ? observation->ToGym() : GymValue{GymTuple{}};
    }

    double GetReward() override
    {
        return m_interface->GetReward();
    }

    bool GetGameOver() override
    {
        return m_interface->IsGameOver();
    }

    GymInfo GetExtraInfo() override
    {
        const std::string info = m_interface->GetExtraInfo();
        return info.empty() ? GymInfo{} : GymInfo{{GYM_INFO_TEXT, info}};
    }

    void ExecuteActions(const GymValue& action) override
    {
        m_interface->ExecuteActions(OpenGymDataContainer::FromGym(GetActionSpace(), action));
    }

  private:
    /// Who has no space has nothing in it.
    static GymSpace SpaceOf(const Ptr<OpenGymSpace>& space)
    {
        return space ? space->ToGym() : GymSpace{TupleSpace{}};
    }

    void DoDispose() override
    {
        m_interface = nullptr;
        GymInterface::DoDispose();
    }

    Ptr<OpenGymInterface> m_interface;
    std::optional<GymSpace> m_actionSpace;
};

/// The one of Get().
Ptr<OpenGymInterface> g_interface;

void
ForgetInterface()
{
    g_interface = nullptr;
}

std::chrono::milliseconds
Wall(Time time)
{
    return std::chrono::milliseconds(time.GetMilliSeconds());
}

} // namespace

TypeId
OpenGymInterface::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::OpenGymInterface")
            .SetParent<Object>()
            .SetGroupName("Synthnet")
            .AddConstructor<OpenGymInterface>()
            .AddAttribute("Appear",
                          "Wall time to wait at most for a client to listen.",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&OpenGymInterface::m_appear),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Answer",
                          "Wall time to wait at most for an answer of a client that is connected.",
                          TimeValue(Seconds(3600)),
                          MakeTimeAccessor(&OpenGymInterface::m_answer),
                          MakeTimeChecker(Time(0)));
    return tid;
}

Ptr<OpenGymInterface>
OpenGymInterface::Get(uint32_t port)
{
    if (!g_interface)
    {
        g_interface = CreateObject<OpenGymInterface>(port);
        Simulator::ScheduleDestroy(&ForgetInterface);
    }
    return g_interface;
}

OpenGymInterface::OpenGymInterface(uint32_t port)
    : m_port(static_cast<uint16_t>(port))
{
}

void
OpenGymInterface::DoDispose()
{
    m_actionSpace = {};
    m_observationSpace = {};
    m_observation = {};
    m_reward = {};
    m_gameOver = {};
    m_extraInfo = {};
    m_executeActions = {};
    if (m_gym)
    {
        m_gym->Dispose();
        m_gym = nullptr;
    }
    Object::DoDispose();
}

void
OpenGymInterface::SetGetActionSpaceCb(Callback<Ptr<OpenGymSpace>> callback)
{
    m_actionSpace = callback;
}

void
OpenGymInterface::SetGetObservationSpaceCb(Callback<Ptr<OpenGymSpace>> callback)
{
    m_observationSpace = callback;
}

void
OpenGymInterface::SetGetObservationCb(Callback<Ptr<OpenGymDataContainer>> callback)
{
    m_observation = callback;
}

void
OpenGymInterface::SetGetRewardCb(Callback<float> callback)
{
    m_reward = callback;
}

void
OpenGymInterface::SetGetGameOverCb(Callback<bool> callback)
{
    m_gameOver = callback;
}

void
OpenGymInterface::SetGetExtraInfoCb(Callback<std::string> callback)
{
    m_extraInfo = callback;
}

void
OpenGymInterface::SetExecuteActionsCb(Callback<bool, Ptr<OpenGymDataContainer>> callback)
{
    m_executeActions = callback;
}

Ptr<OpenGymSpace>
OpenGymInterface::GetActionSpace()
{
    return m_actionSpace.IsNull() ? nullptr : m_actionSpace();
}

Ptr<OpenGymSpace>
OpenGymInterface::GetObservationSpace()
{
    return m_observationSpace.IsNull() ? nullptr : m_observationSpace();
}

Ptr<OpenGymDataContainer>
OpenGymInterface::GetObservation()
{
    return m_observation.IsNull() ? nullptr : m_observation();
}

float
OpenGymInterface::GetReward()
{
    return m_reward.IsNull() ? 0 : m_reward();
}

bool
OpenGymInterface::IsGameOver()
{
    return !m_gameOver.IsNull() && m_gameOver();
}

std::string
OpenGymInterface::GetExtraInfo()
{
    return m_extraInfo.IsNull() ? std::string() : m_extraInfo();
}

bool
OpenGymInterface::ExecuteActions(Ptr<OpenGymDataContainer> action)
{
    return !m_executeActions.IsNull() && m_executeActions(action);
}

void
OpenGymInterface::Ask(Ptr<OpenGymEnv> env)
{
    ReleaseAtEnd();
    SetGetActionSpaceCb(MakeCallback(&OpenGymEnv::GetActionSpace, env));
    SetGetObservationSpaceCb(MakeCallback(&OpenGymEnv::GetObservationSpace, env));
    AskForDecisions(env);
}

void
OpenGymInterface::AskForDecisions(Ptr<OpenGymEnv> env)
{
    SetGetGameOverCb(MakeCallback(&OpenGymEnv::GetGameOver, env));
    SetGetObservationCb(MakeCallback(&OpenGymEnv::GetObservation, env));
    SetGetRewardCb(MakeCallback(&OpenGymEnv::GetReward, env));
    SetGetExtraInfoCb(MakeCallback(&OpenGymEnv::GetExtraInfo, env));
    SetExecuteActionsCb(MakeCallback(&OpenGymEnv::ExecuteActions, env));
}

void
OpenGymInterface::Notify(Ptr<OpenGymEnv> env)
{
    AskForDecisions(env);
    NotifyCurrentState();
}

Ptr<GymInterface>
OpenGymInterface::GetGymInterface()
{
    if (!m_gym)
    {
        ReleaseAtEnd();
        m_gym = CreateObject<OpenGymAdapter>(Ptr<OpenGymInterface>(this));
    }
    return m_gym;
}

/// Ends that this and what it asks keep one another alive.
void
OpenGymInterface::ReleaseAtEnd()
{
    if (!m_released)
    {
        m_released = true;
        Simulator::ScheduleDestroy(&OpenGymInterface::Dispose, Ptr<OpenGymInterface>(this));
    }
}

void
OpenGymInterface::Init()
{
    if (!GetGymInterface()->HasPolicy())
    {
        GymBridgeConfig config;
        config.port = m_port;
        config.appear = Wall(m_appear);
        config.answer = Wall(m_answer);
        ServeInterface(m_gym, config);
        m_served = true;
    }
}

void
OpenGymInterface::NotifyCurrentState()
{
    Init();
    Guard([this] { m_gym->Notify(); });
}

void
OpenGymInterface::NotifySimulationEnd()
{
    if (m_gym) // somebody was told of a decision
    {
        Guard([this] { m_gym->NotifySimulationEnd(); });
    }
}

void
OpenGymInterface::Guard(const std::function<void()>& work)
{
    if (!m_served)
    {
        work();
        return;
    }
    try
    {
        work();
    }
    catch (const InputError& error)
    {
        std::cerr << error.what() << std::endl;
        std::exit(1);
    }
}

} // namespace ns3::synthnet
