/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any bytes are refused with one line, or an image whose colours are made pure, so that it holds
// rows or says why not, which drawn again are the same.
#include "ns3/input-error.h"
#include "ns3/nprint-image.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3::synthnet;

namespace
{

constexpr std::size_t MOST_PIXELS = 4'000'000; // of an image that takes no time

struct Drawn
{
    std::string header;
    std::vector<NprintRow> rows;
};

Drawn
Read(const std::string& png)
{
    std::istringstream stream(png);
    NprintImageReader reader(stream, "fuzz");
    Drawn drawn{reader.Layout().Header(), {}};
    for (NprintRow row; reader.Next(row);)
    {
        drawn.rows.push_back(row);
    }
    return drawn;
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    try
    {
        std::istringstream stream(std::string(reinterpret_cast<const char*>(data), size));
        PngReader image(stream, "fuzz");
        if (image.Width() * image.Height() > MOST_PIXELS)
        {
            return 0;
        }
        std::ostringstream clean;
        WriteCleanImage(clean, image);
        const Drawn drawn = Read(clean.str());
        std::ostringstream again;
        WriteColumnsImage(again, NprintLayout::Parse(drawn.header, "fuzz"), drawn.rows);
        const Drawn back = Read(again.str());
        if (back.header != drawn.header || !(back.rows == drawn.rows))
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
