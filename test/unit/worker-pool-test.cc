/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/worker-pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace ns3::synthnet;

TEST(WorkerPool, EachTaskRunsOnceHoweverManyThreads)
{
    for (const unsigned threads : {1u, 2u, 5u})
    {
        WorkerPool pool(threads);
        for (int round = 0; round < 2000; ++round)
        {
            const std::size_t count = round % 7;
            std::vector<std::atomic<int>> runs(count);
            pool.Run(count, [&](std::size_t task) { ++runs[task]; });
            for (const auto& run : runs)
            {
                ASSERT_EQ(run, 1);
            }
        }
    }
}

TEST(WorkerPool, TasksRunSideBySide)
{
    WorkerPool pool(2);
    std::atomic<int> arrived{0};
    std::atomic<bool> together{true};
    pool.Run(2, [&](std::size_t) {
        ++arrived;
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (arrived < 2)
        {
            if (std::chrono::steady_clock::now() > until)
            {
                together = false;
                return;
            }
        }
    });
    EXPECT_TRUE(together);
}

TEST(WorkerPool, AThreadThatSleepsIsWoken)
{
    WorkerPool pool(3);
    std::atomic<int> sum{0};
    for (int round = 0; round < 5; ++round)
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        pool.Run(10, [&](std::size_t task) { sum += static_cast<int>(task); });
    }
    EXPECT_EQ(sum, 5 * 45);
}

TEST(WorkerPool, WhatATaskThrowsComesToTheCallerWhenNoTaskRunsAnyMore)
{
    for (const unsigned threads : {1u, 2u, 4u})
    {
        WorkerPool pool(threads);
        for (int round = 0; round < 300; ++round)
        {
            std::atomic<int> running{0};
            const auto task = [&](std::size_t i) {
                ++running;
                std::this_thread::yield();
                --running;
                if (i % 3 == 1)
                {
                    throw std::runtime_error("task");
                }
            };
            EXPECT_THROW(pool.Run(8, task), std::runtime_error);
            EXPECT_EQ(running, 0);
        }
        std::atomic<int> sum{0};
        pool.Run(10, [&](std::size_t i) { sum += static_cast<int>(i); });
        EXPECT_EQ(sum, 45) << "of the pool that goes on";
    }
}

TEST(WorkerPool, ThreadsThatTheSystemDoesNotGiveAreAnErrorAndLeaveNone)
{
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    // Room for the stacks of some of them only.
    const rlim_t size = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + (64 << 20);
    const rlimit limit{size, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_AS, &limit), 0);
    EXPECT_THROW(WorkerPool(200), std::system_error);
    setrlimit(RLIMIT_AS, &before);
}
