/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "stair-step-load.h"

#include "ns3/input-error.h"

#include "ns3/uinteger.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(StairStepLoad);

TypeId
StairStepLoad::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::StairStepLoad")
                            .SetParent<SteppedLoad>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<StairStepLoad>()
                            .AddAttribute("Interval",
                                          "Time between two steps (WAVE's I)",
                                          TimeValue(Seconds(60)),
                                          MakeTimeAccessor(&StairStepLoad::m_interval),
                                          MakeTimeChecker(NanoSeconds(1)))
                            .AddAttribute("StepClients",
                                          "Clients that a step adds or takes (WAVE's J)",
                                          UintegerValue(5),
                                          MakeUintegerAccessor(&StairStepLoad::m_stepClients),
                                          MakeUintegerChecker<uint32_t>(0, MAX_CLIENTS))
                            .AddAttribute("Duration",
                                          "Time from the first step to the last",
                                          TimeValue(Minutes(10)),
                                          MakeTimeAccessor(&StairStepLoad::m_duration),
                                          MakeTimeChecker(NanoSeconds(2)));
    return tid;
}

std::optional<SteppedLoad::Step>
StairStepLoad::NextStep()
{
    // Steps at 0, I, 2I … before half the duration.
    const int64_t interval = m_interval.GetTimeStep();
    const int64_t half = m_duration.GetTimeStep() / 2;
    const int64_t steps = (half - 1) / interval + 1;
    if (m_stepClients > 0 && steps > MAX_CLIENTS / m_stepClients)
    {
        throw InputError("stairstep: " + std::to_string(steps) + " steps of " +
                         std::to_string(m_stepClients) + " clients, expected at most " +
                         std::to_string(MAX_CLIENTS) + " clients in all");
    }
    const int64_t step = m_next++;
    if (step < steps)
    {
        return Step{TimeStep(step * interval), static_cast<uint32_t>(step + 1) * m_stepClients};
    }
    const int64_t mirrored = 2 * steps - 1 - step;
    if (mirrored >= 0)
    {
        return Step{m_duration - TimeStep(mirrored * interval),
                    static_cast<uint32_t>(mirrored) * m_stepClients};
    }
    return std::nullopt;
}

} // namespace ns3::synthnet
