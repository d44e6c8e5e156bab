/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "int-packets.h"

#include "ns3/path-collector.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace
{

using namespace ns3::synthnet;
using namespace std::chrono_literals;

/// A collector of a domain with paths of three nodes, and what it told.
class PathCollectorTest : public ::testing::Test
{
  protected:
    /// A report of a node about a packet that it sent on with this TTL.
    void Report(uint32_t node,
                uint32_t sequence,
                uint8_t ttl,
                std::chrono::nanoseconds arrival,
                uint8_t identification = 1)
    {
        PacketBytes headers = TestPacket().Bytes();
        headers.resize(28);
        headers[5] = identification;
        headers[8] = ttl;
        headers[1] = static_cast<uint8_t>(node); // marks may change, too
        ns3::synthnet::Report report;
        report.bitmap = INT_HOP_LATENCY;
        report.hop.hopLatency = 100 * node;
        report.innerType = REPORT_TLV;
        AppendReportTlv({ReportTlv::TRUNCATED_IPV4, 0, headers}, report.inner);
        Give(node, sequence, report, arrival);
    }

    void Give(uint32_t node,
              uint32_t sequence,
              const ns3::synthnet::Report& report,
              std::chrono::nanoseconds arrival)
    {
        ReportPacket packet;
        packet.group.nodeId = node;
        packet.group.sequence = sequence;
        packet.reports.push_back(report);
        const auto payload = EncodeReportPacket(packet);
        m_collector.Receive(payload.data(), payload.size(), arrival);
    }

    /// @return the nodes of a path, the newest first
    static std::string NodesOf(const IntPath& path)
    {
        std::string nodes;
        for (const IntHop& hop : path.hops)
        {
            nodes += std::to_string(hop.nodeId) + " ";
            EXPECT_EQ(hop.hopLatency, 100 * hop.nodeId);
        }
        return nodes;
    }

    std::vector<IntPath> m_paths;
    std::vector<std::chrono::nanoseconds> m_times;
    PathCollector m_collector{3,
                              IntPresence(),
                              1s,
                              [this](const IntPath& path, std::chrono::nanoseconds at) {
                                  m_paths.push_back(path);
                                  m_times.push_back(at);
                              }};
};

TEST_F(PathCollectorTest, PutsTheReportsOfAPacketTogether)
{
    Report(2, 0, 61, 1ms);
    Report(7, 0, 60, 2ms, 9); // of another packet
    Report(3, 0, 60, 3ms);
    EXPECT_TRUE(m_paths.empty());
    Report(1, 0, 62, 4ms);
    ASSERT_EQ(m_paths.size(), 1u);
    EXPECT_EQ(NodesOf(m_paths[0]), "3 2 1 ") << "the lower the TTL, the newer";
    EXPECT_EQ(m_times[0], 4ms);
    m_collector.Finish();
    EXPECT_EQ(m_collector.GetCounters().paths, 1u);
    EXPECT_EQ(m_collector.GetCounters().incomplete, 1u);
    EXPECT_EQ(m_collector.GetCounters().reports, 4u);
}

TEST_F(PathCollectorTest, WhereTheTtlStaysTheLastReportIsOfTheLastHop)
{
    Report(5, 0, 64, 1ms);
    Report(4, 0, 64, 2ms);
    Report(6, 0, 64, 3ms);
    ASSERT_EQ(m_paths.size(), 1u);
    EXPECT_EQ(NodesOf(m_paths[0]), "6 4 5 ");
}

TEST_F(PathCollectorTest, TheSameNodeTwiceIsAnotherPacket)
{
    Report(1, 0, 62, 1ms);
    Report(2, 0, 61, 1ms);
    Report(1, 1, 62, 2ms); // sent again; of the first, one report was lost
    Report(2, 1, 61, 2ms);
    Report(3, 1, 60, 2ms);
    EXPECT_EQ(m_paths.size(), 1u);
    EXPECT_EQ(m_collector.GetCounters().incomplete, 1u);
}

TEST_F(PathCollectorTest, PatienceEnds)
{
    Report(1, 0, 62, 0s);
    Report(2, 0, 61, 1001ms); // the first one is given up
    Report(3, 0, 60, 1001ms);
    EXPECT_TRUE(m_paths.empty());
    EXPECT_EQ(m_collector.GetCounters().incomplete, 1u);
    Report(1, 1, 62, 2001ms);
    EXPECT_EQ(m_paths.size(), 1u) << "no more than a second apart";
}

TEST_F(PathCollectorTest, WherePathsDifferTheyEndWithPatience)
{
    std::vector<std::string> paths;
    PathCollector any(0, IntPresence(), 1s, [&](const IntPath& path, std::chrono::nanoseconds) {
        paths.push_back(NodesOf(path));
    });
    std::swap(any, m_collector);
    Report(1, 0, 62, 0s);
    Report(2, 0, 61, 1ms);
    Report(1, 1, 62, 2s, 8);
    ASSERT_EQ(paths.size(), 1u);
    EXPECT_EQ(paths[0], "2 1 ");
    m_collector.Finish();
    EXPECT_EQ(paths.size(), 2u);
    std::swap(any, m_collector);
}

TEST_F(PathCollectorTest, AListenerMayCallAgain)
{
    int told = 0;
    PathCollector* collector = nullptr;
    PathCollector any(0, IntPresence(), 1s, [&](const IntPath&, std::chrono::nanoseconds) {
        ++told;
        collector->Finish();
    });
    std::swap(any, m_collector);
    collector = &m_collector;
    for (uint8_t packet = 1; packet <= 5; ++packet)
    {
        Report(1, packet, 62, 0s, packet);
    }
    m_collector.Finish();
    EXPECT_EQ(told, 5);
}

TEST_F(PathCollectorTest, GapsInTheNumbersAreLostReports)
{
    Report(1, 0x3ffffe, 62, 0s);
    Report(2, 77, 62, 0s);
    EXPECT_EQ(m_collector.GetCounters().lost, 0u) << "a node may have begun long ago";
    Report(1, 1, 62, 0s, 2);
    EXPECT_EQ(m_collector.GetCounters().lost, 2u) << "0x3fffff and 0";
    Report(1, 0, 62, 0s, 3);
    EXPECT_EQ(m_collector.GetCounters().lost, 1u) << "it was late";
    Report(1, 0, 62, 0s, 3);
    EXPECT_EQ(m_collector.GetCounters().lost, 1u) << "a duplicate is not another one";
    Report(1, 2, 62, 0s, 4);
    Report(2, 78, 62, 0s, 5);
    EXPECT_EQ(m_collector.GetCounters().lost, 1u);
}

TEST_F(PathCollectorTest, TheSinksReportOfMdHasTheWholePath)
{
    const auto report = [](std::size_t hops, std::size_t cut) {
        IntHead head = HeadOf(TestPacket().Bytes());
        IntHeader header;
        header.bitmap = INT_NODE_ID | INT_HOP_LATENCY;
        header.hopMl = 2;
        header.remainingHops = static_cast<uint8_t>(hops);
        StartInt(head, INT_MD, header, {});
        for (uint32_t node = 1; node <= hops; ++node)
        {
            IntHop hop;
            hop.nodeId = node;
            hop.hopLatency = 100 * node;
            PushIntHop(head, hop, 1500);
        }
        PacketBytes headers(head.Bytes().begin(), head.Bytes().end() - 64);
        headers.resize(headers.size() - cut);
        ns3::synthnet::Report made;
        made.bitmap = INT_HOP_LATENCY;
        made.hop.hopLatency = 900;
        made.innerType = REPORT_IPV4;
        made.inner = headers;
        return made;
    };
    Give(9, 0, report(2, 0), 1ms);
    ASSERT_EQ(m_paths.size(), 1u);
    EXPECT_EQ(NodesOf(m_paths[0]), "9 2 1 ");
    Give(9, 1, report(1, 0), 2ms);
    EXPECT_EQ(m_paths.size(), 1u);
    EXPECT_EQ(m_collector.GetCounters().incomplete, 1u) << "a hop is missing";
    EXPECT_EQ(m_collector.GetCounters().malformed, 0u);
    uint32_t cuts = 0;
    for (const std::size_t cut : {1, 8, 17, 30})
    {
        Give(9, 2 + cuts, report(2, cut), 2ms);
        ++cuts;
        EXPECT_EQ(m_collector.GetCounters().malformed, cuts) << "its INT cannot be read";
    }
    m_collector.Finish();
    EXPECT_EQ(m_collector.GetCounters().incomplete, 1u) << "nor is it a path of one hop";
}

TEST_F(PathCollectorTest, WithoutIntInPacketsItsMarkMeansNothing)
{
    for (const bool isXd : {false, true})
    {
        int told = 0;
        const auto presence = isXd ? std::nullopt : std::optional(IntPresence());
        PathCollector any(0, presence, 1s, [&](const IntPath&, std::chrono::nanoseconds) {
            ++told;
        });
        std::swap(any, m_collector);
        TestPacket ordinary;
        ordinary.trafficClass = IntPresence().dscp << 2;
        ns3::synthnet::Report report;
        report.innerType = REPORT_IPV4;
        report.inner = ordinary.Bytes();
        Give(1, 0, report, 1ms);
        m_collector.Finish();
        EXPECT_EQ(told, isXd ? 1 : 0);
        EXPECT_EQ(m_collector.GetCounters().malformed, isXd ? 0u : 1u);
        std::swap(any, m_collector);
    }
}

TEST_F(PathCollectorTest, OfIntByDscpTheOriginalOneMayChange)
{
    for (uint32_t node = 1; node <= 3; ++node)
    {
        IntHead head = HeadOf(TestPacket().Bytes());
        StartInt(head, INT_MX, {}, {});
        SetOriginalDscp(head, static_cast<uint8_t>(node));
        ns3::synthnet::Report report;
        report.bitmap = INT_HOP_LATENCY;
        report.hop.hopLatency = 100 * node;
        report.innerType = REPORT_IPV4;
        report.inner = head.Bytes();
        Give(node, 0, report, 1ms);
    }
    ASSERT_EQ(m_paths.size(), 1u);
    EXPECT_EQ(NodesOf(m_paths[0]), "3 2 1 ");
}

TEST_F(PathCollectorTest, WhatCannotBeReadIsCounted)
{
    m_collector.Receive(nullptr, 0, 0s);
    ns3::synthnet::Report report;
    Give(1, 0, report, 0s); // of no packet
    report.innerType = REPORT_ETHERNET;
    report.inner.resize(64);
    Give(1, 1, report, 0s);
    report.innerType = REPORT_TLV;
    report.inner.assign(5, 0xff); // no TLV
    Give(1, 2, report, 0s);
    EXPECT_EQ(m_collector.GetCounters().malformed, 4u);
    EXPECT_EQ(m_collector.GetCounters().reports, 3u);
    EXPECT_EQ(m_collector.GetCounters().lost, 0u);
}

} // namespace
