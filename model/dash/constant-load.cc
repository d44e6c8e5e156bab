/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "constant-load.h"

#include "ns3/uinteger.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ConstantLoad);

TypeId
ConstantLoad::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::ConstantLoad")
                            .SetParent<SteppedLoad>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<ConstantLoad>()
                            .AddAttribute("Clients",
                                          "Number of clients",
                                          UintegerValue(1),
                                          MakeUintegerAccessor(&ConstantLoad::m_clients),
                                          MakeUintegerChecker<uint32_t>(0, MAX_CLIENTS))
                            .AddAttribute("Duration",
                                          "Time after which all clients stop; 0 for never",
                                          TimeValue(Time(0)),
                                          MakeTimeAccessor(&ConstantLoad::m_duration),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

std::optional<SteppedLoad::Step>
ConstantLoad::NextStep()
{
    switch (m_next++)
    {
    case 0:
        return Step{Time(), m_clients};
    case 1:
        if (!m_duration.IsZero())
        {
            return Step{m_duration, 0};
        }
        [[fallthrough]];
    default:
        return std::nullopt;
    }
}

} // namespace ns3::synthnet
