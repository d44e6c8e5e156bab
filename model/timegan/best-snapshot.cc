/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "best-snapshot.h"

#include "ns3/table-ranking.h"

#include <utility>

namespace ns3::synthnet
{
namespace
{

/// What `evaluate` compares: the mean over some draws of its size also tells which side of a jump,
/// such as a median between two categories, the weights are on, and how safely.
constexpr std::size_t WINDOWS = 150;
constexpr uint64_t DRAWS = 8;

} // namespace

BestSnapshot::BestSnapshot(const Table& table, uint64_t seed)
    : m_real("the training table", table),
      m_seed(seed)
{
}

float
BestSnapshot::Distance(const WindowGenerator& generator) const
{
    if (m_real.Features().empty())
    {
        return 0;
    }
    double sum = 0;
    for (uint64_t draw = 0; draw < DRAWS; ++draw)
    {
        const Observation drawn("the draw", generator.Sample(WINDOWS, m_seed + draw));
        sum += WholeTableM(m_real, drawn);
    }
    return static_cast<float>(sum / static_cast<double>(DRAWS));
}

float
BestSnapshot::Offer(const WindowGenerator& generator, const NamedTensors& weights)
{
    const float score = Distance(generator);
    if (score <= m_score)
    {
        m_best = weights;
        m_score = score;
    }
    return score;
}

void
BestSnapshot::Restore(NamedTensors best, float score)
{
    m_best = std::move(best);
    m_score = score;
}

const NamedTensors&
BestSnapshot::Best() const
{
    return m_best;
}

float
BestSnapshot::Score() const
{
    return m_score;
}

} // namespace ns3::synthnet
