/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "vlc-rule.h"

#include "ns3/uinteger.h"

#include <numeric>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(VlcRule);

TypeId
VlcRule::GetTypeId()
{
    static TypeId tid = TypeId("ns3::synthnet::VlcRule")
                            .SetParent<AdaptationRule>()
                            .SetGroupName("Synthnet")
                            .AddConstructor<VlcRule>()
                            .AddAttribute("Window",
                                          "Segments whose download rates are averaged",
                                          UintegerValue(10),
                                          MakeUintegerAccessor(&VlcRule::m_window),
                                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

AdaptationDecision
VlcRule::Decide(const AdaptationContext& context)
{
    if (m_rates.empty())
    {
        return {};
    }
    const double sum = std::accumulate(m_rates.begin(), m_rates.end(), 0.0);
    const double mean = sum / static_cast<double>(m_rates.size());
    return {HighestQualityWithin(context.ladder, mean), Time()};
}

void
VlcRule::OnSegmentArrived(const SegmentArrival& arrival)
{
    const Time elapsed = arrival.finished - arrival.requested;
    if (!elapsed.IsStrictlyPositive())
    {
        return;
    }
    m_rates.push_back(8 * static_cast<double>(arrival.bytes) / elapsed.GetSeconds());
    if (m_rates.size() > m_window)
    {
        m_rates.pop_front();
    }
}

void
VlcRule::Reset()
{
    m_rates.clear();
}

} // namespace ns3::synthnet
