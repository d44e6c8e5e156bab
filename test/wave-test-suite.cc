/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "sentence.h"

#include "ns3/download-source.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/microburst-source.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// A sink at the other end of a link.
class Hosts
{
  public:
    explicit Hosts(const std::string& protocol)
    {
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
        link.SetChannelAttribute("Delay", StringValue("1ms"));
        const NetDeviceContainer devices = link.Install(nodes);
        InternetStackHelper().Install(nodes);
        const Ipv4InterfaceContainer addresses =
            Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);
        remote = InetSocketAddress(addresses.GetAddress(1), 4000);
        sink->SetAttribute("Protocol", StringValue(protocol));
        sink->SetAttribute("Local", AddressValue(InetSocketAddress(Ipv4Address::GetAny(), 4000)));
        nodes.Get(1)->AddApplication(sink);
    }

    NodeContainer nodes{2};
    Address remote;
    Ptr<PacketSink> sink{CreateObject<PacketSink>()};
};

void
MicroburstsArrive(Sentence& test)
{
    const Hosts hosts("ns3::UdpSocketFactory");
    const auto& sink = hosts.sink;
    auto source = CreateObject<MicroburstSource>();
    source->SetAttribute("Remote", AddressValue(hosts.remote));
    source->AssignStreams(1);
    source->SetStartTime(Seconds(1));
    source->SetStopTime(Seconds(61));
    hosts.nodes.Get(0)->AddApplication(source);
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

void
ADownloadLastsUntilItIsFinished(Sentence& test)
{
    const Hosts hosts("ns3::TcpSocketFactory");
    auto source = CreateObject<DownloadSource>();
    source->SetAttribute("Remote", AddressValue(hosts.remote));
    hosts.nodes.Get(0)->AddApplication(source);
    std::vector<uint64_t> received;
    for (const double at : {4.0, 5.0, 6.0, 7.0})
    {
        Simulator::Schedule(Seconds(at), [&] { received.push_back(hosts.sink->GetTotalRx()); });
    }
    Simulator::Schedule(Seconds(5.0), &DownloadSource::Finish, source);
    Simulator::Stop(Seconds(8));
    Simulator::Run();
    test.True(received.at(1) > received.at(0) + 10'000'000, "100 Mbit/s are used");
    test.True(received.at(2) > received.at(1), "what TCP has taken still arrives");
    test.Equal(received.at(3), received.at(2), "then nothing");
    Simulator::Destroy();
}

const Sentences SENTENCES{
    {"Microbursts arrive as UDP packets while the application runs", MicroburstsArrive},
    {"A download lasts until it is finished", ADownloadLastsUntilItIsFinished},
};

SentenceSuite g_waveSuite("synthnet-wave", TestSuite::Type::UNIT, SENTENCES);

} // namespace
