/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STUDY_SUMMARY_H
#define SYNTHNET_STUDY_SUMMARY_H

#include "ns3/mean-interval.h"
#include "ns3/table.h"

#include <functional>
#include <limits>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief How a policy did in the evaluation of a study; agents that differ by their seed are one.
 */
struct StudyResult
{
    std::string policy;          //!< "online", "offline", "fixed:32", "random" and so on
    std::vector<double> rewards; //!< of each agent and run, mean of a decision
    MeanInterval reward;         //!< over the runs; of agents, a run counts with their mean
    MeanInterval aboveBestFixed; //!< paired by run; NaN without a fixed depth
    double fps{0};               //!< frames/s
    double bitrate{0};           //!< kbit/s
    double buffer{0};            //!< s
    double stallSeconds{0};      //!< of a run
    double switches{0};          //!< of a run
    double meanDepth{0};         //!< packets; NaN where no depth is set
    double trainingSeconds{std::numeric_limits<double>::quiet_NaN()}; //!< of an agent; NaN of what
                                                                      //!< learns nothing
};

/// @ingroup synthnet-programs
/// @return "online" of "online-3", "offline" of "offline-3", and any other name as it is
std::string StudyGroup(const std::string& policy);

/**
 * @ingroup synthnet-programs
 * @param evaluation with the columns of evaluation.csv
 * @param group what a policy belongs to; by default each is for itself
 * @return one for each group, in their order, without trainingSeconds
 */
std::vector<StudyResult> SummarizePolicies(
    const Table& evaluation,
    const std::function<std::string(const std::string&)>& group = [](const std::string& policy) {
        return policy;
    });

/**
 * @ingroup synthnet-programs
 * @param evaluation with the columns of evaluation.csv
 * @param trainingSeconds of an agent, by StudyGroup()
 * @return SummarizePolicies() by StudyGroup()
 */
std::vector<StudyResult> SummarizeStudy(const Table& evaluation,
                                        const std::map<std::string, double>& trainingSeconds);

/// @ingroup synthnet-programs
/// @return the fixed depth that earned most; empty when there is none
std::string BestFixed(const std::vector<StudyResult>& results);

/// @ingroup synthnet-programs
/// @return (offline − random) / (online − random), of their mean rewards; NaN when online is not
///         above random, or one of them is missing
double ShareRecovered(const std::vector<StudyResult>& results);

/// @ingroup synthnet-programs
/// @return how many times as long online trains as offline; NaN when that is not known
double TimesSooner(const std::vector<StudyResult>& results);

/// @ingroup synthnet-programs
/// @return ShareRecovered() and TimesSooner(), a sentence each
std::vector<std::string> StudySentences(const std::vector<StudyResult>& results);

/// @ingroup synthnet-programs
/// @brief Writes study.csv; a figure that is not known is `nan`.
void WriteStudyResults(std::ostream& stream, const std::vector<StudyResult>& results);

/// @ingroup synthnet-programs
void PrintStudyResults(std::ostream& stream, const std::vector<StudyResult>& results);

/// @ingroup synthnet-programs
/// @return "1.23 [1.1, 1.4]", without the interval when it is not known, and empty without a mean
std::string IntervalText(const MeanInterval& interval);

} // namespace ns3::synthnet

#endif // SYNTHNET_STUDY_SUMMARY_H
