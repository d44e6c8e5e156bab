/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "shaka-rule.h"

#include "ewma-throughput-estimator.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/object-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ShakaRule);

TypeId
ShakaRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ShakaRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<ShakaRule>()
            .AddAttribute("UpgradeTarget",
                          "Share of the estimate that a higher bandwidth may take",
                          DoubleValue(0.85),
                          MakeDoubleAccessor(&ShakaRule::m_upgradeTarget),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("DowngradeTarget",
                          "Share of the estimate that the present bandwidth may take",
                          DoubleValue(0.95),
                          MakeDoubleAccessor(&ShakaRule::m_downgradeTarget),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("SwitchInterval",
                          "Shortest time between two switches",
                          TimeValue(Seconds(8)),
                          MakeTimeAccessor(&ShakaRule::m_switchInterval),
                          MakeTimeChecker(Time(0)));
    return tid;
}

ShakaRule::ShakaRule()
    : m_estimator(CreateObjectWithAttributes<EwmaThroughputEstimator>("FastHalfLife",
                                                                      TimeValue(Seconds(2)),
                                                                      "SlowHalfLife",
                                                                      TimeValue(Seconds(5)),
                                                                      "WeightFactor",
                                                                      DoubleValue(1),
                                                                      "CountLatency",
                                                                      BooleanValue(true),
                                                                      "MinBytes",
                                                                      UintegerValue(16000)))
{
}

AdaptationDecision
ShakaRule::Decide(const AdaptationContext& context)
{
    const double estimate = m_estimator->GetThroughput();
    if (std::isnan(estimate) || (m_lastSwitch && context.now < *m_lastSwitch + m_switchInterval))
    {
        return {};
    }
    const uint32_t kept = HighestQualityWithin(context.ladder, m_downgradeTarget * estimate);
    const uint32_t reached = HighestQualityWithin(context.ladder, m_upgradeTarget * estimate);
    // Between the two shares lies a quality that is kept but not risen to.
    const uint32_t quality = std::max(reached, std::min(kept, context.quality));
    if (quality != context.quality)
    {
        m_lastSwitch = context.now;
    }
    return {quality, Time()};
}

void
ShakaRule::OnSegmentArrived(const SegmentArrival& arrival)
{
    m_estimator->AddSample(arrival.bytes,
                           arrival.firstByte - arrival.requested,
                           arrival.finished - arrival.firstByte);
}

void
ShakaRule::Reset()
{
    m_estimator->Reset();
    m_lastSwitch.reset();
}

} // namespace ns3::synthnet
