/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a step of an environment costs: through the interface in the process, and through ns3-gym's
// protocol with a client on this machine. The scenario is trivial, an event for each decision and
// three numbers to see, so that the rest is what an interface costs. Prints both and their ratio,
// from runs that alternate.

#include "../unit/gym-client.h"
#include "median.h"

#include "ns3/ns3-version.h"
#include "ns3/serve-interface.h"
#include "ns3/simulation-environment.h"

#include "program.h"

#include "ns3/simulator.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// A decision each second, for ever.
class Trivial : public GymInterface
{
  public:
    Trivial()
    {
        Simulator::Schedule(Seconds(1), &Trivial::Tick, this);
    }

    GymSpace GetObservationSpace() override
    {
        return {BoxSpace::Vector(3, 0, 1e9, GymNumber::DOUBLE)};
    }

    GymSpace GetActionSpace() override
    {
        return {DiscreteSpace{2}};
    }

    GymValue GetObservation() override
    {
        return {std::vector<double>{1, 2, 3}};
    }

    double GetReward() override
    {
        return static_cast<double>(m_action);
    }

    void ExecuteActions(const GymValue& action) override
    {
        m_action = std::get<int64_t>(action.value);
    }

  private:
    void Tick()
    {
        Simulator::Schedule(Seconds(1), &Trivial::Tick, this);
        Notify();
    }

    int64_t m_action{0};
};

double
SecondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// @return seconds a step
double
InProcess(int steps)
{
    SimulationEnvironment environment(
        []() -> Ptr<GymInterface> { return CreateObject<Trivial>(); });
    environment.Reset(1);
    double sum = 0;
    const double seconds = SecondsOf([&] {
        for (int i = 0; i < steps; ++i)
        {
            sum += environment.Step({int64_t{i % 2}}).reward;
        }
    });
    if (sum != steps / 2) // NOLINT: all are 0 or 1
    {
        throw std::logic_error("rewards are lost");
    }
    return seconds / steps;
}

/// @return the same with a client
double
Bridged(int steps)
{
    GymClient client;
    double seconds = 0;
    std::thread peer([&] {
        client.Begin();
        seconds = SecondsOf([&] {
            for (int i = 0; i < steps; ++i)
            {
                client.Step({int64_t{i % 2}});
            }
        });
        client.Stop();
    });
    {
        const auto interface = CreateObject<Trivial>();
        GymBridgeConfig config;
        config.port = client.Port();
        ServeInterface(interface, config);
        Simulator::Run();
        Simulator::Destroy();
        interface->Dispose();
    }
    peer.join();
    return seconds / steps;
}

} // namespace

int
main(int argc, char* argv[])
{
    int runs = 5;
    int steps = 20'000;
    Program program("bench-gym", "What a step of an environment costs.");
    namespace po = boost::program_options;
    po::options_description described("Options");
    auto add = described.add_options();
    add("runs", po::value(&runs)->default_value(runs), "of each");
    add("steps", po::value(&steps)->default_value(steps), "a run, with a client");
    program.SetWork(std::move(described), [&] {
        if (runs < 1 || steps < 1)
        {
            throw InputError("--runs and --steps, expected 1 or more");
        }
        std::vector<double> inProcess;
        std::vector<double> bridged;
        for (int i = 0; i < runs; ++i)
        {
            inProcess.push_back(InProcess(20 * steps)); // each is so much shorter
            bridged.push_back(Bridged(steps));
        }
        std::printf("in the process   %8.3f us a step\n", Median(inProcess) * 1e6);
        std::printf("through ns3-gym  %8.3f us a step, ratio %.1f\n",
                    Median(bridged) * 1e6,
                    Median(bridged) / Median(inProcess));
    });
    return program.Run(argc, argv);
}
