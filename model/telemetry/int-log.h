/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_INT_LOG_H
#define SYNTHNET_INT_LOG_H

#include "probe-codec.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-telemetry
 * @brief Writes what the testbed's collector logged in 2022: one row for each probe received.
 *
 * A row has the Unix second of the arrival and ten fields for each switch, the last switch of the
 * path first. Nothing is filled in or merged: a probe that was lost, or that came after a second
 * had passed without one, leaves that second out; two that arrive within one second make two rows.
 */
class IntLog
{
  public:
    /**
     * @brief Writes the line of column names, with their blanks as the collector has them.
     * @param stream where to write; it outlives this object
     * @param switches on the path from sender to collector, at least 1
     * @param start Unix seconds of the simulation's time 0
     * @throws InputError when there is no switch
     */
    IntLog(std::ostream& stream, std::size_t switches, int64_t start);

    /**
     * @brief Writes one row.
     * @param hops the newest first
     * @param arrival simulated time; not negative
     * @throws InputError when there are more or fewer hops than switches
     */
    void Write(const ProbeHops& hops, std::chrono::nanoseconds arrival);

  private:
    std::ostream& m_stream;
    std::size_t m_switches;
    int64_t m_start;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_INT_LOG_H
