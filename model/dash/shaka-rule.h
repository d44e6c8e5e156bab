/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SHAKA_RULE_H
#define SYNTHNET_SHAKA_RULE_H

#include "adaptation-rule.h"
#include "throughput-estimator.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Shaka Player's simple rule: throughput with a margin that depends on the direction.
 *
 * The quality rises when a higher bandwidth is within UpgradeTarget of the estimate, and falls
 * when the present one exceeds DowngradeTarget of it; at most one switch in SwitchInterval.
 * The estimate is the smaller of two averages (half-lives 2 s and 5 s) over whole requests of
 * at least 16 kB, the wait for the first byte included, and is the rule's own.
 * Source: Shaka Player, abr/simple_abr_manager.js, abr/ewma_bandwidth_estimator.js, and the
 * documented meaning of its AbrConfiguration.
 */
class ShakaRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();
    ShakaRule();

    AdaptationDecision Decide(const AdaptationContext& context) override;
    void OnSegmentArrived(const SegmentArrival& arrival) override;
    void Reset() override;

  private:
    double m_upgradeTarget;
    double m_downgradeTarget;
    Time m_switchInterval;

    Ptr<ThroughputEstimator> m_estimator;
    std::optional<Time> m_lastSwitch;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SHAKA_RULE_H
