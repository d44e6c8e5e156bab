/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packets.h"
#include "run-program.h"

#include "ns3/capture-reader.h"
#include "ns3/int-content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;
namespace fs = std::filesystem;

const std::vector<std::string> LINKS{"server-switch1",
                                     "switch1-switch2",
                                     "switch2-switch3",
                                     "switch3-player1",
                                     "switch3-load"};

std::size_t
LinesOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// What a capture of a link has.
struct LinkContents
{
    std::size_t packets{0};
    std::size_t wrongChecksums{0};
    std::size_t withInt{0};
    std::size_t hops{0};
    std::size_t withM{0};
};

class IntSimulationProgram : public ::testing::Test
{
  protected:
    /// The video alone, for as long as its buffer fills.
    ProgramResult Simulate(const std::string& options, const std::string& out = "out") const
    {
        return RunProgram(m_scratch,
                          "synthnet-int --duration=12 --load=none --out=" + out + " " + options);
    }

    void ExpectRefused(const std::string& options, const std::string& part) const
    {
        const auto result = RunProgram(m_scratch, "synthnet-int --out=out " + options);
        EXPECT_EQ(result.status, 1) << options;
        EXPECT_EQ(result.err.rfind("synthnet-int: ", 0), 0u) << result.err;
        EXPECT_NE(result.err.find(part), std::string::npos) << options << "\n" << result.err;
        EXPECT_EQ(LinesOf(result.err), 1u) << result.err;
        EXPECT_FALSE(fs::exists(m_scratch.Path() / "out")) << options;
    }

    LinkContents ContentsOf(const std::string& directory, const std::string& link) const
    {
        LinkContents contents;
        CaptureReader reader(m_scratch.Path() / directory / (link + ".pcap"));
        while (const auto packet = reader.Next())
        {
            EXPECT_EQ(packet->captured, packet->wire) << "whole packets";
            const PacketBytes bytes(packet->bytes + packet->ip.value(),
                                    packet->bytes + packet->captured);
            const auto place = FindIntPlace(bytes.data(), bytes.size());
            ++contents.packets;
            if (!place) // a probe
            {
                continue;
            }
            const bool isRight =
                OnesSum(bytes.data(), place->l4) == 0xffff && L4Sum(bytes) == 0xffff;
            contents.wrongChecksums += isRight ? 0 : 1;
            const auto content =
                ReadInt(bytes.data() + place->payload, bytes.size() - place->payload);
            if (SaysInt(*place, {}) && content)
            {
                ++contents.withInt;
                contents.hops += content->hops.size();
                contents.withM += content->header.mtuExceeded ? 1 : 0;
            }
        }
        EXPECT_EQ(reader.DamageNote(), "");
        return contents;
    }

    std::size_t RowsOf(const std::string& directory) const
    {
        return LinesOf(m_scratch.Read(directory + "/int.csv")) - 1;
    }

    ScratchDirectory m_scratch;
};

