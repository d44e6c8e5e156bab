/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "insufficient-buffer-rule.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(InsufficientBufferRule);

TypeId
InsufficientBufferRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::InsufficientBufferRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<InsufficientBufferRule>()
            .AddAttribute("SafetyFactor",
                          "Share of the estimated throughput that is counted on",
                          DoubleValue(0.7),
                          MakeDoubleAccessor(&InsufficientBufferRule::m_safetyFactor),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("IgnoredSegments",
                          "No opinion before this many segments have arrived",
                          UintegerValue(2),
                          MakeUintegerAccessor(&InsufficientBufferRule::m_ignoredSegments),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("StallThreshold",
                          "Below this level a buffer counts as empty",
                          TimeValue(MilliSeconds(300)),
                          MakeTimeAccessor(&InsufficientBufferRule::m_stallThreshold),
                          MakeTimeChecker(Time(0)));
    return tid;
}

AdaptationDecision
InsufficientBufferRule::Decide(const AdaptationContext& context)
{
    if (context.segmentsArrived < m_ignoredSegments)
    {
        return {};
    }
    if (context.bufferLevel < m_stallThreshold)
    {
        return {0, Time()};
    }
    if (std::isnan(context.throughput))
    {
        return {};
    }
    const double segments = context.bufferLevel.GetSeconds() / context.segmentDuration.GetSeconds();
    const double limit = m_safetyFactor * context.throughput * segments;
    return {HighestQualityWithin(context.ladder, limit), Time()};
}

} // namespace ns3::synthnet
