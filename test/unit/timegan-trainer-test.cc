/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "best-snapshot.h"
#include "expect-input-error.h"
#include "table-text.h"
#include "trainers.h"

#include "ns3/csv.h"
#include "ns3/random-numbers.h"
#include "ns3/safetensors.h"
#include "ns3/timegan-generator.h"
#include "ns3/timegan-trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

namespace
{

using namespace ns3::synthnet;

/// A slow wave with noise, a number with many decimals, a quality in two columns that follows it,
/// and a column of one value.
Table
Wave(Eigen::Index rows = 200)
{
    RandomNumbers random(5, 0);
    Eigen::MatrixXd values(rows, 5);
    for (Eigen::Index row = 0; row < rows; ++row)
    {
        const double wave = std::sin(static_cast<double>(row) / 5);
        values.row(row) << std::round(100 * wave + 10 * static_cast<double>(random.Normal())),
            static_cast<double>(random.Uniform()), (wave > 0 ? 30 : 18), (wave > 0 ? 3312 : 639), 7;
    }
    return Table({"wave", "fine", "FPS", "ReportedBitrate", "unit"}, values);
}

TimeGanConfig
Small(std::size_t steps)
{
    TimeGanConfig config;
    config.seqLen = 8;
    config.hiddenDim = 6;
    config.batch = 20;
    config.steps = steps;
    return config;
}

std::unique_ptr<TimeGanTrainer>
Trained(const Table& table, const TimeGanConfig& config, const ComputeOptions& compute = {})
{
    auto trainer = std::make_unique<TimeGanTrainer>(table, config, compute);
    TakeAllSteps(*trainer);
    return trainer;
}

/// The last value of a loss in a phase, and the first.
std::pair<double, double>
FirstAndLast(const GeneratorTrainer& trainer, double phase, std::size_t loss)
{
    const std::vector<float>& values = trainer.Losses().Values();
    constexpr std::size_t width = 8; // phase, step, five losses, M
    double first = std::nan("");
    double last = std::nan("");
    for (std::size_t row = 0; row < values.size(); row += width)
    {
        if (static_cast<double>(values[row]) == phase)
        {
            last = static_cast<double>(values[row + 2 + loss]);
            first = std::isnan(first) ? last : first;
        }
    }
    return {first, last};
}

TEST(TimeGanTrainer, EachPhaseLowersItsLoss)
{
    const auto trainer = Trained(Wave(), Small(200));
    const auto [reconstructionBefore, reconstruction] = FirstAndLast(*trainer, 0, 0);
    EXPECT_LT(reconstruction, 0.8 * reconstructionBefore);
    const auto [supervisedBefore, supervised] = FirstAndLast(*trainer, 1, 1);
    EXPECT_LT(supervised, 0.9 * supervisedBefore);
    const auto [momentsBefore, moments] = FirstAndLast(*trainer, 2, 3);
    EXPECT_LT(moments, momentsBefore);
}

TEST(TimeGanTrainer, SamplesHaveTheColumnsAndOnlyValuesThatExist)
{
    const Table drawn = Trained(Wave(), Small(2))->Generator()->Sample(30, 1);
    EXPECT_EQ(drawn.Names(), Wave().Names());
    ASSERT_EQ(drawn.Rows(), 240);
    std::set<std::pair<double, double>> qualities;
    for (Eigen::Index row = 0; row < drawn.Rows(); ++row)
    {
        qualities.emplace(drawn.Column("FPS")(row), drawn.Column("ReportedBitrate")(row));
        EXPECT_EQ(drawn.Column("wave")(row), std::round(drawn.Column("wave")(row)));
        EXPECT_EQ(drawn.Column("unit")(row), 7);
    }
    for (const auto& quality : qualities)
    {
        EXPECT_TRUE(quality == std::pair(18.0, 639.0) || quality == std::pair(30.0, 3312.0));
    }
}

TEST(TimeGanTrainer, TheSeedDecidesEveryByteAndThreadsNone)
{
    const auto a = Trained(Wave(), Small(10));
    ComputeOptions twoThreads;
    twoThreads.threads = 2;
    EXPECT_EQ(ModelOf(*a), ModelOf(*Trained(Wave(), Small(10), twoThreads)));
    EXPECT_EQ(Written(a->Generator()->Sample(5, 4)), Written(a->Generator()->Sample(5, 4)));
    EXPECT_NE(Written(a->Generator()->Sample(5, 4)), Written(a->Generator()->Sample(5, 5)));
    TimeGanConfig other = Small(10);
    other.seed = 2;
    EXPECT_NE(ModelOf(*a), ModelOf(*Trained(Wave(), other)));
}

TEST(TimeGanTrainer, MoreWindowsBeginWithTheSameOnes)
{
    const auto generator = Trained(Wave(), Small(2))->Generator();
    const std::string few = Written(generator->Sample(3, 1));
    EXPECT_EQ(Written(generator->Sample(700, 1)).substr(0, few.size()), few);
}

TEST(TimeGanTrainer, WindowsAreHandedOverSomeAtATime)
{
    const auto generator = Trained(Wave(), Small(2))->Generator();
    std::ostringstream pieces;
    WriteCsvNames(pieces, generator->ColumnNames());
    Eigen::Index most = 0;
    generator->Draw(1100, 1, [&](const Table& drawn) {
        WriteCsvRows(pieces, drawn);
        most = std::max(most, drawn.Rows());
    });
    EXPECT_EQ(pieces.str(), Written(generator->Sample(1100, 1)));
    EXPECT_LE(most, static_cast<Eigen::Index>(512 * generator->SeqLen()));
}

TEST(TimeGanTrainer, TheLastWindowIsCut)
{
    const auto generator = Trained(Wave(), Small(2))->Generator();
    const Table windows = generator->Sample(3, 1);
    for (const Eigen::Index rows : {windows.Rows(), windows.Rows() - 1})
    {
        Table drawn;
        DrawRows(*generator, static_cast<std::size_t>(rows), 1, [&](const Table& some) {
            drawn.AppendRows(some);
        });
        EXPECT_EQ(drawn.Values(), windows.Values().topRows(rows));
    }
}

TEST(TimeGanTrainer, BothKindsOfGruLearnTheSameAtFirst)
{
    TimeGanConfig config = Small(10);
    config.keep = KeptWeights::LAST; // M jumps
    ComputeOptions torch;
    torch.gru = GruKind::TORCH;
    const auto fused = Trained(Wave(), config);
    const auto stock = Trained(Wave(), config, torch);
    const std::vector<float>& a = fused->Losses().Values();
    const std::vector<float>& b = stock->Losses().Values();
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        EXPECT_TRUE(std::isnan(a[i]) ? std::isnan(b[i]) : std::abs(a[i] - b[i]) < 1e-3F) << i;
    }
}

