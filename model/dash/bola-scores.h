/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_BOLA_SCORES_H
#define SYNTHNET_BOLA_SCORES_H

#include "representation.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The numbers by which BOLA maps a buffer level to a quality.
 *
 * The utility of a quality is ln(bandwidth), shifted so that the lowest has 1. A buffer level b
 * is worth (Vp·(u − 1 + gp) − b) / bandwidth in each quality; the highest score wins and ties
 * go to the higher quality. Vp and gp make the lowest quality's score reach 0 at the minimum
 * buffer and the highest's at the buffer time:
 *
 *     bufferTime = max(stable buffer, minimum buffer + levels × buffer per level)
 *     gp = (u_max − 1) / (bufferTime / minimum buffer − 1)
 *     Vp = minimum buffer / gp
 *
 * Source: Spiteri, Urgaonkar, Sitaraman, "BOLA: near-optimal bitrate adaptation for online
 * videos", INFOCOM 2016; dash.js, rules/abr/BolaRule.js. All times in seconds.
 */
class BolaScores
{
  public:
    /**
     * @param ladder at least two bandwidths, ascending
     * @param stableBuffer,minimumBuffer,bufferPerLevel seconds, greater than 0
     */
    BolaScores(const std::vector<Representation>& ladder,
               double stableBuffer,
               double minimumBuffer,
               double bufferPerLevel);

    double GetVp() const; //!< s of buffer that one of utility is worth
    double GetGp() const; //!< in units of utility

    /// @return the quality with the highest score at this buffer level in seconds
    uint32_t Best(double bufferLevel) const;

    /// @return seconds of buffer from which on waiting is better than requesting this quality
    double MaxBuffer(uint32_t quality) const;

    /// @return the lowest buffer level, in seconds, at which this quality beats all lower ones
    double MinBuffer(uint32_t quality) const;

  private:
    std::vector<double> m_bandwidth; //!< bit/s
    std::vector<double> m_utility;   //!< the lowest is 1
    double m_vp;
    double m_gp;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_BOLA_SCORES_H
