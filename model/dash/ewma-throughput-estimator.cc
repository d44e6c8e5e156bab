/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ewma-throughput-estimator.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

NS_OBJECT_ENSURE_REGISTERED(EwmaThroughputEstimator);

namespace
{
// dash.js, Settings.js: abr.throughput.ewma, half-lives in downloads.
constexpr double FAST_LATENCY_HALF_LIFE = 1;
constexpr double SLOW_LATENCY_HALF_LIFE = 2;
} // namespace

TypeId
EwmaThroughputEstimator::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::synthnet::EwmaThroughputEstimator")
            .SetParent<ThroughputEstimator>()
            .SetGroupName("Synthnet")
            .AddConstructor<EwmaThroughputEstimator>()
            .AddAttribute("FastHalfLife",
                          "Weight after which a sample's part of the fast average has halved",
                          TimeValue(Seconds(3)),
                          MakeTimeAccessor(&EwmaThroughputEstimator::m_fastHalfLife),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("SlowHalfLife",
                          "Weight after which a sample's part of the slow average has halved",
                          TimeValue(Seconds(8)),
                          MakeTimeAccessor(&EwmaThroughputEstimator::m_slowHalfLife),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("WeightFactor",
                          "Weight of one second of download time, in seconds of half-life "
                          "(dash.js: 0.0015 for each millisecond)",
                          DoubleValue(1.5),
                          MakeDoubleAccessor(&EwmaThroughputEstimator::m_weight),
                          MakeDoubleChecker<double>(1e-6))
            .AddAttribute("CountLatency",
                          "Whether the wait for the first byte is part of the download time",
                          BooleanValue(false),
                          MakeBooleanAccessor(&EwmaThroughputEstimator::m_countLatency),
                          MakeBooleanChecker())
            .AddAttribute("MinBytes",
                          "Downloads of fewer bytes are ignored",
                          UintegerValue(1),
                          MakeUintegerAccessor(&EwmaThroughputEstimator::m_minBytes),
                          MakeUintegerChecker<uint64_t>(1));
    return tid;
}

void
EwmaThroughputEstimator::AddSample(uint64_t bytes, Time latency, Time downloadTime)
{
    if (bytes < m_minBytes)
    {
        return;
    }
    const Time counted = m_countLatency ? latency + downloadTime : downloadTime;
    const double seconds = std::max(counted, MilliSeconds(1)).GetSeconds();
    const double rate = 8.0 * static_cast<double>(bytes) / seconds;
    m_fast.Add(rate, m_weight * seconds, m_fastHalfLife.GetSeconds());
    m_slow.Add(rate, m_weight * seconds, m_slowHalfLife.GetSeconds());
    m_fastLatency.Add(latency.GetSeconds(), 1, FAST_LATENCY_HALF_LIFE);
    m_slowLatency.Add(latency.GetSeconds(), 1, SLOW_LATENCY_HALF_LIFE);
}

double
EwmaThroughputEstimator::GetThroughput() const
{
    return std::min(m_fast.Get(), m_slow.Get());
}

Time
EwmaThroughputEstimator::GetLatency() const
{
    const double seconds = std::max(m_fastLatency.Get(), m_slowLatency.Get());
    return std::isnan(seconds) ? Time() : Seconds(seconds);
}

void
EwmaThroughputEstimator::Reset()
{
    m_fast = m_slow = m_fastLatency = m_slowLatency = HalfLifeAverage();
}

} // namespace ns3::synthnet
