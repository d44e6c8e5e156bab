/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FEATURE_LABEL_H
#define SYNTHNET_FEATURE_LABEL_H

#include <string>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief What a reader of a picture must know about a feature.
 */
struct FeatureLabel
{
    std::string title; //!< the column's name and what it means
    std::string unit;  //!< "value" when it is unknown
    bool isDuration;   //!< spans orders of magnitude where a network congests
};

/// @ingroup synthnet-report
/// @return the label of a testbed's column, or the plain name of any other
FeatureLabel LabelOf(const std::string& feature);

} // namespace ns3::synthnet

#endif // SYNTHNET_FEATURE_LABEL_H
