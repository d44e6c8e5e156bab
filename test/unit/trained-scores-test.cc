/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "series-encoder.h"
#include "shared-data.h"

#include "ns3/context-fid.h"
#include "ns3/discriminative-score.h"
#include "ns3/predictive-score.h"
#include "ns3/random-draws.h"
#include "ns3/trained-scores.h"

#include <gtest/gtest.h>

#include <ATen/ATen.h>
#include <sstream>

#include <cmath>

namespace
{

using namespace ns3::synthnet;
using Eigen::Index;
using Eigen::MatrixXd;

WindowSet
Windows(const MatrixXd& rows, Index seqLen)
{
    std::vector<std::string> names;
    for (Index column = 0; column < rows.cols(); ++column)
    {
        names.push_back(std::to_string(column));
    }
    return {Table(names, rows), seqLen};
}

MatrixXd
Uniform(Index rows, Index columns, uint64_t seed)
{
    RandomDraws draws(seed);
    return MatrixXd::NullaryExpr(rows, columns, [&draws] { return draws.Uniform(); });
}

/// The last column is the first one a row before, times @p factor.
MatrixXd
Echo(Index rows, double factor, uint64_t seed)
{
    MatrixXd values = Uniform(rows, 3, seed);
    values.col(2).tail(rows - 1) = factor * values.col(0).head(rows - 1);
    return values;
}

TEST(DiscriminativeScore, IsSmallForWindowsOfOneProcess)
{
    const auto a = Windows(Uniform(1500, 4, 1), 6);
    EXPECT_LT(DiscriminativeScore().Compare(a, Windows(Uniform(1500, 4, 2), 6), 1), 0.06);
}

TEST(DiscriminativeScore, SeesLevelsAndTheOrderInTime)
{
    const auto real = Windows(Uniform(600, 4, 1), 6);
    const auto raised = Windows(Uniform(600, 4, 2).array() + 1, 6);
    EXPECT_EQ(DiscriminativeScore().Compare(real, raised, 1), 0.5);
    MatrixXd ramps(600, 8);
    for (Index row = 0; row < ramps.rows(); ++row)
    {
        ramps.row(row).setConstant(static_cast<double>(row * 3 % 20) / 20);
    }
    EXPECT_GT(
        DiscriminativeScore().Compare(Windows(ramps, 6), Windows(ramps.colwise().reverse(), 6), 1),
        0.45);
}

TEST(DiscriminativeScore, IsTheSameForTheSameSeed)
{
    const auto real = Windows(Uniform(200, 2, 1), 6);
    const auto other = Windows(Uniform(150, 2, 2), 6);
    const auto score = [&](uint64_t seed) {
        return DiscriminativeScore(20).Compare(real, other, seed);
    };
    EXPECT_EQ(score(4), score(4));
    EXPECT_NE(score(4) + score(5), score(6) + score(7));
}

TEST(DiscriminativeScore, NeedsWindowsToTestOn)
{
    ExpectInputError(
        [] {
            DiscriminativeScore(1).Compare(Windows(Uniform(20, 2, 1), 6),
                                           Windows(Uniform(9, 2, 1), 6),
                                           1);
        },
        "the discriminative score has 4 windows of a side, expected at least 5");
}

TEST(PredictiveScore, IsTheErrorOnRealWindowsOfWhatOthersTeach)
{
    const auto real = Windows(Echo(400, 0.9, 1), 8);
    const PredictiveScore score(1500);
    EXPECT_LT(score.Compare(real, Windows(Echo(400, 0.9, 2), 8), 1), 0.06);
    // Taught a factor of 0.1, it is wrong by 0.8 · 0.5 on average.
    EXPECT_NEAR(score.Compare(real, Windows(Echo(400, 0.1, 2), 8), 1), 0.4, 0.06);
    // Nothing can be learned but the median: a mean error of 0.9 / 4.
    EXPECT_NEAR(score.Compare(real, Windows(Uniform(400, 3, 3), 8), 1), 0.225, 0.04);
}

TEST(PredictiveScore, PredictsASingleFeatureFromItself)
{
    MatrixXd alternating(200, 1);
    for (Index row = 0; row < 200; ++row)
    {
        alternating(row, 0) = row % 2 == 0 ? 0.1 : 0.9;
    }
    EXPECT_LT(PredictiveScore(1500).Compare(Windows(alternating, 6), Windows(alternating, 6), 1),
              0.05);
}

TEST(PredictiveScore, IsTheSameForTheSameSeed)
{
    const auto real = Windows(Echo(100, 0.9, 1), 6);
    EXPECT_EQ(PredictiveScore(20).Compare(real, real, 2),
              PredictiveScore(20).Compare(real, real, 2));
    EXPECT_NE(PredictiveScore(20).Compare(real, real, 2),
              PredictiveScore(20).Compare(real, real, 3));
}

TEST(HierarchicalContrastiveLoss, IsSmallWhenEachFindsItsTwin)
{
    // Two windows of two steps, all four embeddings orthogonal and long.
    const torch::Tensor codes = (100 * at::eye(4)).view({2, 2, 4});
    EXPECT_NEAR(HierarchicalContrastiveLoss(codes, codes).item<double>(), 0, 1e-6);
    EXPECT_GT(HierarchicalContrastiveLoss(codes, codes.flip(0)).item<double>(), 100);
    EXPECT_GT(HierarchicalContrastiveLoss(codes, codes.flip(1)).item<double>(), 100);
}

TEST(HierarchicalContrastiveLoss, OfEqualEmbeddingsIsThatOfGuessing)
{
    // Two windows of two steps: at either scale one of three others is the twin, but for the
    // temporal loss of the one step that is left at the second scale, which has none.
    const torch::Tensor codes = torch::ones({2, 2, 5});
    EXPECT_NEAR(HierarchicalContrastiveLoss(codes, codes).item<double>(),
                (std::log(3.0) + std::log(3.0) / 2) / 2,
                1e-6);
}

torch::Tensor
Tensor(const MatrixXd& rows, int64_t windows, int64_t steps)
{
    torch::Tensor tensor = torch::empty({windows, steps, rows.cols()});
    for (int64_t row = 0; row < windows * steps; ++row)
    {
        for (int64_t column = 0; column < rows.cols(); ++column)
        {
            tensor[row / steps][row % steps][column] = rows(row, column);
        }
    }
    return tensor;
}

TEST(SeriesEncoder, EncodesEachWindowByItselfAndRepeatably)
{
    const torch::Tensor windows = Tensor(Uniform(160, 2, 1), 20, 8);
    const auto encode = [&](uint64_t seed, const torch::Tensor& some) {
        RandomNumbers random(seed, 0);
        SeriesEncoder encoder(2, {8, 12, 4, 4}, random);
        encoder.Learn(windows, 5);
        return encoder.Encode(some);
    };
    const torch::Tensor codes = encode(1, windows);
    EXPECT_EQ(codes.sizes().vec(), (std::vector<int64_t>{20, 12}));
    EXPECT_TRUE(at::equal(codes, encode(1, windows)));
    EXPECT_FALSE(at::allclose(codes, encode(2, windows)));
    EXPECT_TRUE(at::allclose(codes.slice(0, 3, 5), encode(1, windows.slice(0, 3, 5)), 1e-4, 1e-5));
}

TEST(ContextFid, OfTheSameWindowsIsZeroAndGrowsWithTheDifference)
{
    const auto real = Windows(Uniform(200, 2, 1), 8);
    const auto alike = Windows(Uniform(200, 2, 2), 8);
    const auto wider = Windows(1.5 * Uniform(200, 2, 2).array() - 0.25, 8);
    const auto constant = Windows(MatrixXd::Constant(200, 2, 0.5), 8);
    const ContextFid fid(20);
    EXPECT_LT(fid.Compare(real, real, 1), 1e-6);
    EXPECT_LT(fid.Compare(real, alike, 1), fid.Compare(real, wider, 1));
    EXPECT_LT(fid.Compare(real, wider, 1), fid.Compare(real, constant, 1));
    EXPECT_EQ(fid.Compare(real, alike, 1), fid.Compare(real, alike, 1));
}

TEST(TrainedScores, BothFiguresOfContextFidLearnAsLong)
{
    std::ostringstream text;
    text << "a,b\n";
    for (int row = 0; row < 120; ++row)
    {
        text << row * 37 % 101 << ',' << row * 53 % 97 << '\n';
    }
    const auto tables = PrepareTables({ParseCsv(text.str(), "r"), 0},
                                      {ParseCsv(text.str() + "6,7\n", "s"), 0},
                                      std::nullopt,
                                      4);
    const auto values = tables.real.windows.Count() * tables.real.windows.SeqLen() * 2;
    ASSERT_EQ(ContextFid::StepsFor(values), 200);
    EXPECT_EQ(ContextFid::StepsFor(100000), 200);
    EXPECT_EQ(ContextFid::StepsFor(100001), 600);
    const auto figures = [&](std::optional<int64_t> steps) {
        Evaluation evaluation(tables, {1, 5, 1, 1});
        TrainedScores{0, 0, steps}.AddTo(evaluation, tables);
        const auto result = evaluation.Run();
        return std::pair(result.scores.at(0).synthetic.median, result.scores.at(0).real->median);
    };
    EXPECT_EQ(figures(std::nullopt), figures(200));
}

TEST(TrainedScores, LeaveOutWhatLearnsNoSteps)
{
    const std::string text =
        "a,b\n1,2\n2,3\n3,5\n4,1\n5,3\n1,2\n2,3\n3,4\n6,1\n7,2\n8,3\n9,1\n5,4\n2,2\n"
        "1,2\n2,3\n3,5\n4,1\n5,3\n1,2\n2,3\n3,4\n6,1\n7,2\n8,3\n9,1\n5,4\n2,2\n";
    const auto tables = PrepareTables({ParseCsv(text, "r"), 0},
                                      {ParseCsv(text + "6,7\n", "s"), 0},
                                      std::nullopt,
                                      2);
    const auto measures = [&](const TrainedScores& trained) {
        Evaluation evaluation(tables, {1, 5, 1, 1});
        trained.AddTo(evaluation, tables);
        std::string names;
        for (const auto& score : evaluation.Run().scores)
        {
            names += score.measure + ";";
        }
        return names;
    };
    EXPECT_EQ(measures({2, 2, 2}), "discriminative score;predictive score;Context-FID;");
    EXPECT_EQ(measures({0, 2, 0}), "predictive score;");
}

class TrainedScoresOfStocks : public SharedDataTest
{
};

TEST_F(TrainedScoresOfStocks, GiveRealWindowsTheirPublishedPredictiveScore)
{
    const EvaluationInput stocks{ReadCsv(SharedFile("data/timegan/stock_data.csv")), 0};
    const auto tables = PrepareTables(stocks, stocks, std::nullopt, 24);
    const auto& windows = tables.real.windows;
    EXPECT_NEAR(PredictiveScore().Compare(windows, windows, 1),
                0.036,
                0.001); // the paper's table 2
}

} // namespace
