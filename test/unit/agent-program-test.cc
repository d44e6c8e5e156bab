/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include "ns3/safetensors.h"
#include "ns3/tensor-store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <vector>

namespace
{

namespace fs = std::filesystem;
using namespace ns3::synthnet;

/// A table of a network in which nothing ever happens but that the buffer grows and shrinks.
std::string
TableOf(int rows, int period)
{
    std::ostringstream text;
    text << "enq_qdepth1,deq_timedelta1,deq_qdepth1,Buffer,ReportedBitrate,FPS\n";
    for (int row = 0; row < rows; ++row)
    {
        text << row % 7 << ',' << 100 * (row % 5) << ',' << row % 3 << ','
             << 20 + (row / period) % 15 << ",1867,24\n";
    }
    return text.str();
}

std::vector<std::string>
LinesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
    {
        lines.push_back(line);
    }
    return lines;
}

class AgentProgram : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        m_scratch.Write("t32.csv", TableOf(400, 3));
        m_scratch.Write("t64.csv", TableOf(400, 5));
    }

    ProgramResult Run(const std::string& arguments, const std::string& before = "") const
    {
        return RunProgram(m_scratch, "synthnet-agent " + arguments, before);
    }

    void Succeed(const std::string& arguments) const
    {
        const auto result = Run(arguments);
        ASSERT_EQ(result.status, 0) << arguments << ": " << result.err;
    }

    void Refuse(const std::string& arguments, const std::string& why) const
    {
        const auto result = Run(arguments);
        EXPECT_EQ(result.status, 1) << arguments;
        EXPECT_EQ(result.err.find("synthnet-agent: "), 0u) << result.err;
        EXPECT_NE(result.err.find(why), std::string::npos) << arguments << ": " << result.err;
        EXPECT_EQ(result.err.find('\n'), result.err.size() - 1) << result.err;
    }

    fs::path At(const std::string& name) const
    {
        return m_scratch.Path() / name;
    }

    const std::string m_synthetic = "train --env=synthetic --data32=t32.csv --data64=t64.csv ";
    ScratchDirectory m_scratch;
};

TEST_F(AgentProgram, CollectsATableAtADepth)
{
    Succeed("collect --depth=32 --seed=1 --duration=60 --out=logs");
    for (const std::string file : {"int.csv", "dash.csv", "qoe.json", "table.csv", "run.json"})
    {
        EXPECT_TRUE(fs::exists(At("logs/" + file))) << file;
    }
    const auto joined =
        RunProgram(m_scratch,
                   "synthnet-dataset join --int=logs/int.csv --dash=logs/dash.csv --missing=keep "
                   "--out=joined.csv");
    ASSERT_EQ(joined.status, 0) << joined.err;
    EXPECT_EQ(m_scratch.Read("logs/table.csv"), m_scratch.Read("joined.csv"));
    EXPECT_GT(LinesOf(m_scratch.Read("logs/table.csv")).size(), 40u);
}

TEST_F(AgentProgram, TheSameSeedLearnsTheSameBytes)
{
    Succeed(m_synthetic + "--transitions=500 --seed=3 --agent=a");
    Succeed(m_synthetic + "--transitions=500 --seed=3 --agent=b");
    Succeed(m_synthetic + "--transitions=500 --seed=4 --agent=c");
    EXPECT_EQ(m_scratch.Read("a"), m_scratch.Read("b"));
    EXPECT_NE(m_scratch.Read("a"), m_scratch.Read("c"));
    for (const std::string log : {".episodes.csv", ".learning.csv"})
    {
        EXPECT_EQ(m_scratch.Read("a" + log), m_scratch.Read("b" + log));
        EXPECT_GT(LinesOf(m_scratch.Read("a" + log)).size(), 2u);
    }
    EXPECT_FALSE(fs::exists(At("a.checkpoint")));
}

// glibc fills what it allocates, with 0 for 255, so that a value that is never set shows. ns-3.43's
// TcpCubic has one.
TEST_F(AgentProgram, WhatTheMemoryHeldBeforeChangesNoEpisode)
{
    for (const std::string fill : {"85", "255"})
    {
        const auto result = Run("evaluate --policy=threshold,fixed:32 --runs=2 --seed=99 "
                                "--duration=20 --jobs=1 --out=" +
                                    fill,
                                "MALLOC_PERTURB_=" + fill);
        ASSERT_EQ(result.status, 0) << result.err;
    }
    EXPECT_EQ(m_scratch.Read("85/decisions.csv"), m_scratch.Read("255/decisions.csv"));
    EXPECT_EQ(m_scratch.Read("85/evaluation.csv"), m_scratch.Read("255/evaluation.csv"));
}

