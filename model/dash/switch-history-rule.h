/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SWITCH_HISTORY_RULE_H
#define SYNTHNET_SWITCH_HISTORY_RULE_H

#include "adaptation-rule.h"

#include <deque>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Stays below a quality that the player keeps dropping from.
 *
 * Remembers the latest decisions of the whole player. Adds up drops and other decisions from
 * the lowest quality upwards; where SampleSize decisions are reached and drops make up more
 * than DropRatio of the others, the quality is limited to one below, or to this one if nothing
 * dropped from it. Source: dash.js, rules/abr/SwitchHistoryRule.js, SwitchRequestHistory.js.
 */
class SwitchHistoryRule : public AdaptationRule
{
  public:
    static TypeId GetTypeId();

    AdaptationDecision Decide(const AdaptationContext& context) override;
    void OnAbandon(const AdaptationContext& context,
                   const DownloadProgress& progress,
                   uint32_t replacement) override;
    void Reset() override;

  private:
    struct Switch
    {
        uint32_t from;
        uint32_t to;
    };

    void Remember(uint32_t from, uint32_t to);

    uint32_t m_sampleSize;
    double m_dropRatio;

    std::optional<uint32_t> m_lastQuality; //!< at the decision before
    std::deque<Switch> m_history;          //!< oldest first, at most m_sampleSize
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SWITCH_HISTORY_RULE_H
