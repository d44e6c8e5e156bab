/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "capture-bytes.h"
#include "int-layers.h"
#include "run-program.h"

#include "ns3/int-table.h"
#include "ns3/telemetry-report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

class IntProgram : public ::testing::Test
{
  protected:
    ProgramResult Decode(const std::string& options = "") const
    {
        return RunProgram(m_scratch, "synthnet-int decode --pcap=c.pcap --out=out.csv " + options);
    }

    void Write(const std::string& bytes) const
    {
        m_scratch.Write("c.pcap", bytes);
    }

    /// One line on standard error that begins with @p start, status 1, nothing called out….
    void ExpectRefused(const std::string& commandLine, const std::string& start) const
    {
        const auto result = RunProgram(m_scratch, "synthnet-int " + commandLine);
        EXPECT_EQ(result.status, 1) << commandLine;
        EXPECT_EQ(result.err.rfind("synthnet-int: " + start, 0), 0u) << commandLine << "\n"
                                                                     << result.err;
        ExpectOneLine(result.err);
        for (const auto& entry : fs::directory_iterator(m_scratch.Path()))
        {
            EXPECT_NE(entry.path().filename().string().rfind("out", 0), 0u)
                << commandLine << " left " << entry.path();
        }
    }

    static void ExpectOneLine(const std::string& text)
    {
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
    }

    std::size_t Rows() const
    {
        const std::string table = m_scratch.Read("out.csv");
        return static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')) - 1;
    }

    /// One packet without INT, one with two hops, one with none.
    static CaptureBytes ThreePackets()
    {
        CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
        capture.Add(TestPacket().Bytes(), 10, 1);
        capture.Add(WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 2), 10, 2);
        capture.Add(WithInt(TestPacket(), INT_MX, MARKED_BY_PORT, 0), 10, 3);
        return capture;
    }

    const std::string DECODE = "decode --pcap=c.pcap --out=out.csv ";
    ScratchDirectory m_scratch;
};

TEST_F(IntProgram, DecodeWritesTheTableAndTheRecordOfItsRun)
{
    Write(ThreePackets().Bytes());
    const auto result = Decode();
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.out, "out.csv: 3 rows, 2 packets with INT of 3\n");
    const std::string table = m_scratch.Read("out.csv");
    EXPECT_EQ(table.rfind("packet,time,kind,src,dst,protocol,srcPort,dstPort,dscp,discard,", 0),
              0u);
    for (const char* row : {"\n2,10.000002000,md,198.1.1.17,198.1.2.18,17,4196,9028,0,0,",
                            "\n3,10.000003000,mx,198.1.1.17,198.1.2.18,17,4196,9028,0,0,"})
    {
        EXPECT_NE(table.find(row), std::string::npos) << table;
    }
    const std::string record = m_scratch.Read("out.csv.run.json");
    for (const char* part : {"\"verb\": \"decode\"", "\"packets\": 3", "\"dscp\": \"0x17\""})
    {
        EXPECT_NE(record.find(part), std::string::npos) << record;
    }
}

TEST_F(IntProgram, DecodeReadsEthernetInPcapng)
{
    CaptureBytes capture = CaptureBytes::Pcapng(CaptureBytes::LINK_ETHERNET);
    PacketBytes frame(12, 0xee);
    frame.insert(frame.end(), {0x08, 0x00});
    const PacketBytes packet = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 3);
    frame.insert(frame.end(), packet.begin(), packet.end());
    capture.AddBlock(frame, 1648568953000000001);
    capture.AddBlock(PacketBytes(60, 0xff), 1648568953000000002); // no IP
    Write(capture.Bytes());
    const auto result = Decode();
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out, "out.csv: 3 rows, 1 packet with INT of 2\n");
}

