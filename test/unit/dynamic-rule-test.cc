/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "adaptation-context.h"

#include "ns3/dynamic-rule.h"
#include "ns3/fixed-rule.h"

#include "ns3/pointer.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

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

} // namespace
