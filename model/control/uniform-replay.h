/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_UNIFORM_REPLAY_H
#define SYNTHNET_UNIFORM_REPLAY_H

#include "replay-buffer.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Draws each transition as likely as any other; all weights are 1.
 */
class UniformReplay : public ReplayBuffer
{
  public:
    using ReplayBuffer::ReplayBuffer;

    void Sample(std::size_t rows,
                double correction,
                RandomNumbers& random,
                TransitionBatch& batch) const override;
    void Rate(const TransitionBatch& batch, const std::vector<float>& errors) override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_UNIFORM_REPLAY_H
