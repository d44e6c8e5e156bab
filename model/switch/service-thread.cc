/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "service-thread.h"

#include "ns3/bounded.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

constexpr double MOST_GAP_SECONDS = 1000; // between two packets

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

Time
ServiceThread::FreeFrom() const
{
    return m_freeFrom;
}

void
ServiceThread::BlockUntil(Time until)
{
    m_freeFrom = std::max(m_freeFrom, until);
}

void
RateLimit::Set(double packetsPerSecond)
{
    m_rate = packetsPerSecond;
    m_interval = packetsPerSecond > 0 ? Seconds(Bounded(1 / packetsPerSecond, 0, MOST_GAP_SECONDS))
                                      : Time(0);
}

double
RateLimit::Get() const
{
    return m_rate;
}

Time
RateLimit::Next(Time now)
{
    m_last = m_last ? std::max(now, *m_last + m_interval) : now;
    return *m_last;
}

uint32_t
ThreadBuffer::Waiting(Time now)
{
    while (!m_taken.empty() && m_taken.front() <= now)
    {
        m_taken.pop_front();
    }
    return m_taken.size();
}

Time
ThreadBuffer::RoomFrom(Time ready, uint32_t capacity)
{
    const uint32_t waiting = Waiting(ready);
    return waiting < capacity ? ready : m_taken[waiting - capacity];
}

void
ThreadBuffer::Push(Time taken)
{
    m_taken.push_back(taken);
}

} // namespace ns3::synthnet
