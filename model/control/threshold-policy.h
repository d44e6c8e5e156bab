/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_THRESHOLD_POLICY_H
#define SYNTHNET_THRESHOLD_POLICY_H

#include "policy.h"
#include "queue-actions.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-control
/// @brief The options of a ThresholdPolicy.
struct ThresholdConfig
{
    double low{0.1};            //!< share of the depth, below which a queue is as good as empty
    double high{0.5};           //!< share of the depth, above which it is full; not below low
    bool deepenWhenFull{false}; //!< a full queue gets the next larger depth and an empty one the
                                //!< next smaller, for bursts that must not be lost, rather than the
                                //!< other way round, for delays that must end
};

/**
 * @ingroup synthnet-control
 * @brief A rule written by hand, for an agent to be better than.
 *
 * Of each switch it takes `enq_qdepthN.mean` as a share of the depth that is set, 2 to the power of
 * `settingN.log2`. Where that is above `high`, the depth goes down one choice, where it is below
 * `low`, up one; else it stays. One depth for all switches follows the fullest of them.
 */
class ThresholdPolicy : public Policy
{
  public:
    /**
     * @param actions choices of depths
     * @param names of what is observed, QueueObservation::Names(); what is named above must be
     *        among them for each switch, as in TelemetryObservation
     * @param config
     * @throws InputError when a name is missing, the actions set no depths, or the thresholds
     *         do not ascend
     */
    ThresholdPolicy(QueueActions actions,
                    const std::vector<std::string>& names,
                    const ThresholdConfig& config = {});

    GymValue Act(const GymValue& observation) override;

  private:
    /// Where in the observation a switch's numbers are.
    struct Places
    {
        std::size_t packets;
        std::size_t setting;
    };

    std::size_t Choose(double packets, double depth) const;

    QueueActions m_actions;
    std::vector<Places> m_switches;
    ThresholdConfig m_config;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_THRESHOLD_POLICY_H
