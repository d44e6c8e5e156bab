/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/abandon-requests-rule.h"
#include "ns3/adaptation-rule.h"
#include "ns3/bba0-rule.h"
#include "ns3/bola-rule.h"
#include "ns3/dynamic-rule.h"
#include "ns3/exo-rule.h"
#include "ns3/fixed-rule.h"
#include "ns3/insufficient-buffer-rule.h"
#include "ns3/shaka-rule.h"
#include "ns3/switch-history-rule.h"
#include "ns3/throughput-rule.h"
#include "ns3/vlc-rule.h"

#include "ns3/double.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
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

/// The measured testbed's ladder.
std::vector<Representation>
TestbedLadder()
{
    return {{"240p", 639000, 18, 426, 240},
            {"480p", 1867000, 24, 854, 480},
            {"720p", 3312000, 30, 1280, 720}};
}

/// A player in the middle of video on demand.
AdaptationContext
MakeContext(double bufferSeconds, double throughput, uint32_t quality = 0)
{
    AdaptationContext context;
    context.ladder = TestbedLadder();
    context.quality = quality;
    context.now = Seconds(100);
    context.bufferLevel = Seconds(bufferSeconds);
    context.segmentDuration = Seconds(4);
    context.targetBuffer = Seconds(18);
    context.contentDuration = Seconds(600);
    context.throughput = throughput;
    context.playback = PlaybackState::PLAYING;
    context.segmentsArrived = 20;
    return context;
}

/// A segment that took a second and of which the first byte came at once.
SegmentArrival
MakeArrival(Time finished, uint32_t quality, double levelAfter, uint64_t bytes = 1)
{
    SegmentArrival arrival;
    arrival.quality = quality;
    arrival.bytes = bytes;
    arrival.requested = finished - Seconds(1);
    arrival.firstByte = arrival.requested;
    arrival.finished = finished;
    arrival.duration = Seconds(4);
    arrival.bufferLevel = Seconds(levelAfter);
    return arrival;
}

/// What a rule without memory answers, -1 when it has no opinion.
int
Ask(AdaptationRule& rule, const AdaptationContext& context)
{
    const AdaptationDecision decision = rule.Decide(context);
    return decision.quality ? static_cast<int>(*decision.quality) : -1;
}

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

/// Reports progress each 100 ms of a download at a steady rate; @return the first replacement.
struct SteadyDownload
{
    uint32_t quality{2};
    double rate{500e3};                   // bit/s
    uint64_t bytesTotal{4 * 3312000 / 8}; // of the top quality
    double bufferSeconds{10};
    double reportEvery{0.1}; // seconds
    double begin{100};       // seconds

    std::optional<uint32_t> Run(AdaptationRule& rule, double seconds, uint64_t index = 5) const
    {
        DownloadProgress progress;
        progress.index = index;
        progress.quality = quality;
        progress.bytesTotal = bytesTotal;
        progress.requested = Seconds(begin);
        progress.firstByte = Seconds(begin);
        AdaptationContext context = MakeContext(bufferSeconds, 1e6, quality);
        for (int i = 1; i * reportEvery < seconds + 1e-9; ++i)
        {
            context.now = Seconds(begin + i * reportEvery);
            progress.bytesLoaded =
                std::min(bytesTotal, static_cast<uint64_t>(rate / 8 * i * reportEvery));
            if (auto replacement = rule.ShouldAbandon(context, progress))
            {
                return replacement;
            }
        }
        return std::nullopt;
    }
};

TEST(AbandonRequestsRule, GivesUpAfterHalfASecondAndSixReports)
{
    SteadyDownload download; // 500 kbit/s: 26 s for a segment of 4 s; 450 kbit/s allow quality 0
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 0.5), std::nullopt);
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 0.6), 0u);
    download.reportEvery = 0.2;
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 1.0), std::nullopt);
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 1.2), 0u);
    download.reportEvery = 0.05; // ten reports in 500 ms are not more than 500 ms
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 0.5), std::nullopt);
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 0.55), 0u);
}

TEST(AbandonRequestsRule, ToleratesADownloadOfOnePointEightDurations)
{
    SteadyDownload download; // the top quality's 4 s at 3312 kbit/s take 7.2 s at 1840 kbit/s
    download.rate = 1850e3;
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 2), std::nullopt);
    download.rate = 1830e3;
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 2), 0u); // 0.9 * 1830 < 1867
}

TEST(AbandonRequestsRule, ReplacesByWhatNineTenthsOfTheRateAllow)
{
    SteadyDownload download;
    auto rule = CreateObject<AbandonRequestsRule>();
    rule->SetAttribute("Multiplier", DoubleValue(1));
    download.rate = 1867e3 / 0.9 + 2000;
    EXPECT_EQ(download.Run(*rule, 0.6, 1), 1u);
    download.rate = 1867e3 / 0.9 - 2000;
    EXPECT_EQ(download.Run(*rule, 0.6, 2), 0u);
}

TEST(AbandonRequestsRule, KeepsTheLowestQuality)
{
    SteadyDownload download;
    download.quality = 0;
    download.bytesTotal = 4 * 639000 / 8;
    download.rate = 10e3;
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 2), std::nullopt);
}

