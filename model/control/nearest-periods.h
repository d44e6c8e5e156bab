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
 * Of these numbers, what counts is what lasts: they are turned into their slow components, weighted
 * sums that are uncorrelated with one another, the first as correlated as can be with itself a
 * period later, the next likewise among the rest, and so on. Each component has that correlation
 * for its deviation, 0 where it is negative. Queue columns are close to independent from second to
 * second and many of them say the same: taken one by one they would hide what says how things go
 * on. Distances are Euclidean.
 *
 * Source: F. Noé, C. Clementi, "Kinetic Distance and Kinetic Maps from Molecular Dynamics
 * Simulation", Journal of Chemical Theory and Computation 11 (2015), with time-lagged independent
 * components.
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

    /// @return what is compared, [components, periods], the slowest last
    const Eigen::MatrixXd& Features() const;

  private:
    const PeriodPool& m_pool;
    std::size_t m_count;
    Eigen::MatrixXd m_features;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NEAREST_PERIODS_H
