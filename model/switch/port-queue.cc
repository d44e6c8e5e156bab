/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "port-queue.h"

#include "packet-rewrite.h"

#include "ns3/input-error.h"

#include "ns3/abort.h"
#include "ns3/cobalt-queue-disc.h"
#include "ns3/mq-queue-disc.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/pie-queue-disc.h"
#include "ns3/queue-disc.h"
#include "ns3/red-queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/tbf-queue-disc.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

/// @return a depth in the 19 bits that v1model has for it
uint32_t
Depth19(uint32_t packets)
{
    constexpr uint32_t MASK_19 = (uint32_t{1} << 19) - 1;
    return std::min(packets, MASK_19);
}

/// A port asks its discipline for a packet when it can send one, and has one queue.
void
RequireSuited(const QueueDisc& disc)
{
    const TypeId tid = disc.GetInstanceTypeId();
    if (!DiscPortQueue::Suits(tid))
    {
        throw InputError("queue discipline " + tid.GetName() +
                         " is not one for a switch, expected one that gives a packet whenever it "
                         "has one, to one device queue");
    }
    for (std::size_t i = 0; i < disc.GetNQueueDiscClasses(); ++i)
    {
        RequireSuited(*disc.GetQueueDiscClass(i)->GetQueueDisc());
    }
}

/// @return how many streams a discipline and those in it used; ns-3 has no common call for that
int64_t
AssignDiscStreams(Ptr<QueueDisc> disc, int64_t stream)
{
    int64_t used = 0;
    if (const auto red = DynamicCast<RedQueueDisc>(disc))
    {
        used += red->AssignStreams(stream);
    }
    else if (const auto pie = DynamicCast<PieQueueDisc>(disc))
    {
        used += pie->AssignStreams(stream);
    }
    else if (const auto cobalt = DynamicCast<CobaltQueueDisc>(disc))
    {
        used += cobalt->AssignStreams(stream);
    }
    for (std::size_t i = 0; i < disc->GetNQueueDiscClasses(); ++i)
    {
        used += AssignDiscStreams(disc->GetQueueDiscClass(i)->GetQueueDisc(), stream + used);
    }
    return used;
}

} // namespace

PortQueue::PortQueue(PortQueueOwner& owner)
    : m_owner(owner)
{
}

PortQueue::~PortQueue()
{
    m_take.Cancel();
}

uint32_t
PortQueue::GetPriorities() const
{
    return 1;
}

bool
PortQueue::MarksItself() const
{
    return false;
}

int64_t
PortQueue::AssignStreams(int64_t /* stream */)
{
    return 0;
}

// --- Departures known at admission ---------------------------------------------------------------

FixedPortQueue::FixedPortQueue(PortQueueOwner& owner,
                               uint32_t depth,
                               Ptr<ServiceTime> service,
                               bool reservesLine)
    : PortQueue(owner),
      m_queue(depth),
      m_reservesLine(reservesLine)
{
    m_queue.SetServiceTime(service);
}

void
FixedPortQueue::Enqueue(Transit& transit)
{
    const Time now = Simulator::Now();
    const auto stay = m_queue.Admit(now);
    transit.metadata.enqQdepth = Depth19(stay ? stay->enqQdepth : m_queue.Queued(now));
    if (!stay)
    {
        m_owner.OnDrop(transit);
        return;
    }
    m_owner.OnEnqueue(transit);
    if (stay->departure <= now)
    {
        m_owner.OnDequeue(transit, 0);
        return;
    }
    transit.isReserved = m_reservesLine;
    // Before the line is reserved: at the same time the packet must be whole when it is sniffed.
    if (!m_reservesLine || m_owner.ObservesDeparture(transit))
    {
        Simulator::Schedule(stay->departure - now, &FixedPortQueue::Depart, this, transit);
    }
    if (m_reservesLine)
    {
        m_owner.ReserveLine(transit, stay->departure);
    }
}

void
FixedPortQueue::Depart(Transit transit)
{
    m_owner.OnDequeue(transit, Depth19(m_queue.Queued(Simulator::Now())));
}

void
FixedPortQueue::SetDepth(uint32_t /* priority */, uint32_t depth)
{
    m_queue.SetDepth(depth);
}

uint32_t
FixedPortQueue::GetDepth(uint32_t /* priority */) const
{
    return m_queue.GetDepth();
}

