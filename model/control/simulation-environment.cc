/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "simulation-environment.h"

#include "ns3/simulator.h"

#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

namespace
{

/// Whose episode ns-3's simulator runs.
SimulationEnvironment* g_running = nullptr;

} // namespace

SimulationEnvironment::SimulationEnvironment(Scenario scenario)
    : m_scenario(std::move(scenario))
{
    try
    {
        Begin(0);
        m_observationSpace = m_interface->GetObservationSpace();
        m_actionSpace = m_interface->GetActionSpace();
    }
    catch (...)
    {
        End();
        throw;
    }
    End();
}

SimulationEnvironment::~SimulationEnvironment()
{
    End();
}

const GymSpace&
SimulationEnvironment::ObservationSpace() const
{
    return m_observationSpace;
}

const GymSpace&
SimulationEnvironment::ActionSpace() const
{
    return m_actionSpace;
}

GymReset
SimulationEnvironment::Reset(uint64_t seed)
{
    try
    {
        Begin(seed);
        GymState state = Advance();
        if (state.end != GymEnd::NONE)
        {
            throw std::logic_error("the simulation ended before its first decision");
        }
        return {std::move(state.observation), std::move(state.info)};
    }
    catch (...)
    {
        End();
        throw;
    }
}

GymStep
SimulationEnvironment::Step(const GymValue& action)
{
    if (!m_episode)
    {
        throw std::logic_error("Step() without an episode: call Reset() first");
    }
    if (const std::string why = WhyNotIn(m_actionSpace, action); !why.empty())
    {
        throw std::invalid_argument("action: " + why);
    }
    try
    {
        m_interface->Act(action);
        GymState state = Advance();
        if (state.end != GymEnd::NONE)
        {
            End();
        }
        return {std::move(state.observation),
                state.reward,
                state.end == GymEnd::GAME_OVER,
                state.end == GymEnd::SIMULATION_END,
                std::move(state.info)};
    }
    catch (...)
    {
        End();
        throw;
    }
}

void
SimulationEnvironment::Begin(uint64_t seed)
{
    if (g_running)
    {
        g_running->End();
    }
    g_running = this;
    m_episode = std::make_unique<SimulatorEpisode>(seed);
    m_interface = m_scenario();
    if (!m_interface)
    {
        throw std::logic_error("the scenario returned no interface");
    }
    m_interface->SetPolicy([this](const GymState& state) -> std::optional<GymValue> {
        if (m_state)
        {
            throw std::logic_error("Notify() twice in one event, or two of one interface");
        }
        m_state = state;
        return std::nullopt;
    });
    m_interface->SetExceptionHandler(
        [this](std::exception_ptr exception) { m_exception = std::move(exception); });
}

void
SimulationEnvironment::End() noexcept
{
    if (g_running != this)
    {
        return;
    }
    m_episode.reset();
    if (m_interface)
    {
        m_interface->Dispose();
        m_interface = nullptr;
    }
    m_state.reset();
    m_exception = nullptr;
    g_running = nullptr;
}

GymState
SimulationEnvironment::Advance()
{
    m_state.reset();
    Simulator::Run();
    if (m_exception)
    {
        std::rethrow_exception(m_exception);
    }
    if (!m_state)
    {
        m_interface->NotifySimulationEnd();
    }
    return std::move(*m_state);
}

} // namespace ns3::synthnet
