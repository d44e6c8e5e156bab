/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ADAPTATION_CONTEXT_H
#define SYNTHNET_ADAPTATION_CONTEXT_H

#include "ns3/adaptation-rule.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

/**
 * @file
 * What the tests of adaptation rules have in common: hand-made contexts, arrivals and downloads.
 */

namespace ns3::synthnet
{

/// The measured testbed's ladder.
inline std::vector<Representation>
TestbedLadder()
{
    return {{"240p", 639000, 18, 426, 240},
            {"480p", 1867000, 24, 854, 480},
            {"720p", 3312000, 30, 1280, 720}};
}

/// A player in the middle of video on demand.
inline AdaptationContext
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
inline SegmentArrival
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

/// What a rule answers, -1 when it has no opinion.
inline int
Ask(AdaptationRule& rule, const AdaptationContext& context)
{
    const AdaptationDecision decision = rule.Decide(context);
    return decision.quality ? static_cast<int>(*decision.quality) : -1;
}

/// A download at a steady rate, of which a rule is told again and again.
struct SteadyDownload
{
    uint32_t quality{2};
    double rate{500e3};                   // bit/s
    uint64_t bytesTotal{4 * 3312000 / 8}; // of the top quality
    double bufferSeconds{10};
    double reportEvery{0.1}; // seconds
    double begin{100};       // seconds

    /// @return what the rule replaces the segment by within so many seconds, if it does
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

} // namespace ns3::synthnet

#endif // SYNTHNET_ADAPTATION_CONTEXT_H
