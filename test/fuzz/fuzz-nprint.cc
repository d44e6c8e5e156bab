/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Any text is refused with one line, or its rows are written and read back the same, and each is a
// packet or none, whose rows make it again.
#include "need.h"

#include "ns3/input-error.h"
#include "ns3/nprint-decoder.h"
#include "ns3/nprint-encoder.h"
#include "ns3/nprint-reader.h"
#include "ns3/nprint-writer.h"

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3::synthnet;

namespace
{

/// Text to rows until the end, damage, or an error.
struct Rows
{
    explicit Rows(const std::string& text)
    {
        std::istringstream stream(text);
        try
        {
            NprintReader reader(stream, "fuzz");
            header = reader.Layout().Header();
            for (NprintRow row; reader.Next(row);)
            {
                rows.push_back(row);
            }
            isWhole = reader.DamageNote().empty();
            Need(reader.DamageNote().find('\n') == std::string::npos);
        }
        catch (const InputError& error)
        {
            const std::string message = error.what();
            Need(message.find('\n') == std::string::npos && message.rfind("fuzz:", 0) == 0);
        }
    }

    std::string header;
    std::vector<NprintRow> rows;
    bool isWhole{false};
};

std::string
Write(const NprintLayout& layout, const std::vector<NprintRow>& rows)
{
    std::ostringstream text;
    NprintWriter writer(text, layout);
    for (const NprintRow& row : rows)
    {
        writer.Write(row);
    }
    writer.Finish();
    return text.str();
}

void
Decode(const NprintLayout& layout, const NprintRow& row)
{
    std::vector<uint8_t> packet;
    NprintDecoder decoder(layout);
    Need(decoder.Decode(row, packet) == !packet.empty());
    decoder.Time(row);
    const auto layers = ReadLayers(packet.data(), packet.size());
    if (!layers)
    {
        return;
    }
    NprintRow again(packet.size() < NPRINT_MOST_PAYLOAD_BYTES ? packet.size()
                                                              : NPRINT_MOST_PAYLOAD_BYTES);
    NprintEncoder::EncodeIp(packet.data(), packet.size(), *layers, again);
    Need(!again.IsEmpty());
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    const Rows first(std::string(reinterpret_cast<const char*>(data), size));
    if (first.header.empty())
    {
        return 0;
    }
    const NprintLayout layout = NprintLayout::Parse(first.header, "fuzz");
    for (const NprintRow& row : first.rows)
    {
        Decode(layout, row);
    }
    const std::string text = Write(layout, first.rows);
    const Rows second(text);
    Need(second.isWhole && second.header == first.header && second.rows == first.rows);
    return 0;
}
