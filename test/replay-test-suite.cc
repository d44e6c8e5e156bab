/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "scratch-directory.h"
#include "sentence.h"

#include "ns3/big-endian.h"
#include "ns3/capture-replay-helper.h"
#include "ns3/capture-writer.h"
#include "ns3/packet-layers.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;

constexpr int64_t EPOCH = 1'700'000'000'000'000'000; // ns
constexpr int64_t MICROSECOND = 1000;
constexpr int64_t MILLISECOND = 1'000'000;

constexpr uint8_t FIN = 1;
constexpr uint8_t SYN = 2;
constexpr uint8_t ACK = 16;

using Bytes = std::vector<uint8_t>;

/// The one's complement sum of 16-bit numbers.
uint16_t
Sum(const Bytes& bytes, std::size_t begin, std::size_t end, uint32_t sum = 0)
{
    for (std::size_t i = begin; i < end; ++i)
    {
        sum += (i - begin) % 2 == 0 ? bytes[i] << 8 : bytes[i];
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(sum);
}

/// The same of the pseudo header.
uint16_t
PseudoSum(const Bytes& packet, const PacketLayers& layers)
{
    const bool isIpv4 = layers.version == 4;
    const std::size_t begin = isIpv4 ? 12 : 8;
    const uint16_t addresses = Sum(packet, begin, begin + (isIpv4 ? 8 : 32));
    const auto length = static_cast<uint32_t>(packet.size() - layers.transportAt);
    return Sum({}, 0, 0, addresses) + 0U > 0 ? Sum({static_cast<uint8_t>(length >> 8),
                                                    static_cast<uint8_t>(length),
                                                    0,
                                                    layers.protocol},
                                                   0,
                                                   4,
                                                   addresses)
                                             : 0;
}

/// Whether the checksums of IP and transport are right.
bool
IsRight(const Bytes& packet)
{
    const auto layers = ReadLayers(packet.data(), packet.size());
    const bool isNetworkRight =
        layers->version == 6 || Sum(packet, 0, layers->networkBytes) == 0xffff;
    const bool isTransportRight =
        Sum(packet, layers->transportAt, packet.size(), PseudoSum(packet, *layers)) == 0xffff;
    return isNetworkRight && isTransportRight;
}

/// A packet of one of two hosts to the other.
struct Made
{
    uint8_t version{4};
    bool fromClient{true};
    uint8_t protocol{PROTOCOL_UDP};
    uint16_t clientPort{4000};
    uint16_t serverPort{80};
    std::size_t payload{100};
    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    uint8_t flags{ACK};

    /// From IP's header on, with right checksums.
    Bytes Build() const
    {
        Bytes packet(version == 4 ? IPV4_BYTES : IPV6_BYTES);
        const std::size_t transportBytes = protocol == PROTOCOL_TCP ? TCP_BYTES : UDP_BYTES;
        const std::size_t length = transportBytes + payload;
        if (version == 4)
        {
            packet[0] = 0x45;
            packet[1] = 0x10; // TOS
            StoreBig16(&packet[2], static_cast<uint16_t>(IPV4_BYTES + length));
            StoreBig16(&packet[4], 0x1234); // identification
            packet[6] = 0x40;               // don't fragment
            packet[8] = 57;                 // TTL
            packet[9] = protocol;
            StoreBig32(&packet[12], fromClient ? 0xc0a80102 : 0x5db8d822);
            StoreBig32(&packet[16], fromClient ? 0x5db8d822 : 0xc0a80102);
            StoreBig16(&packet[10], static_cast<uint16_t>(~Sum(packet, 0, IPV4_BYTES)));
        }
        else
        {
            packet[0] = 0x60;
            StoreBig16(&packet[4], static_cast<uint16_t>(length));
            packet[6] = protocol;
            packet[7] = 57;
            packet[8] = packet[24] = 0x20;
            packet[9] = packet[25] = 0x01;
            packet[23] = fromClient ? 1 : 2;
            packet[39] = fromClient ? 2 : 1;
        }
        const std::size_t at = packet.size();
        packet.resize(at + transportBytes);
        StoreBig16(&packet[at], fromClient ? clientPort : serverPort);
        StoreBig16(&packet[at + 2], fromClient ? serverPort : clientPort);
        if (protocol == PROTOCOL_TCP)
        {
            StoreBig32(&packet[at + 4], sequence);
            StoreBig32(&packet[at + 8], acknowledgement);
            packet[at + 12] = 5 << 4;
            packet[at + 13] = flags;
        }
        else
        {
            StoreBig16(&packet[at + 4], static_cast<uint16_t>(length));
        }
        for (std::size_t i = 0; i < payload; ++i)
        {
            packet.push_back(static_cast<uint8_t>(i * 7 + 1));
        }
        const auto layers = ReadLayers(packet.data(), packet.size());
        const auto sum =
            static_cast<uint16_t>(~Sum(packet, at, packet.size(), PseudoSum(packet, *layers)));
        StoreBig16(&packet[at + (protocol == PROTOCOL_TCP ? 16 : 6)], sum);
        return packet;
    }
};

/// A capture, raw IP, in a file.
class MadeCapture
{
  public:
    explicit MadeCapture(const ScratchDirectory& scratch, const std::string& name = "made.pcap")
        : m_path(scratch.Path() / name),
          m_stream(m_path, std::ios::binary),
          m_writer(m_stream, LINK_RAW_IP, TimeUnit::NANOSECONDS)
    {
    }

    /// @param time ns since the first one
    void Add(int64_t time, const Bytes& packet)
    {
        m_writer.Write(EPOCH + time, packet.data(), packet.size(), packet.size());
        m_stream.flush();
        times.push_back(time);
        packets.push_back(packet);
    }

    void AddCut(int64_t time, const Bytes& packet, std::size_t captured)
    {
        m_writer.Write(EPOCH + time, packet.data(), captured, packet.size());
        m_stream.flush();
    }

    std::string File() const
    {
        return m_path.string();
    }

    std::vector<int64_t> times;
    std::vector<Bytes> packets;

  private:
    std::filesystem::path m_path;
    std::ofstream m_stream;
    CaptureWriter m_writer;
};

/// A client, a server, and one link.
class TwoNodes
{
  public:
    explicit TwoNodes(const std::string& rate = "100Gbps", const std::string& delay = "1ms")
    {
        nodes.Create(2);
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue(rate));
        link.SetChannelAttribute("Delay", StringValue(delay));
        devices = link.Install(nodes);
        InternetStackHelper().Install(nodes);
        Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);
        Ipv6AddressHelper("2001:db8::", 64).Assign(devices);
        for (uint32_t i = 0; i < 2; ++i)
        {
            nodes.Get(i)->GetObject<Ipv4>()->TraceConnectWithoutContext(
                "Tx",
                Callback<void, Ptr<const Packet>, Ptr<Ipv4>, uint32_t>(
                    [this](Ptr<const Packet>, Ptr<Ipv4>, uint32_t) { ++ownPackets; }));
        }
    }

    ~TwoNodes()
    {
        Simulator::Destroy();
    }

    TwoNodes(const TwoNodes&) = delete;
    TwoNodes& operator=(const TwoNodes&) = delete;

    Ptr<Node> Client() const
    {
        return nodes.Get(0);
    }

    Ptr<Node> Server() const
    {
        return nodes.Get(1);
    }

    void Lose(double share)
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            const auto loss = CreateObject<RateErrorModel>();
            loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            loss->SetRate(share);
            loss->AssignStreams(i + 1);
            devices.Get(i)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
        }
    }

    void Run(Time until)
    {
        Simulator::Stop(until);
        Simulator::Run();
    }

    NodeContainer nodes;
    NetDeviceContainer devices;
    uint64_t ownPackets{0}; //!< that a node's IP sent, which a replay in packets goes past
};

