/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PUBLISHED_REWARD_H
#define SYNTHNET_PUBLISHED_REWARD_H

#include "queue-reward.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The reward of the published agent, from the player's last row in each period.
 *
 * A Buffer above 30 s earns 2; else 30 frames a second earn 1, 24 frames 0.5; else a Buffer that
 * grew since the period before earns 0.1, one that shrank −2, and one that is unchanged 0. A Buffer
 * of exactly 30 s is not above 30 s. FPS counts as the nearest frame rate of the testbed's video,
 * 18, 24 or 30, because a generator may draw what lies between; the lower one of two as near.
 *
 * The published code earns what it earned before where the Buffer is exactly 30 s, or unchanged
 * at a frame rate that earns nothing, and takes a frame rate for none that is not exactly 24 or 30.
 * To repeat it, construct with `compat`: the reward is then NaN where it had none, and
 * TransitionRule::PUBLISHED puts the one before in its place.
 *
 * Source: the DESiRED project's tutorial of 2023, Use_cases.
 */
class PublishedReward : public QueueReward
{
  public:
    /// @param compat repeats the published code
    explicit PublishedReward(bool compat = false);

    double Reward(const ControlPeriod& before, const ControlPeriod& after) const override;

  private:
    bool m_compat;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PUBLISHED_REWARD_H
