/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef SYNTHNET_FIELD_SYMBOL_H
#define SYNTHNET_FIELD_SYMBOL_H

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace ns3::synthnet
{

/// @ingroup synthnet-netdiffusion
/// How the number in a field follows from what was sent before in its flow.
enum class FieldRelation : uint8_t
{
    ABSENT, //!< the packet does not have the field, or says by a flag that it is not used
    NEXT,   //!< what the field's rule expects
    SAME,   //!< as in the packet before of this direction
    BACK,   //!< one of the numbers that were sent lately, the value-th last
    STEP,   //!< the value added to the number before of this direction
    VALUE,  //!< the value itself
};

constexpr std::size_t FIELD_RELATIONS = 6; //!< how many there are

/// @ingroup synthnet-netdiffusion
/// A number of a header, said by what was before: "the next one" instead of 3914727118.
struct FieldSymbol
{
    FieldRelation relation{FieldRelation::ABSENT};
    int64_t value{0}; //!< of BACK, from 1 on; of STEP, signed; of VALUE; of the others 0

    bool operator==(const FieldSymbol& other) const
    {
        return relation == other.relation && value == other.value;
    }
};

/**
 * @ingroup synthnet-netdiffusion
 * @brief The different numbers that were sent last, of which a packet may name one.
 */
class RecentNumbers
{
  public:
    static constexpr std::size_t MOST = 64; //!< older ones are forgotten

    /// Makes it the last one; where it was before, it no longer is.
    void Add(uint32_t number);

    /// @return its place, 1 for the last one; nothing when it is not among them
    std::optional<std::size_t> Find(uint32_t number) const;

    /// @param place from 1 on
    /// @return nothing when there are not so many
    std::optional<uint32_t> At(std::size_t place) const;

  private:
    std::deque<uint32_t> m_numbers; //!< the last one first
};

/**
 * @ingroup synthnet-netdiffusion
 * @brief What a field's number is compared with; what is not there takes no part.
 */
struct FieldContext
{
    std::optional<uint32_t> next;         //!< of FieldRelation::NEXT
    std::optional<uint32_t> last;         //!< of FieldRelation::SAME
    const RecentNumbers* recent{nullptr}; //!< of FieldRelation::BACK
    std::optional<uint32_t> from;         //!< what FieldRelation::STEP adds to
    unsigned bits{32};                    //!< of the field, modulo which a step is added: 16 or 32
};

/// @ingroup synthnet-netdiffusion
/// @return the first relation that gives the number, in the order of FieldRelation
FieldSymbol EncodeField(uint32_t number, const FieldContext& context);

/**
 * @ingroup synthnet-netdiffusion
 * @brief The number that EncodeField() was given, in the same context.
 *
 * Symbols of a generator may name what is not there: then it is the next number, the same one, or
 * 0, the first that there is.
 */
uint32_t DecodeField(const FieldSymbol& symbol, const FieldContext& context);

} // namespace ns3::synthnet

#endif // SYNTHNET_FIELD_SYMBOL_H
