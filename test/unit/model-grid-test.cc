/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"

#include "ns3/model-grid.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace
{

using namespace ns3::synthnet;

using Shape = std::array<std::size_t, 3>;

Shape
ShapeOf(std::size_t models)
{
    const GridShape shape = FactorGrid(models);
    return {shape.seqLens, shape.hiddenDims, shape.batches};
}

TEST(ModelGrid, IsFactoredAsInTheTutorial)
{
    EXPECT_EQ(ShapeOf(1), (Shape{1, 1, 1}));
    EXPECT_EQ(ShapeOf(2), (Shape{1, 1, 2}));
    EXPECT_EQ(ShapeOf(3), (Shape{1, 1, 3}));
    EXPECT_EQ(ShapeOf(4), (Shape{2, 1, 2})); // the cube root is 1.59
    EXPECT_EQ(ShapeOf(6), (Shape{2, 1, 3}));
    EXPECT_EQ(ShapeOf(8), (Shape{2, 2, 2}));
    EXPECT_EQ(ShapeOf(9), (Shape{1, 3, 3}));
    EXPECT_EQ(ShapeOf(12), (Shape{2, 2, 3}));
    EXPECT_EQ(ShapeOf(27), (Shape{3, 3, 3}));
    EXPECT_EQ(ShapeOf(997), (Shape{1, 1, 997}));
}

TEST(ModelGrid, HasAsManyModelsAsAskedForAllDifferent)
{
    for (std::size_t models = 1; models <= 200; ++models)
    {
        const auto grid = ModelGrid(models, {});
        EXPECT_EQ(grid.size(), models);
        std::set<Shape> different;
        std::set<std::string> names;
        for (const GridModel& model : grid)
        {
            different.insert({model.config.seqLen, model.config.hiddenDim, model.config.batch});
            names.insert(model.Name());
        }
        EXPECT_EQ(different.size(), models);
        EXPECT_EQ(names.size(), models);
    }
}

TEST(ModelGrid, NineModelsVaryUnitsAndBatches)
{
    TimeGanConfig common;
    common.steps = 2000;
    common.learningRate = 5e-4;
    common.seed = 7;
    const auto grid = ModelGrid(9, common);
    EXPECT_EQ(grid[0].Name(), "0-0-0");
    EXPECT_EQ(grid[0].config.seqLen, 50u);
    EXPECT_EQ(grid[0].config.hiddenDim, 20u);
    EXPECT_EQ(grid[0].config.batch, 100u);
    EXPECT_EQ(grid[5].Name(), "0-1-2");
    EXPECT_EQ(grid[5].config.seqLen, 50u);
    EXPECT_EQ(grid[5].config.hiddenDim, 40u);
    EXPECT_EQ(grid[5].config.batch, 156u);
    EXPECT_EQ(grid[5].config.steps, 2000u);
    EXPECT_EQ(grid[5].config.learningRate, 5e-4);
    EXPECT_EQ(grid[5].config.seed, 7u);
    EXPECT_EQ(ModelGrid(4, common)[3].config.seqLen, 100u);
    EXPECT_GT(grid[8].RelativeCost(), grid[7].RelativeCost());
    EXPECT_GT(grid[3].RelativeCost(), grid[0].RelativeCost());
}

TEST(ModelGrid, RefusesNoModelsTooManyAndABadConfiguration)
{
    ExpectInputError([] { FactorGrid(0); }, "0 models, expected 1 to 1000");
    ExpectInputError([] { FactorGrid(1001); }, "1001 models, expected 1 to 1000");
    TimeGanConfig common;
    common.learningRate = 0;
    ExpectInputError([&] { ModelGrid(9, common); },
                     "learningRate is 0.000000, expected above 0 and at most 1");
}

} // namespace
