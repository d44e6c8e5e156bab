/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "percentile-throughput-estimator.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(PercentileThroughputEstimator);

TypeId
PercentileThroughputEstimator::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::PercentileThroughputEstimator")
            .SetParent<ThroughputEstimator>()
            .SetGroupName("Synthnet")
            .AddConstructor<PercentileThroughputEstimator>()
            .AddAttribute("Percentile",
                          "Share of the weight that lies at or below the estimate",
                          DoubleValue(0.5),
                          MakeDoubleAccessor(&PercentileThroughputEstimator::m_percentile),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("MaxWeight",
                          "Sum of the square roots of the remembered downloads' bytes",
                          DoubleValue(2000),
                          MakeDoubleAccessor(&PercentileThroughputEstimator::m_maxWeight),
                          MakeDoubleChecker<double>(1))
            .AddAttribute("MinTotalTime",
                          "There is an estimate after downloads that took this long together, "
                          "or after MinTotalBytes",
                          TimeValue(Seconds(2)),
                          MakeTimeAccessor(&PercentileThroughputEstimator::m_minTotalTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MinTotalBytes",
                          "There is an estimate after this many bytes, or after MinTotalTime",
                          UintegerValue(524288),
                          MakeUintegerAccessor(&PercentileThroughputEstimator::m_minTotalBytes),
                          MakeUintegerChecker<uint64_t>());
    return tid;
}

void
PercentileThroughputEstimator::AddSample(uint64_t bytes, Time latency, Time downloadTime)
{
    const Time elapsed = latency + downloadTime;
    if (bytes == 0 || !elapsed.IsStrictlyPositive())
    {
        return;
    }
    const double size = static_cast<double>(bytes);
    m_samples.push_back({8 * size / elapsed.GetSeconds(), std::sqrt(size)});
    m_totalWeight += m_samples.back().weight;
    m_totalTime += elapsed;
    m_totalBytes += bytes;

    while (m_totalWeight > m_maxWeight)
    {
        const double excess = m_totalWeight - m_maxWeight;
        if (m_samples.front().weight <= excess)
        {
            m_totalWeight -= m_samples.front().weight;
            m_samples.pop_front();
        }
        else
        {
            m_samples.front().weight -= excess;
            m_totalWeight = m_maxWeight;
        }
    }
}

double
PercentileThroughputEstimator::GetThroughput() const
{
    if (m_samples.empty() || (m_totalTime < m_minTotalTime && m_totalBytes < m_minTotalBytes))
    {
        return std::numeric_limits<double>::quiet_NaN();
    }
    std::vector<Sample> byRate(m_samples.begin(), m_samples.end());
    std::sort(byRate.begin(), byRate.end(), [](const Sample& a, const Sample& b) {
        return a.rate < b.rate;
    });
    double weight = 0;
    for (const Sample& sample : byRate)
    {
        weight += sample.weight;
        if (weight >= m_percentile * m_totalWeight)
        {
            return sample.rate;
        }
    }
    return byRate.back().rate; // rounding kept the sum below the whole
}

void
PercentileThroughputEstimator::Reset()
{
    m_samples.clear();
    m_totalWeight = 0;
    m_totalTime = Time();
    m_totalBytes = 0;
}

} // namespace ns3::synthnet
