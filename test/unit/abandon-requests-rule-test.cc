/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "adaptation-context.h"

#include "ns3/abandon-requests-rule.h"

#include "ns3/double.h"

#include <gtest/gtest.h>

#include <optional>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

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

} // namespace
