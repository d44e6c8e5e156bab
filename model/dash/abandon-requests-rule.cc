/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "abandon-requests-rule.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(AbandonRequestsRule);

TypeId
AbandonRequestsRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::AbandonRequestsRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<AbandonRequestsRule>()
            .AddAttribute("Multiplier",
                          "Segment durations that a download may take",
                          DoubleValue(1.8),
                          MakeDoubleAccessor(&AbandonRequestsRule::m_multiplier),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("GraceTime",
                          "Time from the first byte in which nothing is given up",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&AbandonRequestsRule::m_graceTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MinSamples",
                          "Reports of progress needed before a segment is given up",
                          UintegerValue(6),
                          MakeUintegerAccessor(&AbandonRequestsRule::m_minSamples),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("MaxBuffer",
                          "Nothing is given up while the buffer is above this level",
                          TimeValue(Seconds(18)),
                          MakeTimeAccessor(&AbandonRequestsRule::m_maxBuffer),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SafetyFactor",
                          "Share of the measured rate that the replacement's bandwidth may take",
                          DoubleValue(0.9),
                          MakeDoubleAccessor(&AbandonRequestsRule::m_safetyFactor),
                          MakeDoubleChecker<double>(0));
    return tid;
}

AdaptationDecision
AbandonRequestsRule::Decide(const AdaptationContext&)
{
    return {};
}

std::optional<uint32_t>
AbandonRequestsRule::ShouldAbandon(const AdaptationContext& context,
                                   const DownloadProgress& progress)
{
    if (context.bufferLevel > m_maxBuffer || m_abandoned == progress.index)
    {
        return std::nullopt;
    }
    if (!m_observed || m_observed->index != progress.index ||
        m_observed->requested != progress.requested)
    {
        m_observed = Observation{progress.index, progress.requested};
    }

    const Time elapsed = context.now - progress.firstByte;
    const auto loaded = static_cast<double>(progress.bytesLoaded);
    const auto total = static_cast<double>(progress.bytesTotal);
    if (progress.bytesLoaded > 0 && elapsed.IsStrictlyPositive())
    {
        m_observed->sum += 8 * loaded / elapsed.GetSeconds();
        ++m_observed->count;
    }
    if (m_observed->count < m_minSamples || elapsed <= m_graceTime ||
        progress.bytesLoaded >= progress.bytesTotal || progress.quality == 0)
    {
        return std::nullopt;
    }

    const double rate = m_observed->sum / m_observed->count;
    const double downloadTime = 8 * total / rate;
    if (downloadTime < m_multiplier * context.segmentDuration.GetSeconds())
    {
        return std::nullopt;
    }
    const uint32_t replacement = HighestQualityWithin(context.ladder, m_safetyFactor * rate);
    const double replacementBytes =
        total * static_cast<double>(context.ladder[replacement].bandwidth) /
        static_cast<double>(context.ladder.at(progress.quality).bandwidth);
    if (total - loaded <= replacementBytes)
    {
        return std::nullopt;
    }
    m_abandoned = progress.index;
    return replacement;
}

void
AbandonRequestsRule::Reset()
{
    m_observed.reset();
    m_abandoned.reset();
}

} // namespace ns3::synthnet
