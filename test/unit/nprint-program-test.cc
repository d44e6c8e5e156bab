/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-bytes.h"
#include "random-packets.h"
#include "run-program.h"

#include "ns3/capture-reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;

class NprintProgram : public ::testing::Test
{
  protected:
    NprintProgram()
    {
        RandomPackets random(13);
        CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
        for (uint32_t i = 0; i < PACKETS; ++i)
        {
            m_packets.push_back(random.Packet());
            capture.Add(m_packets.back(), 1'700'000'000, i * 1000 + 7);
        }
        m_capture = capture.Bytes();
        m_scratch.Write("c.pcap", m_capture);
    }

    ProgramResult Run(const std::string& arguments) const
    {
        return RunProgram(m_scratch, "synthnet-packets " + arguments);
    }

    void Succeed(const std::string& arguments) const
    {
        const ProgramResult result = Run(arguments);
        EXPECT_EQ(result.status, 0) << arguments << "\n" << result.err;
        EXPECT_EQ(result.err, "");
    }

    void Fail(const std::string& arguments, const std::string& line) const
    {
        const ProgramResult result = Run(arguments);
        EXPECT_EQ(result.status, 1) << arguments;
        EXPECT_EQ(result.err, "synthnet-packets: " + line + "\n");
        EXPECT_EQ(m_scratch.Read("out"), "");
    }

    static constexpr uint32_t PACKETS = 20;
    ScratchDirectory m_scratch;
    std::vector<std::vector<uint8_t>> m_packets;
    std::string m_capture;
};

TEST_F(NprintProgram, EncodesAndDecodesPacketsAndTimes)
{
    Succeed("encode --pcap=c.pcap --out=c.npt --payload=100 --times");
    EXPECT_NE(m_scratch.Read("c.npt.run.json").find("\"packets\""), std::string::npos);
    Succeed("decode --nprint=c.npt --out=back.pcap");
    EXPECT_TRUE(m_scratch.Read("back.pcap") == m_capture);
    Succeed("encode --pcap=c.pcap --out=r.npt --payload=100 --rts");
    Succeed("decode --nprint=r.npt --out=r.pcap --link=ethernet --sourceMac=02:00:00:00:00:aB");
    CaptureReader reader(m_scratch.Path() / "r.pcap");
    EXPECT_EQ(reader.Link(), LINK_ETHERNET);
    for (uint32_t i = 0; i < PACKETS; ++i)
    {
        const auto packet = reader.Next();
        ASSERT_TRUE(packet);
        EXPECT_EQ(packet->time, int64_t{i} * 1'000'000);
        EXPECT_EQ(packet->bytes[11], 0xab);
        ASSERT_EQ(packet->ip, 14u);
        ASSERT_EQ(packet->captured, 14 + m_packets[i].size());
        EXPECT_TRUE(std::equal(m_packets[i].begin(), m_packets[i].end(), packet->bytes + 14));
    }
}

TEST_F(NprintProgram, GoesThroughAnImageOfAnyColumnsAndBack)
{
    Succeed("encode --pcap=c.pcap --out=c.npt --eth --payload=9 --times --rts --index=4");
    Succeed("image --nprint=c.npt --out=c.png --form=columns");
    Succeed("unimage --image=c.png --out=back.npt");
    EXPECT_TRUE(m_scratch.Read("back.npt") == m_scratch.Read("c.npt"));
}

TEST_F(NprintProgram, GoesThroughNetDiffusionsImage)
{
    Succeed("encode --pcap=c.pcap --out=c.npt --withoutAddresses");
    Succeed("image --nprint=c.npt --out=c.png");
    Succeed("colour --image=c.png --out=clean.png");
    EXPECT_TRUE(m_scratch.Read("clean.png") == m_scratch.Read("c.png"));
    Succeed("unimage --image=clean.png --out=back.npt");
    const std::string text = m_scratch.Read("c.npt");
    EXPECT_EQ(m_scratch.Read("back.npt").substr(0, text.size()), text);
}

TEST_F(NprintProgram, TakesSoManyRows)
{
    Succeed("encode --pcap=c.pcap --out=c.npt --max=3");
    const std::string text = m_scratch.Read("c.npt");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
}

TEST_F(NprintProgram, UsesWhatIsThereOfDamagedInput)
{
    m_scratch.Write("cut.pcap", m_capture.substr(0, m_capture.size() - 1));
    ProgramResult result = Run("encode --pcap=cut.pcap --out=c.npt");
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.err.rfind("synthnet-packets: cut.pcap: damaged, 19 packets read", 0), 0u)
        << result.err;
    const std::string text = m_scratch.Read("c.npt");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 20);
    m_scratch.Write("cut.npt", text.substr(0, text.size() - 9));
    result = Run("decode --nprint=cut.npt --out=back.pcap");
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.err,
              "synthnet-packets: cut.npt: damaged, 18 rows read, stopped at line 20, which ends "
              "inside a row\n");
    CaptureReader reader(m_scratch.Path() / "back.pcap");
    while (reader.Next())
    {
    }
    EXPECT_EQ(reader.Packets(), 18u);
    EXPECT_EQ(Run("image --nprint=cut.npt --out=cut.png").status, 2);
}

TEST_F(NprintProgram, SaysInOneLineWhatIsWrong)
{
    Succeed("encode --pcap=c.pcap --out=c.npt --tcp");
    Fail("image --nprint=c.npt --out=out",
         "c.npt:1: no column ipv4_ver_0, which NetDiffusion's images have; --form=columns draws "
         "any");
    Fail("decode --nprint=c.npt --out=out", "c.npt: no IP header among 20 rows");
    Fail("unimage --image=c.npt --out=out", "c.npt: is no PNG image");
    Fail("colour --image=c.pcap --out=out", "c.pcap: is no PNG image");
    Fail("decode --nprint=c.npt --out=out --sourceMac=1:2",
         "bad value '1:2' of --sourceMac, expected a MAC address such as 02:00:00:00:00:01");
    Fail("decode --nprint=c.npt --out=out --link=wifi",
         "bad value 'wifi' of --link, expected raw or ethernet");
    m_scratch.Write("bad.npt", "i,ipv4_ver_0\n0,1\n1,7\n");
    Fail("decode --nprint=bad.npt --out=out",
         "bad.npt:3: column 2 (ipv4_ver_0) is '7', expected 0, 1 or -1");
}

} // namespace
