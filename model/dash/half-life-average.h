/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_HALF_LIFE_AVERAGE_H
#define SYNTHNET_HALF_LIFE_AVERAGE_H

#include <cmath>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Exponentially weighted moving average whose memory is given as a half-life.
 *
 * The sum starts at 0; Get() divides by the weight that this start has lost, so that the first
 * sample already is the average. Source: dash.js, ThroughputModel.js and
 * ThroughputController.js; Shaka Player, ewma.js.
 */
class HalfLifeAverage
{
  public:
    /**
     * @param value of the sample
     * @param weight greater than 0, in the unit of the half-life
     * @param halfLife the weight of later samples that halves this one's influence
     */
    void Add(double value, double weight, double halfLife)
    {
        const double kept = std::pow(0.5, weight / halfLife);
        m_sum = (1 - kept) * value + kept * m_sum;
        m_start *= kept;
    }

    /// @return the average; NaN before the first sample
    double Get() const
    {
        return m_sum / (1 - m_start);
    }

  private:
    double m_sum{0};
    double m_start{1}; //!< influence of the arbitrary first value 0: 0.5^(total weight / half-life)
};

} // namespace ns3::synthnet

#endif // SYNTHNET_HALF_LIFE_AVERAGE_H
