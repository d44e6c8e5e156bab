/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-clock.h"

#include <algorithm>
#include <cmath>

namespace ns3::synthnet
{

CaptureClock::CaptureClock(int64_t longestGap)
    : m_longestGap(longestGap)
{
}

int64_t
CaptureClock::Read(int64_t time)
{
    int64_t gap = m_last ? time - *m_last : 0;
    if (gap < 0)
    {
        ++m_late;
        return m_due;
    }
    if (m_longestGap > 0 && gap > m_longestGap)
    {
        ++m_shortened;
        gap = m_longestGap;
    }
    m_last = time;
    m_due += gap;
    return m_due;
}

uint64_t
CaptureClock::Late() const
{
    return m_late;
}

uint64_t
CaptureClock::Shortened() const
{
    return m_shortened;
}

int64_t
AtSpeed(int64_t time, double speed)
{
    constexpr int64_t MOST = int64_t{1} << 62;
    if (speed == 1)
    {
        return std::min(time, MOST);
    }
    const double scaled = std::round(static_cast<double>(time) / speed);
    return scaled < static_cast<double>(MOST) ? static_cast<int64_t>(scaled) : MOST;
}

} // namespace ns3::synthnet
