/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TABLE_H
#define SYNTHNET_TABLE_H

#include <Eigen/Core>

#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief Named columns of equal length over one matrix, [rows, columns].
 *
 * A missing value is NaN. A categorical column, such as the player's Resolution, holds in the same
 * matrix the index of each row's category in Categories(), which is sorted; so every operation on
 * rows treats all columns alike, and OneHot() (cleaning.h) makes numbers of it.
 */
class Table
{
  public:
    using Index = Eigen::Index;

    /// A table without columns and rows; the first column appended sets the number of rows.
    Table() = default;

    /**
     * @param names one for each column of @p values
     * @param values [rows, columns], NaN where a value is missing
     * @throws std::invalid_argument when the counts differ or a name occurs twice
     */
    Table(std::vector<std::string> names, Eigen::MatrixXd values);

    Index Rows() const;                            //!< number of rows
    Index Columns() const;                         //!< number of columns
    const std::vector<std::string>& Names() const; //!< the columns' names, in order
    const Eigen::MatrixXd& Values() const;         //!< all values, [Rows(), Columns()]

    bool Has(const std::string& name) const; //!< whether a column has this name

    /// @throws InputError when no column has this name
    Eigen::MatrixXd::ConstColXpr Column(const std::string& name) const;
    Eigen::MatrixXd::ColXpr Column(const std::string& name); //!< as above, to be changed in place

    bool IsCategorical(const std::string& name) const; //!< whether the values are category indices
    std::vector<std::string> NumericNames() const;     //!< the columns that are not categorical

    /**
     * @return the sorted categories of a categorical column
     * @throws InputError when no categorical column has this name
     */
    const std::vector<std::string>& Categories(const std::string& name) const;

    /**
     * @param name a name that no column has
     * @param values one for each row
     * @throws std::invalid_argument when the name is taken or the length differs
     */
    void Append(const std::string& name, const Eigen::VectorXd& values);

    /**
     * @brief Appends a categorical column.
     * @param name a name that no column has
     * @param labels one for each row; an empty one is a missing value
     * @throws std::invalid_argument when the name is taken or the length differs
     */
    void AppendCategorical(const std::string& name, const std::vector<std::string>& labels);

    /**
     * @brief Appends a categorical column, some of whose categories may be in no row.
     * @param name a name that no column has
     * @param indices of the categories, one for each row; NaN is a missing value
     * @param categories different texts, sorted, none empty
     * @throws std::invalid_argument when the name is taken, the length differs, or an index or the
     *         categories are not as described
     */
    void AppendCategorical(const std::string& name,
                           const Eigen::VectorXd& indices,
                           std::vector<std::string> categories);

    /// Appends a column of another table, with its categories when it has any; errors as Append().
    void AppendFrom(const Table& other, const std::string& name);

    /**
     * @brief Appends the rows of another table; a table without columns becomes that one.
     * @throws std::invalid_argument when its columns, or their categories, are others
     */
    void AppendRows(const Table& other);

    /// @return the label of a categorical column in a row, empty when missing
    std::string Label(const std::string& name, Index row) const;

    /// @throws InputError when no column is called @p from
    /// @throws std::invalid_argument when another column is called @p to
    void Rename(const std::string& from, const std::string& to);

    /// @return the given rows, in the given order
    Table SelectRows(const std::vector<Index>& rows) const;

    /// @return the given columns, in the given order
    /// @throws InputError when one is missing
    Table SelectColumns(const std::vector<std::string>& names) const;

  private:
    Index Find(const std::string& name) const; // -1 when there is none
    Index At(const std::string& name) const;

    std::vector<std::string> m_names;
    Eigen::MatrixXd m_values;
    std::map<std::string, std::vector<std::string>> m_categories; // of the categorical columns
};

/// @return the items separated by ", "
std::string JoinNames(const std::vector<std::string>& names);

} // namespace ns3::synthnet

#endif // SYNTHNET_TABLE_H
