/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "sentence.h"

#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/microburst-source.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

void
MicroburstsArrive(Sentence& test)
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
    source->SetAttribute("Remote", AddressValue(InetSocketAddress(addresses.GetAddress(1), 4000)));
    source->AssignStreams(1);
    source->SetStartTime(Seconds(1));
    source->SetStopTime(Seconds(61));
    nodes.Get(0)->AddApplication(source);
    std::vector<Time> sent;
    uint64_t bytes = 0;
    source->TraceConnectWithoutContext("Tx",
                                       Callback<void, Ptr<const Packet>>([&](Ptr<const Packet> p) {
                                           sent.push_back(Simulator::Now());
                                           bytes += p->GetSize();
                                       }));

    Simulator::Stop(Seconds(120));
    Simulator::Run();
    test.Equal(sent.at(0), Seconds(1), "the first burst begins with the application");
    test.True(sent.back() < Seconds(61), "nothing is sent after the stop");
    test.True(sent.back() > Seconds(50), "the source goes on to the end");
    // 55 packets in 2 + 54 * 0.055 s: 11 a second.
    test.Near(sent.size(), 660, 330, "about as many packets as on average");
    test.Equal(sink->GetTotalRx(), bytes, "what is sent arrives");
    Simulator::Destroy();
}

const Sentences SENTENCES{
    {"Microbursts arrive as UDP packets while the application runs", MicroburstsArrive},
};

SentenceSuite g_waveSuite("synthnet-wave", TestSuite::Type::UNIT, SENTENCES);

} // namespace