/// What arrived of a replay.
struct Arrivals
{
    explicit Arrivals(Ptr<CaptureReplay> replay)
    {
        replay->TraceConnectWithoutContext(
            "Received",
            Callback<void, Ptr<const Packet>, const ReplayedPacket&>(
                [this](Ptr<const Packet> packet, const ReplayedPacket& what) {
                    Bytes bytes(packet->GetSize());
                    packet->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
                    packets.push_back(bytes);
                    times.push_back(Simulator::Now().GetNanoSeconds());
                    which.push_back(what);
                }));
    }

    std::vector<Bytes> packets;
    std::vector<int64_t> times;
    std::vector<ReplayedPacket> which;
};

/// Some packets of both directions and of TCP, UDP and IP versions, unevenly in time.
void
Fill(MadeCapture& capture, uint8_t version = 4)
{
    int64_t time = 0;
    for (int i = 0; i < 60; ++i)
    {
        Made made;
        made.version = version;
        made.fromClient = i % 3 != 1;
        made.protocol = i % 2 == 0 ? PROTOCOL_TCP : PROTOCOL_UDP;
        made.payload = static_cast<std::size_t>(i * 97 % 1400);
        made.flags = i == 0 ? SYN : ACK;
        capture.Add(time, made.Build());
        time += (i * i % 17) * 13 * MICROSECOND + 137; // also ns
    }
}

