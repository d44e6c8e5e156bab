/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "trained-scores.h"

#include "context-fid.h"
#include "discriminative-score.h"
#include "predictive-score.h"

#include <memory>

namespace ns3::synthnet
{

void
TrainedScores::AddTo(Evaluation& evaluation, const EvaluationTables& tables) const
{
    const auto& all = tables.groups[0];
    constexpr auto LEARNED = Evaluation::Kind::LEARNED;
    if (discriminativeSteps > 0)
    {
        evaluation.Add("discriminative score",
                       all,
                       LEARNED,
                       std::make_unique<DiscriminativeScore>(discriminativeSteps));
    }
    if (predictiveSteps > 0)
    {
        evaluation.Add("predictive score",
                       all,
                       LEARNED,
                       std::make_unique<PredictiveScore>(predictiveSteps));
    }
    if (!encoderSteps || *encoderSteps > 0)
    {
        // The same for both figures, although half of the windows make the one of real windows.
        const auto& windows = tables.real.windows;
        const auto values =
            windows.Count() * windows.SeqLen() * static_cast<Eigen::Index>(all.features.size());
        const auto steps = encoderSteps.value_or(ContextFid::StepsFor(values));
        evaluation.Add("Context-FID", all, LEARNED, std::make_unique<ContextFid>(steps));
    }
}

} // namespace ns3::synthnet
