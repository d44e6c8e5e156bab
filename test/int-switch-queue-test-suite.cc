/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "one-switch.h"
#include "sentence.h"

#include "ns3/probe-codec.h"

#include "ns3/double.h"
#include "ns3/object-factory.h"
#include "ns3/queue-disc.h"
#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;
using DropReason = IntSwitch::DropReason;

/// The port classifies: packets to UDP port p get priority p.
void
ClassifyByPort(OneSwitch& bench, uint8_t priorities)
{
    auto& table = bench.theSwitch->AddTable({"classify", {{Field::L4DstPort, MatchKind::Exact}}});
    for (uint8_t priority = 0; priority < priorities; ++priority)
    {
        table.Add({KeyMatch::Exact(priority)}, Action::MakeSetPriority(priority));
    }
}

TestPacket
OfPriority(uint16_t number, uint16_t priority)
{
    TestPacket packet{number};
    packet.port = priority;
    return packet;
}

void
StrictPriority(Sentence& test)
{
    OneSwitch bench(2, {{"Priorities", "3"}, {"EgressService", FIXED_1MS}});
    ClassifyByPort(bench, 3);
    const uint16_t priorities[] = {0, 0, 2, 1, 2, 0, 1};
    for (uint16_t i = 0; i < 7; ++i)
    {
        bench.Send(Seconds(1), 0, 1, OfPriority(i, priorities[i]));
    }
    bench.Run();
    test.Equal(Text(bench.Order()), "0 2 4 3 6 1 5 ", "0 keeps the thread, then the highest");
    for (std::size_t i = 1; i < bench.arrived.size(); ++i)
    {
        test.Equal(bench.arrived[i].time - bench.arrived[i - 1].time,
                   MilliSeconds(1),
                   "the thread takes 1 ms for each");
    }
}

void
TooHighAPriority(Sentence& test)
{
    OneSwitch bench(2, {{"Priorities", "2"}, {"EgressService", FIXED_1MS}});
    ClassifyByPort(bench, 8);
    bench.Send(Seconds(1), 0, 1, OfPriority(0, 0));
    bench.Send(Seconds(1), 0, 1, OfPriority(1, 0));
    bench.Send(Seconds(1), 0, 1, OfPriority(2, 7)); // becomes 1, the highest that there is
    bench.Run();
    test.Equal(Text(bench.Order()), "0 2 1 ", "it goes first");
}

void
DepthAndRateOfEachPriority(Sentence& test)
{
    OneSwitch bench(2, {{"Priorities", "2"}, {"QueueDepth", "10"}});
    ClassifyByPort(bench, 2);
    bench.TraceQueues();
    bench.theSwitch->SetQueueDepth(2, 1, 1);
    bench.theSwitch->SetQueueRate(1000, 1, 1);
    bench.theSwitch->SetQueueRate(500, 1, 0);
    test.Equal(bench.theSwitch->GetQueueDepth(1, 0), 10, "that of priority 0 stays");
    test.Equal(bench.theSwitch->GetQueueDepth(1, 1), 2, "that of priority 1");
    for (uint16_t i = 0; i < 4; ++i)
    {
        bench.Send(Seconds(1), 0, 1, OfPriority(i, 1));
        bench.Send(Seconds(1), 0, 1, OfPriority(10 + i, 0));
    }
    bench.Run();
    const std::vector<std::tuple<uint16_t, uint32_t, uint32_t, uint32_t>> expected{
        {0, 0, 0, 0},
        {10, 0, 0, 0},
        {1, 0, 1000, 1},
        {11, 0, 2000, 2},
        {2, 1, 2000, 0},
        {12, 1, 4000, 1},
        {13, 2, 6000, 0},
    };
    std::vector<std::tuple<uint16_t, uint32_t, uint32_t, uint32_t>> actual;
    for (const auto& traced : bench.dequeued)
    {
        actual.emplace_back(traced.number,
                            traced.metadata.enqQdepth,
                            traced.metadata.deqTimedelta,
                            traced.metadata.deqQdepth);
    }
    std::sort(actual.begin(), actual.end());
    auto sorted = expected;
    std::sort(sorted.begin(), sorted.end());
    test.True(actual == sorted, "number, enq_qdepth, deq_timedelta, deq_qdepth of each packet");
    test.Equal(bench.Dropped(1, DropReason::EgressQueue), 1, "the fourth of priority 1");
}

