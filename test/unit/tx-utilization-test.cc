/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/tx-utilization.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

TEST(TxUtilization, AnUnusedLineHasNone)
{
    TxUtilization line(DataRate("1Gbps"), MilliSeconds(10));
    EXPECT_EQ(line.Read(Seconds(0)), 0u);
    EXPECT_EQ(line.Read(Seconds(100)), 0u);
}

TEST(TxUtilization, ShareOfASteadyLoad)
{
    // 1250 bytes take 10 µs of 1 Gbit/s: one packet in 40 µs is a quarter.
    TxUtilization line(DataRate("1Gbps"), MilliSeconds(10));
    for (int i = 0; i < 5000; ++i)
    {
        line.Add(MicroSeconds(40 * i), 1250, MicroSeconds(40 * i));
    }
    EXPECT_NEAR(line.Read(MicroSeconds(40 * 4999)), 250'000, 1000);
}

TEST(TxUtilization, DecaysWithItsTimeConstant)
{
    TxUtilization line(DataRate("1Mbps"), MilliSeconds(100));
    line.Add(Seconds(1), 1250, Seconds(1)); // 10 ms of the line: a tenth of the time constant
    EXPECT_EQ(line.Read(Seconds(1)), 100'000u);
    EXPECT_EQ(line.Read(Seconds(1.1)), static_cast<uint32_t>(std::lround(1e5 * std::exp(-1))));
}

TEST(TxUtilization, AFullLineHasAMillion)
{
    TxUtilization line(DataRate("1Mbps"), MilliSeconds(1));
    line.Add(Seconds(1), 1250, Seconds(1));
    EXPECT_EQ(line.Read(Seconds(1)), 1'000'000u);
}

TEST(TxUtilization, PacketsCountWhenTheyLeave)
{
    TxUtilization line(DataRate("1Mbps"), MilliSeconds(100));
    line.Add(MilliSeconds(20), 1250, Seconds(0));
    line.Add(MilliSeconds(30), 1250, Seconds(0));
    EXPECT_EQ(line.Read(MilliSeconds(10)), 0u);
    EXPECT_EQ(line.Read(MilliSeconds(20)), 100'000u);
    EXPECT_EQ(line.Read(MilliSeconds(30)),
              static_cast<uint32_t>(std::lround(1e5 * (1 + std::exp(-0.1)))));
}

} // namespace