TEST(TimeGanTrainer, RanksComeBackAsValuesOfTheTable)
{
    TimeGanConfig config = Small(10);
    config.scale = InputScale::RANGE;
    const auto trainer = Trained(Wave(), Small(10));
    EXPECT_TRUE(ModelOf(*trainer) != ModelOf(*Trained(Wave(), config))) << "ranks are no range";
    const Table drawn = trainer->Generator()->Sample(100, 1);
    const Table table = Wave();
    EXPECT_TRUE((drawn.Column("unit").array() == 7).all());
    for (const char* name : {"wave", "fine"})
    {
        EXPECT_GE(drawn.Column(name).minCoeff(), table.Column(name).minCoeff());
        EXPECT_LE(drawn.Column(name).maxCoeff(), table.Column(name).maxCoeff());
    }
    const ScratchDirectory directory;
    const auto path = directory.Path() / "m.safetensors";
    {
        std::ofstream stream(path, std::ios::binary);
        trainer->Generator()->Save(stream);
    }
    EXPECT_EQ(Written(TimeGanGenerator(SafetensorsFile(path), {}).Sample(100, 1)), Written(drawn));
}

TEST(TimeGanTrainer, ItsRateFallsInTheSecondHalfOfTheJointPhase)
{
    TimeGanConfig config = Small(40);
    config.keep = KeptWeights::LAST;
    ASSERT_EQ(config.schedule, RateSchedule::FALLING);
    const std::vector<float> falling = Trained(Wave(), config)->Losses().Values();
    config.schedule = RateSchedule::CONSTANT;
    const std::vector<float> constant = Trained(Wave(), config)->Losses().Values();
    constexpr std::size_t WIDTH = 8; // phase, step, five losses, M
    ASSERT_EQ(falling.size(), 12 * WIDTH);
    for (std::size_t row = 0; row < 12; ++row) // each 10 steps
    {
        const std::size_t reconstruction = row * WIDTH + 2;
        const bool isSame = std::isnan(falling[reconstruction]) // of the supervised phase
                                ? std::isnan(constant[reconstruction])
                                : falling[reconstruction] == constant[reconstruction];
        EXPECT_EQ(isSame, row < 10) << row;
    }
}

