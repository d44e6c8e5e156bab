/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "../scratch-directory.h"
#include "expect-input-error.h"
#include "table-text.h"
#include "trainers.h"

#include "ns3/csv.h"
#include "ns3/diffusion-generator.h"
#include "ns3/diffusion-trainer.h"
#include "ns3/random-numbers.h"
#include "ns3/safetensors.h"

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

/// A buffer that drains by 1 and gains 4 when it is below 3; a quality that says whether it did; a
/// counter; noise; and a column of one value.
Table
Player(Eigen::Index rows = 400)
{
    RandomNumbers random(11, 0);
    Eigen::MatrixXd values(rows, 6);
    double buffer = 5;
    double counter = 0;
    for (Eigen::Index row = 0; row < rows; ++row)
    {
        const bool gains = buffer < 3;
        buffer += gains ? 3 : -1;
        counter += gains ? 100 : 10;
        values.row(row) << buffer, (gains ? 30 : 18), (gains ? 3312 : 639), counter,
            static_cast<double>(random.Below(500)), 7;
    }
    return Table({"Buffer", "FPS", "ReportedBitrate", "CalcBitrate", "noise", "unit"}, values);
}

DiffusionConfig
Small(std::size_t steps)
{
    DiffusionConfig config;
    config.seqLen = 6;
    config.hiddenDim = 12;
    config.batch = 16;
    config.bins = 16;
    config.steps = steps;
    config.dropout = 0.1;
    config.masked = 0.05;
    config.learningRate = 5e-3;
    return config;
}

constexpr double MINUTES = 10;

std::unique_ptr<DiffusionTrainer>
Trained(const Table& table, const DiffusionConfig& config)
{
    auto trainer = std::make_unique<DiffusionTrainer>(table, config, MINUTES, ComputeOptions{});
    TakeAllSteps(*trainer);
    return trainer;
}

TEST(DiffusionTrainer, LearnsTheLawsOfAPlayer)
{
    const Table drawn = Trained(Player(), Small(600))->Generator()->Sample(200, 1);
    ASSERT_EQ(drawn.Rows(), 1200);
    EXPECT_EQ(drawn.Names(), Player().Names());
    const auto buffer = drawn.Column("Buffer");
    const auto counter = drawn.Column("CalcBitrate");
    int right = 0;
    int rows = 0;
    for (Eigen::Index row = 1; row < drawn.Rows(); ++row)
    {
        if (row % 6 == 0)
        {
            continue; // another window
        }
        const bool gains = buffer(row - 1) < 3;
        const bool buffered = buffer(row) == buffer(row - 1) + (gains ? 3 : -1);
        const bool counted = counter(row) == std::min(counter(row - 1) + (gains ? 100 : 10),
                                                      Player().Column("CalcBitrate").maxCoeff());
        right += buffered && counted && drawn.Column("FPS")(row) == (gains ? 30 : 18) ? 1 : 0;
        ++rows;
    }
    EXPECT_GT(right, rows * 95 / 100) << "of " << rows;
}

TEST(DiffusionTrainer, OnlyValuesComeOutThatAgree)
{
    const Table drawn = Trained(Player(), Small(3))->Generator()->Sample(50, 1);
    const Table real = Player();
    std::set<std::pair<double, double>> qualities;
    for (Eigen::Index row = 0; row < drawn.Rows(); ++row)
    {
        qualities.emplace(drawn.Column("FPS")(row), drawn.Column("ReportedBitrate")(row));
        EXPECT_EQ(drawn.Column("unit")(row), 7);
        EXPECT_EQ(drawn.Column("noise")(row), std::round(drawn.Column("noise")(row)));
    }
    EXPECT_EQ(qualities, (std::set<std::pair<double, double>>{{18, 639}, {30, 3312}}));
    EXPECT_GE(drawn.Column("Buffer").minCoeff(), real.Column("Buffer").minCoeff());
    EXPECT_LE(drawn.Column("Buffer").maxCoeff(), real.Column("Buffer").maxCoeff());
}

