/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_REAL_STRETCHES_H
#define SYNTHNET_REAL_STRETCHES_H

#include "evaluation-tables.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief The stretches of the real and the training table, or of the real one alone, dealt anew to
 * two sides: what real data is beside other real data, and how much that varies.
 *
 * A stretch is contiguous in its table, and 120 rows long, or a quarter of the shorter table when
 * that is less, but never less than a window: longer ones are cut into equal parts of at least as
 * many rows. It is the unit that is dealt because neighbouring rows are too much alike to be on
 * both sides.
 *
 * Stretches are put in the order of their place in their own table. One side gets one, drawn at
 * random, of each of as many runs of neighbours as it is to have stretches, the other side all
 * others: so both have some of each part of a session, as tables that were split by blocks have.
 */
class RealStretches
{
  public:
    /// Real windows of both sides, in the order of their rows, which no two sides share.
    struct Sides
    {
        WindowSet real;  //!< as many stretches as the real table has; half of them without another
        WindowSet other; //!< as many as the training table has; the other half
    };

    /// @param tables must outlive the object
    explicit RealStretches(const EvaluationTables& tables);

    /// @return the sides of a seed; nothing when there is only one stretch
    std::optional<Sides> Deal(uint64_t seed) const;

    /**
     * @brief Windows of a further real table, for what is compared with the training table as it
     * is.
     *
     * Stretches of the real table are drawn with replacement, one fewer than it has, and of these
     * once more: the first draw stands for what might have been recorded in place of the real
     * table, the second for a further recording. Dealing would not do here: the distance between
     * two sides hardly changes when each gives the other what it lacks.
     */
    WindowSet Redrawn(uint64_t seed) const;

  private:
    struct Stretch
    {
        const EvaluationSide* side;
        Eigen::Index first;
        Eigen::Index rows;
        double place; //!< of its middle, in parts of its table
    };

    void Add(const EvaluationSide& side, Eigen::Index length);
    WindowSet WindowsOf(const std::vector<Stretch>& stretches) const;

    const EvaluationTables& m_tables;
    std::vector<Stretch> m_stretches;
    std::size_t m_ofReal{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_REAL_STRETCHES_H