TEST_F(IntProgram, DecodeLooksForTheMarksThatItIsTold)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(WithInt(TestPacket(), INT_MD, {false, 0x20, 0}, 1));
    capture.Add(WithInt(TestPacket(), INT_MD, {true, 0, 5000}, 1));
    TestPacket report;
    report.destinationPort = 5001;
    report.payload = EncodeReportPacket({{}, {Report()}});
    capture.Add(report.Bytes());
    Write(capture.Bytes());
    ExpectRefused(DECODE,
                  "c.pcap: no INT header or telemetry report in 3 packets, expected INT with DSCP "
                  "0x17 or destination port 0x4568, or reports to UDP port 32766\n");
    EXPECT_EQ(Decode("--dscp=32 --port=0x1388 --reportPort=5001").status, 0);
    EXPECT_EQ(Rows(), 3u);
}

TEST_F(IntProgram, IntOfAnotherVersionIsNamed)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(TestPacket().Bytes());
    PacketBytes other = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1);
    other[32] = 0x10;
    capture.Add(other);
    Write(capture.Bytes());
    ExpectRefused(DECODE,
                  "c.pcap: packet 2 has INT or a report of version 1, expected version 2\n");
    capture.Add(WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1));
    Write(capture.Bytes());
    capture.Add(other);
    Write(capture.Bytes());
    const auto result = Decode(); // when there is some of version 2 as well
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.err,
              "synthnet-int: c.pcap: INT or a report of another version than 2 is in 2 packets, "
              "first in packet 2, version 1\n");
    EXPECT_EQ(Rows(), 1u);
}

TEST_F(IntProgram, OfMetadataThatIsCutWhatCanBeReadIsWritten)
{
    CaptureBytes capture = ThreePackets();
    PacketBytes packet = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 3);
    const auto size = static_cast<uint32_t>(packet.size());
    packet.resize(28 + 16 + 24 + 23); // one hop, and most of another one
    capture.Add(packet, 10, 4, size);
    capture.Add(packet, 10, 5, size);
    Write(capture.Bytes());
    const auto result = Decode();
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.err,
              "synthnet-int: c.pcap: metadata is cut short in 2 packets, first in packet 4\n");
    EXPECT_EQ(Rows(), 5u);
}

TEST_F(IntProgram, ACaptureThatIsCutBeforeEveryShimIsRefused)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    PacketBytes packet = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 3);
    const auto size = static_cast<uint32_t>(packet.size());
    packet.resize(28);
    capture.Add(TestPacket().Bytes());
    capture.Add(packet, 10, 1, size);
    Write(capture.Bytes());
    ExpectRefused(DECODE,
                  "c.pcap: no whole INT header or telemetry report in 2 packets: metadata is cut "
                  "short in 1 packet, first in packet 2\n");
}

TEST_F(IntProgram, ACaptureThatIsCutBehindTheDscpSaysSo)
{
    PacketBytes frame(12, 0xee);
    frame.insert(frame.end(), {0x08, 0x00});
    const PacketBytes packet = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 3);
    frame.insert(frame.end(), packet.begin(), packet.end());
    for (const std::size_t snap : {16, 20, 33, 34, 41})
    {
        CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_ETHERNET);
        capture.Add(PacketBytes(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(snap)),
                    10,
                    1,
                    static_cast<uint32_t>(frame.size()));
        Write(capture.Bytes());
        ExpectRefused(
            DECODE,
            "c.pcap: no whole INT header or telemetry report in 1 packet: metadata is cut "
            "short in 1 packet, first in packet 1\n");
    }
}

TEST_F(IntProgram, MalformedHeadersAreCounted)
{
    PacketBytes malformed = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1);
    malformed[34] = 0xff; // HopML
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(TestPacket().Bytes());
    capture.Add(malformed);
    capture.Add(malformed);
    const std::string note = "headers are malformed in 2 packets marked as INT or a report, first "
                             "in packet 2\n";
    Write(capture.Bytes());
    ExpectRefused(DECODE, "c.pcap: no whole INT header or telemetry report in 3 packets: " + note);
    capture.Add(WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1));
    Write(capture.Bytes());
    const auto result = Decode();
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.err, "synthnet-int: c.pcap: " + note);
    EXPECT_EQ(Rows(), 1u);
}

