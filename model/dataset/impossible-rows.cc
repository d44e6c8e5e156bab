/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "impossible-rows.h"

#include <set>

namespace ns3::synthnet
{

using Eigen::Index;
using Eigen::MatrixXd;

namespace
{

using Rows = Eigen::Ref<const MatrixXd>;

std::vector<double>
RowOf(const Rows& rows, Index row)
{
    const Eigen::VectorXd values = rows.row(row);
    return {values.begin(), values.end()};
}

} // namespace

std::vector<Index>
ConstantColumns(const Rows& rows)
{
    std::vector<Index> columns;
    for (Index column = 0; column < rows.cols(); ++column)
    {
        if (rows.col(column).minCoeff() == rows.col(column).maxCoeff())
        {
            columns.push_back(column);
        }
    }
    return columns;
}

double
ImpossibleRows::Compare(const WindowSet& real, const WindowSet& other, uint64_t) const
{
    std::set<std::vector<double>> possible;
    for (Index row = 0; row < real.TableRows().rows(); ++row)
    {
        possible.insert(RowOf(real.TableRows(), row));
    }
    const MatrixXd rows = other.Rows();
    Index impossible = 0;
    for (Index row = 0; row < rows.rows(); ++row)
    {
        impossible += possible.count(RowOf(rows, row)) == 0 ? 1 : 0;
    }
    return static_cast<double>(impossible) / static_cast<double>(rows.rows());
}

} // namespace ns3::synthnet
