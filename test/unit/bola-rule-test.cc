/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "adaptation-context.h"

#include "ns3/bola-rule.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

TEST(BolaScores, HasTheNumbersOfTheTestbedsLadder)
{
    // ln(3312/639) = 1.645403; bufferTime = max(18, 10 + 2 * 3) = 18 s.
    const BolaScores scores(TestbedLadder(), 18, 10, 2);
    EXPECT_NEAR(scores.GetGp(), 2.0567538, 1e-6); // 1.645403 / (18 / 10 - 1)
    EXPECT_NEAR(scores.GetVp(), 4.8620306, 1e-6); // 10 / gp
    EXPECT_NEAR(scores.MaxBuffer(0), 10, 1e-9);
    EXPECT_NEAR(scores.MaxBuffer(1), 15.2129899, 1e-6); // Vp * (1.072177 + gp)
    EXPECT_NEAR(scores.MaxBuffer(2), 18, 1e-9);
    EXPECT_NEAR(scores.MinBuffer(0), 0, 1e-9);
    EXPECT_NEAR(scores.MinBuffer(1), 7.2873774, 1e-6);
    EXPECT_NEAR(scores.MinBuffer(2), 11.6120571, 1e-6);
}

TEST(BolaScores, RaisesTheQualityAtItsThresholds)
{
    const BolaScores scores(TestbedLadder(), 18, 10, 2);
    EXPECT_EQ(scores.Best(0), 0u);
    EXPECT_EQ(scores.Best(7.287), 0u);
    EXPECT_EQ(scores.Best(7.288), 1u);
    EXPECT_EQ(scores.Best(11.612), 1u);
    EXPECT_EQ(scores.Best(11.613), 2u);
    EXPECT_EQ(scores.Best(60), 2u);
}

TEST(BolaScores, NeedsTwoSecondsALevelAboveTen)
{
    // A stable buffer of 12 s is less than 10 + 2 * 3 = 16 s, which counts then.
    const BolaScores scores(TestbedLadder(), 12, 10, 2);
    EXPECT_NEAR(scores.MaxBuffer(2), 16, 1e-9);
    EXPECT_NEAR(scores.GetGp(), 2.7423384, 1e-6);
    EXPECT_NEAR(scores.MinBuffer(2), 11.2090428, 1e-6);
}

TEST(BolaScores, PrefersTheHigherQualityInATie)
{
    const BolaScores scores({{"a", 1000}, {"b", 1000}, {"c", 2000}}, 18, 10, 2);
    EXPECT_EQ(scores.Best(0), 1u);
}

/// Brings a rule into the steady state with nothing in the placeholder buffer.
Ptr<BolaRule>
SteadyBola(uint32_t quality)
{
    auto rule = CreateObject<BolaRule>();
    AdaptationContext context = MakeContext(10, TestbedLadder()[quality].bandwidth / 0.9 + 1);
    context.now = Seconds(90);
    rule->Decide(context); // startup, nothing buffered yet
    rule->OnSegmentArrived(MakeArrival(Seconds(95), quality, 60));
    rule->Decide(context); // startup, then steady
    rule->OnBufferEmpty(); // clears the placeholder
    rule->OnSegmentArrived(MakeArrival(Seconds(100), quality, 60));
    return rule;
}

TEST(BolaRule, HasNoOpinionOnOneBitrateOrWithoutAnEstimate)
{
    auto rule = CreateObject<BolaRule>();
    AdaptationContext context = MakeContext(20, std::nan(""));
    EXPECT_EQ(Ask(*rule, context), -1);
    context.throughput = 9e6;
    context.ladder.resize(1);
    EXPECT_EQ(Ask(*rule, context), -1);
}

TEST(BolaRule, FollowsTheThroughputUntilASegmentIsBuffered)
{
    auto rule = CreateObject<BolaRule>();
    EXPECT_EQ(Ask(*rule, MakeContext(0, 2.1e6)), 1);
    EXPECT_EQ(Ask(*rule, MakeContext(3, 9e6)), 2);
    rule->OnSegmentArrived(MakeArrival(Seconds(100), 2, 7));
    EXPECT_EQ(Ask(*rule, MakeContext(7, 2.1e6)), 1); // the last one of the startup
    // Steady now: 7 s plus a placeholder up to quality 1's threshold of 7.29 s.
    rule->OnSegmentArrived(MakeArrival(Seconds(100), 1, 11));
    EXPECT_EQ(Ask(*rule, MakeContext(8, 1000)), 1);
}

TEST(BolaRule, FollowsTheBufferWhenSteady)
{
    EXPECT_EQ(Ask(*SteadyBola(0), MakeContext(7.2, 9e6)), 0);
    EXPECT_EQ(Ask(*SteadyBola(0), MakeContext(7.4, 9e6)), 1);
    EXPECT_EQ(Ask(*SteadyBola(0), MakeContext(11.7, 9e6)), 2);
    EXPECT_EQ(Ask(*SteadyBola(2), MakeContext(7.2, 9e6)), 0);
}