TEST_F(IntSimulationProgram, EveryModeFillsTheSameLogs)
{
    std::string header;
    for (const std::string mode : {"md", "mx", "xd", "probe"})
    {
        const auto result = Simulate("--mode=" + mode, mode);
        ASSERT_EQ(result.status, 0) << result.err;
        EXPECT_EQ(result.err, "") << mode;
        const std::string log = m_scratch.Read(mode + "/int.csv");
        header = header.empty() ? log.substr(0, log.find('\n')) : header;
        EXPECT_EQ(log.substr(0, log.find('\n')), header) << mode;
        EXPECT_GT(RowsOf(mode), mode == "probe" ? 2u : 100u) << mode;
        const std::string overhead = m_scratch.Read(mode + "/overhead.csv");
        EXPECT_EQ(LinesOf(overhead), 3u) << overhead;
        EXPECT_NE(overhead.find("\nnone,"), std::string::npos);
        EXPECT_NE(overhead.find("\n" + mode + ","), std::string::npos);
        const auto join =
            RunProgram(m_scratch,
                       "synthnet-dataset join --int=" + mode + "/int.csv --dash=" + mode +
                           "/dash.csv --out=" + mode + ".csv");
        EXPECT_EQ(join.status, 0) << join.err;
        std::size_t withInt = 0;
        for (const std::string& link : LINKS)
        {
            const LinkContents contents = ContentsOf(mode, link);
            const bool isUsed = mode != "probe" || link != "switch3-load"; // where reports go
            EXPECT_EQ(contents.packets > 100, isUsed) << mode << " " << link;
            EXPECT_EQ(contents.wrongChecksums, 0u) << mode << " " << link;
            const bool isInside =
                link.rfind("switch1-switch2", 0) == 0 || link.rfind("switch2-switch3", 0) == 0;
            EXPECT_EQ(contents.withInt > 0, isInside && (mode == "md" || mode == "mx"))
                << mode << " " << link;
            withInt += contents.withInt;
            const std::size_t hops = link == "switch1-switch2" ? 1 : 2;
            EXPECT_EQ(contents.hops, mode == "md" && isInside ? hops * contents.withInt : 0)
                << mode << " " << link;
        }
        EXPECT_EQ(withInt > 0, mode == "md" || mode == "mx");
    }
}

TEST_F(IntSimulationProgram, TheSameSeedMakesTheSameBytes)
{
    ASSERT_EQ(Simulate("--mode=md", "one").status, 0);
    ASSERT_EQ(Simulate("--mode=md", "two").status, 0);
    for (const auto& entry : fs::directory_iterator(m_scratch.Path() / "one"))
    {
        const std::string name = entry.path().filename().string();
        if (name != "run.json") // which has the wall time
        {
            EXPECT_EQ(m_scratch.Read("one/" + name) == m_scratch.Read("two/" + name), true) << name;
        }
    }
}

TEST_F(IntSimulationProgram, ReportsCanComeDirectly)
{
    ASSERT_EQ(Simulate("--mode=mx --reports=direct --captures=none").status, 0);
    EXPECT_GT(RowsOf("out"), 100u);
    EXPECT_FALSE(fs::exists(m_scratch.Path() / "out/switch1-switch2.pcap"));
    EXPECT_NE(m_scratch.Read("stdout.txt").find(" 0 reports,"), std::string::npos)
        << m_scratch.Read("stdout.txt");
}

TEST_F(IntSimulationProgram, OnlyWhatIsWatchedIsMeasured)
{
    ASSERT_EQ(Simulate("--captures=none", "all").status, 0);
    ASSERT_EQ(
        Simulate("--captures=none '--watch=protocol=tcp,sport=80,dst=10.0.0.2,every=10'", "tenth")
            .status,
        0);
    EXPECT_NEAR(RowsOf("tenth") / (RowsOf("all") / 10.0), 1, 0.5);
}

TEST_F(IntSimulationProgram, ARunInWhichNothingIsWatchedSaysSo)
{
    const std::string note = "synthnet-int: no packet of this run was watched, expected --watch "
                             "with some of its traffic, or a longer --duration\n";
    for (const std::string mode : {"md", "mx", "xd"})
    {
        const auto result = Simulate("--captures=none --watch=dport=9999 --mode=" + mode, mode);
        EXPECT_EQ(result.status, 0) << mode;
        EXPECT_EQ(result.err, note) << mode;
        EXPECT_EQ(RowsOf(mode), 0u) << mode;
    }
}

TEST_F(IntSimulationProgram, ATightMtuShowsWhatMIsFor)
{
    const auto result = Simulate("--tightMtu");
    ASSERT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find(" 0 could not be"), std::string::npos) << result.out;
    EXPECT_EQ(result.out.find(" 0 without room (M)"), std::string::npos) << result.out;
    const LinkContents contents = ContentsOf("out", "switch2-switch3");
    EXPECT_EQ(contents.wrongChecksums, 0u);
    EXPECT_GT(contents.withInt, 100u);
    EXPECT_GT(contents.withM, 100u);
    EXPECT_LT(contents.withM, contents.withInt) << "short ones have room";
    EXPECT_GT(RowsOf("out"), 0u);
    EXPECT_LE(RowsOf("out"), contents.withInt - contents.withM);
    const auto few = Simulate("--hops=1", "few");
    ASSERT_EQ(few.status, 0) << few.err;
    EXPECT_EQ(few.out.find(" 0 without hops left (E)"), std::string::npos) << few.out;
    EXPECT_EQ(RowsOf("few"), 0u);
}

