/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "switch-history-rule.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(SwitchHistoryRule);

TypeId
SwitchHistoryRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::SwitchHistoryRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<SwitchHistoryRule>()
            .AddAttribute("SampleSize",
                          "Decisions that are remembered, and needed for an opinion",
                          UintegerValue(8),
                          MakeUintegerAccessor(&SwitchHistoryRule::m_sampleSize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("DropRatio",
                          "Largest ratio of drops to other decisions that goes unpunished",
                          DoubleValue(0.075),
                          MakeDoubleAccessor(&SwitchHistoryRule::m_dropRatio),
                          MakeDoubleChecker<double>(0));
    return tid;
}

AdaptationDecision
SwitchHistoryRule::Decide(const AdaptationContext& context)
{
    // What the decision before led to is seen now, because other rules had their say in it.
    if (m_lastQuality)
    {
        Remember(*m_lastQuality, context.quality);
    }
    m_lastQuality = context.quality;

    uint32_t drops = 0;
    uint32_t others = 0;
    for (uint32_t quality = 0; quality < context.ladder.size(); ++quality)
    {
        uint32_t dropsHere = 0;
        for (const Switch& change : m_history)
        {
            if (change.from == quality)
            {
                (change.to < change.from ? dropsHere : others) += 1;
            }
        }
        drops += dropsHere;
        if (drops + others >= m_sampleSize && drops > m_dropRatio * others)
        {
            return {quality > 0 && dropsHere > 0 ? quality - 1 : quality, Time()};
        }
    }
    return {};
}

void
SwitchHistoryRule::OnAbandon(const AdaptationContext& context,
                             const DownloadProgress& progress,
                             uint32_t replacement)
{
    m_history.clear();
    Remember(progress.quality, replacement);
    m_lastQuality = replacement;
}

void
SwitchHistoryRule::Reset()
{
    m_history.clear();
    m_lastQuality.reset();
}

void
SwitchHistoryRule::Remember(uint32_t from, uint32_t to)
{
    m_history.push_back({from, to});
    if (m_history.size() > m_sampleSize)
    {
        m_history.pop_front();
    }
}

} // namespace ns3::synthnet
