/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_OPENGYM_ENV_H
#define SYNTHNET_OPENGYM_ENV_H

#include "opengym-container.h"
#include "opengym-space.h"

#include <string>

namespace ns3::synthnet
{

class OpenGymInterface;

/**
 * @ingroup synthnet-control
 * @brief The part of a scenario for ns3-gym that is seen and acts; synthnet-opengym.h gives it its
 * namespace. A scenario that is new derives from GymInterface.
 */
class OpenGymEnv : public Object
{
  public:
    static TypeId GetTypeId();

    virtual Ptr<OpenGymSpace> GetActionSpace() = 0;
    virtual Ptr<OpenGymSpace> GetObservationSpace() = 0;
    virtual bool GetGameOver() = 0;
    virtual Ptr<OpenGymDataContainer> GetObservation() = 0;
    virtual float GetReward() = 0;
    virtual std::string GetExtraInfo() = 0;
    /// @return of no consequence
    virtual bool ExecuteActions(Ptr<OpenGymDataContainer> action) = 0;

    /// @brief Makes this the one that the interface asks; it lives as long, until
    /// Simulator::Destroy().
    void SetOpenGymInterface(Ptr<OpenGymInterface> openGymInterface);
    void Notify();              //!< a decision is due
    void NotifySimulationEnd(); //!< after Simulator::Run()

  protected:
    void DoDispose() override;

    Ptr<OpenGymInterface> m_openGymInterface;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_OPENGYM_ENV_H
