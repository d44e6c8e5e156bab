/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "frechet-distance.h"

#include <Eigen/Eigenvalues>

#include <algorithm>

namespace ns3::synthnet
{

using Eigen::MatrixXd;

namespace
{

MatrixXd
Covariance(const MatrixXd& samples)
{
    const MatrixXd centred = samples.rowwise() - samples.colwise().mean();
    return centred.transpose() * centred / static_cast<double>(samples.rows() - 1);
}

} // namespace

double
FrechetDistance(const Eigen::Ref<const MatrixXd>& a, const Eigen::Ref<const MatrixXd>& b)
{
    const MatrixXd covarianceA = Covariance(a);
    const MatrixXd covarianceB = Covariance(b);
    // tr √(AB) = tr √(√A B √A), of which all is symmetric; rounding errors may be below 0.
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(covarianceA);
    const MatrixXd root = solver.eigenvectors() *
                          solver.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal() *
                          solver.eigenvectors().transpose();
    const double common =
        Eigen::SelfAdjointEigenSolver<MatrixXd>(root * covarianceB * root, Eigen::EigenvaluesOnly)
            .eigenvalues()
            .cwiseMax(0)
            .cwiseSqrt()
            .sum();
    const double means = (a.colwise().mean() - b.colwise().mean()).squaredNorm();
    return std::max(0.0, means + covarianceA.trace() + covarianceB.trace() - 2 * common);
}

} // namespace ns3::synthnet
