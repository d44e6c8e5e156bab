/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-writer.h"

#include "nprint-lead.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t WRITTEN_AT_ONCE = 256 * 1024;
constexpr std::size_t ABSENT_CHARS = 3;  // "-1,"
constexpr std::size_t PRESENT_CHARS = 2; // "0,"
constexpr std::size_t ABSENT_BYTES = 64; // of cells in one copy

using ByteText = std::array<char, 8 * PRESENT_CHARS>;

/// @return what a byte's eight bits are in the text, for all bytes
constexpr std::array<ByteText, 256>
MakeByteTexts()
{
    std::array<ByteText, 256> texts{};
    for (unsigned byte = 0; byte < texts.size(); ++byte)
    {
        for (unsigned bit = 0; bit < 8; ++bit)
        {
            texts[byte][PRESENT_CHARS * bit] = (byte >> (7 - bit) & 1) != 0 ? '1' : '0';
            texts[byte][PRESENT_CHARS * bit + 1] = ',';
        }
    }
    return texts;
}

constexpr std::array<char, ABSENT_BYTES * 8 * ABSENT_CHARS>
MakeAbsentText()
{
    std::array<char, ABSENT_BYTES * 8 * ABSENT_CHARS> text{};
    for (std::size_t i = 0; i < text.size(); i += ABSENT_CHARS)
    {
        text[i] = '-';
        text[i + 1] = '1';
        text[i + 2] = ',';
    }
    return text;
}

constexpr std::array<ByteText, 256> BYTE_TEXTS = MakeByteTexts();
constexpr auto ABSENT_TEXT = MakeAbsentText();

char*
WriteCell(char* to, const NprintRow& row, std::size_t place)
{
    if (!row.Has(place))
    {
        std::memcpy(to, "-1,", ABSENT_CHARS);
        return to + ABSENT_CHARS;
    }
    to[0] = row.Bit(place) ? '1' : '0';
    to[1] = ',';
    return to + PRESENT_CHARS;
}

/// Writes whole bytes of cells.
char*
WriteBytes(char* to, const NprintRow& row, std::size_t byte, std::size_t end)
{
    const uint8_t* present = row.PresentPlane().data();
    const uint8_t* values = row.ValuePlane().data();
    while (byte < end)
    {
        if (present[byte] == 0xff)
        {
            const ByteText& text = BYTE_TEXTS[values[byte]];
            std::memcpy(to, text.data(), text.size());
            to += text.size();
            ++byte;
        }
        else if (present[byte] == 0)
        {
            const std::size_t most = std::min(end, byte + ABSENT_BYTES);
            const std::size_t first = byte;
            while (byte < most && present[byte] == 0)
            {
                ++byte;
            }
            const std::size_t chars = (byte - first) * 8 * ABSENT_CHARS;
            std::memcpy(to, ABSENT_TEXT.data(), chars);
            to += chars;
        }
        else
        {
            for (std::size_t place = 8 * byte; place < 8 * byte + 8; ++place)
            {
                to = WriteCell(to, row, place);
            }
            ++byte;
        }
    }
    return to;
}

char*
WriteRun(char* to, const NprintRow& row, const NprintLayout::Run& run)
{
    std::size_t place = run.at;
    const std::size_t end = run.at + run.cells;
    while (place < end && place % 8 != 0)
    {
        to = WriteCell(to, row, place++);
    }
    if (end - place >= 8)
    {
        to = WriteBytes(to, row, place / 8, end / 8);
        place = end / 8 * 8;
    }
    while (place < end)
    {
        to = WriteCell(to, row, place++);
    }
    return to;
}

} // namespace

NprintWriter::NprintWriter(std::ostream& stream, NprintLayout layout)
    : m_stream(stream),
      m_layout(std::move(layout))
{
    m_stream << m_layout.Header() << '\n';
}

void
NprintWriter::Write(const NprintRow& row)
{
    if (row.PayloadBytes() < m_layout.PayloadBytes())
    {
        throw std::invalid_argument("a row with less payload than the layout has columns for");
    }
    m_leads.clear();
    AppendLeads(m_leads, m_layout, row);
    Grow(m_leads.size() + m_layout.Cells() * ABSENT_CHARS);
    char* to = m_buffer.data() + m_used;
    std::memcpy(to, m_leads.data(), m_leads.size());
    to += m_leads.size();
    for (const NprintLayout::Run& run : m_layout.Runs())
    {
        to = WriteRun(to, row, run);
    }
    to[-1] = '\n'; // in place of the last comma
    m_used = static_cast<std::size_t>(to - m_buffer.data());
}

void
NprintWriter::Finish()
{
    m_stream.write(m_buffer.data(), static_cast<std::streamsize>(m_used));
    m_used = 0;
}

/// Makes room for a row of so many characters.
void
NprintWriter::Grow(std::size_t row)
{
    if (m_used + row > m_buffer.size())
    {
        Finish();
        m_buffer.resize(std::max({m_buffer.size(), WRITTEN_AT_ONCE, row}));
    }
}

} // namespace ns3::synthnet
