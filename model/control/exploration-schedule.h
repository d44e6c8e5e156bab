/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EXPLORATION_SCHEDULE_H
#define SYNTHNET_EXPLORATION_SCHEDULE_H

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief ε by decisions: the probability that a decision is drawn and not the best one known.
 *
 * It goes from `start` to `end` in a straight line, then it is multiplied by `decay` at each
 * decision, down to `floor`.
 */
struct ExplorationSchedule
{
    double start{1};      //!< of the first decision, in [0, 1]
    double end{0.1};      //!< after `steps` decisions, in [0, 1]
    uint64_t steps{1000}; //!< decisions of the straight line
    double decay{1};      //!< of each decision after them, above 0, at most 1
    double floor{0};      //!< least of what decays, in [0, end]

    /// @return ε of a decision, counted from 0
    double At(uint64_t decision) const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EXPLORATION_SCHEDULE_H
