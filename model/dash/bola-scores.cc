/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "bola-scores.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

BolaScores::BolaScores(const std::vector<Representation>& ladder,
                       double stableBuffer,
                       double minimumBuffer,
                       double bufferPerLevel)
{
    for (const Representation& representation : ladder)
    {
        const auto bandwidth = static_cast<double>(representation.bandwidth);
        m_bandwidth.push_back(bandwidth);
        m_utility.push_back(std::log(bandwidth / m_bandwidth.front()) + 1);
    }
    const auto levels = static_cast<double>(ladder.size());
    const double bufferTime = std::max(stableBuffer, minimumBuffer + bufferPerLevel * levels);
    m_gp = (m_utility.back() - 1) / (bufferTime / minimumBuffer - 1);
    m_vp = minimumBuffer / m_gp;
}

double
BolaScores::GetVp() const
{
    return m_vp;
}

double
BolaScores::GetGp() const
{
    return m_gp;
}

uint32_t
BolaScores::Best(double bufferLevel) const
{
    uint32_t best = 0;
    double bestScore = 0;
    for (uint32_t quality = 0; quality < m_bandwidth.size(); ++quality)
    {
        const double score = (MaxBuffer(quality) - bufferLevel) / m_bandwidth[quality];
        if (quality == 0 || score >= bestScore)
        {
            best = quality;
            bestScore = score;
        }
    }
    return best;
}

double
BolaScores::MaxBuffer(uint32_t quality) const
{
    return m_vp * (m_utility.at(quality) - 1 + m_gp);
}

double
BolaScores::MinBuffer(uint32_t quality) const
{
    // Where the scores of two qualities are equal.
    double level = 0;
    for (uint32_t lower = 0; lower < quality; ++lower)
    {
        const double crossing =
            (m_bandwidth[quality] * MaxBuffer(lower) - m_bandwidth[lower] * MaxBuffer(quality)) /
            (m_bandwidth[quality] - m_bandwidth[lower]);
        level = std::max(level, crossing);
    }
    return level;
}

} // namespace ns3::synthnet
