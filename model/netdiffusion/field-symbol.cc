/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "field-symbol.h"

#include <algorithm>

namespace ns3::synthnet
{
namespace
{

uint32_t
FieldMask(unsigned bits)
{
    return bits == 16 ? 0xffff : 0xffffffff;
}

/// @return the shorter way around from one number to the other
int64_t
StepBetween(uint32_t from, uint32_t to, unsigned bits)
{
    const uint32_t step = (to - from) & FieldMask(bits);
    return bits == 16 ? static_cast<int16_t>(step) : static_cast<int32_t>(step);
}

} // namespace

void
RecentNumbers::Add(uint32_t number)
{
    const auto found = std::find(m_numbers.begin(), m_numbers.end(), number);
    if (found != m_numbers.end())
    {
        m_numbers.erase(found);
    }
    m_numbers.push_front(number);
    if (m_numbers.size() > MOST)
    {
        m_numbers.pop_back();
    }
}

std::optional<std::size_t>
RecentNumbers::Find(uint32_t number) const
{
    const auto found = std::find(m_numbers.begin(), m_numbers.end(), number);
    if (found == m_numbers.end())
    {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - m_numbers.begin()) + 1;
}

std::optional<uint32_t>
RecentNumbers::At(std::size_t place) const
{
    if (place == 0 || place > m_numbers.size())
    {
        return std::nullopt;
    }
    return m_numbers[place - 1];
}

FieldSymbol
EncodeField(uint32_t number, const FieldContext& context)
{
    if (context.next == number)
    {
        return {FieldRelation::NEXT, 0};
    }
    if (context.last == number)
    {
        return {FieldRelation::SAME, 0};
    }
    if (context.recent)
    {
        if (const auto place = context.recent->Find(number))
        {
            return {FieldRelation::BACK, static_cast<int64_t>(*place)};
        }
    }
    if (context.from)
    {
        return {FieldRelation::STEP, StepBetween(*context.from, number, context.bits)};
    }
    return {FieldRelation::VALUE, number};
}

uint32_t
DecodeField(const FieldSymbol& symbol, const FieldContext& context)
{
    const uint32_t instead = context.next.value_or(context.last.value_or(0));
    switch (symbol.relation)
    {
    case FieldRelation::SAME:
        return context.last.value_or(instead);
    case FieldRelation::BACK:
        return context.recent
                   ? context.recent->At(static_cast<std::size_t>(symbol.value)).value_or(instead)
                   : instead;
    case FieldRelation::STEP:
        return (context.from.value_or(instead) + static_cast<uint32_t>(symbol.value)) &
               FieldMask(context.bits);
    case FieldRelation::VALUE:
        return static_cast<uint32_t>(symbol.value) & FieldMask(context.bits);
    case FieldRelation::NEXT:
        return instead;
    default:
        return 0;
    }
}

} // namespace ns3::synthnet
