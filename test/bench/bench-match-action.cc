/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What one packet at one switch costs: parsing its fields and looking up its action. The second
// argument is how many flows the packets come from: few are in the cache of recent keys, many are
// not.
#include "ns3/match-action-table.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <vector>

namespace
{

using namespace ns3::synthnet;

constexpr uint64_t SEED = 1;
constexpr std::size_t PACKETS = 4096;

std::vector<PacketFields>
PacketsOf(std::size_t flows)
{
    std::mt19937 random(SEED);
    std::vector<PacketFields> distinct(flows);
    for (PacketFields& fields : distinct)
    {
        fields.ipv4Valid = true;
        fields.ingressPort = static_cast<uint16_t>(random() % 4);
        fields.ipv4Src = static_cast<uint32_t>(random());
        fields.ipv4Dst = 0x0a000000 | (random() & 0xffffff);
        fields.ipv4Protocol = 6;
        fields.l4SrcPort = static_cast<uint16_t>(random());
        fields.l4DstPort = 80;
        fields.packetLength = 1514;
    }
    std::vector<PacketFields> packets;
    for (std::size_t i = 0; i < PACKETS; ++i)
    {
        packets.push_back(distinct[random() % flows]);
    }
    return packets;
}

void
Apply(benchmark::State& state, MatchActionTable& table)
{
    const std::vector<PacketFields> packets = PacketsOf(static_cast<std::size_t>(state.range(1)));
    std::size_t next = 0;
    std::size_t hits = 0;
    for (auto _ : state)
    {
        hits += table.Apply(packets[next]).hit;
        next = (next + 1) % PACKETS;
    }
    state.counters["hits"] =
        benchmark::Counter(static_cast<double>(hits), benchmark::Counter::kAvgIterations);
    state.SetItemsProcessed(state.iterations());
}

void
ParseIpv4Udp(benchmark::State& state)
{
    const std::vector<uint8_t> bytes{0x45, 0, 0,  32, 0, 0, 0x40, 0,   63, 17, 0, 0,  10, 0,
                                     1,    2, 10, 0,  3, 4, 0x10, 100, 35, 68, 0, 12, 0,  0};
    PacketFields fields;
    fields.etherType = 0x0800;
    for (auto _ : state)
    {
        ParseFields(bytes.data(), bytes.size(), fields);
        benchmark::DoNotOptimize(fields);
    }
    state.SetItemsProcessed(state.iterations());
}

void
Exact(benchmark::State& state)
{
    MatchActionTable table({"exact", {{Field::Ipv4Dst, MatchKind::Exact}}}, 65536);
    for (const PacketFields& packet : PacketsOf(static_cast<std::size_t>(state.range(1))))
    {
        if (table.Size() < static_cast<std::size_t>(state.range(0)) && !table.Apply(packet).hit)
        {
            table.Add({KeyMatch::Exact(packet.ipv4Dst)}, Action::MakeForward(1));
        }
    }
    Apply(state, table);
}

void
LongestPrefix(benchmark::State& state)
{
    MatchActionTable table({"lpm", {{Field::Ipv4Dst, MatchKind::Lpm}}}, 65536);
    table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    for (int64_t i = 1; i < state.range(0); ++i)
    {
        const auto length = static_cast<unsigned>(16 + 4 * (i % 5)); // 16, 20, 24, 28, 32
        const uint64_t address = 0x0a000000 | static_cast<uint64_t>(i) << (32 - length);
        if ((address >> 32) == 0)
        {
            table.Add({KeyMatch::Lpm(address, length)}, Action::MakeForward(2));
        }
    }
    Apply(state, table);
}

void
TernaryPortAndFiveTuple(benchmark::State& state)
{
    MatchActionTable table({"ternary",
                            {{Field::IngressPort, MatchKind::Exact},
                             {Field::Ipv4Src, MatchKind::Ternary},
                             {Field::Ipv4Dst, MatchKind::Ternary},
                             {Field::Ipv4Protocol, MatchKind::Ternary},
                             {Field::L4SrcPort, MatchKind::Ternary},
                             {Field::L4DstPort, MatchKind::Ternary}}},
                           65536);
    const KeyMatch any = KeyMatch::Ternary(uint64_t{0}, uint64_t{0});
    for (int64_t i = 0; i < state.range(0); ++i)
    {
        table.Add({KeyMatch::Exact(static_cast<uint64_t>(i % 4)),
                   KeyMatch::Ternary(static_cast<uint64_t>(i) << 20, 0xfff00000),
                   any,
                   KeyMatch::Ternary(6, 0xff),
                   any,
                   KeyMatch::Ternary(80, 0xffff)},
                  Action::MakeSetPriority(1),
                  static_cast<uint32_t>(i));
    }
    Apply(state, table);
}

BENCHMARK(ParseIpv4Udp);
BENCHMARK(Exact)->ArgNames({"entries", "flows"})->ArgsProduct({{1000}, {16, 4000}});
BENCHMARK(LongestPrefix)->ArgNames({"entries", "flows"})->ArgsProduct({{4, 1000}, {16, 4000}});
BENCHMARK(TernaryPortAndFiveTuple)
    ->ArgNames({"entries", "flows"})
    ->ArgsProduct({{4, 100, 1000}, {16, 4000}});

} // namespace

BENCHMARK_MAIN();
