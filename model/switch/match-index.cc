/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "match-index.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace ns3::synthnet
{

std::size_t
HashKey(const PackedKey& key, std::size_t words)
{
    uint64_t hash = 0;
    for (std::size_t i = 0; i < words; ++i)
    {
        // One round of a multiply-xorshift mixer: every input bit reaches the low bits.
        hash = (hash ^ key.words[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return hash;
}

bool
SameKey(const PackedKey& a, const PackedKey& b, std::size_t words)
{
    return std::equal(a.words.begin(), a.words.begin() + words, b.words.begin());
}

namespace
{

PackedKey
Masked(const PackedKey& key, const PackedKey& mask, std::size_t words)
{
    PackedKey masked;
    for (std::size_t i = 0; i < words; ++i)
    {
        masked.words[i] = key.words[i] & mask.words[i];
    }
    return masked;
}

class Hash
{
  public:
    explicit Hash(std::size_t words)
        : m_words(words)
    {
    }

    std::size_t operator()(const PackedKey& key) const
    {
        return HashKey(key, m_words);
    }

  private:
    std::size_t m_words;
};

class Equal
{
  public:
    explicit Equal(std::size_t words)
        : m_words(words)
    {
    }

    bool operator()(const PackedKey& a, const PackedKey& b) const
    {
        return SameKey(a, b, m_words);
    }

  private:
    std::size_t m_words;
};

using SlotOfKey = std::unordered_map<PackedKey, uint32_t, Hash, Equal>;

SlotOfKey
MakeSlotOfKey(std::size_t words)
{
    return SlotOfKey(0, Hash(words), Equal(words));
}

/// One hash table.
class ExactIndex : public MatchIndex
{
  public:
    explicit ExactIndex(std::size_t words)
        : m_slots(MakeSlotOfKey(words))
    {
    }

    bool Add(const IndexedKey& key, uint32_t slot) override
    {
        return m_slots.emplace(key.value, slot).second;
    }

    void Remove(const IndexedKey& key, uint32_t /* slot */) override
    {
        m_slots.erase(key.value);
    }

    void Clear() override
    {
        m_slots.clear();
    }

    std::optional<uint32_t> Find(const PackedKey& key) const override
    {
        const auto found = m_slots.find(key);
        return found == m_slots.end() ? std::nullopt : std::optional(found->second);
    }

  private:
    SlotOfKey m_slots;
};

/// One hash table for each prefix length in use, tried from the longest.
class LpmIndex : public MatchIndex
{
  public:
    explicit LpmIndex(std::size_t words)
        : m_words(words)
    {
    }

    bool Add(const IndexedKey& key, uint32_t slot) override
    {
        const auto length =
            m_lengths.try_emplace(key.prefixLength, Length{key.mask, MakeSlotOfKey(m_words)}).first;
        return length->second.slots.emplace(key.value, slot).second;
    }

    void Remove(const IndexedKey& key, uint32_t /* slot */) override
    {
        const auto length = m_lengths.find(key.prefixLength);
        length->second.slots.erase(key.value);
        if (length->second.slots.empty())
        {
            m_lengths.erase(length);
        }
    }

    void Clear() override
    {
        m_lengths.clear();
    }

    std::optional<uint32_t> Find(const PackedKey& key) const override
    {
        for (const auto& [prefixLength, length] : m_lengths)
        {
            const auto found = length.slots.find(Masked(key, length.mask, m_words));
            if (found != length.slots.end())
            {
                return found->second;
            }
        }
        return std::nullopt;
    }

  private:
    struct Length
    {
        PackedKey mask; // the same for all entries: the other fields are exact
        SlotOfKey slots;
    };

    std::size_t m_words;
    std::map<unsigned, Length, std::greater<>> m_lengths;
};

/// All entries by priority, tried in turn.
class TernaryIndex : public MatchIndex
{
  public:
    explicit TernaryIndex(std::size_t words)
        : m_words(words)
    {
    }

    bool Add(const IndexedKey& key, uint32_t slot) override
    {
        const auto duplicate = [&](const Entry& entry) {
            return entry.key.priority == key.priority &&
                   SameKey(entry.key.value, key.value, m_words) &&
                   SameKey(entry.key.mask, key.mask, m_words);
        };
        if (std::any_of(m_entries.begin(), m_entries.end(), duplicate))
        {
            return false;
        }
        const Entry entry{key, slot};
        m_entries.insert(std::upper_bound(m_entries.begin(), m_entries.end(), entry, Before),
                         entry);
        return true;
    }

    void Remove(const IndexedKey& /* key */, uint32_t slot) override
    {
        m_entries.erase(std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
            return entry.slot == slot;
        }));
    }

    void Clear() override
    {
        m_entries.clear();
    }

    std::optional<uint32_t> Find(const PackedKey& key) const override
    {
        for (const Entry& entry : m_entries)
        {
            if (Matches(key, entry.key))
            {
                return entry.slot;
            }
        }
        return std::nullopt;
    }

  private:
    struct Entry
    {
        IndexedKey key;
        uint32_t slot;
    };

    // Among equal priorities the lower slot wins, as in BMv2.
    static bool Before(const Entry& a, const Entry& b)
    {
        return std::tie(a.key.priority, a.slot) < std::tie(b.key.priority, b.slot);
    }

    bool Matches(const PackedKey& key, const IndexedKey& entry) const
    {
        for (std::size_t i = 0; i < m_words; ++i)
        {
            if ((key.words[i] & entry.mask.words[i]) != entry.value.words[i])
            {
                return false;
            }
        }
        return true;
    }

    std::size_t m_words;
    std::vector<Entry> m_entries; // by Before()
};

} // namespace

std::unique_ptr<MatchIndex>
MatchIndex::Make(MatchKind kind, std::size_t words)
{
    switch (kind)
    {
    case MatchKind::Exact:
        return std::make_unique<ExactIndex>(words);
    case MatchKind::Lpm:
        return std::make_unique<LpmIndex>(words);
    case MatchKind::Ternary:
        break;
    }
    return std::make_unique<TernaryIndex>(words);
}

} // namespace ns3::synthnet
