/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OPENGYM_INTERFACE_H
#define SYNTHNET_OPENGYM_INTERFACE_H

#include "gym-interface.h"
#include "opengym-env.h"

#include "ns3/callback.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief GymInterface under the names of ns3-gym, for scenarios that were written for it;
 * synthnet-opengym.h gives it its namespace.
 *
 * Without a policy of its own (GetGymInterface()), a client of ns3-gym's protocol decides. What
 * goes wrong with it is then said in one line on standard error, and ends the program with
 * status 1: such scenarios have no handler. A client that asks to stop stops the simulation.
 *
 * Asking OpenGymEnv or callbacks that hold a Ptr keeps those alive until Simulator::Destroy().
 */
class OpenGymInterface : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * @return the one of this simulation, until Simulator::Destroy()
     * @param port of the first call
     */
    static Ptr<OpenGymInterface> Get(uint32_t port = 5555);

    /// @param port that the client listens on
    explicit OpenGymInterface(uint32_t port = 5555);

    void SetGetActionSpaceCb(Callback<Ptr<OpenGymSpace>> callback);
    void SetGetObservationSpaceCb(Callback<Ptr<OpenGymSpace>> callback);
    void SetGetObservationCb(Callback<Ptr<OpenGymDataContainer>> callback);
    void SetGetRewardCb(Callback<float> callback);
    void SetGetGameOverCb(Callback<bool> callback);
    void SetGetExtraInfoCb(Callback<std::string> callback);
    void SetExecuteActionsCb(Callback<bool, Ptr<OpenGymDataContainer>> callback);

    // Each calls its callback; without one there is nothing to see, to earn or to do.
    Ptr<OpenGymSpace> GetActionSpace();
    Ptr<OpenGymSpace> GetObservationSpace();
    Ptr<OpenGymDataContainer> GetObservation();
    float GetReward();
    bool IsGameOver();
    std::string GetExtraInfo();
    bool ExecuteActions(Ptr<OpenGymDataContainer> action);

    void Init();                         //!< as the first NotifyCurrentState(), which calls it
    void NotifyCurrentState();           //!< a decision is due
    void NotifySimulationEnd();          //!< after Simulator::Run()
    void Ask(Ptr<OpenGymEnv> env);       //!< from now on, for spaces too
    void Notify(Ptr<OpenGymEnv> env);    //!< a decision of this one is due
    Ptr<GymInterface> GetGymInterface(); //!< what a policy or a SimulationEnvironment takes

  protected:
    void DoDispose() override;

  private:
    void AskForDecisions(Ptr<OpenGymEnv> env);
    void ReleaseAtEnd();
    void Guard(const std::function<void()>& work);

    uint16_t m_port;
    Time m_appear;
    Time m_answer;
    bool m_served{false};   //!< by a client
    bool m_released{false}; //!< by Simulator::Destroy(), some time
    Ptr<GymInterface> m_gym;
    Callback<Ptr<OpenGymSpace>> m_actionSpace;
    Callback<Ptr<OpenGymSpace>> m_observationSpace;
    Callback<Ptr<OpenGymDataContainer>> m_observation;
    Callback<float> m_reward;
    Callback<bool> m_gameOver;
    Callback<std::string> m_extraInfo;
    Callback<bool, Ptr<OpenGymDataContainer>> m_executeActions;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_OPENGYM_INTERFACE_H
