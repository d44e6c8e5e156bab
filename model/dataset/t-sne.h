/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_T_SNE_H
#define SYNTHNET_T_SNE_H

#include <Eigen/Core>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief t-SNE: places in a plane such that near samples are near (van der Maaten and Hinton, JMLR
 * 9, 2008), with all pairs taken exactly.
 *
 * It begins at the samples' first two principal components (Kobak and Berens, Nature Communications
 * 10, 2019) and so draws nothing at random. Memory and time grow with the square of the number of
 * samples: a few hundred are a matter of seconds.
 */
struct TSne
{
    double perplexity{30};         //!< how many neighbours count, reduced to a third of the samples
    Eigen::Index iterations{1000}; //!< steps of the descent

    /**
     * @param samples [samples, features], at least 4, at least 2 features
     * @return [samples, 2]
     * @throws std::invalid_argument when there are fewer
     */
    Eigen::MatrixXd Embed(const Eigen::Ref<const Eigen::MatrixXd>& samples) const;
};

/**
 * @ingroup synthnet-dataset
 * @brief The neighbourhoods that t-SNE preserves: Gaussian around each sample, each as wide as
 * gives it the perplexity, symmetric, the sum of all 1.
 * @param squaredDistances [samples, samples]
 * @param perplexity less than the number of samples
 * @return [samples, samples], zeros on the diagonal
 */
Eigen::MatrixXd NeighbourProbabilities(const Eigen::MatrixXd& squaredDistances, double perplexity);

/// @ingroup synthnet-dataset
/// @return the squared Euclidean distance of each sample to each, [samples, samples]
Eigen::MatrixXd SquaredDistances(const Eigen::Ref<const Eigen::MatrixXd>& samples);

} // namespace ns3::synthnet

#endif // SYNTHNET_T_SNE_H
