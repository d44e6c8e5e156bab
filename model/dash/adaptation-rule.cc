/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "adaptation-rule.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(AdaptationRule);

TypeId
AdaptationRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::AdaptationRule").SetParent<Object>().SetGroupName("Synthnet");
    return tid;
}

std::optional<uint32_t>
AdaptationRule::ShouldAbandon(const AdaptationContext&, const DownloadProgress&)
{
    return std::nullopt;
}

void
AdaptationRule::OnSegmentArrived(const SegmentArrival&)
{
}

void
AdaptationRule::OnQualityChanged(uint32_t, uint32_t)
{
}

void
AdaptationRule::OnBufferEmpty()
{
}

void
AdaptationRule::OnAbandon(const AdaptationContext&, const DownloadProgress&, uint32_t)
{
}

void
AdaptationRule::Reset()
{
}

uint32_t
HighestQualityWithin(const std::vector<Representation>& ladder, double rate)
{
    for (std::size_t quality = ladder.size(); quality-- > 0;)
    {
        if (rate >= static_cast<double>(ladder[quality].bandwidth))
        {
            return static_cast<uint32_t>(quality);
        }
    }
    return 0;
}

} // namespace ns3::synthnet
