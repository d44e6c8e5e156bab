/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_SIMULATION_RUN_H
#define SYNTHNET_SIMULATION_RUN_H

#include "end-on-signal.h"

#include <optional>

namespace ns3::synthnet
{

class OutputDirectory;
class Program;

/**
 * @ingroup synthnet-programs
 * @brief The run of a simulation: a signal ends it, and the program, at once; a terminal is shown
 * how far it is.
 */
class SimulationRun
{
  public:
    /**
     * @brief From now on a signal that StopSignals had ends the program.
     * @param program says so
     * @param out is abandoned then
     */
    SimulationRun(const Program& program, OutputDirectory& out);

    /**
     * @brief Runs the simulation; from then on a signal is again to be looked for.
     * @param seconds until when
     * @throws std::runtime_error when a signal has come meanwhile
     */
    void Run(double seconds);

  private:
    std::optional<EndOnSignal> m_watch;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_SIMULATION_RUN_H
