/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MATCH_ACTION_TABLE_H
#define SYNTHNET_MATCH_ACTION_TABLE_H

#include "action.h"
#include "match-index.h"
#include "match-key.h"
#include "packet-fields.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief A table as a P4 program declares it: name, key and actions.
 */
struct TableSchema
{
    std::string name;                                //!< perhaps with its control: MyIngress.fwd
    std::vector<KeyField> key;                       //!< at least one; at most one is Lpm
    std::vector<ActionName> actions{UsualActions()}; //!< those that entries may have
};

/**
 * @ingroup synthnet-switch
 * @brief The kind of a table: the most general of the kinds of its key's fields.
 *
 * The prefix of an Lpm field in a ternary table is a mask like any other: the priority decides.
 */
MatchKind TableKind(const std::vector<KeyField>& key);

/**
 * @ingroup synthnet-switch
 * @brief A match-action table: it finds a packet's entry and tells its action.
 *
 * Exact tables look up one hash table, longest-prefix tables one for each prefix length in use,
 * ternary tables try their entries by priority; the smaller number wins, and of equal ones the
 * entry in the lower slot. A direct-mapped cache of recent keys, emptied by every change, stands
 * before them, since packets come in flows.
 *
 * An entry's handle is its slot, the lowest free one when it was added, and in the upper eight
 * bits how often the slot was freed before: entries added to a new table have the handles
 * 0, 1, 2, …
 *
 * Source: p4lang/behavioral-model, match_units.cpp, lookup_structures.cpp and docs/runtime_CLI.md.
 */
class MatchActionTable
{
  public:
    /// The entries of a table whose P4 program states no size (p4c's backend for BMv2).
    static constexpr std::size_t DEFAULT_CAPACITY = 1024;

    /// What an entry, or the lack of one, has seen.
    struct Counter
    {
        uint64_t packets{0};
        uint64_t bytes{0}; //!< by packetLength
    };

    /// The outcome of a lookup.
    struct Result
    {
        const Action& action; //!< the entry's or the default one; valid until the table changes
        bool hit;             //!< an entry matched
    };

    /**
     * @param schema what a P4 program declares
     * @param capacity entries, 1 to 2^24 - 1
     * @throws InputError when the schema or the capacity is not valid
     */
    explicit MatchActionTable(TableSchema schema, std::size_t capacity = DEFAULT_CAPACITY);

    const TableSchema& Schema() const; //!< as given
    MatchKind Kind() const;            //!< see TableKind()
    std::size_t Capacity() const;      //!< entries at most
    std::size_t Size() const;          //!< entries now

    /**
     * @brief Adds an entry.
     * @param key one match for each field of the key, of the field's kind
     * @param action one of the schema's
     * @param priority the smaller wins; ternary tables only, others take 0
     * @return its handle
     * @throws InputError when the table is full or has the same entry, or when an argument does
     *         not fit the schema
     */
    uint32_t Add(const std::vector<KeyMatch>& key, const Action& action, uint32_t priority = 0);

    /// @brief Gives an entry another action; its counter goes on.
    /// @throws InputError when there is no such entry or action
    void Modify(uint32_t handle, const Action& action);

    /// @throws InputError when there is no such entry
    void Delete(uint32_t handle);

    /**
     * @brief Removes every entry and its counter; the default action stays. As in BMv2, handles
     * count from 0 again: one from before may name an entry that was added since.
     */
    void Clear();

    /// @brief Sets what happens to packets that no entry matches; NoAction at first.
    /// @throws InputError when the schema lacks the action
    void SetDefault(const Action& action);

    const Action& Default() const; //!< what happens to packets that no entry matches

    /// @brief Finds a packet's action and counts the packet.
    Result Apply(const PacketFields& fields);

    /// @return what an entry has seen
    /// @throws InputError when there is no such entry
    const Counter& Hits(uint32_t handle) const;

    const Counter& Misses() const; //!< packets that no entry matched

  private:
    struct Entry
    {
        IndexedKey key;
        Action action;
        Counter counter;
        uint8_t version{0}; // how often the slot was freed
        bool used{false};
    };

    struct CachedKey
    {
        PackedKey key;
        uint32_t slot{0};
        uint32_t epoch{0};
    };

    [[noreturn]] void Fail(const std::string& message) const;
    IndexedKey MakeKey(const std::vector<KeyMatch>& key, uint32_t priority) const;
    void CheckAction(const Action& action) const;
    uint32_t SlotOf(uint32_t handle) const;
    uint32_t Find(const PackedKey& key);
    void ForgetCachedKeys();

    TableSchema m_schema;
    std::size_t m_capacity;
    KeyLayout m_layout;
    std::unique_ptr<MatchIndex> m_index;
    std::vector<Entry> m_entries; // by slot
    std::priority_queue<uint32_t, std::vector<uint32_t>, std::greater<>> m_freeSlots;
    std::size_t m_size{0};
    Action m_default;
    Counter m_misses;
    std::vector<CachedKey> m_cache;
    uint32_t m_epoch{1}; // cached keys of another epoch are stale
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MATCH_ACTION_TABLE_H
