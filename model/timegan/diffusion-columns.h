/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DIFFUSION_COLUMNS_H
#define SYNTHNET_DIFFUSION_COLUMNS_H

#include "quantile-bins.h"

#include "ns3/table-codec.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::synthnet
{

class JsonValue;

/**
 * @ingroup synthnet-timegan
 * @brief How the rows of a table become tokens for a discrete diffusion, and come back.
 *
 * A variable is a category group of the codec, whose tokens are its tuples, or a number, whose
 * tokens are bins (QuantileBins). A number that lies close to another one is told as the difference
 * to it: to its own or another variable's value in the row before, or to another variable's in the
 * same row, whichever leaves the least spread. So a ramp becomes its increments, and the high of a
 * day what it has above the opening. In the first row of a window there is no row before: a number
 * that needs it is then told by its level.
 *
 * A number that hardly returns to a level it had, such as a counter, is a clock: from its level a
 * network would learn by heart what happened when.
 *
 * Variables are ordered so that each comes after the one of the same row that it leans on:
 * categories first, then numbers that lean on others or that others lean on, then the rest.
 */
class DiffusionColumns
{
  public:
    using Index = Eigen::Index;
    using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    /**
     * @param table at least two rows, with the columns of @p codec
     * @param codec of the table
     * @param bins of a number at most, at least 2; fewer when they would have fewer than 25 values
     *        each, but four
     */
    DiffusionColumns(const Table& table, const TableCodec& codec, std::size_t bins);

    /**
     * @brief Reads what ToJson() wrote.
     * @param json any text
     * @param codec that it was made with
     * @param file its origin, for messages
     * @throws InputError naming the file when it is no such text, or for another codec
     */
    DiffusionColumns(std::string_view json, const TableCodec& codec, const std::string& file);

    std::string ToJson() const; //!< all of it, the same each time

    std::size_t Count() const; //!< variables

    /// @return whether the row before tells much about it: a category, or a difference
    bool Follows(std::size_t variable) const;

    /// @return the variables' values, [rows, Count()]; of a category the index of its tuple
    RowMatrix Values(const Table& table, const TableCodec& codec) const;

    /// @return the codec's channels of such values, [rows, channels]
    Eigen::MatrixXd Channels(const RowMatrix& values, const TableCodec& codec) const;

    /// A row of a window while it is being told: the values of the variables up to one, and of all
    /// variables in the row before, if it has one.
    struct Place
    {
        const double* row;
        const double* before; //!< null in the first row
    };

    std::size_t Tokens(std::size_t variable, bool first) const; //!< how many it can have
    double Share(std::size_t variable,
                 std::size_t token,
                 bool first) const;                                    //!< of the table's rows
    std::size_t Token(std::size_t variable, const Place& place) const; //!< what tells its value

    /**
     * @param variable whose value in the row is not known yet
     * @param token of it
     * @param within where in the token's bin, in [0, 1]
     * @param place the row up to the variable
     * @return a value within the table's range, with the table's decimals
     */
    double Value(std::size_t variable, std::size_t token, double within, const Place& place) const;

    std::size_t Features() const;                         //!< numbers that describe a row
    std::size_t FeatureBegin(std::size_t variable) const; //!< its first one; Count() gives the end
    /// @brief Writes the numbers that describe a variable's value, about in [−3, 3]; the last one
    /// is 0, and 1 stands for a value that is not known while all others are 0. Where a clock is,
    /// two smooth figures say, and no bumps.
    void Describe(std::size_t variable, const Place& place, float* features) const;

  private:
    /// What a number is a difference to.
    struct Base
    {
        std::size_t variable;
        bool rowBefore;
    };

    struct Variable
    {
        bool isClock{false};            // of a number
        Index channel{0};               // of the codec
        Index tuples{0};                // of a category; 0 of a number
        std::string column;             // of a number
        double min{0};                  // of a number
        double max{0};                  // of a number
        int decimals{0};                // of a number
        std::optional<Base> base;       // of a number
        std::vector<double> shares;     // of a category's tuples
        std::vector<QuantileBins> bins; // of a number: of its levels, then of its differences
    };

    void ReadVariable(const JsonValue& json, Variable& variable, int64_t count) const;
    static std::vector<Variable> VariablesOf(const TableCodec& codec);
    void LearnBases(const RowMatrix& values);
    void Reorder(const std::vector<std::size_t>& order);
    void LearnBins(const RowMatrix& values, std::size_t bins);
    void CountFeatures();
    bool IsDifference(const Variable& variable, bool first) const;
    const QuantileBins& BinsOf(const Variable& variable, bool first) const;
    static double BaseValue(const Variable& variable, const Place& place);
    double Told(std::size_t variable, const Place& place) const;

    std::vector<Variable> m_variables;
    std::vector<std::size_t> m_begins; // of the features; one more than variables
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DIFFUSION_COLUMNS_H
