/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The lab of doc/control-lab.rst, which shows the lines between the marks: an agent learns from two
// recorded tables with a reward of one's own, and decides in the simulation.

#include "ns3/synthnet-module.h"

#include "ns3/core-module.h"

#include "program.h"

#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::synthnet;

namespace
{

// [REWARD]
/// Short queues are good: what else happens does not count.
class ShortQueueReward : public QueueReward
{
  public:
    double Reward(const ControlPeriod& before, const ControlPeriod& after) const override
    {
        return -after.rows.Column("enq_qdepth1").mean() / 10; // packets, of the first switch
    }
};

std::shared_ptr<const QueueReward>
MakeReward(const std::string& name)
{
    if (name == "queue")
    {
        return std::make_shared<ShortQueueReward>();
    }
    if (name != "published")
    {
        throw InputError("bad value '" + name + "' of --reward, expected published or queue");
    }
    return std::make_shared<PublishedReward>();
}

// [REWARD]

// [LAB]
void
LearnAndDecide(const std::string& table32, const std::string& table64, const std::string& name)
{
    const std::vector<unsigned> switches{1, 2, 3};
    const auto observation = std::make_shared<TelemetryObservation>(switches);
    const auto reward = MakeReward(name);

    TableSource::Tables tables;
    tables.push_back({32, ReadWholeTable(table32), 0, table32});
    tables.push_back({64, ReadWholeTable(table64), 0, table64});
    SyntheticEnvironment recorded(tables, observation, reward);
    DdqnTrainer trainer(recorded, {observation->Names(), {}}, DdqnConfig());
    while (!trainer.Done())
    {
        trainer.Step();
    }

    ControlConfig control;
    control.observation = observation;
    control.reward = reward;
    const auto live = MakeTestbedEnvironment(TestbedConfig::Scenario("control"), control);
    const auto agent = std::make_shared<DdqnAgent>(trainer.Agent());
    GreedyPolicy policy(agent, live->ActionSpace());
    GymStep step;
    step.observation = live->Reset(2026).observation;
    double earned = 0;
    int decisions = 0;
    while (!step.terminated && !step.truncated)
    {
        step = live->Step(policy.Act(step.observation));
        earned += step.reward;
        ++decisions;
    }
    const auto mean = [&step](const char* name) { return std::stod(step.info[name]); };
    std::cout << std::fixed << std::setprecision(2) << "reward " << earned / decisions
              << " a decision, mean depth " << mean("meanDepth") << " packets, buffer "
              << mean("buffer") << " s, bitrate " << mean("bitrate") << " kbit/s\n";
}

// [LAB]

} // namespace

int
main(int argc, char* argv[])
{
    Program program("synthnet-reward-lab",
                    "Trains an agent on two recorded tables with a reward, and lets it decide in "
                    "the simulation for ten minutes.");
    boost::program_options::options_description options("Options");
    std::string table32;
    std::string table64;
    std::string reward;
    options.add_options()("data32",
                          boost::program_options::value(&table32)->required(),
                          "the table of depth 32, from synthnet-agent collect");
    options.add_options()("data64",
                          boost::program_options::value(&table64)->required(),
                          "that of depth 64");
    options.add_options()("reward",
                          boost::program_options::value(&reward)->default_value("published"),
                          "published, or queue, the one of this file");
    program.SetWork(options, [&] { LearnAndDecide(table32, table64, reward); });
    return program.Run(argc, argv);
}
