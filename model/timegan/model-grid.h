/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MODEL_GRID_H
#define SYNTHNET_MODEL_GRID_H

#include "timegan-config.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-timegan
 * @brief How many values each of the three varied parameters takes.
 */
struct GridShape
{
    std::size_t seqLens;
    std::size_t hiddenDims;
    std::size_t batches;
};

/**
 * @ingroup synthnet-timegan
 * @brief Factors a number of models as the TimeGAN tutorial does: the first factor is the largest
 * divisor up to the rounded cube root, the second the largest divisor of the rest up to its square
 * root. 3 gives (1, 1, 3), 4 gives (2, 1, 2), 9 gives (1, 3, 3).
 * @param models 1 to 1000
 * @throws InputError when it is out of range
 */
GridShape FactorGrid(std::size_t models);

/**
 * @ingroup synthnet-timegan
 * @brief One model of a grid and its place there, counted from 0.
 *
 * The tutorial's parameters are seqLen = 50 (i + 1), hiddenDim = 20 (j + 1) and batch = 28 k + 100:
 * with places from 0 the first model has windows of 50 rows, as the published ones of three models
 * do, 20 units and batches of 100.
 */
struct GridModel
{
    std::size_t i;
    std::size_t j;
    std::size_t k;
    TimeGanConfig config;

    std::string Name() const;    //!< "I-J-K"
    double RelativeCost() const; //!< roughly in proportion to the time that a step takes
};

/**
 * @ingroup synthnet-timegan
 * @param models their number, 1 to 1000
 * @param common what is the same in all: steps, learningRate, gamma, seed
 * @return all models, k the fastest, then j
 * @throws InputError when @p models or a value of @p common is out of range
 */
std::vector<GridModel> ModelGrid(std::size_t models, const TimeGanConfig& common);

} // namespace ns3::synthnet

#endif // SYNTHNET_MODEL_GRID_H
