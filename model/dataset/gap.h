/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_GAP_H
#define SYNTHNET_GAP_H

#include "observation.h"

#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dataset
 * @brief How far one feature is from the real one (distribution-distances.h).
 */
struct FeatureGap
{
    std::string feature;
    double m;            //!< FeatureM(), in real ranges
    double ks;           //!< KolmogorovSmirnov(), in [0, 1]
    double wasserstein1; //!< Wasserstein1(), in the feature's unit
};

/// @ingroup synthnet-dataset
/// @return the features that both have, in the order of @p real
std::vector<std::string> SharedFeatures(const Observation& real, const Observation& other);

/**
 * @ingroup synthnet-dataset
 * @param real, other with shared features
 * @return one row for each shared feature
 * @throws InputError when no feature is shared, or when one has no value
 */
std::vector<FeatureGap> FeatureGaps(const Observation& real, const Observation& other);

/// @ingroup synthnet-dataset
/// @return the metric M: the sum of the features' m, those in @p without left out
double SumOfM(const std::vector<FeatureGap>& gaps, const std::set<std::string>& without = {});

/// @ingroup synthnet-dataset
/// @return the mean ks over the features in @p only; NaN when there is none
double MeanKs(const std::vector<FeatureGap>& gaps, const std::vector<std::string>& only);

/**
 * @ingroup synthnet-dataset
 * @brief A figure over several runs.
 */
struct Spread
{
    double mean;
    double min;
    double max;
};

/// @ingroup synthnet-dataset
/// @param values at least one
Spread SpreadOf(const std::vector<double>& values);

/// @ingroup synthnet-dataset
/// @return each feature's figures, averaged over the runs
/// @param runs at least one, each of the same features in the same order
std::vector<FeatureGap> MeanGaps(const std::vector<std::vector<FeatureGap>>& runs);

/// @ingroup synthnet-dataset
/// @brief Writes `feature,m,ks,wasserstein1`, a row a feature.
void WriteGaps(std::ostream& stream, const std::vector<FeatureGap>& gaps);

} // namespace ns3::synthnet

#endif // SYNTHNET_GAP_H
