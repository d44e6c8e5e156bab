/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/ns3-version.h"

#include "one-switch.h"
#include "scratch-directory.h"
#include "sentence.h"

#include "ns3/probe-codec.h"

#include "ns3/random-variable-stream.h"
#include "ns3/uinteger.h"

#include <utility>

namespace
{

using namespace ns3;
using namespace ns3::synthnet;
using DropReason = IntSwitch::DropReason;

// --- Forwarding and rewriting --------------------------------------------------------------------

void
LongestPrefix(Sentence& test)
{
    OneSwitch bench(3);
    bench.theSwitch->GetTable("ipv4_lpm")
        .Add({KeyMatch::Lpm(Ipv4Address("10.1.0.0").Get(), 16)}, Action::MakeForward(1));
    bench.theSwitch->GetTable("ipv4_lpm")
        .Add({KeyMatch::Lpm(Ipv4Address("10.1.2.0").Get(), 24)}, Action::MakeForward(2));
    bench.Send(Seconds(1), 0, Ipv4Address("10.1.1.1"), {1});
    bench.Send(Seconds(2), 0, Ipv4Address("10.1.2.1"), {2});
    bench.Run();
    test.Equal(bench.arrived.size(), 2, "both are forwarded");
    test.Equal(bench.arrived[0].port, 1, "the /16");
    test.Equal(bench.arrived[1].port, 2, "the /24, which is longer");
    test.Equal(bench.arrived[0].ip.GetTtl(), 64, "forward changes nothing");
    test.Equal(bench.arrived[0].destination, Mac48Address("02:00:00:00:00:ff"), "as sent");
    test.Equal(bench.Counters(0).received, 2, "came in by port 0");
    test.Equal(bench.Counters(1).sent, 1, "one left by port 1");
}

void
Ipv4Forward(Sentence& test)
{
    OneSwitch bench(2);
    bench.Send(Seconds(1), 0, 1, {1});
    bench.Run();
    test.Equal(bench.arrived.size(), 1, "forwarded");
    test.Equal(bench.arrived[0].ip.GetTtl(), 63, "TTL decremented");
    test.Equal(bench.arrived[0].source, Mac48Address("02:00:00:00:00:ff"), "old destination");
    test.Equal(bench.arrived[0].destination, Mac48Address("02:00:00:00:00:01"), "of the entry");
}

void
TtlExpires(Sentence& test)
{
    OneSwitch bench(2);
    TestPacket packet{1};
    packet.ttl = 1;
    bench.Send(Seconds(1), 0, 1, packet);
    packet = {2};
    packet.ttl = 2;
    bench.Send(Seconds(2), 0, 1, packet);
    bench.Run();
    test.Equal(bench.arrived.size(), 1, "one is left");
    test.Equal(bench.arrived[0].ip.GetTtl(), 1, "2 becomes 1");
    test.Equal(bench.Dropped(0, DropReason::TtlExpired), 1, "1 expires");
    test.True(bench.dropped.at(0) == std::make_pair(uint16_t{1}, DropReason::TtlExpired), "trace");
}

/// Each rewriting in one packet: TTL, DSCP, ECN, and a probe's length.
void
Rewrite(OneSwitch& bench)
{
    bench.theSwitch->AddTable({"mark", {{Field::L4DstPort, MatchKind::Exact}}})
        .Add({KeyMatch::Exact(7)}, Action::MakeMarkDscp(46));
    for (uint32_t ttl = 2; ttl < 256; ++ttl) // many, so that the sums carry in all ways
    {
        TestPacket packet{static_cast<uint16_t>(ttl)};
        packet.ttl = ttl;
        packet.port = ttl % 2 ? 7 : 9;
        packet.ecn = ttl % 4 < 2 ? Ipv4Header::ECN_ECT0 : Ipv4Header::ECN_NotECT;
        packet.payload = ttl * 5;
        bench.Send(MilliSeconds(ttl), 0, 1, packet);
    }
    TestPacket probe;
    probe.protocol = PROBE_PROTOCOL;
    probe.payload = 2; // a count of 0 hops
    bench.Send(Seconds(1), 0, 1, probe);
    bench.Run();
}

void
ChecksumsHold(Sentence& test)
{
    const WithChecksums enabled;
    OneSwitch bench(2, {{"EcnThreshold", "1"}, {"QueueRate", "100"}, {"QueueDepth", "1000"}});
    Rewrite(bench);
    test.Equal(bench.arrived.size(), 255, "all arrive");
    int dscp = 0;
    int congested = 0;
    for (const auto& arrival : bench.arrived)
    {
        test.True(arrival.checksumOk, "checksum of packet " + std::to_string(arrival.number));
        dscp += arrival.ip.GetDscp() == Ipv4Header::DSCP_EF;
        congested += arrival.ip.GetEcn() == Ipv4Header::ECN_CE;
    }
    test.Equal(dscp, 127, "the odd ones");
    test.Equal(congested, 126, "all that are capable: 4 and 5 find one packet, later ones more");
    test.Equal(bench.arrived.back().ip.GetPayloadSize(), ProbeBytes(1), "the probe has a hop");
    test.Equal(bench.arrived.back().bytes, 20 + ProbeBytes(1), "and is as long as it says");
}

void
ChecksumsStayZero(Sentence& test)
{
    OneSwitch bench(2, {{"EcnThreshold", "1"}, {"QueueRate", "100"}, {"QueueDepth", "1000"}});
    bool untouched = true;
    bench.theSwitch->TraceConnectWithoutContext(
        "Dequeue",
        Callback<void, Ptr<const Packet>, const IntMetadata&>(
            [&](Ptr<const Packet> packet, const IntMetadata&) {
                uint8_t header[20];
                packet->CopyData(header, 20);
                untouched = untouched && header[10] == 0 && header[11] == 0;
            }));
    Rewrite(bench);
    test.Equal(bench.arrived.size(), 255, "all arrive");
    test.True(untouched, "a checksum that ns-3 does not compute stays 0");
}

// --- Drops ---------------------------------------------------------------------------------------

void
IngressDrops(Sentence& test)
{
    OneSwitch bench(2);
    auto& table = bench.theSwitch->GetTable("ipv4_lpm");
    table.Add({KeyMatch::Lpm(Ipv4Address("10.1.0.0").Get(), 16)}, Action::MakeDrop());
    table.Add({KeyMatch::Lpm(Ipv4Address("10.2.0.0").Get(), 16)}, Action::MakeForward(511));
    table.Add({KeyMatch::Lpm(Ipv4Address("10.3.0.0").Get(), 16)}, Action::MakeForward(2));
    bench.Send(Seconds(1), 0, Ipv4Address("10.1.0.1"), {1});
    bench.Send(Seconds(2), 0, Ipv4Address("10.2.0.1"), {2});
    bench.Send(Seconds(3), 0, Ipv4Address("10.3.0.1"), {3});
    bench.Send(Seconds(4), 0, Ipv4Address("10.4.0.1"), {4});
    bench.Run();
    test.Equal(bench.arrived.size(), 0, "nothing passes");
    const std::vector<std::pair<uint16_t, DropReason>> expected{
        {1, DropReason::TableDrop}, // drop
        {2, DropReason::TableDrop}, // v1model's drop port
        {3, DropReason::NoRoute},   // no such port
        {4, DropReason::NoRoute},   // no entry
    };
    test.True(bench.dropped == expected, "the reasons in the trace");
    test.Equal(bench.Dropped(0, DropReason::TableDrop), 2, "counted at the ingress port");
    test.Equal(bench.Dropped(0, DropReason::NoRoute), 2, "counted at the ingress port");
    test.Equal(bench.Counters(1).sent, 0, "nothing left");
}

void
EgressQueueDrops(Sentence& test)
{
    OneSwitch bench(2, {{"QueueDepth", "4"}, {"QueueRate", "1000"}});
    bench.Burst(Seconds(1), 0, 1, 8);
    bench.Run();
    test.Equal(Text(bench.Order()), "0 1 2 3 4 ", "one leaves at once, four fit");
    test.Equal(bench.Dropped(1, DropReason::EgressQueue), 3, "counted at the egress port");
    test.Equal(bench.Counters(1).sent, 5, "sent");
    test.Equal(bench.Counters(0).received, 8, "received");
    test.True(bench.dropped.at(0) == std::make_pair(uint16_t{5}, DropReason::EgressQueue), "trace");
}

void
InputBufferDrops(Sentence& test)
{
    OneSwitch bench(2, {{"IngressService", FIXED_1MS}, {"InputBuffer", "3"}});
    bench.Burst(Seconds(1), 0, 1, 8);
    bench.Run();
    test.Equal(Text(bench.Order()), "0 1 2 3 ", "one is taken at once, three wait");
    test.Equal(bench.Dropped(0, DropReason::InputBuffer), 4, "the others");
    for (std::size_t i = 0; i < bench.arrived.size(); ++i)
    {
        // The service ends 1 ms after the one before; 10 ns is the time on each line.
        test.Equal(bench.arrived[i].time,
                   Seconds(1) + MilliSeconds(i + 1) + NanoSeconds(20),
                   "packet " + std::to_string(i));
    }
}

void
DeviceBufferDrops(Sentence& test)
{
    // Queue 0 of the port's egress never fills: what is slow is the line, 1.328 ms a packet.
    OneSwitch bench(2, {}, {{"DataRate", "1Mbps"}, {"OutputBuffer", "2"}});
    bench.theSwitch->GetPort(0)->SetAttribute("DataRate", StringValue("132800Mbps"));
    bench.neighbours.Get(0)->GetDevice(0)->SetAttribute("DataRate", StringValue("132800Mbps"));
    bench.neighbours.Get(0)->GetDevice(0)->SetAttribute("OutputBuffer", UintegerValue(100));
    bench.Burst(Seconds(1), 0, 1, 8);
    bench.Run();
    test.Equal(Text(bench.Order()), "0 1 2 ", "one on the line, two in its buffer");
    test.Equal(bench.Dropped(1, DropReason::OutputBuffer), 5, "counted at the egress port");
    test.Equal(bench.Counters(1).sent, 3, "only what the device took counts as sent");
}

void
EachPacketIsCounted(Sentence& test)
{
    OneSwitch bench(3, {{"QueueDepth", "5"}, {"QueueRate", "900"}}, {{"DataRate", "1Mbps"}});
    auto uniform = CreateObject<UniformRandomVariable>();
    uniform->SetStream(1);
    for (uint16_t i = 0; i < 2000; ++i)
    {
        TestPacket packet{i};
        packet.ttl = uniform->GetInteger(1, 5);
        bench.Send(Seconds(uniform->GetValue(1, 2)),
                   i % 2,
                   Ipv4Address(0x0a000001 + uniform->GetInteger(0, 3)), // the last has no route
                   packet);
    }
    bench.Run();
    uint64_t received = 0;
    uint64_t sent = 0;
    uint64_t dropped = 0;
    for (uint32_t port = 0; port < 3; ++port)
    {
        received += bench.Counters(port).received;
        sent += bench.Counters(port).sent;
        for (const uint64_t count : bench.Counters(port).dropped)
        {
            dropped += count;
        }
    }
    test.True(dropped > 200 && sent > 200, "there are some of both");
    test.Equal(received, sent + dropped, "no packet is lost without a reason");
    test.Equal(dropped, bench.dropped.size(), "each drop is traced");
    test.Equal(sent, bench.arrived.size(), "what was sent arrives");
}

// --- Metadata ------------------------------------------------------------------------------------

void
MetadataAtAFixedRate(Sentence& test)
{
    OneSwitch bench(2, {{"SwitchId", "5"}, {"QueueRate", "1000"}, {"UpTime", "10s"}});
    bench.TraceQueues();
    bench.Burst(Seconds(1), 0, 1, 5);
    bench.Run();
    test.Equal(bench.enqueued.size(), 5, "all are admitted");
    test.Equal(bench.dequeued.size(), 5, "all leave");
    const uint32_t enqQdepths[] = {0, 0, 1, 2, 3}; // the first leaves at once
    const uint32_t deqQdepths[] = {0, 3, 2, 1, 0};
    constexpr uint32_t ARRIVAL = 11'000'000; // µs; the lines take nanoseconds
    for (uint32_t i = 0; i < 5; ++i)
    {
        IntMetadata expected;
        expected.switchId = 5;
        expected.ingressPort = 0;
        expected.egressPort = 1;
        expected.ingressGlobalTimestamp = ARRIVAL;
        expected.enqTimestamp = ARRIVAL;
        expected.enqQdepth = enqQdepths[i];
        test.True(bench.enqueued[i].metadata == expected, "enqueue " + std::to_string(i));
        expected.egressGlobalTimestamp = ARRIVAL + 1000 * i;
        expected.deqTimedelta = 1000 * i;
        expected.deqQdepth = deqQdepths[i];
        test.True(bench.dequeued[i].metadata == expected, "dequeue " + std::to_string(i));
        test.Equal(bench.dequeued[i].number, i, "in order");
        test.Equal(bench.dequeued[i].time, Seconds(1) + NanoSeconds(10) + MilliSeconds(i), "when");
    }
}

void
DepthAndRateWhilePacketsWait(Sentence& test)
{
    OneSwitch bench(2, {{"QueueDepth", "8"}, {"QueueRate", "1000"}});
    bench.TraceQueues();
    bench.Burst(Seconds(1), 0, 1, 6); // leave 0 to 5 ms later
    const auto change = [&] {
        bench.theSwitch->SetQueueDepth(2, 1);
        bench.theSwitch->SetQueueRate(100, 1);
        test.Equal(bench.theSwitch->GetQueued(1), 4, "lowering the depth evicts nothing");
        test.Equal(bench.theSwitch->GetQueueDepth(1), 2, "the new depth");
        test.Equal(bench.theSwitch->GetQueueDepth(0), 8, "of that port alone");
    };
    Simulator::Schedule(Seconds(1) + MicroSeconds(1500), change);
    bench.Send(Seconds(1) + MicroSeconds(2500), 0, 1, {10}); // three wait: dropped
    bench.Send(Seconds(1) + MicroSeconds(4500), 0, 1, {11}); // one waits: 10 ms behind the last
    bench.Run();
    test.Equal(Text(bench.Order()), "0 1 2 3 4 5 11 ", "packet 10 found three of two");
    test.Equal(bench.dropped.size(), 1, "nothing else is dropped");
    for (uint32_t i = 0; i < 6; ++i)
    {
        test.Equal(bench.dequeued[i].metadata.deqTimedelta, 1000 * i, "queued packets keep theirs");
    }
    test.Equal(bench.dequeued[6].metadata.deqTimedelta, 10'500, "5 + 10 - 4.5 ms");
    test.Equal(bench.dequeued[6].metadata.enqQdepth, 1, "it found packet 5");
}

void
TimestampsWrap(Sentence& test)
{
    // 2^32 µs are 4294.967296 s: the switch has run for 2 ms less when the packets come.
    OneSwitch bench(2, {{"QueueRate", "200"}, {"UpTime", "4293965296us"}});
    bench.TraceQueues();
    bench.Burst(Seconds(1), 0, 1, 2);
    bench.Run();
    const IntMetadata& metadata = bench.dequeued.at(1).metadata;
    test.Equal(metadata.enqTimestamp, 0xffffffffU - 1999, "32 bits");
    test.Equal(metadata.deqTimedelta, 5000, "the difference is right across the wrap");
    test.Equal(metadata.egressGlobalTimestamp, (uint64_t{1} << 32) + 3000, "48 bits do not wrap");
}

// --- Command files -------------------------------------------------------------------------------

void
CommandsEndToEnd(Sentence& test)
{
    const ScratchDirectory scratch;
    const auto file = scratch.Write("s1-commands.txt",
                                    "# routes\n"
                                    "table_clear ipv4_lpm\n"
                                    "table_add ipv4_lpm forward 10.0.0.0/24 => 1\n"
                                    "table_add ipv4_lpm drop 10.0.0.9/32 =>\n"
                                    "set_queue_depth 2\n"
                                    "set_queue_rate 1000 1\n");
    OneSwitch bench(2);
    bench.TraceQueues();
    bench.theSwitch->LoadCommands(file.string());
    bench.Burst(Seconds(1), 0, 7, 4); // 10.0.0.8
    bench.Send(Seconds(2), 0, Ipv4Address("10.0.0.9"), {9});
    bench.Run();
    test.Equal(Text(bench.Order()), "0 1 2 ", "one leaves at once, two fit");
    test.Equal(bench.dequeued.at(2).metadata.deqTimedelta, 2000, "at the rate of the file");
    test.Equal(bench.Dropped(1, DropReason::EgressQueue), 1, "the fourth");
    test.Equal(bench.Dropped(0, DropReason::TableDrop), 1, "10.0.0.9");
    test.Equal(bench.theSwitch->GetQueueDepth(0), 2, "all ports");
}

void
CommandErrors(Sentence& test)
{
    OneSwitch bench(2);
    const ScratchDirectory scratch;
    const auto refuses = [&](const std::string& text, const std::string& part) {
        const std::string file = scratch.Write("s1-commands.txt", text).string();
        test.Refuses([&] { bench.theSwitch->LoadCommands(file); }, file + part);
    };
    refuses("\ntable_add nowhere drop 10.0.0.1/32 =>\n", ":2: unknown table 'nowhere'");
    refuses("table_add ipv4_lpm fly 10.0.0.1/32 =>\n", ":1: ");
    refuses("table_add ipv4_lpm drop 10.0.0.256/32 =>\n", ":1: ");
    refuses("set_queue_rate 10\n\nset_queue_depth 3 2\n",
            ":3: unknown port 2, expected one below 2");
    refuses("set_queue_depth 3 1 1\n", ":1: unknown priority 1, expected one below 1");
    refuses("set_queue_depth 0\n", ":1: ");
    refuses("# two equal ones\ntable_add ipv4_lpm drop 10.0.0.1/32 =>\n", ":2: ");
    test.Refuses([&] { bench.theSwitch->LoadCommands("missing.txt"); },
                 "missing.txt: cannot be read");
    bench.theSwitch->LoadCommands(scratch.Write("empty.txt", "").string()); // is no error
    test.Refuses([&] { bench.theSwitch->LoadCommands(scratch.Path().string()); }, "cannot be read");
}

void
SettersRefuse(Sentence& test)
{
    OneSwitch bench(2);
    IntSwitch& theSwitch = *bench.theSwitch;
    test.Refuses([&] { theSwitch.SetQueueDepth(0); }, "expected at least 1 packet");
    test.Refuses([&] { theSwitch.SetQueueRate(-1); }, "expected packets a second");
    test.Refuses([&] { theSwitch.SetQueueRate(1e-10); }, "is 1e-10, expected packets a second");
    test.Refuses([&] { theSwitch.SetQueueDepth(3, 2); }, "unknown port 2");
    test.Refuses([&] { theSwitch.SetQueueRate(3, 0, 1); }, "unknown priority 1");
    test.Refuses([&] { theSwitch.SetQueueDepth(3, std::nullopt, 1); }, "unknown priority 1");
    test.Equal(theSwitch.GetQueueDepth(0), 64, "what is refused changes nothing");
    test.Refuses([&] { theSwitch.GetTable("none"); }, "unknown table none");
    test.Refuses(
        [&] {
            theSwitch.AddTable({"ipv4_lpm", {{Field::Ipv4Dst, MatchKind::Exact}}});
        },
        "exists already");
}

void
ServicesComeBeforePorts(Sentence& test)
{
    OneSwitch bench(2);
    for (const char* name : {"IngressService", "TransmitService"})
    {
        test.Refuses([&] { bench.theSwitch->SetAttribute(name, StringValue(FIXED_1MS)); },
                     std::string(name) + " is set on a switch with ports, expected before");
    }
}

void
ADefaultIsOfAllPriorities(Sentence& test)
{
    OneSwitch bench(1, {{"Priorities", "2"}});
    bench.theSwitch->SetQueueDepth(5, std::nullopt, 1);
    auto port = CreateObject<EthernetPort>();
    bench.theSwitch->GetPort(0)->GetNode()->AddDevice(port);
    bench.theSwitch->AddPort(port);
    test.Equal(bench.theSwitch->GetQueueDepth(0, 1), 5, "the port that was there");
    test.Equal(bench.theSwitch->GetQueueDepth(1, 0), 64, "priority 0 of a later port");
    test.Equal(bench.theSwitch->GetQueueDepth(1, 1), 64, "priority 1 of a later port");
}

void
PortsEndAt511(Sentence& test)
{
    OneSwitch bench(511);
    auto port = CreateObject<EthernetPort>();
    bench.theSwitch->GetPort(0)->GetNode()->AddDevice(port);
    test.Refuses([&] { bench.theSwitch->AddPort(port); }, "expected at most 511");
}

const Sentences SENTENCES{
    {"The longest prefix forwards a packet", LongestPrefix},
    {"ipv4_forward sets the addresses and decrements the TTL", Ipv4Forward},
    {"A packet whose TTL reaches 0 is dropped", TtlExpires},
    {"The IPv4 checksum is right after every rewriting", ChecksumsHold},
    {"Without checksums in ns-3 the checksum stays 0", ChecksumsStayZero},
    {"A packet without a port is dropped with its reason", IngressDrops},
    {"A full egress queue drops the new packet", EgressQueueDrops},
    {"A full input buffer drops the new packet", InputBufferDrops},
    {"A full buffer of the device drops the new packet", DeviceBufferDrops},
    {"Every packet is sent or dropped for a reason", EachPacketIsCounted},
    {"At a fixed rate the metadata is what is computed by hand", MetadataAtAFixedRate},
    {"A new depth evicts nothing and a new rate retimes nothing", DepthAndRateWhilePacketsWait},
    {"Timestamps wrap as their widths say", TimestampsWrap},
    {"A command file sets tables and queues", CommandsEndToEnd},
    {"A wrong command is named with file and line", CommandErrors},
    {"What is refused changes nothing", SettersRefuse},
    {"The services of a switch are set before its first port", ServicesComeBeforePorts},
    {"The depth of one priority is no default of later ports", ADefaultIsOfAllPriorities},
    {"A switch has 511 ports at most", PortsEndAt511},
};

SentenceSuite g_switchSuite("synthnet-switch", TestSuite::Type::UNIT, SENTENCES);

} // namespace
