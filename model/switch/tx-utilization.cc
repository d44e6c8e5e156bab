/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "tx-utilization.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

namespace
{
constexpr double MILLION = 1e6;
} // namespace

TxUtilization::TxUtilization(DataRate rate, Time timeConstant)
    : m_bitsToLoad(1.0 / (static_cast<double>(rate.GetBitRate()) * timeConstant.GetSeconds())),
      m_timeConstant(timeConstant.GetSeconds())
{
}

void
TxUtilization::Add(Time departure, uint32_t lineBytes, Time now)
{
    Advance(now);
    m_toCome.push_back({departure, 8.0 * lineBytes * m_bitsToLoad});
}

uint32_t
TxUtilization::Read(Time time)
{
    Advance(time);
    const double average = m_average * std::exp((m_last - time).GetSeconds() / m_timeConstant);
    return static_cast<uint32_t>(std::lround(MILLION * std::min(average, 1.0)));
}

void
TxUtilization::Advance(Time time)
{
    for (; !m_toCome.empty() && m_toCome.front().time <= time; m_toCome.pop_front())
    {
        const Departure& next = m_toCome.front();
        m_average *= std::exp((m_last - next.time).GetSeconds() / m_timeConstant);
        m_average += next.load;
        m_last = next.time;
    }
}

} // namespace ns3::synthnet
