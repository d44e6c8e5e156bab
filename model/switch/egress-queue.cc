/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "egress-queue.h"

#include "ns3/abort.h"
#include "ns3/assert.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

Time
Interval(double packetsPerSecond)
{
    return packetsPerSecond > 0 ? Seconds(1 / packetsPerSecond) : Time(0);
}

} // namespace

void
ServiceThread::SetServiceTime(Ptr<ServiceTime> serviceTime)
{
    m_serviceTime = serviceTime;
}

Ptr<ServiceTime>
ServiceThread::GetServiceTime() const
{
    return m_serviceTime;
}

Time
ServiceThread::FreeFrom() const
{
    return m_freeFrom;
}

Time
ServiceThread::Take(Time ready)
{
    if (!m_serviceTime)
    {
        m_freeFrom = std::max(m_freeFrom, ready);
        return m_freeFrom;
    }
    const Time taken = ready > m_freeFrom ? ready + m_serviceTime->WakeUp() : m_freeFrom;
    m_freeFrom = taken + m_serviceTime->Service();
    return taken;
}

void
ServiceThread::BlockUntil(Time until)
{
    m_freeFrom = std::max(m_freeFrom, until);
}

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
    m_rate = packetsPerSecond;
    m_interval = Interval(packetsPerSecond);
}

uint32_t
EgressQueue::GetDepth() const
{
    return m_depth;
}

double
EgressQueue::GetRate() const
{
    return m_rate;
}

uint32_t
EgressQueue::Queued(Time now)
{
    while (!m_departures.empty() && m_departures.front() <= now)
    {
        m_departures.pop_front();
    }
    return m_departures.size();
}

std::optional<EgressStay>
EgressQueue::Admit(Time now)
{
    const uint32_t queued = Queued(now);
    if (queued >= m_depth)
    {
        return std::nullopt;
    }
    const Time ready = m_sentAny ? std::max(now, m_lastSent + m_interval) : now;
    m_sentAny = true;
    m_lastSent = ready;
    const Time departure = m_thread.Take(ready);
    if (departure > now)
    {
        m_departures.push_back(departure);
    }
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
    m_queues.at(priority).rate = packetsPerSecond;
    m_queues.at(priority).interval = Interval(packetsPerSecond);
}

uint32_t
PriorityEgressQueue::GetDepth(uint32_t priority) const
{
    return m_queues.at(priority).depth;
}

double
PriorityEgressQueue::GetRate(uint32_t priority) const
{
    return m_queues.at(priority).rate;
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
    const Time ready = queue.sentAny ? std::max(now, queue.lastSent + queue.interval) : now;
    queue.sentAny = true;
    queue.lastSent = ready;
    queue.waiting.push_back({ready, now, queued, packet});
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
