/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_RUN_LOGS_H
#define SYNTHNET_RUN_LOGS_H

#include "ns3/int-log.h"
#include "ns3/output-files.h"
#include "ns3/testbed.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::synthnet
{

class PlayerLogs;

/**
 * @ingroup synthnet-programs
 * @brief The logs of a testbed's run, int.csv, dash.csv and qoe.json, complete only after Commit().
 */
class RunLogs
{
  public:
    /**
     * @param out where they appear
     * @param testbed before it runs; must outlive this
     * @param unixStart Unix seconds at time 0
     * @param players how many of them, from the first, get logs; dash-N.csv and so on from the
     *        second on
     */
    RunLogs(const OutputDirectory& out, Testbed& testbed, double unixStart, uint32_t players);
    ~RunLogs();
    RunLogs(const RunLogs&) = delete;
    RunLogs& operator=(const RunLogs&) = delete;

    /// @brief Writes a row of int.csv that no probe brought.
    /// @param hops the newest first, of all switches
    void WriteHops(const ProbeHops& hops, Time arrival);

    /// After the simulation, and before what it was made of is destroyed.
    void Commit();

  private:
    const OutputDirectory& m_out;
    OutputFile m_intFile;
    IntLog m_intLog;
    std::vector<std::unique_ptr<PlayerLogs>> m_players;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_RUN_LOGS_H
