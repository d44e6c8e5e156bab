/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MATCH_INDEX_H
#define SYNTHNET_MATCH_INDEX_H

#include "match-key.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief An entry's key in the form that an index stores.
 */
struct IndexedKey
{
    PackedKey value;          //!< zero where the mask is zero
    PackedKey mask;           //!< 1 where the bit must equal the value's
    unsigned prefixLength{0}; //!< Lpm: of the key's one prefix
    uint32_t priority{0};     //!< Ternary: the smaller wins
};

/**
 * @ingroup synthnet-switch
 * @brief Finds the entry that a key matches; one kind of table each.
 *
 * An entry is known by its slot, a small number that the table chooses.
 */
class MatchIndex
{
  public:
    virtual ~MatchIndex() = default;

    /**
     * @param key the entry's key
     * @param slot what Find() will return
     * @return whether it was added; an equal key (and priority) is not
     */
    virtual bool Add(const IndexedKey& key, uint32_t slot) = 0;

    /// @brief Removes the entry that was added with this key and slot.
    virtual void Remove(const IndexedKey& key, uint32_t slot) = 0;

    virtual void Clear() = 0; //!< removes every entry

    /// @return the slot of the entry that wins, or nothing when none matches
    virtual std::optional<uint32_t> Find(const PackedKey& key) const = 0;

    /**
     * @brief Makes the index of a table.
     * @param kind the most general of the kinds of its key's fields, as in BMv2
     * @param words how many words of a key are in use
     */
    static std::unique_ptr<MatchIndex> Make(MatchKind kind, std::size_t words);
};

/// @return a well mixed hash of the first @p words words
std::size_t HashKey(const PackedKey& key, std::size_t words);

/// @return whether the first @p words words are equal
bool SameKey(const PackedKey& a, const PackedKey& b, std::size_t words);

} // namespace ns3::synthnet

#endif // SYNTHNET_MATCH_INDEX_H
