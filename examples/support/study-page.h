/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STUDY_PAGE_H
#define SYNTHNET_STUDY_PAGE_H

#include "study-summary.h"

#include "ns3/html-page.h"

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief What the page of a study shows.
 */
struct StudyReport
{
    std::vector<std::pair<std::string, std::string>> facts; //!< how the study was made
    std::vector<StudyResult> results;
    std::vector<PagePicture> pictures;
};

/// @ingroup synthnet-programs
/// @brief Writes one page that needs no network.
void WriteStudyPage(std::ostream& stream, const StudyReport& report);

} // namespace ns3::synthnet

#endif // SYNTHNET_STUDY_PAGE_H
