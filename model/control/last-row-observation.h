/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_LAST_ROW_OBSERVATION_H
#define SYNTHNET_LAST_ROW_OBSERVATION_H

#include "queue-observation.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What the published agent sees: the switches' columns in the last row of a period, in the
 * order of IntFeatures() and in the columns' units.
 *
 * What is set is not among them, so that the process that the agent sees is not Markov. The
 * published agent also divides each vector by its Euclidean norm, which is the agent's matter.
 *
 * Source: the DESiRED project's tutorial of 2023, Use_cases.
 */
class LastRowObservation : public QueueObservation
{
  public:
    /// @param switches their numbers, ascending: see SwitchesOf()
    explicit LastRowObservation(const std::vector<unsigned>& switches);

    std::vector<std::string> Names() const override;
    GymSpace Space() const override;
    std::vector<double> Observe(const ControlPeriod& period) const override;

  private:
    std::vector<std::string> m_columns;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_LAST_ROW_OBSERVATION_H
