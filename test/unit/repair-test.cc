/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-packets.h"
#include "random-packets.h"
#include "repaired-packets.h"

#include "ns3/big-endian.h"
#include "ns3/flow-inspector.h"
#include "ns3/nprint-encoder.h"
#include "ns3/packet-checksums.h"
#include "ns3/repair-report.h"
#include "ns3/row-packets.h"
#include "ns3/trace-repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

namespace
{

using namespace ns3::synthnet;

/// Counts of all flows.
struct Inspection
{
    uint64_t packets{0};
    uint64_t faulty{0};
    uint64_t acknowledging{0};
    uint64_t rightlyAcknowledging{0};
};

Inspection
Inspect(const Packets& packets)
{
    FlowTable table;
    std::vector<FlowInspector> inspectors;
    for (const auto& bytes : packets)
    {
        const auto layers = ReadLayers(bytes.data(), bytes.size());
        if (!layers)
        {
            continue;
        }
        const auto place = table.Add(bytes.data(), *layers);
        inspectors.resize(table.Flows());
        inspectors[place.flow].Add(bytes.data(), *layers, place.isForward);
    }
    Inspection sum;
    for (const FlowInspector& inspector : inspectors)
    {
        sum.packets += inspector.Packets();
        sum.faulty += inspector.Faulty();
        sum.acknowledging += inspector.Acknowledging();
        sum.rightlyAcknowledging += inspector.RightlyAcknowledging();
    }
    return sum;
}

/// Changes one packet of a connection without making its checksums right, and repairs it.
/// @return whether all packets are what they were before
bool
IsUndone(std::size_t at, const std::function<void(std::vector<uint8_t>&)>& damage)
{
    const Packets packets = FlowPackets().Connection();
    Packets damaged = packets;
    damage(damaged[at]);
    EXPECT_NE(packets[at], damaged[at]);
    return Repaired(damaged) == packets;
}

TEST(Repair, LeavesAValidTraceAsItIs)
{
    for (const uint8_t version : {uint8_t{4}, uint8_t{6}})
    {
        Packets packets = FlowPackets(version).Connection();
        packets.push_back(FlowPackets(version).Datagram(true, 30));
        EXPECT_EQ(Repaired(packets), packets) << int{version};
    }
}

TEST(Repair, UndoesDamageThatTheFlowTells)
{
    constexpr std::size_t DATA = 9; // a segment of the server's in the middle
    const auto flip = [](std::size_t byte, uint8_t bits) {
        return [=](std::vector<uint8_t>& packet) { packet[byte] ^= bits; };
    };
    EXPECT_TRUE(IsUndone(DATA, flip(0, 0x02)));  // header length
    EXPECT_TRUE(IsUndone(DATA, flip(0, 0x0a)));  // the same, of much
    EXPECT_TRUE(IsUndone(DATA, flip(0, 0x10)));  // version
    EXPECT_TRUE(IsUndone(DATA, flip(0, 0x20)));  // the other version
    EXPECT_TRUE(IsUndone(DATA, flip(0, 0x45)));  // both
    EXPECT_TRUE(IsUndone(DATA, flip(32, 0x10))); // data offset
    EXPECT_TRUE(IsUndone(DATA, flip(2, 0x01)));  // total length
    EXPECT_TRUE(IsUndone(DATA, flip(6, 0x80)));  // reserved bit
    EXPECT_TRUE(IsUndone(DATA, flip(6, 0x21)));  // more fragments, offset
    EXPECT_TRUE(IsUndone(DATA, flip(9, 0x10)));  // protocol
    EXPECT_TRUE(IsUndone(DATA, flip(10, 0xff))); // IP's checksum
    EXPECT_TRUE(IsUndone(DATA, flip(13, 0x44))); // source address
    EXPECT_TRUE(IsUndone(DATA, flip(19, 0x01))); // destination address
    EXPECT_TRUE(IsUndone(DATA, flip(20, 0x05))); // source port
    EXPECT_TRUE(IsUndone(DATA, flip(24, 0x80))); // sequence number
    EXPECT_TRUE(IsUndone(DATA, flip(27, 0x01))); // the same, a little
    EXPECT_TRUE(IsUndone(DATA, flip(28, 0x80))); // acknowledgement number
    EXPECT_TRUE(IsUndone(DATA, flip(31, 0x01))); // the same, a little
    EXPECT_TRUE(IsUndone(DATA, flip(32, 0x0e))); // reserved bits
    EXPECT_TRUE(IsUndone(DATA, flip(33, TCP_SYN)));
    EXPECT_TRUE(IsUndone(DATA, flip(33, TCP_RST)));
    EXPECT_TRUE(IsUndone(DATA, flip(33, TCP_FIN)));
    EXPECT_TRUE(IsUndone(DATA, flip(33, TCP_URG)));
    EXPECT_TRUE(IsUndone(DATA, flip(33, TCP_ACK)));
    EXPECT_TRUE(IsUndone(DATA, flip(36, 0xff))); // TCP's checksum
    EXPECT_TRUE(IsUndone(DATA, flip(38, 0x01))); // urgent pointer
    EXPECT_TRUE(IsUndone(0, flip(33, TCP_ACK))); // of SYN
    EXPECT_TRUE(IsUndone(1, flip(33, TCP_ACK))); // of SYN and ACK
    EXPECT_TRUE(IsUndone(1, flip(31, 0x10)));    // what it acknowledges
    EXPECT_TRUE(IsUndone(0, flip(40, 0x80)));    // kind of an option
}

TEST(Repair, OfOneAcknowledgementChangesNoOtherPacket)
{
    // Ten segments, whose acknowledgements come late, each of one more.
    FlowPackets flow;
    Packets packets = {flow.Segment(true, TCP_ACK, 1, 1, 10)};
    for (uint32_t i = 0; i < 10; ++i)
    {
        packets.push_back(flow.Segment(false, TCP_ACK, 1 + 1000 * i, 11, 1000));
    }
    for (uint32_t i = 0; i < 10; ++i)
    {
        packets.push_back(flow.Segment(true, TCP_ACK, 11, 1 + 1000 * (i + 1), 0));
    }
    constexpr std::size_t DAMAGED = 14;
    for (const std::size_t byte : {28, 29, 30, 31})
    {
        Packets damaged = packets;
        damaged[DAMAGED][byte] ^= 0x55;
        Packets repaired = Repaired(damaged);
        EXPECT_EQ(Inspect(repaired).faulty, 0u) << byte;
        repaired[DAMAGED] = packets[DAMAGED];
        EXPECT_EQ(repaired, packets) << byte;
    }
}

TEST(Repair, BelievesIntactAcknowledgementsOnlyInAFlowWithLittleDamage)
{
    // Forty segments, of which the capture missed every fifth, each acknowledged at once.
    FlowPackets flow;
    Packets packets = {flow.Segment(true, TCP_ACK, 1, 1, 10)};
    for (uint32_t i = 0; i < 40; ++i)
    {
        if (i % 5 != 4)
        {
            packets.push_back(flow.Segment(false, TCP_ACK, 1 + 1000 * i, 11, 1000));
        }
        packets.push_back(flow.Segment(true, TCP_ACK, 11, 1 + 1000 * (i + 1), 0));
    }
    const auto damage = [&](std::size_t every) {
        Packets damaged = packets;
        for (std::size_t i = 1; i < damaged.size(); i += every)
        {
            damaged[i][24] ^= 0x55;
        }
        return damaged;
    };
    const Packets hardly = Repaired(damage(25));
    for (std::size_t i = 2; i < packets.size(); ++i)
    {
        EXPECT_TRUE(i % 25 == 1 || hardly[i] == packets[i]) << i;
    }
    const Inspection found = Inspect(Repaired(damage(6)));
    EXPECT_EQ(found.rightlyAcknowledging, found.acknowledging);
    EXPECT_EQ(found.faulty, 0u);
}

TEST(Repair, KeepsAGapThatLaterSegmentsConfirm)
{
    Packets packets = FlowPackets().Connection();
    packets.erase(packets.begin() + 5); // which the capture missed
    EXPECT_EQ(Repaired(packets), packets);
}

TEST(Repair, MakesAnyDamageLegal)
{
    RandomPackets random(5);
    uint64_t acknowledging = 0;
    uint64_t rightlyAcknowledging = 0;
    for (int round = 0; round < 300; ++round)
    {
        Packets packets = FlowPackets(4).Connection();
        for (auto& packet : packets)
        {
            if (random.Below(3) == 0)
            {
                for (uint64_t i = 0; i <= random.Below(4); ++i)
                {
                    packet[random.Below(40)] = static_cast<uint8_t>(random.Below(256));
                }
            }
        }
        const Packets repaired = Repaired(packets);
        const Inspection found = Inspect(repaired);
        ASSERT_EQ(found.packets, packets.size());
        for (const auto& packet : repaired)
        {
            const auto layers = ReadLayers(packet.data(), packet.size());
            ASSERT_TRUE(layers);
            EXPECT_FALSE(CheckChecksums(packet.data(), *layers).HasWrong()) << round;
        }
        acknowledging += found.acknowledging;
        rightlyAcknowledging += found.rightlyAcknowledging;
    }
    // An intact packet that acknowledges a FIN which the damage took away stays as it is.
    EXPECT_GT(rightlyAcknowledging * 1000, acknowledging * 995);
}

TEST(Repair, ReplacesAddressesAlikeAndNothingElse)
{
    TraceRepair::Options options;
    options.replacesAddresses = true;
    const Packets packets = FlowPackets().Connection();
    const Packets repaired = Repaired(packets, options);
    EXPECT_EQ(Inspect(repaired).faulty, 0u);
    for (std::size_t i = 0; i < packets.size(); ++i)
    {
        EXPECT_NE(std::vector<uint8_t>(packets[i].begin() + 12, packets[i].begin() + 20),
                  std::vector<uint8_t>(repaired[i].begin() + 12, repaired[i].begin() + 20));
        Packets same = {packets[i], repaired[i]};
        for (auto& bytes : same)
        {
            std::fill(bytes.begin() + 10, bytes.begin() + 20, 0);
            std::fill(bytes.begin() + 36, bytes.begin() + 38, 0);
        }
        EXPECT_EQ(same[0], same[1]);
    }
}

/// Random cells: each bit of a header is there with the header's probability.
std::vector<NprintRow>
RandomRows(RandomPackets& random, const NprintLayout& layout, std::size_t count)
{
    std::map<int, uint64_t> percents;
    for (const NprintHeader header : {NprintHeader::IPV4,
                                      NprintHeader::IPV6,
                                      NprintHeader::TCP,
                                      NprintHeader::UDP,
                                      NprintHeader::ICMP})
    {
        const uint64_t choices[] = {0, 3, 66, 97, 100};
        percents[static_cast<int>(header)] = choices[random.Below(5)];
    }
    std::vector<NprintRow> rows;
    for (std::size_t i = 0; i < count; ++i)
    {
        NprintRow row = layout.MakeRow();
        for (const auto& [header, percent] : percents)
        {
            const NprintSpan span = SpanOf(static_cast<NprintHeader>(header));
            for (std::size_t bit = span.byte * 8; bit < (span.byte + span.bytes) * 8; ++bit)
            {
                if (layout.Columns().Has(bit) && random.Below(100) < percent)
                {
                    row.SetBit(bit, random.Below(2) == 1);
                }
            }
        }
        rows.push_back(row);
    }
    return rows;
}

TEST(Repair, MakesALegalPacketOfEveryRowThatIsNotEmpty)
{
    RandomPackets random(6);
    const PacketModel model = PacketModel::Default();
    for (int round = 0; round < 200; ++round)
    {
        const NprintLayout layout =
            round % 2 == 0 ? NprintLayout(NprintChoice::Headers()) : NprintLayout::NetDiffusion();
        const auto rows = RandomRows(random, layout, 20);
        const auto filled = static_cast<std::size_t>(
            std::count_if(rows.begin(), rows.end(), [](const NprintRow& row) {
                return !row.IsEmpty();
            }));
        std::vector<std::size_t> places;
        RowPackets source(layout, model, 1);
        auto block = source.Take(rows, places);
        ASSERT_EQ(block.size(), filled);
        ASSERT_EQ(places.size(), filled);
        TraceRepair(model, {}).Repair(block);
        Packets packets;
        for (const EditablePacket& packet : block)
        {
            packets.push_back(packet.bytes);
            EXPECT_LE(packet.bytes.size(), 1500u);
        }
        const Inspection found = Inspect(packets);
        EXPECT_EQ(found.packets, filled);
        EXPECT_EQ(found.faulty, 0u) << round;
        EXPECT_EQ(found.acknowledging, found.rightlyAcknowledging) << round;
    }
}

TEST(Repair, OfTheRowsOfAValidFlowChangesChecksumsAlone)
{
    // A payload that is invented changes the transport's checksum, and nothing else.
    NprintLayout layout{NprintChoice::Headers()};
    std::vector<NprintRow> rows;
    for (const auto& bytes : FlowPackets().Connection())
    {
        NprintRow row;
        NprintEncoder::EncodeIp(bytes.data(),
                                bytes.size(),
                                *ReadLayers(bytes.data(), bytes.size()),
                                row);
        rows.push_back(row);
    }
    const PacketModel model = PacketModel::Default();
    std::vector<std::size_t> places;
    RowPackets source(layout, model, 1);
    auto block = source.Take(rows, places);
    TraceRepair(model, {}).Repair(block);
    RepairReport report(layout.Columns());
    for (std::size_t i = 0; i < block.size(); ++i)
    {
        NprintRow after;
        const auto& bytes = block[i].bytes;
        NprintEncoder::EncodeIp(bytes.data(),
                                bytes.size(),
                                *ReadLayers(bytes.data(), bytes.size()),
                                after);
        report.Add(rows[i], after);
    }
    EXPECT_EQ(report.ChangedOutsideChecksums(), 0u);
    EXPECT_GT(report.Bits(), 0u);
    EXPECT_GT(report.Changed(), 0u);
}

TEST(Repair, IsTheSameWithTheSameSeed)
{
    RandomPackets random(7);
    const NprintLayout layout = NprintLayout::NetDiffusion();
    const auto rows = RandomRows(random, layout, 30);
    const auto repair = [&](uint64_t seed) {
        const PacketModel model = PacketModel::Default();
        std::vector<std::size_t> places;
        auto block = RowPackets(layout, model, seed).Take(rows, places);
        TraceRepair::Options options;
        options.seed = seed;
        TraceRepair(model, options).Repair(block);
        Packets packets;
        for (const EditablePacket& packet : block)
        {
            packets.push_back(packet.bytes);
        }
        return packets;
    };
    EXPECT_EQ(repair(1), repair(1));
    EXPECT_NE(repair(1), repair(2));
}

TEST(PacketModelFit, LearnsDirectionsOptionsAndTimes)
{
    PacketModelFit fit(1);
    for (int i = 0; i < 100; ++i)
    {
        const bool isForward = i % 4 == 0; // then three of the other side
        const auto bytes =
            FlowPackets().Segment(isForward, TCP_ACK, 1, 1, isForward ? 0 : 9, {1, 1, 1, 1});
        EditablePacket packet = TakeApart(bytes.data(), bytes.size(), bytes.size());
        packet.isForward = isForward;
        packet.time = i * int64_t{1000};
        fit.Add(0, packet);
    }
    const PacketModel model = fit.Fit();
    EXPECT_DOUBLE_EQ(model.turns[0], 1.0);
    EXPECT_NEAR(model.turns[1], 1.0 / 3, 0.02);
    EXPECT_EQ(model.dataOptions, (std::vector<uint8_t>{1, 1, 1, 1}));
    EXPECT_EQ(model.synOptions, PacketModel::Default().synOptions);
    RandomNumbers random(1, 1);
    EXPECT_EQ(model.DrawGap(true, true, random), 1000);
}

} // namespace
