/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "opengym-env.h"

#include "opengym-interface.h"

#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(OpenGymEnv);

TypeId
OpenGymEnv::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::OpenGymEnv").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

void
OpenGymEnv::SetOpenGymInterface(Ptr<OpenGymInterface> openGymInterface)
{
    m_openGymInterface = std::move(openGymInterface);
    m_openGymInterface->Ask(this);
}

void
OpenGymEnv::Notify()
{
    if (m_openGymInterface)
    {
        m_openGymInterface->Notify(this);
    }
}

void
OpenGymEnv::NotifySimulationEnd()
{
    if (m_openGymInterface)
    {
        m_openGymInterface->NotifySimulationEnd();
    }
}

void
OpenGymEnv::DoDispose()
{
    m_openGymInterface = nullptr;
    Object::DoDispose();
}

} // namespace ns3::synthnet
