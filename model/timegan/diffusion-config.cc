/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-config.h"

#include "ns3/input-error.h"

#include <nlohmann/json.hpp>

namespace ns3::synthnet
{
namespace
{

/// Beyond any sensible model; keeps sizes of arrays far from overflow.
constexpr std::size_t LARGEST = 1 << 16;

void
NeedCount(const char* name, std::size_t value, std::size_t least, std::size_t most)
{
    if (value < least || value > most)
    {
        throw InputError(std::string(name) + " is " + std::to_string(value) + ", expected " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
}

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
    NeedCount("seqLen", seqLen, 2, LARGEST);
    NeedCount("hiddenDim", hiddenDim, 1, 4096);
    NeedCount("batch", batch, 1, LARGEST);
    NeedCount("steps", steps, 0, 100000000);
    NeedCount("bins", bins, 2, 4096);
    if (!(learningRate > 0 && learningRate <= 1))
    {
        throw InputError("learningRate is " + std::to_string(learningRate) +
                         ", expected above 0 and at most 1");
    }
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
    DiffusionConfig config;
    try
    {
        const nlohmann::json object = nlohmann::json::parse(json);
        const auto count = [&](const char* name) {
            const nlohmann::json& member = object.at(name);
            if (!member.is_number_unsigned())
            {
                throw InputError(file, 0, std::string("config: ") + name + " is no count");
            }
            return member.get<uint64_t>();
        };
        config.seqLen = count("seqLen");
        config.hiddenDim = count("hiddenDim");
        config.batch = count("batch");
        config.steps = count("steps");
        config.bins = count("bins");
        config.seed = count("seed");
        config.learningRate = object.at("learningRate").get<double>();
        config.dropout = object.at("dropout").get<double>();
        config.masked = object.at("masked").get<double>();
    }
    catch (const nlohmann::json::exception&)
    {
        throw InputError(file,
                         0,
                         "config: no configuration of a diffusion model, expected a JSON object "
                         "with seqLen, hiddenDim, batch, steps, bins, learningRate, dropout, "
                         "masked, seed");
    }
    try
    {
        config.Check();
    }
    catch (const InputError& error)
    {
        throw InputError(file, 0, std::string("config: ") + error.what());
    }
    return config;
}

} // namespace ns3::synthnet
