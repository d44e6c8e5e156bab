/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-packets.h"
#include "random-packets.h"

#include "ns3/big-endian.h"
#include "ns3/flow-inspector.h"
#include "ns3/flow-under-repair.h"
#include "ns3/flow-vote.h"
#include "ns3/tcp-options.h"
#include "ns3/tcp-side.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <vector>

namespace
{

using namespace ns3::synthnet;

/// Inspects a connection, of which one packet was changed; its checksums are made right again.
FlowInspector
Inspect(std::size_t changed, const std::function<void(EditablePacket&)>& change)
{
    FlowInspector inspector;
    auto packets = FlowPackets().Connection();
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        if (i == changed)
        {
            EditablePacket packet =
                TakeApart(packets[i].data(), packets[i].size(), packets[i].size());
            change(packet);
            packet.Free();
            AssembleHeaders(packet);
            AssembleChecksums(packet);
            packets[i] = packet.bytes;
        }
        const auto layers = ReadLayers(packets[i].data(), packets[i].size());
        inspector.Add(packets[i].data(), *layers, LoadBig16(&packets[i][20]) == 40000);
    }
    return inspector;
}

uint64_t
CountOf(PacketFinding finding,
        std::size_t changed,
        const std::function<void(EditablePacket&)>& change)
{
    return Inspect(changed, change).Count(finding);
}

TEST(FlowInspector, FindsNothingInARightConnection)
{
    const FlowInspector inspector = Inspect(1000, {});
    EXPECT_EQ(inspector.Packets(), 26u);
    EXPECT_EQ(inspector.Faulty(), 0u);
    EXPECT_EQ(inspector.RightlyAcknowledging(), inspector.Acknowledging());
    EXPECT_EQ(inspector.RightlyContinuing(), inspector.Continuing());
    EXPECT_EQ(inspector.Continuing(), 24u);
}

