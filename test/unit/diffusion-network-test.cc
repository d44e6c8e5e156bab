/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "diffusion-network.h"
#include "diffusion-rows.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace
{

using namespace ns3::synthnet;

constexpr int64_t SEQ_LEN = 9;

/// A network with weights, and windows of a table with two categories, a walk and noise.
struct SmallDiffusion
{
    Table table{Drawn()};
    TableCodec codec{table};
    DiffusionColumns columns{table, codec, 8};
    DiffusionRows rows{columns, columns.Values(table, codec)};
    DiffusionConfig config{Config()};
    DiffusionNetwork network{columns, config};

    explicit SmallDiffusion(bool initialized = true)
    {
        if (initialized)
        {
            RandomNumbers random(3, 0);
            network.Initialize(random);
        }
    }

    static DiffusionConfig Config()
    {
        DiffusionConfig config;
        config.seqLen = SEQ_LEN;
        config.hiddenDim = 6;
        return config;
    }

    static Table Drawn()
    {
        RandomNumbers random(5, 0);
        Eigen::MatrixXd values(60, 3);
        double walk = 0;
        for (Eigen::Index row = 0; row < values.rows(); ++row)
        {
            walk += static_cast<double>(random.Below(11)) - 5;
            values.row(row) << (row / 7 % 2 == 0 ? 18 : 30), walk,
                static_cast<double>(random.Below(1000));
        }
        return Table({"FPS", "walk", "noise"}, values);
    }

    torch::Tensor LaterLogits(const torch::Tensor& features) const // [V, B · (L − 1), K]
    {
        const torch::Tensor context = network.Context(features, nullptr).slice(1, 1);
        return network.Logits(context.reshape({-1, context.size(2)}),
                              features.slice(1, 1).reshape({-1, features.size(2)}),
                              false,
                              nullptr);
    }
};

TEST(DiffusionNetwork, WithoutWeightsProbabilitiesAreTheTablesShares)
{
    const SmallDiffusion s(false);
    const torch::NoGradGuard noGradients;
    const torch::Tensor begun = s.network.Begin(at::zeros({1, 6}));
    for (std::size_t variable = 0; variable < s.columns.Count(); ++variable)
    {
        for (const bool first : {true, false})
        {
            const torch::Tensor probabilities = s.network.Probabilities(begun, variable, first);
            for (std::size_t token = 0; token < s.columns.Tokens(variable, first); ++token)
            {
                EXPECT_NEAR(probabilities[0][static_cast<int64_t>(token)].item<float>(),
                            s.columns.Share(variable, token, first),
                            1e-6);
            }
            EXPECT_NEAR(probabilities.sum().item<float>(), 1, 1e-6);
        }
    }
}

TEST(DiffusionNetwork, ValueByValueIsWhatWholeWindowsAre)
{
    const SmallDiffusion s;
    const torch::NoGradGuard noGradients;
    const DiffusionRows::Batch batch = s.rows.Windows({4, 30}, SEQ_LEN);
    const torch::Tensor first = s.network.Logits(s.network.EmptyContext().expand({2, -1}),
                                                 batch.features.select(1, 0),
                                                 true,
                                                 nullptr);
    const torch::Tensor later = s.LaterLogits(batch.features);
    DiffusionNetwork::Memory memory(2);
    for (int64_t step = 0; step < SEQ_LEN; ++step)
    {
        const torch::Tensor before = batch.features.select(1, std::max<int64_t>(step - 1, 0));
        torch::Tensor begun = s.network.Begin(s.network.NextContext(before, memory));
        for (std::size_t variable = 0; variable < s.columns.Count(); ++variable)
        {
            const auto at = static_cast<int64_t>(variable);
            const torch::Tensor logits = // [B, K]
                step == 0 ? first[at] : later[at].view({2, SEQ_LEN - 1, -1}).select(1, step - 1);
            EXPECT_TRUE(at::allclose(s.network.Probabilities(begun, variable, step == 0),
                                     at::softmax(logits, 1),
                                     1e-4,
                                     1e-6))
                << "variable " << variable << " of row " << step;
            s.network.Tell(begun,
                           variable,
                           batch.features.select(1, step).slice(
                               1,
                               static_cast<int64_t>(s.columns.FeatureBegin(variable)),
                               static_cast<int64_t>(s.columns.FeatureBegin(variable + 1))));
        }
    }
}

TEST(DiffusionNetwork, NoValueSeesItselfOrWhatComesAfterIt)
{
    const SmallDiffusion s;
    const torch::NoGradGuard noGradients;
    const DiffusionRows::Batch batch = s.rows.Windows({4}, SEQ_LEN);
    const torch::Tensor before = s.LaterLogits(batch.features); // [V, L − 1, K]
    constexpr int64_t ROW = 5;
    for (std::size_t variable = 0; variable < s.columns.Count(); ++variable)
    {
        torch::Tensor changed = batch.features.clone();
        changed.select(1, ROW)
            .slice(1,
                   static_cast<int64_t>(s.columns.FeatureBegin(variable)),
                   static_cast<int64_t>(s.columns.FeatureBegin(variable + 1)))
            .add_(1);
        const torch::Tensor after = s.LaterLogits(changed);
        std::set<std::pair<int64_t, int64_t>> moved; // row, variable
        for (int64_t row = 1; row < SEQ_LEN; ++row)
        {
            for (int64_t other = 0; other < before.size(0); ++other)
            {
                if (!at::equal(before[other][row - 1], after[other][row - 1]))
                {
                    moved.emplace(row, other);
                }
            }
        }
        std::set<std::pair<int64_t, int64_t>> expected; // all that come after
        for (int64_t row = ROW; row < SEQ_LEN; ++row)
        {
            const int64_t from = row == ROW ? static_cast<int64_t>(variable) + 1 : 0;
            for (int64_t other = from; other < before.size(0); ++other)
            {
                expected.emplace(row, other);
            }
        }
        EXPECT_EQ(moved, expected) << "variable " << variable;
    }
}

TEST(DiffusionNetwork, AMaskedValueIsNoMoreThanUnknown)
{
    const SmallDiffusion s;
    const torch::Tensor features = s.rows.FirstRows({1, 2, 3, 4, 5, 6, 7, 8, 9}).features;
    DiffusionNoise noise(1);
    const torch::Tensor masked = s.network.Mask(features, noise);
    int unknown = 0;
    for (int64_t row = 0; row < features.size(0); ++row)
    {
        for (std::size_t variable = 0; variable < s.columns.Count(); ++variable)
        {
            const auto begin = static_cast<int64_t>(s.columns.FeatureBegin(variable));
            const auto end = static_cast<int64_t>(s.columns.FeatureBegin(variable + 1));
            const torch::Tensor of = masked[row].slice(0, begin, end);
            if (of[-1].item<float>() == 1)
            {
                EXPECT_EQ(of.abs().sum().item<float>(), 1);
                ++unknown;
            }
            else
            {
                EXPECT_TRUE(at::equal(of, features[row].slice(0, begin, end)));
            }
        }
    }
    EXPECT_GT(unknown, 0);
    EXPECT_LT(unknown, 27);
}

TEST(DiffusionNoise, DropoutKeepsTheMean)
{
    DiffusionNoise noise(1);
    const torch::Tensor dropped = noise.Dropout(at::ones({10000}), 0.25);
    EXPECT_NEAR(dropped.mean().item<float>(), 1, 0.02);
    EXPECT_NEAR((dropped == 0).to(torch::kFloat).mean().item<float>(), 0.25, 0.02);
}

TEST(DiffusionSplit, ThreeOfTenBlocksAreHeldOutAndNoWindowCrosses)
{
    const DiffusionSplit split(2400, 24);
    std::set<int64_t> heldOut;
    for (const int64_t row : split.heldOut.rows)
    {
        heldOut.insert(row);
        EXPECT_EQ(row / 48 % 10 % 3, 2) << row;
    }
    EXPECT_EQ(heldOut.size(), 15u * 48);
    EXPECT_EQ(split.learned.rows.size(), 35u * 48);
    EXPECT_EQ(split.heldOut.starts.size(), 15u * (48 - 23));
    for (const int64_t start : split.learned.starts)
    {
        for (int64_t row = start; row < start + 24; ++row)
        {
            EXPECT_EQ(heldOut.count(row), 0u) << row;
        }
    }
}

TEST(DiffusionSplit, AShortTableIsLearnedWhole)
{
    const DiffusionSplit split(200, 24);
    EXPECT_TRUE(split.heldOut.starts.empty());
    EXPECT_EQ(split.learned.starts.size(), 200u - 23);
}

} // namespace
