/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace
{

using namespace ns3::synthnet;

class TimeGanEvaluate : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        m_scratch.Write("real.csv", Table(120, 1));
        m_scratch.Write("synthetic.csv", Table(90, 5));
    }

    static std::string Table(int rows, int seed)
    {
        std::string text = "a,b,c,d\n";
        for (int row = 0; row < rows; ++row)
        {
            const int x = (row * 37 + seed * 11) % 101;
            text += std::to_string(x % 7) + "," + std::to_string(x) + "," +
                    std::to_string(x * x % 29) + "," + std::to_string(x % 3) + "\n";
        }
        return text;
    }

    /// @return scores.csv of a short evaluation
    std::string Scores(const std::string& options)
    {
        const auto result =
            RunProgram(m_scratch,
                       "synthnet-timegan evaluate --real=real.csv --synthetic=synthetic.csv "
                       "--seqLen=6 --draws=2 --windows=10 --seeds=2 --pictures=none --overwrite "
                       "--discriminativeSteps=5 --predictiveSteps=5 --encoderSteps=2 --out=out " +
                           options);
        EXPECT_EQ(result.status, 0) << result.err;
        return m_scratch.Read("out/scores.csv");
    }

    ScratchDirectory m_scratch;
};

TEST_F(TimeGanEvaluate, HasTheScoresOfNetworksBesideTheOthers)
{
    const std::string scores = Scores("");
    for (const auto* line : {"\nM,all,2 draws of 10 windows,",
                             "\nforest detector,all,2 seeds,",
                             "\ndiscriminative score,all,2 seeds,",
                             "\npredictive score,all,2 seeds,",
                             "\nContext-FID,all,2 seeds,"})
    {
        EXPECT_NE(scores.find(line), std::string::npos) << line << scores;
    }
    const std::string page = m_scratch.Read("out/index.html");
    EXPECT_NE(page.find("Fréchet distance between embeddings"), std::string::npos);
}

TEST_F(TimeGanEvaluate, GivesTheSameFiguresForTheSameSeed)
{
    const std::string first = Scores("--seed=3");
    EXPECT_EQ(Scores("--seed=3"), first);
    EXPECT_NE(Scores("--seed=4"), first);
}

TEST_F(TimeGanEvaluate, LeavesOutWhatIsNotToLearn)
{
    const auto result = RunProgram(
        m_scratch,
        "synthnet-timegan evaluate --real=real.csv --synthetic=synthetic.csv --seqLen=6 "
        "--draws=1 --seeds=1 --pictures=none --discriminativeSteps=0 --predictiveSteps=0 "
        "--encoderSteps=0 --out=out");
    EXPECT_EQ(result.status, 0) << result.err;
    const std::string scores = m_scratch.Read("out/scores.csv");
    EXPECT_NE(scores.find("forest detector"), std::string::npos);
    for (const auto* name : {"discriminative", "predictive", "Context-FID"})
    {
        EXPECT_EQ(scores.find(name), std::string::npos) << name;
    }
}

TEST_F(TimeGanEvaluate, RefusesLessThanNoSteps)
{
    const auto result =
        RunProgram(m_scratch,
                   "synthnet-timegan evaluate --real=real.csv --synthetic=synthetic.csv --seqLen=6 "
                   "--predictiveSteps=-1 --out=out");
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err,
              "synthnet-timegan: bad value -1 of --predictiveSteps, expected 0 to 10000000\n");
    EXPECT_FALSE(std::filesystem::exists(m_scratch.Path() / "out"));
}

} // namespace
