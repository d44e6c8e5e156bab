/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-config.h"

#include "../config-ranges.h"

#include "ns3/input-error.h"
#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

namespace ns3::synthnet
{
namespace
{

constexpr const char* RANGE = "range";
constexpr const char* RANKS = "ranks";
constexpr const char* CONSTANT = "constant";
constexpr const char* FALLING = "falling";
constexpr const char* LAST = "last";
constexpr const char* BEST = "best";

/// @return whether the text is the second of two words
bool
IsSecond(const JsonValue& value, const char* first, const char* second)
{
    if (value.Text() != first && value.Text() != second)
    {
        value.Fail(std::string(first) + " or " + second);
    }
    return value.Text() == second;
}

} // namespace

void
TimeGanConfig::Check() const
{
    NeedCount("seqLen", seqLen, 2, MOST_ROWS);
    NeedCount("hiddenDim", hiddenDim, 1, MOST_UNITS);
    NeedCount("batch", batch, 2, MOST_ROWS);
    NeedCount("steps", steps, 1, MOST_STEPS);
    NeedLearningRate(learningRate);
    if (!(gamma >= 0 && gamma <= 1000))
    {
        throw InputError("gamma is " + std::to_string(gamma) + ", expected 0 to 1000");
    }
}

std::string
TimeGanConfig::ToJson() const
{
    return nlohmann::json{{"seqLen", seqLen},
                          {"hiddenDim", hiddenDim},
                          {"batch", batch},
                          {"steps", steps},
                          {"learningRate", learningRate},
                          {"gamma", gamma},
                          {"scale", scale == InputScale::RANKS ? RANKS : RANGE},
                          {"schedule", schedule == RateSchedule::FALLING ? FALLING : CONSTANT},
                          {"keep", keep == KeptWeights::BEST ? BEST : LAST},
                          {"seed", seed}}
        .dump();
}

TimeGanConfig
TimeGanConfig::FromJson(std::string_view json, const std::string& file)
{
    const JsonValue object(json, file, "configuration of a TimeGAN");
    TimeGanConfig config;
    config.seqLen = object.Member("seqLen").Count();
    config.hiddenDim = object.Member("hiddenDim").Count();
    config.batch = object.Member("batch").Count();
    config.steps = object.Member("steps").Count();
    config.seed = object.Member("seed").Count();
    config.learningRate = object.Member("learningRate").Number();
    config.gamma = object.Member("gamma").Number();
    config.scale =
        IsSecond(object.Member("scale"), RANGE, RANKS) ? InputScale::RANKS : InputScale::RANGE;
    config.schedule = IsSecond(object.Member("schedule"), CONSTANT, FALLING)
                          ? RateSchedule::FALLING
                          : RateSchedule::CONSTANT;
    config.keep =
        IsSecond(object.Member("keep"), LAST, BEST) ? KeptWeights::BEST : KeptWeights::LAST;
    CheckRead(file, [&] { config.Check(); });
    return config;
}

} // namespace ns3::synthnet
