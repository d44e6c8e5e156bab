/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "stair-step-load.h"

#include "ns3/uinteger.h"

#include <sstream>

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

int64_t
StairStepLoad::GetSteps() const
{
    // At 0, I, 2I … before half the duration.
    const int64_t half = m_duration.GetTimeStep() / 2;
    return (half - 1) / m_interval.GetTimeStep() + 1;
}

std::optional<WaveLoad::Contradiction>
StairStepLoad::FindContradiction() const
{
    const int64_t steps = GetSteps();
    if (m_stepClients == 0 || steps <= MAX_CLIENTS / m_stepClients)
    {
        return std::nullopt;
    }
    std::ostringstream message;
    message << "is " << m_interval.As(Time::S) << ", which makes " << steps << " steps of "
            << m_stepClients << " clients, expected at most " << MAX_CLIENTS << " clients in all";
    return Contradiction{"Interval", message.str()};
}

std::optional<SteppedLoad::Step>
StairStepLoad::NextStep()
{
    NeedNoContradiction();
    const int64_t interval = m_interval.GetTimeStep();
    const int64_t steps = GetSteps();
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
