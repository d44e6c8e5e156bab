/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SERVICE_THREAD_H
#define SYNTHNET_SERVICE_THREAD_H

#include "service-time.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief The thread that takes packets out of queues: when it is free, and when it sleeps.
 *
 * Without a ServiceTime it takes no time.
 */
class ServiceThread
{
  public:
    void SetServiceTime(Ptr<ServiceTime> serviceTime); //!< null: takes no time
    Ptr<ServiceTime> GetServiceTime() const;           //!< null: takes no time

    /**
     * @brief Serves the next packet.
     * @param ready when the packet can be taken; not before the previous call's
     * @return when it is taken
     */
    Time Take(Time ready);

    /// @return when the thread has finished the last packet
    Time FreeFrom() const;

    /// The thread cannot take a packet before @p until, because what it hands packets to is full.
    void BlockUntil(Time until);

  private:
    Ptr<ServiceTime> m_serviceTime;
    Time m_freeFrom;
};

/**
 * @ingroup synthnet-switch
 * @brief The rate of a BMv2 queue: each packet leaves at `max(now, the last one's time + 1/rate)`.
 *
 * The time of a packet is fixed by the rate of the moment when it is asked for.
 */
class RateLimit
{
  public:
    void Set(double packetsPerSecond); //!< 0: unlimited; less than 0.001 counts as 0.001
    double Get() const;                //!< packets a second, 0: unlimited

    /// @return when a packet that comes at @p now may leave
    Time Next(Time now);

  private:
    double m_rate{0};
    Time m_interval;            //!< 1/rate
    std::optional<Time> m_last; //!< when the last packet may leave
};

/**
 * @ingroup synthnet-switch
 * @brief The packets that wait for a thread, in their order.
 *
 * When each is taken is known as it comes, so that this holds times only.
 */
class ThreadBuffer
{
  public:
    /// @return packets that wait at @p now; for a now not before any earlier call's
    uint32_t Waiting(Time now);

    /**
     * @param ready when a packet wants to enter; not before any earlier call's
     * @param capacity packets, at least 1
     * @return when there is room for it
     */
    Time RoomFrom(Time ready, uint32_t capacity);

    /// @param taken when the thread takes the packet; not before that of any earlier one
    void Push(Time taken);

  private:
    std::deque<Time> m_taken; // ascending; the front leaves first
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SERVICE_THREAD_H
