/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "simulation-run.h"

#include "program.h"
#include "progress-line.h"
#include "stop-signals.h"

#include "ns3/ns3-version.h"
#include "ns3/output-files.h"

#include "ns3/simulator.h"

#include <cmath>
#include <cstdlib>
#include <sstream>

namespace ns3::synthnet
{

namespace
{

/// How far the simulation is, looked at once a simulated second.
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

  private:
    void Tick()
    {
        if (m_line.IsDue())
        {
            const double simulated = Simulator::Now().GetSeconds();
            const double speed = simulated / m_line.Seconds();
            std::ostringstream text;
            text << "simulating " << std::lround(simulated) << " of " << std::lround(m_duration)
                 << " s, " << std::lround(speed) << " x real time, "
                 << std::lround((m_duration - simulated) / speed) << " s left";
            m_line.Show(text.str());
        }
        Simulator::Schedule(Seconds(1), &Progress::Tick, this);
    }

    ProgressLine m_line;
    double m_duration;
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
