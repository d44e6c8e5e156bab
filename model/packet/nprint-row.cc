/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-row.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <tuple>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t MOST_FIELD_BITS = 64;

/// @return the bits from @p at on, at most 64, which may begin and end within bytes
uint64_t
Load(const std::vector<uint8_t>& plane, std::size_t at, std::size_t bits)
{
    uint64_t value = 0;
    std::size_t left = bits;
    std::size_t place = at;
    while (left > 0)
    {
        const std::size_t offset = place % 8;
        const std::size_t count = std::min(8 - offset, left);
        const unsigned byte = plane[place / 8];
        value = value << count | (byte >> (8 - offset - count) & ((1U << count) - 1));
        place += count;
        left -= count;
    }
    return value;
}

void
Store(std::vector<uint8_t>& plane, std::size_t at, std::size_t bits, uint64_t value)
{
    std::size_t left = bits;
    std::size_t place = at;
    while (left > 0)
    {
        const std::size_t offset = place % 8;
        const std::size_t count = std::min(8 - offset, left);
        const std::size_t shift = 8 - offset - count;
        const unsigned mask = ((1U << count) - 1) << shift;
        const auto part = static_cast<unsigned>(value >> (left - count)) << shift;
        plane[place / 8] = static_cast<uint8_t>((plane[place / 8] & ~mask) | (part & mask));
        place += count;
        left -= count;
    }
}

uint64_t
Ones(std::size_t bits)
{
    return bits == MOST_FIELD_BITS ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
}

void
NeedNarrow(const NprintField& field)
{
    if (field.bits > MOST_FIELD_BITS)
    {
        throw std::invalid_argument(std::string(field.name) + " has more than 64 bits");
    }
}

std::size_t
CountBits(const std::vector<uint8_t>& plane, std::size_t at, std::size_t bits)
{
    std::size_t count = 0;
    for (std::size_t done = 0; done < bits;)
    {
        const std::size_t some = std::min(bits - done, MOST_FIELD_BITS);
        count += static_cast<std::size_t>(__builtin_popcountll(Load(plane, at + done, some)));
        done += some;
    }
    return count;
}

} // namespace

NprintRow::NprintRow(std::size_t payloadBytes)
    : m_present(NPRINT_HEADER_BYTES + payloadBytes),
      m_values(m_present.size())
{
    if (payloadBytes > NPRINT_MOST_PAYLOAD_BYTES)
    {
        throw std::invalid_argument("a row of more payload than an IP packet has");
    }
}

void
NprintRow::Clear()
{
    std::memset(m_present.data(), 0, m_present.size());
    std::memset(m_values.data(), 0, m_values.size());
    index.clear();
    rts.reset();
    seconds.reset();
    microseconds.reset();
}

std::size_t
NprintRow::PayloadBytes() const
{
    return m_present.size() - NPRINT_HEADER_BYTES;
}

std::size_t
NprintRow::Cells() const
{
    return 8 * m_present.size();
}

bool
NprintRow::IsEmpty() const
{
    return std::all_of(m_present.begin(), m_present.end(), [](uint8_t byte) { return byte == 0; });
}

std::size_t
NprintRow::Present(NprintHeader header) const
{
    const NprintSpan span = SpanOf(header);
    const std::size_t bytes = header == NprintHeader::PAYLOAD ? PayloadBytes() : span.bytes;
    return CountBits(m_present, 8 * span.byte, 8 * bytes);
}

void
NprintRow::SetBit(std::size_t place, bool value)
{
    const uint8_t mask = Mask(place);
    m_present[place / 8] |= mask;
    m_values[place / 8] =
        static_cast<uint8_t>(value ? m_values[place / 8] | mask : m_values[place / 8] & ~mask);
}

void
NprintRow::ClearBit(std::size_t place)
{
    const uint8_t mask = Mask(place);
    m_present[place / 8] &= static_cast<uint8_t>(~mask);
    m_values[place / 8] &= static_cast<uint8_t>(~mask);
}

std::optional<uint64_t>
NprintRow::Field(const NprintField& field) const
{
    NeedNarrow(field);
    if (Load(m_present, field.at, field.bits) != Ones(field.bits))
    {
        return std::nullopt;
    }
    return Load(m_values, field.at, field.bits);
}

std::optional<uint64_t>
NprintRow::Field(std::string_view name) const
{
    return Field(NprintFieldOf(name));
}

void
NprintRow::SetField(const NprintField& field, uint64_t value)
{
    NeedNarrow(field);
    Store(m_present, field.at, field.bits, Ones(field.bits));
    Store(m_values, field.at, field.bits, value);
}

void
NprintRow::SetField(std::string_view name, uint64_t value)
{
    SetField(NprintFieldOf(name), value);
}

void
NprintRow::ClearField(const NprintField& field)
{
    for (std::size_t done = 0; done < field.bits;)
    {
        const std::size_t some = std::min(field.bits - done, MOST_FIELD_BITS);
        Store(m_present, field.at + done, some, 0);
        Store(m_values, field.at + done, some, 0);
        done += some;
    }
}

std::size_t
NprintRow::Present(const NprintField& field) const
{
    return CountBits(m_present, field.at, field.bits);
}

std::size_t
NprintRow::BytesOf(NprintHeader header) const
{
    const NprintSpan span = SpanOf(header);
    std::size_t bytes = header == NprintHeader::PAYLOAD ? PayloadBytes() : span.bytes;
    while (bytes > 0 && m_present[span.byte + bytes - 1] == 0)
    {
        --bytes;
    }
    return bytes;
}

const uint8_t*
NprintRow::Header(NprintHeader header) const
{
    return m_values.data() + SpanOf(header).byte;
}

void
NprintRow::SetHeader(NprintHeader header, const uint8_t* bytes, std::size_t count)
{
    const NprintSpan span = SpanOf(header);
    const std::size_t size = header == NprintHeader::PAYLOAD ? PayloadBytes() : span.bytes;
    if (count > size)
    {
        throw std::invalid_argument("more bytes than nPrint has columns for");
    }
    if (size == 0)
    {
        return;
    }
    uint8_t* present = m_present.data() + span.byte;
    uint8_t* values = m_values.data() + span.byte;
    std::memset(present, 0xff, count);
    std::memset(present + count, 0, size - count);
    if (count > 0)
    {
        std::memcpy(values, bytes, count);
    }
    std::memset(values + count, 0, size - count);
}

const std::vector<uint8_t>&
NprintRow::PresentPlane() const
{
    return m_present;
}

const std::vector<uint8_t>&
NprintRow::ValuePlane() const
{
    return m_values;
}

void
NprintRow::Keep(const std::vector<uint8_t>& mask)
{
    if (mask.size() != m_present.size())
    {
        throw std::invalid_argument("a mask of another size than the row");
    }
    // Local pointers: through the members, each byte written might have changed where they point
    // to.
    const uint8_t* kept = mask.data();
    uint8_t* present = m_present.data();
    uint8_t* values = m_values.data();
    const std::size_t size = mask.size();
    for (std::size_t i = 0; i < size; ++i)
    {
        present[i] &= kept[i];
    }
    for (std::size_t i = 0; i < size; ++i)
    {
        values[i] &= kept[i];
    }
}

bool
NprintRow::operator==(const NprintRow& other) const
{
    return std::tie(m_present, m_values, index, rts, seconds, microseconds) ==
           std::tie(other.m_present,
                    other.m_values,
                    other.index,
                    other.rts,
                    other.seconds,
                    other.microseconds);
}

} // namespace ns3::synthnet
