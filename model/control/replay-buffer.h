/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REPLAY_BUFFER_H
#define SYNTHNET_REPLAY_BUFFER_H

#include "transition-ring.h"

#include "ns3/random-numbers.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What an agent remembers, and draws its batches from.
 */
class ReplayBuffer
{
  public:
    /// @param features numbers of an observation
    /// @param capacity transitions, at least 1; a further one replaces the oldest
    ReplayBuffer(std::size_t features, std::size_t capacity);
    virtual ~ReplayBuffer() = default;

    virtual void Add(const Transition& transition);

    const TransitionRing& Ring() const; //!< what is in it

    /**
     * @brief Draws with replacement. The buffer must not be empty.
     * @param rows of the batch
     * @param correction from 0 to 1: how far weights make up for what is drawn more often
     * @param batch overwritten
     */
    virtual void Sample(std::size_t rows,
                        double correction,
                        RandomNumbers& random,
                        TransitionBatch& batch) const = 0;

    /// @brief Tells what was learned. @param errors one for each of the batch, of any sign
    virtual void Rate(const TransitionBatch& batch, const std::vector<float>& errors) = 0;

    /// @brief Adds all that decides the draws to come, as tensors whose names begin with @p prefix.
    virtual void Save(TensorStore& store, const std::string& prefix) const;

    /// @throws InputError naming the file when what Save() wrote is not there or does not fit
    virtual void Load(const SafetensorsFile& file, const std::string& prefix, std::size_t actions);

  protected:
    TransitionRing m_ring; //!< what is in it
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REPLAY_BUFFER_H
