/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_STAIR_STEP_LOAD_H
#define SYNTHNET_STAIR_STEP_LOAD_H

#include "stepped-load.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Stairs up in the first half and down in the second.
 *
 * StepClients start at 0, Interval, 2 · Interval and so on before half the Duration; as many stop
 * at the mirrored times, the last ones at Duration, so that the second half is the first one
 * backwards. Source: WAVE's stair step.
 */
class StairStepLoad : public SteppedLoad
{
  public:
    static TypeId GetTypeId();

    std::optional<Contradiction> FindContradiction() const override;

  protected:
    std::optional<Step> NextStep() override;

  private:
    int64_t GetSteps() const; //!< up, and as many down

    Time m_interval;
    uint32_t m_stepClients;
    Time m_duration;

    int64_t m_next{0}; //!< index of the next step
};

} // namespace ns3::synthnet

#endif // SYNTHNET_STAIR_STEP_LOAD_H
