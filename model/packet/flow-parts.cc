/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "flow-parts.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t PARTS = 4;
constexpr std::size_t PAIRS_OF_PARTS = PARTS * (PARTS - 1) / 2;

uint64_t
Mixed(uint64_t value)
{
    // The finalizer of MurmurHash3.
    value = (value ^ value >> 33) * 0xff51afd7ed558ccd;
    value = (value ^ value >> 33) * 0xc4ceb9fe1a85ec53;
    return value ^ value >> 33;
}

uint64_t
HashOf(const std::array<uint8_t, 16>& address)
{
    uint64_t hash = 0;
    for (const uint8_t byte : address)
    {
        hash = hash * 0x100000001b3 + byte;
    }
    return Mixed(hash);
}

/// @return a hash of each two parts
std::array<uint32_t, PAIRS_OF_PARTS>
PairHashes(const FlowEnds& ends)
{
    const std::array<uint64_t, PARTS> parts = {HashOf(ends.source.address),
                                               HashOf(ends.destination.address),
                                               Mixed(ends.source.port + 1),
                                               Mixed(ends.destination.port + 1)};
    std::array<uint32_t, PAIRS_OF_PARTS> hashes{};
    std::size_t pair = 0;
    for (std::size_t i = 0; i < PARTS; ++i)
    {
        for (std::size_t j = i + 1; j < PARTS; ++j, ++pair)
        {
            const uint64_t which = pair << 8 | ends.version;
            hashes[pair] = static_cast<uint32_t>(Mixed(Mixed(parts[i] + which) + parts[j]));
        }
    }
    return hashes;
}

} // namespace

void
FlowParts::Add(const FlowEnds& ends)
{
    for (const uint32_t hash : PairHashes(ends))
    {
        m_entries.emplace_back(hash, static_cast<uint32_t>(m_flows));
    }
    ++m_flows;
}

std::size_t
FlowParts::Flows() const
{
    return m_flows;
}

std::vector<uint32_t>
FlowParts::Alike(const FlowEnds& ends)
{
    if (m_sorted < m_entries.size())
    {
        const auto added = m_entries.begin() + static_cast<std::ptrdiff_t>(m_sorted);
        std::sort(added, m_entries.end());
        std::inplace_merge(m_entries.begin(), added, m_entries.end());
        m_sorted = m_entries.size();
    }
    std::vector<uint32_t> alike;
    for (const FlowEnds& way : {ends, ends.Swapped()})
    {
        for (const uint32_t hash : PairHashes(way))
        {
            const auto first = std::lower_bound(m_entries.begin(), m_entries.end(), Entry(hash, 0));
            const auto last = std::upper_bound(first, m_entries.end(), Entry(hash, UINT32_MAX));
            if (static_cast<std::size_t>(last - first) <= MOST_ALIKE)
            {
                std::transform(first, last, std::back_inserter(alike), [](const Entry& entry) {
                    return entry.second;
                });
            }
        }
    }
    return alike;
}

} // namespace ns3::synthnet
