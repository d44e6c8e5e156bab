/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "gym-interface.h"

#include "ns3/simulator.h"

#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(GymInterface);

TypeId
GymInterface::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::GymInterface")
                            .SetParent<Object>()
                            .SetGroupName("Synthnet")
                            .AddTraceSource("State",
                                            "A state that the policy is asked about.",
                                            MakeTraceSourceAccessor(&GymInterface::m_stateTrace),
                                            "ns3::synthnet::GymInterface::StateCallback")
                            .AddTraceSource("Action",
                                            "An action that is about to be executed.",
                                            MakeTraceSourceAccessor(&GymInterface::m_actionTrace),
                                            "ns3::synthnet::GymInterface::ActionCallback");
    return tid;
}

bool
GymInterface::GetGameOver()
{
    return false;
}

GymInfo
GymInterface::GetExtraInfo()
{
    return {};
}

void
GymInterface::SetPolicy(Policy policy)
{
    m_policy = std::move(policy);
}

bool
GymInterface::HasPolicy() const
{
    return static_cast<bool>(m_policy);
}

void
GymInterface::SetExceptionHandler(std::function<void(std::exception_ptr)> handler)
{
    m_exceptionHandler = std::move(handler);
}

void
GymInterface::DoDispose()
{
    m_policy = nullptr;
    m_exceptionHandler = nullptr;
    Object::DoDispose();
}

GymState
GymInterface::Collect()
{
    GymState state;
    state.observation = GetObservation();
    state.reward = GetReward();
    state.end = GetGameOver() ? GymEnd::GAME_OVER : GymEnd::NONE;
    state.info = GetExtraInfo();
    return state;
}

void
GymInterface::Decide()
{
    if (m_ended)
    {
        return;
    }
    if (!m_policy)
    {
        throw std::logic_error("GymInterface::Notify() before SetPolicy()");
    }
    const GymState state = Collect();
    m_ended = state.end != GymEnd::NONE;
    m_stateTrace(state);
    const auto action = m_policy(state);
    if (m_ended || !action)
    {
        Simulator::Stop();
        return;
    }
    Act(*action);
}

void
GymInterface::Notify()
{
    if (!m_exceptionHandler)
    {
        Decide();
        return;
    }
    try
    {
        Decide();
    }
    catch (...)
    {
        m_exceptionHandler(std::current_exception());
        Simulator::Stop();
    }
}

void
GymInterface::NotifySimulationEnd()
{
    if (m_ended || !m_policy)
    {
        return;
    }
    GymState state = Collect();
    if (state.end == GymEnd::NONE)
    {
        state.end = GymEnd::SIMULATION_END;
    }
    m_ended = true;
    m_stateTrace(state);
    m_policy(state);
}

void
GymInterface::Act(const GymValue& action)
{
    if (!m_actionSpace)
    {
        m_actionSpace = GetActionSpace();
    }
    if (const std::string why = WhyNotIn(*m_actionSpace, action); !why.empty())
    {
        throw std::invalid_argument("action: " + why);
    }
    m_actionTrace(action);
    ExecuteActions(action);
}

} // namespace ns3::synthnet
