/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "trained-evaluate-verb.h"

#include "option-values.h"

#include "ns3/trained-scores.h"

namespace ns3::synthnet
{

namespace po = boost::program_options;

TrainedEvaluateVerb::TrainedEvaluateVerb()
    : m_verb([this](Evaluation& evaluation, const EvaluationTables& tables) {
          AddScores(evaluation, tables);
      })
{
}

void
TrainedEvaluateVerb::AddTo(Program& program)
{
    const TrainedScores scores;
    po::options_description options;
    options.add_options()(
        "discriminativeSteps",
        po::value(&m_discriminativeSteps)->default_value(scores.discriminativeSteps),
        "batches that the discriminative score's network learns, 0: without that score");
    options.add_options()("predictiveSteps",
                          po::value(&m_predictiveSteps)->default_value(scores.predictiveSteps),
                          "the same of the predictive score");
    options.add_options()("encoderSteps",
                          po::value(&m_encoderSteps)->default_value(-1),
                          "the same of Context-FID; -1: 200 up to 100,000 values, else 600");
    m_verb.AddTo(program, options);
}

void
TrainedEvaluateVerb::AddScores(Evaluation& evaluation, const EvaluationTables& tables) const
{
    constexpr int64_t MOST_STEPS = 10000000; // some days
    TrainedScores scores{NeedWithin("discriminativeSteps", m_discriminativeSteps, 0, MOST_STEPS),
                         NeedWithin("predictiveSteps", m_predictiveSteps, 0, MOST_STEPS),
                         {}};
    if (NeedWithin("encoderSteps", m_encoderSteps, -1, MOST_STEPS) >= 0)
    {
        scores.encoderSteps = m_encoderSteps;
    }
    scores.AddTo(evaluation, tables);
}

} // namespace ns3::synthnet
