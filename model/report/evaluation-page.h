/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EVALUATION_PAGE_H
#define SYNTHNET_EVALUATION_PAGE_H

#include "html-page.h"

#include "ns3/evaluation.h"
#include "ns3/gap.h"

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief All that an evaluation found, to be shown on one page.
 */
struct EvaluationReport
{
    std::vector<std::pair<std::string, std::string>>
        facts; //!< a name and a value: files, sizes, seeds
    std::vector<Score> scores;
    std::vector<FeatureGap> features;
    std::set<std::string> ofTexts{}; //!< features that were made of texts: no part of the sum of M
    std::vector<PagePicture> pictures;
    std::vector<std::string>
        notes{}; //!< what to know before the scores are read, one sentence each
};

/**
 * @ingroup synthnet-report
 * @brief Writes one HTML file with everything in it: it is read without a network and asks for
 * none.
 */
void WriteEvaluationPage(std::ostream& stream, const EvaluationReport& report);

} // namespace ns3::synthnet

#endif // SYNTHNET_EVALUATION_PAGE_H
