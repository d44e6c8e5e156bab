/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ddqn-config.h"

#include "../config-ranges.h"

#include "ns3/csv.h"
#include "ns3/input-error.h"
#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace ns3::synthnet
{
namespace
{

// Beyond any sensible agent; they keep sizes of arrays far from overflow.
constexpr std::size_t MOST_LAYERS = 16;
constexpr std::size_t MOST_DECISIONS = 1000000000;

/// Names of an enumeration's values in files.
template <typename T>
using ValueNames = std::vector<std::pair<T, std::string>>;

const ValueNames<DdqnLoss> LOSSES{{DdqnLoss::HUBER, "huber"}, {DdqnLoss::MSE, "mse"}};
const ValueNames<OptimizerKind> OPTIMIZERS{{OptimizerKind::ADAM, "adam"},
                                           {OptimizerKind::NESTEROV, "nesterov"}};
const ValueNames<FeatureScaling> SCALINGS{{FeatureScaling::NONE, "none"},
                                          {FeatureScaling::STANDARD, "standard"},
                                          {FeatureScaling::ROW_L2, "row-l2"}};

template <typename T>
std::string
NameIn(const ValueNames<T>& names, T value)
{
    for (const auto& [known, name] : names)
    {
        if (known == value)
        {
            return name;
        }
    }
    return "unknown";
}

template <typename T>
T
ValueIn(const ValueNames<T>& names, const JsonValue& json)
{
    const std::string text = json.Text();
    std::string all;
    for (const auto& [value, name] : names)
    {
        if (name == text)
        {
            return value;
        }
        all += (all.empty() ? "" : " or ") + name;
    }
    json.Fail(all);
}

/// What is not a number is not expected, either.
void
Need(bool good, const char* name, double value, const char* expected)
{
    if (!good)
    {
        throw InputError(std::string(name) + " is " + FormatNumber(value) + ", expected " +
                         expected);
    }
}

void
NeedShare(const char* name, double value)
{
    Need(value >= 0 && value <= 1, name, value, "0 to 1");
}

void
CheckExploration(const ExplorationSchedule& exploration)
{
    NeedShare("explorationStart", exploration.start);
    NeedShare("explorationEnd", exploration.end);
    NeedCount("explorationSteps", exploration.steps, 0, MOST_DECISIONS);
    Need(exploration.decay > 0 && exploration.decay <= 1,
         "explorationDecay",
         exploration.decay,
         "above 0 and at most 1");
    Need(exploration.floor >= 0 && exploration.floor <= exploration.end,
         "explorationFloor",
         exploration.floor,
         "0 to explorationEnd");
}

} // namespace

DdqnConfig
DdqnConfig::Published()
{
    DdqnConfig config;
    config.hidden = {24, 24};
    config.gamma = 0.99;
    config.batch = 32;
    config.loss = DdqnLoss::MSE;
    config.optimizer = OptimizerKind::NESTEROV;
    config.learningRate = 1e-3;
    config.momentum = 0.9;
    config.gradientNorm = 0;
    config.updatesPerStep = 1;
    config.targetEvery = 10000;
    config.replay = 1000000;
    config.learningStarts = 100;
    config.exploration = {1, 0.01, 250, 0.99, 0};
    config.scaling = FeatureScaling::ROW_L2;
    config.storesReversed = true;
    return config;
}

DdqnConfig
DdqnConfig::ForCartPole()
{
    DdqnConfig config;
    config.batch = 32;
    config.learningRate = 3e-4;
    config.updatesPerStep = 2;
    config.targetEvery = 500;
    config.learningStarts = 1000;
    config.exploration = {1, 0.05, 10000, 1, 0};
    config.transitions = 100000;
    config.keepBest = true;
    config.bestEvery = 1000;
    config.bestEpisodes = 20;
    return config;
}

void
DdqnConfig::Check() const
{
    NeedCount("the number of hidden layers", hidden.size(), 1, MOST_LAYERS);
    for (const std::size_t units : hidden)
    {
        NeedCount("hidden", units, 1, MOST_UNITS);
    }
    NeedShare("gamma", gamma);
    NeedCount("batch", batch, 1, MOST_ROWS);
    Need(learningRate > 0 && learningRate <= 1,
         "learningRate",
         learningRate,
         "above 0 and at most 1");
    Need(momentum >= 0 && momentum < 1, "momentum", momentum, "at least 0 and below 1");
    Need(gradientNorm >= 0 && gradientNorm <= 1e30, "gradientNorm", gradientNorm, "at least 0");
    NeedCount("updatesPerStep", updatesPerStep, 1, 1000);
    NeedCount("targetEvery", targetEvery, 0, MOST_DECISIONS);
    Need(targetTau > 0 && targetTau <= 1, "targetTau", targetTau, "above 0 and at most 1");
    NeedCount("replay", replay, batch, 1 << 24);
    NeedCount("learningStarts", learningStarts, 1, MOST_DECISIONS);
    NeedShare("priorityExponent", priorityExponent);
    NeedShare("correctionStart", correctionStart);
    NeedCount("correctionSteps", correctionSteps, 1, MOST_DECISIONS);
    CheckExploration(exploration);
    NeedCount("transitions", transitions, 0, MOST_DECISIONS);
    NeedCount("episodes", episodes, 0, MOST_DECISIONS);
    if ((transitions == 0) == (episodes == 0))
    {
        throw InputError("transitions is " + std::to_string(transitions) + " and episodes is " +
                         std::to_string(episodes) + ", expected one of them above 0");
    }
    NeedCount("logEvery", logEvery, 1, MOST_DECISIONS);
    NeedCount("bestEvery", bestEvery, 1, MOST_DECISIONS);
    NeedCount("bestEpisodes", bestEpisodes, 1, 10000);
}

std::string
DdqnConfig::ToJson() const
{
    return nlohmann::json{{"hidden", hidden},
                          {"doubleDqn", doubleDqn},
                          {"gamma", gamma},
                          {"batch", batch},
                          {"loss", NameIn(LOSSES, loss)},
                          {"optimizer", NameIn(OPTIMIZERS, optimizer)},
                          {"learningRate", learningRate},
                          {"momentum", momentum},
                          {"gradientNorm", gradientNorm},
                          {"updatesPerStep", updatesPerStep},
                          {"targetEvery", targetEvery},
                          {"targetTau", targetTau},
                          {"replay", replay},
                          {"learningStarts", learningStarts},
                          {"prioritized", prioritized},
                          {"priorityExponent", priorityExponent},
                          {"correctionStart", correctionStart},
                          {"correctionSteps", correctionSteps},
                          {"explorationStart", exploration.start},
                          {"explorationEnd", exploration.end},
                          {"explorationSteps", exploration.steps},
                          {"explorationDecay", exploration.decay},
                          {"explorationFloor", exploration.floor},
                          {"scaling", NameIn(SCALINGS, scaling)},
                          {"transitions", transitions},
                          {"episodes", episodes},
                          {"seed", seed},
                          {"logEvery", logEvery},
                          {"keepBest", keepBest},
                          {"bestEvery", bestEvery},
                          {"bestEpisodes", bestEpisodes},
                          {"freezeAllButLast", freezeAllButLast},
                          {"storesReversed", storesReversed}}
        .dump();
}

DdqnConfig
DdqnConfig::FromJson(std::string_view json, const std::string& file)
{
    const JsonValue object(json, file, "configuration of an agent");
    DdqnConfig config;
    config.hidden.clear();
    for (const JsonValue& units : object.Member("hidden").Elements())
    {
        config.hidden.push_back(units.Count());
    }
    config.doubleDqn = object.Member("doubleDqn").Flag();
    config.gamma = object.Member("gamma").Number();
    config.batch = object.Member("batch").Count();
    config.loss = ValueIn(LOSSES, object.Member("loss"));
    config.optimizer = ValueIn(OPTIMIZERS, object.Member("optimizer"));
    config.learningRate = object.Member("learningRate").Number();
    config.momentum = object.Member("momentum").Number();
    config.gradientNorm = object.Member("gradientNorm").Number();
    config.updatesPerStep = object.Member("updatesPerStep").Count();
    config.targetEvery = object.Member("targetEvery").Count();
    config.targetTau = object.Member("targetTau").Number();
    config.replay = object.Member("replay").Count();
    config.learningStarts = object.Member("learningStarts").Count();
    config.prioritized = object.Member("prioritized").Flag();
    config.priorityExponent = object.Member("priorityExponent").Number();
    config.correctionStart = object.Member("correctionStart").Number();
    config.correctionSteps = object.Member("correctionSteps").Count();
    config.exploration.start = object.Member("explorationStart").Number();
    config.exploration.end = object.Member("explorationEnd").Number();
    config.exploration.steps = object.Member("explorationSteps").Count();
    config.exploration.decay = object.Member("explorationDecay").Number();
    config.exploration.floor = object.Member("explorationFloor").Number();
    config.scaling = ValueIn(SCALINGS, object.Member("scaling"));
    config.transitions = object.Member("transitions").Count();
    config.episodes = object.Member("episodes").Count();
    config.seed = object.Member("seed").Count();
    config.logEvery = object.Member("logEvery").Count();
    config.keepBest = object.Member("keepBest").Flag();
    config.bestEvery = object.Member("bestEvery").Count();
    config.bestEpisodes = object.Member("bestEpisodes").Count();
    config.freezeAllButLast = object.Member("freezeAllButLast").Flag();
    config.storesReversed = object.Member("storesReversed").Flag();
    CheckRead(file, [&] { config.Check(); });
    return config;
}

} // namespace ns3::synthnet
