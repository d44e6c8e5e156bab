/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-bytes.h"
#include "run-program.h"

#include "ns3/big-endian.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace ns3::synthnet
{
namespace
{

using Bytes = std::vector<uint8_t>;

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t ACK = 16;

/// Of TCP from or to 192.168.1.2:40000, or of UDP when there are no flags.
Bytes
MakePacket(bool fromClient,
           uint8_t flags,
           uint32_t sequence,
           uint32_t acknowledgement,
           std::size_t payload)
{
    const std::size_t header = flags == 0 ? 8 : 20;
    Bytes packet(20 + header + payload);
    packet[0] = 0x45;
    StoreBig16(&packet[2], static_cast<uint16_t>(packet.size()));
    packet[8] = 64;
    packet[9] = flags == 0 ? 17 : 6;
    StoreBig32(&packet[12], fromClient ? 0xc0a80102 : 0x08080808);
    StoreBig32(&packet[16], fromClient ? 0x08080808 : 0xc0a80102);
    StoreBig16(&packet[20], fromClient ? 40000 : 80);
    StoreBig16(&packet[22], fromClient ? 80 : 40000);
    if (flags == 0)
    {
        StoreBig16(&packet[24], static_cast<uint16_t>(8 + payload));
        return packet;
    }
    StoreBig32(&packet[24], sequence);
    StoreBig32(&packet[28], acknowledgement);
    packet[32] = 5 << 4;
    packet[33] = flags;
    return packet;
}

/// A request of 300 bytes, an answer of 2,000, and a datagram of 100; seven packets.
CaptureBytes
MakeCapture()
{
    auto capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(MakePacket(true, SYN, 0, 0, 0), 100, 0);
    capture.Add(MakePacket(false, SYN | ACK, 0, 1, 0), 100, 20'000);
    capture.Add(MakePacket(true, ACK, 1, 1, 300), 100, 21'000);
    capture.Add(MakePacket(false, ACK, 1, 301, 1200), 100, 50'000);
    capture.Add(MakePacket(false, ACK, 1201, 301, 800), 100, 50'100);
    capture.Add(MakePacket(true, FIN | ACK, 301, 2001, 0), 100, 60'000);
    capture.Add(MakePacket(true, 0, 0, 0, 100), 101, 0);
    return capture;
}

/// A testbed without losses, which ends soon.
const std::string COMMON = " --duration=5 --config=clean.json --seed=3 --run=2 ";

class ReplayProgram : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        m_scratch.Write("clean.json",
                        R"({"serverLink": {"loss": 0}, "switchLink": {"loss": 0},
                            "playerLink": {"loss": 0}, "loadLink": {"loss": 0}})");
        m_scratch.Write("c.pcap", MakeCapture().Bytes());
    }

    ProgramResult Run(const std::string& options)
    {
        return RunProgram(m_scratch, "synthnet-replay" + COMMON + options);
    }

    void ExpectRefused(const std::string& options, const std::string& part)
    {
        const auto result = Run(options);
        EXPECT_EQ(result.status, 1) << options;
        EXPECT_EQ(result.err.rfind("synthnet-replay: ", 0), 0U) << result.err;
        EXPECT_EQ(result.err.find('\n'), result.err.size() - 1) << result.err;
        EXPECT_NE(result.err.find(part), std::string::npos) << result.err;
        EXPECT_FALSE(std::filesystem::exists(m_scratch.Path() / "bad")) << options;
    }

    ScratchDirectory m_scratch;
};

TEST_F(ReplayProgram, PacketsArriveAndAreCounted)
{
    const auto result = Run("--pcap=c.pcap --out=o");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find("c.pcap: clients 192.168.1.2; 7 packets sent, 7 arrived"),
              std::string::npos)
        << result.out;
    const std::string table = m_scratch.Read("o/replay.csv");
    EXPECT_NE(
        table.find("c.pcap,TCP 192.168.1.2:40000 8.8.8.8:80,3,3,420,2120,3,3,420,2120,3,3,420,"
                   "2120,0.06"),
        std::string::npos)
        << table;
    EXPECT_NE(
        table.find("c.pcap,UDP 192.168.1.2:40000 8.8.8.8:80,1,0,128,0,1,0,128,0,1,0,128,0,1.0"),
        std::string::npos)
        << table;
    EXPECT_EQ(m_scratch.Read("o/far-end.pcap").size(), 24 + 7 * 16 + 420 + 2120 + 128);
    for (const char* name : {"int.csv", "dash.csv", "qoe.json", "run.json"})
    {
        EXPECT_FALSE(m_scratch.Read(std::string("o/") + name).empty()) << name;
    }
    EXPECT_NE(m_scratch.Read("o/run.json").find("\"sides\": \"clients 192.168.1.2\""),
              std::string::npos);
}

TEST_F(ReplayProgram, FlowsDeliverTheirBytes)
{
    const auto result = Run("--pcap=c.pcap --mode=flows --loops=2 --loopGap=1 --out=o");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find("4 flows started, 4 complete"), std::string::npos) << result.out;
    const std::string table = m_scratch.Read("o/replay.csv");
    EXPECT_NE(
        table.find("c.pcap,TCP 192.168.1.2:40000 8.8.8.8:80,1,2,300,2000,,,600,4000,,,600,4000,"),
        std::string::npos)
        << table;
    EXPECT_NE(table.find("c.pcap,UDP 192.168.1.2:40000 8.8.8.8:80,1,0,100,0,2,0,200,0,2,0,200,0,"),
              std::string::npos)
        << table;
    EXPECT_GT(m_scratch.Read("o/far-end.pcap").size(), 4600U);
}

TEST_F(ReplayProgram, TheSameSeedAndRunGiveTheSameBytes)
{
    for (const std::string mode : {"packets", "flows"})
    {
        for (const char* out : {"a", "b"})
        {
            const auto result = Run("--pcap=c.pcap,c.pcap --start=0,0.5 --speed=2 --mode=" + mode +
                                    " --out=" + mode + "/" + out);
            EXPECT_EQ(result.status, 0) << result.err;
        }
        for (const char* name : {"int.csv", "dash.csv", "qoe.json", "replay.csv", "far-end.pcap"})
        {
            EXPECT_EQ(m_scratch.Read(mode + "/a/" + name), m_scratch.Read(mode + "/b/" + name))
                << name;
        }
    }
}

TEST_F(ReplayProgram, ADamagedCaptureIsUsedAsFarAsItGoes)
{
    m_scratch.Write("cut.pcap", MakeCapture().Without(10));
    const auto result = Run("--pcap=cut.pcap --out=o");
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.err.find("cut.pcap: damaged, 6 packets read"), std::string::npos)
        << result.err;
    EXPECT_NE(result.out.find("6 packets sent, 6 arrived"), std::string::npos) << result.out;
}

TEST_F(ReplayProgram, APacketThatTheLinkCutsIntoFragmentsIsOne)
{
    auto capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(MakePacket(true, ACK, 1, 1, 4000), 100, 0);
    m_scratch.Write("long.pcap", capture.Bytes());
    const auto result = Run("--pcap=long.pcap --out=o");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find("; 1 packet sent, 1 arrived; 2 fragments besides the first of a "
                              "packet\n"),
              std::string::npos)
        << result.out;
    EXPECT_NE(m_scratch.Read("o/replay.csv").find(",1,0,4040,0,1,0,4040,0,1,0,4080,0,"),
              std::string::npos)
        << m_scratch.Read("o/replay.csv");
}