TEST(FlowInspector, NamesWhatIsWrong)
{
    constexpr std::size_t DATA = 4; // the server's first segment with payload
    EXPECT_EQ(CountOf(PacketFinding::HOP_LIMIT, DATA, [](auto& p) { p.hopLimit = 0; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::RESERVED, DATA, [](auto& p) { p.reservedBit = true; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::RESERVED, DATA, [](auto& p) { p.tcp.reserved = 2; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::TCP_FLAGS, DATA, [](auto& p) { p.tcp.flags = TCP_PSH; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::TCP_FLAGS, DATA, [](auto& p) { p.tcp.urgent = 1; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::TCP_OPTIONS,
                      DATA,
                      [](auto& p) {
                          p.tcp.options = {8, 3, 0, 0};
                      }),
              1u);
    EXPECT_EQ(CountOf(PacketFinding::TCP_OPTIONS,
                      DATA,
                      [](auto& p) {
                          p.tcp.options = {2, 4, 5, 0};
                      }),
              1u);
    EXPECT_EQ(CountOf(PacketFinding::TCP_STATE, DATA, [](auto& p) { p.tcp.flags |= TCP_SYN; }), 1u);
    EXPECT_GE(CountOf(PacketFinding::TCP_STATE, DATA, [](auto& p) { p.tcp.flags |= TCP_FIN; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::SEQUENCE, DATA, [](auto& p) { p.tcp.sequence -= 5000; }), 1u);
    EXPECT_EQ(CountOf(PacketFinding::SEQUENCE_GAP, DATA, [](auto& p) { p.tcp.sequence += 5000; }),
              1u);
    EXPECT_EQ(
        CountOf(PacketFinding::ACKNOWLEDGEMENT, DATA, [](auto& p) { p.tcp.acknowledgement -= 7; }),
        1u);
    EXPECT_EQ(CountOf(PacketFinding::ACKNOWLEDGEMENT_AHEAD,
                      DATA,
                      [](auto& p) { p.tcp.acknowledgement += 7; }),
              1u);
    EXPECT_EQ(CountOf(PacketFinding::WINDOW, DATA - 1, [](auto& p) { p.tcp.window = 0; }),
              0u); // an older one allows it
}

TEST(FlowInspector, SeesDataBeyondTheWindow)
{
    FlowPackets flow;
    FlowInspector inspector;
    const auto add = [&](bool isForward, EditablePacket packet) {
        packet.Free();
        AssembleHeaders(packet);
        AssembleChecksums(packet);
        return inspector.Add(packet.bytes.data(),
                             *ReadLayers(packet.bytes.data(), packet.bytes.size()),
                             isForward);
    };
    const auto segment = [&](bool isForward,
                             uint8_t flags,
                             uint32_t seq,
                             uint32_t ack,
                             std::size_t size,
                             uint16_t window) {
        const auto bytes = flow.Segment(isForward, flags, seq, ack, size);
        EditablePacket packet = TakeApart(bytes.data(), bytes.size(), bytes.size());
        packet.tcp.window = window;
        return packet;
    };
    add(true, segment(true, TCP_SYN, 0, 0, 0, 500));
    add(false, segment(false, TCP_SYN | TCP_ACK, 0, 1, 0, 500));
    add(true, segment(true, TCP_ACK, 1, 1, 0, 500));
    add(false, segment(false, TCP_ACK, 1, 1, 500, 500));
    EXPECT_EQ(inspector.Count(PacketFinding::WINDOW), 0u);
    add(false, segment(false, TCP_ACK, 501, 1, 100, 500));
    EXPECT_EQ(inspector.Count(PacketFinding::WINDOW), 1u);
}

TEST(TcpSide, KnowsWhatWasSent)
{
    TcpSide side;
    EXPECT_EQ(side.Relate(5), TcpSide::Relation::FIRST);
    side.Send(0xffffff00, 0x200);
    side.Send(0x100, 10);
    EXPECT_EQ(side.Next(), 0x10au);
    EXPECT_EQ(side.Relate(0x10a), TcpSide::Relation::NEXT);
    EXPECT_EQ(side.Relate(0x10b), TcpSide::Relation::AHEAD);
    EXPECT_EQ(side.Relate(0xffffff00), TcpSide::Relation::RESENT);
    EXPECT_EQ(side.Relate(0xfffffeff), TcpSide::Relation::OUTSIDE);
    EXPECT_TRUE(side.IsBoundary(0x100));
    EXPECT_FALSE(side.IsBoundary(0x101));
    side.Acknowledge(0x10a);
    EXPECT_FALSE(side.IsBoundary(0x100));
    EXPECT_TRUE(side.IsBoundary(0x10a));
    side.Acknowledge(0x100); // late
    EXPECT_EQ(side.Acknowledged(), 0x10au);
}

TEST(TcpOptions, AreWellFormedAsTheRfcsSay)
{
    const auto isWellFormed = [](const std::vector<uint8_t>& bytes) {
        return ReadTcpOptions(bytes.data(), bytes.size()).isWellFormed;
    };
    EXPECT_TRUE(isWellFormed({}));
    EXPECT_TRUE(isWellFormed({2, 4, 5, 0xb4, 1, 3, 3, 7, 4, 2, 0, 0}));
    EXPECT_FALSE(isWellFormed({2, 3, 5}));                   // a segment size has 4 bytes
    EXPECT_FALSE(isWellFormed({0, 0, 1, 0}));                // behind the end
    EXPECT_FALSE(isWellFormed({8, 10, 0, 0}));               // cut off
    EXPECT_FALSE(isWellFormed({1, 1, 1, 5}));                // without a length
    EXPECT_FALSE(isWellFormed({5, 9, 0, 0, 0, 0, 0, 0, 0})); // no whole block
    EXPECT_TRUE(isWellFormed({254, 4, 1, 2}));               // not known
}

TEST(TcpSide, KnowsTheBoundariesThatAreNotAcknowledged)
{
    RandomPackets random(14);
    TcpSide side;
    std::set<uint32_t> boundaries;
    uint32_t acknowledged = 0;
    for (int i = 0; i < 5000; ++i)
    {
        const auto sequence = acknowledged + static_cast<uint32_t>(random.Below(3000));
        side.Send(sequence, 100);
        boundaries.insert({sequence, sequence + 100});
        if (random.Below(4) == 0)
        {
            acknowledged += static_cast<uint32_t>(random.Below(1500));
            side.Acknowledge(acknowledged);
            boundaries.erase(boundaries.begin(), boundaries.lower_bound(acknowledged));
        }
        for (int look = 0; look < 5; ++look)
        {
            const auto number = acknowledged + static_cast<uint32_t>(random.Below(3000));
            ASSERT_EQ(side.IsBoundary(number), boundaries.count(number) > 0);
        }
        ASSERT_TRUE(boundaries.empty() || side.IsBoundary(*boundaries.begin()));
    }
}

TEST(TcpSide, TakesLittleMemoryBecauseThereAreManyFlows)
{
    EXPECT_LE(sizeof(TcpSide), 48u);
    EXPECT_LE(sizeof(FlowHistory), 512u);
    EXPECT_LE(sizeof(FlowInspector), 384u);
}

/// Ends of a client's flow to one of 7 servers.
FlowEnds
RandomEnds(RandomPackets& random)
{
    FlowEnds ends;
    ends.version = 4;
    ends.protocol = PROTOCOL_TCP;
    StoreBig32(ends.source.address.data(), 0x0a000000 + static_cast<uint32_t>(random.Below(65536)));
    StoreBig32(ends.destination.address.data(),
               0xc6120000 + static_cast<uint32_t>(random.Below(7)));
    ends.source.port = static_cast<uint16_t>(32768 + random.Below(28232));
    ends.destination.port = 443;
    return random.Below(2) == 0 ? ends : ends.Swapped();
}

/// Damages up to two of addresses and ports.
FlowEnds
DamagedEnds(FlowEnds ends, RandomPackets& random)
{
    for (int i = 0; i < 2; ++i)
    {
        FlowEnd& end = random.Below(2) == 0 ? ends.source : ends.destination;
        const auto bits = static_cast<uint8_t>(1 + random.Below(255));
        if (random.Below(2) == 0)
        {
            end.port = static_cast<uint16_t>(end.port ^ bits);
        }
        else
        {
            end.address[random.Below(4)] ^= bits;
        }
    }
    return ends;
}

TEST(FlowVote, FindsTheNearestFlowOfMany)
{
    RandomPackets random(11);
    FlowVote vote;
    std::vector<FlowEnds> flows;
    for (int i = 0; i < 2000; ++i)
    {
        flows.push_back(RandomEnds(random));
        vote.Add(flows.back(), true);
    }
    int right = 0;
    for (int i = 0; i < 500; ++i)
    {
        const FlowEnds damaged = DamagedEnds(flows[random.Below(flows.size())], random);
        std::size_t least = FlowVote::NEAR + 1;
        for (const FlowEnds& flow : flows)
        {
            least = std::min(
                {least, EndsDistance(damaged, flow), EndsDistance(damaged, flow.Swapped())});
        }
        const auto nearest = vote.Nearest(damaged);
        ASSERT_TRUE(nearest);
        right += EndsDistance(damaged, *nearest) == least ? 1 : 0;
    }
    EXPECT_GE(right, 475); // what shares one part alone may be nearer
}

TEST(FlowVote, OfTwoThatAreAsNearTheFirstIsTaken)
{
    for (const int others : {0, 1000})
    {
        RandomPackets random(12);
        FlowVote vote;
        FlowEnds ends = RandomEnds(random);
        ends.source.port = 0x1100;
        vote.Add(ends, false);
        FlowEnds later = ends;
        later.source.port = 0x1110;
        vote.Add(later, true);
        vote.Add(ends, true); // a flow after the later one, but the first to come
        for (int i = 0; i < others; ++i)
        {
            vote.Add(RandomEnds(random), true);
        }
        FlowEnds between = ends;
        between.source.port = 0x1111;
        EXPECT_EQ(vote.Nearest(between), later);
        between.source.port = 0x1120;
        later.source.port = 0x1130; // as far
        EXPECT_EQ(vote.Nearest(between), ends);
    }
}

TEST(FlowVote, TakesTimeThatDoesNotGrowWithTheFlows)
{
    constexpr int FLOWS = 30'000;
    RandomPackets random(13);
    FlowVote vote;
    std::vector<FlowEnds> flows;
    for (int i = 0; i < FLOWS; ++i)
    {
        flows.push_back(RandomEnds(random));
        vote.Add(flows.back(), true);
    }
    const auto start = std::chrono::steady_clock::now();
    for (const FlowEnds& flow : flows)
    {
        vote.Nearest(DamagedEnds(flow, random));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

} // namespace
