/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "match-key.h"

#include "ns3/input-error.h"

#include <string>

namespace ns3::synthnet
{

KeyMatch
KeyMatch::Exact(Bits128 value)
{
    KeyMatch match;
    match.value = value;
    return match;
}

KeyMatch
KeyMatch::Exact(uint64_t value)
{
    return Exact(Bits128{0, value});
}

KeyMatch
KeyMatch::Lpm(Bits128 value, unsigned prefixLength)
{
    KeyMatch match;
    match.match = MatchKind::Lpm;
    match.value = value;
    match.prefixLength = prefixLength;
    return match;
}

KeyMatch
KeyMatch::Lpm(uint64_t value, unsigned prefixLength)
{
    return Lpm(Bits128{0, value}, prefixLength);
}

KeyMatch
KeyMatch::Ternary(Bits128 value, Bits128 mask)
{
    KeyMatch match;
    match.match = MatchKind::Ternary;
    match.value = value;
    match.mask = mask;
    return match;
}

KeyMatch
KeyMatch::Ternary(uint64_t value, uint64_t mask)
{
    return Ternary(Bits128{0, value}, Bits128{0, mask});
}

Bits128
LowBits(unsigned bits)
{
    const auto low64 = [](unsigned n) { return n >= 64 ? ~uint64_t{0} : (uint64_t{1} << n) - 1; };
    return {bits > 64 ? low64(bits - 64) : 0, low64(bits)};
}

Bits128
PrefixMask(unsigned width, unsigned prefixLength)
{
    const Bits128 all = LowBits(width);
    const Bits128 tail = LowBits(width - prefixLength);
    return {all.high & ~tail.high, all.low & ~tail.low};
}

KeyLayout::KeyLayout(const std::vector<KeyField>& key)
{
    if (key.empty())
    {
        throw InputError("a table's key has no field, expected at least one");
    }
    unsigned used = 64; // bits of the last word; a field never straddles two words
    for (const KeyField& part : key)
    {
        const unsigned width = FieldWidth(part.field);
        Place place{part.field, 0, 0, width > 64};
        if (place.wide || used + width > 64)
        {
            place.word = static_cast<uint8_t>(m_words);
            m_words += place.wide ? 2 : 1;
            used = place.wide ? 64 : width;
        }
        else
        {
            place.word = static_cast<uint8_t>(m_words - 1);
            place.shift = static_cast<uint8_t>(used);
            used += width;
        }
        if (m_words > PackedKey::MAX_WORDS)
        {
            throw InputError("a table's key needs more than " +
                             std::to_string(64 * PackedKey::MAX_WORDS) + " bits, expected fewer");
        }
        m_places.push_back(place);
    }
}

std::size_t
KeyLayout::Words() const
{
    return m_words;
}

void
KeyLayout::Put(const Place& place, Bits128 value, PackedKey& key)
{
    key.words[place.word] |= value.low << place.shift;
    if (place.wide)
    {
        key.words[place.word + 1] = value.high;
    }
}

PackedKey
KeyLayout::Pack(const PacketFields& fields) const
{
    PackedKey key;
    for (const Place& place : m_places)
    {
        Put(place, fields.Get(place.field), key);
    }
    return key;
}

PackedKey
KeyLayout::Pack(const std::vector<Bits128>& values) const
{
    PackedKey key;
    for (std::size_t i = 0; i < m_places.size(); ++i)
    {
        Put(m_places[i], values[i], key);
    }
    return key;
}

} // namespace ns3::synthnet
