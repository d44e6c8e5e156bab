/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_THROUGHPUT_ESTIMATOR_H
#define SYNTHNET_THROUGHPUT_ESTIMATOR_H

#include "ns3/ns3-version.h"

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Predicts the rate of the next download from those that ended.
 */
class ThroughputEstimator : public Object
{
  public:
    static TypeId GetTypeId();

    /**
     * @brief Takes one complete download into account.
     * @param bytes of the body
     * @param latency from the request to the first byte of the answer
     * @param downloadTime from the first byte to the last
     */
    virtual void AddSample(uint64_t bytes, Time latency, Time downloadTime) = 0;

    /// @return bit/s, without safety factor; NaN before the first sample
    virtual double GetThroughput() const = 0;

    /// @return the expected time from request to first byte; 0 for an estimator that does not tell
    virtual Time GetLatency() const;

    /// Forgets all samples.
    virtual void Reset() = 0;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_THROUGHPUT_ESTIMATOR_H
