/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SIMULATION_ENVIRONMENT_H
#define SYNTHNET_SIMULATION_ENVIRONMENT_H

#include "gym-interface.h"
#include "simulator-episode.h"

#include <exception>
#include <functional>
#include <memory>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief A simulation as an environment, in the process: an episode is a run of a scenario from one
 * Notify() of its interface to the next.
 *
 * The episode is terminated when the game is over, and truncated when the simulation ends before.
 * An exception of the scenario comes to the caller and ends the episode.
 *
 * ns-3 has one simulator in a process. Several environments may exist; Reset() of one ends the
 * episode that another has under way, whose Step() then throws std::logic_error. A simulation
 * that was built outside of an environment is destroyed by Reset().
 */
class SimulationEnvironment : public Environment
{
  public:
    /**
     * @brief Builds the simulation: nodes, applications, its end (Simulator::Stop(Time)), and the
     * events that call Notify(). Does not run it. What it sets by Config::SetDefault() holds for
     * one episode.
     * @return the interface, with the same spaces each time
     */
    using Scenario = std::function<Ptr<GymInterface>()>;

    /// @param scenario built here once, to learn the spaces, and at each Reset()
    explicit SimulationEnvironment(Scenario scenario);
    ~SimulationEnvironment() override;
    SimulationEnvironment(const SimulationEnvironment&) = delete;
    SimulationEnvironment& operator=(const SimulationEnvironment&) = delete;

    const GymSpace& ObservationSpace() const override;
    const GymSpace& ActionSpace() const override;

    /**
     * @copydoc Environment::Reset
     * @throws std::logic_error when the simulation ends before its first decision
     */
    GymReset Reset(uint64_t seed) override;
    GymStep Step(const GymValue& action) override;

  private:
    void Begin(uint64_t seed);
    void End() noexcept;
    GymState Advance();

    Scenario m_scenario;
    GymSpace m_observationSpace;
    GymSpace m_actionSpace;
    std::unique_ptr<SimulatorEpisode> m_episode; // while one is under way
    Ptr<GymInterface> m_interface;
    std::optional<GymState> m_state; // since Notify() stopped the simulation
    std::exception_ptr m_exception;  // likewise
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SIMULATION_ENVIRONMENT_H
