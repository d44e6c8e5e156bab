/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EGRESS_QUEUE_H
#define SYNTHNET_EGRESS_QUEUE_H

#include "service-thread.h"
#include "service-time.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-switch
/// @brief What v1model reports about one packet's stay in an egress queue.
struct EgressStay
{
    uint32_t enqQdepth; //!< packets queued before this one was admitted
    Time enqTimestamp;  //!< admission
    Time departure;     //!< taken out: enqTimestamp + deq_timedelta
};

/**
 * @ingroup synthnet-switch
 * @brief The queue of an egress port that has one priority, as in a BMv2 simple_switch.
 *
 * The departure time of a packet is fixed when it is admitted, `max(now, last departure + 1/rate)`
 * or when the thread that serves the queue can take it, whichever is later; the packet counts as
 * queued until then. Changing the rate retimes nothing; lowering the depth evicts nothing. The
 * departure is the start of service: an idle switch without service time passes a packet at once.
 *
 * Source: p4lang/behavioral-model, queueing.h, QueueingLogicPriRL.
 */
class EgressQueue
{
  public:
    /// @param depth packets, at least 1
    explicit EgressQueue(uint32_t depth);

    void SetServiceTime(Ptr<ServiceTime> serviceTime); //!< null: the thread takes no time
    void SetDepth(uint32_t depth);                     //!< at least 1; from the next admission on
    void SetRate(double packetsPerSecond);             //!< 0: unlimited; from the next admission on
    uint32_t GetDepth() const;                         //!< packets
    double GetRate() const;                            //!< packets a second, 0: unlimited

    /**
     * @brief Admits a packet, or drops it when `depth` packets are queued.
     * @param now not before the previous call's
     * @return its stay, or nothing when it was dropped
     */
    std::optional<EgressStay> Admit(Time now);

    /// @return packets whose departure is after @p now; for a now not before the previous call's
    uint32_t Queued(Time now);

  private:
    uint32_t m_depth;
    RateLimit m_rate;
    ServiceThread m_thread;
    ThreadBuffer m_queued;
};

/**
 * @ingroup synthnet-switch
 * @brief The queues of an egress port that has several priorities, as in a BMv2 simple_switch.
 *
 * One queue for each priority, with its own depth and rate; one thread serves them. It takes the
 * packet of the highest priority (the highest number) among those whose time has come, so that a
 * departure is known only when it happens: NextDeparture() says when to call Take().
 */
class PriorityEgressQueue
{
  public:
    /// A packet that left.
    struct Departed
    {
        uint32_t priority;  //!< 0 is lowest
        uint64_t packet;    //!< the number given to Admit()
        uint32_t enqQdepth; //!< packets of its priority queued before it was admitted
        Time enqTimestamp;  //!< admission
        uint32_t deqQdepth; //!< packets of its priority queued after it was taken out
    };

    /**
     * @param priorities at least 1
     * @param depth packets for each priority, at least 1
     */
    PriorityEgressQueue(uint32_t priorities, uint32_t depth);

    void SetServiceTime(Ptr<ServiceTime> serviceTime);        //!< null: takes no time
    void SetDepth(uint32_t priority, uint32_t depth);         //!< at least 1
    void SetRate(uint32_t priority, double packetsPerSecond); //!< 0: unlimited
    uint32_t GetDepth(uint32_t priority) const;               //!< packets
    double GetRate(uint32_t priority) const;                  //!< packets a second
    uint32_t GetPriorities() const;                           //!< how many

    /**
     * @param now not before any earlier call's
     * @param priority below GetPriorities()
     * @param packet the caller's number for it
     * @return packets of the priority queued before it, or nothing when it was dropped
     */
    std::optional<uint32_t> Admit(Time now, uint32_t priority, uint64_t packet);

    uint32_t Queued(uint32_t priority) const; //!< packets

    /// @return when the next packet leaves, or nothing when all queues are empty
    std::optional<Time> NextDeparture();

    /**
     * @brief Takes the next packet out.
     * @param now at or after NextDeparture()
     */
    Departed Take(Time now);

    Time FreeFrom() const; //!< when the thread has finished the last packet taken

    /// The thread cannot take a packet before @p until, because what it hands packets to is full.
    void BlockUntil(Time until);

  private:
    struct Waiting
    {
        Time ready;
        Time enqTimestamp;
        uint32_t enqQdepth;
        uint64_t packet;
    };

    struct Queue
    {
        uint32_t depth;
        RateLimit rate;
        std::deque<Waiting> waiting;
    };

    std::vector<Queue> m_queues;
    Ptr<ServiceTime> m_serviceTime;
    Time m_freeFrom;
    std::optional<Time> m_wakeUp; //!< drawn when a packet found the thread asleep
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EGRESS_QUEUE_H
