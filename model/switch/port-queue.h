/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PORT_QUEUE_H
#define SYNTHNET_PORT_QUEUE_H

#include "egress-queue.h"
#include "service-thread.h"
#include "transit.h"

#include "ns3/event-id.h"
#include "ns3/net-device.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <map>

namespace ns3
{
class QueueDisc;
class QueueDiscItem;
} // namespace ns3

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief The switch as a PortQueue sees it: told what happens to packets.
 */
class PortQueueOwner
{
  public:
    /// A packet was admitted; its enqQdepth is set.
    virtual void OnEnqueue(Transit& transit) = 0;
    /// A packet left; @p deqQdepth packets remain.
    virtual void OnDequeue(Transit& transit, uint32_t deqQdepth) = 0;
    /// A packet was dropped; its enqQdepth is set.
    virtual void OnDrop(const Transit& transit) = 0;
    /// The queue marked a packet Congestion Experienced by a rule of its own.
    virtual void OnMark(const Transit& transit) = 0;
    /// @return whether OnDequeue() is wanted at the departure of a packet whose line is reserved
    virtual bool ObservesDeparture(const Transit& transit) const = 0;
    /// Sends a packet at a departure to come, and reserves the line for it.
    virtual void ReserveLine(const Transit& transit, Time departure) = 0;

  protected:
    ~PortQueueOwner() = default;
};

/**
 * @ingroup synthnet-switch
 * @brief The egress queue of a port, whichever kind it is of, and the events that empty it.
 */
class PortQueue
{
  public:
    /// @param owner outlives this
    explicit PortQueue(PortQueueOwner& owner);
    virtual ~PortQueue();
    PortQueue(const PortQueue&) = delete;
    PortQueue& operator=(const PortQueue&) = delete;

    /// Admits a packet that arrives now, or drops it; tells the owner which.
    virtual void Enqueue(Transit& transit) = 0;

    virtual uint32_t GetPriorities() const;                               //!< 1 by default
    virtual void SetDepth(uint32_t priority, uint32_t depth) = 0;         //!< packets, at least 1
    virtual uint32_t GetDepth(uint32_t priority) const = 0;               //!< packets
    virtual void SetRate(uint32_t priority, double packetsPerSecond) = 0; //!< 0: unlimited
    virtual double GetRate(uint32_t priority) const = 0;                  //!< packets a second
    virtual uint32_t GetQueued(uint32_t priority) = 0;                    //!< packets, now
    virtual bool MarksItself() const; //!< whether marking is the queue's own; no by default

    /**
     * @param stream the first random stream to use
     * @return how many streams were used; none by default
     */
    virtual int64_t AssignStreams(int64_t stream);

    virtual Time FreeFrom() const = 0;       //!< when the thread has finished the last packet taken
    virtual void BlockUntil(Time until) = 0; //!< the thread takes nothing before

  protected:
    PortQueueOwner& m_owner;
    EventId m_take; //!< the next departure, where it is an event of the queue
};

/**
 * @ingroup synthnet-switch
 * @brief An EgressQueue of a port: departures are known at admission.
 */
class FixedPortQueue : public PortQueue
{
  public:
    /**
     * @param owner outlives this
     * @param depth packets, at least 1
     * @param service of the thread; null: takes no time
     * @param reservesLine whether the device can be given a packet before its departure
     */
    FixedPortQueue(PortQueueOwner& owner,
                   uint32_t depth,
                   Ptr<ServiceTime> service,
                   bool reservesLine);

    void Enqueue(Transit& transit) override;
    void SetDepth(uint32_t priority, uint32_t depth) override;
    uint32_t GetDepth(uint32_t priority) const override;
    void SetRate(uint32_t priority, double packetsPerSecond) override;
    double GetRate(uint32_t priority) const override;
    uint32_t GetQueued(uint32_t priority) override;
    Time FreeFrom() const override;
    void BlockUntil(Time until) override;

  private:
    void Depart(Transit transit);

    EgressQueue m_queue;
    bool m_reservesLine;
};

/**
 * @ingroup synthnet-switch
 * @brief A PriorityEgressQueue of a port: a departure is known when it happens.
 */
class PriorityPortQueue : public PortQueue
{
  public:
    /**
     * @param owner outlives this
     * @param priorities at least 1
     * @param depth packets for each priority, at least 1
     * @param service of the thread; null: takes no time
     */
    PriorityPortQueue(PortQueueOwner& owner,
                      uint32_t priorities,
                      uint32_t depth,
                      Ptr<ServiceTime> service);

    void Enqueue(Transit& transit) override;
    uint32_t GetPriorities() const override;
    void SetDepth(uint32_t priority, uint32_t depth) override;
    uint32_t GetDepth(uint32_t priority) const override;
    void SetRate(uint32_t priority, double packetsPerSecond) override;
    double GetRate(uint32_t priority) const override;
    uint32_t GetQueued(uint32_t priority) override;
    Time FreeFrom() const override;
    void BlockUntil(Time until) override;

  private:
    void ScheduleTake();
    void Take();

    PriorityEgressQueue m_queues;
    std::map<uint64_t, Transit> m_waiting; //!< packets in them, by number
    uint64_t m_nextPacket{0};
};

/**
 * @ingroup synthnet-switch
 * @brief One of ns-3's queue disciplines as the queue of a port.
 *
 * It drops and marks as the discipline does, and its depth is the discipline's own; packets leave
 * at the rate of this queue and when its thread can take them.
 */
class DiscPortQueue : public PortQueue
{
  public:
    /**
     * @param owner outlives this
     * @param disc not used by anything else; it is initialized here
     * @param device of the port; its MTU is FqCoDel's quantum
     * @param depth what GetDepth() says, packets
     * @param service of the thread; null: takes no time
     * @throws InputError for a discipline that keeps packets until a time of its own, or that needs
     *         a device with several queues
     */
    DiscPortQueue(PortQueueOwner& owner,
                  Ptr<QueueDisc> disc,
                  Ptr<NetDevice> device,
                  uint32_t depth,
                  Ptr<ServiceTime> service);

    /// @return whether a discipline gives a packet whenever it has one, and to one device queue
    static bool Suits(TypeId disc);

    void Enqueue(Transit& transit) override;
    void SetDepth(uint32_t priority, uint32_t depth) override;
    uint32_t GetDepth(uint32_t priority) const override;
    void SetRate(uint32_t priority, double packetsPerSecond) override;
    double GetRate(uint32_t priority) const override;
    uint32_t GetQueued(uint32_t priority) override;
    bool MarksItself() const override;
    int64_t AssignStreams(int64_t stream) override;
    Time FreeFrom() const override;
    void BlockUntil(Time until) override;

  private:
    class Item;

    void HandleDrop(Ptr<const QueueDiscItem> item, const char* reason);
    void HandleMark(Ptr<const QueueDiscItem> item, const char* reason);
    void ScheduleTake();
    void Take();

    Ptr<QueueDisc> m_disc;
    uint32_t m_depth;
    RateLimit m_rate;
    ServiceThread m_thread;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PORT_QUEUE_H