TEST_F(AgentProgram, AnAgentLearnsLiveAndIsJudgedBesideOthersInTheSameEpisodes)
{
    const std::string live = " --duration=20 ";
    Succeed("train --env=live --episodes=2" + live + "--agent=online --seed=1");
    Succeed(m_synthetic + "--transitions=100 --agent=offline1");
    Succeed("evaluate --policy=online,fixed:32,random,threshold,codel --runs=2 --seed=99" + live +
            "--out=one --jobs=1");
    Succeed("evaluate --policy=online,fixed:32,random,threshold,codel --runs=2 --seed=99" + live +
            "--out=two --jobs=3");
    const std::string evaluation = m_scratch.Read("one/evaluation.csv");
    EXPECT_EQ(evaluation, m_scratch.Read("two/evaluation.csv"));
    EXPECT_EQ(m_scratch.Read("one/decisions.csv"), m_scratch.Read("two/decisions.csv"));
    const auto lines = LinesOf(evaluation);
    ASSERT_EQ(lines.size(), 1 + 5 * 2u);
    EXPECT_EQ(lines[0], "policy,run,reward,fps,bitrate,buffer,stallSeconds,switches,meanDepth");
    EXPECT_EQ(lines[1].rfind("online,1,", 0), 0u);
    EXPECT_EQ(lines[4].rfind("fixed:32,2,", 0), 0u);
    EXPECT_EQ(lines[4].substr(lines[4].rfind(',')), ",32");
    EXPECT_EQ(lines[10].rfind("codel,2,", 0), 0u);
    // Of three switches: an agent of one does not fit.
    Refuse("evaluate --policy=offline1" + live + "--out=three", "offline1");
    EXPECT_FALSE(fs::exists(At("three")));
}

TEST_F(AgentProgram, AnInterruptedTrainingGoesOnToTheSameBytes)
{
    const std::string options = "--transitions=8000 --updates=2 --seed=2 ";
    Succeed(m_synthetic + options + "--agent=whole");
    // A live training would do, too, but takes longer to come to its first checkpoint.
    const auto stopped = Run(m_synthetic + options + "--agent=part",
                             "{ (for i in $(seq 3000); do [ -e .part.lock ] && break; sleep 0.01; "
                             "done; sleep 0.15; kill -TERM $(cat pid.txt)) & } && "
                             "sh -c 'echo $$ >pid.txt; exec \"$0\" \"$@\"'");
    ASSERT_EQ(stopped.status, 143) << stopped.err;
    EXPECT_EQ(stopped.err,
              "synthnet-agent: stopped by SIGTERM; part.checkpoint is kept, the same command goes "
              "on from it\n");
    EXPECT_FALSE(fs::exists(At("part")));
    const auto other = Run(m_synthetic + "--transitions=8000 --seed=5 --agent=part");
    EXPECT_EQ(other.status, 1);
    EXPECT_NE(other.err.find("part.checkpoint"), std::string::npos) << other.err;
    const std::string elsewhere = "is of a training in another environment";
    Refuse("train --env=synthetic --data32=t64.csv --data64=t32.csv --agent=part " + options,
           elsewhere);
    Refuse(m_synthetic + options + "--transition=parallel --agent=part", elsewhere);
    Refuse(m_synthetic + options + "--seqLen=24 --agent=part", elsewhere);
    const auto resumed = Run(m_synthetic + options + "--agent=part");
    ASSERT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_NE(resumed.err.find("part.checkpoint: going on after episode"), std::string::npos);
    EXPECT_EQ(m_scratch.Read("part"), m_scratch.Read("whole"));
    EXPECT_EQ(m_scratch.Read("part.episodes.csv"), m_scratch.Read("whole.episodes.csv"));
    EXPECT_EQ(m_scratch.Read("part.learning.csv"), m_scratch.Read("whole.learning.csv"));
    EXPECT_FALSE(fs::exists(At("part.checkpoint")));
}

TEST_F(AgentProgram, AnAgentGoesOnFromAnotherWithAllButTheLastLayerFrozen)
{
    Succeed(m_synthetic + "--transitions=400 --agent=first");
    Succeed(m_synthetic + "--transitions=400 --from=first --freeze --agent=second");
    const SafetensorsFile first(At("first"));
    const SafetensorsFile second(At("second"));
    const auto isSame = [&](const std::string& tensor) {
        const auto& shape = first.Content().tensors.at(tensor).shape;
        return NeedFloats(first, tensor, shape) == NeedFloats(second, tensor, shape);
    };
    for (const char* hidden : {"0.weight", "0.bias", "1.weight", "1.bias"})
    {
        EXPECT_TRUE(isSame(std::string("network.") + hidden)) << hidden;
    }
    EXPECT_FALSE(isSame("network.2.weight"));
    Refuse(m_synthetic + "--freeze --agent=third", "--freeze needs --from");
    Refuse(m_synthetic + "--from=first --hidden=8 --agent=third", "first");
}

