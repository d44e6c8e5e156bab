/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "adaptation-context.h"

#include "ns3/adaptation-rule.h"
#include "ns3/bba0-rule.h"
#include "ns3/exo-rule.h"
#include "ns3/fixed-rule.h"
#include "ns3/insufficient-buffer-rule.h"
#include "ns3/shaka-rule.h"
#include "ns3/switch-history-rule.h"
#include "ns3/throughput-rule.h"
#include "ns3/vlc-rule.h"

#include "ns3/double.h"
#include "ns3/object-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

TEST(HighestQualityWithin, TakesABandwidthThatIsEqualAndFallsBackToTheLowest)
{
    EXPECT_EQ(HighestQualityWithin(TestbedLadder(), 3312000), 2u);
    EXPECT_EQ(HighestQualityWithin(TestbedLadder(), 3311999), 1u);
    EXPECT_EQ(HighestQualityWithin(TestbedLadder(), 1867000), 1u);
    EXPECT_EQ(HighestQualityWithin(TestbedLadder(), 1866999), 0u);
    EXPECT_EQ(HighestQualityWithin(TestbedLadder(), -1), 0u);
    EXPECT_EQ(HighestQualityWithin(TestbedLadder(), std::nan("")), 0u);
}

TEST(FixedRule, StaysAtItsQualityOrTheTop)
{
    auto rule = CreateObject<FixedRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(20, 9e6)), 0);
    rule->SetAttribute("Quality", UintegerValue(1));
    EXPECT_EQ(Ask(*rule, MakeContext(0, 1)), 1);
    rule->SetAttribute("Quality", UintegerValue(7));
    EXPECT_EQ(Ask(*rule, MakeContext(0, 1)), 2);
}

TEST(ThroughputRule, SpendsNineTenthsOfTheEstimate)
{
    auto rule = CreateObject<ThroughputRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(10, 3312000 / 0.9 + 1)), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 3312000 / 0.9 - 1)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 1867000 / 0.9 - 1)), 0);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 1000)), 0);
}

TEST(ThroughputRule, HasNoOpinionWithoutAnEstimateOrWithAnEmptyBufferUnlessLive)
{
    auto rule = CreateObject<ThroughputRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(10, std::nan(""))), -1);
    AdaptationContext context = MakeContext(0.299, 9e6);
    EXPECT_EQ(Ask(*rule, context), -1);
    context.live = true;
    EXPECT_EQ(Ask(*rule, context), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(0.3, 9e6)), 2);
}

TEST(Bba0Rule, IsLowestInTheReservoirAndHighestAboveTheCushion)
{
    auto rule = CreateObject<Bba0Rule>();
    EXPECT_EQ(Ask(*rule, MakeContext(6.75, 9e6, 2)), 0);
    EXPECT_EQ(Ask(*rule, MakeContext(16.2, 1, 0)), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(60, 1, 0)), 2);
}

TEST(Bba0Rule, LeavesAQualityOnlyWhenTheLineReachesTheNext)
{
    auto rule = CreateObject<Bba0Rule>();
    rule->SetAttribute("Reservoir", TimeValue(Seconds(5)));
    rule->SetAttribute("Cushion", TimeValue(Seconds(10)));
    // f(b) = 639 + (b - 5) * 267.3 kbit/s reaches 1867 at b = 9.594.
    EXPECT_EQ(Ask(*rule, MakeContext(9.59, 0, 0)), 0);
    EXPECT_EQ(Ask(*rule, MakeContext(9.60, 0, 0)), 1);
    // Going down from the top, the middle is taken as soon as f is at or below it, not before.
    EXPECT_EQ(Ask(*rule, MakeContext(9.60, 0, 2)), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(9.59, 0, 2)), 1);
    // The middle quality is kept all the way between its neighbours' bandwidths.
    EXPECT_EQ(Ask(*rule, MakeContext(5.01, 0, 1)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(14.99, 0, 1)), 1);
}

