/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "nprint-image.h"

#include "nprint-lead.h"
#include "png-writer.h"

#include "ns3/input-error.h"
#include "ns3/input-text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ns3::synthnet
{
namespace
{

constexpr std::size_t READ_BYTES = 3;                     // of a pixel
constexpr std::size_t WRITE_BYTES = 4;                    // with alpha
constexpr std::size_t MOST_TEXT_BYTES = 60 * 1024 * 1024; // what a PngReader takes

using Pixel = std::array<uint8_t, WRITE_BYTES>;

constexpr Pixel RED = {255, 0, 0, 255};
constexpr Pixel GREEN = {0, 255, 0, 255};
constexpr Pixel BLUE = {0, 0, 255, 255};

void
SetPixel(std::vector<uint8_t>& pixels, std::size_t at, const Pixel& pixel)
{
    std::copy(pixel.begin(),
              pixel.end(),
              pixels.begin() + static_cast<std::ptrdiff_t>(WRITE_BYTES * at));
}

const Pixel&
ColourOf(bool isPresent, bool value)
{
    return !isPresent ? BLUE : value ? RED : GREEN;
}

Pixel
Clean(const uint8_t* pixel)
{
    const uint8_t red = pixel[0];
    const uint8_t green = pixel[1];
    const uint8_t blue = pixel[2];
    if (red > 0 && green < 160 && blue < 100)
    {
        return RED;
    }
    const uint8_t largest = std::max({red, green, blue});
    return largest == red ? RED : largest == green ? GREEN : BLUE;
}

bool
IsPixel(const uint8_t* pixel, const Pixel& colour)
{
    return std::equal(pixel, pixel + READ_BYTES, colour.begin());
}

std::string
ColourText(const uint8_t* pixel)
{
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", pixel[0], pixel[1], pixel[2]);
    return text;
}

void
NeedFits(const std::string& text)
{
    if (text.size() > MOST_TEXT_BYTES)
    {
        throw InputError("what stands in front of the rows is too long for an image, expected at "
                         "most " +
                         std::to_string(MOST_TEXT_BYTES) + " bytes");
    }
    if (text.find('\0') != std::string::npos)
    {
        throw InputError("a byte 0 is in the first column, which an image cannot keep");
    }
}

} // namespace

void
WriteNetDiffusionImage(std::ostream& stream, const std::vector<NprintRow>& rows)
{
    if (rows.size() > NETDIFFUSION_ROWS)
    {
        throw std::invalid_argument("more rows than an image of NetDiffusion's has");
    }
    const NprintLayout layout = NprintLayout::NetDiffusion();
    const NprintRow padding;
    std::vector<uint8_t> pixels(WRITE_BYTES * layout.Cells());
    PngWriter image(stream, layout.Cells(), NETDIFFUSION_ROWS);
    for (std::size_t i = 0; i < NETDIFFUSION_ROWS; ++i)
    {
        const NprintRow& row = i < rows.size() ? rows[i] : padding;
        std::size_t at = 0;
        for (const uint32_t place : layout.Places())
        {
            SetPixel(pixels, at++, ColourOf(row.Has(place), row.Bit(place)));
        }
        image.Write(pixels);
    }
    image.Finish();
}

NprintColumnsImage::NprintColumnsImage(NprintLayout layout)
    : m_layout(std::move(layout))
{
}

void
NprintColumnsImage::Add(const NprintRow& row)
{
    AppendLeads(m_leads, m_layout, row);
    if (!m_leads.empty())
    {
        m_leads.back() = '\n'; // in place of the last comma
    }
    for (const uint32_t place : m_layout.Places())
    {
        m_cells.push_back(row.Has(place));
        m_cells.push_back(row.Bit(place));
    }
    ++m_rows;
}

std::size_t
NprintColumnsImage::Rows() const
{
    return m_rows;
}

void
NprintColumnsImage::Write(std::ostream& stream) const
{
    std::vector<PngText> texts = {{NPRINT_COLUMNS_KEYWORD, m_layout.Header(), false}};
    if (!m_layout.Leads().empty())
    {
        texts.push_back({NPRINT_ROWS_KEYWORD, m_leads, true});
    }
    for (const PngText& text : texts)
    {
        NeedFits(text.text);
    }
    std::vector<uint8_t> pixels(WRITE_BYTES * m_layout.Cells());
    PngWriter image(stream, m_layout.Cells(), m_rows, texts);
    auto cell = m_cells.begin();
    for (std::size_t i = 0; i < m_rows; ++i)
    {
        for (std::size_t at = 0; at < m_layout.Cells(); ++at)
        {
            const bool isPresent = *cell++;
            SetPixel(pixels, at, ColourOf(isPresent, *cell++));
        }
        image.Write(pixels);
    }
    image.Finish();
}

void
WriteCleanImage(std::ostream& stream, PngReader& image)
{
    std::vector<PngText> texts;
    for (const char* keyword : {NPRINT_COLUMNS_KEYWORD, NPRINT_ROWS_KEYWORD})
    {
        if (auto text = image.Text(keyword))
        {
            texts.push_back({keyword, std::move(*text), keyword == NPRINT_ROWS_KEYWORD});
        }
    }
    PngWriter clean(stream, image.Width(), image.Height(), texts);
    std::vector<uint8_t> pixels;
    std::vector<uint8_t> cleaned(WRITE_BYTES * image.Width());
    while (image.Next(pixels))
    {
        for (std::size_t i = 0; i < image.Width(); ++i)
        {
            SetPixel(cleaned, i, Clean(&pixels[READ_BYTES * i]));
        }
        clean.Write(cleaned);
    }
    clean.Finish();
}

NprintImageReader::NprintImageReader(const std::filesystem::path& path)
    : m_image(path),
      m_layout(NprintLayout::NetDiffusion())
{
    ReadColumns();
}

NprintImageReader::NprintImageReader(std::istream& stream, const std::string& name)
    : m_image(stream, name),
      m_layout(NprintLayout::NetDiffusion())
{
    ReadColumns();
}

const NprintLayout&
NprintImageReader::Layout() const
{
    return m_layout;
}

bool
NprintImageReader::Next(NprintRow& row)
{
    if (!m_image.Next(m_pixels))
    {
        if (m_leadsRead < m_leads.size())
        {
            throw InputError(m_image.Name(),
                             0,
                             "has more lines in its text chunk " +
                                 std::string(NPRINT_ROWS_KEYWORD) + " than rows");
        }
        return false;
    }
    if (row.PayloadBytes() != m_layout.PayloadBytes())
    {
        row = m_layout.MakeRow();
    }
    row.Clear();
    for (std::size_t i = 0; i < m_layout.Cells(); ++i)
    {
        const uint8_t* pixel = &m_pixels[READ_BYTES * i];
        if (IsPixel(pixel, RED) || IsPixel(pixel, GREEN))
        {
            row.SetBit(m_layout.Places()[i], pixel[0] != 0);
        }
        else if (!IsPixel(pixel, BLUE))
        {
            throw InputError(m_image.Name(),
                             0,
                             "pixel " + std::to_string(i) + " of row " +
                                 std::to_string(m_image.Rows() - 1) + " is " + ColourText(pixel) +
                                 ", expected pure red, green or blue, which `colour` makes");
        }
    }
    ReadLeads(row);
    return true;
}

void
NprintImageReader::ReadColumns()
{
    if (const auto columns = m_image.Text(NPRINT_COLUMNS_KEYWORD))
    {
        m_hasColumns = true;
        m_layout = NprintLayout::Parse(*columns,
                                       m_image.Name() + ": text chunk " + NPRINT_COLUMNS_KEYWORD);
        m_leads = m_image.Text(NPRINT_ROWS_KEYWORD).value_or("");
    }
    if (m_image.Width() != m_layout.Cells())
    {
        throw InputError(m_image.Name(),
                         0,
                         "is " + std::to_string(m_image.Width()) + " pixels wide, expected " +
                             std::to_string(m_layout.Cells()) +
                             (m_hasColumns ? ", the columns that its text chunk names"
                                           : ", the columns of NetDiffusion's images"));
    }
}

void
NprintImageReader::ReadLeads(NprintRow& row)
{
    if (!m_hasColumns)
    {
        row.index = std::to_string(m_image.Rows() - 1);
        return;
    }
    if (m_layout.Leads().empty())
    {
        return;
    }
    const auto fail = [this] {
        throw InputError(m_image.Name(),
                         0,
                         "line " + std::to_string(m_image.Rows()) + " of its text chunk " +
                             NPRINT_ROWS_KEYWORD + " is not what stands in front of a row");
    };
    const std::size_t end = m_leads.find('\n', m_leadsRead);
    if (end == std::string::npos)
    {
        fail();
    }
    std::string_view line(m_leads.data() + m_leadsRead, end - m_leadsRead);
    m_leadsRead = end + 1;
    const auto& leads = m_layout.Leads();
    for (std::size_t i = 0; i < leads.size(); ++i)
    {
        const std::size_t comma = i + 1 < leads.size() ? line.find(',') : line.size();
        if (comma == std::string_view::npos || !ParseLead(line.substr(0, comma), leads[i], row))
        {
            fail();
        }
        line.remove_prefix(std::min(comma + 1, line.size()));
    }
}

} // namespace ns3::synthnet
