/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "run-program.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

namespace
{

using namespace ns3::synthnet;

const std::string OPTIONS = " --seeds=1 --episodes=1 --runs=1 --duration=40 --tableSeconds=150 "
                            "--generator=none --pictures=svg";

ProgramResult
Study(const ScratchDirectory& scratch, const std::string& options)
{
    return RunProgram(scratch, "synthnet-agent study" + options);
}

bool
Exists(const ScratchDirectory& scratch, const std::string& name)
{
    return std::filesystem::exists(scratch.Path() / name);
}

/// Ends the study as soon as a file of it is there.
/// @param signal its name, "TERM" for one
ProgramResult
StudyUntil(const ScratchDirectory& scratch, const std::string& file, const std::string& signal)
{
    return RunProgram(scratch,
                      "synthnet-agent study --out=cut" + OPTIONS,
                      "{ (for i in $(seq 3000); do [ -e " + file +
                          " ] && break; sleep 0.02; done; kill -" + signal +
                          " $(cat pid.txt)) & } && sh -c 'echo $$ >pid.txt; exec \"$0\" \"$@\"'");
}

TEST(AgentStudyProgram, AStudyMakesAllItsFilesAndCanBeInterrupted)
{
    const ScratchDirectory scratch;
    const auto whole = Study(scratch, " --out=whole" + OPTIONS);
    ASSERT_EQ(whole.status, 0) << whole.err;
    for (const char* name : {"study.json",
                             "run.json",
                             "tables/32.csv",
                             "tables/64.csv",
                             "agents/online-1.safetensors",
                             "agents/online-1.safetensors.episodes.csv",
                             "agents/offline-1.safetensors",
                             "agents/offline-1.safetensors.run.json",
                             "evaluation.csv",
                             "decisions.csv",
                             "study.csv",
                             "curves.csv",
                             "learning-curves.svg",
                             "rewards.svg",
                             "series.svg",
                             "cdf-fps.svg",
                             "cdf-buffer.svg",
                             "index.html"})
    {
        EXPECT_TRUE(Exists(scratch, std::string("whole/") + name)) << name;
    }
    EXPECT_FALSE(Exists(scratch, "whole/episodes"));
    EXPECT_FALSE(Exists(scratch, "whole/generators"));
    // Two short episodes may leave online no better than random, of which the study then says so.
    EXPECT_TRUE(whole.out.find("of the way from random to online") != std::string::npos ||
                whole.out.find("online is not above random") != std::string::npos)
        << whole.out;
    EXPECT_NE(whole.out.find("times sooner than online"), std::string::npos) << whole.out;

    const auto killed = StudyUntil(scratch, "cut/tables/32.csv", "KILL");
    EXPECT_EQ(killed.status, 137) << killed.err;
    std::this_thread::sleep_for(std::chrono::seconds(1)); // its children end with it, not at once
    const auto stopped = StudyUntil(scratch, "cut/episodes/1-1.csv", "TERM");
    EXPECT_EQ(stopped.status, 143) << stopped.err;
    EXPECT_EQ(stopped.err,
              "synthnet-agent: stopped by SIGTERM; cut is kept, the same command goes on from "
              "it\n");
    EXPECT_EQ(stopped.out.find("tables/32.csv"), std::string::npos) << stopped.out;
    EXPECT_FALSE(Exists(scratch, "cut/evaluation.csv"));
    const auto ended = Study(scratch, " --out=cut" + OPTIONS);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.out.find("agents/"), std::string::npos) << "not kept: " << ended.out;
    EXPECT_EQ(scratch.Read("cut/evaluation.csv"), scratch.Read("whole/evaluation.csv"));
    EXPECT_EQ(scratch.Read("cut/decisions.csv"), scratch.Read("whole/decisions.csv"));

    const auto other = Study(scratch, " --out=whole" + OPTIONS + " --gamma=0.5");
    EXPECT_EQ(other.status, 1);
    EXPECT_NE(other.err.find("describes another study"), std::string::npos) << other.err;
}

TEST(AgentStudyProgram, OverwriteRemovesOnlyWhatTheStudyNames)
{
    const ScratchDirectory scratch;
    ASSERT_EQ(StudyUntil(scratch, "cut/tables", "TERM").status, 143);
    scratch.Write("cut/tables/64.csv", "of the study");
    scratch.Write("cut/tables/16.csv", "of somebody");
    scratch.Write("cut/notes.txt", "of somebody");
    // Without any probe nothing can be collected: what was there is gone by then.
    const auto again = Study(scratch,
                             " --out=cut --overwrite --generator=none --tableSeconds=20 "
                             "--ns3::synthnet::ProbeSender::Interval=1h");
    EXPECT_EQ(again.status, 1) << again.out;
    EXPECT_FALSE(Exists(scratch, "cut/tables/64.csv"));
    EXPECT_TRUE(Exists(scratch, "cut/tables/16.csv"));
    EXPECT_TRUE(Exists(scratch, "cut/notes.txt"));
}

TEST(AgentStudyProgram, WhatCannotBeStudiedIsRefusedInOneLine)
{
    const ScratchDirectory scratch;
    scratch.Write("full/notes.txt", "of somebody");
    const std::pair<const char*, const char*> refused[] = {
        {" --out=full --generator=none", "is not empty and holds no study"},
        {" --out=new --generator=gan", "bad value 'gan' of --generator"},
        {" --out=new --generator=none --steps=5", "--steps"},
        {" --out=new --generator=none --knob=delay", "--knob=depth"},
        {" --out=new --generator=none --seeds=0", "--seeds"},
        {" --out=new --generator=none --duration=2", "durationSeconds is 2"},
        {" --out=new --generator=none --tableSeconds=19", "--tableSeconds=19, expected 20"},
        {" --out=new --generator=none --rows=7", "--rows"},
        {" --out=new --generator=none --depths=32,5000000000", "4294967295 packets at most"},
        {" --out=new --generator=none --pictures=gif", "gif"},
    };
    for (const auto& [options, part] : refused)
    {
        const auto result = Study(scratch, options);
        EXPECT_EQ(result.status, 1) << options;
        EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
        EXPECT_EQ(result.err.find('\n'), result.err.size() - 1) << result.err;
        EXPECT_FALSE(Exists(scratch, "new")) << options;
    }
}

TEST(AgentStudyProgram, ThePublishedAgentIsStudiedAsWell)
{
    const ScratchDirectory scratch;
    const auto study = Study(scratch,
                             " --out=published --compat --seeds=1 --episodes=1 --runs=1 "
                             "--duration=24 --tableSeconds=60 --generator=none --pictures=none");
    ASSERT_EQ(study.status, 0) << study.err;
    EXPECT_NE(scratch.Read("published/study.csv").find("\nthreshold,"), std::string::npos);
}

TEST(AgentStudyProgram, MissingGnuplotIsToldBeforeTheFirstSimulation)
{
    const ScratchDirectory scratch;
    const auto study =
        RunProgram(scratch, "synthnet-agent study --out=new" + OPTIONS, "PATH=/nowhere");
    EXPECT_EQ(study.status, 1);
    EXPECT_NE(study.err.find("gnuplot"), std::string::npos) << study.err;
    EXPECT_FALSE(Exists(scratch, "new/tables"));
}

} // namespace
