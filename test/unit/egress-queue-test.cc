/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/egress-queue.h"
#include "ns3/service-time.h"

#include "ns3/double.h"
#include "ns3/pointer.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

Ptr<ServiceTime>
Constant(Time duration)
{
    auto seconds = CreateObject<ConstantRandomVariable>();
    seconds->SetAttribute("Constant", DoubleValue(duration.GetSeconds()));
    auto service = CreateObject<RandomServiceTime>();
    service->SetAttribute("Seconds", PointerValue(seconds));
    return service;
}

Ptr<ServiceTime>
Exponential(Time mean)
{
    auto seconds = CreateObject<ExponentialRandomVariable>();
    seconds->SetAttribute("Mean", DoubleValue(mean.GetSeconds()));
    auto service = CreateObject<RandomServiceTime>();
    service->SetAttribute("Seconds", PointerValue(seconds));
    service->AssignStreams(11);
    return service;
}

EgressQueue
QueueOfRate(uint32_t depth, double packetsPerSecond)
{
    EgressQueue queue(depth);
    queue.SetRate(packetsPerSecond);
    return queue;
}

TEST(EgressQueue, AnUnlimitedQueuePassesEachPacketAtOnce)
{
    EgressQueue queue(1);
    for (int i = 0; i < 100; ++i)
    {
        const auto stay = queue.Admit(Seconds(1));
        ASSERT_TRUE(stay);
        EXPECT_EQ(stay->enqQdepth, 0u);
        EXPECT_EQ(stay->departure, Seconds(1));
    }
}

TEST(EgressQueue, ThePacketThatFindsTheSwitchIdleLeavesAtOnce)
{
    EgressQueue queue = QueueOfRate(4, 1000);
    EXPECT_EQ(queue.Admit(Seconds(1))->departure, Seconds(1));
    EXPECT_EQ(queue.Admit(Seconds(5))->departure, Seconds(5));
}

TEST(EgressQueue, DeparturesAreAnIntervalOfTheRateApart)
{
    EgressQueue queue = QueueOfRate(8, 1000);
    for (int i = 0; i < 5; ++i)
    {
        EXPECT_EQ(queue.Admit(Seconds(1))->departure, Seconds(1) + MilliSeconds(i));
    }
    EXPECT_EQ(queue.Admit(Seconds(1) + MicroSeconds(4500))->departure,
              Seconds(1) + MilliSeconds(5));
}

TEST(EgressQueue, ARateBelowOneInAThousandSecondsCountsAsThat)
{
    EgressQueue queue = QueueOfRate(8, 1e-10);
    queue.Admit(Seconds(0));
    const auto stay = queue.Admit(Seconds(0));
    ASSERT_TRUE(stay);
    EXPECT_EQ(stay->departure, Seconds(1000));
}

TEST(EgressQueue, TheRateIsInPacketsASecondWhateverTheirSize)
{
    EgressQueue queue = QueueOfRate(8, 250);
    queue.Admit(Seconds(0));
    EXPECT_EQ(queue.Admit(Seconds(0))->departure, MilliSeconds(4));
}

TEST(EgressQueue, APacketIsDroppedWhenTheQueueHoldsItsCapacity)
{
    EgressQueue queue = QueueOfRate(3, 1000);
    for (int i = 0; i < 4; ++i) // the first leaves at once, three wait
    {
        EXPECT_TRUE(queue.Admit(Seconds(0)));
    }
    EXPECT_EQ(queue.Queued(Seconds(0)), 3u);
    EXPECT_FALSE(queue.Admit(Seconds(0)));
    EXPECT_FALSE(queue.Admit(MicroSeconds(999)));
    EXPECT_TRUE(queue.Admit(MilliSeconds(1)));
}

TEST(EgressQueue, ADroppedPacketTakesNoServiceTime)
{
    EgressQueue queue = QueueOfRate(1, 1000);
    queue.Admit(Seconds(0));
    queue.Admit(Seconds(0));
    EXPECT_FALSE(queue.Admit(Seconds(0)));
    EXPECT_EQ(queue.Admit(MilliSeconds(1))->departure, MilliSeconds(2));
}

