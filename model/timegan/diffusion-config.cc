/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-config.h"

#include "../config-ranges.h"

#include "ns3/input-error.h"
#include "ns3/json-value.h"

#include <nlohmann/json.hpp>

namespace ns3::synthnet
{
namespace
{

void
NeedShare(const char* name, double value)
{
    if (!(value >= 0 && value < 1))
    {
        throw InputError(std::string(name) + " is " + std::to_string(value) +
                         ", expected at least 0 and below 1");
    }
}

} // namespace

void
DiffusionConfig::Check() const
{
    NeedCount("seqLen", seqLen, 2, MOST_ROWS);
    NeedCount("hiddenDim", hiddenDim, 1, MOST_UNITS);
    NeedCount("batch", batch, 1, MOST_ROWS);
    NeedCount("steps", steps, 0, MOST_STEPS);
    NeedCount("bins", bins, 2, 4096);
    NeedLearningRate(learningRate);
    NeedShare("dropout", dropout);
    NeedShare("masked", masked);
}

std::string
DiffusionConfig::ToJson() const
{
    return nlohmann::json{{"seqLen", seqLen},
                          {"hiddenDim", hiddenDim},
                          {"batch", batch},
                          {"steps", steps},
                          {"bins", bins},
                          {"learningRate", learningRate},
                          {"dropout", dropout},
                          {"masked", masked},
                          {"seed", seed}}
        .dump();
}

DiffusionConfig
DiffusionConfig::FromJson(std::string_view json, const std::string& file)
{
    const JsonValue object(json, file, "configuration of a diffusion model");
    DiffusionConfig config;
    config.seqLen = object.Member("seqLen").Count();
    config.hiddenDim = object.Member("hiddenDim").Count();
    config.batch = object.Member("batch").Count();
    config.steps = object.Member("steps").Count();
    config.bins = object.Member("bins").Count();
    config.seed = object.Member("seed").Count();
    config.learningRate = object.Member("learningRate").Number();
    config.dropout = object.Member("dropout").Number();
    config.masked = object.Member("masked").Number();
    CheckRead(file, [&] { config.Check(); });
    return config;
}

} // namespace ns3::synthnet
