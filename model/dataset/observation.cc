/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "observation.h"

#include "testbed-logs.h"

#include "../input-error.h"

#include <algorithm>

namespace ns3::synthnet
{

namespace
{

std::vector<std::string>
NumericButTimestamp(const Table& table)
{
    auto names = table.NumericNames();
    names.erase(std::remove(names.begin(), names.end(), "timestamp"), names.end());
    return names;
}

} // namespace

Observation::Observation(std::string name, const Table& table)
    : m_name(std::move(name)),
      m_features(NumericButTimestamp(table)),
      m_hasTimes(false)
{
    m_parts.push_back(
        Part{table.SelectColumns(m_features),
             Eigen::VectorXd::LinSpaced(table.Rows(), 0, static_cast<double>(table.Rows() - 1))});
}

Observation::Observation(std::string name, const Table& intLog, const Table& playerLog)
    : m_name(std::move(name)),
      m_features(IntFeatures(SwitchesOf(intLog.Names()))),
      m_hasTimes(true)
{
    constexpr double SECONDS_PER_MS = 1e-3;
    const auto playerFeatures = NumericButTimestamp(playerLog);
    m_parts.push_back(Part{intLog.SelectColumns(m_features), intLog.Column("timestamp")});
    m_parts.push_back(Part{playerLog.SelectColumns(playerFeatures),
                           playerLog.Column("timestamp") * SECONDS_PER_MS});
    m_features.insert(m_features.end(), playerFeatures.begin(), playerFeatures.end());

    const double start = std::min(m_parts[0].times.minCoeff<Eigen::PropagateNumbers>(),
                                  m_parts[1].times.minCoeff<Eigen::PropagateNumbers>());
    for (auto& part : m_parts)
    {
        part.times.array() -= start;
    }
}

const std::string&
Observation::Name() const
{
    return m_name;
}

const std::vector<std::string>&
Observation::Features() const
{
    return m_features;
}

bool
Observation::Has(const std::string& feature) const
{
    return std::find(m_features.begin(), m_features.end(), feature) != m_features.end();
}

Eigen::VectorXd
Observation::Values(const std::string& feature) const
{
    return PartOf(feature).samples.Column(feature);
}

Eigen::VectorXd
Observation::Times(const std::string& feature) const
{
    return PartOf(feature).times;
}

bool
Observation::HasTimes() const
{
    return m_hasTimes;
}

const Observation::Part&
Observation::PartOf(const std::string& feature) const
{
    for (const auto& part : m_parts)
    {
        if (part.samples.Has(feature))
        {
            return part;
        }
    }
    throw InputError(m_name + ": column '" + feature + "' is missing, it has " +
                     JoinNames(m_features));
}

} // namespace ns3::synthnet