/// The smallest M of the log is that of the model.
TEST(TimeGanTrainer, KeepsTheWeightsThatDrawWhatIsNearest)
{
    constexpr std::size_t WIDTH = 8; // phase, step, five losses, M
    const auto trainer = Trained(Wave(), Small(600));
    const std::vector<float>& log = trainer->Losses().Values();
    std::vector<float> looked;
    for (std::size_t row = 0; row < log.size(); row += WIDTH)
    {
        const float m = log[row + WIDTH - 1];
        if (!std::isnan(m))
        {
            EXPECT_EQ(log[row], 2) << "phase";
            EXPECT_GE(log[row + 1], 300) << "step";
            looked.push_back(m);
        }
    }
    ASSERT_EQ(looked.size(), 16);
    const float best = *std::min_element(looked.begin(), looked.end());
    EXPECT_LT(best, looked.back()) << "else this training cannot tell best from last";

    TimeGanConfig config = Small(600);
    config.keep = KeptWeights::LAST;
    const auto last = Trained(Wave(), config);
    const auto m = [](const GeneratorTrainer& of) {
        return BestSnapshot(Wave(), ~of.Generator()->SeqLen()).Offer(*of.Generator(), {});
    };
    EXPECT_LT(m(*trainer), m(*last));
}

/// Interrupted in each of the phases.
TEST(TimeGanTrainer, GoesOnAsIfNothingHadHappened)
{
    const auto whole = Trained(Wave(), Small(20));
    for (const int steps : {0, 7, 20, 33, 47, 55, 60})
    {
        const ScratchDirectory directory;
        const auto path = directory.Path() / "m.checkpoint";
        TimeGanTrainer before(Wave(), Small(20), {});
        TakeSomeSteps(before, steps);
        TimeGanTrainer after(Wave(), Small(20), {});
        HandOver(before, after, path);
        EXPECT_EQ(after.Progress().phase, before.Progress().phase);
        EXPECT_EQ(after.Progress().step, before.Progress().step);
        TakeAllSteps(after);
        EXPECT_EQ(ModelOf(after), ModelOf(*whole)) << "interrupted after " << steps;
        EXPECT_EQ(LossesOf(after), LossesOf(*whole)) << "interrupted after " << steps;
    }
}

TEST(TimeGanTrainer, ACheckpointOfAnotherTrainingIsRefusedAndChangesNothing)
{
    const ScratchDirectory directory;
    const auto path = directory.Path() / "m.checkpoint";
    {
        std::ofstream stream(path, std::ios::binary);
        Trained(Wave(), Small(5))->WriteCheckpoint(stream);
    }
    TimeGanTrainer longer(Wave(), Small(6), {});
    ExpectInputError([&] { longer.Restore(SafetensorsFile(path)); },
                     "m.checkpoint: is of a training with steps 5; expected steps 6");
    TimeGanConfig config = Small(5);
    config.gamma = 2;
    config.seed = 3;
    TimeGanTrainer other(Wave(), config, {});
    ExpectInputError([&] { other.Restore(SafetensorsFile(path)); },
                     "is of a training with gamma 1.0, seed 1; expected gamma 2.0, seed 3");
    TimeGanTrainer shorter(Wave(199), Small(5), {});
    ExpectInputError([&] { shorter.Restore(SafetensorsFile(path)); }, "another table");
    ComputeOptions torch;
    torch.gru = GruKind::TORCH;
    TimeGanTrainer stock(Wave(), Small(5), torch);
    ExpectInputError([&] { stock.Restore(SafetensorsFile(path)); },
                     "is of a training with gru fused; expected gru torch");
    {
        std::ofstream stream(path, std::ios::binary);
        Trained(Wave(), Small(1))->Generator()->Save(stream);
    }
    ExpectInputError([&] { longer.Restore(SafetensorsFile(path)); },
                     "holds 'timegan', expected 'timegan-checkpoint'");
    TakeAllSteps(longer);
    EXPECT_EQ(ModelOf(longer), ModelOf(*Trained(Wave(), Small(6))));
}

