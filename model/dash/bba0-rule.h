/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BBA0_RULE_H
#define SYNTHNET_BBA0_RULE_H

#include "adaptation-rule.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief BBA-0: the buffer alone decides.
 *
 * The rate is the lowest up to the reservoir, the highest from reservoir + cushion on, and a
 * linear function f of the buffer between. The quality changes only when f reaches the next
 * bandwidth of the ladder, up or down. Source: Huang, Johari, McKeown, Trunnell, Watson, "A
 * buffer-based approach to rate adaptation", SIGCOMM 2014, Algorithm 1.
 *
 * The paper's player holds 240 s and puts the reservoir at 37.5 % and the end of the cushion at
 * 90 % of that; the defaults are these shares of dash.js's 18 s.
 */
class Bba0Rule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;

  private:
    Time m_reservoir;
    Time m_cushion;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_BBA0_RULE_H
