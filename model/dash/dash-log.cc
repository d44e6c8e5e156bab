/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "dash-log.h"

#include "xml-time.h"

#include <cmath>
#include <string>

namespace ns3::synthnet
{

namespace
{

constexpr double CALC_BITRATE_INTERVAL = 5; // s, the page's interval between two calculations

/// As JavaScript prints a number that was rounded to three decimals.
std::string
Rounded(double value)
{
    return FormatDecimal(value, 3);
}

} // namespace

DashLog::DashLog(std::ostream& stream, double unixStart)
    : m_stream(stream),
      m_unixStartMs(std::llround(unixStart * 1000))
{
    m_stream << "timestamp;Buffer;FPS;ReportedBitrate;Resolution;CalcBitrate\n";
}

DashLog::~DashLog()
{
    if (m_player)
    {
        m_player->TraceDisconnectWithoutContext("StatePoll", MakeCallback(&DashLog::Write, this));
    }
}

void
DashLog::Attach(Ptr<DashPlayer> player)
{
    NS_ASSERT_MSG(!m_player, "a log of one player");
    m_player = player;
    player->TraceConnectWithoutContext("StatePoll", MakeCallback(&DashLog::Write, this));
}

void
DashLog::Write(const PlayerState& state)
{
    if (!state.hasMedia)
    {
        return;
    }
    const double kilobits = state.playedBytes * 8 / 1000;
    m_stream << m_unixStartMs + state.time.GetMilliSeconds() << ';'
             << Rounded(state.bufferLevel.GetSeconds()) << ';' << Rounded(state.requested.frameRate)
             << ';' << std::llround(static_cast<double>(state.requested.bandwidth) / 1000) << ';'
             << state.requested.width << 'x' << state.requested.height << ';'
             << std::llround(kilobits / CALC_BITRATE_INTERVAL) << '\n';
}

} // namespace ns3::synthnet
