/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FIXED_RULE_H
#define SYNTHNET_FIXED_RULE_H

#include "adaptation-rule.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Always the same quality: no adaptation, for comparison and for constant load.
 */
class FixedRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;

  private:
    uint32_t m_quality;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FIXED_RULE_H