void
GapsAreKept(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    Fill(capture);
    TwoNodes link;
    const auto replay = CaptureReplayHelper(capture.File()).Install(link.Client(), link.Server());
    replay->SetStartTime(Seconds(1));
    const Arrivals arrivals(replay);
    link.Run(Seconds(2));
    test.Equal(arrivals.times.size(), capture.times.size(), "packets");
    for (std::size_t i = 1; i < arrivals.times.size(); ++i)
    {
        const int64_t gap = arrivals.times[i] - arrivals.times[i - 1];
        const int64_t recorded = capture.times[arrivals.which[i].number - 1] -
                                 capture.times[arrivals.which[i - 1].number - 1];
        test.Near(static_cast<double>(gap), static_cast<double>(recorded), 1000, "ns");
    }
    test.True(replay->IsFinished(), "finished");
}

void
BytesAreKept(Sentence& test)
{
    for (const uint8_t version : {4, 6})
    {
        const ScratchDirectory scratch;
        MadeCapture capture(scratch);
        Fill(capture, version);
        TwoNodes link;
        const auto replay =
            CaptureReplayHelper(capture.File()).Install(link.Client(), link.Server());
        const Arrivals arrivals(replay);
        link.Run(Seconds(1));
        test.Equal(arrivals.packets.size(), capture.packets.size(), "packets");
        for (std::size_t i = 0; i < arrivals.packets.size(); ++i)
        {
            const Bytes& packet = arrivals.packets[i];
            Bytes expected = capture.packets[arrivals.which[i].number - 1];
            test.True(IsRight(packet), "checksums");
            const auto layers = ReadLayers(packet.data(), packet.size());
            const bool fromClient = arrivals.which[i].fromClient;
            if (version == 4)
            {
                test.Equal(LoadBig32(&packet[12]),
                           fromClient ? 0x0a000001U : 0x0a000002U,
                           "source");
                test.Equal(LoadBig32(&packet[16]), fromClient ? 0x0a000002U : 0x0a000001U, "to");
                std::copy_n(&packet[10], 10, &expected[10]);
            }
            else
            {
                std::copy_n(&packet[8], 32, &expected[8]);
            }
            const std::size_t sumAt =
                layers->transportAt + (layers->protocol == PROTOCOL_TCP ? 16 : 6);
            std::copy_n(&packet[sumAt], 2, &expected[sumAt]);
            test.True(packet == expected, "all else");
        }
    }
}

