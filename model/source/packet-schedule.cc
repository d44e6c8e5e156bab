/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "packet-schedule.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{

PacketSchedule::PacketSchedule(std::function<double()> spacing)
    : m_spacing(std::move(spacing)),
      m_due(std::max(0.0, m_spacing()))
{
}

void
PacketSchedule::SetRate(double packetsPerSecond, Time now)
{
    Advance(now);
    if (m_due < m_rate * 1e-9) // less than a nanosecond away: due, even if the rate is now 0
    {
        m_due = std::min(m_due, 0.0);
    }
    m_rate = packetsPerSecond;
}

std::optional<Time>
PacketSchedule::Wait() const
{
    constexpr double LONGEST = 1e9; // s; the rate changes long before
    if (m_due <= 0)
    {
        return NanoSeconds(1);
    }
    if (m_due > m_rate * LONGEST)
    {
        return std::nullopt;
    }
    return std::max(NanoSeconds(1), Seconds(m_due / m_rate));
}

void
PacketSchedule::Sent(Time now)
{
    Advance(now);
    // What is left of the rounding to nanoseconds stays, so that it does not add up.
    m_due += std::max(0.0, m_spacing());
}

void
PacketSchedule::Advance(Time now)
{
    m_due -= m_rate * (now - m_last).GetSeconds();
    m_last = now;
}

} // namespace ns3::synthnet
