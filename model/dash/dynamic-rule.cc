/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dynamic-rule.h"

#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"

#include <algorithm>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(DynamicRule);

TypeId
DynamicRule::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::DynamicRule")
            .SetParent<AdaptationRule>()
            .SetGroupName("Synthnet")
            .AddConstructor<DynamicRule>()
            .AddAttribute("OnThreshold",
                          "BOLA takes over when the buffer is above this level",
                          TimeValue(Seconds(18)),
                          MakeTimeAccessor(&DynamicRule::m_onThreshold),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("OffThreshold",
                          "The throughput rule takes over when the buffer is below this level",
                          TimeValue(Seconds(9)),
                          MakeTimeAccessor(&DynamicRule::m_offThreshold),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AbandonTimeout",
                          "Time after an abandoned segment in which the quality does not rise",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&DynamicRule::m_abandonTimeout),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Throughput",
                          "The rule in charge while the buffer is low",
                          StringValue("ns3::synthnet::ThroughputRule"),
                          MakePointerAccessor(&DynamicRule::m_throughput),
                          MakePointerChecker<AdaptationRule>())
            .AddAttribute("Bola",
                          "The rule in charge while the buffer is high",
                          StringValue("ns3::synthnet::BolaRule"),
                          MakePointerAccessor(&DynamicRule::m_bola),
                          MakePointerChecker<AdaptationRule>())
            .AddAttribute("InsufficientBuffer",
                          "A rule that limits the one in charge",
                          StringValue("ns3::synthnet::InsufficientBufferRule"),
                          MakePointerAccessor(&DynamicRule::m_insufficientBuffer),
                          MakePointerChecker<AdaptationRule>())
            .AddAttribute("SwitchHistory",
                          "Another rule that limits the one in charge",
                          StringValue("ns3::synthnet::SwitchHistoryRule"),
                          MakePointerAccessor(&DynamicRule::m_switchHistory),
                          MakePointerChecker<AdaptationRule>())
            .AddAttribute("AbandonRequests",
                          "The rule that gives up segments on their way",
                          StringValue("ns3::synthnet::AbandonRequestsRule"),
                          MakePointerAccessor(&DynamicRule::m_abandonRequests),
                          MakePointerChecker<AdaptationRule>())
            .AddTraceSource("UsesBola",
                            "Whether BOLA is in charge",
                            MakeTraceSourceAccessor(&DynamicRule::m_usesBola),
                            "ns3::TracedValueCallback::Bool");
    return tid;
}

void
DynamicRule::DoDispose()
{
    m_throughput = nullptr;
    m_bola = nullptr;
    m_insufficientBuffer = nullptr;
    m_switchHistory = nullptr;
    m_abandonRequests = nullptr;
    AdaptationRule::DoDispose();
}

std::array<Ptr<AdaptationRule>, 5>
DynamicRule::GetParts() const
{
    return {m_throughput, m_bola, m_insufficientBuffer, m_switchHistory, m_abandonRequests};
}

AdaptationDecision
DynamicRule::Decide(const AdaptationContext& context)
{
    m_usesBola =
        m_usesBola ? context.bufferLevel >= m_offThreshold : context.bufferLevel > m_onThreshold;
    const bool recovering = m_abandonedAt && context.now < *m_abandonedAt + m_abandonTimeout;

    AdaptationDecision decision;
    if (m_usesBola)
    {
        decision = m_bola->Decide(context);
    }
    else if (!recovering)
    {
        decision = m_throughput->Decide(context);
    }
    for (const Ptr<AdaptationRule>& guard : {m_insufficientBuffer, m_switchHistory})
    {
        const AdaptationDecision limit = guard->Decide(context);
        if (limit.quality)
        {
            decision.quality = std::min(*limit.quality, decision.quality.value_or(*limit.quality));
        }
    }
    if (recovering && decision.quality)
    {
        decision.quality = std::min(*decision.quality, context.quality);
    }
    return decision;
}

std::optional<uint32_t>
DynamicRule::ShouldAbandon(const AdaptationContext& context, const DownloadProgress& progress)
{
    return m_abandonRequests->ShouldAbandon(context, progress);
}

void
DynamicRule::OnSegmentArrived(const SegmentArrival& arrival)
{
    for (const auto& part : GetParts())
    {
        part->OnSegmentArrived(arrival);
    }
}

void
DynamicRule::OnQualityChanged(uint32_t oldQuality, uint32_t newQuality)
{
    for (const auto& part : GetParts())
    {
        part->OnQualityChanged(oldQuality, newQuality);
    }
}

void
DynamicRule::OnBufferEmpty()
{
    for (const auto& part : GetParts())
    {
        part->OnBufferEmpty();
    }
}

void
DynamicRule::OnAbandon(const AdaptationContext& context,
                       const DownloadProgress& progress,
                       uint32_t replacement)
{
    m_abandonedAt = context.now;
    for (const auto& part : GetParts())
    {
        part->OnAbandon(context, progress, replacement);
    }
}

void
DynamicRule::Reset()
{
    m_usesBola = false;
    m_abandonedAt.reset();
    for (const auto& part : GetParts())
    {
        part->Reset();
    }
}

} // namespace ns3::synthnet
