/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_IMPOSSIBLE_ROWS_H
#define SYNTHNET_IMPOSSIBLE_ROWS_H

#include "window-score.h"

#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dataset
/// @brief Columns whose values a row has together, by index.
using ColumnGroup = std::vector<Eigen::Index>;

/**
 * @ingroup synthnet-dataset
 * @brief The columns that name one category together, such as frame rate, bitrate and resolution of
 * a quality: of 2 to 16 different values each, connected by one determining the other.
 *
 * The queue columns of a switch are left out: what few values they have agree by chance.
 *
 * @param names of the columns
 * @param rows [rows, columns]
 * @return groups of at least two columns
 */
std::vector<ColumnGroup> CategoryGroups(const std::vector<std::string>& names,
                                        const Eigen::Ref<const Eigen::MatrixXd>& rows);

/// @ingroup synthnet-dataset
/// @return the columns that have one value only
ColumnGroup ConstantColumns(const Eigen::Ref<const Eigen::MatrixXd>& rows);

/**
 * @ingroup synthnet-dataset
 * @brief The share of rows in which a group of columns has values together that it has in no row of
 * the real table.
 */
class ImpossibleRows : public WindowScore
{
  public:
    /// @param columns of the windows that are compared
    explicit ImpossibleRows(ColumnGroup columns);

    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;

  private:
    ColumnGroup m_columns;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_IMPOSSIBLE_ROWS_H
