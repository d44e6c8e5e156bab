/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INSUFFICIENT_BUFFER_RULE_H
#define SYNTHNET_INSUFFICIENT_BUFFER_RULE_H

#include "adaptation-rule.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Limits the quality to what can arrive before the buffer runs out.
 *
 * The limit is SafetyFactor × throughput × buffer level / segment duration, and the lowest
 * quality while the buffer is empty. The first segments are ignored, because the buffer is
 * always low then. Source: dash.js, rules/abr/InsufficientBufferRule.js.
 */
class InsufficientBufferRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;

  private:
    double m_safetyFactor;
    uint32_t m_ignoredSegments;
    Time m_stallThreshold;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INSUFFICIENT_BUFFER_RULE_H
