/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-reader.h"

#include "nprint-lead.h"

#include "ns3/count-text.h"
#include "ns3/input-error.h"
#include "ns3/input-file.h"
#include "ns3/input-text.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t BUFFER_BYTES = 256 * 1024;
constexpr std::size_t MOST_HEADER_BYTES = 16 * 1024 * 1024; // all columns with 65,535 bytes payload
constexpr std::size_t MOST_LEAD_BYTES = 4096;               // index and times of a row
constexpr std::size_t MOST_CELL_BYTES = 3;                  // "-1,"

constexpr std::string_view ABSENT_BYTE = "-1,-1,-1,-1,-1,-1,-1,-1,";
constexpr std::size_t PRESENT_BYTE_CHARS = 16; // "0,1,…"

/// Text that is read from front to back.
class Cursor
{
  public:
    explicit Cursor(std::string_view text)
        : m_at(text.data()),
          m_end(text.data() + text.size())
    {
    }

    /// @return the text before the next comma, or the end
    std::string_view Lead()
    {
        const auto* comma = static_cast<const char*>(std::memchr(m_at, ',', Left()));
        const char* end = comma ? comma : m_end;
        const std::string_view text(m_at, static_cast<std::size_t>(end - m_at));
        m_at = comma ? comma + 1 : m_end;
        return text;
    }

    /// Reads one cell and the comma behind it, which the last one of a line need not have.
    /// @return false when there is none
    bool Cell(bool& isPresent, bool& value)
    {
        isPresent = true;
        if (m_at < m_end && (*m_at == '0' || *m_at == '1'))
        {
            value = *m_at++ == '1';
        }
        else if (Left() >= 2 && m_at[0] == '-' && m_at[1] == '1')
        {
            isPresent = false;
            m_at += 2;
        }
        else
        {
            return false;
        }
        if (m_at == m_end)
        {
            return true;
        }
        return *m_at++ == ',';
    }

    /// Reads eight cells of a kind: all there, or all absent.
    /// @return false when they are not; nothing is read then
    bool Byte(uint8_t& present, uint8_t& value)
    {
        if (Left() >= ABSENT_BYTE.size() &&
            std::memcmp(m_at, ABSENT_BYTE.data(), ABSENT_BYTE.size()) == 0)
        {
            present = 0;
            value = 0;
            m_at += ABSENT_BYTE.size();
            return true;
        }
        if (Left() < PRESENT_BYTE_CHARS)
        {
            return false;
        }
        unsigned bits = 0;
        unsigned wrong = 0;
        for (std::size_t i = 0; i < PRESENT_BYTE_CHARS; i += 2)
        {
            wrong |= (static_cast<unsigned char>(m_at[i]) & 0xfeU) ^ '0';
            wrong |= static_cast<unsigned char>(m_at[i + 1]) ^ static_cast<unsigned>(',');
            bits = bits << 1 | (static_cast<unsigned char>(m_at[i]) & 1U);
        }
        if (wrong != 0)
        {
            return false;
        }
        present = 0xff;
        value = static_cast<uint8_t>(bits);
        m_at += PRESENT_BYTE_CHARS;
        return true;
    }

    bool AtEnd() const
    {
        return m_at == m_end;
    }

  private:
    std::size_t Left() const
    {
        return static_cast<std::size_t>(m_end - m_at);
    }

    const char* m_at;
    const char* m_end;
};

bool
ParseCell(Cursor& cursor, std::size_t place, NprintRow& row)
{
    bool isPresent = false;
    bool value = false;
    if (!cursor.Cell(isPresent, value))
    {
        return false;
    }
    if (isPresent)
    {
        row.SetBit(place, value);
    }
    return true;
}