TEST_F(ReplayProgram, DoesNotReplaceItsInput)
{
    const auto result = Run("--pcap=c.pcap --out=o");
    EXPECT_EQ(result.status, 0) << result.err;
    const std::string farEnd = m_scratch.Read("o/far-end.pcap");
    const auto again = Run("--pcap=c.pcap,o/far-end.pcap --out=o --overwrite --speed=2");
    EXPECT_EQ(again.status, 1);
    EXPECT_EQ(again.err,
              "synthnet-replay: o: holds the input o/far-end.pcap, expected another directory to "
              "write\n");
    EXPECT_TRUE(m_scratch.Read("o/far-end.pcap") == farEnd);
}

TEST_F(ReplayProgram, SaysWhenTheRunEndsFirst)
{
    const auto result = Run("--pcap=c.pcap --start=4.5 --out=o");
    EXPECT_EQ(result.status, 0);
    EXPECT_NE(result.err.find("c.pcap: the run ended before the replay"), std::string::npos)
        << result.err;
}

TEST_F(ReplayProgram, RefusesWhatHasNoSense)
{
    m_scratch.Write("text.pcap", "no capture");
    auto empty = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    m_scratch.Write("empty.pcap", empty.Bytes());
    ExpectRefused("--out=bad", "--pcap is missing");
    ExpectRefused("--pcap=c.pcap", "--out is missing");
    ExpectRefused("--pcap=none.pcap --out=bad", "none.pcap: cannot be read");
    ExpectRefused("--pcap=text.pcap --out=bad", "text.pcap: is no capture");
    ExpectRefused("--pcap=empty.pcap --out=bad", "empty.pcap: no IP packet among 0 packets");
    ExpectRefused("--pcap=empty.pcap --mode=flows --out=bad", "no packet of TCP or UDP");
    ExpectRefused("--pcap=c.pcap --mode=bits --out=bad", "expected packets or flows");
    ExpectRefused("--pcap=c.pcap --speed=0 --out=bad", "--speed=0, expected");
    ExpectRefused("--pcap=c.pcap --start=1,2 --out=bad", "--start has 2 times, expected 1\n");
    ExpectRefused("--pcap=c.pcap,c.pcap,c.pcap --start=1,2 --out=bad",
                  "--start has 2 times, expected 1 or 3, one for each capture\n");
    ExpectRefused("--pcap=c.pcap --start=x --out=bad", "--start=x, expected 0 to 1e8 seconds");
    ExpectRefused("--pcap=c.pcap --clients=host --out=bad", "'host' is no address");
    ExpectRefused("--pcap=c.pcap --ports=80 --out=bad", "'80' maps no port");
    ExpectRefused("--pcap=c.pcap --clients=1.2.3.4 --servers=1.2.3.4 --out=bad", "both there");
    ExpectRefused("--pcap=c.pcap --depth=0 --out=bad", "bad value 0 of --depth, expected 1 to");
    ExpectRefused("--pcap=c.pcap --loops=-1 --out=bad", "--loops");
}

} // namespace
} // namespace ns3::synthnet
