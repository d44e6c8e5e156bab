/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ethernet-helper.h"
#include "ns3/ethernet-port.h"

#include "ns3/ethernet-header.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// Two ports on a cable of 10 Mbit/s (800 ns a byte) and 3 µs.
class EthernetPortTest : public ::testing::Test
{
  protected:
    static constexpr uint32_t OVERHEAD = 38; // header 14, checksum 4, preamble 8, gap 12

    void SetUp() override
    {
        EthernetHelper helper;
        helper.SetPortAttribute("DataRate", StringValue("10Mbps"));
        helper.SetPortAttribute("OutputBuffer", UintegerValue(3));
        helper.SetCableAttribute("Delay", StringValue("3us"));
        const auto devices = helper.Install(CreateObject<Node>(), CreateObject<Node>());
        a = DynamicCast<EthernetPort>(devices.Get(0));
        b = DynamicCast<EthernetPort>(devices.Get(1));
        b->SetReceiveCallback(MakeCallback(&EthernetPortTest::Receive, this));
    }

    void TearDown() override
    {
        Simulator::Destroy();
    }

    bool Receive(Ptr<NetDevice>, Ptr<const Packet> packet, uint16_t type, const Address& source)
    {
        arrivals.push_back(Simulator::Now());
        sizes.push_back(packet->GetSize());
        etherTypes.push_back(type);
        sources.push_back(Mac48Address::ConvertFrom(source));
        return true;
    }

    /// @return what Send() said
    bool Send(uint32_t bytes)
    {
        return a->Send(Create<Packet>(bytes), b->GetAddress(), 0x0800);
    }

    static Time OnTheLine(uint32_t bytes)
    {
        return NanoSeconds(800) * bytes;
    }

    Ptr<EthernetPort> a;
    Ptr<EthernetPort> b;
    std::vector<Time> arrivals;
    std::vector<uint32_t> sizes;
    std::vector<uint16_t> etherTypes;
    std::vector<Mac48Address> sources;
};

TEST_F(EthernetPortTest, AFrameArrivesAfterItsBytesAndTheDelay)
{
    ASSERT_TRUE(Send(1500));
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0], OnTheLine(1500 + OVERHEAD) + MicroSeconds(3));
    EXPECT_EQ(sizes[0], 1500u);
    EXPECT_EQ(etherTypes[0], 0x0800);
    EXPECT_EQ(sources[0], Mac48Address::ConvertFrom(a->GetAddress()));
}

TEST_F(EthernetPortTest, AShortFrameIsPaddedOnTheLineAlone)
{
    Send(10);
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0], OnTheLine(46 + OVERHEAD) + MicroSeconds(3));
    EXPECT_EQ(sizes[0], 10u);
}

TEST_F(EthernetPortTest, FramesFollowEachOtherWithoutAPause)
{
    for (int i = 0; i < 3; ++i)
    {
        Send(100);
    }
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 3u);
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_EQ(arrivals[i], OnTheLine(138) * (i + 1) + MicroSeconds(3));
    }
}

TEST_F(EthernetPortTest, BothDirectionsAreIndependent)
{
    std::vector<Time> back;
    a->SetReceiveCallback(NetDevice::ReceiveCallback(
        [&](Ptr<NetDevice>, Ptr<const Packet>, uint16_t, const Address&) {
            back.push_back(Simulator::Now());
            return true;
        }));
    Send(1000);
    b->Send(Create<Packet>(1000), a->GetAddress(), 0x0800);
    Simulator::Run();
    ASSERT_EQ(back.size(), 1u);
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(back[0], arrivals[0]);
}

TEST_F(EthernetPortTest, TheBufferHoldsSoManyFramesBehindTheOneOnTheLine)
{
    int dropped = 0;
    a->TraceConnectWithoutContext(
        "MacTxDrop",
        Callback<void, Ptr<const Packet>>([&](Ptr<const Packet>) { ++dropped; }));
    for (int i = 0; i < 4; ++i)
    {
        EXPECT_TRUE(Send(100)) << i;
    }
    EXPECT_FALSE(Send(100));
    EXPECT_EQ(dropped, 1);
    // The second frame begins when the first has left: then there is room for one.
    Simulator::Schedule(OnTheLine(138) - TimeStep(1), [&] { EXPECT_FALSE(Send(100)); });
    Simulator::Schedule(OnTheLine(138), [&] {
        EXPECT_TRUE(Send(100));
        EXPECT_FALSE(Send(100));
    });
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 5u);
    EXPECT_EQ(dropped, 3);
}

