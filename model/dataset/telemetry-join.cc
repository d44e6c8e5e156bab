/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "telemetry-join.h"

#include "testbed-logs.h"

#include "../input-error.h"

#include <cmath>
#include <map>

namespace ns3::synthnet
{

namespace
{

/// Whole seconds, which a double holds exactly.
double
SecondOf(double timestamp, double unitsPerSecond)
{
    return std::floor(timestamp / unitsPerSecond);
}

/// The row of the busiest probe of each second.
std::map<double, Table::Index>
BusiestProbes(const Table& log, unsigned firstSwitch)
{
    const auto timestamp = log.Column("timestamp");
    const auto wait = log.Column("deq_timedelta" + std::to_string(firstSwitch));
    std::map<double, Table::Index> rows;
    for (Table::Index row = 0; row < log.Rows(); ++row)
    {
        if (std::isnan(timestamp(row)))
        {
            continue;
        }
        const auto [found, isNew] = rows.emplace(SecondOf(timestamp(row), 1), row);
        if (!isNew && (wait(row) > wait(found->second) || std::isnan(wait(found->second))))
        {
            found->second = row;
        }
    }
    return rows;
}

/// For the message when nothing joins: "FILE covers the seconds A to B".
std::string
Covered(const CsvDocument& log, double unitsPerSecond)
{
    const auto timestamp = log.table.Column("timestamp");
    return log.file + " covers the seconds " +
           FormatNumber(SecondOf(timestamp.minCoeff<Eigen::PropagateNumbers>(), unitsPerSecond)) +
           " to " +
           FormatNumber(SecondOf(timestamp.maxCoeff<Eigen::PropagateNumbers>(), unitsPerSecond));
}

} // namespace

Table
JoinBySecond(const CsvDocument& intLog, const CsvDocument& playerLog)
{
    constexpr double MS_PER_SECOND = 1000;
    const auto switches = SwitchesOf(intLog.table.Names());
    const auto probes = BusiestProbes(intLog.table, switches.at(0));

    std::vector<Table::Index> intRows;
    std::vector<Table::Index> playerRows;
    const auto timestamp = playerLog.table.Column("timestamp");
    for (Table::Index row = 0; row < playerLog.table.Rows(); ++row)
    {
        const auto found = probes.find(SecondOf(timestamp(row), MS_PER_SECOND));
        if (!std::isnan(timestamp(row)) && found != probes.end())
        {
            intRows.push_back(found->second);
            playerRows.push_back(row);
        }
    }
    if (intRows.empty())
    {
        throw InputError(playerLog.file + ": no rows in common with " + intLog.file +
                         ", expected logs of the same time: " + Covered(intLog, 1) + ", " +
                         Covered(playerLog, MS_PER_SECOND));
    }

    Table joined = intLog.table.SelectRows(intRows).SelectColumns(IntFeatures(switches));
    const Table player = playerLog.table.SelectRows(playerRows);
    for (const auto& name : PlayerColumns())
    {
        if (name != "timestamp")
        {
            joined.AppendFrom(player, name);
        }
    }
    return joined;
}

} // namespace ns3::synthnet
