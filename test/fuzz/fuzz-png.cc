/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes, with the checksums of PNG's chunks made right, are refused with one line, or an image
// whose colours are made pure, so that it holds rows or says why not, which drawn again are the
// same.
#include "ns3/big-endian.h"
#include "ns3/input-error.h"
#include "ns3/nprint-image.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3::synthnet;

namespace
{

constexpr std::size_t MOST_BYTES = 64 * 1024 * 1024; // of rows
constexpr std::size_t MOST_PIXELS = 100'000;         // of an image that takes no time

/// As PNG has it, of a chunk's type and data.
uint32_t
Crc(const char* bytes, std::size_t count)
{
    uint32_t crc = ~uint32_t{0};
    for (std::size_t i = 0; i < count; ++i)
    {
        crc ^= static_cast<uint8_t>(bytes[i]);
        for (int bit = 0; bit < 8; ++bit)
        {
            crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320U : 0);
        }
    }
    return ~crc;
}

/// Without it hardly anything that the fuzzer changes is read.
void
CorrectCrcs(std::string& png)
{
    constexpr std::size_t SIGNATURE = 8;
    constexpr std::size_t AROUND = 12; // length, type and checksum of a chunk
    for (std::size_t at = SIGNATURE; at + AROUND <= png.size();)
    {
        const std::size_t length = LoadBig32(reinterpret_cast<const uint8_t*>(&png[at]));
        if (length > png.size() - at - AROUND)
        {
            return;
        }
        StoreBig32(reinterpret_cast<uint8_t*>(&png[at + 8 + length]),
                   Crc(&png[at + 4], length + 4));
        at += AROUND + length;
    }
}

struct Drawn
{
    std::string header;
    std::vector<NprintRow> rows;
};

/// @return nothing when the rows are too many to keep
std::optional<Drawn>
Read(const std::string& png)
{
    std::istringstream stream(png);
    NprintImageReader reader(stream, "fuzz");
    Drawn drawn{reader.Layout().Header(), {}};
    for (NprintRow row; reader.Next(row);)
    {
        drawn.rows.push_back(row);
        if (drawn.rows.size() * row.Cells() / 4 > MOST_BYTES)
        {
            return std::nullopt;
        }
    }
    return drawn;
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    try
    {
        std::string png(reinterpret_cast<const char*>(data), size);
        CorrectCrcs(png);
        std::istringstream stream(png);
        PngReader image(stream, "fuzz");
        if (image.Width() * image.Height() > MOST_PIXELS)
        {
            return 0;
        }
        std::ostringstream clean;
        WriteCleanImage(clean, image);
        const auto drawn = Read(clean.str());
        if (!drawn)
        {
            return 0;
        }
        NprintColumnsImage columns(NprintLayout::Parse(drawn->header, "fuzz"));
        for (const NprintRow& row : drawn->rows)
        {
            columns.Add(row);
        }
        std::ostringstream again;
        columns.Write(again);
        const auto back = Read(again.str());
        if (!back || back->header != drawn->header || !(back->rows == drawn->rows))
        {
            std::abort();
        }
    }
    catch (const InputError& error)
    {
        const std::string message = error.what();
        if (message.find('\n') != std::string::npos || message.rfind("fuzz:", 0) != 0)
        {
            std::abort();
        }
    }
    return 0;
}
