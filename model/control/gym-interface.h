/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GYM_INTERFACE_H
#define SYNTHNET_GYM_INTERFACE_H

#include "ns3/ns3-version.h"

#include "gym-state.h"

#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <exception>
#include <functional>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The place in a simulation where somebody else decides: what is seen, what is earned, and
 * what can be done, under the names that scenarios for ns3-gym know.
 *
 * A scenario derives from it and calls Notify() whenever a decision is due. Who decides is its
 * Policy: a function, a SimulationEnvironment, or a client of ServeInterface(). A simulation
 * may have several interfaces, each with a policy of its own.
 */
class GymInterface : public Object
{
  public:
    /**
     * @brief Decides.
     * @return the action; or nothing, which stops the simulation. Of a state that has an end
     *         nothing is expected
     */
    using Policy = std::function<std::optional<GymValue>(const GymState& state)>;

    static TypeId GetTypeId();

    virtual GymSpace GetObservationSpace() = 0;
    virtual GymSpace GetActionSpace() = 0; //!< the same for the object's whole life
    virtual GymValue GetObservation() = 0; //!< of GetObservationSpace()
    virtual double GetReward() = 0;        //!< for what happened since the last call
    virtual bool GetGameOver();            //!< whether the task ended; false here
    virtual GymInfo GetExtraInfo();        //!< nothing here

    /// @param action in GetActionSpace()
    virtual void ExecuteActions(const GymValue& action) = 0;

    void SetPolicy(Policy policy);
    bool HasPolicy() const;

    /**
     * @brief Where exceptions of Notify() go in place of the caller of Simulator::Run(), through
     * which the event that is under way would be lost. Notify() then stops the simulation.
     */
    void SetExceptionHandler(std::function<void(std::exception_ptr)> handler);

    /**
     * @brief A decision is due: collects the state, asks the policy and executes its action; once
     * the task has ended, stops the simulation instead. Does nothing after the end.
     *
     * With a SimulationEnvironment the action is executed at this simulated time but after the
     * event that is under way, so Notify() is the last thing that an event does.
     *
     * @throws std::logic_error without a policy
     * @throws std::invalid_argument when the policy's action is not in GetActionSpace()
     */
    void Notify();

    /// @brief The simulation has ended: tells the policy, unless it knows of an end already.
    void NotifySimulationEnd();

    /**
     * @brief Executes an action, as Notify() does.
     * @throws std::invalid_argument when it is not in GetActionSpace()
     */
    void Act(const GymValue& action);

    /// TracedCallback signature of State.
    using StateCallback = void (*)(const GymState& state);
    /// TracedCallback signature of Action.
    using ActionCallback = void (*)(const GymValue& action);

  protected:
    void DoDispose() override;

  private:
    GymState Collect();
    void Decide();

    Policy m_policy;
    std::function<void(std::exception_ptr)> m_exceptionHandler;
    std::optional<GymSpace> m_actionSpace; //!< known from the first action on
    bool m_ended{false};
    TracedCallback<const GymState&> m_stateTrace;
    TracedCallback<const GymValue&> m_actionTrace;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_GYM_INTERFACE_H
