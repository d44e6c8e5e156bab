/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PERCENTILE_THROUGHPUT_ESTIMATOR_H
#define SYNTHNET_PERCENTILE_THROUGHPUT_ESTIMATOR_H

#include "throughput-estimator.h"

#include <deque>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief A percentile of the rates of the latest downloads, weighted by the root of their size.
 *
 * The latest downloads are those whose weights sum up to MaxWeight; the oldest one counts with
 * what is left of it. Source: ExoPlayer, SlidingPercentile.java and DefaultBandwidthMeter.java.
 */
class PercentileThroughputEstimator : public ThroughputEstimator
{
  public:
    static TypeId GetTypeId();

    void AddSample(uint64_t bytes, Time latency, Time downloadTime) override;
    double GetThroughput() const override;
    void Reset() override;

  private:
    struct Sample
    {
        double rate; //!< bit/s
        double weight;
    };

    double m_percentile;
    double m_maxWeight;
    Time m_minTotalTime;
    uint64_t m_minTotalBytes;

    std::deque<Sample> m_samples; //!< oldest first
    double m_totalWeight{0};
    Time m_totalTime;
    uint64_t m_totalBytes{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PERCENTILE_THROUGHPUT_ESTIMATOR_H