TEST(AbandonRequestsRule, ActsOnlyUpToEighteenSecondsOfBuffer)
{
    SteadyDownload download;
    download.bufferSeconds = 18.001;
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 2), std::nullopt);
    download.bufferSeconds = 18;
    EXPECT_EQ(download.Run(*CreateObject<AbandonRequestsRule>(), 2), 0u);
}

TEST(AbandonRequestsRule, GoesOnWhenLittleIsMissing)
{
    // At quality 0 the segment has 639 / 3312 = 19.3 % of the bytes.
    auto missing = [](double share) {
        auto rule = CreateObject<AbandonRequestsRule>();
        DownloadProgress progress;
        progress.quality = 2;
        progress.bytesTotal = 1656000;
        progress.firstByte = Seconds(100);
        AdaptationContext context = MakeContext(10, 1e6, 2);
        std::optional<uint32_t> replacement;
        for (int i = 0; i < 6; ++i)
        {
            // A long stall after most of the segment: the rate is that of a very slow download.
            context.now = Seconds(120 + i);
            progress.bytesLoaded = static_cast<uint64_t>(1656000 * (1 - share));
            replacement = rule->ShouldAbandon(context, progress);
        }
        return replacement;
    };
    EXPECT_EQ(missing(0.20), 0u);
    EXPECT_EQ(missing(0.19), std::nullopt);
}

TEST(AbandonRequestsRule, ForgetsTheReportsOfAnEarlierRequest)
{
    auto rule = CreateObject<AbandonRequestsRule>();
    SteadyDownload download;
    EXPECT_EQ(download.Run(*rule, 0.5), std::nullopt); // five reports, then it failed
    download.begin = 101;
    download.reportEvery = 0.55;
    EXPECT_EQ(download.Run(*rule, 5 * 0.55), std::nullopt);
    download.begin = 110;
    EXPECT_EQ(download.Run(*rule, 6 * 0.55), 0u);
}

TEST(AbandonRequestsRule, GivesUpEachSegmentOnce)
{
    auto rule = CreateObject<AbandonRequestsRule>();
    SteadyDownload download;
    EXPECT_EQ(download.Run(*rule, 1, 5), 0u);
    EXPECT_EQ(download.Run(*rule, 1, 5), std::nullopt);
    EXPECT_EQ(download.Run(*rule, 1, 6), 0u);
}

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

TEST(BolaRule, LowersThePlaceholderAfterAnAbandonedSegment)
{
    // Six seconds of waiting bring 5 s of buffer to 11 s; the replacement 1 needs 7.287 s.
    auto rule = SteadyBola(2);
    double placeholder = -1;
    rule->TraceConnectWithoutContext(
        "PlaceholderBuffer",
        Callback<void, double, double>([](double* sink, double, double now) { *sink = now; },
                                       &placeholder));
    AdaptationContext context = MakeContext(5, 9e6, 2);
    context.now = Seconds(106);
    rule->Decide(context);
    EXPECT_NEAR(placeholder, 6, 1e-9);
    rule->OnAbandon(context, DownloadProgress(), 1);
    EXPECT_NEAR(placeholder, 2.2873774, 1e-6);
}

TEST(BolaRule, ReducesThePlaceholderByOnePercentWithEachSegment)
{
    auto rule = SteadyBola(2);
    double placeholder = -1;
    rule->TraceConnectWithoutContext(
        "PlaceholderBuffer",
        Callback<void, double, double>([](double* sink, double, double now) { *sink = now; },
                                       &placeholder));
    AdaptationContext context = MakeContext(5, 9e6, 2);
    context.now = Seconds(106);
    rule->Decide(context);
    rule->OnSegmentArrived(MakeArrival(Seconds(107), 2, 8)); // requested at 4 + 1 s
    EXPECT_NEAR(placeholder, 5.94, 1e-9);
    // Not above what the quality was worth at the request: 10 - (4.5 + 1) for the lowest.
    rule->OnSegmentArrived(MakeArrival(Seconds(108), 0, 8.5));
    EXPECT_NEAR(placeholder, 4.5, 1e-9);
}

TEST(DynamicRule, SwitchesToBolaAboveEighteenSecondsAndBackBelowNine)
{
    auto rule = CreateObject<DynamicRule>();
    bool usesBola = false;
    rule->TraceConnectWithoutContext(
        "UsesBola",
        Callback<void, bool, bool>([](bool* sink, bool, bool now) { *sink = now; }, &usesBola));
    rule->Decide(MakeContext(18, 9e6));
    EXPECT_FALSE(usesBola);
    rule->Decide(MakeContext(18.001, 9e6));
    EXPECT_TRUE(usesBola);
    rule->Decide(MakeContext(9, 9e6));
    EXPECT_TRUE(usesBola);
    rule->Decide(MakeContext(8.999, 9e6));
    EXPECT_FALSE(usesBola);
    rule->Decide(MakeContext(17.9, 9e6));
    EXPECT_FALSE(usesBola);
}