void
FixedPortQueue::SetRate(uint32_t /* priority */, double packetsPerSecond)
{
    m_queue.SetRate(packetsPerSecond);
}

double
FixedPortQueue::GetRate(uint32_t /* priority */) const
{
    return m_queue.GetRate();
}

uint32_t
FixedPortQueue::GetQueued(uint32_t /* priority */)
{
    return m_queue.Queued(Simulator::Now());
}

Time
FixedPortQueue::FreeFrom() const
{
    return Simulator::Now();
}

void
FixedPortQueue::BlockUntil(Time /* until */)
{
    NS_ABORT_MSG("a queue whose departures are fixed at admission cannot be blocked");
}

// --- Several priorities --------------------------------------------------------------------------

PriorityPortQueue::PriorityPortQueue(PortQueueOwner& owner,
                                     uint32_t priorities,
                                     uint32_t depth,
                                     Ptr<ServiceTime> service)
    : PortQueue(owner),
      m_queues(priorities, depth)
{
    m_queues.SetServiceTime(service);
}

void
PriorityPortQueue::Enqueue(Transit& transit)
{
    const uint32_t priority = std::min<uint32_t>(transit.priority, m_queues.GetPriorities() - 1);
    const uint64_t number = m_nextPacket++;
    const auto queued = m_queues.Admit(Simulator::Now(), priority, number);
    transit.metadata.enqQdepth = Depth19(queued ? *queued : m_queues.Queued(priority));
    if (!queued)
    {
        m_owner.OnDrop(transit);
        return;
    }
    m_owner.OnEnqueue(transit);
    m_waiting.emplace(number, transit);
    ScheduleTake();
}

void
PriorityPortQueue::ScheduleTake()
{
    m_take.Cancel();
    if (const auto next = m_queues.NextDeparture())
    {
        const Time wait = std::max(*next - Simulator::Now(), Time(0));
        m_take = Simulator::Schedule(wait, &PriorityPortQueue::Take, this);
    }
}

void
PriorityPortQueue::Take()
{
    const auto departed = m_queues.Take(Simulator::Now());
    auto node = m_waiting.extract(departed.packet);
    m_owner.OnDequeue(node.mapped(), Depth19(departed.deqQdepth));
    ScheduleTake(); // after OnDequeue(), which may block the thread
}

uint32_t
PriorityPortQueue::GetPriorities() const
{
    return m_queues.GetPriorities();
}

void
PriorityPortQueue::SetDepth(uint32_t priority, uint32_t depth)
{
    m_queues.SetDepth(priority, depth);
}

uint32_t
PriorityPortQueue::GetDepth(uint32_t priority) const
{
    return m_queues.GetDepth(priority);
}

void
PriorityPortQueue::SetRate(uint32_t priority, double packetsPerSecond)
{
    m_queues.SetRate(priority, packetsPerSecond);
}

double
PriorityPortQueue::GetRate(uint32_t priority) const
{
    return m_queues.GetRate(priority);
}

uint32_t
PriorityPortQueue::GetQueued(uint32_t priority)
{
    return m_queues.Queued(priority);
}

Time
PriorityPortQueue::FreeFrom() const
{
    return m_queues.FreeFrom();
}

void
PriorityPortQueue::BlockUntil(Time until)
{
    m_queues.BlockUntil(until);
}

// --- A queue discipline --------------------------------------------------------------------------

/// A packet as a queue discipline holds it.
class DiscPortQueue::Item : public QueueDiscItem
{
  public:
    explicit Item(const Transit& transit)
        : QueueDiscItem(transit.packet, transit.destination, transit.etherType),
          m_transit(transit)
    {
    }

    void AddHeader() override
    {
    }

    bool Mark() override
    {
        return m_transit.isIpv4 && MarkCongestion(m_transit.packet);
    }

    uint32_t Hash(uint32_t perturbation) const override
    {
        // Disciplines take the remainder by their number of queues: each bit of the result must
        // depend on each of the flow's (the finalizer of MurmurHash3).
        uint32_t hash = m_transit.flowHash ^ perturbation;
        hash = (hash ^ hash >> 16) * 0x85ebca6bU;
        hash = (hash ^ hash >> 13) * 0xc2b2ae35U;
        return hash ^ hash >> 16;
    }

