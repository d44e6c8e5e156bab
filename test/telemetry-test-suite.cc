/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "sentence.h"

#include "ns3/int-collector.h"
#include "ns3/int-log.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/probe-header.h"
#include "ns3/probe-sender.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <sstream>
#include <string>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

/// A sender and a collector at the two ends of one link, without any switch.
class OneLink
{
  public:
    OneLink()
    {
        nodes.Create(2);
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
        link.SetChannelAttribute("Delay", StringValue("2ms"));
        const NetDeviceContainer devices = link.Install(nodes);
        InternetStackHelper().Install(nodes);
        addresses = Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);

        sender = CreateObject<ProbeSender>();
        sender->SetAttribute("Remote", Ipv4AddressValue(addresses.GetAddress(1)));
        nodes.Get(0)->AddApplication(sender);
        collector = CreateObject<IntCollector>();
        nodes.Get(1)->AddApplication(collector);
        collector->TraceConnectWithoutContext("Probe", MakeCallback(&OneLink::OnProbe, this));
        collector->TraceConnectWithoutContext("Malformed",
                                              MakeCallback(&OneLink::OnMalformed, this));
    }

    ~OneLink()
    {
        Simulator::Destroy();
    }

    void Run(Time until)
    {
        Simulator::Stop(until);
        Simulator::Run();
    }

    /// Sends any bytes in an IP packet of any protocol to the collector's node.
    void SendRaw(uint8_t protocol, const std::vector<uint8_t>& bytes)
    {
        Ptr<Socket> socket = Socket::CreateSocket(nodes.Get(0), Ipv4RawSocketFactory::GetTypeId());
        socket->SetAttribute("Protocol", UintegerValue(protocol));
        socket->SendTo(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())),
                       0,
                       InetSocketAddress(addresses.GetAddress(1), 0));
    }

    NodeContainer nodes;
    Ipv4InterfaceContainer addresses;
    Ptr<ProbeSender> sender;
    Ptr<IntCollector> collector;
    std::vector<ProbeHops> hops;
    std::vector<Time> arrivals;
    std::vector<uint32_t> malformedSizes;

  private:
    void OnProbe(const ProbeHops& probeHops, Time arrival)
    {
        hops.push_back(probeHops);
        arrivals.push_back(arrival);
    }

    void OnMalformed(Ptr<const Packet> packet)
    {
        malformedSizes.push_back(packet->GetSize());
    }
};

void
ProbesArrive(Sentence& test)
{
    OneLink link;
    link.sender->SetStartTime(MilliSeconds(500));
    link.sender->SetStopTime(MilliSeconds(4600));
    link.Run(Seconds(10));
    test.Equal(link.sender->GetSent(), 5, "at 0.5, 1.5, 2.5, 3.5 and 4.5 s");
    test.Equal(link.collector->GetReceived(), 5, "no probe is lost on a free link");
    test.Equal(link.collector->GetMalformed(), 0, "each is a probe");
    // 2 bytes of probe, 20 of IP and 2 of PPP at 100 Mbit/s, then the link's delay.
    const Time onTheWay = NanoSeconds(24 * 80) + MilliSeconds(2);
    for (std::size_t i = 0; i < link.arrivals.size(); ++i)
    {
        test.Equal(link.arrivals[i],
                   MilliSeconds(500 + 1000 * i) + onTheWay,
                   "probe " + std::to_string(i));
        test.Equal(link.hops[i].size(), 0, "it crossed no switch");
    }
}

void
HopsArrive(Sentence& test)
{
    OneLink link;
    link.sender->SetStartTime(Seconds(100));
    IntMetadata newest;
    newest.switchId = 2;
    newest.enqQdepth = 12;
    IntMetadata oldest;
    oldest.switchId = 1;
    oldest.deqTimedelta = 345;
    Simulator::Schedule(MilliSeconds(2500),
                        &OneLink::SendRaw,
                        &link,
                        PROBE_PROTOCOL,
                        EncodeProbe({newest, oldest}));
    link.Run(Seconds(10));
    test.Equal(link.hops.size(), 1, "one probe");
    test.True(link.hops.at(0) == ProbeHops{newest, oldest}, "newest first");

    std::ostringstream stream;
    IntLog log(stream, 2, 1000);
    log.Write(link.hops.at(0), std::chrono::nanoseconds(link.arrivals.at(0).GetNanoSeconds()));
    const std::string text = stream.str();
    test.Equal(text.substr(text.find('\n') + 1),
               "1002,2,0,0,0,0,0,0,12,0,0,1,0,0,0,0,0,0,0,345,0\n",
               "one row");
}