/// One that says that all steps of a phase are done, and yet is in it, would never end.
TEST(TimeGanTrainer, ACheckpointBeyondTheLastStepOfAPhaseIsRefused)
{
    TimeGanTrainer trainer(Wave(), Small(5), {});
    TakeSomeSteps(trainer, 4);
    ExpectRestoreError(trainer,
                       "\"step\":\"4\"",
                       "\"step\":\"5\"",
                       "step is '5', expected a count from 0 to 4");
    TakeSomeSteps(trainer, 11);
    ASSERT_TRUE(trainer.Done());
    ExpectRestoreError(trainer,
                       "\"step\":\"0\"",
                       "\"step\":\"1\"",
                       "step is '1', expected a count from 0 to 0");
}

TEST(TimeGanTrainer, LeavesTheThreadsOfItsProcessAlone)
{
    TimeGanTrainer trainer(Wave(), Small(5), {});
    ExpectThreadsAreAsBefore(trainer);
}

TEST(TimeGanTrainer, ASmallTableIsLearnedWithoutNaN)
{
    // As many rows as one window has: every batch is that window, and its deviations are 0.
    const auto trainer = Trained(Wave(8), Small(10));
    for (const float value : trainer->Losses().Values())
    {
        EXPECT_FALSE(std::isinf(value));
    }
    const Table drawn = trainer->Generator()->Sample(2, 1);
    EXPECT_TRUE(drawn.Values().allFinite());
}

TEST(TimeGanTrainer, WhatCannotBeLearnedIsRefusedInOneLine)
{
    const auto train = [](const Table& table, const TimeGanConfig& config) {
        TimeGanTrainer(table, config, {});
    };
    ExpectInputError([&] { train(Wave(7), Small(1)); }, "7 rows, expected at least the 8");
    Table holed = Wave();
    holed.Column("wave")(3) = std::numeric_limits<double>::quiet_NaN();
    ExpectInputError([&] { train(holed, Small(1)); }, "wave");
    ExpectInputError([&] { train(Wave().SelectColumns({"unit"}), Small(1)); }, "varies");
    TimeGanConfig config = Small(1);
    config.learningRate = 0;
    ExpectInputError([&] { train(Wave(), config); }, "learningRate is 0");
    config = Small(1);
    config.seqLen = 1;
    ExpectInputError([&] { train(Wave(), config); }, "seqLen is 1, expected 2 to");
    ComputeOptions compute;
    compute.device = "abacus";
    ExpectInputError([&] { TimeGanTrainer(Wave(), Small(1), compute); }, "device 'abacus'");
    compute.device = "cuda:0"; // without a GPU it is not there, with one the GRU is not for it
    ExpectInputError([&] { TimeGanTrainer(Wave(), Small(1), compute); }, "'cuda:0'");
}

TEST(TimeGanTrainer, DivergenceIsToldInsteadOfSpreadingNaN)
{
    TimeGanConfig config = Small(50);
    config.learningRate = 1;
    try
    {
        const auto trainer = Trained(Wave(), config);
        EXPECT_TRUE(trainer->Generator()->Sample(2, 1).Values().allFinite());
    }
    catch (const InputError& error)
    {
        EXPECT_NE(std::string(error.what()).find("learning rate"), std::string::npos);
    }
}