void
EcnThreshold(Sentence& test)
{
    OneSwitch bench(2, {{"QueueRate", "1000"}, {"EcnThreshold", "3"}});
    TestPacket capable;
    capable.ecn = Ipv4Header::ECN_ECT0;
    bench.Burst(Seconds(1), 0, 1, 6, capable); // find 0, 0, 1, 2, 3 and 4 packets
    bench.Send(Seconds(1), 0, 1, {6});         // finds 5 and is not capable
    bench.Run();
    for (const auto& arrival : bench.arrived)
    {
        const auto expected = arrival.number == 6   ? Ipv4Header::ECN_NotECT
                              : arrival.number >= 4 ? Ipv4Header::ECN_CE
                                                    : Ipv4Header::ECN_ECT0;
        test.Equal(arrival.ip.GetEcn(), expected, "packet " + std::to_string(arrival.number));
    }
    test.Equal(bench.arrived.size(), 7, "none is dropped");
    test.Equal(bench.Counters(1).ecnMarked, 2, "the counter");
}

// --- Queue disciplines ---------------------------------------------------------------------------

Ptr<QueueDisc>
MakeDisc(const std::string& typeId, const OneSwitch::Attributes& attributes)
{
    ObjectFactory factory;
    factory.SetTypeId(typeId);
    for (const auto& [name, value] : attributes)
    {
        factory.Set(name, StringValue(value));
    }
    return factory.Create<QueueDisc>();
}

/// 2 s at twice the rate of the queue, of two flows; then each packet must be accounted for.
void
Overload(Sentence& test, Ptr<QueueDisc> disc, const OneSwitch::Attributes& attributes, bool ecn)
{
    OneSwitch bench(2, attributes);
    bench.theSwitch->SetQueueDisc(1, disc);
    bench.theSwitch->SetQueueRate(1000, 1);
    constexpr uint16_t PACKETS = 4000;
    for (uint16_t i = 0; i < PACKETS; ++i)
    {
        TestPacket packet{static_cast<uint16_t>(i % 2)};
        packet.payload = 500;
        packet.ecn = ecn ? Ipv4Header::ECN_ECT0 : Ipv4Header::ECN_NotECT;
        bench.Send(Seconds(1) + MicroSeconds(500) * i, 0, 1, packet);
    }
    bench.Run();
    const std::string name = disc->GetInstanceTypeId().GetName();
    const uint64_t drops = bench.Dropped(1, DropReason::EgressQueue);
    test.Equal(bench.arrived.size() + drops, PACKETS, name + ": sent or dropped, and counted");
    test.Equal(bench.dropped.size(), drops, name + ": each drop is traced");
    const auto& stats = disc->GetStats();
    test.Equal(stats.nTotalDroppedPackets, drops, name + ": as the discipline counts");
    test.Equal(stats.nTotalMarkedPackets, bench.Counters(1).ecnMarked, name + ": and its marks");
    test.True(ecn ? bench.Counters(1).ecnMarked > 10 : drops > 10, name + " acts");
    uint64_t marked = 0;
    for (const auto& arrival : bench.arrived)
    {
        marked += arrival.ip.GetEcn() == Ipv4Header::ECN_CE;
    }
    test.True(marked <= bench.Counters(1).ecnMarked && (!ecn || marked > 0),
              name + ": in the header");
    for (std::size_t i = 1; i < bench.arrived.size(); ++i)
    {
        test.True(bench.arrived[i].time - bench.arrived[i - 1].time >= MicroSeconds(999),
                  name + ": the rate holds");
    }
}

void
Disciplines(Sentence& test)
{
    for (const char* priorities : {"1", "2"}) // several priorities give way to the discipline
    {
        const OneSwitch::Attributes attributes{{"Priorities", priorities}};
        Overload(test, MakeDisc("ns3::FifoQueueDisc", {{"MaxSize", "30p"}}), attributes, false);
        Overload(test, MakeDisc("ns3::RedQueueDisc", {{"MaxSize", "30p"}}), attributes, false);
        Overload(test, MakeDisc("ns3::CoDelQueueDisc", {{"MaxSize", "30p"}}), attributes, false);
        Overload(test, MakeDisc("ns3::FqCoDelQueueDisc", {{"MaxSize", "30p"}}), attributes, false);
        Overload(test,
                 MakeDisc("ns3::PfifoFastQueueDisc", {{"MaxSize", "30p"}}),
                 attributes,
                 false);
    }
    Overload(
        test,
        MakeDisc("ns3::RedQueueDisc", {{"MaxSize", "100p"}, {"UseEcn", "1"}, {"UseHardDrop", "0"}}),
        {},
        true);
    Overload(test, MakeDisc("ns3::CoDelQueueDisc", {{"UseEcn", "1"}}), {}, true);
    Overload(test, MakeDisc("ns3::FqCoDelQueueDisc", {{"UseEcn", "1"}}), {}, true);
}

