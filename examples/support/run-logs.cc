/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-logs.h"

#include "ns3/dash-log.h"
#include "ns3/playback-summary.h"

#include <chrono>
#include <string>

namespace ns3::synthnet
{

/// The log of a measured player, and how its playback went.
class PlayerLogs
{
  public:
    /// @param number of the player, from 1; the first one's files have none in their names
    PlayerLogs(const OutputDirectory& out,
               uint32_t number,
               Ptr<DashPlayer> player,
               double unixStart)
        : m_suffix(number == 1 ? "" : "-" + std::to_string(number)),
          m_player(player),
          m_dashFile(out, "dash" + m_suffix + ".csv"),
          m_dashLog(m_dashFile.Stream(), unixStart)
    {
        m_dashLog.Attach(player);
    }

    void Commit(const OutputDirectory& out)
    {
        m_dashFile.Commit();
        OutputFile qoe(out, "qoe" + m_suffix + ".json");
        WriteJson(qoe.Stream(), m_player->GetSummary());
        qoe.Commit();
    }

  private:
    std::string m_suffix;
    Ptr<DashPlayer> m_player;
    OutputFile m_dashFile;
    DashLog m_dashLog;
};

RunLogs::RunLogs(const OutputDirectory& out, Testbed& testbed, double unixStart, uint32_t players)
    : m_out(out),
      m_intFile(out, "int.csv"),
      m_intLog(m_intFile.Stream(), testbed.GetNSwitches(), unixStart)
{
    testbed.GetCollector()->TraceConnectWithoutContext("Probe",
                                                       MakeCallback(&RunLogs::WriteHops, this));
    for (uint32_t i = 0; i < players; ++i)
    {
        m_players.push_back(
            std::make_unique<PlayerLogs>(out, i + 1, testbed.GetPlayer(i), unixStart));
    }
}

RunLogs::~RunLogs() = default;

void
RunLogs::WriteHops(const ProbeHops& hops, Time arrival)
{
    m_intLog.Write(hops, std::chrono::nanoseconds(arrival.GetNanoSeconds()));
}

void
RunLogs::Commit()
{
    m_intFile.Commit();
    for (auto& player : m_players)
    {
        player->Commit(m_out);
    }
}

} // namespace ns3::synthnet
