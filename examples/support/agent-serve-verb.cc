/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-serve-verb.h"

#include "option-values.h"
#include "program.h"
#include "stop-signals.h"

#include "ns3/cart-pole.h"
#include "ns3/input-error.h"
#include "ns3/serve-environment.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <utility>

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
AgentServeVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    auto add = options.add_options();
    add("env",
        po::value(&m_environment)->default_value("live"),
        "live, synthetic or cartpole: see train");
    add("gymPort",
        po::value(&m_port)->default_value(m_port),
        "where the client listens, on this machine");
    add("seed",
        po::value(&m_seed)->default_value(m_seed),
        "of the first episode; each further one has the next");
    add("episodes",
        po::value(&m_episodes)->default_value(m_episodes),
        "most; 0: as many as the client wants");
    m_task.AddTo(options);
    m_synthetic.AddTo(options);
    m_live.AddTo(options);
    program.AddVerb(
        {"serve",
         "Serves the environment to a client of ns3-gym's protocol, such as its Python "
         "package: Ns3Env(port=PORT, startSim=False).",
         options,
         [this] { Run(); },
         [this](const std::string& name, const std::string& value) { return Take(name, value); }});
}

bool
AgentServeVerb::Take(const std::string& name, const std::string& value)
{
    return m_synthetic.Take(name, value) || m_live.Take(name, value);
}

void
AgentServeVerb::Run() const
{
    GymServeConfig config;
    config.bridge.port = static_cast<uint16_t>(NeedWithin("gymPort", m_port, 1, 65535));
    config.seed = m_seed;
    config.episodes = m_episodes;
    config.bridge.check = [] { StopSignals::Check(); };
    std::unique_ptr<Environment> environment;
    switch (ParseOneOf("env", m_environment, {"live", "synthetic", "cartpole"}))
    {
    case 0:
        m_synthetic.NeedNone();
        environment = m_live.Make(m_task.Get()).environment;
        break;
    case 1: {
        ChosenEnvironment chosen = m_synthetic.Make(m_task.Get(), m_task.Compat());
        m_task.NeedDepths(chosen.task->choices);
        environment = std::move(chosen.environment);
        break;
    }
    default:
        m_synthetic.NeedNone();
        m_task.NeedNone();
        environment = std::make_unique<CartPole>();
    }
    const StopSignals signals;
    const auto longest = std::chrono::duration_cast<std::chrono::seconds>(config.bridge.appear);
    PrintNote("waiting for a client that listens on port " + std::to_string(m_port) + ", " +
              std::to_string(longest.count()) + " s at most");
    const uint64_t episodes = ServeEnvironment(*environment, config);
    std::cout << "served " << episodes << (episodes == 1 ? " episode\n" : " episodes\n");
}

} // namespace ns3::synthnet
