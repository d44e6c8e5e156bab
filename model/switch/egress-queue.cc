/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "egress-queue.h"

#include "ns3/abort.h"
#include "ns3/assert.h"

#include <algorithm>

namespace ns3::synthnet
{

EgressQueue::EgressQueue(uint32_t depth)
    : m_depth(depth)
{
    NS_ASSERT(depth > 0);
}

void
EgressQueue::SetServiceTime(Ptr<ServiceTime> serviceTime)
{
    m_thread.SetServiceTime(serviceTime);
}

void
EgressQueue::SetDepth(uint32_t depth)
{
    NS_ASSERT(depth > 0);
    m_depth = depth;
}

void
EgressQueue::SetRate(double packetsPerSecond)
{
    m_rate.Set(packetsPerSecond);
}

uint32_t
EgressQueue::GetDepth() const
{
    return m_depth;
}

double
EgressQueue::GetRate() const
{
    return m_rate.Get();
}

uint32_t
EgressQueue::Queued(Time now)
{
    return m_queued.Waiting(now);
}

std::optional<EgressStay>
EgressQueue::Admit(Time now)
{
    const uint32_t queued = Queued(now);
    if (queued >= m_depth)
    {
        return std::nullopt;
    }
    const Time departure = m_thread.Take(m_rate.Next(now));
    m_queued.Push(departure);
    return EgressStay{queued, now, departure};
}

PriorityEgressQueue::PriorityEgressQueue(uint32_t priorities, uint32_t depth)
    : m_queues(priorities)
{
    NS_ASSERT(priorities > 0 && depth > 0);
    for (auto& queue : m_queues)
    {
        queue.depth = depth;
    }
}

void
PriorityEgressQueue::SetServiceTime(Ptr<ServiceTime> serviceTime)
{
    m_serviceTime = serviceTime;
}

void
PriorityEgressQueue::SetDepth(uint32_t priority, uint32_t depth)
{
    NS_ASSERT(depth > 0);
    m_queues.at(priority).depth = depth;
}

void
PriorityEgressQueue::SetRate(uint32_t priority, double packetsPerSecond)
{
    m_queues.at(priority).rate.Set(packetsPerSecond);
}

uint32_t
PriorityEgressQueue::GetDepth(uint32_t priority) const
{
    return m_queues.at(priority).depth;
}

double
PriorityEgressQueue::GetRate(uint32_t priority) const
{
    return m_queues.at(priority).rate.Get();
}

uint32_t
PriorityEgressQueue::GetPriorities() const
{
    return m_queues.size();
}

uint32_t
PriorityEgressQueue::Queued(uint32_t priority) const
{
    return m_queues.at(priority).waiting.size();
}

std::optional<uint32_t>
PriorityEgressQueue::Admit(Time now, uint32_t priority, uint64_t packet)
{
    auto& queue = m_queues.at(priority);
    const uint32_t queued = queue.waiting.size();
    if (queued >= queue.depth)
    {
        return std::nullopt;
    }
    queue.waiting.push_back({queue.rate.Next(now), now, queued, packet});
    return queued;
}

std::optional<Time>
PriorityEgressQueue::NextDeparture()
{
    std::optional<Time> ready;
    for (const auto& queue : m_queues)
    {
        if (!queue.waiting.empty() && (!ready || queue.waiting.front().ready < *ready))
        {
            ready = queue.waiting.front().ready;
        }
    }
    if (!ready || *ready <= m_freeFrom)
    {
        return ready ? std::optional(m_freeFrom) : ready;
    }
    if (!m_serviceTime)
    {
        return ready;
    }
    // A packet that becomes ready earlier than the one that the wake-up was drawn for wakes the
    // thread earlier, by the same draw.
    if (!m_wakeUp)
    {
        m_wakeUp = m_serviceTime->WakeUp();
    }
    return *ready + *m_wakeUp;
}

PriorityEgressQueue::Departed
PriorityEgressQueue::Take(Time now)
{
    for (uint32_t priority = m_queues.size(); priority-- > 0;)
    {
        auto& waiting = m_queues[priority].waiting;
        if (waiting.empty() || waiting.front().ready > now)
        {
            continue;
        }
        const Waiting first = waiting.front();
        waiting.pop_front();
        m_wakeUp.reset();
        m_freeFrom = m_serviceTime ? now + m_serviceTime->Service() : now;
        return {priority,
                first.packet,
                first.enqQdepth,
                first.enqTimestamp,
                static_cast<uint32_t>(waiting.size())};
    }
    NS_ABORT_MSG("PriorityEgressQueue::Take() was called before NextDeparture()");
    return {};
}

Time
PriorityEgressQueue::FreeFrom() const
{
    return m_freeFrom;
}

void
PriorityEgressQueue::BlockUntil(Time until)
{
    m_freeFrom = std::max(m_freeFrom, until);
}

} // namespace ns3::synthnet
