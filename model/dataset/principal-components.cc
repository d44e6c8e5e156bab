/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "principal-components.h"

#include <Eigen/Eigenvalues>

#include <stdexcept>

namespace ns3::synthnet
{

PrincipalComponents::PrincipalComponents(const Eigen::Ref<const Eigen::MatrixXd>& samples,
                                         Index count)
{
    if (samples.rows() < 1 || count < 1 || count > samples.cols())
    {
        throw std::invalid_argument("principal components need samples and as many features");
    }
    m_mean = samples.colwise().mean();
    const Eigen::MatrixXd centred = samples.rowwise() - m_mean;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(
        centred.transpose() * centred / static_cast<double>(samples.rows()));
    m_axes = solver.eigenvectors().rightCols(count).rowwise().reverse(); // they ascend
    for (Index axis = 0; axis < count; ++axis)
    {
        Index largest = 0;
        m_axes.col(axis).cwiseAbs().maxCoeff(&largest);
        if (m_axes(largest, axis) < 0)
        {
            m_axes.col(axis) *= -1;
        }
    }
    const Eigen::VectorXd variances = solver.eigenvalues().cwiseMax(0);
    const double sum = variances.sum();
    m_shares = variances.tail(count).reverse() / (sum > 0 ? sum : 1);
}

Eigen::MatrixXd
PrincipalComponents::Project(const Eigen::Ref<const Eigen::MatrixXd>& samples) const
{
    return (samples.rowwise() - m_mean) * m_axes;
}

const Eigen::VectorXd&
PrincipalComponents::VarianceShares() const
{
    return m_shares;
}

} // namespace ns3::synthnet
