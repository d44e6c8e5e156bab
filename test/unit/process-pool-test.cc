/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "process-pool.h"
#include "stop-signals.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <map>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace
{

using namespace ns3::synthnet;

TEST(ProcessPool, EveryTaskRunsOnceInAProcessOfItsOwn)
{
    std::vector<ProcessTask> tasks;
    for (int i = 0; i < 7; ++i)
    {
        tasks.emplace_back([i] { return std::to_string(i * i) + " " + std::to_string(getpid()); });
    }
    std::map<std::size_t, std::string> results;
    RunInProcesses(tasks, 3, [&](std::size_t place, const std::string& result) {
        EXPECT_TRUE(results.emplace(place, result).second);
    });
    ASSERT_EQ(results.size(), tasks.size());
    std::map<std::string, int> processes;
    for (const auto& [place, result] : results)
    {
        const std::size_t blank = result.find(' ');
        EXPECT_EQ(result.substr(0, blank), std::to_string(place * place));
        ++processes[result.substr(blank)];
    }
    EXPECT_EQ(processes.size(), tasks.size());
    EXPECT_EQ(processes.count(' ' + std::to_string(getpid())), 0u);
}

TEST(ProcessPool, AResultMayBeLongerThanAPipeHolds)
{
    const std::string large(1'000'000, 'x');
    std::string result;
    RunInProcesses({[&] { return large; }}, 1, [&](std::size_t, const std::string& each) {
        result = each;
    });
    EXPECT_EQ(result, large);
}

TEST(ProcessPool, WhatATaskThrowsComesToTheCallerAndEndsTheOthers)
{
    const auto start = std::chrono::steady_clock::now();
    const std::vector<ProcessTask> tasks{
        []() -> std::string { throw std::runtime_error("no such depth"); },
        [] {
            std::this_thread::sleep_for(std::chrono::seconds(60));
            return std::string();
        }};
    ExpectInputError([&] { RunInProcesses(tasks, 2, [](std::size_t, const std::string&) {}); },
                     "no such depth");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(ProcessPool, AKilledChildIsNoticed)
{
    const std::vector<ProcessTask> tasks{[]() -> std::string {
        std::raise(SIGKILL);
        return "";
    }};
    ExpectInputError([&] { RunInProcesses(tasks, 1, [](std::size_t, const std::string&) {}); },
                     "a child process was ended by signal 9");
}

} // namespace
