/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/testbed.h"

#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// @return whether video and probes pass three switches that rewrite, mark and push
bool
PassesWithChecking()
{
    Packet::EnableChecking();
    TestbedConfig config = TestbedConfig::Scenario("2022");
    config.load.pattern = "none";
    config.player.startSeconds = 0;
    for (auto& each : config.switches)
    {
        each.attributes["EcnThreshold"] = "1";
    }
    config.attributes["ns3::TcpSocketBase::UseEcn"] = "On";
    config.ApplyAttributes();
    bool passes = false;
    {
        Testbed testbed(config);
        testbed.AssignStreams(1);
        Simulator::Stop(Seconds(2.5));
        Simulator::Run();
        uint64_t marked = 0;
        for (uint32_t port = 0; port < testbed.GetSwitch(0)->GetNPorts(); ++port)
        {
            marked += testbed.GetSwitch(0)->GetCounters(port).ecnMarked;
        }
        passes = testbed.GetCollector()->GetReceived() >= 2 && marked > 0 &&
                 testbed.GetPacketsForwarded() > 500;
    }
    Simulator::Destroy();
    return passes;
}

TEST(PacketRewrite, PacketCheckingOfNs3FindsTheHeadersThatItExpects)
{
    // Checking ends the program, and is for all packets of a process.
    ::testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(std::exit(PassesWithChecking() ? 0 : 1), ::testing::ExitedWithCode(0), "");
}

} // namespace
