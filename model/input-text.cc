/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "input-text.h"

#include <cstddef>
#include <cstdint>

namespace ns3::synthnet
{

std::string
QuoteInput(std::string_view text)
{
    constexpr std::size_t LONGEST = 60;
    std::string quoted = "'";
    for (const char c : text.substr(0, LONGEST))
    {
        quoted += c >= ' ' && c <= '~' ? c : '?';
    }
    return quoted + (text.size() > LONGEST ? "...'" : "'");
}

bool
IsUtf8(std::string_view text)
{
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = 0; at < text.size();)
    {
        const uint32_t first = byte(at);
        const std::size_t more = first < 0x80   ? 0
                                 : first < 0xC2 ? text.size() // no character begins so
                                 : first < 0xE0 ? 1
                                 : first < 0xF0 ? 2
                                 : first < 0xF5 ? 3
                                                : text.size();
        if (more >= text.size() - at)
        {
            return false;
        }
        uint32_t character = more == 0 ? first : first & (0x3Fu >> more);
        for (std::size_t i = 1; i <= more; ++i)
        {
            if (byte(at + i) >> 6 != 2)
            {
                return false;
            }
            character = character << 6 | (byte(at + i) & 0x3Fu);
        }
        const bool isTooLong =
            (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
        const bool isSurrogate = character >= 0xD800 && character < 0xE000;
        if (isTooLong || isSurrogate || character > 0x10FFFF)
        {
            return false;
        }
        at += more + 1;
    }
    return true;
}

} // namespace ns3::synthnet
