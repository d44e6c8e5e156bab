/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRANSITION_RING_H
#define SYNTHNET_TRANSITION_RING_H

#include "tensor-store.h"
#include "transition.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief The latest transitions, so many at most. It takes memory as they come, not before.
 */
class TransitionRing
{
  public:
    /// @param features numbers of an observation
    /// @param capacity at least 1
    TransitionRing(std::size_t features, std::size_t capacity);

    /// @brief Takes the place of the oldest transition when the ring is full.
    /// @return the place, below Capacity()
    std::size_t Add(const Transition& transition);

    std::size_t Size() const;
    std::size_t Capacity() const;
    std::size_t Features() const;

    /// @return [Size(), Features()]: the observations before the decisions, by place
    const std::vector<float>& Observations() const;

    /// @brief Fills all of the batch but the weights. @param batch its places say which
    void Gather(TransitionBatch& batch) const;

    /// @brief Adds the transitions, as tensors whose names begin with @p prefix.
    void Save(TensorStore& store, const std::string& prefix) const;

    /// @throws InputError naming the file when what Save() wrote is not there or does not fit
    void Load(const SafetensorsFile& file, const std::string& prefix, std::size_t actions);

  private:
    std::size_t m_features;
    std::size_t m_capacity;
    std::size_t m_next{0}; // place of the next one
    std::vector<float> m_observations;
    std::vector<float> m_nexts;
    std::vector<float> m_actions; // whole numbers, as the file has them
    std::vector<float> m_rewards;
    std::vector<float> m_continues;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRANSITION_RING_H
