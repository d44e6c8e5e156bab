/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "qoe-reward.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace ns3::synthnet
{

namespace
{

void
NeedRange(const std::string& name, double value, bool inRange, const std::string& range)
{
    if (!inRange || !std::isfinite(value))
    {
        throw InputError("the reward's " + name + " is " + FormatNumber(value) + ", expected " +
                         range);
    }
}

} // namespace

QoeReward::QoeReward(const QoeConfig& config)
    : m_config(config)
{
    NeedRange("lowest bitrate", config.lowestBitrate, config.lowestBitrate > 0, "above 0");
    NeedRange("weight of stalls", config.stallWeight, config.stallWeight >= 0, "0 or more");
    NeedRange("weight of switches", config.switchWeight, config.switchWeight >= 0, "0 or more");
    NeedRange("threshold of stalls", config.stallThreshold, config.stallThreshold > 0, "above 0");
}

double
QoeReward::Reward(const ControlPeriod& /*before*/, const ControlPeriod& after) const
{
    const auto buffer = after.rows.Column("Buffer");
    const auto bitrate = after.rows.Column("ReportedBitrate");
    double utility = 0;
    double stalled = 0; // s
    double changes = 0;
    double earlier = std::numeric_limits<double>::quiet_NaN();
    for (Table::Index row = 0; row < after.rows.Rows(); ++row)
    {
        if (std::isnan(buffer(row)))
        {
            return buffer(row); // a missing value is no buffered media
        }
        const double now = Utility(bitrate(row));
        utility += now;
        stalled += buffer(row) < m_config.stallThreshold ? 1 : 0;
        changes += row == 0 ? 0 : std::abs(now - earlier);
        earlier = now;
    }
    return utility / static_cast<double>(after.rows.Rows()) - m_config.stallWeight * stalled -
           m_config.switchWeight * changes;
}

double
QoeReward::Utility(double bitrate) const
{
    if (m_config.utility == BitrateUtility::LINEAR)
    {
        return bitrate / 1000;
    }
    // Lower ones are of a generator that draws beyond the video's qualities, or of no video at all.
    return bitrate < m_config.lowestBitrate ? 0 : std::log(bitrate / m_config.lowestBitrate);
}

} // namespace ns3::synthnet