TEST_F(EthernetPortTest, AFrameOfALaterTimeHoldsTheLineFromThenOn)
{
    const auto destination = Mac48Address::ConvertFrom(b->GetAddress());
    const Mac48Address source("02:00:00:00:00:07");
    EXPECT_TRUE(a->SendAt(MilliSeconds(2), Create<Packet>(100), source, destination, 0x0800));
    // One more at the same time, which will have grown by 32 bytes.
    EXPECT_TRUE(a->SendAt(MilliSeconds(2), Create<Packet>(100), source, destination, 0x0800, 32));
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 2u);
    EXPECT_EQ(arrivals[0], MilliSeconds(2) + OnTheLine(138) + MicroSeconds(3));
    EXPECT_EQ(arrivals[1], arrivals[0] + OnTheLine(170));
    EXPECT_EQ(sources[0], source);
}

TEST_F(EthernetPortTest, TheSnifferSeesWholeFramesWhenTheyBeginToLeaveAndWhenTheyArrive)
{
    std::vector<Time> seen[2];
    std::vector<uint32_t> bytes;
    const auto look = [&](int side) {
        return Callback<void, Ptr<const Packet>>([&, side](Ptr<const Packet> frame) {
            seen[side].push_back(Simulator::Now());
            bytes.push_back(frame->GetSize());
            EthernetHeader header(false);
            frame->PeekHeader(header);
            EXPECT_EQ(header.GetSource(), Mac48Address::ConvertFrom(a->GetAddress()));
            EXPECT_EQ(header.GetDestination(), Mac48Address::ConvertFrom(b->GetAddress()));
            EXPECT_EQ(header.GetLengthType(), 0x0800);
        });
    };
    a->TraceConnectWithoutContext("Sniffer", look(0));
    b->TraceConnectWithoutContext("Sniffer", look(1));
    Send(100);
    Send(200);
    Simulator::Run();
    EXPECT_EQ(seen[0], (std::vector<Time>{Time(0), OnTheLine(138)}));
    EXPECT_EQ(seen[1], arrivals);
    EXPECT_EQ(bytes, (std::vector<uint32_t>{114, 214, 114, 214}));
}

TEST_F(EthernetPortTest, AFrameForAnotherIsOnlyHeardPromiscuously)
{
    std::vector<NetDevice::PacketType> types;
    b->SetPromiscReceiveCallback(NetDevice::PromiscReceiveCallback([&](Ptr<NetDevice>,
                                                                       Ptr<const Packet>,
                                                                       uint16_t,
                                                                       const Address&,
                                                                       const Address&,
                                                                       NetDevice::PacketType type) {
        types.push_back(type);
        return true;
    }));
    a->Send(Create<Packet>(100), Mac48Address("02:00:00:00:00:09"), 0x0800);
    a->Send(Create<Packet>(100), b->GetAddress(), 0x0800);
    a->Send(Create<Packet>(100), a->GetBroadcast(), 0x0800);
    a->Send(Create<Packet>(100), a->GetMulticast(Ipv4Address("224.0.0.9")), 0x0800);
    Simulator::Run();
    EXPECT_EQ(types,
              (std::vector<NetDevice::PacketType>{NetDevice::PACKET_OTHERHOST,
                                                  NetDevice::PACKET_HOST,
                                                  NetDevice::PACKET_BROADCAST,
                                                  NetDevice::PACKET_MULTICAST}));
    EXPECT_EQ(arrivals.size(), 3u);
}

TEST_F(EthernetPortTest, AFrameOfMoreThanTheMtuIsDropped)
{
    uint32_t dropped = 0;
    a->TraceConnectWithoutContext(
        "MacTxDrop",
        Callback<void, Ptr<const Packet>>([&](Ptr<const Packet>) { ++dropped; }));
    a->SetMtu(1000);
    EXPECT_TRUE(Send(1000));
    EXPECT_FALSE(Send(1001));
    Simulator::Run();
    EXPECT_EQ(sizes, std::vector<uint32_t>{1000});
    EXPECT_EQ(dropped, 1u);
}

TEST_F(EthernetPortTest, APortWithoutACableDropsWhatItIsGiven)
{
    auto port = CreateObject<EthernetPort>();
    EXPECT_FALSE(port->IsLinkUp());
    EXPECT_TRUE(a->IsLinkUp());
    int dropped = 0;
    port->TraceConnectWithoutContext(
        "MacTxDrop",
        Callback<void, Ptr<const Packet>>([&](Ptr<const Packet>) { ++dropped; }));
    EXPECT_FALSE(port->Send(Create<Packet>(10), port->GetBroadcast(), 0x0800));
    EXPECT_EQ(dropped, 1);
}

} // namespace
