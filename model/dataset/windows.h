/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_WINDOWS_H
#define SYNTHNET_WINDOWS_H

#include <Eigen/Core>

#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Where the windows of a table begin: seqLen consecutive rows, forward in time, at every
 * row from which as many follow; none is dropped.
 * @param rows of the table
 * @param seqLen rows of a window, at least 1
 * @param block when it is not 0, windows lie within blocks of as many rows; with blocks of seqLen
 *        rows, windows lie side by side. Rows behind the last whole block are one, too.
 * @return the first row of each, ascending, at least one
 * @throws InputError when there is none, or a number is negative or @p seqLen 0
 */
std::vector<Eigen::Index> WindowStarts(Eigen::Index rows,
                                       Eigen::Index seqLen,
                                       Eigen::Index block = 0);

} // namespace ns3::synthnet

#endif // SYNTHNET_WINDOWS_H