TEST(InsufficientBufferRule, LimitsToSevenTenthsOfWhatArrivesWhileTheBufferLasts)
{
    auto rule = CreateObject<InsufficientBufferRule>();
    // 0.7 * throughput * 6 / 4 = 1.05 * throughput; the throughput rule's 0.9 is not in it.
    EXPECT_EQ(Ask(*rule, MakeContext(6, 3312000 / 1.05 + 1)), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(6, 3312000 / 1.05 - 1)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(6, 1867000 / 1.05 - 1)), 0);
    // 0.7 * 2 Mbit/s * b / 4 s reaches 1867 kbit/s at b = 5.334 s.
    EXPECT_EQ(Ask(*rule, MakeContext(5.335, 2e6)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(5.334, 2e6)), 0);
}

TEST(InsufficientBufferRule, IgnoresTheFirstTwoSegments)
{
    auto rule = CreateObject<InsufficientBufferRule>();
    AdaptationContext context = MakeContext(0, 9e6);
    context.segmentsArrived = 1;
    EXPECT_EQ(Ask(*rule, context), -1);
    context.segmentsArrived = 2;
    EXPECT_EQ(Ask(*rule, context), 0);
}

TEST(InsufficientBufferRule, AsksForTheLowestWhileTheBufferIsEmpty)
{
    auto rule = CreateObject<InsufficientBufferRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(0.299, 1e9)), 0);
    EXPECT_EQ(Ask(*rule, MakeContext(0.3, 1e9)), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(10, std::nan(""))), -1);
}

/// Lets a rule see one decision after the other; @return its last answer.
int
Play(SwitchHistoryRule& rule, const std::vector<uint32_t>& qualities)
{
    int answer = -1;
    for (uint32_t quality : qualities)
    {
        answer = Ask(rule, MakeContext(10, 1e6, quality));
    }
    return answer;
}

TEST(SwitchHistoryRule, HasNoOpinionBeforeEightDecisions)
{
    auto rule = CreateObject<SwitchHistoryRule>();
    EXPECT_EQ(Play(*rule, {2, 1, 2, 1, 2, 1, 2, 1}), -1); // seven changes
    EXPECT_EQ(Play(*rule, {2}), 1);                       // the eighth
}

TEST(SwitchHistoryRule, PunishesOneDropInEight)
{
    // One drop and seven others: 1/7 = 0.143 is above 0.075.
    auto rule = CreateObject<SwitchHistoryRule>();
    EXPECT_EQ(Play(*rule, {1, 1, 2, 1, 1, 1, 1, 1, 1}), 1);
    EXPECT_EQ(Play(*rule, {1, 1}), 1);
    EXPECT_EQ(Play(*rule, {1}), -1); // the drop is the ninth last decision now
}

TEST(SwitchHistoryRule, StaysAtAQualityFromWhichNothingDropped)
{
    // All drops are from 1 to 0; counting upwards, the eighth sample is one at quality 2.
    auto rule = CreateObject<SwitchHistoryRule>();
    EXPECT_EQ(Play(*rule, {1, 0, 1, 0, 1, 2, 2, 2, 2}), 2);
}

TEST(SwitchHistoryRule, ToleratesDropsUpToTheRatio)
{
    auto rule = CreateObject<SwitchHistoryRule>();
    rule->SetAttribute("DropRatio", DoubleValue(1.0 / 7));
    EXPECT_EQ(Play(*rule, {1, 1, 2, 1, 1, 1, 1, 1, 1}), -1);
    rule->Reset();
    rule->SetAttribute("DropRatio", DoubleValue(1.0 / 7 - 1e-6));
    EXPECT_EQ(Play(*rule, {1, 1, 2, 1, 1, 1, 1, 1, 1}), 1);
}

TEST(SwitchHistoryRule, StartsAnewAfterAnAbandonedSegmentAndCountsItAsADrop)
{
    auto rule = CreateObject<SwitchHistoryRule>();
    Play(*rule, {2, 1, 2, 1, 2, 1, 2, 2});
    DownloadProgress progress;
    progress.quality = 2;
    rule->OnAbandon(MakeContext(5, 1e6, 2), progress, 0);
    EXPECT_EQ(Play(*rule, {0, 0, 0, 0, 0, 0}), -1); // the abandoned one and six others
    EXPECT_EQ(Play(*rule, {0}), 1);                 // one drop from 2, seven others at 0
}