TEST(DiffusionTrainer, LargeIntegersComeOutAsTheyAre)
{
    constexpr Eigen::Index ROWS = 300;
    RandomNumbers random(3, 0);
    std::set<double> known;
    Eigen::MatrixXd values(ROWS, 1);
    for (Eigen::Index row = 0; row < ROWS; ++row)
    {
        values(row, 0) = 1 + 142857143.0 * static_cast<double>(random.Below(8)); // up to 10⁹
        known.insert(values(row, 0));
    }
    const Table drawn = Trained(Table({"bytes"}, values), Small(3))->Generator()->Sample(50, 1);
    for (Eigen::Index row = 0; row < drawn.Rows(); ++row)
    {
        EXPECT_EQ(known.count(drawn.Column("bytes")(row)), 1u) << drawn.Column("bytes")(row);
    }
}

TEST(DiffusionTrainer, WindowsAreHandedOverSomeAtATime)
{
    const auto generator = Trained(Player(), Small(3))->Generator();
    std::ostringstream pieces;
    WriteCsvNames(pieces, generator->ColumnNames());
    Eigen::Index most = 0;
    generator->Draw(1030, 1, [&](const Table& drawn) {
        WriteCsvRows(pieces, drawn);
        most = std::max(most, drawn.Rows());
    });
    EXPECT_EQ(most, static_cast<Eigen::Index>(1024 * generator->SeqLen()));
    const std::string all = Written(generator->Sample(1030, 1));
    EXPECT_EQ(pieces.str(), all);
    const std::string whole = Written(generator->Sample(1024, 1));
    EXPECT_EQ(all.substr(0, whole.size()), whole);
}

TEST(DiffusionTrainer, TheSameSeedGivesTheSameBytes)
{
    const auto a = Trained(Player(), Small(20));
    const auto b = Trained(Player(), Small(20));
    EXPECT_EQ(ModelOf(*a), ModelOf(*b));
    EXPECT_EQ(Written(a->Generator()->Sample(9, 4)), Written(b->Generator()->Sample(9, 4)));
    EXPECT_NE(Written(a->Generator()->Sample(9, 4)), Written(a->Generator()->Sample(9, 5)));
    DiffusionConfig other = Small(20);
    other.seed = 2;
    EXPECT_NE(ModelOf(*a), ModelOf(*Trained(Player(), other)));
}

TEST(DiffusionTrainer, TheStepsThatWerePickedGiveTheSameModel)
{
    const auto picked = Trained(Player(), Small(0));
    EXPECT_GT(picked->Config().steps, 0u);
    EXPECT_EQ(picked->Config().steps % 20, 0u);
    EXPECT_EQ(ModelOf(*Trained(Player(), Small(picked->Config().steps))), ModelOf(*picked));
}

/// @return a trainer that has no time left, where one that had time took some steps
std::unique_ptr<DiffusionTrainer>
OutOfTimeAfter(std::size_t steps)
{
    const ScratchDirectory directory;
    DiffusionTrainer before(Player(), Small(0), MINUTES, ComputeOptions{});
    TakeSomeSteps(before, steps);
    auto after = std::make_unique<DiffusionTrainer>(Player(), Small(0), 1e-9, ComputeOptions{});
    HandOver(before, *after, directory.Path() / "m.checkpoint");
    return after;
}

TEST(DiffusionTrainer, PickingThatTheTimeCutsShortIsToldAndReproducible)
{
    const auto trainer = OutOfTimeAfter(39);
    trainer->Step();
    EXPECT_EQ(trainer->Progress().phase, "learning");
    const std::size_t picked = trainer->Progress().steps;
    EXPECT_TRUE(picked == 20 || picked == 40) << picked;
    EXPECT_EQ(trainer->Caution(),
              "the time was up after 40 steps of picking: the model may not be done, expected more "
              "--minutes");
    trainer->Step();
    ASSERT_TRUE(trainer->Done());
    EXPECT_EQ(trainer->Caution(),
              "the time was up after 40 steps of picking and after 1 of " + std::to_string(picked) +
                  " steps of learning: the model may not be done, expected more --minutes");
    EXPECT_EQ(trainer->Config().steps, 1u);
    EXPECT_EQ(ModelOf(*trainer), ModelOf(*Trained(Player(), Small(1))));

    const ScratchDirectory directory;
    DiffusionTrainer again(Player(), Small(0), MINUTES, ComputeOptions{});
    HandOver(*trainer, again, directory.Path() / "m.checkpoint");
    EXPECT_EQ(again.Caution(), trainer->Caution());
}

