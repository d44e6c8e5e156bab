/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EWMA_THROUGHPUT_ESTIMATOR_H
#define SYNTHNET_EWMA_THROUGHPUT_ESTIMATOR_H

#include "half-life-average.h"
#include "throughput-estimator.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief The smaller of a fast and a slow moving average of the download rates.
 *
 * A download weighs as much as it took long. By default all numbers are those of dash.js
 * (Settings.js; ThroughputModel.js; ThroughputController.js): half-lives of 3 s and 8 s, 0.0015
 * of weight for each millisecond, at least one millisecond, the wait for the first byte not
 * counted. The latency is the *larger* of two averages that halve after one and two downloads.
 * dash.js rounds rates to kbit/s, which is left out.
 */
class EwmaThroughputEstimator : public ThroughputEstimator
{
  public:
    static TypeId GetTypeId();

    void AddSample(uint64_t bytes, Time latency, Time downloadTime) override;
    double GetThroughput() const override;
    Time GetLatency() const override;
    void Reset() override;

  private:
    Time m_fastHalfLife;
    Time m_slowHalfLife;
    double m_weight; //!< of one second of download time, in seconds of half-life
    bool m_countLatency;
    uint64_t m_minBytes;

    HalfLifeAverage m_fast;
    HalfLifeAverage m_slow;
    HalfLifeAverage m_fastLatency;
    HalfLifeAverage m_slowLatency;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_EWMA_THROUGHPUT_ESTIMATOR_H
