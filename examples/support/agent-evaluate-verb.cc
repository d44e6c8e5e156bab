/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "agent-evaluate-verb.h"

#include "option-values.h"
#include "output-checks.h"
#include "policy-evaluation.h"
#include "program.h"
#include "stop-signals.h"

#include "ns3/cart-pole.h"
#include "ns3/csv.h"
#include "ns3/episode-runner.h"
#include "ns3/episode-seed.h"
#include "ns3/greedy-policy.h"
#include "ns3/input-error.h"
#include "ns3/output-files.h"
#include "ns3/random-policy.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

namespace ns3::synthnet
{

namespace po = boost::program_options;

void
AgentEvaluateVerb::AddTo(Program& program)
{
    po::options_description options("Options");
    auto add = options.add_options();
    add("env",
        po::value(&m_environment)->default_value("live"),
        "live, the simulated testbed; or cartpole");
    add("policy",
        po::value(&m_policies)->required(),
        "who decides, with commas between: an agent's file; random; live: fixed:N, always depth N; "
        "threshold, a rule written by hand; codel, CoDel in place of tail drop");
    add("runs", po::value(&m_runs)->default_value(m_runs), "episodes of each, the same for all");
    add("seed",
        po::value(&m_seed)->default_value(m_seed),
        "of the episodes, which share none with any training");
    m_task.AddTo(options);
    m_live.AddTo(options);
    add("jobs",
        po::value(&m_jobs)->default_value(
            std::clamp<int64_t>(std::thread::hardware_concurrency(), 1, 256)),
        "live: episodes side by side; their number changes no result");
    add("out", po::value(&m_out)->required(), "directory to make");
    add("overwrite",
        po::bool_switch(&m_overwrite),
        "replace files in a directory that is not empty");
    program.AddVerb(
        {"evaluate",
         "Lets agents, fixed depths and other policies decide in the same episodes: "
         "evaluation.csv, a row for each policy and run, and decisions.csv.",
         options,
         [this, &program] { Run(program); },
         [this](const std::string& name, const std::string& value) { return Take(name, value); }});
}

bool
AgentEvaluateVerb::Take(const std::string& name, const std::string& value)
{
    return m_live.Take(name, value);
}

void
AgentEvaluateVerb::Run(const Program& program) const
{
    const std::vector<std::string> policies = ParseNames("policy", m_policies);
    if (policies.empty())
    {
        throw InputError("--policy names nobody, expected one or more, with commas between");
    }
    NeedWithin("runs", static_cast<int64_t>(m_runs), 1, 1000000);
    NeedWithin("jobs", m_jobs, 1, 256);
    const bool isCartPole = ParseChoice("env", m_environment, "live", "cartpole");
    const std::vector<std::filesystem::path> inputs(policies.begin(), policies.end());
    NeedOtherDirectory(m_out, inputs);
    const StopSignals signals;
    OutputDirectory out(m_out, m_overwrite);
    std::unique_ptr<PolicyEvaluation> evaluation;
    if (isCartPole)
    {
        OutputFile file(out, "evaluation.csv");
        EvaluateCartPole(policies, file.Stream());
        file.Commit();
    }
    else
    {
        evaluation =
            std::make_unique<PolicyEvaluation>(m_live, m_task.Get(), policies, m_seed, m_runs);
        evaluation->Run(static_cast<unsigned>(m_jobs));
        evaluation->Write(out);
    }
    OutputFile record(out, "run.json");
    program.WriteRunRecord(record.Stream(),
                           {{"versions", R"({"ns-3": ")" SYNTHNET_NS3_VERSION R"("})"}});
    record.Commit();
    StopSignals::Check();
    out.Commit();
    if (evaluation)
    {
        evaluation->Print(std::cout);
        std::cout << "wrote " << m_out << ": evaluation.csv, decisions.csv, run.json\n";
    }
}

void
AgentEvaluateVerb::EvaluateCartPole(const std::vector<std::string>& policies,
                                    std::ostream& stream) const
{
    CartPole environment;
    stream << "policy,run,reward\n";
    for (const auto& name : policies)
    {
        std::unique_ptr<Policy> policy;
        if (name == "random")
        {
            policy = std::make_unique<RandomPolicy>(environment.ActionSpace());
        }
        else
        {
            const auto agent = LoadAgent(name);
            agent->Need(CartPole::ObservationNames(), 2);
            policy = std::make_unique<GreedyPolicy>(agent, environment.ActionSpace());
        }
        double sum = 0;
        for (uint64_t run = 0; run < m_runs; ++run)
        {
            StopSignals::Check();
            const uint64_t seed = EpisodeSeed(m_seed, EpisodeUse::TEST, run);
            const double reward = EvaluateEpisode(environment, *policy, seed).rewardSum;
            stream << QuoteCell(name) << ',' << run + 1 << ',' << FormatNumber(reward) << '\n';
            sum += reward;
        }
        std::cout << name << ": mean " << FormatNumber(sum / static_cast<double>(m_runs)) << " of "
                  << m_runs << " episodes\n";
    }
}

} // namespace ns3::synthnet
