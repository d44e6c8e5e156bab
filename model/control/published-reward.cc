/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "published-reward.h"

#include <cmath>
#include <limits>

namespace ns3::synthnet
{

namespace
{

constexpr double LONG_BUFFER = 30; // s

double
NearestFrameRate(double fps)
{
    return fps <= 21 ? 18 : fps <= 27 ? 24 : 30;
}

double
Last(const ControlPeriod& period, const char* column)
{
    return period.rows.Column(column)(period.rows.Rows() - 1);
}

} // namespace

PublishedReward::PublishedReward(bool compat)
    : m_compat(compat)
{
}

double
PublishedReward::Reward(const ControlPeriod& before, const ControlPeriod& after) const
{
    const double bufferBefore = Last(before, "Buffer");
    const double buffer = Last(after, "Buffer");
    const double fps = Last(after, "FPS");
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (std::isnan(bufferBefore) || std::isnan(buffer) || std::isnan(fps))
    {
        return none;
    }
    if (buffer > LONG_BUFFER)
    {
        return 2;
    }
    if (m_compat && buffer == LONG_BUFFER)
    {
        return none;
    }
    const double frameRate = m_compat ? fps : NearestFrameRate(fps);
    if (frameRate == 30)
    {
        return 1;
    }
    if (frameRate == 24)
    {
        return 0.5;
    }
    if (buffer == bufferBefore)
    {
        return m_compat ? none : 0;
    }
    return buffer > bufferBefore ? 0.1 : -2;
}

} // namespace ns3::synthnet
