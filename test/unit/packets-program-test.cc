/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-bytes.h"
#include "flow-packets.h"
#include "run-program.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

class PacketsProgram : public ::testing::Test
{
  protected:
    PacketsProgram()
    {
        const auto packets = FlowPackets().Connection();
        CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
        CaptureBytes damaged = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
        for (uint32_t i = 0; i < packets.size(); ++i)
        {
            auto packet = packets[i];
            capture.Add(packet, 1'700'000'000, i);
            packet[i % 2 == 0 ? 36 : 24] ^= 0x40; // a checksum or a sequence number
            damaged.Add(i % 3 == 1 ? packet : packets[i], 1'700'000'000, i);
        }
        m_capture = capture.Bytes();
        m_scratch.Write("valid.pcap", m_capture);
        m_scratch.Write("damaged.pcap", damaged.Bytes());
        m_scratch.Write("cut.pcap", capture.Without(7));
        m_scratch.Write("text.pcap", "no capture");
    }

    ProgramResult Run(const std::string& arguments) const
    {
        return RunProgram(m_scratch, "synthnet-packets " + arguments);
    }

    void Fail(const std::string& arguments, const std::string& line) const
    {
        const ProgramResult result = Run(arguments);
        EXPECT_EQ(result.status, 1) << arguments;
        EXPECT_EQ(result.err, "synthnet-packets: " + line + "\n");
        EXPECT_EQ(m_scratch.Read("out"), "");
    }

    ScratchDirectory m_scratch;
    std::string m_capture;
};

TEST_F(PacketsProgram, RepairsADamagedCaptureToWhatItWas)
{
    const ProgramResult result =
        Run("repair --pcap=damaged.pcap --out=repaired.pcap --report=changes.csv");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_TRUE(m_scratch.Read("repaired.pcap") == m_capture);
    EXPECT_NE(m_scratch.Read("changes.csv").find("\ntcp_seq,"), std::string::npos);
    EXPECT_NE(m_scratch.Read("repaired.pcap.run.json"), "");
}

TEST_F(PacketsProgram, LeavesAValidCaptureAsItIs)
{
    EXPECT_EQ(Run("repair --pcap=valid.pcap --out=same.pcap").status, 0);
    EXPECT_TRUE(m_scratch.Read("same.pcap") == m_capture);
}

TEST_F(PacketsProgram, InspectsAndSplits)
{
    const ProgramResult valid = Run("inspect --pcap=valid.pcap --out=valid.csv");
    EXPECT_EQ(valid.status, 0);
    EXPECT_NE(valid.out.find("26 packets in 1 flow, 0 not IP; 0 faulty (0.00 %)"),
              std::string::npos)
        << valid.out;
    EXPECT_NE(m_scratch.Read("valid.csv").find("1,TCP 10.0.0.1:40000 198.18.0.2:443,26,0,"),
              std::string::npos);
    EXPECT_EQ(Run("inspect --pcap=damaged.pcap").out.find(" 0 faulty"), std::string::npos);
    EXPECT_EQ(Run("split --pcap=valid.pcap --out=flows").status, 0);
    EXPECT_TRUE(m_scratch.Read("flows/0001.pcap") == m_capture);
}

TEST_F(PacketsProgram, SplitsAnewWithoutWhatAnEarlierRunLeft)
{
    CaptureBytes more = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    more.Add(FlowPackets().Datagram(true, 9));
    more.Add(FlowPackets().Segment(true, TCP_ACK, 1, 1, 9));
    m_scratch.Write("more.pcap", more.Bytes());
    EXPECT_EQ(Run("split --pcap=more.pcap --out=flows").status, 0);
    m_scratch.Write("flows/0003.pcap", "mine");
    EXPECT_EQ(Run("split --pcap=valid.pcap --out=flows --overwrite").status, 0);
    EXPECT_TRUE(m_scratch.Read("flows/0001.pcap") == m_capture);
    EXPECT_FALSE(std::filesystem::exists(m_scratch.Path() / "flows/0002.pcap"));
    EXPECT_EQ(m_scratch.Read("flows/0003.pcap"), "mine");
    const ProgramResult result = Run("split --pcap=flows/0001.pcap --out=flows --overwrite");
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.err.find("flows: holds the input flows/0001.pcap"), std::string::npos);
    EXPECT_TRUE(m_scratch.Read("flows/0001.pcap") == m_capture);
}

TEST_F(PacketsProgram, UsesWhatACutCaptureHas)
{
    const ProgramResult result = Run("repair --pcap=cut.pcap --out=part.pcap");
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.err.find("cut.pcap: damaged, 25 packets read"), std::string::npos)
        << result.err;
    EXPECT_TRUE(m_scratch.Read("part.pcap") ==
                m_capture.substr(0, m_scratch.Read("part.pcap").size()));
}

TEST_F(PacketsProgram, RefusesBadInputInOneLine)
{
    Fail("repair --out=out", "--nprint or --pcap is missing, expected one of them");
    Fail("repair --out=out --pcap=valid.pcap --nprint=x",
         "--nprint and --pcap are both there, expected one");
    EXPECT_EQ(Run("repair --out=out --pcap=text.pcap").status, 1);
    EXPECT_EQ(Run("repair --out=out --pcap=valid.pcap --like=absent.pcap").status, 1);
    EXPECT_EQ(Run("repair --out=out --pcap=valid.pcap --seed=0").status, 1);
    EXPECT_EQ(Run("split --out=out --pcap=text.pcap").status, 1);
    CaptureBytes late = CaptureBytes::Pcapng(CaptureBytes::LINK_RAW, false, 0);
    late.AddBlock(FlowPackets().Datagram(true, 9), 5'000'000'000);
    m_scratch.Write("late.pcapng", late.Bytes());
    for (const std::string verb : {"repair", "split"})
    {
        Fail(verb + " --out=out --pcap=late.pcapng",
             "late.pcapng: a packet's time is 5000000000 seconds since 1970, expected what a pcap "
             "file can hold, 0 to 4294967295");
    }
    EXPECT_EQ(m_scratch.Read("out"), "");
}

} // namespace
