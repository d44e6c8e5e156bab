/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "telemetry-observation.h"

#include "ns3/testbed-logs.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{

TelemetryObservation::TelemetryObservation(std::vector<unsigned> switches, bool player)
    : m_columns(IntFeatures(switches)),
      m_switches(std::move(switches)),
      m_player(player)
{
}

std::vector<std::string>
TelemetryObservation::Names() const
{
    std::vector<std::string> names;
    for (const auto& column : m_columns)
    {
        names.push_back(column + ".mean");
        names.push_back(column + ".max");
    }
    for (const unsigned number : m_switches)
    {
        names.push_back("setting" + std::to_string(number) + ".log2");
    }
    if (m_player)
    {
        names.insert(names.end(),
                     {"Buffer.last", "Buffer.change", "FPS.last", "ReportedBitrate.last"});
    }
    return names;
}

GymSpace
TelemetryObservation::Space() const
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    BoxSpace space = BoxSpace::Vector(Names().size(), 0, infinite, GymNumber::DOUBLE);
    for (std::size_t i = 0; i < m_switches.size(); ++i)
    {
        space.low[2 * m_columns.size() + i] = -infinite; // of a delay below 1 ms
    }
    if (m_player)
    {
        space.low[space.low.size() - 3] = -infinite; // Buffer.change
    }
    return {std::move(space)};
}

std::vector<double>
TelemetryObservation::Observe(const ControlPeriod& period) const
{
    if (period.setting.size() != m_switches.size())
    {
        throw std::invalid_argument("settings of " + std::to_string(period.setting.size()) +
                                    " switches, expected " + std::to_string(m_switches.size()));
    }
    std::vector<double> seen;
    seen.reserve(2 * m_columns.size() + m_switches.size() + 4);
    for (const auto& column : m_columns)
    {
        const auto values = period.rows.Column(column);
        seen.push_back(values.mean());
        seen.push_back(values.maxCoeff<Eigen::PropagateNaN>()); // a missing value is not hidden
    }
    for (const double setting : period.setting)
    {
        seen.push_back(std::log2(setting));
    }
    if (m_player)
    {
        const Table::Index last = period.rows.Rows() - 1;
        const auto buffer = period.rows.Column("Buffer");
        seen.push_back(buffer(last));
        seen.push_back(buffer(last) - buffer(0));
        seen.push_back(period.rows.Column("FPS")(last));
        seen.push_back(period.rows.Column("ReportedBitrate")(last));
    }
    return seen;
}

} // namespace ns3::synthnet
