/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#include "html-text.h"

#include <cstdint>

namespace ns3::synthnet
{

std::string
EscapeHtml(std::string_view text)
{
    std::string escaped;
    for (const char each : text)
    {
        switch (each)
        {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += each;
        }
    }
    return escaped;
}

std::string
Base64(std::string_view bytes)
{
    constexpr char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3)
    {
        uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
        {
            bits = bits << 8 |
                   (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
        }
        for (std::size_t i = 0; i < 4; ++i)
        {
            text += at + i <= bytes.size() ? ALPHABET[bits >> (18 - 6 * i) & 63] : '=';
        }
    }
    return text;
}

} // namespace ns3::synthnet
