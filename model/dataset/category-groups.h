/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_CATEGORY_GROUPS_H
#define SYNTHNET_CATEGORY_GROUPS_H

#include "table.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Finds the columns that say the same thing in other words, such as the FPS,
 * ReportedBitrate and Resolution of a player's quality: they must be generated as one category.
 *
 * A category is a varying column of texts, a set of 0/1 columns `NAME_CATEGORY` of which exactly
 * one is 1 in each row, or a numeric column with at most 16 different values, which occur twice
 * on average; but what a switch tells of a queue (SwitchesOf()) is a number, however few values it
 * has. Categories are of one group
 * - when each of them determines the other in every row, or
 * - when one determines the other in every row, and two values at least of the other are no rare
 *   events: in 1 % of the rows and two rows each.
 *
 * Numeric columns that are alone in a group are categories when two values are no rare events and
 * their values are sparse, such as 18, 24, 30: fewer than half of the steps between the least and
 * the greatest occur. Others are not, and are numbers.
 *
 * @param table without missing values
 * @return the columns of each group in the table's order, the groups by their first column
 */
std::vector<std::vector<std::string>> FindCategoryGroups(const Table& table);

} // namespace ns3::synthnet

#endif // SYNTHNET_CATEGORY_GROUPS_H
