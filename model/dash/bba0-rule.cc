/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "bba0-rule.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(Bba0Rule);

TypeId
Bba0Rule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::Bba0Rule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<Bba0Rule>()
            .AddAttribute("Reservoir",
                          "Buffer level up to which the lowest quality is requested",
                          TimeValue(MilliSeconds(6750)),
                          MakeTimeAccessor(&Bba0Rule::m_reservoir),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Cushion",
                          "Length of the range above the reservoir in which the rate grows",
                          TimeValue(MilliSeconds(9450)),
                          MakeTimeAccessor(&Bba0Rule::m_cushion),
                          MakeTimeChecker(NanoSeconds(1)));
    return tid;
}

AdaptationDecision
Bba0Rule::Decide(const AdaptationContext& context)
{
    const auto& ladder = context.ladder;
    const auto top = static_cast<uint32_t>(ladder.size() - 1);
    if (context.bufferLevel <= m_reservoir)
    {
        return {0, Time()};
    }
    if (context.bufferLevel >= m_reservoir + m_cushion)
    {
        return {top, Time()};
    }

    const auto bandwidth = [&ladder](uint32_t quality) {
        return static_cast<double>(ladder[quality].bandwidth);
    };
    const double filled = (context.bufferLevel - m_reservoir).GetSeconds() / m_cushion.GetSeconds();
    const double rate = bandwidth(0) + filled * (bandwidth(top) - bandwidth(0));

    uint32_t quality = std::min(context.quality, top);
    if (quality < top && rate >= bandwidth(quality + 1))
    {
        while (quality < top && bandwidth(quality + 1) < rate)
        {
            ++quality;
        }
    }
    else if (quality > 0 && rate <= bandwidth(quality - 1))
    {
        while (quality > 0 && bandwidth(quality - 1) > rate)
        {
            --quality;
        }
    }
    return {quality, Time()};
}

} // namespace ns3::synthnet
