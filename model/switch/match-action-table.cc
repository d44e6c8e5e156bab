/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "match-action-table.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <utility>

namespace ns3::synthnet
{

namespace
{

constexpr unsigned SLOT_BITS = 24;
constexpr uint32_t SLOT_MASK = (uint32_t{1} << SLOT_BITS) - 1;
constexpr uint32_t NO_SLOT = ~uint32_t{0};

// More than the flows that cross a switch at one time in the testbed, and still in the L1 cache.
constexpr std::size_t CACHED_KEYS = 128;

bool
Fits(Bits128 value, unsigned width)
{
    return (value & LowBits(width)) == value;
}

std::string
KindName(MatchKind kind)
{
    switch (kind)
    {
    case MatchKind::Exact:
        return "exact";
    case MatchKind::Lpm:
        return "lpm";
    case MatchKind::Ternary:
        break;
    }
    return "ternary";
}

} // namespace

MatchKind
TableKind(const std::vector<KeyField>& key)
{
    MatchKind kind = MatchKind::Exact;
    for (const KeyField& part : key)
    {
        kind = std::max(kind, part.match);
    }
    return kind;
}

MatchActionTable::MatchActionTable(TableSchema schema, std::size_t capacity)
    : m_schema(std::move(schema)),
      m_capacity(capacity),
      m_layout(m_schema.key),
      m_index(MatchIndex::Make(TableKind(m_schema.key), m_layout.Words())),
      m_cache(CACHED_KEYS)
{
    if (capacity == 0 || capacity > SLOT_MASK)
    {
        Fail("has a capacity of " + std::to_string(capacity) + " entries, expected 1 to " +
             std::to_string(SLOT_MASK));
    }
    const auto prefixes =
        std::count_if(m_schema.key.begin(), m_schema.key.end(), [](const KeyField& part) {
            return part.match == MatchKind::Lpm;
        });
    if (prefixes > 1)
    {
        Fail("has " + std::to_string(prefixes) + " lpm fields, expected at most one");
    }
}

const TableSchema&
MatchActionTable::Schema() const
{
    return m_schema;
}

MatchKind
MatchActionTable::Kind() const
{
    return TableKind(m_schema.key);
}

std::size_t
MatchActionTable::Capacity() const
{
    return m_capacity;
}

std::size_t
MatchActionTable::Size() const
{
    return m_size;
}

void
MatchActionTable::Fail(const std::string& message) const
{
    throw InputError("table " + m_schema.name + " " + message);
}

IndexedKey
MatchActionTable::MakeKey(const std::vector<KeyMatch>& key, uint32_t priority) const
{
    if (key.size() != m_schema.key.size())
    {
        Fail("was given " + std::to_string(key.size()) + " match fields, expected " +
             std::to_string(m_schema.key.size()));
    }
    IndexedKey indexed;
    indexed.priority = priority;
    std::vector<Bits128> values;
    std::vector<Bits128> masks;
    for (std::size_t i = 0; i < key.size(); ++i)
    {
        const std::string name{FieldName(m_schema.key[i].field)};
        const unsigned width = FieldWidth(m_schema.key[i].field);
        if (key[i].match != m_schema.key[i].match)
        {
            Fail("was given a " + KindName(key[i].match) + " match for " + name + ", expected " +
                 KindName(m_schema.key[i].match));
        }
        if (!Fits(key[i].value, width) || !Fits(key[i].mask, width) || key[i].prefixLength > width)
        {
            Fail("was given a match for " + name + " that does not fit, expected at most " +
                 std::to_string(width) + " bits");
        }
        switch (key[i].match)
        {
        case MatchKind::Exact:
            masks.push_back(LowBits(width));
            break;
        case MatchKind::Lpm:
            indexed.prefixLength = key[i].prefixLength;
            masks.push_back(PrefixMask(width, key[i].prefixLength));
            break;
        case MatchKind::Ternary:
            masks.push_back(key[i].mask);
            break;
        }
        values.push_back(key[i].value & masks.back());
    }
    indexed.value = m_layout.Pack(values);
    indexed.mask = m_layout.Pack(masks);
    return indexed;
}

void
MatchActionTable::CheckAction(const Action& action) const
{
    const auto same = [&](const ActionName& known) { return known.kind == action.kind; };
    if (std::none_of(m_schema.actions.begin(), m_schema.actions.end(), same))
    {
        std::string known;
        for (const ActionName& name : m_schema.actions)
        {
            known += (known.empty() ? "" : ", ") + name.name;
        }
        Fail("lacks that action, expected one of: " + known);
    }
}

uint32_t
MatchActionTable::Add(const std::vector<KeyMatch>& key, const Action& action, uint32_t priority)
{
    CheckAction(action);
    if (priority != 0 && Kind() != MatchKind::Ternary)
    {
        Fail("is not ternary, expected no priority");
    }
    const IndexedKey indexed = MakeKey(key, priority);
    if (m_size == m_capacity)
    {
        Fail("is full, expected at most " + std::to_string(m_capacity) + " entries");
    }
    const bool reused = !m_freeSlots.empty();
    const auto slot = reused ? m_freeSlots.top() : static_cast<uint32_t>(m_entries.size());
    if (!m_index->Add(indexed, slot))
    {
        Fail("has an entry with the same match already, expected another or table_modify");
    }
    if (reused)
    {
        m_freeSlots.pop();
    }
    else
    {
        m_entries.emplace_back();
    }
    Entry& entry = m_entries[slot];
    entry.key = indexed;
    entry.action = action;
    entry.counter = {};
    entry.used = true;
    ++m_size;
    ForgetCachedKeys();
    return uint32_t{entry.version} << SLOT_BITS | slot;
}

uint32_t
MatchActionTable::SlotOf(uint32_t handle) const
{
    const uint32_t slot = handle & SLOT_MASK;
    if (slot >= m_entries.size() || !m_entries[slot].used ||
        m_entries[slot].version != handle >> SLOT_BITS)
    {
        Fail("has no entry with handle " + std::to_string(handle) +
             ", expected one that table_add gave");
    }
    return slot;
}

void
MatchActionTable::Modify(uint32_t handle, const Action& action)
{
    CheckAction(action);
    m_entries[SlotOf(handle)].action = action;
}

void
MatchActionTable::Delete(uint32_t handle)
{
    const uint32_t slot = SlotOf(handle);
    Entry& entry = m_entries[slot];
    m_index->Remove(entry.key, slot);
    entry.used = false;
    ++entry.version;
    m_freeSlots.push(slot);
    --m_size;
    ForgetCachedKeys();
}

void
MatchActionTable::Clear()
{
    m_index->Clear();
    m_entries.clear();
    m_freeSlots = {};
    m_size = 0;
    ForgetCachedKeys();
}

void
MatchActionTable::SetDefault(const Action& action)
{
    CheckAction(action);
    m_default = action;
}

const Action&
MatchActionTable::Default() const
{
    return m_default;
}

void
MatchActionTable::ForgetCachedKeys()
{
    if (++m_epoch == 0) // it wrapped: old stamps could come true again
    {
        std::fill(m_cache.begin(), m_cache.end(), CachedKey{});
        m_epoch = 1;
    }
}

uint32_t
MatchActionTable::Find(const PackedKey& key)
{
    CachedKey& cached = m_cache[HashKey(key, m_layout.Words()) % CACHED_KEYS];
    if (cached.epoch != m_epoch || !SameKey(cached.key, key, m_layout.Words()))
    {
        cached = {key, m_index->Find(key).value_or(NO_SLOT), m_epoch};
    }
    return cached.slot;
}

MatchActionTable::Result
MatchActionTable::Apply(const PacketFields& fields)
{
    const uint32_t slot = Find(m_layout.Pack(fields));
    const bool hit = slot != NO_SLOT;
    Counter& counter = hit ? m_entries[slot].counter : m_misses;
    ++counter.packets;
    counter.bytes += fields.packetLength;
    return {hit ? m_entries[slot].action : m_default, hit};
}

const MatchActionTable::Counter&
MatchActionTable::Hits(uint32_t handle) const
{
    return m_entries[SlotOf(handle)].counter;
}

const MatchActionTable::Counter&
MatchActionTable::Misses() const
{
    return m_misses;
}

} // namespace ns3::synthnet
