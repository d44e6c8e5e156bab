/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EXO_RULE_H
#define SYNTHNET_EXO_RULE_H

#include "adaptation-rule.h"
#include "throughput-estimator.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief ExoPlayer's rule: throughput, up only with some buffer, down only without much.
 *
 * The ideal quality is the highest within BandwidthFraction of the estimate, which is the
 * rule's own PercentileThroughputEstimator. The quality rises only at MinBufferForIncrease or
 * above and falls only below MaxBufferForDecrease.
 * Source: ExoPlayer, AdaptiveTrackSelection.java.
 */
class ExoRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();
    ExoRule();

    AdaptationDecision Decide(const AdaptationContext& context) override;
    void OnSegmentArrived(const SegmentArrival& arrival) override;
    void Reset() override;

  private:
    double m_bandwidthFraction;
    Time m_minBufferForIncrease;
    Time m_maxBufferForDecrease;

    Ptr<ThroughputEstimator> m_estimator;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EXO_RULE_H
