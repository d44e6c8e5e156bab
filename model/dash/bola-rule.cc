/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "bola-rule.h"

#include "ns3/double.h"
#include "ns3/trace-source-accessor.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(BolaRule);

TypeId
BolaRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::BolaRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<BolaRule>()
            .AddAttribute("StableBuffer",
                          "Buffer level that the player keeps below the top quality "
                          "(dash.js: bufferTimeDefault)",
                          TimeValue(Seconds(18)),
                          MakeTimeAccessor(&BolaRule::m_stableBuffer),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("MinimumBuffer",
                          "Buffer level up to which no delay is asked for",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&BolaRule::m_minimumBuffer),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("BufferPerLevel",
                          "Buffer above the minimum for each quality of the ladder",
                          TimeValue(Seconds(2)),
                          MakeTimeAccessor(&BolaRule::m_bufferPerLevel),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("SafetyFactor",
                          "Share of the estimated throughput that counts as sustainable",
                          DoubleValue(0.9),
                          MakeDoubleAccessor(&BolaRule::m_safetyFactor),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("PlaceholderDecay",
                          "What is left of the placeholder buffer after each segment",
                          DoubleValue(0.99),
                          MakeDoubleAccessor(&BolaRule::m_placeholderDecay),
                          MakeDoubleChecker<double>(0, 1))
            .AddTraceSource("PlaceholderBuffer",
                            "Seconds of buffer that are imagined on top of the real ones",
                            MakeTraceSourceAccessor(&BolaRule::m_placeholder),
                            "ns3::TracedValueCallback::Double");
    return tid;
}

AdaptationDecision
BolaRule::Decide(const AdaptationContext& context)
{
    if (context.ladder.front().bandwidth == context.ladder.back().bandwidth)
    {
        return {}; // one level: no utility to gain
    }
    if (!m_scores)
    {
        m_scores.emplace(context.ladder,
                         m_stableBuffer.GetSeconds(),
                         m_minimumBuffer.GetSeconds(),
                         m_bufferPerLevel.GetSeconds());
    }
    if (std::isnan(context.throughput))
    {
        return {};
    }
    const uint32_t sustainable =
        HighestQualityWithin(context.ladder, m_safetyFactor * context.throughput);
    return m_steady ? DecideByBuffer(context, sustainable) : DecideAtStartup(context, sustainable);
}

AdaptationDecision
BolaRule::DecideAtStartup(const AdaptationContext& context, uint32_t sustainable)
{
    // The placeholder makes BOLA start with the quality that the throughput allows.
    const double level = context.bufferLevel.GetSeconds();
    m_placeholder = std::max(0.0, m_scores->MinBuffer(sustainable) - level);
    m_lastQuality = sustainable;
    m_steady = m_lastSegmentDuration && context.bufferLevel >= *m_lastSegmentDuration;
    return {sustainable, Time()};
}

AdaptationDecision
BolaRule::DecideByBuffer(const AdaptationContext& context, uint32_t sustainable)
{
    CountWaiting(context.now);
    const double placeholder = m_placeholder;
    const double level = context.bufferLevel.GetSeconds() + placeholder;
    uint32_t quality = m_scores->Best(level);
    if (quality > m_lastQuality && quality > sustainable)
    {
        quality = std::max(sustainable, m_lastQuality);
    }
    m_lastQuality = quality;

    const double excess = std::max(0.0, level - m_scores->MaxBuffer(quality));
    const double delay = std::max(0.0, excess - placeholder);
    m_placeholder = std::max(0.0, placeholder - excess);
    const bool top = quality + 1 == context.ladder.size();
    return {quality, top ? Time() : Seconds(delay)};
}

void
BolaRule::CountWaiting(Time now)
{
    const std::optional<Time> since = m_lastFinish ? m_lastFinish : m_lastCall;
    if (since && now > *since)
    {
        m_placeholder = m_placeholder + (now - *since).GetSeconds();
    }
    m_lastFinish.reset();
    m_lastCall = now;
}

void
BolaRule::OnSegmentArrived(const SegmentArrival& arrival)
{
    if (!m_scores)
    {
        return;
    }
    m_lastSegmentDuration = arrival.duration;
    m_lastQuality = arrival.quality;
    m_lastFinish = arrival.finished;

    // The placeholder must not outgrow what the last quality was worth when it was requested.
    const Time appended = arrival.replacement ? Time() : arrival.duration;
    const Time levelAtRequest =
        arrival.bufferLevel - appended + arrival.finished - arrival.requested;
    const double room =
        std::max(0.0, m_scores->MaxBuffer(arrival.quality) - levelAtRequest.GetSeconds());
    double placeholder = std::min<double>(room, m_placeholderDecay * m_placeholder);
    if (arrival.replacement)
    {
        placeholder += arrival.duration.GetSeconds(); // downloaded, but the buffer did not grow
    }
    m_placeholder = placeholder;
}

void
BolaRule::OnBufferEmpty()
{
    m_placeholder = 0;
}

void
BolaRule::OnAbandon(const AdaptationContext& context,
                    const DownloadProgress& progress,
                    uint32_t replacement)
{
    if (!m_scores)
    {
        return;
    }
    // Down to where BOLA just prefers the replacement to the quality below it.
    const double wanted =
        replacement > 0 ? m_scores->MinBuffer(replacement) : m_minimumBuffer.GetSeconds();
    const double room = std::max(0.0, wanted - context.bufferLevel.GetSeconds());
    m_placeholder = std::min<double>(m_placeholder, room);
}

void
BolaRule::Reset()
{
    m_scores.reset();
    m_steady = false;
    m_placeholder = 0;
    m_lastQuality = 0;
    m_lastSegmentDuration.reset();
    m_lastFinish.reset();
    m_lastCall.reset();
}

} // namespace ns3::synthnet
