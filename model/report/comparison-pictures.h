/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_COMPARISON_PICTURES_H
#define SYNTHNET_COMPARISON_PICTURES_H

#include "picture.h"

#include "ns3/observation.h"

#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief A real network beside others, the simulated runs or the synthetic tables.
 */
struct Comparison
{
    Observation real;
    std::vector<Observation> others;     //!< at least one
    std::string kind;                    //!< what the others are: "simulated" or "synthetic"
    std::string realLabel{};             //!< in place of "real" and its name
    std::string otherLabel{};            //!< in place of the kind and the first one's name
    std::vector<std::string> features{}; //!< to show, in this order; none: all shared ones
    Eigen::Index realBlock{0};           //!< rows after which the real one begins anew, 0: never
    Eigen::Index otherBlock{0};          //!< the same of the others
};

/// @ingroup synthnet-report
/// @return the features that the pictures show, in their order
/// @throws InputError when a feature to show is not a shared one, as the pictures do
std::vector<std::string> ShownFeatures(const Comparison& comparison);

/// @ingroup synthnet-report
/// @return the shared features that have more than one value, on either side or both together; the
///         others are a line in every picture
std::vector<std::string> VaryingFeatures(const Comparison& comparison);

/**
 * @ingroup synthnet-report
 * @brief Time series with moving averages: a row for each shared feature, the real one on the left,
 * the first of the others on the right, both on the same scales. Lines break where a series begins
 * anew, and no average spans two stretches.
 * @param comparison with shared features
 * @param window samples averaged, an odd number; no more than a quarter of the rows after which a
 *        side begins anew, because an average over fewer, at a stretch's ends, looks like a ramp
 * @throws InputError when a feature to show is not a shared one, or has values too far apart for
 *         an axis, as the other pictures do
 */
Picture TimeSeriesPicture(const Comparison& comparison, Eigen::Index window = 31);

/// @ingroup synthnet-report
/// @brief Empirical distribution functions, a panel for each shared feature; the others pooled.
Picture CdfPicture(const Comparison& comparison);

/**
 * @ingroup synthnet-report
 * @brief Box plots, a panel for each shared feature; the others pooled.
 *
 * Whiskers reach to the farthest sample within 1.5 interquartile ranges of the box; each distinct
 * value beyond is a point.
 */
Picture BoxPicture(const Comparison& comparison);

/**
 * @ingroup synthnet-report
 * @brief Violin plots, a panel for each shared feature; the others pooled.
 *
 * The densities are those of a Gaussian kernel of Silverman's width, on a logarithmic axis those of
 * the logarithms, and end with the values; each violin is as wide as its side's highest density. A
 * side of at most ten different values has none between them: it is a bar at each, as wide as that
 * value's share of the samples is of the largest share.
 */
Picture ViolinPicture(const Comparison& comparison);

} // namespace ns3::synthnet

#endif // SYNTHNET_COMPARISON_PICTURES_H
