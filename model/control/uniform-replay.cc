/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "uniform-replay.h"

namespace ns3::synthnet
{

void
UniformReplay::Sample(std::size_t rows,
                      double /*correction*/,
                      RandomNumbers& random,
                      TransitionBatch& batch) const
{
    batch.places.resize(rows);
    for (std::size_t& place : batch.places)
    {
        place = random.Below(m_ring.Size());
    }
    batch.weights.assign(rows, 1.0F);
    m_ring.Gather(batch);
}

void
UniformReplay::Rate(const TransitionBatch& /*batch*/, const std::vector<float>& /*errors*/)
{
}

} // namespace ns3::synthnet