TEST(BolaRule, RisesOnlyAsFarAsTheThroughputSustains)
{
    const double onlyLowest = 1e6;
    const double onlyMiddle = 2.1e6;
    EXPECT_EQ(Ask(*SteadyBola(0), MakeContext(17, onlyLowest)), 0);
    EXPECT_EQ(Ask(*SteadyBola(0), MakeContext(17, onlyMiddle)), 1);
    EXPECT_EQ(Ask(*SteadyBola(1), MakeContext(17, onlyLowest)), 1); // does not fall either
    EXPECT_EQ(Ask(*SteadyBola(2), MakeContext(17, onlyLowest)), 2);
    EXPECT_EQ(Ask(*SteadyBola(2), MakeContext(9, onlyLowest)), 1); // a fall is as BOLA says
}

TEST(BolaRule, AsksForADelayWhenTheBufferIsFullerThanTheQualityDeserves)
{
    const AdaptationDecision decision = SteadyBola(0)->Decide(MakeContext(17, 1e6));
    EXPECT_EQ(decision.quality, 0u);
    EXPECT_NEAR(decision.delay.GetSeconds(), 7, 1e-6); // 17 s are 7 more than 10
    // At the top quality the player's target decides.
    EXPECT_EQ(SteadyBola(2)->Decide(MakeContext(40, 9e6)).delay, Time());
    // Never with 10 s or less.
    EXPECT_EQ(SteadyBola(0)->Decide(MakeContext(10, 1e6)).delay, Time());
}

TEST(BolaRule, DoesNotAskTwiceForTheSameDelay)
{
    auto rule = SteadyBola(0);
    const Time delay = rule->Decide(MakeContext(17, 1e6)).delay;
    AdaptationContext later = MakeContext(17 - delay.GetSeconds(), 1e6);
    later.now += delay;
    EXPECT_EQ(rule->Decide(later).delay, Time());
}

TEST(BolaRule, DoesNotBlameTheNetworkForWaiting)
{
    // The buffer fell from 13 to 7 s while a live player waited for the next segment.
    auto rule = SteadyBola(2);
    AdaptationContext context = MakeContext(7, 9e6, 2);
    context.now = Seconds(106);
    EXPECT_EQ(Ask(*rule, context), 2);
    // Without the placeholder it would be the lowest.
    auto stalled = SteadyBola(2);
    context.now = Seconds(100);
    EXPECT_EQ(Ask(*stalled, context), 0);
}

TEST(BolaRule, DoesNotBlameTheNetworkForWaitingAfterADecision)
{
    // Nothing was downloaded between the two decisions.
    auto rule = SteadyBola(2);
    AdaptationContext context = MakeContext(13, 9e6, 2);
    EXPECT_EQ(Ask(*rule, context), 2);
    context.bufferLevel = Seconds(7);
    context.now += Seconds(6);
    EXPECT_EQ(Ask(*rule, context), 2);
}

TEST(BolaRule, ForgetsThePlaceholderWhenTheBufferRunsEmpty)
{
    auto rule = SteadyBola(2);
    AdaptationContext context = MakeContext(7, 9e6, 2);
    context.now = Seconds(106);
    rule->Decide(context);
    rule->OnBufferEmpty();
    rule->OnSegmentArrived(MakeArrival(Seconds(106), 2, 11));
    EXPECT_EQ(Ask(*rule, context), 0);
}

/// A rule at the top quality that has waited for 6 s, with 5 s of media left.
struct WaitingBola
{
    WaitingBola()
    {
        rule->TraceConnectWithoutContext(
            "PlaceholderBuffer",
            Callback<void, double, double>([this](double, double now) { placeholder = now; }));
        context.now = Seconds(106);
        rule->Decide(context);
    }

    Ptr<BolaRule> rule{SteadyBola(2)};
    AdaptationContext context{MakeContext(5, 9e6, 2)};
    double placeholder{-1}; // s
};

TEST(BolaRule, LowersThePlaceholderAfterAnAbandonedSegment)
{
    // Six seconds of waiting bring 5 s of buffer to 11 s; the replacement 1 needs 7.287 s.
    WaitingBola bola;
    EXPECT_NEAR(bola.placeholder, 6, 1e-9);
    bola.rule->OnAbandon(bola.context, DownloadProgress(), 1);
    EXPECT_NEAR(bola.placeholder, 2.2873774, 1e-6);
}

TEST(BolaRule, ReducesThePlaceholderByOnePercentWithEachSegment)
{
    WaitingBola bola;
    bola.rule->OnSegmentArrived(MakeArrival(Seconds(107), 2, 8)); // requested at 4 + 1 s
    EXPECT_NEAR(bola.placeholder, 5.94, 1e-9);
    // Not above what the quality was worth at the request: 10 - (4.5 + 1) for the lowest.
    bola.rule->OnSegmentArrived(MakeArrival(Seconds(108), 0, 8.5));
    EXPECT_NEAR(bola.placeholder, 4.5, 1e-9);
}

} // namespace
