/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STUDY_PICTURES_H
#define SYNTHNET_STUDY_PICTURES_H

#include "named-picture.h"
#include "study-summary.h"

#include "ns3/table.h"

#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief What the pictures of a study show.
 */
struct StudyTables
{
    std::vector<StudyResult> results;
    Table decisions;         //!< with the columns of decisions.csv
    Table curves;            //!< `kind`, `seed`, `episode`, `rewardMean`, `decisions`
    uint64_t seed{1};        //!< of the agents whose decisions are shown one by one
    double periodSeconds{4}; //!< from one decision to the next
};

/// @ingroup synthnet-programs
/// @return learning-curves, rewards, series, cdf-fps and cdf-buffer
std::vector<NamedPicture> StudyPictures(const StudyTables& tables);

} // namespace ns3::synthnet

#endif // SYNTHNET_STUDY_PICTURES_H