void
MalformedProbesAreCounted(Sentence& test)
{
    OneLink link;
    link.sender->SetStartTime(Seconds(100));
    const std::vector<std::vector<uint8_t>> bad{{}, {0}, {0, 1}, {0, 0, 0}};
    for (const std::vector<uint8_t>& bytes : bad)
    {
        Simulator::Schedule(Seconds(1), &OneLink::SendRaw, &link, PROBE_PROTOCOL, bytes);
    }
    Simulator::Schedule(Seconds(1), &OneLink::SendRaw, &link, uint8_t{254}, bad[2]);
    link.Run(Seconds(10));
    test.Equal(link.collector->GetReceived(), 0, "none is a probe");
    test.Equal(link.collector->GetMalformed(), bad.size(), "protocol 254 is not");
    test.True(link.malformedSizes == std::vector<uint32_t>{0, 1, 2, 3},
              "the trace has the bytes after the IP header");
}

/// When the probes arrive whose jitter is drawn from this stream.
std::vector<Time>
ArrivalsWith(int64_t stream)
{
    OneLink link;
    link.sender->SetAttribute("Jitter",
                              StringValue("ns3::UniformRandomVariable[Min=0.01|Max=0.03]"));
    link.sender->AssignStreams(stream);
    link.Run(Seconds(20));
    return link.arrivals;
}

void
JitterDelaysProbes(Sentence& test)
{
    const std::vector<Time> arrivals = ArrivalsWith(7);
    test.True(arrivals.size() > 18, "1.03 s at most from one to the next");
    for (std::size_t i = 1; i < arrivals.size(); ++i)
    {
        const Time gap = arrivals[i] - arrivals[i - 1];
        test.True(gap >= MilliSeconds(1010), "gap " + std::to_string(i));
        test.True(gap <= MilliSeconds(1030), "gap " + std::to_string(i));
    }
    test.True(ArrivalsWith(7) == arrivals, "the same stream");
    test.True(ArrivalsWith(8) != arrivals, "another stream");
}

void
AnyJitterIsBounded(Sentence& test)
{
    const std::pair<const char*, std::size_t> cases[] = {{"-1e300", 11}, {"1e300", 1}};
    for (const auto& [seconds, probes] : cases)
    {
        OneLink link;
        link.sender->SetAttribute(
            "Jitter",
            StringValue(std::string("ns3::ConstantRandomVariable[Constant=") + seconds + "]"));
        link.Run(MilliSeconds(10'500));
        test.Equal(link.arrivals.size(), probes, std::string("probes with a jitter of ") + seconds);
    }
}

void
CollectorStops(Sentence& test)
{
    OneLink link;
    link.collector->SetStartTime(MilliSeconds(1500));
    link.collector->SetStopTime(MilliSeconds(3500));
    link.Run(Seconds(10));
    test.Equal(link.collector->GetReceived(), 2, "those of 2 s and 3 s");
}

const Sentences SENTENCES{
    {"One probe a second goes from the sender to the collector while both run", ProbesArrive},
    {"What a probe carries reaches the trace and the log", HopsArrive},
    {"A packet of the probes' protocol that is no probe is counted, others are not",
     MalformedProbesAreCounted},
    {"Jitter lengthens the interval, the same for the same seed, run and stream",
     JitterDelaysProbes},
    {"A jitter below 0 s counts as 0 s, one above 1e8 s as 1e8 s", AnyJitterIsBounded},
    {"A collector hears nothing before it starts and after it stops", CollectorStops},
};

SentenceSuite g_telemetrySuite("synthnet-telemetry", TestSuite::Type::UNIT, SENTENCES);

} // namespace
