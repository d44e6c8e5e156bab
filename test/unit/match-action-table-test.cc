/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "ns3/input-error.h"
#include "ns3/match-action-table.h"

#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace
{

using namespace ns3::synthnet;

TableSchema
LpmSchema()
{
    return {"MyIngress.ipv4_lpm", {{Field::Ipv4Dst, MatchKind::Lpm}}};
}

TableSchema
TernarySchema()
{
    return {"MyIngress.acl",
            {{Field::IngressPort, MatchKind::Exact},
             {Field::Ipv4Src, MatchKind::Ternary},
             {Field::Ipv4Dst, MatchKind::Ternary},
             {Field::L4DstPort, MatchKind::Ternary}}};
}

PacketFields
To(uint32_t dst)
{
    PacketFields fields;
    fields.ipv4Valid = true;
    fields.ipv4Dst = dst;
    fields.packetLength = 100;
    return fields;
}

std::string
MessageOf(const std::function<void()>& call)
{
    try
    {
        call();
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "no error";
}

TEST(MatchActionTable, WithoutAnEntryTheDefaultActionApplies)
{
    MatchActionTable table(LpmSchema());
    EXPECT_FALSE(table.Apply(To(1)).hit);
    EXPECT_EQ(table.Apply(To(1)).action.kind, ActionKind::NoAction);
    table.SetDefault(Action::MakeDrop());
    EXPECT_EQ(table.Apply(To(1)).action.kind, ActionKind::Drop);
}

TEST(MatchActionTable, TheLongestPrefixWins)
{
    MatchActionTable table(LpmSchema());
    table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    table.Add({KeyMatch::Lpm(0x0a000100, 24)}, Action::MakeForward(2));
    table.Add({KeyMatch::Lpm(uint64_t{0}, 0)}, Action::MakeForward(3));
    table.Add({KeyMatch::Lpm(0x0a000107, 32)}, Action::MakeForward(4));
    EXPECT_EQ(table.Apply(To(0x0a000107)).action.port, 4);
    EXPECT_EQ(table.Apply(To(0x0a000108)).action.port, 2);
    EXPECT_EQ(table.Apply(To(0x0a000208)).action.port, 1);
    EXPECT_EQ(table.Apply(To(0x0b000208)).action.port, 3);
}

TEST(MatchActionTable, BitsBeyondThePrefixDoNotMatter)
{
    MatchActionTable table(LpmSchema());
    table.Add({KeyMatch::Lpm(0x0a000163, 24)}, Action::MakeForward(2));
    EXPECT_TRUE(table.Apply(To(0x0a000101)).hit);
    EXPECT_THROW(table.Add({KeyMatch::Lpm(0x0a000100, 24)}, Action::MakeDrop()), InputError);
}

TEST(MatchActionTable, TheSmallerPriorityWinsInATernaryTable)
{
    MatchActionTable table({"acl", {{Field::Ipv4Dst, MatchKind::Ternary}}});
    table.Add({KeyMatch::Ternary(uint64_t{0}, uint64_t{0})}, Action::MakeForward(1), 20);
    table.Add({KeyMatch::Ternary(0x0a000001, 0xffffffff)}, Action::MakeForward(2), 30);
    EXPECT_EQ(table.Apply(To(0x0a000001)).action.port, 1);
    table.Add({KeyMatch::Ternary(0x0a000001, 0xff0000ff)}, Action::MakeForward(3), 10);
    EXPECT_EQ(table.Apply(To(0x0a000001)).action.port, 3);
    EXPECT_EQ(table.Apply(To(0x0b000001)).action.port, 1);
}

TEST(MatchActionTable, OfEqualPrioritiesTheLowerSlotWins)
{
    MatchActionTable table({"acl", {{Field::Ipv4Dst, MatchKind::Ternary}}});
    const uint32_t first =
        table.Add({KeyMatch::Ternary(uint64_t{0}, uint64_t{0})}, Action::MakeForward(1), 5);
    table.Add({KeyMatch::Ternary(uint64_t{1}, uint64_t{1})}, Action::MakeForward(2), 5);
    EXPECT_EQ(table.Apply(To(1)).action.port, 1);
    table.Delete(first);
    EXPECT_EQ(table.Apply(To(1)).action.port, 2);
    table.Add({KeyMatch::Ternary(uint64_t{1}, uint64_t{3})}, Action::MakeForward(3), 5);
    EXPECT_EQ(table.Apply(To(1)).action.port, 3); // it took the freed slot 0
}

TEST(MatchActionTable, APrefixInATernaryTableIsAMaskAndThePriorityDecides)
{
    MatchActionTable table(
        {"acl", {{Field::Ipv4Dst, MatchKind::Lpm}, {Field::Ipv4Protocol, MatchKind::Ternary}}});
    const KeyMatch any = KeyMatch::Ternary(uint64_t{0}, uint64_t{0});
    table.Add({KeyMatch::Lpm(0x0a000000, 8), any}, Action::MakeForward(1), 1);
    table.Add({KeyMatch::Lpm(0x0a000001, 32), any}, Action::MakeForward(2), 2);
    EXPECT_EQ(table.Kind(), MatchKind::Ternary);
    EXPECT_EQ(table.Apply(To(0x0a000001)).action.port, 1);
}

TEST(MatchActionTable, AKeyOfSeveralFieldsMatchesAllOfThem)
{
    MatchActionTable table({"t",
                            {{Field::IngressPort, MatchKind::Exact},
                             {Field::Ipv6Dst, MatchKind::Exact},
                             {Field::L4DstPort, MatchKind::Exact}}});
    const Bits128 address{0x20010db800000000, 7};
    table.Add({KeyMatch::Exact(uint64_t{2}), KeyMatch::Exact(address), KeyMatch::Exact(80)},
              Action::MakeForward(9));
    PacketFields fields;
    fields.ingressPort = 2;
    fields.ipv6Dst = address;
    fields.l4DstPort = 80;
    EXPECT_TRUE(table.Apply(fields).hit);
    for (const int change : {0, 1, 2, 3})
    {
        PacketFields other = fields;
        other.ingressPort ^= change == 0;
        other.ipv6Dst.high ^= change == 1;
        other.ipv6Dst.low ^= change == 2;
        other.l4DstPort ^= change == 3;
        EXPECT_FALSE(table.Apply(other).hit) << change;
    }
}

TEST(MatchActionTable, EntriesCountPacketsAndBytes)
{
    MatchActionTable table(LpmSchema());
    const uint32_t entry = table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    table.Apply(To(0x0a000001));
    table.Apply(To(0x0a000001));
    table.Apply(To(0x0b000001));
    EXPECT_EQ(table.Hits(entry).packets, 2u);
    EXPECT_EQ(table.Hits(entry).bytes, 200u);
    EXPECT_EQ(table.Misses().packets, 1u);
    EXPECT_EQ(table.Misses().bytes, 100u);
    table.Modify(entry, Action::MakeDrop());
    EXPECT_EQ(table.Apply(To(0x0a000001)).action.kind, ActionKind::Drop);
    EXPECT_EQ(table.Hits(entry).packets, 3u);
}

TEST(MatchActionTable, ANewEntryIsSeenByAKeyThatMissedBefore)
{
    MatchActionTable table(LpmSchema());
    EXPECT_FALSE(table.Apply(To(0x0a000001)).hit);
    const uint32_t entry = table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    EXPECT_TRUE(table.Apply(To(0x0a000001)).hit);
    table.Delete(entry);
    EXPECT_FALSE(table.Apply(To(0x0a000001)).hit);
}

TEST(MatchActionTable, HandlesCountFromZeroAndAStaleOneIsRefused)
{
    MatchActionTable table(LpmSchema());
    const uint32_t first = table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    const uint32_t second = table.Add({KeyMatch::Lpm(0x0b000000, 8)}, Action::MakeForward(1));
    EXPECT_EQ(first, 0u);
    EXPECT_EQ(second, 1u);
    table.Delete(first);
    EXPECT_THROW(table.Delete(first), InputError);
    const uint32_t third = table.Add({KeyMatch::Lpm(0x0c000000, 8)}, Action::MakeForward(1));
    EXPECT_EQ(third & 0xffffff, 0u);
    EXPECT_NE(third, first);
    EXPECT_THROW(table.Modify(first, Action::MakeDrop()), InputError);
    EXPECT_THROW(table.Hits(77), InputError);
    table.Clear();
    EXPECT_EQ(table.Size(), 0u);
    EXPECT_THROW(table.Delete(second), InputError);
    EXPECT_EQ(table.Add({KeyMatch::Lpm(0x0d000000, 8)}, Action::MakeForward(1)), 0u);
}

TEST(MatchActionTable, AFullTableRefusesAnotherEntry)
{
    MatchActionTable table(LpmSchema(), 2);
    table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    const uint32_t second = table.Add({KeyMatch::Lpm(0x0b000000, 8)}, Action::MakeForward(1));
    EXPECT_EQ(MessageOf([&] { table.Add({KeyMatch::Lpm(0x0c000000, 8)}, Action::MakeForward(1)); }),
              "table MyIngress.ipv4_lpm is full, expected at most 2 entries");
    table.Delete(second);
    EXPECT_NO_THROW(table.Add({KeyMatch::Lpm(0x0c000000, 8)}, Action::MakeForward(1)));
    EXPECT_EQ(MatchActionTable(LpmSchema()).Capacity(), 1024u);
}

TEST(MatchActionTable, ARefusedDuplicateLeavesTheTableAsItWas)
{
    MatchActionTable table(LpmSchema());
    table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(1));
    EXPECT_THROW(table.Add({KeyMatch::Lpm(0x0a000000, 8)}, Action::MakeForward(2)), InputError);
    EXPECT_EQ(table.Size(), 1u);
    EXPECT_EQ(table.Apply(To(0x0a000000)).action.port, 1);
    EXPECT_EQ(table.Add({KeyMatch::Lpm(0x0b000000, 8)}, Action::MakeForward(2)), 1u);
}

TEST(MatchActionTable, ArgumentsThatDoNotFitTheSchemaAreRefused)
{
    MatchActionTable lpm(LpmSchema());
    const Action forward = Action::MakeForward(1);
    EXPECT_THROW(lpm.Add({}, forward), InputError);
    EXPECT_THROW(lpm.Add({KeyMatch::Exact(1)}, forward), InputError);
    EXPECT_THROW(lpm.Add({KeyMatch::Lpm(uint64_t{1}, 33)}, forward), InputError);
    EXPECT_THROW(lpm.Add({KeyMatch::Lpm(uint64_t{1} << 32, 8)}, forward), InputError);
    EXPECT_THROW(lpm.Add({KeyMatch::Lpm(uint64_t{1}, 8)}, forward, 3), InputError);
    EXPECT_THROW(MatchActionTable(LpmSchema(), 0), InputError);
    EXPECT_THROW(MatchActionTable({"t", {}}), InputError);
    EXPECT_THROW(MatchActionTable(
                     {"t", {{Field::Ipv4Dst, MatchKind::Lpm}, {Field::Ipv4Src, MatchKind::Lpm}}}),
                 InputError);
    const std::vector<KeyField> wide(5, {Field::Ipv6Dst, MatchKind::Exact});
    EXPECT_THROW(MatchActionTable({"t", wide}), InputError);

    MatchActionTable narrow(
        {"t", {{Field::Ipv4Dst, MatchKind::Lpm}}, {{"drop", ActionKind::Drop}}});
    EXPECT_EQ(MessageOf([&] { narrow.SetDefault(forward); }),
              "table t lacks that action, expected one of: drop");
}

TEST(Action, ParametersAreCheckedAgainstTheirNumberAndWidth)
{
    EXPECT_EQ(MakeAction(ActionKind::Ipv4Forward, {0x080000000122, 5}),
              Action::MakeIpv4Forward(0x080000000122, 5));
    EXPECT_EQ(MakeAction(ActionKind::SetPriority, {7}), Action::MakeSetPriority(7));
    EXPECT_EQ(MakeAction(ActionKind::MarkDscp, {63}), Action::MakeMarkDscp(63));
    EXPECT_EQ(MakeAction(ActionKind::Drop, {}), Action::MakeDrop());
    EXPECT_THROW(MakeAction(ActionKind::SetPriority, {8}), InputError);
    EXPECT_THROW(MakeAction(ActionKind::Forward, {512}), InputError);
    EXPECT_THROW(MakeAction(ActionKind::Forward, {}), InputError);
    EXPECT_THROW(MakeAction(ActionKind::Drop, {1}), InputError);
}

/// The same semantics without any index: all entries are tried.
class NaiveTable
{
  public:
    NaiveTable(std::vector<KeyField> key, MatchKind kind)
        : m_key(std::move(key)),
          m_kind(kind)
    {
    }

    void Add(uint32_t handle,
             const std::vector<KeyMatch>& match,
             const Action& action,
             uint32_t priority)
    {
        m_entries[handle] = {match, action, priority};
    }

    void Delete(uint32_t handle)
    {
        m_entries.erase(handle);
    }

    std::optional<Action> Find(const PacketFields& fields) const
    {
        const Entry* best = nullptr;
        uint32_t bestSlot = 0;
        for (const auto& [handle, entry] : m_entries)
        {
            const uint32_t slot = handle & 0xffffff;
            if (Matches(fields, entry) && (best == nullptr || Better(entry, slot, *best, bestSlot)))
            {
                best = &entry;
                bestSlot = slot;
            }
        }
        return best == nullptr ? std::nullopt : std::optional(best->action);
    }

  private:
    struct Entry
    {
        std::vector<KeyMatch> match;
        Action action;
        uint32_t priority{0};
    };

    static unsigned PrefixOf(const Entry& entry)
    {
        unsigned length = 0;
        for (const KeyMatch& match : entry.match)
        {
            length += match.match == MatchKind::Lpm ? match.prefixLength : 0;
        }
        return length;
    }

    bool Better(const Entry& a, uint32_t slotA, const Entry& b, uint32_t slotB) const
    {
        if (m_kind == MatchKind::Lpm)
        {
            return PrefixOf(a) > PrefixOf(b);
        }
        return a.priority != b.priority ? a.priority < b.priority : slotA < slotB;
    }

    static bool Bit(Bits128 value, unsigned bit)
    {
        return ((bit >= 64 ? value.high >> (bit - 64) : value.low >> bit) & 1) != 0;
    }

    bool Matches(const PacketFields& fields, const Entry& entry) const
    {
        for (std::size_t i = 0; i < m_key.size(); ++i)
        {
            const Bits128 value = fields.Get(m_key[i].field);
            const unsigned width = FieldWidth(m_key[i].field);
            for (unsigned bit = 0; bit < width; ++bit)
            {
                const KeyMatch& match = entry.match[i];
                const bool cares =
                    match.match == MatchKind::Exact ||
                    (match.match == MatchKind::Lpm && bit >= width - match.prefixLength) ||
                    (match.match == MatchKind::Ternary && Bit(match.mask, bit));
                if (cares && Bit(value, bit) != Bit(match.value, bit))
                {
                    return false;
                }
            }
        }
        return true;
    }

    std::vector<KeyField> m_key;
    MatchKind m_kind;
    std::map<uint32_t, Entry> m_entries;
};

class RandomTables : public ::testing::TestWithParam<TableSchema>
{
  protected:
    uint64_t Below(uint64_t n)
    {
        return std::uniform_int_distribution<uint64_t>(0, n - 1)(m_random);
    }

    // Few distinct values in the high and the low bits, so that entries overlap and keys hit.
    Bits128 Value(unsigned width)
    {
        const uint64_t low = Below(4);
        const uint64_t high = Below(4);
        const Bits128 value =
            width > 66 ? Bits128{high << (width - 66), low} : Bits128{0, high << (width - 2) | low};
        return value & LowBits(width);
    }

    KeyMatch Match(const KeyField& part)
    {
        const unsigned width = FieldWidth(part.field);
        switch (part.match)
        {
        case MatchKind::Exact:
            return KeyMatch::Exact(Value(width));
        case MatchKind::Lpm:
            return KeyMatch::Lpm(Value(width), static_cast<unsigned>(Below(width + 1)));
        case MatchKind::Ternary:
            break;
        }
        return KeyMatch::Ternary(Value(width), Below(4) == 0 ? LowBits(width) : Value(width));
    }

    PacketFields Packet()
    {
        PacketFields fields;
        fields.ingressPort = static_cast<uint16_t>(Value(9).low);
        fields.ipv4Src = static_cast<uint32_t>(Value(32).low);
        fields.ipv4Dst = static_cast<uint32_t>(Value(32).low);
        fields.ipv6Src = Value(128);
        fields.ipv6Dst = Value(128);
        fields.ipv4Protocol = static_cast<uint8_t>(Value(8).low);
        fields.l4DstPort = static_cast<uint16_t>(Value(16).low);
        fields.ethernetDst = Value(48).low;
        return fields;
    }

    std::mt19937_64 m_random{20240601};
};

TEST_P(RandomTables, AgreeWithTryingEveryEntryThroughAddsDeletesAndModifications)
{
    std::size_t hits = 0;
    std::size_t lookups = 0;
    for (int round = 0; round < 20; ++round)
    {
        MatchActionTable table(GetParam(), 64);
        NaiveTable naive(GetParam().key, table.Kind());
        std::map<uint32_t, std::pair<std::vector<KeyMatch>, uint32_t>> live;
        for (int step = 0; step < 200; ++step)
        {
            const Action action = Action::MakeForward(static_cast<uint16_t>(Below(512)));
            const uint64_t choice = Below(10);
            if (choice < 7 && live.size() < 64)
            {
                std::vector<KeyMatch> match;
                for (const KeyField& part : GetParam().key)
                {
                    match.push_back(Match(part));
                }
                const auto priority =
                    static_cast<uint32_t>(table.Kind() == MatchKind::Ternary ? Below(8) : 0);
                try
                {
                    const uint32_t handle = table.Add(match, action, priority);
                    ASSERT_TRUE(live.emplace(handle, std::pair(match, priority)).second);
                    naive.Add(handle, match, action, priority);
                }
                catch (const InputError& error)
                {
                    ASSERT_NE(std::string(error.what()).find("same match"), std::string::npos);
                }
            }
            else if (!live.empty())
            {
                const auto victim = std::next(live.begin(), static_cast<long>(Below(live.size())));
                if (choice == 9)
                {
                    table.Delete(victim->first);
                    naive.Delete(victim->first);
                    live.erase(victim);
                }
                else
                {
                    table.Modify(victim->first, action);
                    naive.Add(victim->first, victim->second.first, action, victim->second.second);
                }
            }
            ASSERT_EQ(table.Size(), live.size());
            for (int i = 0; i < 20; ++i)
            {
                const PacketFields packet = Packet();
                const std::optional<Action> expected = naive.Find(packet);
                const MatchActionTable::Result result = table.Apply(packet);
                ASSERT_EQ(result.hit, expected.has_value());
                ASSERT_EQ(result.action, expected.value_or(Action{}));
                hits += result.hit;
                ++lookups;
            }
        }
    }
    EXPECT_GT(hits, lookups / 50); // the comparison saw both outcomes often enough
    EXPECT_LT(hits, lookups);
}

INSTANTIATE_TEST_SUITE_P(EveryKind,
                         RandomTables,
                         ::testing::Values(TableSchema{"exact",
                                                       {{Field::IngressPort, MatchKind::Exact},
                                                        {Field::Ipv4Protocol, MatchKind::Exact}}},
                                           TableSchema{"exactMac",
                                                       {{Field::EthernetDst, MatchKind::Exact}}},
                                           LpmSchema(),
                                           TableSchema{"lpm6", {{Field::Ipv6Dst, MatchKind::Lpm}}},
                                           TableSchema{"lpmAndExact",
                                                       {{Field::Ipv4Dst, MatchKind::Lpm},
                                                        {Field::IngressPort, MatchKind::Exact}}},
                                           TernarySchema(),
                                           TableSchema{"ternary6",
                                                       {{Field::Ipv6Src, MatchKind::Ternary},
                                                        {Field::Ipv6Dst, MatchKind::Lpm},
                                                        {Field::L4DstPort, MatchKind::Ternary}}}),
                         [](const auto& info) {
                             const std::size_t dot = info.param.name.rfind('.');
                             return dot == std::string::npos ? info.param.name
                                                             : info.param.name.substr(dot + 1);
                         });

} // namespace
