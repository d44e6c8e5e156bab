/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CLEANING_H
#define SYNTHNET_CLEANING_H

#include "table.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-dataset
/// @brief What becomes of missing values.
enum class MissingValues
{
    KEEP, //!< they stay
    MEAN, //!< ImputeMeans()
    DROP  //!< DropIncomplete()
};

/// @ingroup synthnet-dataset
/// @brief Replaces the missing values of each numeric column by the mean of the others; a column
/// without any value stays as it is.
Table ImputeMeans(Table table);

/// @ingroup synthnet-dataset
/// @brief Drops the rows that lack a value in any column, also in one of texts.
Table DropIncomplete(const Table& table);

/**
 * @ingroup synthnet-dataset
 * @brief Replaces a categorical column by one column for each category, NAME_CATEGORY, at the end
 * of the table: 1 in the rows of that category, 0 elsewhere, 0 in all where it is missing.
 * @throws InputError when no categorical column has this name
 */
Table OneHot(const Table& table, const std::string& name);

/// @ingroup synthnet-dataset
/// @brief Drops the columns that hold at most one distinct value, missing ones not counted.
Table DropConstant(const Table& table);

/**
 * @ingroup synthnet-dataset
 * @brief Drops the rows outside Q1 − 1.5·IQR … Q3 + 1.5·IQR, column by column in the order given;
 * the quartiles of a column are those of the rows that the columns before it left.
 * @param table rows with a missing value in a column are kept by that column
 * @param columns numeric ones
 * @throws InputError when a column is missing or categorical
 */
Table RemoveOutliers(const Table& table, const std::vector<std::string>& columns);

/**
 * @ingroup synthnet-dataset
 * @brief The cleaning of the 2023 tutorial, in its order: mean imputation, one-hot encoding,
 * dropping constant columns, removing outliers.
 */
struct Cleaning
{
    MissingValues missing{MissingValues::MEAN};
    std::vector<std::string> oneHot; //!< the categorical columns to encode
    bool dropConstant{false};
    bool removeOutliers{
        false}; //!< over the columns that are numeric before the encoding: quartiles
                //!< of a 0/1 column would drop every row of the rarer categories

    /// @throws InputError as the steps do
    Table Apply(Table table) const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_CLEANING_H
