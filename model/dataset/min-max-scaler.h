/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MIN_MAX_SCALER_H
#define SYNTHNET_MIN_MAX_SCALER_H

#include "table.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Scales the numeric columns of tables from the least and greatest value of one table to
 * [0, 1], and back: (value − min) / (max − min), where max − min counts as 1 when it is 0.
 *
 * Columns of texts and missing values stay as they are.
 */
class MinMaxScaler
{
  public:
    /**
     * @param table whose numeric columns have a value at least
     * @throws InputError naming the column when one has none, when its values are too far apart,
     *         or when its name is not UTF-8; or when no column is numeric
     */
    explicit MinMaxScaler(const Table& table);

    /// @brief Reads what ToJson() wrote.
    /// @throws InputError naming the file
    static MinMaxScaler FromJson(std::string_view json, const std::string& file);

    std::string ToJson() const; //!< all of it, the same each time

    /**
     * @param table with the numeric columns of the scaler, in any order, and no others
     * @throws InputError naming the column when one is missing, too many, or holds texts
     */
    Table Scale(Table table) const;

    /// The reverse of Scale(): values come back with the decimals that the table had. Same errors.
    Table Unscale(Table table) const;

  private:
    struct Range
    {
        std::string name;
        double min;
        double max;
        int decimals;

        double Width() const;
    };

    MinMaxScaler() = default;
    void NeedColumns(const Table& table) const;

    std::vector<Range> m_ranges; // in the table's order
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MIN_MAX_SCALER_H