TEST_F(IntProgram, OfADamagedCaptureWhatCanBeReadIsWritten)
{
    Write(ThreePackets().Without(1));
    auto result = Decode();
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(
        result.err.rfind("synthnet-int: c.pcap: damaged, 2 packets read, stopped at byte ", 0),
        0u)
        << result.err;
    ExpectOneLine(result.err);
    EXPECT_EQ(Rows(), 2u);

    CaptureBytes cut = ThreePackets();
    PacketBytes packet = WithInt(TestPacket(), INT_MD, MARKED_BY_DSCP, 1);
    packet.resize(28 + 16 + 10);
    cut.Add(packet);
    cut.Add(packet);
    Write(cut.Without(1));
    result = Decode("--overwrite");
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.err.find("; metadata is cut short in 1 packet, first in packet 4"),
              std::string::npos)
        << result.err;
    ExpectOneLine(result.err);
}

TEST_F(IntProgram, ADamagedCaptureWithoutIntIsRefused)
{
    CaptureBytes capture = CaptureBytes::Pcap(CaptureBytes::LINK_RAW);
    capture.Add(TestPacket().Bytes());
    capture.Add(TestPacket().Bytes());
    Write(capture.Without(1));
    ExpectRefused(DECODE, "c.pcap: damaged, 1 packet read, stopped at byte ");
    EXPECT_NE(Decode().err.find("; no INT header or telemetry report in 1 packet, expected INT"),
              std::string::npos);
}

TEST_F(IntProgram, BadInputIsRefusedWithOneLine)
{
    Write(ThreePackets().Bytes());
    ExpectRefused("", "--out is missing, expected a directory to make\n"); // of a simulation
    ExpectRefused("--pcap=c.pcap", "unknown option --pcap");
    ExpectRefused("encode", "unknown verb 'encode', expected decode\n");
    ExpectRefused("decode --out=out.csv", "the option '--pcap' is required but missing\n");
    ExpectRefused("decode --pcap=c.pcap", "the option '--out' is required but missing\n");
    ExpectRefused(DECODE + "--dscp=64", "bad value '64' of --dscp, expected 0 to 63\n");
    ExpectRefused(DECODE + "--port=0", "bad value '0' of --port, expected 1 to 65535\n");
    ExpectRefused(DECODE + "--reportPort=x",
                  "bad value 'x' of --reportPort, expected 1 to 65535\n");
    ExpectRefused(DECODE + "--snap=1", "unknown option --snap=1, see --help\n");
    ExpectRefused("decode --pcap=none.pcap --out=out.csv",
                  "none.pcap: cannot be read: No such file or directory, expected a capture, pcap "
                  "or pcapng\n");
    ExpectRefused("decode --pcap=. --out=out.csv",
                  ".: cannot be read: is a directory, expected a capture, pcap or pcapng\n");
    ExpectRefused("decode --pcap=c.pcap --out=c.pcap --overwrite",
                  "c.pcap: is the input c.pcap, expected another file to write\n");
    m_scratch.Write("text.pcap", "this is a text, and no capture");
    ExpectRefused("decode --pcap=text.pcap --out=out.csv", "text.pcap: is no capture: ");
    m_scratch.Write("wifi.pcap", CaptureBytes::Pcap(CaptureBytes::LINK_IEEE802_11).Bytes());
    ExpectRefused("decode --pcap=wifi.pcap --out=out.csv",
                  "wifi.pcap: has link type 105 (IEEE802_11), expected Ethernet");
}

TEST_F(IntProgram, AnExistingTableStaysUnlessToldOtherwise)
{
    Write(ThreePackets().Bytes());
    m_scratch.Write("out.csv", "mine");
    const auto result = Decode();
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.err.rfind("synthnet-int: out.csv: ", 0), 0u) << result.err;
    ExpectOneLine(result.err);
    EXPECT_EQ(m_scratch.Read("out.csv"), "mine");
    EXPECT_EQ(Decode("--overwrite").status, 0);
    EXPECT_EQ(Rows(), 3u);
}

TEST_F(IntProgram, HelpExplainsEveryColumn)
{
    const std::string help = RunProgram(m_scratch, "synthnet-int decode --help").out;
    for (const auto& column : IntTable::Columns())
    {
        EXPECT_NE(help.find("\n  " + column.name + " "), std::string::npos) << column.name;
    }
}

} // namespace
