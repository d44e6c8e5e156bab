/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "schedule-load.h"

#include <utility>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ScheduleLoad);

TypeId
ScheduleLoad::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::ScheduleLoad")
                            .SetParent<SteppedLoad>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<ScheduleLoad>();
    return tid;
}

void
ScheduleLoad::SetSchedule(std::vector<LoadScheduleEntry> schedule)
{
    m_schedule = std::move(schedule);
    m_next = 0;
}

std::optional<SteppedLoad::Step>
ScheduleLoad::NextStep()
{
    if (m_next == m_schedule.size())
    {
        return std::nullopt;
    }
    const LoadScheduleEntry& entry = m_schedule[m_next++];
    return Step{Seconds(entry.seconds), entry.clients};
}

} // namespace ns3::synthnet
