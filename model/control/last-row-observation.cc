/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "last-row-observation.h"

#include "ns3/testbed-logs.h"

#include <limits>

namespace ns3::synthnet
{

LastRowObservation::LastRowObservation(const std::vector<unsigned>& switches)
    : m_columns(IntFeatures(switches))
{
}

std::vector<std::string>
LastRowObservation::Names() const
{
    return m_columns;
}

GymSpace
LastRowObservation::Space() const
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    return {BoxSpace::Vector(m_columns.size(), 0, infinite, GymNumber::DOUBLE)};
}

std::vector<double>
LastRowObservation::Observe(const ControlPeriod& period) const
{
    std::vector<double> seen;
    seen.reserve(m_columns.size());
    for (const auto& column : m_columns)
    {
        seen.push_back(period.rows.Column(column)(period.rows.Rows() - 1));
    }
    return seen;
}

} // namespace ns3::synthnet
