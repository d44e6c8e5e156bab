/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/worker-pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
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
