/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TRAINED_EVALUATE_VERB_H
#define SYNTHNET_TRAINED_EVALUATE_VERB_H

#include "evaluate-verb.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-programs
 * @brief `evaluate` with the scores of networks that learn too.
 */
class TrainedEvaluateVerb
{
  public:
    TrainedEvaluateVerb();

    void AddTo(Program& program); //!< with the options that say how long the networks learn

  private:
    void AddScores(Evaluation& evaluation, const EvaluationTables& tables) const;

    int64_t m_discriminativeSteps{0};
    int64_t m_predictiveSteps{0};
    int64_t m_encoderSteps{0};
    EvaluateVerb m_verb;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TRAINED_EVALUATE_VERB_H
