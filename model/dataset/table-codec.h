/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TABLE_CODEC_H
#define SYNTHNET_TABLE_CODEC_H

#include "table.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief How the columns of a table become channels in [0, 1] for a generator, and come back.
 *
 * - A column of one value is constant: it has no channel, and comes back as it was.
 * - The columns of a group (FindCategoryGroups()) have together one channel for each tuple of
 *   values that occurs, 1 in the rows that have it and 0 elsewhere; the greatest channel decides
 *   which tuple comes back. So only values come back that exist, and they agree with one another.
 * - Any other column has one channel, (value − min) / (max − min). It comes back within
 *   [min, max] and with the decimals of the table, so integers are integers again. Channels are
 *   floats: up to four million steps between min and max come back exactly.
 *
 * Channels are in the order of the columns, those of a group at its first column.
 */
class TableCodec
{
  public:
    using Index = Eigen::Index;

    /// What becomes of a column.
    enum class Kind
    {
        CONSTANT,
        NUMBER,
        CATEGORY //!< of a group
    };

    /// One column of the table.
    struct Column
    {
        std::string name;
        Kind kind;
        std::vector<std::string> labels; //!< of texts: the sorted categories; empty for numbers
        double min;                      //!< of a NUMBER; the value of a CONSTANT, as in Table
        double max;                      //!< as min
        int decimals;                    //!< of a NUMBER, as DecimalsOf() says
        Index channel;                   //!< of a NUMBER; of a CATEGORY its group's first; else -1
    };

    /// Columns that say the same.
    struct Group
    {
        std::vector<std::size_t> columns; //!< their places in Columns(), ascending
        Eigen::MatrixXd tuples;           //!< [channels, columns], values as in Table, sorted
        Index channel;                    //!< the first one
    };

    /**
     * @brief Learns the columns of a table.
     * @param table at least one row, one column that varies, and no missing value
     * @throws InputError naming the column when one lacks a value, has numbers that are infinite
     *         or too far apart, has more than 256 categories or a name or category that is not
     *         UTF-8; or when the table has no row, no column, or none that varies
     */
    explicit TableCodec(const Table& table);

    /**
     * @brief Reads what ToJson() wrote.
     * @param json any text
     * @param file its origin, for messages
     * @throws InputError naming the file when it is no codec
     */
    static TableCodec FromJson(std::string_view json, const std::string& file);

    std::string ToJson() const; //!< all of it, the same each time

    Index Channels() const;                     //!< number of channels, at least 1
    const std::vector<Column>& Columns() const; //!< in the table's order
    const std::vector<Group>& Groups() const;   //!< by their first channel
    std::vector<std::string> Names() const;     //!< of the columns, in the table's order

    /**
     * @param table that has the columns, in any order; it may have others
     * @return [rows, Channels()]; values beyond those of the training table are beyond [0, 1], and
     *         constant columns take no part
     * @throws InputError when a column is missing, holds texts instead of numbers or the reverse,
     *         or lacks a value, or a group has a tuple that the training table does not have
     */
    Eigen::MatrixXf Encode(const Table& table) const;

    /**
     * @param channels [rows, Channels()]; what is beyond [0, 1] is cut
     * @return a table with the columns of the training table in its order
     * @throws std::invalid_argument when the number of channels differs
     * @throws std::runtime_error when a channel is NaN
     */
    Table Decode(const Eigen::Ref<const Eigen::MatrixXf>& channels) const;

    /**
     * @brief Decode() for a generator that knows values exactly.
     * @param channels [rows, Channels()], of a number its value in place of its share of the range
     */
    Table DecodeValues(const Eigen::Ref<const Eigen::MatrixXd>& channels) const;

  private:
    TableCodec() = default;

    void LearnColumn(const Table& table, const std::string& name);
    void LearnGroup(const Table& table, const std::vector<std::string>& names);
    /// Numbers the channels, and sorts the groups by them.
    void AssignChannels();
    void NeedLike(const Table& table, const Column& column) const;
    /// What a column's value is for a message.
    static std::string TextOf(const Column& column, double value);
    std::string TextOf(const Group& group, const Eigen::RowVectorXd& tuple) const;
    void EncodeGroup(const Table& table, const Group& group, Eigen::MatrixXf& channels) const;

    std::vector<Column> m_columns;
    std::vector<Group> m_groups;
    Index m_channels{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TABLE_CODEC_H
