/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "timegan-config.h"

#include "ns3/input-error.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace ns3::synthnet
{
namespace
{

/// Beyond any sensible network; keeps sizes of arrays far from overflow.
constexpr std::size_t LARGEST = 1 << 16;

void
NeedCount(const char* name, std::size_t value, std::size_t least, std::size_t most = LARGEST)
{
    if (value < least || value > most)
    {
        throw InputError(std::string(name) + " is " + std::to_string(value) + ", expected " +
                         std::to_string(least) + " to " + std::to_string(most));
    }
}

} // namespace

void
TimeGanConfig::Check() const
{
    NeedCount("seqLen", seqLen, 2);
    NeedCount("hiddenDim", hiddenDim, 1, 4096);
    NeedCount("batch", batch, 2);
    NeedCount("steps", steps, 1, 100000000);
    if (!(learningRate > 0 && learningRate <= 1))
    {
        throw InputError("learningRate is " + std::to_string(learningRate) +
                         ", expected above 0 and at most 1");
    }
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
                          {"seed", seed}}
        .dump();
}

TimeGanConfig
TimeGanConfig::FromJson(std::string_view json, const std::string& file)
{
    TimeGanConfig config;
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
        config.seed = count("seed");
        config.learningRate = object.at("learningRate").get<double>();
        config.gamma = object.at("gamma").get<double>();
    }
    catch (const nlohmann::json::exception&)
    {
        throw InputError(file,
                         0,
                         "config: no configuration of a TimeGAN, expected a JSON object "
                         "with seqLen, hiddenDim, batch, steps, learningRate, gamma, seed");
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