TEST(EgressQueue, APacketCountsAsQueuedUntilItsDeparture)
{
    EgressQueue queue = QueueOfRate(8, 1000);
    queue.Admit(Seconds(0));
    queue.Admit(Seconds(0));
    EXPECT_EQ(queue.Queued(MicroSeconds(999)), 1u);
    EXPECT_EQ(queue.Queued(MilliSeconds(1)), 0u);
}

TEST(EgressQueue, EnqQdepthIsReadBeforeThePacketIsInserted)
{
    EgressQueue queue = QueueOfRate(8, 1000);
    const std::vector<uint32_t> expected{0, 0, 1, 2, 3};
    for (const uint32_t depth : expected)
    {
        EXPECT_EQ(queue.Admit(Seconds(0))->enqQdepth, depth);
    }
}

TEST(EgressQueue, ChangingTheRateDoesNotRetimeQueuedPackets)
{
    EgressQueue queue = QueueOfRate(8, 1000);
    queue.Admit(Seconds(0));
    queue.Admit(Seconds(0));
    queue.Admit(Seconds(0)); // leaves at 2 ms
    queue.SetRate(100);
    EXPECT_EQ(queue.Queued(MilliSeconds(1)), 1u);
    EXPECT_EQ(queue.Admit(MilliSeconds(1))->departure, MilliSeconds(12));
    EXPECT_EQ(queue.Queued(MilliSeconds(2)), 1u);
}

TEST(EgressQueue, LoweringTheDepthEvictsNothing)
{
    EgressQueue queue = QueueOfRate(4, 1000);
    for (int i = 0; i < 5; ++i) // the first leaves at once, four wait for 1, 2, 3 and 4 ms
    {
        ASSERT_TRUE(queue.Admit(Seconds(0)));
    }
    queue.SetDepth(2);
    EXPECT_EQ(queue.Queued(Seconds(0)), 4u);
    EXPECT_FALSE(queue.Admit(MilliSeconds(2))); // two left, two remain, the depth is two
    EXPECT_TRUE(queue.Admit(MilliSeconds(3)));
}

TEST(EgressQueue, RaisingTheDepthHoldsFromTheNextPacket)
{
    EgressQueue queue = QueueOfRate(1, 1000);
    queue.Admit(Seconds(0));
    queue.Admit(Seconds(0));
    EXPECT_FALSE(queue.Admit(Seconds(0)));
    queue.SetDepth(2);
    EXPECT_TRUE(queue.Admit(Seconds(0)));
}

TEST(EgressQueue, ABusyThreadDelaysTheDepartureBeyondTheRate)
{
    EgressQueue queue = QueueOfRate(8, 1000);
    queue.SetServiceTime(Constant(MilliSeconds(3)));
    EXPECT_EQ(queue.Admit(Seconds(0))->departure, Seconds(0));
    EXPECT_EQ(queue.Admit(Seconds(0))->departure, MilliSeconds(3));
    EXPECT_EQ(queue.Admit(MilliSeconds(10))->departure, MilliSeconds(10));
}

/// Mean waiting time in s of Poisson arrivals at a queue.
double
MeanWait(EgressQueue& queue, double arrivalsPerSecond)
{
    // ns-3 keeps a list of all Times until a simulation has begun: nine tenths of this test's time.
    Simulator::Run();
    Simulator::Destroy();
    auto gap = CreateObject<ExponentialRandomVariable>();
    gap->SetStream(7);
    Time now;
    double sum = 0;
    constexpr int PACKETS = 3'000'000;
    for (int i = 0; i < PACKETS; ++i)
    {
        now += NanoSeconds(std::llround(gap->GetValue(1e9 / arrivalsPerSecond, 0)));
        sum += (queue.Admit(now)->departure - now).GetNanoSeconds() * 1e-9;
    }
    return sum / PACKETS;
}

TEST(EgressQueueTheory, AQueueOfFixedRateIsAnMD1Queue)
{
    for (const double rho : {0.3, 0.6, 0.8})
    {
        const double mu = 1000;
        EgressQueue queue = QueueOfRate(1'000'000, mu);
        const double theory = rho / (2 * mu * (1 - rho));
        EXPECT_NEAR(MeanWait(queue, rho * mu), theory, 0.02 * theory) << "rho " << rho;
    }
}

