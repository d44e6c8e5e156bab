/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_THROUGHPUT_RULE_H
#define SYNTHNET_THROUGHPUT_RULE_H

#include "adaptation-rule.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The highest quality whose bandwidth is within a safe share of the estimate.
 *
 * Has no opinion before the first estimate, nor in video on demand while the buffer is empty.
 * Source: dash.js, rules/abr/ThroughputRule.js.
 */
class ThroughputRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;

  private:
    double m_safetyFactor;
    Time m_stallThreshold;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_THROUGHPUT_RULE_H