TEST(DiffusionTrainer, ATimeTooShortForOneLookIsRefused)
{
    ExpectInputError([] { OutOfTimeAfter(18)->Step(); },
                     "was up after 19, before step 20, the first that tells; expected more "
                     "--minutes");
}

TEST(DiffusionTrainer, ATrainingThatHadItsTimeHasNoCaution)
{
    EXPECT_EQ(Trained(Player(), Small(0))->Caution(), "");
    EXPECT_EQ(Trained(Player(), Small(2))->Caution(), "");
}

TEST(DiffusionTrainer, ATableTooShortToHoldRowsOutIsLearnedWithTheUsualSteps)
{
    DiffusionTrainer trainer(Player(30), Small(0), MINUTES, ComputeOptions{});
    EXPECT_EQ(trainer.Progress().phase, "learning");
    EXPECT_GT(trainer.Progress().steps, 1u);
}

/// Stops after some steps, goes on in another trainer.
void
ExpectTheSameAfterAnInterruption(std::size_t steps, std::size_t interruption)
{
    const ScratchDirectory directory;
    const auto path = directory.Path() / "m.checkpoint";
    const auto whole = Trained(Player(), Small(steps));
    DiffusionTrainer before(Player(), Small(steps), MINUTES, ComputeOptions{});
    TakeSomeSteps(before, interruption);
    DiffusionTrainer after(Player(), Small(steps), MINUTES, ComputeOptions{});
    HandOver(before, after, path);
    EXPECT_EQ(after.Progress().phase, before.Progress().phase);
    EXPECT_EQ(after.Progress().step, before.Progress().step);
    TakeAllSteps(after);
    EXPECT_EQ(ModelOf(after), ModelOf(*whole));
    EXPECT_EQ(LossesOf(after), LossesOf(*whole));
}

TEST(DiffusionTrainer, GoesOnWithLearningAsIfNothingHadHappened)
{
    ExpectTheSameAfterAnInterruption(30, 13);
}

TEST(DiffusionTrainer, GoesOnWithPickingAsIfNothingHadHappened)
{
    ExpectTheSameAfterAnInterruption(0, 73);
}

TEST(DiffusionTrainer, ACheckpointOfAnotherTrainingIsRefused)
{
    const ScratchDirectory directory;
    const auto path = directory.Path() / "m.checkpoint";
    {
        std::ofstream stream(path, std::ios::binary);
        DiffusionTrainer(Player(), Small(5), MINUTES, ComputeOptions{}).WriteCheckpoint(stream);
    }
    DiffusionTrainer longer(Player(), Small(6), MINUTES, ComputeOptions{});
    ExpectInputError([&] { longer.Restore(SafetensorsFile(path)); },
                     "m.checkpoint: is of a training with steps 5; expected steps 6");
    DiffusionTrainer shorter(Player(399), Small(5), MINUTES, ComputeOptions{});
    ExpectInputError([&] { shorter.Restore(SafetensorsFile(path)); }, "another table");
    {
        std::ofstream stream(path, std::ios::binary);
        Trained(Player(), Small(1))->Generator()->Save(stream);
    }
    ExpectInputError([&] { longer.Restore(SafetensorsFile(path)); },
                     "holds 'diffusion', expected 'diffusion-checkpoint'");
}