bool
ParseRun(Cursor& cursor, const NprintLayout::Run& run, NprintRow& row)
{
    std::size_t place = run.at;
    const std::size_t end = run.at + run.cells;
    while (place < end)
    {
        uint8_t present = 0;
        uint8_t value = 0;
        if (place % 8 == 0 && place + 8 <= end && cursor.Byte(present, value))
        {
            row.SetByte(place / 8, present, value);
            place += 8;
        }
        else if (!ParseCell(cursor, place++, row))
        {
            return false;
        }
    }
    return true;
}

/// @return false when the line is no row of the layout
bool
ParseRow(std::string_view line, const NprintLayout& layout, NprintRow& row)
{
    row.Clear();
    if (line.empty() || line.back() == ',')
    {
        return false;
    }
    Cursor cursor(line);
    for (const NprintLayout::Lead lead : layout.Leads())
    {
        if (!ParseLead(cursor.Lead(), lead, row))
        {
            return false;
        }
    }
    for (const NprintLayout::Run& run : layout.Runs())
    {
        if (!ParseRun(cursor, run, row))
        {
            return false;
        }
    }
    return cursor.AtEnd();
}

/// Says what is wrong with a line that is no row.
class RowFault
{
  public:
    RowFault(std::string_view line, const NprintLayout& layout)
    {
        const std::size_t leads = layout.Leads().size();
        const std::size_t columns = leads + layout.Cells();
        Cursor cursor(line);
        std::size_t column = 0;
        bool isLast = false;
        while (column < columns && !isLast)
        {
            const std::string_view text = cursor.Lead();
            isLast = cursor.AtEnd() && !(line.size() > 0 && line.back() == ',' &&
                                         text.data() + text.size() < line.data() + line.size());
            NprintRow row;
            const bool isRight = column < leads ? ParseLead(text, layout.Leads()[column], row)
                                                : text == "0" || text == "1" || text == "-1";
            ++column;
            if (!isRight)
            {
                m_isInside = isLast && (text.empty() || text == "-" || column <= leads);
                const std::string name =
                    column <= leads ? "" : " (" + layout.CellName(column - 1 - leads) + ")";
                m_text = "column " + std::to_string(column) + name + " is " + QuoteInput(text) +
                         ", expected " +
                         (column <= leads ? ExpectedLead(layout.Leads()[column - 1])
                                          : std::string("0, 1 or -1"));
                return;
            }
        }
        if (column < columns || line.empty())
        {
            m_isInside = true;
            m_text = "has " + CountText(static_cast<int64_t>(line.empty() ? 0 : column), "column") +
                     ", expected " + std::to_string(columns);
            return;
        }
        m_text = "has more columns than the " + std::to_string(columns) + " of the first line";
    }

    /// @return whether the line is the start of a row
    bool IsInside() const
    {
        return m_isInside;
    }

    const std::string& Text() const
    {
        return m_text;
    }

  private:
    bool m_isInside{false};
    std::string m_text;
};

} // namespace

/// Lines of a stream.
class NprintReader::Text
{
  public:
    Text(std::unique_ptr<std::istream> own, std::istream* stream, std::string name)
        : m_own(std::move(own)),
          m_stream(m_own ? m_own.get() : stream),
          m_name(std::move(name))
    {
    }

    /// @param most bytes that it may have
    /// @return false at the end; else the line is there until the next
    bool Next(std::size_t most)
    {
        std::size_t looked = 0;
        for (;;)
        {
            const char* start = m_buffer.data() + m_from;
            const std::size_t there = m_to - m_from;
            const auto* end =
                there > looked
                    ? static_cast<const char*>(std::memchr(start + looked, '\n', there - looked))
                    : nullptr;
            const std::size_t size = end ? static_cast<std::size_t>(end - start) : there;
            if (size > most)
            {
                throw InputError(m_name,
                                 m_number + 1,
                                 "is longer than " + std::to_string(most) +
                                     " bytes, expected a line of nPrint's columns");
            }
            if (end)
            {
                Take(size, true);
                return true;
            }
            looked = there;
            if (!Fill())
            {
                if (there == 0)
                {
                    return false;
                }
                Take(there, false);
                return true;
            }
        }
    }

