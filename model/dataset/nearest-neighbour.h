/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_NEAREST_NEIGHBOUR_H
#define SYNTHNET_NEAREST_NEIGHBOUR_H

#include "window-score.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief For each window, how far the nearest of other windows is: the root mean square difference
 * of their values.
 * @param windows, references of the same features and length
 * @return a distance for each of @p windows, in the unit of the values
 */
Eigen::VectorXd NearestDistances(const WindowSet& windows, const WindowSet& references);

/**
 * @ingroup synthnet-dataset
 * @brief A quantile of the distances from windows to the nearest training window.
 *
 * The measure of memorisation: a generator that copies has a smaller one than real windows that
 * training did not see. Only beside theirs does it say anything.
 */
class NearestNeighbour : public WindowScore
{
  public:
    /// @param quantile in [0, 1]
    explicit NearestNeighbour(double quantile);

    /// @param training what the generator learned from
    /// @param other the generated windows, or real ones that training did not see
    double Compare(const WindowSet& training,
                   const WindowSet& other,
                   uint64_t seed = 0) const override;

  private:
    double m_quantile;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_NEAREST_NEIGHBOUR_H