TEST(DiffusionTrainer, ACheckpointThatNoTrainingWritesIsRefused)
{
    DiffusionTrainer given(Player(), Small(5), MINUTES, ComputeOptions{});
    TakeSomeSteps(given, 4);
    ExpectRestoreError(given,
                       "\"step\":\"4\"",
                       "\"step\":\"5\"",
                       "step is '5', expected a count from 0 to 4");
    ExpectRestoreError(given,
                       "\"steps\":\"5\"",
                       "\"steps\":\"0\"",
                       "steps is '0', expected a count from 1 to 5");
    ExpectRestoreError(given,
                       "\"phase\":\"1\"",
                       "\"phase\":\"0\"",
                       "phase is '0', expected a count from 1 to 2");
    DiffusionTrainer picking(Player(), Small(0), MINUTES, ComputeOptions{});
    TakeSomeSteps(picking, 25);
    ExpectRestoreError(picking,
                       "\"best\":\"20\"",
                       "\"best\":\"30\"",
                       "best is '30', expected a count from 0 to 25");
    ExpectRestoreError(picking,
                       "\"phase\":\"0\"",
                       "\"phase\":\"1\"",
                       "steps is '0', expected a count from 1 to 20000");
}

TEST(DiffusionTrainer, LeavesTheThreadsOfItsProcessAlone)
{
    DiffusionTrainer trainer(Player(), Small(5), MINUTES, ComputeOptions{});
    ExpectThreadsAreAsBefore(trainer);
}

TEST(DiffusionTrainer, WhatCannotBeLearnedIsRefusedInOneLine)
{
    const auto train = [](const Table& table, const DiffusionConfig& config) {
        DiffusionTrainer(table, config, MINUTES, ComputeOptions{});
    };
    ExpectInputError([&] { train(Player(5), Small(1)); },
                     "a table of 5 rows, expected at least the 6 of a window");
    Table holed = Player();
    holed.Column("Buffer")(3) = std::numeric_limits<double>::quiet_NaN();
    ExpectInputError([&] { train(holed, Small(1)); }, "Buffer");
    DiffusionConfig config = Small(1);
    config.dropout = 1;
    ExpectInputError([&] { train(Player(), config); }, "dropout is 1");
    ExpectInputError([] { DiffusionTrainer(Player(), Small(0), 0, ComputeOptions{}); },
                     "minutes is 0");
    ComputeOptions other;
    other.device = "cuda:0";
    ExpectInputError([&] { DiffusionTrainer(Player(), Small(1), MINUTES, other); }, "expected cpu");
}

/// A model on disk, and its bytes.
struct SavedModel
{
    ScratchDirectory directory;
    std::filesystem::path path{directory.Path() / "m.safetensors"};
    std::unique_ptr<WindowGenerator> generator{Trained(Player(), Small(5))->Generator()};

    SavedModel()
    {
        std::ostringstream stream;
        generator->Save(stream);
        Write(stream.str());
    }

    void Write(const std::string& bytes) const
    {
        std::ofstream(path, std::ios::binary) << bytes;
    }

    DiffusionGenerator Read() const
    {
        return DiffusionGenerator(SafetensorsFile(path), ComputeOptions{});
    }
};

TEST(DiffusionGenerator, AModelOnDiskDrawsTheSame)
{
    const SavedModel model;
    const DiffusionGenerator read = model.Read();
    EXPECT_EQ(read.SeqLen(), 6u);
    EXPECT_EQ(read.ColumnNames(), Player().Names());
    EXPECT_EQ(read.Config().steps, 5u);
    EXPECT_EQ(Written(read.Sample(40, 3)), Written(model.generator->Sample(40, 3)));
}

TEST(DiffusionGenerator, ADamagedModelIsRefused)
{
    const SavedModel model;
    std::ostringstream stream;
    model.generator->Save(stream);
    const std::string bytes = stream.str();
    model.Write(bytes.substr(0, bytes.size() - 8));
    ExpectInputError([&] { model.Read(); }, "m.safetensors");
    std::string other = bytes;
    const std::string name = "\"think.weight\"";
    ASSERT_NE(other.find(name), std::string::npos);
    other.replace(other.find(name), name.size(), "\"thank.weight\"");
    model.Write(other);
    ExpectInputError([&] { model.Read(); }, "think.weight");
}

} // namespace
