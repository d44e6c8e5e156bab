/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/microburst-source.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// All that a microburst source sends arrives at the address that it is given.
class MicroburstSourceTest : public TestCase
{
  public:
    MicroburstSourceTest()
        : TestCase("Microbursts arrive as UDP packets while the application runs")
    {
    }

  private:
    void DoRun() override
    {
        NodeContainer nodes(2);
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
        link.SetChannelAttribute("Delay", StringValue("1ms"));
        const NetDeviceContainer devices = link.Install(nodes);
        InternetStackHelper().Install(nodes);
        const Ipv4InterfaceContainer addresses =
            Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);

        auto sink = CreateObject<PacketSink>();
        sink->SetAttribute("Protocol", StringValue("ns3::UdpSocketFactory"));
        sink->SetAttribute("Local", AddressValue(InetSocketAddress(Ipv4Address::GetAny(), 4000)));
        nodes.Get(1)->AddApplication(sink);

        auto source = CreateObject<MicroburstSource>();
        source->SetAttribute("Remote",
                             AddressValue(InetSocketAddress(addresses.GetAddress(1), 4000)));
        source->AssignStreams(1);
        source->SetStartTime(Seconds(1));
        source->SetStopTime(Seconds(61));
        nodes.Get(0)->AddApplication(source);
        source->TraceConnectWithoutContext("Tx", MakeCallback(&MicroburstSourceTest::OnSent, this));

        Simulator::Stop(Seconds(120));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(m_first, Seconds(1), "the first burst begins with the application");
        NS_TEST_EXPECT_MSG_LT(m_last, Seconds(61), "nothing is sent after the stop");
        NS_TEST_EXPECT_MSG_GT(m_last, Seconds(50), "the source goes on to the end");
        // 55 packets in 2 + 54 * 0.055 s: 11 a second.
        NS_TEST_EXPECT_MSG_EQ_TOL(m_packets, 660, 330, "about as many packets as on average");
        NS_TEST_EXPECT_MSG_EQ(sink->GetTotalRx(), m_bytes, "what is sent arrives");
        Simulator::Destroy();
    }

    void OnSent(Ptr<const Packet> packet)
    {
        if (m_packets == 0)
        {
            m_first = Simulator::Now();
        }
        m_last = Simulator::Now();
        m_packets += 1;
        m_bytes += packet->GetSize();
    }

    Time m_first;
    Time m_last;
    double m_packets{0};
    uint64_t m_bytes{0};
};

class WaveTestSuite : public TestSuite
{
  public:
    WaveTestSuite()
        : TestSuite("synthnet-wave", TestSuite::Type::UNIT)
    {
        AddTestCase(new MicroburstSourceTest);
    }
};

WaveTestSuite g_waveTestSuite;

} // namespace