TEST(DynamicRule, TakesTheLowestOfItsRules)
{
    // The throughput rule says 2; 0.7 * 4 Mbit/s * 3 / 4 = 2.1 Mbit/s allow 1.
    EXPECT_EQ(Ask(*CreateObject<DynamicRule>(), MakeContext(3, 4e6)), 1);
    EXPECT_EQ(Ask(*CreateObject<DynamicRule>(), MakeContext(17, 4e6)), 2);
}

TEST(DynamicRule, HasNoOpinionBeforeAnythingIsKnown)
{
    AdaptationContext context = MakeContext(0, std::nan(""));
    context.segmentsArrived = 0;
    EXPECT_EQ(Ask(*CreateObject<DynamicRule>(), context), -1);
}

TEST(DynamicRule, DoesNotRiseForTenSecondsAfterAnAbandonedSegment)
{
    auto rule = CreateObject<DynamicRule>();
    DownloadProgress progress;
    progress.quality = 2;
    AdaptationContext context = MakeContext(12, 9e6, 2);
    rule->OnAbandon(context, progress, 0);
    context.quality = 0;
    context.now = Seconds(109.999);
    EXPECT_EQ(Ask(*rule, context), 0);
    context.now = Seconds(110);
    EXPECT_EQ(Ask(*rule, context), 2);
}

TEST(DynamicRule, GivesUpSlowSegments)
{
    EXPECT_EQ(SteadyDownload().Run(*CreateObject<DynamicRule>(), 1), 0u);
}

TEST(DynamicRule, TakesOtherPartsFromAttributes)
{
    auto rule = CreateObject<DynamicRule>();
    auto fixed = CreateObject<FixedRule>();
    fixed->SetAttribute("Quality", UintegerValue(1));
    rule->SetAttribute("Throughput", PointerValue(fixed));
    EXPECT_EQ(Ask(*rule, MakeContext(17, 9e6)), 1);
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
        ObjectFactory factory(std::string("ns3::synthnet::") + name);
        std::mt19937 random(1);
        std::uniform_real_distribution<double> uniform(0, 1);
        for (std::size_t levels = 1; levels <= 4; ++levels)
        {
            auto rule = factory.Create<AdaptationRule>();
            AdaptationContext context = MakeContext(0, std::nan(""));
            context.segmentsArrived = 0;
            context.ladder.clear();
            for (std::size_t level = 0; level < levels; ++level)
            {
                context.ladder.push_back({"r", static_cast<uint64_t>(300e3 * (level + 1))});
            }
            for (int step = 0; step < 500; ++step)
            {
                const AdaptationDecision decision = rule->Decide(context);
                ASSERT_GE(decision.delay, Time()) << name;
                ASSERT_LT(decision.quality.value_or(0), levels) << name << " at step " << step;
                const uint32_t quality = decision.quality.value_or(context.quality);
                if (quality != context.quality)
                {
                    rule->OnQualityChanged(context.quality, quality);
                    context.quality = quality;
                }
                SegmentArrival arrival;
                arrival.quality = quality;
                arrival.bytes = static_cast<uint64_t>(1 + uniform(random) * 1e6);
                arrival.requested = context.now + decision.delay;
                arrival.firstByte = arrival.requested + Seconds(0.1 * uniform(random));
                arrival.finished = arrival.firstByte + Seconds(8 * uniform(random));
                arrival.duration = Seconds(4);
                DownloadProgress progress{static_cast<uint64_t>(step),
                                          quality,
                                          arrival.bytes / 2,
                                          arrival.bytes,
                                          arrival.requested,
                                          arrival.firstByte};
                context.now = arrival.firstByte + Seconds(1);
                if (auto replacement = rule->ShouldAbandon(context, progress))
                {
                    ASSERT_LT(*replacement, quality) << name;
                    rule->OnAbandon(context, progress, *replacement);
                    context.quality = *replacement;
                }
                context.now = std::max(context.now, arrival.finished);
                context.bufferLevel = Seconds(40 * uniform(random));
                arrival.bufferLevel = context.bufferLevel + arrival.duration;
                rule->OnSegmentArrived(arrival);
                ++context.segmentsArrived;
                context.throughput = 2e6 * uniform(random);
                if (context.bufferLevel < Seconds(0.5))
                {
                    rule->OnBufferEmpty();
                }
            }
            rule->Dispose();
        }
    }
}

/// With a clear estimate, no rule of dash.js but BOLA asks for more than the safe throughput.
TEST(DynamicRule, NeverExceedsTheSafeThroughputWhileTheBufferIsLow)
{
    std::mt19937 random(2);
    std::uniform_real_distribution<double> uniform(0, 1);
    auto rule = CreateObject<DynamicRule>();
    uint32_t quality = 0;
    for (int step = 0; step < 2000; ++step)
    {
        AdaptationContext context = MakeContext(0.3 + 17 * uniform(random), 5e6 * uniform(random));
        context.quality = quality;
        context.now = Seconds(4 * step);
        quality = rule->Decide(context).quality.value_or(quality);
        EXPECT_LE(quality, HighestQualityWithin(context.ladder, 0.9 * context.throughput));
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
