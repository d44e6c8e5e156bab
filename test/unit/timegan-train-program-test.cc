/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
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
    std::filesystem::remove(m_scratch.Path() / "m.safetensors");
    std::filesystem::remove(m_scratch.Path() / "m.safetensors.losses.csv");
    std::filesystem::remove(m_scratch.Path() / "m.safetensors.run.json");
    // Stopped a little later each time, so that one of them is in the middle.
    bool stopped = false;
    for (int hundredths = 1; hundredths < 100 && !Exists("m.safetensors"); ++hundredths)
    {
        const std::string seconds = (hundredths < 10 ? "0.0" : "0.") + std::to_string(hundredths);
        Train("--steps=300", "timeout --signal=INT " + seconds);
        stopped = stopped || Exists("m.safetensors.checkpoint");
    }
    EXPECT_TRUE(stopped);
    EXPECT_EQ(m_scratch.Read("m.safetensors"), whole);
    EXPECT_EQ(m_scratch.Read("m.safetensors.losses.csv"), losses);
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
    ExpectRefused(Train("--device=abacus"), "abacus");
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
