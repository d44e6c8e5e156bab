/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "testbed-environment.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/published-reward.h"
#include "ns3/queue-control.h"
#include "ns3/telemetry-observation.h"

#include "ns3/simulator.h"

#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

namespace ns3::synthnet
{

namespace
{

std::vector<Ptr<IntSwitch>>
SwitchesOf(const Testbed& testbed)
{
    std::vector<Ptr<IntSwitch>> switches;
    for (uint32_t i = 0; i < testbed.GetNSwitches(); ++i)
    {
        switches.push_back(testbed.GetSwitch(i));
    }
    return switches;
}

/// Keeps the testbed as long as somebody decides in it.
class TestbedControl : public QueueControl
{
  public:
    TestbedControl(std::unique_ptr<Testbed> testbed, const QueueTask& task)
        : QueueControl(SwitchesOf(*testbed), testbed->GetCollector(), testbed->GetPlayer(0), task),
          m_testbed(std::move(testbed))
    {
    }

  protected:
    void DoDispose() override
    {
        QueueControl::DoDispose();
        m_testbed.reset();
    }

  private:
    std::unique_ptr<Testbed> m_testbed;
};

QueueTask
MakeTask(const ControlConfig& control, std::size_t switches)
{
    std::vector<unsigned> numbers(switches);
    std::iota(numbers.begin(), numbers.end(), 1);
    QueueTask task{QueueActions(control.knob, control.choices, switches),
                   control.observation,
                   control.reward,
                   Seconds(control.periodSeconds)};
    if (!task.observation)
    {
        task.observation = std::make_shared<TelemetryObservation>(numbers);
    }
    if (!task.reward)
    {
        task.reward = std::make_shared<PublishedReward>();
    }
    return task;
}

/// @throws InputError when an episode would have no decision
void
CheckDuration(const TestbedConfig& config, double period)
{
    // The period in which the player starts tells of it first, and the next one earns something.
    const double least = period * (2 + std::floor(config.player.startSeconds / period));
    if (config.durationSeconds < least)
    {
        throw InputError("durationSeconds is " + FormatNumber(config.durationSeconds) +
                         ", expected at least " + FormatNumber(least) + " for a decision each " +
                         FormatNumber(period) + " s");
    }
}

} // namespace

std::unique_ptr<SimulationEnvironment>
MakeTestbedEnvironment(TestbedConfig config, ControlConfig control)
{
    const double period = control.periodSeconds;
    if (!(period >= 1 && period <= 1e8 && period == std::floor(period)))
    {
        throw InputError("a period of " + FormatNumber(period) +
                         " s, expected whole seconds, at least 1");
    }
    CheckDuration(config, period);
    for (auto& each : config.switches)
    {
        if (control.knob == QueueKnob::TARGET_DELAY && each.queueDisc.empty())
        {
            each.queueDisc = "ns3::CoDelQueueDisc[MaxSize=" + std::to_string(each.depth) + "p]";
        }
    }
    config.Check();
    const QueueTask task = MakeTask(control, config.switches.size());
    const double end = period * std::floor(config.durationSeconds / period);
    return std::make_unique<SimulationEnvironment>(
        [config = std::move(config), task, end, built = control.built]() -> Ptr<GymInterface> {
            config.ApplyAttributes();
            auto testbed = std::make_unique<Testbed>(config);
            testbed->AssignStreams(1);
            if (built)
            {
                built(*testbed);
            }
            Simulator::Stop(Seconds(end));
            return CreateObject<TestbedControl>(std::move(testbed), task);
        });
}

} // namespace ns3::synthnet