void
UnsuitedDisciplines(Sentence& test)
{
    OneSwitch bench(2, {{"QueueRate", "1000"}});
    for (const char* unsuited : {"ns3::TbfQueueDisc", "ns3::MqQueueDisc"})
    {
        test.Refuses([&] { bench.theSwitch->SetQueueDisc(1, MakeDisc(unsuited, {})); },
                     std::string(unsuited) + " is not one for a switch");
    }
    bench.Burst(Seconds(1), 0, 1, 5);
    bench.Run(Seconds(1) + MicroSeconds(1500)); // some have left, some wait
    test.Refuses([&] { bench.theSwitch->SetQueueDisc(1, MakeDisc("ns3::FifoQueueDisc", {})); },
                 "port 1 has had packets, expected a queue discipline before the first");
    bench.theSwitch->SetQueueDisc(0, MakeDisc("ns3::FifoQueueDisc", {}));
    bench.Run();
    test.Equal(bench.arrived.size(), 5, "all arrive");
}

/// @return what arrives when a discipline drops by chance
std::vector<uint16_t>
RandomDrops(const std::string& disc, int64_t stream)
{
    OneSwitch bench(2, {{"QueueRate", "1000"}});
    bench.theSwitch->SetQueueDisc(1, MakeDisc(disc, {}));
    bench.theSwitch->AssignStreams(stream);
    for (uint16_t i = 0; i < 3000; ++i)
    {
        bench.Send(Seconds(1) + MicroSeconds(500) * i, 0, 1, {i});
    }
    bench.Run();
    return bench.Order();
}

void
DisciplinesHaveStreams(Sentence& test)
{
    for (const char* disc : {"ns3::RedQueueDisc", "ns3::PieQueueDisc"})
    {
        const auto once = RandomDrops(disc, 5);
        test.True(once == RandomDrops(disc, 5), std::string(disc) + ": the same stream");
        test.True(once != RandomDrops(disc, 6), std::string(disc) + ": another stream");
    }
}

void
FifoIsTailDrop(Sentence& test)
{
    // The same burst through the queue of BMv2 and through the discipline that does the same.
    std::vector<uint16_t> orders[2];
    for (const bool asDisc : {false, true})
    {
        OneSwitch bench(2, {{"QueueRate", "1000"}, {"QueueDepth", "5"}});
        if (asDisc)
        {
            bench.theSwitch->SetQueueDisc(1, MakeDisc("ns3::FifoQueueDisc", {{"MaxSize", "5p"}}));
        }
        bench.Burst(Seconds(1), 0, 1, 10);
        bench.Burst(Seconds(1) + MicroSeconds(2500), 0, 1, 10);
        bench.Run();
        orders[asDisc] = bench.Order();
        test.Equal(bench.theSwitch->GetQueued(1), 0, "empty in the end");
    }
    test.Equal(Text(orders[1]), Text(orders[0]), "the same packets pass");
}

void
FqTellsFlowsByBothPorts(Sentence& test)
{
    OneSwitch bench(2, {{"QueueRate", "1000"}});
    bench.theSwitch->SetQueueDisc(1, MakeDisc("ns3::FqCoDelQueueDisc", {}));
    bench.TraceQueues();
    for (uint16_t i = 0; i < 200; ++i)
    {
        bench.Send(Seconds(1), 0, 1, {1}); // one flow fills the queue
    }
    for (uint16_t number = 2; number < 12; ++number) // ten that differ by their source port
    {
        bench.Send(Seconds(1) + MicroSeconds(10), 0, 1, {number});
    }
    bench.Run();
    uint32_t longest = 0;
    uint32_t thin = 0;
    for (const auto& traced : bench.dequeued)
    {
        if (traced.number != 1)
        {
            ++thin;
            longest = std::max(longest, traced.metadata.deqTimedelta);
        }
    }
    test.Equal(thin, 10, "all thin flows pass");
    test.True(longest < 40'000,
              "and do not wait for the other's 200 ms: " + std::to_string(longest));
}

// --- The transmit thread and its buffer ----------------------------------------------------------

