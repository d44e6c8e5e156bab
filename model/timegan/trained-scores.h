/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINED_SCORES_H
#define SYNTHNET_TRAINED_SCORES_H

#include "ns3/evaluation.h"

#include <cstdint>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief How long the networks of the scores learn that need a training library; none when 0.
 */
struct TrainedScores
{
    int64_t discriminativeSteps{2000};
    int64_t predictiveSteps{5000};
    std::optional<int64_t> encoderSteps{}; //!< of Context-FID; not given: by the size of the data

    /// Adds the scores to an evaluation.
    void AddTo(Evaluation& evaluation, const EvaluationTables& tables) const;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINED_SCORES_H