    std::string_view Line() const //!< without its end
    {
        return m_line;
    }

    bool HasEnd() const //!< the line ended with \n
    {
        return m_hasEnd;
    }

    std::size_t Number() const //!< of the line, counted from 1
    {
        return m_number;
    }

    const std::string& Name() const
    {
        return m_name;
    }

  private:
    void Take(std::size_t size, bool hasEnd)
    {
        m_line = std::string_view(m_buffer.data() + m_from, size);
        m_from += size + (hasEnd ? 1 : 0);
        if (hasEnd && !m_line.empty() && m_line.back() == '\r')
        {
            m_line.remove_suffix(1);
        }
        m_hasEnd = hasEnd;
        ++m_number;
    }

    /// @return false at the end of the stream
    bool Fill()
    {
        const std::size_t there = m_to - m_from;
        std::memmove(m_buffer.data(), m_buffer.data() + m_from, there);
        m_from = 0;
        m_to = there;
        if (m_to == m_buffer.size())
        {
            m_buffer.resize(2 * m_buffer.size());
        }
        m_stream->read(m_buffer.data() + m_to,
                       static_cast<std::streamsize>(m_buffer.size() - m_to));
        if (m_stream->bad())
        {
            throw InputError(m_name, 0, "cannot be read");
        }
        m_to += static_cast<std::size_t>(m_stream->gcount());
        return m_to > there;
    }

    std::unique_ptr<std::istream> m_own;
    std::istream* m_stream;
    std::string m_name;
    std::vector<char> m_buffer = std::vector<char>(BUFFER_BYTES);
    std::size_t m_from{0}; //!< of what is read and not taken
    std::size_t m_to{0};
    std::string_view m_line;
    bool m_hasEnd{false};
    std::size_t m_number{0};
};

namespace
{

template <typename Text>
NprintLayout
ReadLayout(Text& text)
{
    if (!text.Next(MOST_HEADER_BYTES))
    {
        throw InputError(text.Name(), 0, "is empty, expected an nPrint file");
    }
    return NprintLayout::Parse(text.Line(), text.Name());
}

} // namespace

NprintReader::NprintReader(const std::filesystem::path& path)
    : m_text(std::make_unique<Text>(OpenInputFile(path, "an nPrint file"), nullptr, path.string())),
      m_layout(ReadLayout(*m_text))
{
}

NprintReader::NprintReader(std::istream& stream, const std::string& name)
    : m_text(std::make_unique<Text>(nullptr, &stream, name)),
      m_layout(ReadLayout(*m_text))
{
}

NprintReader::~NprintReader() = default;

const NprintLayout&
NprintReader::Layout() const
{
    return m_layout;
}

bool
NprintReader::Next(NprintRow& row)
{
    if (!m_damage.empty() || !m_text->Next(MOST_LEAD_BYTES + MOST_CELL_BYTES * m_layout.Cells()))
    {
        return false;
    }
    if (row.PayloadBytes() != m_layout.PayloadBytes())
    {
        row = m_layout.MakeRow();
    }
    if (!ParseRow(m_text->Line(), m_layout, row))
    {
        const RowFault fault(m_text->Line(), m_layout);
        if (m_text->HasEnd() || !fault.IsInside())
        {
            throw InputError(m_text->Name(), m_text->Number(), fault.Text());
        }
        m_damage = m_text->Name() + ": damaged, " + CountText(static_cast<int64_t>(m_rows), "row") +
                   " read, stopped at line " + std::to_string(m_text->Number()) +
                   ", which ends inside a row";
        row.Clear();
        return false;
    }
    ++m_rows;
    return true;
}

uint64_t
NprintReader::Rows() const
{
    return m_rows;
}

const std::string&
NprintReader::DamageNote() const
{
    return m_damage;
}

} // namespace ns3::synthnet
