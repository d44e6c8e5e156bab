/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GRID_RESULTS_H
#define SYNTHNET_GRID_RESULTS_H

#include "grid-directory.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief One trained model of a grid.
 */
struct GridResult
{
    std::string table; //!< that it was trained with
    GridModel model;
    GridDirectory::ModelFiles files;
    double m;         //!< metric M of its synthetic table
    std::size_t rank; //!< by M among the models of its table, from 1
    double seconds;   //!< that training took
};

/**
 * @ingroup synthnet-programs
 * @brief Compares each synthetic table of a grid with its real one.
 * @return the results, table after table, the lowest M first
 * @throws InputError when a model is not trained yet, or a model or a table is not what grid wrote
 */
std::vector<GridResult> RankGrid(const GridDirectory& directory,
                                 const GridDescription& description);

/// @ingroup synthnet-programs
/// @brief Writes `table,rank,model,seqLen,hiddenDim,batch,M,seconds`.
void WriteGridResults(std::ostream& stream, const std::vector<GridResult>& results);

/// @ingroup synthnet-programs
/// @brief Prints them as a table.
void PrintGridResults(std::ostream& stream, const std::vector<GridResult>& results);

} // namespace ns3::synthnet

#endif // SYNTHNET_GRID_RESULTS_H
