/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BEST_SNAPSHOT_H
#define SYNTHNET_BEST_SNAPSHOT_H

#include "tensor-file.h"
#include "window-generator.h"

#include "ns3/observation.h"
#include "ns3/table.h"

#include <cstdint>
#include <limits>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief Of the weights that a training passes through, those that draw what is nearest to the
 * training table by the metric M. The weights of adversarial training circle around what they
 * seek, and the last ones are any point of the circle.
 *
 * Not for public headers: it names Torch's types.
 */
class BestSnapshot
{
  public:
    /**
     * @param table that is learned
     * @param seed of the windows that are drawn to compare: the same for all weights
     */
    BestSnapshot(const Table& table, uint64_t seed);

    /**
     * @brief Draws from a generator, and keeps its weights when no earlier ones were as good.
     * @return M, the mean over several draws of 150 windows; 0 of a table without numbers
     */
    float Offer(const WindowGenerator& generator, const NamedTensors& weights);

    /// @brief Goes on from another object's Best() and Score().
    void Restore(NamedTensors best, float score);

    const NamedTensors& Best() const; //!< empty before the first Offer()
    float Score() const;              //!< of Best(); infinite before the first Offer()

  private:
    float Distance(const WindowGenerator& generator) const;

    Observation m_real;
    uint64_t m_seed;
    NamedTensors m_best;
    float m_score{std::numeric_limits<float>::infinity()};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_BEST_SNAPSHOT_H
