/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CONTROL_TABLES_H
#define SYNTHNET_CONTROL_TABLES_H

#include "ns3/last-row-observation.h"
#include "ns3/queue-reward.h"
#include "ns3/random-numbers.h"
#include "ns3/synthetic-environment.h"

#include <algorithm>

/**
 * @file
 * Tables of a network that is controlled, and what to try on them.
 */

namespace ns3::synthnet
{

/// What a column says in the last row that followed.
class ColumnReward : public QueueReward
{
  public:
    explicit ColumnReward(std::string column)
        : m_column(std::move(column))
    {
    }

    double Reward(const ControlPeriod& /*before*/, const ControlPeriod& after) const override
    {
        return after.rows.Column(m_column)(after.rows.Rows() - 1);
    }

  private:
    std::string m_column;
};

/// A queue of noise, and a player whose Buffer goes up and down.
inline Table
QueueAndPlayer(Eigen::Index rows, uint64_t seed)
{
    RandomNumbers random(seed, 7);
    Eigen::MatrixXd values(rows, 6);
    double buffer = 10;
    for (Eigen::Index row = 0; row < rows; ++row)
    {
        const double packets = std::max(0.0, 4 + 3 * static_cast<double>(random.Normal()));
        buffer = std::clamp(buffer + static_cast<double>(random.Normal()), 0.0, 60.0);
        const bool high = buffer > 10;
        values.row(row) << packets, 500 * packets, packets, buffer, (high ? 3312 : 639),
            (high ? 30 : 18);
    }
    return {{"enq_qdepth1", "deq_timedelta1", "deq_qdepth1", "Buffer", "ReportedBitrate", "FPS"},
            values};
}

/// The numbers of an observation.
inline const std::vector<double>&
Seen(const GymValue& observation)
{
    return std::get<std::vector<double>>(observation.value);
}

} // namespace ns3::synthnet

#endif // SYNTHNET_CONTROL_TABLES_H
