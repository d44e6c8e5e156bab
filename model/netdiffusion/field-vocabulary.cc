/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "field-vocabulary.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t KNOTS = 9; // of a range

bool
HasValue(FieldRelation relation)
{
    return relation == FieldRelation::BACK || relation == FieldRelation::STEP ||
           relation == FieldRelation::VALUE;
}

/// Of a symbol: how often, and in how many flows.
struct Occurrence
{
    std::size_t count{0};
    std::set<std::size_t> flows;
};

} // namespace

FieldVocabulary::FieldVocabulary(const SeenSymbols& seen, const Options& options)
{
    std::map<std::pair<FieldRelation, int64_t>, Occurrence> occurrences;
    for (std::size_t i = 0; i < seen.symbols.size(); ++i)
    {
        const FieldSymbol& symbol = seen.symbols[i];
        Occurrence& occurrence = occurrences[{symbol.relation, symbol.value}];
        ++occurrence.count;
        occurrence.flows.insert(seen.flows[i]);
    }
    m_unit = 0;
    std::vector<std::pair<std::size_t, std::pair<FieldRelation, int64_t>>> frequent;
    for (const auto& [symbol, occurrence] : occurrences)
    {
        m_unit = std::gcd(m_unit, symbol.second);
        if (HasValue(symbol.first) && occurrence.count >= options.leastCount &&
            occurrence.flows.size() >= 2)
        {
            frequent.emplace_back(occurrence.count, symbol);
        }
    }
    m_unit = std::max<int64_t>(m_unit, 1);
    std::stable_sort(frequent.begin(), frequent.end(), [](const auto& first, const auto& second) {
        return first.first > second.first;
    });
    frequent.resize(std::min(frequent.size(), options.mostExact));
    std::set<std::pair<FieldRelation, int64_t>> exact;
    for (const auto& [count, symbol] : frequent)
    {
        exact.insert(symbol);
    }
    std::map<FieldRelation, std::vector<int64_t>> others;
    for (const auto& [symbol, occurrence] : occurrences)
    {
        if (!HasValue(symbol.first) || exact.count(symbol) > 0)
        {
            m_entries.push_back({symbol.first, {symbol.second}});
        }
        else
        {
            others[symbol.first].insert(others[symbol.first].end(),
                                        occurrence.count,
                                        symbol.second);
        }
    }
    for (auto& [relation, values] : others)
    {
        AddRanges(relation, std::move(values), options);
    }
    Index();
}

FieldVocabulary::FieldVocabulary(std::vector<Entry> entries, int64_t unit)
    : m_entries(std::move(entries)),
      m_unit(unit)
{
    const auto isRight = [](const Entry& entry) {
        return !entry.knots.empty() && std::is_sorted(entry.knots.begin(), entry.knots.end());
    };
    if (unit < 1 || !std::all_of(m_entries.begin(), m_entries.end(), isRight))
    {
        throw std::invalid_argument("no vocabulary");
    }
    Index();
}

/// @param values ascending
void
FieldVocabulary::AddRanges(FieldRelation relation,
                           std::vector<int64_t> values,
                           const Options& options)
{
    const std::size_t ranges =
        std::clamp<std::size_t>(values.size() / options.leastInRange, 1, options.mostRanges);
    std::size_t begin = 0;
    for (std::size_t range = 1; range <= ranges && begin < values.size(); ++range)
    {
        std::size_t end = std::max(values.size() * range / ranges, begin + 1);
        while (end < values.size() && values[end] == values[end - 1])
        {
            ++end; // one value is in one range
        }
        Entry entry{relation, {}};
        const std::size_t steps = std::min(KNOTS, end - begin) - 1;
        for (std::size_t knot = 0; knot <= steps; ++knot)
        {
            entry.knots.push_back(
                values[begin + (steps == 0 ? 0 : (end - begin - 1) * knot / steps)]);
        }
        if (entry.knots.size() == 1)
        {
            entry.knots.push_back(entry.knots.front()); // else it would be exact
        }
        m_entries.push_back(std::move(entry));
        begin = end;
    }
}

void
FieldVocabulary::Index()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
    {
        const auto token = static_cast<uint32_t>(i + 1);
        const Entry& entry = m_entries[i];
        if (entry.knots.size() == 1)
        {
            m_exact.emplace(std::make_pair(entry.relation, entry.knots.front()), token);
        }
        else
        {
            m_ranges[entry.relation].emplace(entry.knots.front(), token);
        }
    }
}

std::size_t
FieldVocabulary::Size() const
{
    return m_entries.size() + 1;
}

uint32_t
FieldVocabulary::Token(const FieldSymbol& symbol) const
{
    const auto exact = m_exact.find({symbol.relation, symbol.value});
    if (exact != m_exact.end())
    {
        return exact->second;
    }
    const auto ranges = m_ranges.find(symbol.relation);
    if (ranges == m_ranges.end())
    {
        return UNKNOWN;
    }
    const auto behind = ranges->second.upper_bound(symbol.value);
    return behind == ranges->second.begin() ? behind->second : std::prev(behind)->second;
}

FieldSymbol
FieldVocabulary::Draw(uint32_t token, RandomNumbers& random) const
{
    if (token == UNKNOWN)
    {
        return {};
    }
    const Entry& entry = m_entries[token - 1];
    if (entry.knots.size() == 1)
    {
        return {entry.relation, entry.knots.front()};
    }
    const std::size_t knot = random.Below(entry.knots.size() - 1);
    const int64_t from = entry.knots[knot] / m_unit;
    const int64_t to = entry.knots[knot + 1] / m_unit;
    const auto step = static_cast<int64_t>(random.Below(static_cast<std::size_t>(to - from) + 1));
    return {entry.relation, (from + step) * m_unit};
}

bool
FieldVocabulary::IsAbsent(uint32_t token) const
{
    return token == UNKNOWN || m_entries[token - 1].relation == FieldRelation::ABSENT;
}

const std::vector<FieldVocabulary::Entry>&
FieldVocabulary::Entries() const
{
    return m_entries;
}

int64_t
FieldVocabulary::Unit() const
{
    return m_unit;
}

} // namespace ns3::synthnet