TEST(EgressQueueTheory, AThreadOfConstantServiceTimeIsAnMD1Queue)
{
    const double mu = 1000;
    const double rho = 0.7;
    EgressQueue queue(1'000'000);
    queue.SetServiceTime(Constant(MilliSeconds(1)));
    const double theory = rho / (2 * mu * (1 - rho));
    EXPECT_NEAR(MeanWait(queue, rho * mu), theory, 0.02 * theory);
}

TEST(EgressQueueTheory, AThreadOfExponentialServiceTimeIsAnMM1Queue)
{
    for (const double rho : {0.3, 0.6, 0.8})
    {
        const double mu = 1000;
        EgressQueue queue(1'000'000);
        queue.SetServiceTime(Exponential(MilliSeconds(1)));
        const double theory = rho / (mu - rho * mu);
        EXPECT_NEAR(MeanWait(queue, rho * mu), theory, 0.02 * theory) << "rho " << rho;
    }
}

TEST(PriorityEgressQueue, TheHigherNumberGoesFirst)
{
    PriorityEgressQueue queue(3, 8);
    queue.SetServiceTime(Constant(MilliSeconds(1)));
    queue.Admit(Seconds(0), 0, 100);
    EXPECT_EQ(queue.Take(*queue.NextDeparture()).packet, 100u); // keeps the thread for 1 ms
    queue.Admit(Seconds(0), 0, 1);
    queue.Admit(Seconds(0), 2, 2);
    queue.Admit(Seconds(0), 1, 3);
    queue.Admit(Seconds(0), 2, 4);
    std::vector<uint64_t> order;
    while (const auto next = queue.NextDeparture())
    {
        order.push_back(queue.Take(*next).packet);
        EXPECT_EQ(*next, MilliSeconds(order.size()));
    }
    EXPECT_EQ(order, (std::vector<uint64_t>{2, 4, 3, 1}));
}

TEST(PriorityEgressQueue, EachPriorityHasItsOwnCapacity)
{
    PriorityEgressQueue queue(2, 1);
    queue.SetRate(0, 1000);
    queue.SetRate(1, 1000);
    queue.SetDepth(1, 2);
    EXPECT_TRUE(queue.Admit(Seconds(0), 0, 1));
    EXPECT_FALSE(queue.Admit(Seconds(0), 0, 2));
    EXPECT_TRUE(queue.Admit(Seconds(0), 1, 3));
    EXPECT_TRUE(queue.Admit(Seconds(0), 1, 4));
    EXPECT_FALSE(queue.Admit(Seconds(0), 1, 5));
}

TEST(PriorityEgressQueue, EachPriorityHasItsOwnRate)
{
    PriorityEgressQueue queue(2, 8);
    queue.SetRate(0, 1000);
    queue.SetRate(1, 500);
    for (uint64_t i = 0; i < 3; ++i)
    {
        queue.Admit(Seconds(0), 0, i);
        queue.Admit(Seconds(0), 1, 10 + i);
    }
    std::map<uint64_t, Time> departures;
    while (const auto next = queue.NextDeparture())
    {
        departures[queue.Take(*next).packet] = *next;
    }
    for (uint64_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(departures[i], MilliSeconds(i));
        EXPECT_EQ(departures[10 + i], MilliSeconds(2 * i));
    }
}

TEST(PriorityEgressQueue, DeqQdepthIsReadAfterThePacketIsTakenOut)
{
    PriorityEgressQueue queue(2, 8);
    for (uint64_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(queue.Admit(Seconds(0), 1, i), i);
    }
    for (uint32_t left : {2u, 1u, 0u})
    {
        EXPECT_EQ(queue.Take(*queue.NextDeparture()).deqQdepth, left);
    }
}

TEST(PriorityEgressQueue, OneOfOnePriorityEqualsTheSimpleQueue)
{
    auto uniform = CreateObject<UniformRandomVariable>();
    uniform->SetStream(3);
    EgressQueue simple = QueueOfRate(5, 800);
    PriorityEgressQueue queue(1, 5);
    queue.SetRate(0, 800);
    Time now;
    std::map<uint64_t, Time> departures;
    for (uint64_t i = 0; i < 5000; ++i)
    {
        now += Seconds(uniform->GetValue(0, 0.0024));
        while (queue.NextDeparture() && *queue.NextDeparture() <= now)
        {
            const Time next = *queue.NextDeparture();
            const auto packet = queue.Take(next).packet;
            ASSERT_EQ(departures.at(packet), next);
        }
        const auto stay = simple.Admit(now);
        const auto queued = queue.Admit(now, 0, i);
        ASSERT_EQ(stay.has_value(), queued.has_value());
        if (stay)
        {
            ASSERT_EQ(stay->enqQdepth, *queued);
            departures[i] = stay->departure;
        }
    }
}

