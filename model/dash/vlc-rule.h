/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_VLC_RULE_H
#define SYNTHNET_VLC_RULE_H

#include "adaptation-rule.h"

#include <deque>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief A simple model of VLC with its rate-based logic, for background load.
 *
 * The quality is the highest within the mean rate of the latest downloads, whole requests
 * counted, without a safety factor and without regard to the buffer. VLC's own average adapts
 * its memory to how much the rates vary; this model's memory is a fixed number of segments.
 * Modelled after VLC, modules/demux/adaptive/logic/RateBasedAdaptationLogic.cpp.
 */
class VlcRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;
    void OnSegmentArrived(const SegmentArrival& arrival) override;
    void Reset() override;

  private:
    uint32_t m_window;
    std::deque<double> m_rates; //!< bit/s, oldest first, at most m_window
};

} // namespace ns3::synthnet

#endif // SYNTHNET_VLC_RULE_H
