/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PRIORITIZED_REPLAY_H
#define SYNTHNET_PRIORITIZED_REPLAY_H

#include "replay-buffer.h"
#include "sum-tree.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Draws a transition the likelier, the larger its error was: in proportion to
 * (|error| + 0.001)^exponent, and a new one as the largest so far.
 *
 * A batch has one draw of each of its equal parts of the sum. The weights are
 * (Size() · probability)^−correction, divided by the batch's largest.
 *
 * Source: Schaul, Quan, Antonoglou, Silver, Prioritized Experience Replay, ICLR 2016, section 3.
 */
class PrioritizedReplay : public ReplayBuffer
{
  public:
    /// @param exponent from 0, which is uniform, to 1
    PrioritizedReplay(std::size_t features, std::size_t capacity, double exponent);

    void Add(const Transition& transition) override;
    void Sample(std::size_t rows,
                double correction,
                RandomNumbers& random,
                TransitionBatch& batch) const override;
    void Rate(const TransitionBatch& batch, const std::vector<float>& errors) override;
    void Save(TensorStore& store, const std::string& prefix) const override;
    void Load(const SafetensorsFile& file, const std::string& prefix, std::size_t actions) override;

  private:
    double m_exponent;
    double m_largest{1}; // share so far
    SumTree m_shares;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PRIORITIZED_REPLAY_H
