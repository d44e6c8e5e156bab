/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "throughput-rule.h"

#include "ns3/double.h"

#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(ThroughputRule);

TypeId
ThroughputRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::ThroughputRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<ThroughputRule>()
            .AddAttribute("SafetyFactor",
                          "Share of the estimated throughput that a bandwidth may take",
                          DoubleValue(0.9),
                          MakeDoubleAccessor(&ThroughputRule::m_safetyFactor),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("StallThreshold",
                          "Below this level a buffer counts as empty",
                          TimeValue(MilliSeconds(300)),
                          MakeTimeAccessor(&ThroughputRule::m_stallThreshold),
                          MakeTimeChecker(Time(0)));
    return tid;
}

AdaptationDecision
ThroughputRule::Decide(const AdaptationContext& context)
{
    const bool empty = context.bufferLevel < m_stallThreshold;
    if (std::isnan(context.throughput) || (empty && !context.live))
    {
        return {};
    }
    return {HighestQualityWithin(context.ladder, m_safetyFactor * context.throughput), Time()};
}

} // namespace ns3::synthnet
