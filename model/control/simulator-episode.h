/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SIMULATOR_EPISODE_H
#define SYNTHNET_SIMULATOR_EPISODE_H

#include "attribute-defaults.h"

#include <cstdint>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief While it lives, ns-3's one simulator is that of one episode, which starts as in a
 * program that has simulated nothing yet and leaves nothing to the next.
 *
 * Reset are simulator, nodes, channels, names, the generators of MAC and IP addresses, and the
 * streams of random numbers; defaults and globals are in the end what they were before. What
 * ns-3 cannot reset, and no model's behaviour depends on, counts on: the unique ids of
 * packets, flow ids, and the numbers of routers in global routing.
 */
class SimulatorEpisode
{
  public:
    /**
     * @param seed the low 32 bits are ns-3's run number, the others choose its seed: seeds below
     * 2³² are the runs of seed 1
     */
    explicit SimulatorEpisode(uint64_t seed);
    ~SimulatorEpisode();
    SimulatorEpisode(const SimulatorEpisode&) = delete;
    SimulatorEpisode& operator=(const SimulatorEpisode&) = delete;

  private:
    AttributeDefaults m_defaults;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SIMULATOR_EPISODE_H
