/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <limits>
#include <string>

namespace
{

using namespace ns3::synthnet;

class TimeGanTrain : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        std::string text = "a,b\n";
        for (int row = 0; row < 60; ++row)
        {
            text += std::to_string(row * 37 % 101) + "," + std::to_string(row % 7) + "\n";
        }
        m_scratch.Write("table.csv", text);
    }

    ProgramResult Train(const std::string& options, const std::string& before = "")
    {
        return RunProgram(m_scratch,
                          "synthnet-timegan train --data=table.csv --seqLen=6 --hiddenDim=4 "
                          "--batch=8 --model=m.safetensors " +
                              options,
                          before);
    }

    /// One line that holds @p part, exit status 1, and no file but the table.
    void ExpectRefused(const ProgramResult& result, const std::string& part)
    {
        EXPECT_EQ(result.status, 1);
        EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
        EXPECT_EQ(result.err.find('\n'), result.err.size() - 1) << result.err;
        EXPECT_FALSE(Exists("m.safetensors"));
        EXPECT_FALSE(Exists("m.safetensors.run.json"));
        EXPECT_FALSE(Exists("out.csv"));
    }

    void RemoveModel() const
    {
        for (const auto* end : {"", ".losses.csv", ".run.json", ".checkpoint"})
        {
            std::filesystem::remove(m_scratch.Path() / (std::string("m.safetensors") + end));
        }
    }

    /// Stops a training a little later each time, until it is in the middle.
    /// @param model that is there before, none when empty
    ProgramResult Interrupted(const std::string& options, const std::string& model = "")
    {
        for (int hundredths = 5; hundredths < 400; hundredths += 3)
        {
            RemoveModel();
            if (!model.empty())
            {
                m_scratch.Write("m.safetensors", model);
            }
            auto result =
                Train(options, "timeout --signal=INT " + std::to_string(hundredths / 100.0));
            if (Exists("m.safetensors.checkpoint"))
            {
                return result;
            }
        }
        ADD_FAILURE() << "was never stopped in the middle";
        return {};
    }

    bool Exists(const std::string& name) const
    {
        return std::filesystem::exists(m_scratch.Path() / name);
    }

    ScratchDirectory m_scratch;
};

TEST_F(TimeGanTrain, WritesModelLossesAndRecordAndSamplesWholeRows)
{
    for (const std::string generator : {"timegan", "diffusion"})
    {
        const auto trained = Train("--steps=3 --overwrite --generator=" + generator);
        ASSERT_EQ(trained.status, 0) << trained.err;
        const std::string steps = generator == "timegan" ? "3 steps of each phase, " : "3 steps, ";
        EXPECT_NE(trained.out.find("trained " + steps), std::string::npos) << trained.out;
        EXPECT_NE(m_scratch.Read("m.safetensors.losses.csv").find("phase,step,"),
                  std::string::npos);
        EXPECT_NE(m_scratch.Read("m.safetensors.run.json").find(generator), std::string::npos);
        EXPECT_FALSE(Exists("m.safetensors.checkpoint"));
        const auto drawn = RunProgram(m_scratch,
                                      "synthnet-timegan sample --model=m.safetensors --rows=10 "
                                      "--seed=2 --out=out.csv --overwrite");
        ASSERT_EQ(drawn.status, 0) << drawn.err;
        const std::string table = m_scratch.Read("out.csv");
        EXPECT_EQ(table.substr(0, 4), "a,b\n");
        EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 11);
    }
}

TEST_F(TimeGanTrain, GoesOnAfterASignalAndEndsWithTheSameModel)
{
    ASSERT_EQ(Train("--steps=300").status, 0);
    const std::string whole = m_scratch.Read("m.safetensors");
    const std::string losses = m_scratch.Read("m.safetensors.losses.csv");
    const auto stopped = Interrupted("--steps=300");
    EXPECT_EQ(stopped.err,
              "synthnet-timegan: stopped by SIGINT; m.safetensors.checkpoint is kept, the same "
              "command goes on from it\n");
    const auto going = Train("--steps=300");
    EXPECT_EQ(going.status, 0);
    EXPECT_EQ(going.err.find("m.safetensors.checkpoint: going on at "), 0u) << going.err;
    EXPECT_EQ(m_scratch.Read("m.safetensors"), whole);
    EXPECT_EQ(m_scratch.Read("m.safetensors.losses.csv"), losses);
}

TEST_F(TimeGanTrain, ThatOverwritesGoesOnToo)
{
    ASSERT_EQ(Train("--steps=300").status, 0);
    const std::string whole = m_scratch.Read("m.safetensors");
    Interrupted("--steps=300 --overwrite", "mine");
    EXPECT_EQ(m_scratch.Read("m.safetensors"), "mine");
    const auto refused = Train("--steps=300");
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.err.find("--overwrite"), std::string::npos) << refused.err;
    const auto going = Train("--steps=300 --overwrite");
    EXPECT_EQ(going.status, 0);
    EXPECT_EQ(going.err.find("m.safetensors.checkpoint: going on at "), 0u) << going.err;
    EXPECT_EQ(m_scratch.Read("m.safetensors"), whole);
}

