/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WINDOW_SET_H
#define SYNTHNET_WINDOW_SET_H

#include "table.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Windows of consecutive rows of a table, forward in time, which may overlap.
 *
 * Copies and selections share the rows.
 */
class WindowSet
{
  public:
    using Index = Eigen::Index;

    /**
     * @brief All windows that lie in one contiguous stretch of the table.
     * @param table numeric columns without missing values
     * @param seqLen rows of a window, at least 1
     * @param block rows of a contiguous stretch, the last one may be shorter: a table of windows
     *        one after another has stretches of seqLen, and its windows are then those; 0: the
     * whole table is one
     * @throws InputError as WindowStarts()
     */
    WindowSet(const Table& table, Index seqLen, Index block = 0);

    /**
     * @brief All windows that lie in one of the table's contiguous stretches.
     * @param table as above
     * @param seqLen rows of a window, at least 1
     * @param stretches rows of each, one after another, as many as the table has in all
     * @throws InputError when no stretch is as long as a window
     */
    WindowSet(const Table& table, Index seqLen, const std::vector<Index>& stretches);

    Index Count() const;                           //!< number of windows
    Index SeqLen() const;                          //!< rows of a window
    const std::vector<std::string>& Names() const; //!< of the features

    Index Start(Index window) const; //!< row of the table at which it begins

    /// @return rows from the beginning of a window to the next one's, the fewest that there are; no
    ///         more than SeqLen(), at which neighbours share no row
    Index Step() const;

    /// @return one window, [SeqLen(), features]
    auto Window(Index window) const
    {
        return m_rows->middleRows(Start(window), m_seqLen);
    }

    /// @return the rows of the whole table, also those that no window has
    const Eigen::MatrixXd& TableRows() const;

    /// @return a row for each window, [Count(), features · SeqLen()]: the first feature in time,
    /// the
    ///         second, …
    Eigen::MatrixXd Flat() const;

    /// @return the values of a feature in all windows, one window after the other
    Eigen::VectorXd Values(Index feature) const;

    /// @return the rows of all windows, one window after the other, [Count() · SeqLen(), features]
    Eigen::MatrixXd Rows() const;

    /// @return these windows, in the given order
    WindowSet Select(const std::vector<Index>& windows) const;

    /// @return the given features of all windows, in the given order
    WindowSet SelectFeatures(const std::vector<Index>& features) const;

    /// @return @p count windows at equal distances over the whole set; all when it has no more
    WindowSet Spaced(Index count) const;

    /// @return the first window, and each that begins @p step rows behind the last one or more
    WindowSet EachStep(Index step) const;

    /// @return @p count windows drawn without replacement of EachStep() with @p step, or the
    /// largest
    ///         smaller one that leaves enough; all when there are no more; in their order
    WindowSet Thinned(Index count, Index step, uint64_t seed) const;

    /// @return @p count windows drawn with replacement
    WindowSet Draw(Index count, uint64_t seed) const;

  private:
    WindowSet() = default;

    std::vector<std::string> m_names;
    std::shared_ptr<const Eigen::MatrixXd> m_rows;
    Index m_seqLen{1};
    std::vector<Index> m_starts;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_WINDOW_SET_H
