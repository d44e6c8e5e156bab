/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "exo-rule.h"

#include "percentile-throughput-estimator.h"

#include "ns3/double.h"

#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ExoRule);

TypeId
ExoRule::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::ExoRule")
                            .SetParent<AdaptationRule>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<ExoRule>()
                            .AddAttribute("BandwidthFraction",
                                          "Share of the estimate that a bandwidth may take",
                                          DoubleValue(0.7),
                                          MakeDoubleAccessor(&ExoRule::m_bandwidthFraction),
                                          MakeDoubleChecker<double>(0))
                            .AddAttribute("MinBufferForIncrease",
                                          "The quality does not rise below this buffer level",
                                          TimeValue(Seconds(10)),
                                          MakeTimeAccessor(&ExoRule::m_minBufferForIncrease),
                                          MakeTimeChecker(Time(0)))
                            .AddAttribute("MaxBufferForDecrease",
                                          "The quality does not fall at this buffer level or above",
                                          TimeValue(Seconds(25)),
                                          MakeTimeAccessor(&ExoRule::m_maxBufferForDecrease),
                                          MakeTimeChecker(Time(0)));
    return tid;
}

ExoRule::ExoRule()
    : m_estimator(CreateObject<PercentileThroughputEstimator>())
{
}

AdaptationDecision
ExoRule::Decide(const AdaptationContext& context)
{
    const double estimate = m_estimator->GetThroughput();
    if (std::isnan(estimate))
    {
        return {};
    }
    const uint32_t ideal = HighestQualityWithin(context.ladder, m_bandwidthFraction * estimate);
    const bool risesTooEarly =
        ideal > context.quality && context.bufferLevel < m_minBufferForIncrease;
    const bool fallsTooEarly =
        ideal < context.quality && context.bufferLevel >= m_maxBufferForDecrease;
    return {risesTooEarly || fallsTooEarly ? context.quality : ideal, Time()};
}

void
ExoRule::OnSegmentArrived(const SegmentArrival& arrival)
{
    m_estimator->AddSample(arrival.bytes,
                           arrival.firstByte - arrival.requested,
                           arrival.finished - arrival.firstByte);
}

void
ExoRule::Reset()
{
    m_estimator->Reset();
}

} // namespace ns3::synthnet
