/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "simulation-run.h"

#include "program.h"
#include "stop-signals.h"

#include "ns3/ns3-version.h"
#include "ns3/output-files.h"

#include "ns3/simulator.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>

namespace ns3::synthnet
{

namespace
{

/// Says on a terminal how far the simulation is, at most twice a second of wall time.
class Progress
{
  public:
    explicit Progress(double duration)
        : m_duration(duration)
    {
        if (ShowsProgress())
        {
            Tick();
        }
    }

    ~Progress()
    {
        if (m_shown)
        {
            std::cerr << "\r\033[K";
        }
    }

  private:
    void Tick()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last >= std::chrono::milliseconds(500))
        {
            m_last = now;
            m_shown = true;
            const double wall = std::chrono::duration<double>(now - m_start).count();
            const double simulated = Simulator::Now().GetSeconds();
            const double speed = simulated / wall;
            std::cerr << "\r\033[Ksimulating " << std::lround(simulated) << " of "
                      << std::lround(m_duration) << " s, " << std::lround(speed) << " x real time, "
                      << std::lround((m_duration - simulated) / speed) << " s left" << std::flush;
        }
        Simulator::Schedule(Seconds(1), &Progress::Tick, this);
    }

    double m_duration;
    std::chrono::steady_clock::time_point m_start{std::chrono::steady_clock::now()};
    std::chrono::steady_clock::time_point m_last{m_start};
    bool m_shown{false};
};

} // namespace

SimulationRun::SimulationRun(const Program& program, OutputDirectory& out)
{
    // A run may make no progress in simulated time: no event of it could look for signals.
    m_watch.emplace([&program, &out] {
        out.Abandon();
        std::_Exit(program.ReportSignal());
    });
}

void
SimulationRun::Run(double seconds)
{
    {
        Progress progress(seconds);
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }
    m_watch.reset();
    StopSignals::Check();
}

} // namespace ns3::synthnet
