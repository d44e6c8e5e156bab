/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "model-grid.h"

#include "ns3/input-error.h"

#include <cmath>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_MODELS = 1000;

/// @return the largest divisor of @p number that is at most @p limit, which is at least 1
std::size_t
LargestDivisor(std::size_t number, std::size_t limit)
{
    while (number % limit != 0)
    {
        --limit;
    }
    return limit;
}

} // namespace

GridShape
FactorGrid(std::size_t models)
{
    if (models < 1 || models > MOST_MODELS)
    {
        throw InputError(std::to_string(models) + " models, expected 1 to " +
                         std::to_string(MOST_MODELS));
    }
    const auto root = std::lround(std::cbrt(static_cast<double>(models)));
    const std::size_t seqLens = LargestDivisor(models, static_cast<std::size_t>(root));
    const std::size_t rest = models / seqLens;
    const std::size_t hiddenDims =
        LargestDivisor(rest, static_cast<std::size_t>(std::sqrt(static_cast<double>(rest))));
    return {seqLens, hiddenDims, rest / hiddenDims};
}

std::string
GridModel::Name() const
{
    return std::to_string(i) + '-' + std::to_string(j) + '-' + std::to_string(k);
}

double
GridModel::RelativeCost() const
{
    return static_cast<double>(config.seqLen * config.batch * config.hiddenDim * config.hiddenDim);
}

std::vector<GridModel>
ModelGrid(std::size_t models, const TimeGanConfig& common)
{
    const GridShape shape = FactorGrid(models);
    std::vector<GridModel> grid;
    grid.reserve(models);
    for (std::size_t i = 0; i < shape.seqLens; ++i)
    {
        for (std::size_t j = 0; j < shape.hiddenDims; ++j)
        {
            for (std::size_t k = 0; k < shape.batches; ++k)
            {
                TimeGanConfig config = common;
                config.seqLen = 50 * (i + 1);
                config.hiddenDim = 20 * (j + 1);
                config.batch = 28 * k + 100;
                config.Check();
                grid.push_back({i, j, k, config});
            }
        }
    }
    return grid;
}

} // namespace ns3::synthnet