void
NobodyAnswers(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    Fill(capture);
    TwoNodes link;
    const auto sink = DynamicCast<PacketSink>(
        PacketSinkHelper("ns3::UdpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 80))
            .Install(link.Server())
            .Get(0));
    CaptureReplayHelper(capture.File()).Install(link.Client(), link.Server());
    link.Run(Seconds(2));
    test.Equal(link.ownPackets, 0, "packets of TCP or ICMP");
    test.Equal(sink->GetTotalRx(), 0, "bytes for the node's own application");
}

void
OthersAreServed(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    Fill(capture);
    TwoNodes link;
    CaptureReplayHelper(capture.File()).Install(link.Client(), link.Server());
    const auto own =
        Socket::CreateSocket(link.Client(), TypeId::LookupByName("ns3::UdpSocketFactory"));
    const auto sink = DynamicCast<PacketSink>(
        PacketSinkHelper("ns3::UdpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 80))
            .Install(link.Server())
            .Get(0));
    Simulator::Schedule(Seconds(1), [&own] {
        own->SendTo(Create<Packet>(33), 0, InetSocketAddress("10.0.0.2", 80));
    });
    link.Run(Seconds(2));
    test.Equal(sink->GetTotalRx(), 33, "bytes that were not replayed");
}

void
LoopsAndSpeed(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    capture.Add(0, Made().Build());
    capture.Add(10 * MILLISECOND, Made().Build());
    TwoNodes link;
    CaptureReplayHelper helper(capture.File());
    helper.SetAttribute("Speed", DoubleValue(2));
    helper.SetAttribute("Loops", UintegerValue(3));
    helper.SetAttribute("LoopGap", TimeValue(MilliSeconds(3)));
    const auto replay = helper.Install(link.Client(), link.Server());
    const Arrivals arrivals(replay);
    bool hasFinished = false;
    replay->TraceConnectWithoutContext("Finished",
                                       Callback<void>([&hasFinished] { hasFinished = true; }));
    link.Run(Seconds(1));
    const std::vector<int64_t> milliseconds{0, 5, 8, 13, 16, 21};
    test.Equal(arrivals.times.size(), milliseconds.size(), "packets");
    for (std::size_t i = 0; i < arrivals.times.size(); ++i)
    {
        const auto since = static_cast<double>(arrivals.times[i] - arrivals.times[0]);
        test.Near(since, static_cast<double>(milliseconds[i] * MILLISECOND), 100, "ns");
        test.Equal(arrivals.which[i].loop, i / 2, "loop");
        test.Equal(arrivals.which[i].number, i % 2 + 1, "number");
    }
    test.True(hasFinished, "finished");
}

void
LongGaps(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    capture.Add(0, Made().Build());
    capture.Add(3'600'000 * MILLISECOND, Made().Build());
    capture.Add(3'599'000 * MILLISECOND, Made().Build()); // recorded late
    TwoNodes link;
    CaptureReplayHelper helper(capture.File());
    helper.SetAttribute("LongestGap", TimeValue(Seconds(1)));
    const auto replay = helper.Install(link.Client(), link.Server());
    const Arrivals arrivals(replay);
    link.Run(Seconds(10));
    test.Equal(arrivals.times.size(), 3, "packets");
    test.Near(static_cast<double>(arrivals.times[1] - arrivals.times[0]), 1e9, 100, "ns");
    test.Near(static_cast<double>(arrivals.times[2] - arrivals.times[1]), 0, 100, "ns");
    test.Equal(replay->GetCounters().late, 1, "late packets");
}

void
TwoAtOnce(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture first(scratch, "first.pcap");
    MadeCapture second(scratch, "second.pcap");
    Fill(first);
    Fill(second);
    TwoNodes link;
    const auto one = CaptureReplayHelper(first.File()).Install(link.Client(), link.Server());
    const auto two = CaptureReplayHelper(second.File()).Install(link.Client(), link.Server());
    two->SetStartTime(MilliSeconds(2));
    const Arrivals ofOne(one);
    const Arrivals ofTwo(two);
    link.Run(Seconds(1));
    test.Equal(ofOne.packets.size(), first.packets.size(), "packets of the first");
    test.Equal(ofTwo.packets.size(), second.packets.size(), "packets of the second");
    const auto between = static_cast<double>(ofTwo.times[0] - ofOne.times[0]);
    test.Near(between, 2 * MILLISECOND, 100, "ns between them");
}

void
WhatIsMissing(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    const Bytes whole = Made().Build();
    capture.AddCut(0, whole, 60);
    Bytes longer = Made().Build();
    longer.resize(longer.size() + 6); // Ethernet's padding
    capture.Add(1000, longer);
    capture.Add(2000, {0x45, 0, 0}); // cut off
    capture.Add(3000, {0x10, 0, 0}); // not IP
    Bytes offloaded = Made().Build();
    StoreBig16(&offloaded[2], 0);
    StoreBig16(&offloaded[10], 0);
    StoreBig16(&offloaded[10], static_cast<uint16_t>(~Sum(offloaded, 0, IPV4_BYTES)));
    capture.Add(4000, offloaded);
    TwoNodes link;
    const auto replay = CaptureReplayHelper(capture.File()).Install(link.Client(), link.Server());
    const Arrivals arrivals(replay);
    link.Run(Seconds(1));
    test.Equal(arrivals.packets.size(), 3, "packets");
    test.Equal(arrivals.packets[0].size(), whole.size(), "bytes of the one cut by the snap length");
    test.Equal(arrivals.packets[0].back(), 0, "its last byte");
    test.Equal(arrivals.packets[1].size(), whole.size(), "bytes of the one with padding");
    test.Equal(LoadBig16(&arrivals.packets[2][2]), whole.size(), "length of the offloaded one");
    test.True(IsRight(arrivals.packets[2]), "its checksums");
    test.Equal(replay->GetCounters().padded, 1, "padded");
    test.Equal(replay->GetCounters().malformed, 1, "malformed");
    test.Equal(replay->GetCounters().notIp, 1, "not IP");
}

void
OptionsAndPorts(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    Bytes packet = Made().Build();
    packet[0] = 0x46; // an option: router alert
    packet.insert(packet.begin() + IPV4_BYTES, {0x94, 4, 0, 0});
    StoreBig16(&packet[2], static_cast<uint16_t>(packet.size()));
    StoreBig16(&packet[10], 0);
    StoreBig16(&packet[10], static_cast<uint16_t>(~Sum(packet, 0, 24)));
    capture.Add(0, packet);
    TwoNodes link;
    CaptureReplayHelper helper(capture.File());
    helper.SetAttribute("Ports", StringValue("80=8080"));
    const Arrivals arrivals(helper.Install(link.Client(), link.Server()));
    link.Run(Seconds(1));
    test.Equal(arrivals.packets.size(), 1, "packets");
    test.True(IsRight(arrivals.packets[0]), "checksums");
    test.Equal(LoadBig32(&arrivals.packets[0][20]), 0x94040000, "the option");
    test.Equal(LoadBig16(&arrivals.packets[0][26]), 8080, "the server's port");
}

void
FlowsAreCounted(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    Fill(capture);
    TwoNodes link;
    CaptureReplayHelper helper(capture.File());
    helper.SetAttribute("CountFlows", BooleanValue(true));
    const auto replay = helper.Install(link.Client(), link.Server());
    link.Run(Seconds(1));
    const auto flows = replay->GetFlows();
    test.Equal(flows.size(), 2, "flows");
    uint64_t packets = 0;
    for (const ReplayedFlow& flow : flows)
    {
        for (const ReplayedFlow::Way& way : flow.ways)
        {
            test.Equal(way.receivedPackets, way.sentPackets, "packets");
            test.Equal(way.receivedBytes, way.sentBytes, "bytes");
            packets += way.receivedPackets;
        }
    }
    test.Equal(packets, 60, "packets in all");
}

/// A connection, as a capture at the client has it: requests of 300 bytes and answers.
class MadeConnection
{
  public:
    static constexpr int64_t ROUND_TRIP = 20 * MILLISECOND;

    MadeConnection(MadeCapture& capture, uint8_t version, uint16_t port, int64_t start = 0)
        : time(start),
          m_capture(capture)
    {
        m_made.version = version;
        m_made.protocol = PROTOCOL_TCP;
        m_made.clientPort = port;
        Put(true, 0, SYN);
        time += ROUND_TRIP;
        Put(false, 0, SYN | ACK);
        Put(true, 0, ACK);
    }

    void Exchange(std::size_t answer, int64_t think)
    {
        time += MILLISECOND;
        Put(true, 300, ACK);
        time += ROUND_TRIP + think;
        for (std::size_t left = answer; left > 0;)
        {
            const std::size_t size = std::min<std::size_t>(left, 1400);
            Put(false, size, ACK);
            left -= size;
        }
        Put(true, 0, ACK);
    }

    void Greet() // the server begins
    {
        time += MILLISECOND;
        Put(false, 100, ACK);
    }

    void End()
    {
        time += MILLISECOND;
        Put(true, 0, FIN | ACK);
        time += ROUND_TRIP;
        Put(false, 0, FIN | ACK);
        Put(true, 0, ACK);
    }

    int64_t time;
    uint64_t bytes[2]{0, 0};

  private:
    void Put(bool fromClient, std::size_t payload, uint8_t flags)
    {
        uint32_t& own = m_next[fromClient ? 0 : 1];
        m_made.fromClient = fromClient;
        m_made.payload = payload;
        m_made.flags = flags;
        m_made.sequence = own;
        m_made.acknowledgement = m_next[fromClient ? 1 : 0];
        m_capture.Add(time, m_made.Build());
        own += static_cast<uint32_t>(payload) + ((flags & (SYN | FIN)) != 0);
        bytes[fromClient ? 0 : 1] += payload;
        time += MICROSECOND;
    }

    MadeCapture& m_capture;
    Made m_made;
    uint32_t m_next[2]{0xfffff000, 1000}; // the client's wraps around
};

void
FlowBytesAreKept(Sentence& test)
{
    for (const uint8_t version : {4, 6})
    {
        const ScratchDirectory scratch;
        MadeCapture capture(scratch);
        MadeConnection made(capture, version, 4000);
        for (int i = 0; i < 20; ++i)
        {
            made.Exchange(static_cast<std::size_t>(i) * 5000 + 1, MILLISECOND);
        }
        made.End();
        TwoNodes link("2Mbps", "10ms");
        link.Lose(0.02);
        const auto replay =
            CaptureReplayHelper(capture.File()).InstallFlows(link.Client(), link.Server());
        link.Run(Seconds(300));
        const auto flows = replay->GetFlows();
        test.Equal(flows.size(), 1, "flows");
        for (const int end : {0, 1})
        {
            test.Equal(flows[0].ways[end].receivedBytes, made.bytes[end], "bytes a direction");
        }
        test.Equal(replay->GetCounters().completed, 1, "completed");
        test.True(replay->IsFinished(), "finished");
    }
}

void
HandshakesAreLost(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    int64_t time = 0;
    for (uint16_t port = 4000; port < 4060; ++port)
    {
        MadeConnection made(capture, 4, port, time);
        made.Greet();
        time = made.time;
    }
    TwoNodes link("10Mbps", "10ms");
    link.Lose(0.15);
    const auto replay =
        CaptureReplayHelper(capture.File()).InstallFlows(link.Client(), link.Server());
    link.Run(Seconds(1000));
    test.Equal(replay->GetCounters().completed, 60, "flows that are complete, and stay open");
}

void
FlowsKeepThinkTimes(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    MadeConnection made(capture, 4, 4000);
    for (int i = 0; i < 10; ++i)
    {
        made.Exchange(1000, 100 * MILLISECOND);
    }
    made.End();
    const auto secondsOver = [&](const std::string& delay, double speed) {
        TwoNodes link("1Gbps", delay);
        CaptureReplayHelper helper(capture.File());
        helper.SetAttribute("Speed", DoubleValue(speed));
        const auto replay = helper.InstallFlows(link.Client(), link.Server());
        link.Run(Seconds(100));
        return replay->GetFlows()[0].last->GetSeconds();
    };
    // A handshake and ten exchanges, each a round trip and 101 ms; at half a round trip all is
    // there.
    test.Near(secondsOver("10ms", 1), 11 * 0.020 + 10 * 0.101, 0.005, "s, as recorded");
    test.Near(secondsOver("50ms", 1), 11 * 0.100 + 10 * 0.101, 0.005, "s, with a longer way");
    test.Near(secondsOver("10ms", 10), 11 * 0.020 + 10 * 0.0101, 0.005, "s, ten times as fast");
}

void
DatagramsAreOpenLoop(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    uint64_t bytes = 0;
    for (int i = 0; i < 50; ++i)
    {
        Made made;
        made.clientPort = static_cast<uint16_t>(5000 + i % 2);
        made.fromClient = i % 5 != 4;
        made.payload = static_cast<std::size_t>(i * 20);
        capture.Add(i * 10 * MILLISECOND, made.Build());
        bytes += made.payload;
    }
    TwoNodes link;
    CaptureReplayHelper helper(capture.File());
    helper.SetAttribute("Loops", UintegerValue(2));
    const auto replay = helper.InstallFlows(link.Client(), link.Server());
    uint64_t packets = 0;
    replay->TraceConnectWithoutContext(
        "Received",
        Callback<void, Ptr<const Packet>, std::size_t>(
            [&packets](Ptr<const Packet>, std::size_t) { ++packets; }));
    link.Run(Seconds(5));
    uint64_t received = 0;
    for (const ReplayedFlow& flow : replay->GetFlows())
    {
        received += flow.ways[0].receivedBytes + flow.ways[1].receivedBytes;
    }
    test.Equal(replay->GetFlows().size(), 2, "flows");
    test.Equal(received, 2 * bytes, "bytes");
    test.Equal(packets, 100, "packets that the trace source told");
    test.Equal(replay->GetCounters().completed, 4, "flows in both loops");
}

void
TakenPorts(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    MadeConnection made(capture, 4, 4000);
    made.Exchange(1000, MILLISECOND);
    made.End();
    TwoNodes link;
    const auto sink = DynamicCast<PacketSink>(
        PacketSinkHelper("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 80))
            .Install(link.Server())
            .Get(0));
    const auto replay =
        CaptureReplayHelper(capture.File()).InstallFlows(link.Client(), link.Server());
    replay->SetStartTime(Seconds(1));
    link.Run(Seconds(5));
    test.Equal(sink->GetTotalRx(), 0, "bytes for who listens there");
    test.Equal(replay->GetCounters().completed, 1, "completed");
}

void
Refusals(Sentence& test)
{
    const ScratchDirectory scratch;
    MadeCapture capture(scratch);
    capture.Add(0, Made().Build());
    test.Refuses(
        [] {
            const TwoNodes link;
            CaptureReplayHelper("/nowhere.pcap").Install(link.Client(), link.Server());
        },
        "/nowhere.pcap: cannot be read");
    test.Refuses(
        [&] {
            const TwoNodes link;
            CaptureReplayHelper(capture.File()).InstallFlows(link.Client(), link.Client());
        },
        "between a node and itself");
    const auto installWith = [&](const std::string& name, const std::string& value) {
        const TwoNodes link;
        CaptureReplayHelper helper(capture.File());
        helper.SetAttribute(name, StringValue(value));
        helper.Install(link.Client(), link.Server());
    };
    test.Refuses([&] { installWith("Clients", "10.0.0.256"); }, "'10.0.0.256' is no address");
    test.Refuses([&] { installWith("Ports", "80"); }, "'80' maps no port");
    test.Refuses([&] { installWith("Loops", "0"); }, "takes no time");
}

const Sentences SENTENCES = {
    {"Gaps between packets at the far end are the capture's to 1 us", GapsAreKept},
    {"Packets arrive with their bytes but for addresses, and with right checksums", BytesAreKept},
    {"Neither node answers what is replayed, and no application gets it", NobodyAnswers},
    {"Other packets to the same ports are served", OthersAreServed},
    {"Loops follow each other after the gap, and all is as fast as is asked for", LoopsAndSpeed},
    {"Long gaps are shortened, and time does not go back", LongGaps},
    {"Two captures are replayed at once, each from its start", TwoAtOnce},
    {"What a capture lacks of a packet is zeros, and what cannot be sent is counted",
     WhatIsMissing},
    {"Options stay, and ports are mapped", OptionsAndPorts},
    {"Packets are counted by flow", FlowsAreCounted},
    {"Flows deliver the capture's bytes over a narrow link with losses", FlowBytesAreKept},
    {"Servers that begin do so also when a part of the handshake is lost", HandshakesAreLost},
    {"Flows keep think times, and their pace follows the network's delay", FlowsKeepThinkTimes},
    {"UDP flows send the capture's datagrams at their times", DatagramsAreOpenLoop},
    {"A flow whose port is taken goes to another one", TakenPorts},
    {"What cannot be replayed is refused", Refusals},
};

SentenceSuite g_suite("synthnet-replay", TestSuite::Type::UNIT, SENTENCES);

} // namespace
