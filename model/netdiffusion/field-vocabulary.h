/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FIELD_VOCABULARY_H
#define SYNTHNET_FIELD_VOCABULARY_H

#include "field-symbol.h"

#include "ns3/random-numbers.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace ns3::synthnet
{

/// @ingroup synthnet-netdiffusion
/// Seen symbols of a field, with the flow that each is of.
struct SeenSymbols
{
    std::vector<FieldSymbol> symbols;
    std::vector<std::size_t> flows; //!< as many
};

/**
 * @ingroup synthnet-netdiffusion
 * @brief The tokens that a generator has for the symbols of one field.
 *
 * What two flows or more have, often enough, is a token of its own. The other symbols of a relation
 * share tokens, each for a range of values, and of about as many symbols; of such a token a value
 * between the seen ones is drawn, so that no rare value of one flow is repeated.
 */
class FieldVocabulary
{
  public:
    /// Of no symbol that was seen: a model may be given it, and never draws it.
    static constexpr uint32_t UNKNOWN = 0;

    /// How fine the tokens are.
    struct Options
    {
        std::size_t mostExact{96};   //!< symbols with a token of their own
        std::size_t leastCount{8};   //!< of the times that such a symbol was seen
        std::size_t mostRanges{32};  //!< of each relation
        std::size_t leastInRange{8}; //!< symbols, but of the only range of a relation
    };

    FieldVocabulary() = default;

    /// Learns the tokens.
    FieldVocabulary(const SeenSymbols& seen, const Options& options);

    std::size_t Size() const; //!< of tokens, UNKNOWN with them

    /// @return the token; of a value beyond what was seen of its relation, the nearest range
    uint32_t Token(const FieldSymbol& symbol) const;

    /// @param token below Size(); UNKNOWN gives an absent field
    FieldSymbol Draw(uint32_t token, RandomNumbers& random) const;

    /// @return whether the token says that the field is not there
    bool IsAbsent(uint32_t token) const;

    /// A token, as a file keeps it.
    struct Entry
    {
        FieldRelation relation{FieldRelation::ABSENT};
        std::vector<int64_t>
            knots; //!< one: exact; else ascending, as many symbols between each two
    };

    /// @param entries without UNKNOWN
    /// @param unit that every drawn value is a multiple of, above 0
    /// @throws std::invalid_argument when they are no vocabulary
    FieldVocabulary(std::vector<Entry> entries, int64_t unit);

    const std::vector<Entry>& Entries() const; //!< by token − 1
    int64_t Unit() const;

  private:
    void Index();
    void AddRanges(FieldRelation relation, std::vector<int64_t> values, const Options& options);

    std::vector<Entry> m_entries;
    int64_t m_unit{1};
    std::map<std::pair<FieldRelation, int64_t>, uint32_t> m_exact;
    /// Of each relation the ranges by their first value.
    std::map<FieldRelation, std::map<int64_t, uint32_t>> m_ranges;
};

} // namespace ns3::synthnet

#endif // SYNTHNET_FIELD_VOCABULARY_H
