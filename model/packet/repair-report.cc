/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "repair-report.h"

#include <string_view>

namespace ns3::synthnet
{
namespace
{

bool
IsChecksum(std::string_view name)
{
    constexpr std::string_view END = "_cksum";
    return name.size() > END.size() && name.substr(name.size() - END.size()) == END;
}

/// The bits of a field in one byte of the planes.
uint8_t
MaskOf(const NprintField& field, std::size_t byte)
{
    uint8_t mask = 0;
    for (std::size_t bit = 0; bit < 8; ++bit)
    {
        const std::size_t place = byte * 8 + bit;
        mask |= place >= field.at && place < field.End() ? 0x80U >> bit : 0U;
    }
    return mask;
}

uint64_t
CountOnes(unsigned bits)
{
    return static_cast<uint64_t>(__builtin_popcount(bits));
}

} // namespace

RepairReport::RepairReport(const NprintRow& columns)
    : m_columns(columns),
      m_fields(NprintFields().size())
{
}

void
RepairReport::Add(const NprintRow& before, const NprintRow& after)
{
    const auto& fields = NprintFields();
    for (std::size_t i = 0; i < fields.size(); ++i)
    {
        Counts sum;
        for (std::size_t byte = fields[i].at / 8; byte * 8 < fields[i].End(); ++byte)
        {
            const uint8_t mask = MaskOf(fields[i], byte) & m_columns.PresentPlane()[byte];
            const uint8_t had = before.PresentPlane()[byte] & mask;
            const uint8_t has = after.PresentPlane()[byte] & mask;
            const uint8_t differ =
                static_cast<uint8_t>(before.ValuePlane()[byte] ^ after.ValuePlane()[byte]) & mask;
            sum.bits += CountOnes(had);
            sum.changed += CountOnes(had & has & differ);
            sum.removed += CountOnes(had & static_cast<uint8_t>(~has));
            sum.added += CountOnes(has & static_cast<uint8_t>(~had));
        }
        Counts& counts = m_fields[i];
        counts.bits += sum.bits;
        counts.changed += sum.changed;
        counts.removed += sum.removed;
        counts.added += sum.added;
        counts.packets += sum.changed + sum.removed + sum.added > 0 ? 1 : 0;
    }
}

uint64_t
RepairReport::Bits() const
{
    uint64_t bits = 0;
    for (const Counts& counts : m_fields)
    {
        bits += counts.bits;
    }
    return bits;
}

uint64_t
RepairReport::Changed() const
{
    uint64_t changed = 0;
    for (const Counts& counts : m_fields)
    {
        changed += counts.changed + counts.removed;
    }
    return changed;
}

uint64_t
RepairReport::BitsOutsideChecksums() const
{
    uint64_t bits = 0;
    for (std::size_t i = 0; i < m_fields.size(); ++i)
    {
        bits += IsChecksum(NprintFields()[i].name) ? 0 : m_fields[i].bits;
    }
    return bits;
}

uint64_t
RepairReport::ChangedOutsideChecksums() const
{
    uint64_t changed = 0;
    for (std::size_t i = 0; i < m_fields.size(); ++i)
    {
        changed +=
            IsChecksum(NprintFields()[i].name) ? 0 : m_fields[i].changed + m_fields[i].removed;
    }
    return changed;
}

void
RepairReport::Write(std::ostream& stream) const
{
    stream << "field,bits,changed,removed,added,packets\n";
    for (std::size_t i = 0; i < m_fields.size(); ++i)
    {
        const Counts& counts = m_fields[i];
        if (counts.bits + counts.added > 0)
        {
            stream << NprintFields()[i].name << ',' << counts.bits << ',' << counts.changed << ','
                   << counts.removed << ',' << counts.added << ',' << counts.packets << '\n';
        }
    }
}

} // namespace ns3::synthnet
