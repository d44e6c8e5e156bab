/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "stepped-load.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(SteppedLoad);

TypeId
SteppedLoad::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::SteppedLoad").SetParent<WaveLoad>().SetGroupName("Synthnet");
    return tid;
}

std::optional<WaveLoad::Change>
SteppedLoad::Next()
{
    while (m_count == m_step.clients)
    {
        const std::optional<Step> step = NextStep();
        if (!step)
        {
            return std::nullopt;
        }
        m_step = *step;
    }
    const int change = m_count < m_step.clients ? 1 : -1;
    m_count += change;
    return Change{m_step.at, change};
}

} // namespace ns3::synthnet
