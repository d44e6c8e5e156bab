/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_PRINCIPAL_COMPONENTS_H
#define SYNTHNET_PRINCIPAL_COMPONENTS_H

#include <Eigen/Core>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief The directions in which samples vary most (principal component analysis).
 *
 * The sign of each is such that its largest part is positive.
 */
class PrincipalComponents
{
  public:
    using Index = Eigen::Index;

    /**
     * @param samples [samples, features], at least one
     * @param count how many components, at most the number of features
     * @throws std::invalid_argument when there is no sample or too few features
     */
    PrincipalComponents(const Eigen::Ref<const Eigen::MatrixXd>& samples, Index count);

    /// @param samples [samples, features], also other ones
    /// @return their places along the components, [samples, count]
    Eigen::MatrixXd Project(const Eigen::Ref<const Eigen::MatrixXd>& samples) const;

    /// @return the part of the variance that each component has; zeros when there is no variance
    const Eigen::VectorXd& VarianceShares() const;

  private:
    Eigen::RowVectorXd m_mean;
    Eigen::MatrixXd m_axes; // [features, count]
    Eigen::VectorXd m_shares;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_PRINCIPAL_COMPONENTS_H