TEST_F(IntSimulationProgram, PortsMarkPacketsAsWell)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-int --duration=12 --load=microburst --byPort "
                                   "--port=5000 --watch=protocol=udp --out=out");
    ASSERT_EQ(result.status, 0) << result.err;
    const auto decode =
        RunProgram(m_scratch,
                   "synthnet-int decode --pcap=out/switch2-switch3.pcap --port=5000 --out=t.csv");
    EXPECT_EQ(decode.status, 0) << decode.err;
    EXPECT_GT(LinesOf(m_scratch.Read("t.csv")), 100u);
    EXPECT_EQ(ContentsOf("out", "switch2-switch3").withInt, 0u) << "by INT's DSCP";
}

TEST_F(IntSimulationProgram, OrdinaryTrafficWithTheMarkIsNamedInOneLine)
{
    const auto result = RunProgram(m_scratch,
                                   "synthnet-int --duration=8 --load=microburst --captures=none "
                                   "--byPort --port=9 --watch=protocol=tcp --out=out");
    EXPECT_EQ(result.status, 0);
    EXPECT_NE(
        result.err.find(" ordinary packets had the mark of INT, UDP port 9, the first from 10.0."),
        std::string::npos)
        << result.err;
    EXPECT_NE(
        result.err.find(" port 9, IP protocol 17; expected --port with one that no traffic has"),
        std::string::npos)
        << result.err;
    EXPECT_EQ(LinesOf(result.err), 1u) << result.err;
}

TEST_F(IntSimulationProgram, AnOptionThatTheModeDoesNotUseIsRefused)
{
    for (const std::string option : {"watch=all", "instructions=0xffff", "reports=network"})
    {
        ExpectRefused("--mode=probe --" + option,
                      " has no effect with --mode=probe, expected --mode=md, mx or xd\n");
    }
    for (const std::string mode : {"xd", "probe"})
    {
        for (const std::string option : {"dscp=0x17", "port=5000", "byPort"})
        {
            ExpectRefused("--mode=" + mode + " --" + option,
                          " has no effect with --mode=" + mode + ", expected --mode=md or mx\n");
        }
    }
    for (const std::string mode : {"mx", "xd", "probe"})
    {
        for (const std::string option : {"hops=255", "tightMtu"})
        {
            ExpectRefused("--mode=" + mode + " --" + option,
                          " has no effect with --mode=" + mode + ", expected --mode=md\n");
        }
    }
    ExpectRefused("--port=5000", "--port has no effect without --byPort, expected both\n");
    ExpectRefused("--byPort --watch=all --dscp=20",
                  "--dscp has no effect with --byPort, expected --port\n");
}

TEST_F(IntSimulationProgram, AnAttributeThatAnOptionSetsIsRefused)
{
    for (const auto& [attribute, option] :
         std::map<std::string, std::string>{{"IntNode::Mode=XD", "--mode"},
                                            {"IntNode::Dscp=9", "--dscp"},
                                            {"IntNode::Port=9", "--port"},
                                            {"IntNode::ByPort=true", "--byPort"},
                                            {"IntNode::RemainingHops=2", "--hops"},
                                            {"IntNode::Instructions=65535", "--instructions"},
                                            {"IntNode::Collector=10.0.0.1", "--reports"},
                                            {"ReportCollector::Dscp=9", "--dscp"}})
    {
        const std::string name = "ns3::synthnet::" + attribute.substr(0, attribute.find('='));
        ExpectRefused("--ns3::synthnet::" + attribute,
                      name + " has no effect, expected " + option + "\n");
    }
    m_scratch.Write("c.json", R"({"attributes": {"ns3::synthnet::IntNode::Mode": "MX"}})");
    ExpectRefused("--config=c.json",
                  "ns3::synthnet::IntNode::Mode has no effect, expected --mode\n");
}

