/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TELEMETRY_OBSERVATION_H
#define SYNTHNET_TELEMETRY_OBSERVATION_H

#include "queue-observation.h"

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief What the whole period says of each switch's queues, and what is set.
 *
 * Of each switch N, over the rows of the period: `enq_qdepthN.mean`, `enq_qdepthN.max`,
 * `deq_timedeltaN.mean`, `deq_timedeltaN.max`, `deq_qdepthN.mean`, `deq_qdepthN.max`, in the
 * columns' units. Then, of each switch, `settingN.log2`: what comes next depends on what is set,
 * so that without it the process is not Markov, and depths are chosen in ratios. Then, when wanted,
 * the player: `Buffer.last` (s), `Buffer.change` from the first row to the last (s), `FPS.last`,
 * `ReportedBitrate.last` (kbit/s); an agent that runs in a network seldom knows them.
 *
 * Nothing is scaled: agents standardize.
 */
class TelemetryObservation : public QueueObservation
{
  public:
    /**
     * @param switches their numbers, ascending: see SwitchesOf()
     * @param player whether its state is seen, too
     */
    explicit TelemetryObservation(std::vector<unsigned> switches, bool player = false);

    std::vector<std::string> Names() const override;
    GymSpace Space() const override;

    /**
     * @copydoc QueueObservation::Observe
     * @throws std::invalid_argument when the period has settings of another number of switches
     */
    std::vector<double> Observe(const ControlPeriod& period) const override;

  private:
    std::vector<std::string> m_columns; // of the switches
    std::vector<unsigned> m_switches;
    bool m_player;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TELEMETRY_OBSERVATION_H