void
FullOutputBufferBlocks(Sentence& test)
{
    for (const bool asDisc : {false, true})
    {
        OneSwitch bench(
            2,
            {{"TransmitService", FIXED_1MS}, {"OutputBuffer", "2"}, {"QueueDepth", "64"}});
        if (asDisc)
        {
            bench.theSwitch->SetQueueDisc(1, MakeDisc("ns3::FifoQueueDisc", {{"MaxSize", "64p"}}));
        }
        bench.TraceQueues();
        bench.Burst(Seconds(1), 0, 1, 10);
        bench.Run();
        const std::string how = asDisc ? "discipline, packet " : "queue, packet ";
        test.Equal(bench.arrived.size(), 10, "nothing is lost behind the queue");
        test.Equal(bench.dropped.size(), 0, "nor in it");
        for (uint32_t i = 0; i < bench.arrived.size(); ++i)
        {
            // One is with the transmit thread, two in its buffer, one in the hand of the egress
            // thread; the others leave the queue as that thread gets rid of its packet.
            const uint32_t wait = i < 4 ? 0 : 1000 * (i - 3);
            test.Near(bench.dequeued[i].metadata.deqTimedelta, wait, 0.5, how + std::to_string(i));
            test.Near((bench.arrived[i].time - Seconds(1)).GetMicroSeconds(),
                      1000 * (i + 1),
                      0.5,
                      how + std::to_string(i) + " arrives");
        }
    }
}

void
BlockedQueueDrops(Sentence& test)
{
    OneSwitch bench(2,
                    {{"TransmitService", FIXED_1MS}, {"OutputBuffer", "2"}, {"QueueDepth", "3"}});
    bench.Burst(Seconds(1), 0, 1, 10);
    bench.Run();
    test.Equal(Text(bench.Order()), "0 1 2 3 4 5 6 ", "four are past the queue, three in it");
    test.Equal(bench.Dropped(1, DropReason::EgressQueue), 3, "the loss is the queue's");
    test.Equal(bench.Dropped(1, DropReason::OutputBuffer), 0, "and nobody else's");
}

void
PortsShareTheTransmitThread(Sentence& test)
{
    OneSwitch bench(3, {{"TransmitService", FIXED_1MS}});
    bench.Send(Seconds(1), 0, 1, {1});
    bench.Send(Seconds(1), 0, 2, {2});
    bench.Run();
    test.Equal(bench.arrived.size(), 2, "both arrive");
    test.Equal(bench.arrived[1].time - bench.arrived[0].time,
               MilliSeconds(1),
               "one after the other");
}

// --- Theory and properties -----------------------------------------------------------------------

/// Sends a packet whenever its time has come, without a long list of events.
class PoissonTraffic
{
  public:
    PoissonTraffic(OneSwitch& bench, double packetsPerSecond, uint32_t packets)
        : m_bench(bench),
          m_gap(CreateObject<ExponentialRandomVariable>()),
          m_mean(1 / packetsPerSecond),
          m_left(packets)
    {
        m_gap->SetStream(3);
        Next();
    }

  private:
    void Next()
    {
        if (m_left-- > 0)
        {
            const Time at = Simulator::Now() + Seconds(m_gap->GetValue(m_mean, 0));
            m_bench.Send(at, 0, 1, {});
            Simulator::Schedule(at - Simulator::Now(), &PoissonTraffic::Next, this);
        }
    }

    OneSwitch& m_bench;
    Ptr<ExponentialRandomVariable> m_gap;
    double m_mean;
    uint32_t m_left;
};