    /// @return the packet of an item that this class made
    static const Transit& TransitOf(const QueueDiscItem& item)
    {
        return static_cast<const Item&>(item).m_transit;
    }

  private:
    Transit m_transit;
};

bool
DiscPortQueue::Suits(TypeId disc)
{
    const auto isA = [disc](TypeId base) { return disc == base || disc.IsChildOf(base); };
    return !isA(TbfQueueDisc::GetTypeId()) && !isA(MqQueueDisc::GetTypeId());
}

DiscPortQueue::DiscPortQueue(PortQueueOwner& owner,
                             Ptr<QueueDisc> disc,
                             Ptr<NetDevice> device,
                             uint32_t depth,
                             Ptr<ServiceTime> service)
    : PortQueue(owner),
      m_disc(disc),
      m_depth(depth)
{
    RequireSuited(*disc);
    m_thread.SetServiceTime(service);
    // FqCoDel and others take the MTU of the device as their quantum, and loop without one.
    auto queues = device->GetObject<NetDeviceQueueInterface>();
    if (!queues)
    {
        queues = CreateObject<NetDeviceQueueInterface>();
        device->AggregateObject(queues);
    }
    disc->SetNetDeviceQueueInterface(queues);
    disc->Initialize();
    // What Enqueue() returns does not tell: some disciplines drop another packet than the new one,
    // or take a packet that an inner discipline drops.
    const auto drop = MakeCallback(&DiscPortQueue::HandleDrop, this);
    disc->TraceConnectWithoutContext("DropBeforeEnqueue", drop);
    disc->TraceConnectWithoutContext("DropAfterDequeue", drop);
    disc->TraceConnectWithoutContext("Mark", MakeCallback(&DiscPortQueue::HandleMark, this));
}

void
DiscPortQueue::HandleDrop(Ptr<const QueueDiscItem> item, const char* /* reason */)
{
    m_owner.OnDrop(Item::TransitOf(*item));
}

void
DiscPortQueue::HandleMark(Ptr<const QueueDiscItem> item, const char* /* reason */)
{
    m_owner.OnMark(Item::TransitOf(*item));
}

void
DiscPortQueue::Enqueue(Transit& transit)
{
    transit.metadata.enqQdepth = Depth19(m_disc->GetNPackets());
    if (!m_disc->Enqueue(Create<Item>(transit)))
    {
        return; // its trace told
    }
    m_owner.OnEnqueue(transit);
    ScheduleTake();
}

void
DiscPortQueue::ScheduleTake()
{
    if (!m_take.IsExpired() || m_disc->GetNPackets() == 0)
    {
        return;
    }
    const Time now = Simulator::Now();
    const Time taken = m_thread.Take(m_rate.Next(now));
    m_take = Simulator::Schedule(std::max(taken - now, Time(0)), &DiscPortQueue::Take, this);
}

void
DiscPortQueue::Take()
{
    if (const auto item = m_disc->Dequeue())
    {
        Transit transit = Item::TransitOf(*item);
        m_owner.OnDequeue(transit, Depth19(m_disc->GetNPackets()));
    }
    ScheduleTake(); // after OnDequeue(), which may block the thread
}

void
DiscPortQueue::SetDepth(uint32_t /* priority */, uint32_t depth)
{
    m_depth = depth;
}

uint32_t
DiscPortQueue::GetDepth(uint32_t /* priority */) const
{
    return m_depth;
}

void
DiscPortQueue::SetRate(uint32_t /* priority */, double packetsPerSecond)
{
    m_rate.Set(packetsPerSecond);
}

double
DiscPortQueue::GetRate(uint32_t /* priority */) const
{
    return m_rate.Get();
}

uint32_t
DiscPortQueue::GetQueued(uint32_t /* priority */)
{
    return m_disc->GetNPackets();
}

bool
DiscPortQueue::MarksItself() const
{
    return true;
}

int64_t
DiscPortQueue::AssignStreams(int64_t stream)
{
    return AssignDiscStreams(m_disc, stream);
}

Time
DiscPortQueue::FreeFrom() const
{
    return m_thread.FreeFrom();
}

void
DiscPortQueue::BlockUntil(Time until)
{
    m_thread.BlockUntil(until);
}

} // namespace ns3::synthnet