/// Lets a rule play 500 segments of random sizes over a random network, and looks at its answers.
void
PlayAtRandom(AdaptationRule& rule, std::size_t levels, std::mt19937& random)
{
    std::uniform_real_distribution<double> uniform(0, 1);
    AdaptationContext context = MakeContext(0, std::nan(""));
    context.segmentsArrived = 0;
    context.ladder.clear();
    for (std::size_t level = 0; level < levels; ++level)
    {
        context.ladder.push_back({"r", static_cast<uint64_t>(300e3 * (level + 1))});
    }
    for (uint64_t step = 0; step < 500; ++step)
    {
        const AdaptationDecision decision = rule.Decide(context);
        ASSERT_GE(decision.delay, Time());
        ASSERT_LT(decision.quality.value_or(0), levels) << "at step " << step;
        const uint32_t quality = decision.quality.value_or(context.quality);
        if (quality != context.quality)
        {
            rule.OnQualityChanged(context.quality, quality);
            context.quality = quality;
        }
        SegmentArrival arrival;
        arrival.quality = quality;
        arrival.bytes = static_cast<uint64_t>(1 + uniform(random) * 1e6);
        arrival.requested = context.now + decision.delay;
        arrival.firstByte = arrival.requested + Seconds(0.1 * uniform(random));
        arrival.finished = arrival.firstByte + Seconds(8 * uniform(random));
        arrival.duration = Seconds(4);
        const DownloadProgress progress{step,
                                        quality,
                                        arrival.bytes / 2,
                                        arrival.bytes,
                                        arrival.requested,
                                        arrival.firstByte};
        context.now = arrival.firstByte + Seconds(1);
        if (auto replacement = rule.ShouldAbandon(context, progress))
        {
            ASSERT_LT(*replacement, quality);
            rule.OnAbandon(context, progress, *replacement);
            context.quality = *replacement;
        }
        context.now = std::max(context.now, arrival.finished);
        context.bufferLevel = Seconds(40 * uniform(random));
        arrival.bufferLevel = context.bufferLevel + arrival.duration;
        rule.OnSegmentArrived(arrival);
        ++context.segmentsArrived;
        context.throughput = 2e6 * uniform(random);
        if (context.bufferLevel < Seconds(0.5))
        {
            rule.OnBufferEmpty();
        }
    }
}

/// Whatever happens, an answer is an index into the ladder and no delay is negative.
TEST(EveryRule, AnswersWithinTheLadder)
{
    for (const char* name : {"FixedRule",
                             "ThroughputRule",
                             "Bba0Rule",
                             "BolaRule",
                             "DynamicRule",
                             "InsufficientBufferRule",
                             "SwitchHistoryRule",
                             "AbandonRequestsRule",
                             "ShakaRule",
                             "ExoRule",
                             "VlcRule"})
    {
        SCOPED_TRACE(name);
        const ObjectFactory factory(std::string("ns3::synthnet::") + name);
        std::mt19937 random(1);
        for (std::size_t levels = 1; levels <= 4; ++levels)
        {
            const auto rule = factory.Create<AdaptationRule>();
            PlayAtRandom(*rule, levels, random);
            rule->Dispose();
        }
    }
}

TEST(ShakaRule, RisesAtEightyFiveAndFallsAtNinetyFivePercent)
{
    auto rule = CreateObject<ShakaRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(10, 9e6, 0)), -1);              // its own estimate counts
    rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 10, 250000)); // 2 Mbit/s
    // 0.85 * 2 Mbit/s = 1.7: not up to 1867; 0.95 * 2 = 1.9: no reason to leave it.
    EXPECT_EQ(Ask(*rule, MakeContext(10, 9e6, 0)), 0);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 9e6, 1)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 9e6, 2)), 1);
}

TEST(ShakaRule, WaitsEightSecondsBetweenSwitches)
{
    auto rule = CreateObject<ShakaRule>();
    rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 10, 1250000)); // 10 Mbit/s
    AdaptationContext context = MakeContext(10, 0, 0);
    EXPECT_EQ(Ask(*rule, context), 2);
    context.quality = 1; // someone else's doing
    context.now = Seconds(107.999);
    EXPECT_EQ(Ask(*rule, context), -1);
    context.now = Seconds(108);
    EXPECT_EQ(Ask(*rule, context), 2);
}

