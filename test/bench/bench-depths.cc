/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What there is to gain from deciding about the queues' depth in the scenario `control`: the mean
// reward of a decision with fixed depths, a depth drawn each time, a rule that sees telemetry only,
// and an oracle that is told whose turn it is among the loads. Prints each episode's, the means
// over the seeds, and how far each is above the best fixed depth, seed by seed.

#include "ns3/input-error.h"
#include "ns3/ns3-version.h"
#include "ns3/random-numbers.h"
#include "ns3/telemetry-observation.h"
#include "ns3/testbed-environment.h"
#include "ns3/threshold-policy.h"

#include "program.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

constexpr int64_t SHALLOW = 0; // indices of the choices
constexpr int64_t DEEP = 1;

const TelemetryObservation OBSERVATION({1, 2, 3});
const Testbed* g_testbed = nullptr; // of the episode

using Decide = std::function<GymValue(const GymValue& observation)>;

struct Contender
{
    const char* name;
    std::function<Decide(uint64_t seed)> begin; // of an episode
    bool isFixed{false};                        // the same depth always
};

/// @param full share of the depth above which a queue is full for the rule
std::vector<Contender>
Contenders(double full)
{
    const auto fixed = [](int64_t choice) {
        return [choice](uint64_t) -> Decide {
            return [choice](const GymValue&) -> GymValue { return {choice}; };
        };
    };
    const auto random = [](uint64_t seed) -> Decide {
        const auto numbers = std::make_shared<RandomNumbers>(seed, 0);
        return [numbers](const GymValue&) -> GymValue {
            return {static_cast<int64_t>(numbers->Below(2))};
        };
    };
    const auto rule = [full](uint64_t) -> Decide {
        ThresholdConfig thresholds;
        thresholds.low = thresholds.high = full;
        const auto policy =
            std::make_shared<ThresholdPolicy>(QueueActions(QueueKnob::DEPTH, {32, 64}, 3),
                                              OBSERVATION.Names(),
                                              thresholds);
        return [policy](const GymValue& observation) { return policy->Act(observation); };
    };
    const auto oracle = [](uint64_t) -> Decide {
        return [](const GymValue&) -> GymValue {
            return {g_testbed->GetTurn() == 0 ? DEEP : SHALLOW}; // bursts, then a download
        };
    };
    return {{"fixed 32", fixed(SHALLOW), true},
            {"fixed 64", fixed(DEEP), true},
            {"random", random},
            {"rule", rule},
            {"oracle", oracle}};
}

/// @return the mean reward of a decision
double
Episode(SimulationEnvironment& environment, uint64_t seed, const Contender& contender)
{
    const Decide decide = contender.begin(seed);
    GymValue observation = environment.Reset(seed).observation;
    double sum = 0;
    for (int steps = 1;; ++steps)
    {
        const GymStep step = environment.Step(decide(observation));
        sum += step.reward;
        observation = step.observation;
        if (step.terminated || step.truncated)
        {
            std::printf("%-9s seed %llu: %.3f a decision, %d decisions",
                        contender.name,
                        static_cast<unsigned long long>(seed),
                        sum / steps,
                        steps);
            for (const auto& [name, value] : step.info)
            {
                std::printf(", %s %s", name.c_str(), value.c_str());
            }
            std::printf("\n");
            std::fflush(stdout);
            return sum / steps;
        }
    }
}

double
Mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// @return half the width of the 95 % interval of the mean
double
HalfWidth(const std::vector<double>& values)
{
    // Student's t at 97.5 %, by degrees of freedom from 1 on; near enough the normal one's beyond.
    static const double T[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306,
                               2.262,  2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
                               2.110,  2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064};
    const std::size_t n = values.size();
    if (n < 2)
    {
        return INFINITY;
    }
    const double mean = Mean(values);
    double squares = 0;
    for (const double value : values)
    {
        squares += (value - mean) * (value - mean);
    }
    const double t = n - 2 < std::size(T) ? T[n - 2] : 2.06;
    return t * std::sqrt(squares / static_cast<double>(n - 1) / static_cast<double>(n));
}

void
Compare(uint64_t first, uint64_t seeds, double duration, const std::vector<Contender>& contenders)
{
    TestbedConfig config = TestbedConfig::Scenario("control");
    config.durationSeconds = duration;
    ControlConfig control;
    control.built = [](const Testbed& testbed) { g_testbed = &testbed; };
    const auto environment = MakeTestbedEnvironment(config, control);
    std::vector<std::vector<double>> rewards(contenders.size());
    for (uint64_t seed = first; seed < first + seeds; ++seed)
    {
        for (std::size_t i = 0; i < contenders.size(); ++i)
        {
            rewards[i].push_back(Episode(*environment, seed, contenders[i]));
        }
    }
    std::size_t best = 0; // of those that do not change
    for (std::size_t i = 1; i < contenders.size(); ++i)
    {
        if (contenders[i].isFixed && Mean(rewards[i]) > Mean(rewards[best]))
        {
            best = i;
        }
    }
    for (std::size_t i = 0; i < contenders.size(); ++i)
    {
        std::vector<double> above;
        for (std::size_t j = 0; j < rewards[i].size(); ++j)
        {
            above.push_back(rewards[i][j] - rewards[best][j]);
        }
        std::printf("%-9s %.3f, above %s by %.3f +- %.3f\n",
                    contenders[i].name,
                    Mean(rewards[i]),
                    contenders[best].name,
                    Mean(above),
                    HalfWidth(above));
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    uint64_t first = 1001;
    uint64_t seeds = 10;
    double duration = 600;
    double full = 0.6;
    std::string only;
    Program program("bench-depths", "What deciding about queues can gain in the scenario control.");
    namespace po = boost::program_options;
    po::options_description described("Options");
    auto add = described.add_options();
    add("first", po::value(&first)->default_value(first), "seed");
    add("seeds", po::value(&seeds)->default_value(seeds), "episodes of each");
    add("duration", po::value(&duration)->default_value(duration), "of an episode, s");
    add("full", po::value(&full)->default_value(full), "share of the depth, for the rule");
    add("only", po::value(&only), "one of them: fixed 32, fixed 64, random, rule or oracle");
    program.SetWork(std::move(described), [&] {
        if (seeds < 1)
        {
            throw InputError("--seeds=0, expected 1 or more");
        }
        auto contenders = Contenders(full);
        if (!only.empty())
        {
            contenders.erase(
                std::remove_if(contenders.begin(),
                               contenders.end(),
                               [&](const Contender& each) { return each.name != only; }),
                contenders.end());
        }
        if (contenders.empty())
        {
            throw InputError("--only=" + only + ", expected one that is compared");
        }
        Compare(first, seeds, duration, contenders);
    });
    return program.Run(argc, argv);
}
