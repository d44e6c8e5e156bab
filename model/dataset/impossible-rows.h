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
/// @return the columns that have one value only
std::vector<Eigen::Index> ConstantColumns(const Eigen::Ref<const Eigen::MatrixXd>& rows);

/**
 * @ingroup synthnet-dataset
 * @brief The share of rows in which the features have values together that they have in no row of
 * the real table: for features that name one category together (FindCategoryGroups()), or are
 * constant.
 */
class ImpossibleRows : public WindowScore
{
  public:
    double Compare(const WindowSet& real, const WindowSet& other, uint64_t seed = 0) const override;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_IMPOSSIBLE_ROWS_H