TEST_F(IntSimulationProgram, ReportsAreCountedAtTheirPort)
{
    ASSERT_EQ(Simulate("--captures=none", "usual").status, 0);
    ASSERT_EQ(
        Simulate("--captures=none --ns3::synthnet::IntNode::CollectorPort=5000", "other").status,
        0);
    EXPECT_EQ(m_scratch.Read("usual/overhead.csv"), m_scratch.Read("other/overhead.csv"));
}

TEST_F(IntSimulationProgram, LongPayloadsInReportsArrive)
{
    const auto result = Simulate("--captures=none --ns3::synthnet::IntNode::InnerPayload=1500");
    ASSERT_EQ(result.status, 0) << result.err;
    EXPECT_GT(RowsOf("out"), 100u);
    EXPECT_EQ(result.out.find("dropped: "), std::string::npos) << result.out;
}

TEST_F(IntSimulationProgram, WithDiscardNoRowsAndNoVideoAreClaimed)
{
    const auto result = Simulate("--captures=none --ns3::synthnet::IntNode::Discard=true");
    ASSERT_EQ(result.status, 0) << result.err;
    EXPECT_NE(result.out.find(" whole paths, 0 of them in int.csv, "), std::string::npos)
        << result.out;
    EXPECT_NE(result.out.find("\nno packet of the video came to the first player\n"),
              std::string::npos)
        << result.out;
    EXPECT_EQ(result.out.find("goodput"), std::string::npos) << result.out;
    EXPECT_EQ(RowsOf("out"), 0u);
}

TEST_F(IntSimulationProgram, TheRunsAreSaidToDifferInThePlayersChoices)
{
    const auto result = Simulate("--captures=none");
    EXPECT_NE(result.out.find("These are two single runs, in each of which the player chose its "),
              std::string::npos)
        << result.out;
}

TEST_F(IntSimulationProgram, WhatHasNoSenseIsRefusedInOneLine)
{
    ExpectRefused("--watch=", "--watch is empty, expected a value\n");
    ExpectRefused("--byPort --watch=all --port=32766",
                  "--port=32766 is the port that reports go to");
    ExpectRefused("--byPort --watch=all --port=5000 --ns3::synthnet::IntNode::CollectorPort=5000",
                  "--port=5000 is the port that reports go to, expected another");
    ExpectRefused("--dscp=9 --ns3::synthnet::IntNode::RemarkDscp=9",
                  "--dscp=9 is RemarkDscp, which ordinary packets get, expected another");
    ExpectRefused("--mode=all", "unknown mode 'all', expected md, mx, xd or probe");
    ExpectRefused("--dscp=0", "is that of ordinary packets");
    ExpectRefused("--dscp=64", "bad value '64' of --dscp, expected 0 to 63");
    ExpectRefused("--instructions=0x8000", "expected all bits of 0xfc80");
    ExpectRefused("--watch=port=80", "watch list, rule 1: 'port=80'");
    ExpectRefused("--byPort", "expected --watch with some");
    ExpectRefused("--reports=mail", "expected network or direct");
    ExpectRefused("--captures=some", "expected all or none");
    ExpectRefused("--hops=256", "bad value 256 of --hops, expected 0 to 255");
    ExpectRefused("--duration=0", "expected 1 to 1e8 seconds");
    ExpectRefused("--load=rain", "rain");
    ExpectRefused("--scenario=1999", "1999");
    ExpectRefused("--config=none.json", "none.json");
    ExpectRefused("--seed=0", "bad value 0 of --seed");
    const auto missing = RunProgram(m_scratch, "synthnet-int --mode=md");
    EXPECT_EQ(missing.status, 1);
    EXPECT_EQ(missing.err, "synthnet-int: --out is missing, expected a directory to make\n");
}

} // namespace