TEST_F(TimeGanTrain, ACheckpointOfAnotherTrainingGivesWayOnlyWhenToldSo)
{
    Interrupted("--steps=300");
    const std::string checkpoint = m_scratch.Read("m.safetensors.checkpoint");
    const std::string what =
        "m.safetensors.checkpoint: is of a training with steps 300; expected steps 3";
    ExpectRefused(Train("--steps=3"),
                  what + " (to start anew, remove the file or give --overwrite)");
    EXPECT_EQ(m_scratch.Read("m.safetensors.checkpoint"), checkpoint);
    const auto anew = Train("--steps=3 --overwrite");
    EXPECT_EQ(anew.status, 0);
    EXPECT_EQ(anew.err, what + ": starting anew\n");
    EXPECT_FALSE(Exists("m.safetensors.checkpoint"));
}

TEST_F(TimeGanTrain, RefusesInOneLineWhatCannotBe)
{
    ExpectRefused(RunProgram(m_scratch,
                             "synthnet-timegan train --data=table.csv --seqLen=61 "
                             "--model=m.safetensors"),
                  "60 rows, expected at least the 61");
    ExpectRefused(Train("--steps=0"), "steps is 0");
    ExpectRefused(Train("--generator=magic"), "magic");
    ExpectRefused(Train("--minutes=3"), "--minutes is not for --generator=timegan");
    ExpectRefused(Train("--generator=diffusion --gamma=2"), "--gamma is not for");
    ExpectRefused(Train("--generator=diffusion --minutes=nan"), "--minutes");
    ExpectRefused(Train("--threads=0"), "--threads=0");
    ExpectRefused(Train("--device=abacus"), "synthnet-timegan: device 'abacus' is unknown");
    ExpectRefused(Train("--device=cuda"), "synthnet-timegan: "); // the table is not to blame
    ExpectRefused(Train("--generator=diffusion --device=cuda"),
                  "synthnet-timegan: the diffusion model computes on the CPU");
    ExpectRefused(Train("--generator=diffusion --gru=torch"),
                  "--gru=torch is not for --generator=diffusion");
    ExpectRefused(
        Train("--steps=-1"),
        "the argument ('-1') for option '--steps' is invalid, expected a whole number that "
        "is not negative");
    ExpectRefused(Train("--threads=-1"), "('-1') for option '--threads'");
    m_scratch.Write("table.csv", "a,b\n1,2\n3,x\n5,6\n");
    ExpectRefused(Train(""), "table.csv:3");
    m_scratch.Write("table.csv", "a,b\n1,2\n3,5\n5,6\n");
    ExpectRefused(Train(""), "table.csv: ");
    m_scratch.Write("table.csv", "a,b\n1,2\n");
    ExpectRefused(Train(""), "table.csv: ");
    m_scratch.Write("m.bin", "no model");
    ExpectRefused(RunProgram(m_scratch, "synthnet-timegan sample --model=m.bin --out=out.csv"),
                  "m.bin");
}

TEST_F(TimeGanTrain, TooLittleMemoryIsToldInOneLine)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-timegan train --data=table.csv --seqLen=24 "
                                   "--hiddenDim=2048 --batch=65536 --model=m.safetensors",
                                   "ulimit -v 2000000; exec");
    ExpectRefused(result, ", expected a smaller --hiddenDim or --batch");
    EXPECT_EQ(result.err.find("frame #"), std::string::npos) << result.err;
}

TEST_F(TimeGanTrain, AModelWithAWeightThatIsNoNumberIsRefused)
{
    for (const std::string generator : {"timegan", "diffusion"})
    {
        ASSERT_EQ(Train("--steps=2 --overwrite --generator=" + generator).status, 0);
        std::string model = m_scratch.Read("m.safetensors");
        const float none = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(model.data() + model.size() - sizeof none, &none, sizeof none);
        m_scratch.Write("m.safetensors", model);
        const auto drawn = RunProgram(m_scratch,
                                      "synthnet-timegan sample --model=m.safetensors --rows=10 "
                                      "--out=out.csv");
        EXPECT_EQ(drawn.status, 1);
        EXPECT_EQ(drawn.err.find("synthnet-timegan: m.safetensors: tensor '"), 0u) << drawn.err;
        EXPECT_NE(drawn.err.find("' has a value that is no number, expected finite ones\n"),
                  std::string::npos)
            << drawn.err;
        EXPECT_FALSE(Exists("out.csv"));
    }
}

TEST_F(TimeGanTrain, ATimestampIsNotLearned)
{
    m_scratch.Write("table.csv", "timestamp," + m_scratch.Read("table.csv"));
    std::string table = m_scratch.Read("table.csv");
    for (std::size_t at = table.find('\n'); at + 1 < table.size(); at = table.find('\n', at + 1))
    {
        table.insert(at + 1, "1,");
    }
    m_scratch.Write("table.csv", table);
    const auto trained = Train("--steps=2");
    ASSERT_EQ(trained.status, 0) << trained.err;
    EXPECT_NE(trained.out.find(", 2 columns"), std::string::npos) << trained.out;
}

TEST_F(TimeGanTrain, TooFewMinutesAreRefused)
{
    ExpectRefused(Train("--generator=diffusion --minutes=0.0000001"), "expected more --minutes");
}

TEST_F(TimeGanTrain, KeepsAnExistingModelUnlessToldOtherwise)
{
    m_scratch.Write("m.safetensors", "mine");
    const auto result = Train("--steps=2");
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.err.find("m.safetensors"), std::string::npos);
    EXPECT_EQ(m_scratch.Read("m.safetensors"), "mine");
    EXPECT_EQ(Train("--steps=2 --overwrite").status, 0);
    EXPECT_NE(m_scratch.Read("m.safetensors"), "mine");
}

} // namespace
