/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_TELEMETRY_RECORDER_H
#define SYNTHNET_TELEMETRY_RECORDER_H

#include "ns3/dash-player.h"
#include "ns3/probe-codec.h"
#include "ns3/table.h"

#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-control
 * @brief Gathers what probes and a player tell while they tell it: the rows that JoinBySecond()
 * makes of their logs.
 *
 * Of the probes of a second the one with the largest deq_timedelta1 counts, the first one of
 * equals; each sample of the player in a second with a probe is a row. The columns are enq_qdepthN
 * (packets), deq_timedeltaN (µs) and deq_qdepthN (packets) of each switch N from 1 on, switch 1
 * being the first that a probe crosses, then Buffer (s), ReportedBitrate (kbit/s) and FPS, as
 * DashLog rounds them.
 *
 * Seconds begin at time 0 of the simulation. What happens at the very begin of a second belongs to
 * it.
 */
class TelemetryRecorder
{
  public:
    /// @param switches on the way of the probes, at least 1
    explicit TelemetryRecorder(std::size_t switches);

    /**
     * @param hops the newest first
     * @param arrival not before that of the probe before
     * @throws InputError when there are more or fewer hops than switches
     */
    void AddProbe(const ProbeHops& hops, Time arrival);

    void AddSample(const PlayerState& state); //!< nothing before the player's first segment

    /**
     * @brief Takes the rows of the seconds before a time out of what was gathered.
     *
     * When they have a sample but no probe, as when all probes were lost, the last sample is a row
     * with the telemetry of the latest probe before.
     *
     * @param end whole seconds, which have passed
     * @return in the order of time; none before the first probe or the first segment
     */
    Table Take(Time end);

  private:
    struct Sample
    {
        int64_t second;
        std::array<double, 3> values; //!< Buffer, ReportedBitrate, FPS
    };

    std::size_t m_switches;
    std::vector<std::string> m_names;
    std::map<int64_t, std::vector<double>> m_probes; //!< the busiest of each second, by second
    std::vector<Sample> m_samples;
    std::vector<double> m_lastProbe; //!< of the seconds that were taken; empty: none
};

} // namespace ns3::synthnet

#endif // SYNTHNET_TELEMETRY_RECORDER_H