/// @return the mean deq_timedelta in s of Poisson arrivals at a whole switch
double
MeanWait(const OneSwitch::Attributes& attributes, double packetsPerSecond)
{
    OneSwitch bench(2, attributes);
    double sum = 0;
    uint32_t packets = 0;
    bench.theSwitch->TraceConnectWithoutContext(
        "Dequeue",
        Callback<void, Ptr<const Packet>, const IntMetadata&>(
            [&](Ptr<const Packet>, const IntMetadata& metadata) {
                sum += metadata.deqTimedelta * 1e-6;
                ++packets;
            }));
    const PoissonTraffic traffic(bench, packetsPerSecond, 250'000);
    bench.Run(Seconds(100'000));
    return sum / packets;
}

void
ASwitchIsAnMD1Queue(Sentence& test)
{
    constexpr double mu = 1000;
    for (const double rho : {0.3, 0.6})
    {
        const double theory = rho / (2 * mu * (1 - rho));
        test.Near(MeanWait({{"QueueRate", "1000"}, {"QueueDepth", "100000"}}, rho * mu),
                  theory,
                  0.02 * theory,
                  "fixed rate, load " + std::to_string(rho));
    }
    const double theory = 0.6 / (2 * mu * 0.4);
    test.Near(MeanWait({{"EgressService", FIXED_1MS}, {"QueueDepth", "100000"}}, 0.6 * mu),
              theory,
              0.02 * theory,
              "fixed service time");
}

void
ASwitchIsAnMM1Queue(Sentence& test)
{
    constexpr double mu = 1000;
    const double theory = 0.5 / (mu - 0.5 * mu);
    const std::string exponential = "ns3::synthnet::CpuServiceTime[WakeUpMin=0s|WakeUpMean=0s|"
                                    "SliceProbability=0|ServiceMin=0s|ServiceMean=1ms]";
    test.Near(MeanWait({{"EgressService", exponential}, {"QueueDepth", "100000"}}, 0.5 * mu),
              theory,
              0.02 * theory,
              "exponential service time");
}

/// Random traffic between all ports of a switch with random settings.
std::vector<Arrival>
RandomRun(uint64_t stream, bool observed, bool sniffed)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(stream);
    const std::string rate = std::to_string(random->GetInteger(500, 3000));
    const std::string depth = std::to_string(random->GetInteger(2, 20));
    const std::string line = std::to_string(random->GetInteger(2, 20)) + "Mbps";
    const std::string buffer = std::to_string(random->GetInteger(1, 20));
    OneSwitch bench(3,
                    {{"QueueRate", rate}, {"QueueDepth", depth}, {"EcnThreshold", "3"}},
                    {{"DataRate", line}, {"OutputBuffer", buffer}});
    if (observed)
    {
        bench.TraceQueues();
    }
    uint64_t frames = 0;
    if (sniffed)
    {
        bench.theSwitch->GetPort(1)->TraceConnectWithoutContext(
            "Sniffer",
            Callback<void, Ptr<const Packet>>([&](Ptr<const Packet>) { ++frames; }));
    }
    for (uint16_t i = 0; i < 1500; ++i)
    {
        TestPacket packet{i};
        packet.payload = random->GetInteger(0, 1400);
        packet.ecn = i % 3 ? Ipv4Header::ECN_ECT0 : Ipv4Header::ECN_NotECT;
        packet.protocol = i % 50 ? 17 : PROBE_PROTOCOL;
        packet.payload = i % 50 ? packet.payload : 2;
        const uint32_t from = random->GetInteger(0, 2);
        bench.Send(Seconds(random->GetValue(1, 2)),
                   from,
                   (from + random->GetInteger(1, 2)) % 3,
                   packet);
    }
    bench.theSwitch->AssignStreams(stream + 1);
    bench.Run();
    return bench.arrived;
}

bool
Same(const std::vector<Arrival>& a, const std::vector<Arrival>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return std::tie(x.port, x.time, x.number, x.bytes) ==
                   std::tie(y.port, y.time, y.number, y.bytes) &&
               x.ip.GetEcn() == y.ip.GetEcn();
    });
}

void
ObservingChangesNothing(Sentence& test)
{
    for (uint64_t stream = 1; stream <= 10; ++stream)
    {
        const auto plain = RandomRun(stream, false, false);
        test.True(plain.size() > 300, "there is traffic");
        test.True(Same(plain, RandomRun(stream, true, false)), "with the queue traces connected");
        test.True(Same(plain, RandomRun(stream, false, true)), "with a sniffer");
    }
}

void
SameStreamSamePackets(Sentence& test)
{
    const auto once = RandomRun(20, true, false);
    test.True(Same(once, RandomRun(20, true, false)), "the same stream");
    test.True(!Same(once, RandomRun(21, true, false)), "another stream");
}

const Sentences SENTENCES{
    {"The higher priority goes first", StrictPriority},
    {"A priority that a port lacks is its highest", TooHighAPriority},
    {"Each priority has its own depth and rate", DepthAndRateOfEachPriority},
    {"Packets that find EcnThreshold packets are marked", EcnThreshold},
    {"Each queue discipline's drops and marks are counted", Disciplines},
    {"A discipline that does not suit, or comes late, is refused", UnsuitedDisciplines},
    {"The same streams give the same drops by chance", DisciplinesHaveStreams},
    {"A FIFO discipline drops what the tail-drop queue drops", FifoIsTailDrop},
    {"FqCoDel tells flows by both of their ports", FqTellsFlowsByBothPorts},
    {"A full output buffer blocks the egress queue and loses nothing", FullOutputBufferBlocks},
    {"A blocked egress queue drops when it is full", BlockedQueueDrops},
    {"All ports share the transmit thread", PortsShareTheTransmitThread},
    {"A switch of fixed rate is an MD1 queue within 2 percent", ASwitchIsAnMD1Queue},
    {"A switch of exponential service is an MM1 queue within 2 percent", ASwitchIsAnMM1Queue},
    {"Traces and sniffers change no arrival", ObservingChangesNothing},
    {"The same streams give the same packets", SameStreamSamePackets},
};

SentenceSuite g_switchQueueSuite("synthnet-switch-queues", TestSuite::Type::UNIT, SENTENCES);

} // namespace
