/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_DASH_LOG_H
#define SYNTHNET_DASH_LOG_H

#include "dash-player.h"

#include <cstdint>
#include <ostream>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-dash
 * @brief Writes what a player shows in the format of the testbed's log of 2023.
 *
 * `timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate`, one row for each StatePoll from
 * the first segment's arrival on.
 *
 * - timestamp: Unix time in ms;
 * - Buffer: s of media, to the ms, without trailing zeros;
 * - FPS, ReportedBitrate (kbit/s), Resolution: those of the latest request. So does the page that
 *   wrote the real log: there they change with a buffer of 11 s, and CalcBitrate's slope follows
 *   that much later, when the new quality reaches the screen;
 * - CalcBitrate: kilobits of media played so far, divided by 5. The name says rate and the
 *   figure is a sum: a script that divides the bytes decoded since its last call by the 5 s
 *   between calls, and never moves "last", gives these values (the real log grows by 650 a second
 *   at 3312 kbit/s and by 127 at 639 kbit/s).
 */
class DashLog
{
  public:
    /**
     * @param stream where to write, which outlives this; the header is written at once
     * @param unixStart Unix time in s at which the simulation starts
     */
    DashLog(std::ostream& stream, double unixStart);
    ~DashLog();
    DashLog(const DashLog&) = delete;
    DashLog& operator=(const DashLog&) = delete;

    /// Logs this player, once; before it starts.
    void Attach(Ptr<DashPlayer> player);

    void Write(const PlayerState& state); //!< one row, or none before the first segment

  private:
    std::ostream& m_stream;
    int64_t m_unixStartMs;
    Ptr<DashPlayer> m_player;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_DASH_LOG_H
