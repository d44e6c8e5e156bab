/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BOLA_RULE_H
#define SYNTHNET_BOLA_RULE_H

#include "adaptation-rule.h"
#include "bola-scores.h"

#include "ns3/traced-value.h"

#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief BOLA as dash.js runs it: BOLA-O with a placeholder buffer.
 *
 * Until a segment is buffered the quality follows the throughput. From then on the level that
 * BOLA sees is the buffer plus a placeholder, which stands for waiting that the network is not to
 * blame for: live segments that are not available yet, or a full buffer. A quality rises above
 * the last one only as far as the throughput sustains (BOLA-O). Where the buffer is fuller than
 * the quality deserves, the rule first takes back the placeholder and then asks for a delay,
 * except at the top quality.
 * Source: dash.js, rules/abr/BolaRule.js; see also BolaScores.
 */
class BolaRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;
    void OnSegmentArrived(const SegmentArrival& arrival) override;
    void OnBufferEmpty() override;
    void OnAbandon(const AdaptationContext& context,
                   const DownloadProgress& progress,
                   uint32_t replacement) override;
    void Reset() override;

  private:
    /// Adds the time for which the player waited without downloading.
    void CountWaiting(Time now);

    AdaptationDecision DecideAtStartup(const AdaptationContext& context, uint32_t sustainable);
    AdaptationDecision DecideByBuffer(const AdaptationContext& context, uint32_t sustainable);

    Time m_stableBuffer;
    Time m_minimumBuffer;
    Time m_bufferPerLevel;
    double m_safetyFactor;
    double m_placeholderDecay;

    std::optional<BolaScores> m_scores; //!< of the ladder, from the first decision on
    bool m_steady{false};
    TracedValue<double> m_placeholder{0}; //!< seconds
    uint32_t m_lastQuality{0};
    std::optional<Time> m_lastSegmentDuration;
    std::optional<Time> m_lastFinish; //!< of a segment that came after the last decision
    std::optional<Time> m_lastCall;   //!< the last decision
};

} // namespace ns3::synthnet

#endif // SYNTHNET_BOLA_RULE_H
