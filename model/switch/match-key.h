/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_MATCH_KEY_H
#define SYNTHNET_MATCH_KEY_H

#include "packet-fields.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::synthnet
{

/**
 * @ingroup synthnet-switch
 * @brief How one field of a table's key is matched; the later, the more general.
 */
enum class MatchKind : uint8_t
{
    Exact,  //!< all bits
    Lpm,    //!< the longest prefix
    Ternary //!< the bits of a mask, the entry's priority decides
};

/**
 * @ingroup synthnet-switch
 * @brief One field of a table's key.
 */
struct KeyField
{
    Field field;     //!< what is matched
    MatchKind match; //!< how
};

/**
 * @ingroup synthnet-switch
 * @brief What an entry asks of one field of the key.
 */
struct KeyMatch
{
    MatchKind match{MatchKind::Exact};
    Bits128 value;            //!< bits outside of the prefix or the mask do not matter
    Bits128 mask;             //!< Ternary: 1 where the bit must equal the value's
    unsigned prefixLength{0}; //!< Lpm: leading bits that must equal the value's

    static KeyMatch Exact(Bits128 value);                      //!< the whole field
    static KeyMatch Exact(uint64_t value);                     //!< the whole field
    static KeyMatch Lpm(Bits128 value, unsigned prefixLength); //!< a prefix; 0 matches anything
    static KeyMatch Lpm(uint64_t value, unsigned prefixLength);
    static KeyMatch Ternary(Bits128 value, Bits128 mask); //!< mask 0 matches anything
    static KeyMatch Ternary(uint64_t value, uint64_t mask);
};

/// @return the lowest @p bits bits set; 0 to 128
Bits128 LowBits(unsigned bits);

/// @return the leading @p prefixLength bits of a field of @p width bits set
Bits128 PrefixMask(unsigned width, unsigned prefixLength);

/**
 * @ingroup synthnet-switch
 * @brief All fields of a key side by side in 64-bit words.
 *
 * Words that the layout does not use are zero.
 */
struct PackedKey
{
    /// The widest key: the fields of two IPv6 addresses, ports, protocol and metadata fit.
    static constexpr std::size_t MAX_WORDS = 8;

    std::array<uint64_t, MAX_WORDS> words{};
};

/**
 * @ingroup synthnet-switch
 * @brief Where each field of a table's key lies in a PackedKey.
 */
class KeyLayout
{
  public:
    /**
     * @param key the fields, at least one
     * @throws InputError when it is empty or needs more than PackedKey::MAX_WORDS words
     */
    explicit KeyLayout(const std::vector<KeyField>& key);

    std::size_t Words() const; //!< words in use, at least 1

    /// @return the packet's key
    PackedKey Pack(const PacketFields& fields) const;

    /// @return one value for each field, side by side; each fits its field
    PackedKey Pack(const std::vector<Bits128>& values) const;

  private:
    struct Place
    {
        Field field;
        uint8_t word;  // of the low 64 bits; the high ones are in the next word
        uint8_t shift; // 0 when wide
        bool wide;     // more than 64 bits
    };

    static void Put(const Place& place, Bits128 value, PackedKey& key);

    std::vector<Place> m_places;
    std::size_t m_words{0};
};

} // namespace ns3::synthnet

#endif // SYNTHNET_MATCH_KEY_H