/// Shares of 100,000 draws that are above the least possible time, and above a long one.
struct Shares
{
    double disturbed;
    double longest;
};

Shares
DrawShares(const std::function<Time()>& draw, Time least, Time longTime)
{
    constexpr int DRAWS = 100'000;
    int disturbed = 0;
    int longest = 0;
    for (int i = 0; i < DRAWS; ++i)
    {
        const Time time = draw();
        EXPECT_GE(time, least);
        disturbed += time > least;
        longest += time > longTime;
    }
    return {disturbed / double(DRAWS), longest / double(DRAWS)};
}

TEST(ServiceTime, EveryDrawIsFromZeroToAThousandSeconds)
{
    EXPECT_EQ(Constant(Seconds(-5))->Service(), Time(0));
    EXPECT_EQ(Constant(Seconds(1001))->Service(), Seconds(1000));
    const auto cpu = CreateObject<CpuServiceTime>();
    cpu->SetAttribute("WakeUpMin", TimeValue(Time(0)));
    cpu->SetAttribute("WakeUpMean", TimeValue(Time(0)));
    cpu->SetAttribute("SliceProbability", DoubleValue(1));
    cpu->SetAttribute("SliceMedian", TimeValue(Seconds(1000)));
    cpu->SetAttribute("SliceSigma", DoubleValue(10));
    cpu->AssignStreams(3);
    int longest = 0;
    for (int i = 0; i < 1000; ++i)
    {
        const Time wakeUp = cpu->WakeUp();
        ASSERT_GE(wakeUp, Time(0));
        ASSERT_LE(wakeUp, Seconds(1000));
        longest += wakeUp == Seconds(1000) ? 1 : 0;
    }
    EXPECT_NEAR(longest, 500, 80) << "those above the median"; // five standard deviations
    EXPECT_FALSE(cpu->SetAttributeFailSafe("SliceSigma", DoubleValue(30)));
}

TEST(CpuServiceTime, WakesUpAsItsAttributesSay)
{
    auto cpu = CreateObject<CpuServiceTime>();
    cpu->SetAttribute("WakeUpMin", TimeValue(MicroSeconds(10)));
    cpu->SetAttribute("WakeUpMean", TimeValue(Time(0)));
    cpu->SetAttribute("SliceProbability", DoubleValue(0.25));
    cpu->SetAttribute("SliceMedian", TimeValue(MicroSeconds(80)));
    cpu->SetAttribute("SliceSigma", DoubleValue(1));
    cpu->AssignStreams(5);
    const Shares slices =
        DrawShares([&] { return cpu->WakeUp(); }, MicroSeconds(10), MicroSeconds(90));
    EXPECT_NEAR(slices.disturbed, 0.25, 0.01);
    EXPECT_NEAR(slices.longest, 0.125, 0.01);
}

TEST(CpuServiceTime, LosesTheProcessorAsItsAttributesSay)
{
    auto cpu = CreateObject<CpuServiceTime>();
    cpu->SetAttribute("ServiceMin", TimeValue(MicroSeconds(6)));
    cpu->SetAttribute("ServiceMean", TimeValue(Time(0)));
    cpu->SetAttribute("PreemptionProbability", DoubleValue(0.2));
    cpu->SetAttribute("PreemptionMedian", TimeValue(MicroSeconds(250)));
    cpu->SetAttribute("PreemptionSigma", DoubleValue(0.5));
    cpu->AssignStreams(5);
    const Shares preemptions =
        DrawShares([&] { return cpu->Service(); }, MicroSeconds(6), MicroSeconds(256));
    EXPECT_NEAR(preemptions.disturbed, 0.2, 0.01);
    EXPECT_NEAR(preemptions.longest, 0.1, 0.01);
}

} // namespace
