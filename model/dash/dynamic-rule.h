/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DYNAMIC_RULE_H
#define SYNTHNET_DYNAMIC_RULE_H

#include "adaptation-rule.h"

#include "ns3/traced-value.h"

#include <array>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief dash.js's default: throughput while the buffer is low, BOLA while it is high, and the
 * rules that guard them.
 *
 * BOLA takes over above OnThreshold and hands back below OffThreshold. The quality is the lowest
 * that the rule in charge, InsufficientBufferRule and SwitchHistoryRule ask for.
 * AbandonRequestsRule gives up slow segments; for AbandonTimeout after that, the throughput rule
 * is not asked and the quality does not rise. The parts are attributes, so that each can be
 * configured or replaced.
 *
 * Source: dash.js, controllers/AbrController.js and rules/abr/ABRRulesCollection.js, with the
 * defaults of core/Settings.js. Its DroppedFramesRule is left out: decoding is not modelled.
 */
class DynamicRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;
    std::optional<uint32_t> ShouldAbandon(const AdaptationContext& context,
                                          const DownloadProgress& progress) override;
    void OnSegmentArrived(const SegmentArrival& arrival) override;
    void OnQualityChanged(uint32_t oldQuality, uint32_t newQuality) override;
    void OnBufferEmpty() override;
    void OnAbandon(const AdaptationContext& context,
                   const DownloadProgress& progress,
                   uint32_t replacement) override;
    void Reset() override;

  protected:
    void DoDispose() override;

  private:
    std::array<Ptr<AdaptationRule>, 5> GetParts() const;

    Time m_onThreshold;
    Time m_offThreshold;
    Time m_abandonTimeout;

    Ptr<AdaptationRule> m_throughput;
    Ptr<AdaptationRule> m_bola;
    Ptr<AdaptationRule> m_insufficientBuffer;
    Ptr<AdaptationRule> m_switchHistory;
    Ptr<AdaptationRule> m_abandonRequests;

    TracedValue<bool> m_usesBola{false};
    std::optional<Time> m_abandonedAt;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DYNAMIC_RULE_H