TEST_F(AgentProgram, ThePublishedAgentIsRepeatedOnRequest)
{
    Succeed(m_synthetic + "--compat --transitions=300 --agent=published");
    const std::string agent = m_scratch.Read("published");
    EXPECT_NE(agent.find("last-row"), std::string::npos);
    EXPECT_NE(agent.find("compat"), std::string::npos);
    Succeed("train --env=live --compat --episodes=1 --duration=20 --agent=live");
}

TEST_F(AgentProgram, WindowsOfATableAreKnownFromItsRecordOrTheOption)
{
    m_scratch.Write("t32.csv.run.json", "{\"seqLen\": 24}");
    m_scratch.Write("t64.csv.run.json", "no JSON");
    Succeed(m_synthetic + "--transitions=300 --agent=recorded");
    Succeed(m_synthetic + "--transitions=300 --seqLen=0 --agent=series");
    EXPECT_NE(m_scratch.Read("recorded.learning.csv"), m_scratch.Read("series.learning.csv"));
    fs::remove(At("t32.csv.run.json"));
    Succeed(m_synthetic + "--transitions=300 --agent=unrecorded");
    EXPECT_EQ(m_scratch.Read("unrecorded"), m_scratch.Read("series"));
    // 3 rows are no period of 4.
    Refuse(m_synthetic + "--seqLen=3 --agent=short", "t32.csv");
}

TEST_F(AgentProgram, WhatHasNoSenseIsRefusedInOneLine)
{
    m_scratch.Write("few.csv", TableOf(3, 1));
    m_scratch.Write("lacks.csv", "enq_qdepth1,Buffer\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n");
    m_scratch.Write("damaged", "no agent");
    const std::string table = "train --env=synthetic --agent=a --data64=t64.csv ";
    Refuse(table + "--data32=few.csv", "few.csv");
    Refuse(table + "--data32=lacks.csv", "lacks.csv");
    Refuse(table + "--data32=none.csv", "none.csv");
    Refuse("train --env=synthetic --agent=a", "expected --dataN=TABLE or --modelN=MODEL");
    Refuse("train --env=dream --agent=a", "bad value 'dream' of --env");
    Refuse("train --env=live --data32=t32.csv --agent=a", "are for --env=synthetic");
    Refuse(m_synthetic + "--transitions=5 --episodes=5 --agent=a", "exclude each other");
    Refuse("train --env=live --duration=4 --agent=a", "durationSeconds is 4, expected at least");
    Refuse("train --env=live --depths=64,32 --agent=a", "ascending");
    Refuse("train --env=live --reward=more --agent=a", "bad value 'more' of --reward");
    Refuse("train --env=live --ns3::No::Such=1 --agent=a", "ns3::No::Such");
    Refuse("evaluate --policy=damaged --out=e", "damaged");
    Refuse("evaluate --policy=fixed:0 --out=e", "bad policy 'fixed:0'");
    Refuse("evaluate --policy=, --out=e", "--policy names nobody");
    Refuse("evaluate --policy=random --runs=0 --out=e", "bad value 0 of --runs");
    Refuse("collect --depth=0 --out=e", "bad value 0 of --depth");
    Refuse("serve --gymPort=0", "bad value 0 of --gymPort");
    Refuse("train --env=live --transition=parallel --agent=a", "are for --env=synthetic");
    Refuse("train --env=cartpole --reward=qoe --agent=a", "are for queues");
    Refuse("train --env=synthetic --data64=t64.csv --agent=a", "one depth leaves nothing");
    Refuse(m_synthetic + "--depths=16,48 --agent=a", "expected the depths of the tables");
    Refuse("evaluate --policy=random --data32=t32.csv --out=e", "unknown option --data32");
    Refuse("evaluate --policy=random --depths=32,5000000000 --out=e", "4294967295 packets");
    Refuse("collect --depth=32 --duration=5 --out=e", "--duration=5, expected 20 s");
    EXPECT_FALSE(fs::exists(At("a")));
    EXPECT_FALSE(fs::exists(At("e")));
}

TEST_F(AgentProgram, BalancesThePole)
{
    Succeed("train --env=cartpole --transitions=3000 --agent=pole");
    const auto result = Run("evaluate --env=cartpole --policy=pole,random --runs=5 --out=poles");
    ASSERT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(LinesOf(m_scratch.Read("poles/evaluation.csv")).size(), 11u);
    const auto meanOf = [&](const std::string& policy) {
        const auto place = result.out.find(policy + ": mean ");
        return place == std::string::npos ? 0
                                          : std::stod(result.out.substr(place + policy.size() + 7));
    };
    EXPECT_GT(meanOf("random"), 0) << result.out;
    EXPECT_GT(meanOf("pole"), 1.5 * meanOf("random")) << result.out;
}

} // namespace
