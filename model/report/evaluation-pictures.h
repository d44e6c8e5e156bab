/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_EVALUATION_PICTURES_H
#define SYNTHNET_EVALUATION_PICTURES_H

#include "picture.h"

#include "ns3/evaluation-tables.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-report
 * @brief The correlation of each feature with each other, in the real and in the synthetic windows,
 * and the difference.
 * @param tables whose features that vary are shown
 */
Picture CorrelationPicture(const EvaluationTables& tables);

/**
 * @ingroup synthnet-report
 * @brief The autocorrelation of each feature within windows, over the lags 0 … 10, or as many as a
 * window has.
 * @param tables whose features that vary are shown
 */
Picture AutocorrelationPicture(const EvaluationTables& tables);

/**
 * @ingroup synthnet-report
 * @brief Windows in the plane of the two directions in which real windows vary most.
 * @param tables whose windows, of the features that vary, at equal distances over both tables, are
 *        points
 * @param mostWindows of either side
 */
Picture PcaPicture(const EvaluationTables& tables, Eigen::Index mostWindows = 500);

/**
 * @ingroup synthnet-report
 * @brief Windows of both sides in one t-SNE, in which near windows are near.
 * @param tables as of PcaPicture(); at least two windows on each side
 * @param mostWindows of either side; time grows with their square
 */
Picture TSnePicture(const EvaluationTables& tables, Eigen::Index mostWindows = 250);

} // namespace ns3::synthnet

#endif // SYNTHNET_EVALUATION_PICTURES_H
