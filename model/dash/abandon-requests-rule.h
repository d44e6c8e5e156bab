/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_ABANDON_REQUESTS_RULE_H
#define SYNTHNET_ABANDON_REQUESTS_RULE_H

#include "adaptation-rule.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Gives up a segment that would take far longer than it plays.
 *
 * Only while the buffer is at most MaxBuffer and the quality is not the lowest, after GraceTime
 * and MinSamples reports of progress: if the whole segment would take Multiplier × its duration
 * at the mean reported rate, and if the bytes still to come are more than the segment has in
 * the quality that this rate allows. Each segment is given up at most once.
 * Source: dash.js, rules/abr/AbandonRequestsRule.js.
 */
class AbandonRequestsRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    /// No opinion: this rule only abandons.
    AdaptationDecision Decide(const AdaptationContext& context) override;
    std::optional<uint32_t> ShouldAbandon(const AdaptationContext& context,
                                          const DownloadProgress& progress) override;
    void Reset() override;

  private:
    /// The rates that were reported for one download.
    struct Observation
    {
        uint64_t index;    //!< of the segment
        Time requested;    //!< tells two requests for one segment apart
        double sum{0};     //!< bit/s
        uint32_t count{0}; //!< samples in the sum
    };

    double m_multiplier;
    Time m_graceTime;
    uint32_t m_minSamples;
    Time m_maxBuffer;
    double m_safetyFactor;

    std::optional<Observation> m_observed;
    std::optional<uint64_t> m_abandoned; //!< the last segment that was given up
};

} // namespace ns3::synthnet

#endif // SYNTHNET_ABANDON_REQUESTS_RULE_H
