/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NEAREST_PERIODS_H
#define SYNTHNET_NEAREST_PERIODS_H

#include "period-pool.h"

#include <Eigen/Core>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Which periods of another setting's table resemble a period.
 *
 * Periods are compared by one number for each column of a switch and, where there are any, of the
 * player:
 *
 * - a switch's column: its values as quantiles of the column in their own table, equal values
 *   taking the middle of theirs, mean over the rows. A queue that is as full as it is in one
 *   second of ten is that whatever its depth, if load was alike while the tables were made;
 * - Buffer, FPS and ReportedBitrate: the last row, which the player carries into the next period.
 *
 * Each is then scaled to the variance 1 over all tables, and multiplied by how much of it
 * persists: its correlation, over all tables, with itself a period later, 0 where that is negative.
 * Queue columns are close to independent from second to second, and would hide those that say how
 * things go on. Distances are Euclidean.
 */
class NearestPeriods
{
  public:
    /**
     * @param pool kept by reference
     * @param count how many to find in a table, at least 1
     * @throws InputError when @p count is 0, or a value is missing in one of the columns
     */
    NearestPeriods(const PeriodPool& pool, std::size_t count);

    /**
     * @param period of any table
     * @param table in which to look
     * @return its periods of which the next one is known and which resemble @p period most, nearest
     *         first: `count` of them, all when there are fewer. A period resembles itself
     */
    std::vector<std::size_t> Find(std::size_t period, std::size_t table) const;

    const Eigen::MatrixXd& Features() const; //!< what is compared, [features, periods]

  private:
    const PeriodPool& m_pool;
    std::size_t m_count;
    Eigen::MatrixXd m_features;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NEAREST_PERIODS_H