TEST(TimeGanConfig, SurvivesTheTripThroughJson)
{
    TimeGanConfig config = Small(77);
    config.gamma = 0.25;
    config.seed = UINT64_MAX;
    config.scale = InputScale::RANKS;
    config.schedule = RateSchedule::CONSTANT;
    config.keep = KeptWeights::LAST;
    const TimeGanConfig read = TimeGanConfig::FromJson(config.ToJson(), "m.safetensors");
    EXPECT_EQ(read.ToJson(), config.ToJson());
    EXPECT_EQ(read.seed, UINT64_MAX);
    EXPECT_EQ(read.gamma, 0.25);
    EXPECT_EQ(read.scale, InputScale::RANKS);
    EXPECT_EQ(read.schedule, RateSchedule::CONSTANT);
    EXPECT_EQ(read.keep, KeptWeights::LAST);
}

TEST(TimeGanConfig, WhatIsNoConfigurationIsRefused)
{
    const auto read = [](const std::string& json) {
        return [json] { TimeGanConfig::FromJson(json, "m.safetensors"); };
    };
    ExpectInputError(read(""),
                     "m.safetensors: the configuration of a TimeGAN is damaged at its beginning");
    ExpectInputError(read("[1]"), "expected an object with a member seqLen");
    ExpectInputError(read("{\"seqLen\": 24}"), "expected an object with a member hiddenDim");
    std::string json = Small(5).ToJson();
    json.replace(json.find("\"steps\":5"), 9, "\"steps\":-5");
    ExpectInputError(read(json), "damaged at steps, expected a count");
    json = Small(5).ToJson();
    json.replace(json.find("\"ranks\""), 7, "\"yards\"");
    ExpectInputError(read(json), "damaged at scale, expected range or ranks");
    json = Small(5).ToJson();
    json.replace(json.find("\"hiddenDim\":6"), 13, "\"hiddenDim\":0");
    ExpectInputError(read(json), "hiddenDim is 0, expected 1 to 4096");
}

/// A model on disk that may be changed.
class SavedTimeGan : public ::testing::Test
{
  protected:
    SavedTimeGan()
    {
        std::ostringstream stream;
        m_generator->Save(stream);
        m_bytes = stream.str();
    }

    std::unique_ptr<WindowGenerator> Read(const std::string& bytes) const
    {
        m_directory.Write("m.safetensors", bytes);
        return LoadWindowGenerator(m_directory.Path() / "m.safetensors");
    }

    std::string With(const std::string& from, const std::string& to) const
    {
        EXPECT_EQ(from.size(), to.size());
        std::string bytes = m_bytes;
        const auto at = bytes.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return bytes.replace(at, from.size(), to);
    }

    ScratchDirectory m_directory;
    std::unique_ptr<WindowGenerator> m_generator{Trained(Wave(), Small(2))->Generator()};
    std::string m_bytes;
};

TEST_F(SavedTimeGan, DrawsTheSame)
{
    const auto read = Read(m_bytes);
    EXPECT_EQ(read->SeqLen(), 8u);
    EXPECT_EQ(read->ColumnNames(), Wave().Names());
    EXPECT_EQ(Written(read->Sample(9, 3)), Written(m_generator->Sample(9, 3)));
}

TEST_F(SavedTimeGan, IsRefusedWhenDamagedOrOfAnotherKindOrVersion)
{
    ExpectInputError([&] { Read(m_bytes.substr(0, m_bytes.size() - 4)); }, "m.safetensors");
    ExpectInputError([&] { Read(m_bytes.substr(0, 5)); }, "m.safetensors");
    ExpectInputError([&] { Read(With("synthnet-window-gen", "something-window-ge")); },
                     "no model of synthnet-timegan");
    ExpectInputError([&] { Read(With("\"version\":\"1\"", "\"version\":\"9\"")); },
                     "version 9, expected version 1");
    ExpectInputError([&] { Read(With("\"generator\":\"timegan\"", "\"generator\":\"timegun\"")); },
                     "unknown generator 'timegun'");
    ExpectInputError([&] { Read(With("embedder.l.bias", "embedder.l.bios")); }, "embedder.l.bias");
    ExpectInputError([&] { Read(With("\\\"hiddenDim\\\":6", "\\\"hiddenDim\\\":7")); },
                     "m.safetensors");
}

} // namespace
