/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "expect-input-error.h"
#include "random-packets.h"

#include "ns3/nprint-layout.h"

#include <gtest/gtest.h>

#include <set>

namespace
{

using namespace ns3::synthnet;

TEST(NprintLayout, TheFiveHeadersHave1408Columns)
{
    const NprintLayout layout(NprintChoice::Headers());
    EXPECT_EQ(layout.Cells(), 1408u);
    EXPECT_EQ(layout.Header().rfind("src_ip,ipv4_ver_0,ipv4_ver_1,", 0), 0u);
    EXPECT_EQ(layout.Present(NprintHeader::IPV4), 480u);
    EXPECT_EQ(layout.Present(NprintHeader::IPV6), 320u);
    EXPECT_EQ(layout.Present(NprintHeader::TCP), 480u);
    EXPECT_EQ(layout.Present(NprintHeader::UDP), 64u);
    EXPECT_EQ(layout.Present(NprintHeader::ICMP), 64u);
    EXPECT_EQ(layout.Runs().size(), 1u);
}

TEST(NprintLayout, NetDiffusionLeavesTheAddressesOut)
{
    const NprintLayout layout = NprintLayout::NetDiffusion();
    EXPECT_EQ(layout.Cells(), 1088u);
    EXPECT_EQ(layout.IndexName(), "");
    EXPECT_FALSE(layout.Index());
    EXPECT_FALSE(layout.Has(NprintFieldOf("ipv4_src")));
    EXPECT_FALSE(layout.Has(NprintFieldOf("ipv6_dst")));
    EXPECT_TRUE(layout.Has(NprintFieldOf("ipv4_opt")));
}

TEST(NprintLayout, AllThatCanBeChosenStandsInOneOrder)
{
    NprintChoice choice = NprintChoice::Headers();
    choice.eth = true;
    choice.payload = 2;
    choice.index = NprintIndex::FLOW;
    choice.hasRts = true;
    choice.hasTimes = true;
    const NprintLayout layout(choice);
    const std::string header = layout.Header();
    std::size_t last = 0;
    for (const char* name : {"flow,rts,tv_sec,tv_usec,eth_dhost_0,",
                             ",eth_shost_47,eth_ethertype_0,",
                             ",eth_ethertype_15,ipv4_ver_0,",
                             ",ipv4_opt_319,ipv6_ver_0,",
                             ",ipv6_dst_127,tcp_sprt_0,",
                             ",tcp_opt_319,udp_sport_0,",
                             ",udp_cksum_15,icmp_type_0,",
                             ",icmp_roh_31,payload_bit_0,",
                             ",payload_bit_15"})
    {
        const std::size_t at = header.find(name);
        ASSERT_NE(at, std::string::npos) << name;
        EXPECT_GE(at, last);
        last = at;
    }
    EXPECT_EQ(layout.PayloadBytes(), 2u);
}

TEST(NprintLayout, EveryChoiceIsReadBackFromItsHeader)
{
    RandomPackets random(1);
    for (int i = 0; i < 100; ++i)
    {
        const NprintLayout layout(random.Choice());
        EXPECT_EQ(NprintLayout::Parse(layout.Header(), "f"), layout) << layout.Header();
    }
}

TEST(NprintLayout, ColumnsMayBeAnyInAnyOrder)
{
    const NprintLayout layout =
        NprintLayout::Parse("rts,udp_len_3,ipv4_ver_1,ipv4_ver_2,payload_bit_9,eth_shost_0", "f");
    EXPECT_EQ(layout.Cells(), 5u);
    EXPECT_FALSE(layout.Has(NprintLayout::Lead::INDEX));
    EXPECT_TRUE(layout.Has(NprintLayout::Lead::RTS));
    EXPECT_EQ(layout.Runs().size(), 4u);
    EXPECT_EQ(layout.PayloadBytes(), 2u);
    EXPECT_EQ(layout.CellName(3), "payload_bit_9");
    EXPECT_EQ(layout.Header(), "rts,udp_len_3,ipv4_ver_1,ipv4_ver_2,payload_bit_9,eth_shost_0");
}

TEST(NprintLayout, AFieldIsFoundByItsName)
{
    const NprintLayout layout(NprintChoice::Headers());
    EXPECT_EQ(layout.Find(NprintFieldOf("ipv4_ver")), 0u);
    EXPECT_EQ(layout.Find(NprintFieldOf("tcp_seq")), 480u + 320u + 32u);
    EXPECT_FALSE(layout.Find(NprintFieldOf("eth_shost")));
    EXPECT_FALSE(FindNprintField("tcp_nothing"));
    EXPECT_THROW(NprintFieldOf("tcp_nothing"), std::invalid_argument);
}

TEST(NprintLayout, WhatIsNoColumnIsNamed)
{
    const auto refuses = [](const std::string& header, const std::string& why) {
        ExpectInputError([&] { NprintLayout::Parse(header, "f.npt"); }, "f.npt:1: " + why);
    };
    refuses("src_ip,ipv4_ver_0,wlan_tx_0", "column 3 is 'wlan_tx_0', expected a bit of nPrint");
    refuses("src_ip,dst_ip,ipv4_ver_0", "column 2 is 'dst_ip'");
    refuses("ipv4_ver_0,ipv4_ver_0", "column 2 is 'ipv4_ver_0', which is there twice");
    refuses("rts,rts,ipv4_ver_0", "column 2 is 'rts', which is there twice");
    refuses("src_ip,ipv4_ver_4", "column 2 is 'ipv4_ver_4'");
    refuses("src_ip,ipv4_ver_01", "column 2");
    refuses("src_ip,ipv4_ver_", "column 2");
    refuses("src_ip,payload_bit_524280", "column 2");
    refuses("src_ip,rts", "is 'src_ip,rts', expected names of nPrint's columns");
    refuses("", "is '', expected names of nPrint's columns");
}

} // namespace
