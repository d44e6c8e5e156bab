/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EVALUATION_TABLES_H
#define SYNTHNET_EVALUATION_TABLES_H

#include "csv.h"
#include "window-set.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief A table to evaluate, as it was read.
 */
struct EvaluationInput
{
    CsvDocument document;
    Eigen::Index block{0}; //!< rows of a contiguous stretch, 0: the whole table is one
};

/**
 * @ingroup synthnet-dataset
 * @brief Features that are scored together.
 */
struct FeatureGroup
{
    std::string name;                   //!< "all", "player", "queues"
    std::vector<Eigen::Index> features; //!< indices of columns
};

/**
 * @ingroup synthnet-dataset
 * @brief One side of an evaluation: a table in its file's units, and its windows.
 */
struct EvaluationSide
{
    std::string file;
    Table table;        //!< numbers only
    Eigen::Index block; //!< rows of a contiguous stretch, 0: all
    WindowSet windows;  //!< of all columns, scaled
};

/**
 * @ingroup synthnet-dataset
 * @brief Real, synthetic and perhaps training tables, made comparable.
 *
 * The features are the real table's columns but `timestamp`; a column of texts becomes a column of
 * zeros and ones for each text. Windows are scaled to [0, 1] by the smallest and largest value in
 * the real and training tables.
 */
struct EvaluationTables
{
    EvaluationSide real;
    EvaluationSide synthetic;
    std::optional<EvaluationSide> training;
    std::vector<FeatureGroup> groups; //!< all that vary; the player's and the queues', if both do
    std::set<std::string> ofTexts;    //!< names of the columns that were made of texts
};

/**
 * @ingroup synthnet-dataset
 * @param real what the synthetic table is compared with
 * @param synthetic has the real one's columns, perhaps more
 * @param training what the generator learned from, with the real one's columns; other rows than the
 *        real table's
 * @param seqLen rows of a window, at least 2
 * @throws InputError naming the file when a column is missing or holds texts where the real one
 *         holds numbers, a value is missing or a line is not a row, no window fits in, no column
 *         varies, or training and real table are the same
 */
EvaluationTables PrepareTables(const EvaluationInput& real,
                               const EvaluationInput& synthetic,
                               const std::optional<EvaluationInput>& training,
                               Eigen::Index seqLen);

} // namespace ns3::synthnet

#endif // SYNTHNET_EVALUATION_TABLES_H