TEST(ShakaRule, AveragesWithHalfLivesOfTwoAndFiveSeconds)
{
    // 4 Mbit/s for 2 s, then 1 Mbit/s for 4 s: the fast average is (0.75 + 0.25 * 2) / 0.875
    // Mbit/s = 1.4286, the slow one 1.7388; 0.85 * 1.4286 is 1.2143.
    for (uint64_t bandwidth : {1214000, 1215000})
    {
        auto rule = CreateObject<ShakaRule>();
        SegmentArrival arrival = MakeArrival(Seconds(10), 0, 10, 1000000);
        arrival.requested = arrival.firstByte = Seconds(8);
        rule->OnSegmentArrived(arrival);
        arrival.bytes = 500000;
        arrival.requested = Seconds(10);
        arrival.firstByte = Seconds(11); // the wait counts
        arrival.finished = Seconds(14);
        rule->OnSegmentArrived(arrival);
        AdaptationContext context = MakeContext(10, 0, 0);
        context.ladder[1].bandwidth = bandwidth;
        EXPECT_EQ(Ask(*rule, context), bandwidth == 1214000 ? 1 : 0);
    }
}

TEST(ExoRule, SpendsSeventyPercentAndMindsTheBuffer)
{
    auto rule = CreateObject<ExoRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(20, 9e6, 0)), -1); // its own estimate counts
    // 0.7 * 2.7 Mbit/s = 1.89 Mbit/s: quality 1.
    for (int i = 0; i < 5; ++i)
    {
        rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 10, 337500));
    }
    EXPECT_EQ(Ask(*rule, MakeContext(10, 0, 0)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(9.999, 0, 0)), 0); // not up below 10 s
    EXPECT_EQ(Ask(*rule, MakeContext(24.999, 0, 2)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(25, 0, 2)), 2); // not down at 25 s
    rule->Reset();
    for (int i = 0; i < 5; ++i)
    {
        rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 10, 330000)); // 0.7 * 2.64 < 1.867
    }
    EXPECT_EQ(Ask(*rule, MakeContext(20, 0, 0)), 0);
}

TEST(VlcRule, SpendsTheMeanOfTheLastDownloads)
{
    auto rule = CreateObject<VlcRule>();
    rule->SetAttribute("Window", UintegerValue(2));
    EXPECT_EQ(Ask(*rule, MakeContext(10, 9e6, 0)), -1);
    rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 0, 100000)); // 0.8 Mbit/s
    EXPECT_EQ(Ask(*rule, MakeContext(0, 0, 0)), 0);
    rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 0, 400000)); // 3.2: the mean is 2
    EXPECT_EQ(Ask(*rule, MakeContext(0, 0, 0)), 1);
    rule->OnSegmentArrived(MakeArrival(Seconds(90), 0, 0, 450000)); // 3.6: the mean is 3.4
    EXPECT_EQ(Ask(*rule, MakeContext(0, 0, 0)), 2);
}

/// What a user writes in a scenario of their own: one quality up with each segment.
class ClimbingRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ClimbingRule")
                                .SetParent<AdaptationRule>()
                                .AddConstructor<ClimbingRule>()
                                .AddAttribute("Step",
                                              "Qualities to climb with each segment",
                                              UintegerValue(1),
                                              MakeUintegerAccessor(&ClimbingRule::m_step),
                                              MakeUintegerChecker<uint32_t>());
        return tid;
    }

    AdaptationDecision Decide(const AdaptationContext& context) override
    {
        const auto top = static_cast<uint32_t>(context.ladder.size() - 1);
        return {std::min(context.quality + m_step, top), Time()};
    }

  private:
    uint32_t m_step;
};

NS_OBJECT_ENSURE_REGISTERED(ClimbingRule);

TEST(AdaptationRule, OfAUserIsMadeFromItsTypeName)
{
    ObjectFactory factory("ClimbingRule", "Step", UintegerValue(2));
    auto rule = factory.Create<AdaptationRule>();
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 0, 0)), 2);
    EXPECT_EQ(Ask(*rule, MakeContext(10, 0, 1)), 2);
    EXPECT_EQ(rule->ShouldAbandon(MakeContext(1, 0, 2), DownloadProgress()), std::nullopt);
}

} // namespace
